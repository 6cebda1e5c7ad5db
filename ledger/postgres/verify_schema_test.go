package postgres_test

import (
	"flag"
	"os"
	"testing"

	"demarche/ledger/postgres"
)

var update = flag.Bool("update", false, "write schema.txt anew")

func TestTheSchemaIsTheOneThatVerifyKnows(t *testing.T) {
	made, err := open(t, empty(t), postgres.Options{}).Objects(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("schema.txt", []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	known, err := os.ReadFile("schema.txt")
	if err != nil || string(known) != made {
		t.Errorf("schema.txt is not what the migrations make: go test -run %s -update ./ledger/postgres (%v)", t.Name(), err)
	}
}
