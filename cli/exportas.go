package cli

import (
	"io"

	"demarche"
	"demarche/ask"
	"demarche/exports"
)

// asForm writes what the ledger answers in a form of package exports.
func (c *exportCommand) asForm(s *session) error {
	form, err := exports.Find(c.As)
	if err != nil {
		return &demarche.Error{Code: demarche.Invalid, Op: "export", Err: err, Hint: demarche.HintOf(err)}
	}
	words, err := ask.Load()
	if err != nil {
		return err
	}
	filter, err := words.Filter(ask.List{State: c.State, From: c.From, To: c.To, Since: c.Since, Until: c.Until, Kind: c.Kind})
	if err != nil {
		return err
	}
	knownBy, err := ask.Moment(s.knownBy)
	if err != nil {
		return err
	}
	l, err := s.ledger(true)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	whole := s.answers(l)
	a := whole.Narrowed(knownBy, s.reviewedOnly)
	written := 0
	_, err = s.exportTo(c.Out, func(to io.Writer, _ func(done, total int)) (demarche.Head, error) {
		written, err = form.Write(s.ctx, a, filter, to)
		return demarche.Head{}, err
	})
	if err != nil {
		return err
	}
	whole.Save(s.ctx)
	return s.exported(c.JSON, exportSummary{File: c.Out, As: form.Name, Written: written, Unit: unitOf(form)})
}

// unitOf names what a form is counted in.
func unitOf(f exports.Form) string {
	switch f.Name {
	case "ftm":
		return "entity"
	case "csl":
		return "report"
	case "geojson", "plover":
		return "event"
	}
	return "record"
}
