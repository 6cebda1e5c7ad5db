package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"demarche"
	"demarche/source"
)

type readCommand struct {
	Files     []string `arg:"" optional:"" name:"file" help:"Reports: texts (UTF-8), saved web pages, PDFs, tables (.jsonl, .csv, .tsv), web archives (.warc, .warc.gz, .wacz), addresses of pages, feeds and sitemaps (https://...), or folders of them; standard input if none or \"-\"."`
	Published string   `help:"Day of publication, where the report does not tell it." placeholder:"DAY"`
	Fields    string   `help:"Which columns of tables hold what: text=COLUMN,title=COLUMN,day=COLUMN,address=COLUMN. Usual names are guessed." placeholder:"MAP"`

	AllowPrivate bool   `help:"Fetch also from addresses inside the own network."`
	Out          string `help:"Write NAME.json (or .jsonl, .html, .txt) for each report into this folder." placeholder:"DIR"`
	Format       string `help:"Form of the output: json, jsonl (a record a line), table or html (one self-contained page)." enum:"json,jsonl,table,html" default:"json"`
	JSON         bool   `help:"The same as --format json."`

	MinConfidence float64 `help:"Leave out records that are less likely right than this, 0 to 1." placeholder:"P"`
}

func (readCommand) Help() string {
	return `Reads each report into records: positions, acts, movements, counts, quotations, gaps, offices. Every record has an id, and its evidence as exact characters of the text.

Example: demarche read --published 2025-01-26 report.txt

Each record has a confidence: of the records at 0.8, about eight in ten are right.

Example: demarche read --out records/ --min-confidence 0.7 reports/`
}

// Run reads the files.
func (c *readCommand) Run(s *session) error {
	published, err := day(c.Published)
	if err != nil {
		return err
	}
	if c.JSON {
		c.Format = "json"
	}
	if c.MinConfidence < 0 || c.MinConfidence > 1 {
		return &demarche.Error{Code: demarche.Invalid, Detail: "--min-confidence is a probability", Hint: "give a number from 0 to 1"}
	}
	loader, err := s.loader(c.Fields, c.AllowPrivate)
	if err != nil {
		return err
	}
	paths := orStdin(c.Files)
	s.sayStdin(paths)
	if c.Format == "html" && c.Out == "" && several(paths) {
		return &demarche.Error{Code: demarche.Invalid, Detail: "an HTML page holds one report", Hint: "name one file, or write a page for each with --out DIR"}
	}
	r, err := s.stages.Reader()
	if err != nil {
		return err
	}
	if c.Out != "" {
		return c.intoFolder(s, loader, paths, published, r)
	}
	var failed []error
	read := 0
	var all []demarche.Reading
	for rd := range s.readAll(loader, paths, published, r) {
		if rd.over != "" {
			continue
		}
		rd.reading.Surer(c.MinConfidence)
		if rd.err != nil {
			failed = append(failed, rd.err)
			s.complainAbout(rd)
			continue
		}
		read++
		if c.Format == "json" && several(paths) {
			all = append(all, rd.reading)
			continue
		}
		if err := c.write(s, s.around.Out, rd); err != nil {
			return err
		}
	}
	if s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	if len(all) > 0 {
		if err := s.asJSON(all); err != nil {
			return err
		}
	}
	return failedInputs(paths, failed, read)
}

// intoFolder writes a file for each report, each whole or not at all.
func (c *readCommand) intoFolder(s *session, loader source.Loader, paths []string, published demarche.Date, reader demarche.Reader) error {
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return writeError(c.Out, err)
	}
	bar := s.progress(s.count(paths), "reading")
	defer func() { _ = bar.Finish() }()
	written := make(map[string]string) // name of the output to path of the report
	var failed []error
	for rd := range s.readAll(loader, paths, published, reader) {
		_ = bar.Add(1)
		if rd.over != "" {
			continue
		}
		rd.reading.Surer(c.MinConfidence)
		if rd.err == nil {
			rd.err = c.intoFile(s, rd, written)
		}
		if rd.err != nil {
			failed = append(failed, rd.err)
			_ = bar.Clear()
			s.complainAbout(rd)
			if demarche.CodeOf(rd.err) == demarche.Storage && len(written) == 0 {
				return told{rd.err} // the folder takes nothing at all
			}
		}
	}
	if s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	_ = bar.Finish()
	_, _ = fmt.Fprintf(s.around.Err, "%s written to %s%s\n", plural(len(written), "report"), c.Out, ifAny(len(failed), ", %d failed"))
	return failedInputs(paths, failed, len(written))
}

