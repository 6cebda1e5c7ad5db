package sqlite

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed queries/*.sql
var queryFiles embed.FS

// queries are the statements of the query files by their names.
type queries map[string]string

// loadQueries reads the query files. A statement begins at a line
// "-- name: NAME" and ends before the next; a name must not occur twice.
func loadQueries() (queries, error) {
	files, err := fs.Glob(queryFiles, "queries/*.sql")
	if err != nil {
		return nil, err
	}
	q := make(queries)
	for _, file := range files {
		b, err := queryFiles.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for i, part := range strings.Split("\n"+string(b), "\n-- name: ") {
			if i == 0 {
				continue // what stands before the first name
			}
			name, body, _ := strings.Cut(part, "\n")
			name = strings.TrimSpace(name)
			if _, twice := q[name]; twice || name == "" {
				return nil, fmt.Errorf("%s: query name %q is empty or there twice", file, name)
			}
			q[name] = statement(body)
		}
	}
	return q, nil
}

// statement strips comment lines and the closing semicolon: the driver keeps
// only single statements prepared.
func statement(body string) string {
	var lines []string
	for line := range strings.Lines(body) {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			lines = append(lines, line)
		}
	}
	return strings.TrimRight(strings.TrimSpace(strings.Join(lines, "")), ";")
}
