package cli

import (
	"context"
	"errors"
	"slices"

	"demarche"
)

type rereadCommand struct {
	Docs []string `arg:"" optional:"" name:"doc" help:"The SHA-256 of a report's text, or a beginning of it; all reports that another version read if none."`
	JSON bool     `help:"Print the outcome as JSON."`
}

func (rereadCommand) Help() string {
	return `Reads the reports of the ledger again, from their kept texts, with the reader of this version of the program. The earlier readings stay; answers go by the newest one, and what reviewers decided holds for what stands in the place of the records that they judged. Reports that this version has read are passed over, so that a run that was stopped goes on where it was.

Example: demarche reread; demarche diff-readings`
}

// readAgain is the outcome of reading reports again.
type readAgain struct {
	Ledger  string    `json:"ledger"`
	Reader  string    `json:"reader"` // version
	Read    []added   `json:"read"`
	Already int       `json:"already"` // this version had read them
	Failed  []failure `json:"failed"`

	errs []error // of those that failed
}

// Run reads reports again.
func (c *rereadCommand) Run(s *session) error {
	path, err := s.ledgerPath()
	if err != nil {
		return err
	}
	reader, err := s.stages.Reader()
	if err != nil {
		return err
	}
	l, err := s.wholeThere()
	if err != nil {
		return err
	}
	out := readAgain{Ledger: shown(path), Reader: reader.Version(), Read: []added{}, Failed: []failure{}}
	err = s.readAgain(l, reader, c.Docs, &out)
	if err == nil && len(c.Docs) == 0 {
		err = s.readAgainForTeams(l, reader, &out)
	}
	if cerr := l.Close(); err == nil {
		err = cerr
	}
	if perr := c.summarise(s, out); err == nil {
		err = perr
	}
	if err == nil {
		err = failedInputs(c.Docs, out.errs, len(out.Read)+out.Already)
	}
	return err
}

// readAgain reads reports again, and keeps what is read one after the other.
// The error is one after which the ledger takes nothing more.
func (s *session) readAgain(l demarche.Ledger, reader demarche.Reader, docs []string, out *readAgain) error {
	kept, err := s.keptAs(l, docs)
	if err != nil {
		return err
	}
	all := len(kept)
	wait := slices.DeleteFunc(kept, func(k demarche.Kept) bool { return k.Reader == reader.Version() })
	out.Already = all - len(wait)
	bar := s.progress(len(wait), "reading again")
	defer func() { _ = bar.Finish() }()
	for rd := range inOrder(s.ctx, func(ctx context.Context, begin func(func() reading) bool) {
		for _, k := range wait {
			if !begin(func() reading { return again(ctx, l, k, reader) }) {
				return
			}
		}
	}) {
		outcome := demarche.Already
		if rd.err == nil {
			outcome, rd.err = l.Reread(context.WithoutCancel(s.ctx), rd.reading) // once begun it is finished
		}
		switch {
		case rd.err != nil && endsAdding(rd.err):
			return rd.err
		case rd.err != nil:
			_ = bar.Clear()
			s.complainAbout(rd)
			out.Failed, out.errs = append(out.Failed, newFailure(rd)), append(out.errs, rd.err)
		case outcome == demarche.Already: // by another process meanwhile
			out.Already++
		default:
			out.Read = append(out.Read, added{Path: rd.path, Document: rd.reading.Doc.SHA256, Records: len(rd.reading.Records)})
		}
		_ = bar.Add(1)
	}
	return s.ctx.Err()
}

// readAgainForTeams reads again what is left of reports that several teams
// withhold: each is answered by its own, of which the day may be another.
func (s *session) readAgainForTeams(l demarche.Ledger, reader demarche.Reader, out *readAgain) error {
	q, ok := l.(*queued)
	if !ok {
		return nil
	}
	all, err := q.Collections(s.ctx)
	if err != nil {
		return err
	}
	var teams []string
	for _, c := range all {
		if c.Published == nil {
			teams = append(teams, c.Teams...)
		}
	}
	slices.Sort(teams)
	for _, team := range slices.Compact(teams) {
		seen, err := q.For(s.ctx, []string{team})
		if err != nil {
			return err
		}
		already := out.Already // those were counted before
		err = errors.Join(s.readAgain(seen, reader, nil, out), seen.Close())
		out.Already = already
		if err != nil {
			return err
		}
	}
	return nil
}

// keptAs gives the documents of hashes or their beginnings, all if there are none.
func (s *session) keptAs(l demarche.Ledger, docs []string) ([]demarche.Kept, error) {
	if len(docs) == 0 {
		return l.Documents(s.ctx)
	}
	var out []demarche.Kept
	for _, hash := range docs {
		k, err := l.Document(s.ctx, hash)
		if err != nil {
			return nil, err
		}
		k.Text = "" // it is asked for again when its turn comes
		out = append(out, k)
	}
	return out, nil
}

// again reads a kept document.
func again(ctx context.Context, l demarche.Ledger, k demarche.Kept, reader demarche.Reader) reading {
	r := reading{path: k.Name}
	whole, err := l.Document(ctx, k.Hash)
	if err != nil {
		r.err = err
		return r
	}
	r.document = whole.Document
	r = read(ctx, r, reader)
	r.reading.Doc.SHA256, r.reading.Doc.Published = whole.Hash, whole.Published
	return r
}

// summarise closes with what was read, what had been and what failed.
func (c *rereadCommand) summarise(s *session, out readAgain) error {
	if c.JSON {
		return s.asJSON(out)
	}
	records := 0
	for _, r := range out.Read {
		records += r.Records
	}
	return s.printf("read %s again with %s, already read by this version %d, failed %d; reader %s; ledger %s\n",
		plural(len(out.Read), "report"), plural(records, "record"), out.Already, len(out.Failed), out.Reader, out.Ledger)
}