func (c *readCommand) intoFile(s *session, rd reading, written map[string]string) error {
	ending := map[string]string{"table": ".txt"}[c.Format]
	if ending == "" {
		ending = "." + c.Format
	}
	stem, own := outputStem(rd)
	name := stem + ending
	for n := 2; written[name] != "" && !own; n++ {
		name = fmt.Sprintf("%s-%d%s", stem, n, ending)
	}
	if other, ok := written[name]; ok {
		return &demarche.Error{Code: demarche.Conflict, Detail: fmt.Sprintf("%s was already written for %s", name, other), Hint: "give reports of one name folders of their own with --out"}
	}
	path := filepath.Join(c.Out, name)
	if sameFile(path, rd.path) {
		return &demarche.Error{Code: demarche.Conflict, Detail: "the output would replace the report itself", Hint: "name another folder with --out"}
	}
	if err := writeFile(path, func(w io.Writer) error { return c.write(s, w, rd) }); err != nil {
		return err
	}
	written[name] = rd.path
	return nil
}

// outputStem gives the name of the output of a report, without its ending. own
// tells that the report is a file, whose name users chose; others are numbered
// where they have the name of another.
func outputStem(rd reading) (stem string, own bool) {
	name := rd.document.Name
	if source.IsURL(rd.capture.Address) {
		return unsafe.ReplaceAllString(name, "-"), false
	}
	file, row, isRow := strings.Cut(name, "#")
	stem = strings.TrimSuffix(file, filepath.Ext(file))
	if isRow {
		return stem + "-" + unsafe.ReplaceAllString(row, "-"), false
	}
	return stem, !rd.item.Archived
}

// unsafe is what names of files had better not have.
var unsafe = regexp.MustCompile(`[^\pL\pN._-]+`)

// write writes one reading in the form asked for.
func (c *readCommand) write(s *session, w io.Writer, rd reading) error {
	to := *s
	to.around.Out = w
	if w != s.around.Out {
		to.around.OutTerminal = false
	}
	switch c.Format {
	case "html":
		return s.stages.Page(w, rd.document, rd.reading)
	case "jsonl":
		for _, r := range rd.reading.Records {
			b, err := withFile(r, rd.reading.Doc.File)
			if err != nil {
				return err
			}
			if err := to.printf("%s\n", b); err != nil {
				return err
			}
		}
		return nil
	case "table":
		return to.recordTable(rd)
	}
	return to.asJSON(rd.reading)
}

// withFile gives a record as JSON on one line, with the name of its report.
func withFile(r demarche.Record, file string) ([]byte, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("write record: %w", err)
	}
	name, err := json.Marshal(file)
	if err != nil {
		return nil, fmt.Errorf("write record: %w", err)
	}
	return append(append(append([]byte(`{"file":`), name...), ','), b[1:]...), nil
}

// recordTable prints the records of one report.
func (s *session) recordTable(rd reading) error {
	d := rd.document
	day := string(d.Published)
	if day == "" {
		day = "day of publication unknown"
	}
	if err := s.printf("%s  %s  %s\n\n", oneLine(d.Name), day, plural(len(rd.reading.Records), "record")); err != nil {
		return err
	}
	var rows [][]string
	for _, r := range rd.reading.Records {
		rows = append(rows, clean([]string{string(r.Shared().Kind), summary(r), string(r.When()), saidBy(r), sentence(r), short(r.Shared().ID)}))
	}
	if err := s.table([]string{"Kind", "What", "When", "By", "Evidence", "Id"}, rows, 1, 3, 4); err != nil {
		return err
	}
	return s.printf("\n")
}

// writeFile writes a file whole or not at all: under another name first, which
// then takes the place of what was there.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".demarche-*")
	if err != nil {
		return writeError(path, err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // nothing is there any more if all went well
	err = write(f)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return writeError(path, err)
	}
	return nil
}

// writeError puts into words that a file cannot be written.
func writeError(path string, err error) error {
	if e := asError(err); e != nil {
		return e
	}
	return &demarche.Error{Code: demarche.Storage, Op: "write", Path: path, Detail: "cannot be written", Err: cause(err), Hint: "check that the folder may be written to and the disk is not full"}
}

func asError(err error) *demarche.Error {
	var e *demarche.Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// sayStdin tells a person at a terminal that the program waits for a text.
func (s *session) sayStdin(paths []string) {
	if s.around.InTerminal && slices.Contains(paths, source.Stdin) {
		_, _ = fmt.Fprintln(s.around.Err, "reading a report from standard input; Ctrl-D ends it")
	}
}

// orStdin gives the files, or standard input if there are none.
func orStdin(files []string) []string {
	if len(files) == 0 {
		return []string{source.Stdin}
	}
	return files
}

// several reports whether the paths may hold more than one report.
func several(paths []string) bool {
	if len(paths) != 1 || source.Several(paths[0]) {
		return true
	}
	info, err := os.Stat(paths[0])
	return err == nil && info.IsDir()
}

func day(text string) (demarche.Date, error) {
	if text == "" {
		return "", nil
	}
	return demarche.ParseDate(text)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func ifAny(n int, format string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(format, n)
}
