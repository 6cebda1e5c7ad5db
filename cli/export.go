package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"demarche"
	"demarche/ledger"
)

type exportCommand struct {
	All  string `help:"Export everything to this file, which is not there yet; \"-\" for standard output." xor:"what" required:"" placeholder:"FILE"`
	WARC string `name:"warc" help:"Export what was captured to this web archive (.warc.gz), which is not there yet; \"-\" for standard output." xor:"what" required:"" placeholder:"FILE"`
	As   string `help:"Export what the ledger answers in this form: csv, jsonl, webannotation, ftm, csl, geojson, plover." xor:"what" required:"" placeholder:"FORM"`

	Out   string `help:"With --as: the file to write, which is not there yet; \"-\" for standard output." default:"-" placeholder:"FILE"`
	State string `help:"With --as: a state by name, nationality, capital or code, in whatever part." placeholder:"STATE"`
	From  string `help:"With --as: the sending state." placeholder:"STATE"`
	To    string `help:"With --as: the receiving state." placeholder:"STATE"`
	Since string `help:"With --as: on or after this day." placeholder:"DAY"`
	Until string `help:"With --as: on or before this day." placeholder:"DAY"`
	Kind  string `help:"With --as: kinds of record, separated by commas." placeholder:"KIND,..."`

	WithUnpublished bool `help:"With --all: also what is in collections that are not published, which whoever reads the export then reads."`

	JSON bool `help:"Print what was written as JSON; on standard error where the export itself goes to standard output."`
}

func (exportCommand) Help() string {
	return `With --all, writes the whole ledger as JSON lines, a line for each line of the log, with what was captured, the texts, sequences, times and decisions. A ledger that demarche import makes of it has the same log with the same head. The form stands in docs/ledger.md. What is in collections that are not published is written only with --with-unpublished, by a role of the database that sees everything; imported into PostgreSQL it is withheld again.

Example: demarche export --all ledger.jsonl

With --warc, writes what was captured, as it was captured, as a web archive (WARC 1.1, compressed record by record) that other tools read, and demarche add as well. It holds no records and decisions.

Example: demarche export --warc captures.warc.gz

With --as, writes records for other programs: csv and jsonl (tables and JSON lines), webannotation (W3C Web Annotations), ftm (FollowTheMoney entities), csl (the reports as CSL-JSON), geojson (movements and places), plover (PLOVER/CAMEO-coded events). docs/exports.md tells what is in them. --known-by and --reviewed-only narrow it.

Example: demarche export --as csv --out positions.csv --kind position --since 2025-01

Example: demarche --reviewed-only export --as ftm --state Colombia > entities.ftm.json`
}

// Run exports the ledger.
func (c *exportCommand) Run(s *session) error {
	if c.WithUnpublished && c.All == "" {
		return &demarche.Error{Code: demarche.Invalid, Op: "export", Detail: "--with-unpublished goes with --all", Hint: "what a team sees is written with --team NAME"}
	}
	if c.As != "" {
		return c.asForm(s)
	}
	if c.State+c.From+c.To+c.Since+c.Until+c.Kind != "" || c.Out != "-" {
		return &demarche.Error{Code: demarche.Invalid, Op: "export", Detail: "--all and --warc write everything, to the file that they name", Hint: "a part of the ledger is written with --as FORM"}
	}
	open := s.ledger
	if c.All != "" { // all of it, whoever sees what
		open = s.wholeLedger
	}
	l, err := open(true)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	unsupported := &demarche.Error{Code: demarche.Unsupported, Op: "export", Detail: "this ledger cannot be exported"}
	if c.WARC != "" {
		k, ok := l.(ledger.Capturer)
		if !ok {
			return unsupported
		}
		written := 0
		head, err := s.exportTo(c.WARC, func(to io.Writer, progress func(done, total int)) (head demarche.Head, err error) {
			written, head, err = writeArchive(s.ctx, k, to, s.around.Version, progress)
			return head, err
		})
		if err != nil {
			return err
		}
		return s.exported(c.JSON, exportSummary{c.WARC, "warc", written, "capture", &head})
	}
	e, ok := l.(ledger.Exporter)
	if !ok {
		return unsupported
	}
	if !c.WithUnpublished {
		if err := s.allPublished("export", l, c.All); err != nil {
			return err
		}
	}
	head, err := s.exportTo(c.All, func(to io.Writer, progress func(done, total int)) (demarche.Head, error) {
		return e.Export(s.ctx, to, progress)
	})
	if err != nil {
		return err
	}
	return s.exported(c.JSON, exportSummary{c.All, "all", int(head.Size), "line", &head})
}

// exportSummary is what an export wrote.
type exportSummary struct {
	File    string         `json:"file"` // "-" for standard output
	As      string         `json:"as"`
	Written int            `json:"written"`
	Unit    string         `json:"unit"`           // what was written, one of it
	Head    *demarche.Head `json:"head,omitempty"` // of the log, where all of it was written
}

// exported tells what was written: in words only where it went to a file, as
// JSON beside the export where that goes to standard output.
func (s *session) exported(asJSON bool, x exportSummary) error {
	switch {
	case asJSON && x.File == "-":
		beside := *s
		beside.around.Out = s.around.Err
		return beside.asJSON(x)
	case asJSON:
		return s.asJSON(x)
	case x.File == "-":
		return nil
	case x.Head == nil:
		return s.printf("%s: %s as %s\n", x.File, plural(x.Written, x.Unit), x.As)
	}
	return s.printf("%s: %s, head %s\n", x.File, plural(x.Written, x.Unit), x.Head.Chain)
}

// exportTo has an export written to standard output, or to a file that is not
// there yet and has its name only once it is whole.
func (s *session) exportTo(path string, write func(to io.Writer, progress func(done, total int)) (demarche.Head, error)) (demarche.Head, error) {
	if path == "-" {
		return write(s.around.Out, nil)
	}
	switch _, err := os.Lstat(path); {
	case err == nil:
		return demarche.Head{}, newFileError(path, fs.ErrExist)
	case !errors.Is(err, fs.ErrNotExist):
		return demarche.Head{}, newFileError(path, err)
	}
	part := path + ".part"
	f, err := os.Create(part)
	if err != nil {
		return demarche.Head{}, newFileError(path, err)
	}
	defer func() { _ = os.Remove(part) }()
	bar := s.progress(1, "exporting")
	head, err := write(f, func(done, total int) {
		bar.ChangeMax(max(total, 1))
		_ = bar.Set(done)
	})
	_ = bar.Finish()
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return head, err
	}
	if err := os.Rename(part, path); err != nil {
		return head, newFileError(path, err)
	}
	return head, nil
}

type importCommand struct {
	File string `arg:"" help:"An export; \"-\" for standard input."`
	JSON bool   `help:"Print as JSON."`
}

func (importCommand) Help() string {
	return "Makes the ledger of an export and verifies that its log has the head that the export promises. A ledger that is there already is not touched: name another with --ledger.\n\nExample: demarche --ledger new.db import ledger.jsonl"
}

// Run imports an export.
func (c *importCommand) Run(s *session) error {
	path, err := s.ledgerToMake()
	if err != nil {
		return err
	}
	in, closeIt, err := s.open(c.File)
	if err != nil {
		return err
	}
	defer closeIt()
	bar := s.progress(1, "importing")
	v, err := s.stages.Import(s.ctx, path, in, func(done, total int) {
		bar.ChangeMax(max(total, 1))
		_ = bar.Set(min(done, total))
	})
	_ = bar.Finish()
	if err != nil {
		return inFile(c.File, err)
	}
	return s.copied(path, v, c.JSON)
}
