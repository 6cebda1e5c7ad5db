// Command openapi writes what the API says of itself into a file.
//
//	openapi FILE
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"demarche/api"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "openapi:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("one file must be named, not %d", len(args))
	}
	b, err := api.Description()
	if err != nil {
		return err
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, b, "", " "); err != nil {
		return err
	}
	return os.WriteFile(args[0], append(indented.Bytes(), '\n'), 0o644)
}
