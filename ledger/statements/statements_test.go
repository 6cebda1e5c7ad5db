package statements

import (
	"strings"
	"testing"
)

func TestStatementsAreTakenApart(t *testing.T) {
	all := make(map[string]string)
	err := load("-- What stands before.\n\n-- name: One\n-- why\nSELECT 1;\n-- block: Rows\nFROM t\n\n-- name: Two\nSELECT 2\n-- use: Rows\nWHERE x;\n", all)
	if err != nil || len(all) != 2 || all["One"] != "SELECT 1" || all["Two"] != "SELECT 2\nFROM t\nWHERE x" {
		t.Errorf("%q, %v", all, err)
	}
	for file, words := range map[string]string{
		"-- name: A\nSELECT 1\n-- name: A\nSELECT 2": "there twice",
		"-- name: \nSELECT 1":                        "empty",
		"-- name: A\n-- use: Rows":                   `no block "Rows"`,
		"-- block: A\nFROM t\n-- name: A\nSELECT 1":  "there twice",
	} {
		if err := load(file, make(map[string]string)); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%q: %v, want %q", file, err, words)
		}
	}
}
