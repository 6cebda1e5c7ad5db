package postgres

//go:generate go run demarche/internal/cmd/queries queries_generated.go

// queries are the statements of the query files by their names.
type queries map[string]string
