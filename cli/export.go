package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"demarche"
)

// exporter is a ledger that can be written out line by line.
type exporter interface {
	Export(ctx context.Context, to io.Writer, progress func(done, total int)) (demarche.Head, error)
}

type exportCommand struct {
	All string `help:"Export everything to this file, which is not there yet; \"-\" for standard output." required:"" placeholder:"FILE"`
}

func (exportCommand) Help() string {
	return `Writes the whole ledger as JSON lines, a line for each line of the log, with what was captured, the texts, sequences, times and decisions. A ledger that demarche import makes of it has the same log with the same head. The form stands in docs/ledger.md.

Example: demarche export --all ledger.jsonl`
}

// Run exports the ledger.
func (c *exportCommand) Run(s *session) error {
	l, err := s.ledger(true)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	e, ok := l.(exporter)
	if !ok {
		return &demarche.Error{Code: demarche.Unsupported, Op: "export", Detail: "this ledger cannot be exported"}
	}
	if c.All == "-" {
		_, err := e.Export(s.ctx, s.around.Out, nil)
		return err
	}
	switch _, err := os.Lstat(c.All); {
	case err == nil:
		return newFileError(c.All, fs.ErrExist)
	case !errors.Is(err, fs.ErrNotExist):
		return newFileError(c.All, err)
	}
	part := c.All + ".part" // half an export is none: it gets its name when it is whole
	f, err := os.Create(part)
	if err != nil {
		return newFileError(c.All, err)
	}
	defer func() { _ = os.Remove(part) }()
	bar := s.progress(1, "exporting")
	head, err := e.Export(s.ctx, f, func(done, total int) {
		bar.ChangeMax(max(total, 1))
		_ = bar.Set(done)
	})
	_ = bar.Finish()
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, c.All); err != nil {
		return newFileError(c.All, err)
	}
	return s.printf("%s: %s, head %s\n", c.All, plural(int(head.Size), "line"), head.Chain)
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
	path, err := s.newLedgerPath()
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
		return err
	}
	return s.copied(path, v, c.JSON)
}
