// Package apiclient is a client of the HTTP API that a program wrote from
// openapi.json, the description that the API gives of itself. Its test asks a
// server on loopback every question, so that the description is known to be
// one from which others can make a client too.
package apiclient

//go:generate go run demarche/internal/cmd/openapi openapi.json
//go:generate go tool -modfile=../../tools/openapi/go.mod oapi-codegen -config oapi-codegen.yaml openapi.json
