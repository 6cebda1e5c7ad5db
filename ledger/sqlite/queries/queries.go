// Package queries holds the query files of the SQLite store. The store itself
// has their statements as Go, in queries_generated.go, which
// internal/cmd/queries makes of them.
package queries

import (
	"embed"

	"demarche/ledger/statements"
)

//go:embed *.sql
var files embed.FS

// Load gives the statements of the query files by their names.
func Load() (map[string]string, error) { return statements.Load(files) }
