// Package api answers every question of package answers over HTTP, as JSON.
// It describes itself as OpenAPI 3.1 at /openapi.json; errors are problem
// details (RFC 9457) with the code of demarche.Error.
package api
