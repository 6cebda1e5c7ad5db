package source

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"demarche"
)

// extensions are how the names of reports end in a folder, letter case aside.
var extensions = slices.Concat([]string{".txt", ".html", ".htm", ".xhtml", ".pdf"}, tableEnds, archiveEnds)

// isReport reports whether a file's name ends as those of reports do.
func isReport(name string) bool {
	return slices.ContainsFunc(extensions, func(e string) bool {
		return len(name) > len(e) && strings.EqualFold(name[len(name)-len(e):], e)
	})
}

// usual names the extensions in messages.
const usual = ".txt, .html, .pdf, .jsonl, .csv, .tsv, .warc or .wacz"

// Find gives the paths of the reports among paths: a file and "-" stand for
// themselves, a folder for all files of reports in it and in its sub-folders, hidden
// ones apart. Links are followed, and no folder is searched twice for one path.
// Errors are *demarche.Error and concern one path; the rest goes on.
func Find(ctx context.Context, paths ...string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, path := range paths {
			w := walk{ctx: ctx, yield: yield, seen: map[string]bool{}}
			if !w.path(path) {
				return
			}
		}
	}
}

// walk searches one path. Its methods report whether the consumer wants more.
type walk struct {
	ctx     context.Context
	yield   func(string, error) bool
	seen    map[string]bool // real paths of the folders searched
	found   int
	skipped int // files that are no reports by their names
	failed  int
}

func (w *walk) path(path string) bool {
	if path == Stdin || IsURL(path) {
		return w.give(path)
	}
	if scheme, _, ok := strings.Cut(path, "://"); ok && !strings.ContainsAny(scheme, "/.\\ ") {
		return w.fail(&demarche.Error{Code: demarche.Invalid, Op: op, Path: path, Detail: "is an address that is not fetched", Hint: "addresses begin with http:// or https://"})
	}
	info, err := os.Stat(path)
	if err != nil {
		return w.fail(fileError(path, err))
	}
	if !info.IsDir() {
		return w.give(path)
	}
	if !w.folder(path) {
		return false
	}
	if w.found == 0 && w.failed == 0 {
		return w.fail(noReports(path, w.skipped))
	}
	return true
}

func noReports(path string, others int) error {
	detail := "the folder is empty"
	switch {
	case others == 1:
		detail = "the folder holds no reports: the name of its one file does not end in " + usual
	case others > 1:
		detail = fmt.Sprintf("the folder holds no reports: of its %d files none has a name that ends in %s", others, usual)
	}
	return &demarche.Error{Code: demarche.NotFound, Op: op, Path: path, Detail: detail,
		Hint: "name files of other endings one by one"}
}

func (w *walk) give(path string) bool {
	if err := w.ctx.Err(); err != nil {
		w.yield("", err)
		return false
	}
	w.found++
	return w.yield(path, nil)
}

func (w *walk) fail(err error) bool {
	w.failed++
	return w.yield("", err)
}

// folder searches one folder, unless it was searched under another name.
func (w *walk) folder(dir string) bool {
	if err := w.ctx.Err(); err != nil {
		w.yield("", err)
		return false
	}
	real, err := filepath.EvalSymlinks(dir)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		return w.fail(fileError(dir, err))
	}
	if w.seen[real] {
		return true
	}
	w.seen[real] = true
	entries, err := os.ReadDir(dir)
	if err != nil && !w.fail(fileError(dir, err)) {
		return false
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if !w.entry(filepath.Join(dir, e.Name()), e) {
			return false
		}
	}
	return true
}

func (w *walk) entry(path string, e fs.DirEntry) bool {
	report := isReport(e.Name())
	mode := e.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := os.Stat(path)
		switch {
		case err == nil:
			mode = info.Mode()
		case report:
			return w.fail(fileError(path, err))
		default:
			w.skipped++
			return true
		}
	}
	switch {
	case mode.IsDir():
		return w.folder(path)
	case report:
		return w.give(path)
	}
	w.skipped++
	return true
}
