// Package statements reads the query files of a store: SQL under names. The
// stores themselves have their statements as Go, which internal/cmd/queries
// makes of the files.
package statements

import (
	"fmt"
	"io/fs"
	"strings"
)

// Load gives the statements of the files *.sql of a folder by their names. A statement
// begins at a line "-- name: NAME" and ends before the next; a name must not
// occur twice. Where it has a line "-- use: NAME" stands the block of that name
// of the same file, which begins at a line "-- block: NAME" before it.
func Load(folder fs.FS) (map[string]string, error) {
	names, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return nil, err
	}
	all := make(map[string]string)
	for _, name := range names {
		b, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		if err := load(string(b), all); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return all, nil
}

// blockMark stands before the names of blocks while a file is taken apart.
const blockMark = "block "

// load takes in the statements of one file.
func load(file string, all map[string]string) error {
	blocks := make(map[string]string)
	for i, part := range strings.Split(strings.ReplaceAll("\n"+file, "\n-- block: ", "\n-- name: "+blockMark), "\n-- name: ") {
		if i == 0 {
			continue // what stands before the first
		}
		head, body, _ := strings.Cut(part, "\n")
		name, block := strings.CutPrefix(strings.TrimSpace(head), blockMark)
		_, had := blocks[name]
		if _, twice := all[name]; had || twice || name == "" {
			return fmt.Errorf("query name %q is empty or there twice", name)
		}
		text, err := statement(body, blocks)
		if err != nil {
			return fmt.Errorf("query %s: %w", name, err)
		}
		if block {
			blocks[name] = text
		} else {
			all[name] = text
		}
	}
	return nil
}

// statement puts blocks in, and strips comment lines and the closing semicolon:
// drivers keep only single statements prepared.
func statement(body string, blocks map[string]string) (string, error) {
	var lines []string
	for line := range strings.Lines(body) {
		name, use := strings.CutPrefix(line, "-- use: ")
		block, there := blocks[strings.TrimSpace(name)]
		switch {
		case use && !there:
			return "", fmt.Errorf("there is no block %q before it", strings.TrimSpace(name))
		case use:
			lines = append(lines, block+"\n")
		case !strings.HasPrefix(strings.TrimSpace(line), "--"):
			lines = append(lines, line)
		}
	}
	return strings.TrimRight(strings.TrimSpace(strings.Join(lines, "")), ";"), nil
}
