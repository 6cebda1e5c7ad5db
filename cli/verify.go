package cli

import "demarche"

type verifyCommand struct {
	JSON bool `help:"Print as JSON."`
}

func (verifyCommand) Help() string {
	return "Reads the whole ledger and compares every capture, text, record, piece of evidence and line of the log with its hash. The status is 1 if anything is wrong, and what is wrong is named.\n\nExample: demarche verify"
}

// Run checks the ledger.
func (c *verifyCommand) Run(s *session) error {
	path, err := s.ledgerPath()
	if err != nil {
		return err
	}
	l, err := s.wholeLedger(true)
	if err != nil && demarche.CodeOf(err) == demarche.Corrupt {
		// Damage that keeps the ledger from being opened is what was asked about.
		return c.report(s, path, demarche.Verification{Faults: []demarche.Fault{{What: "ledger", ID: shown(path), Reason: err.Error()}}})
	}
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	bar := s.progress(1, "checking")
	v, err := l.Verify(s.ctx, func(done, total int) {
		bar.ChangeMax(max(total, 1))
		_ = bar.Set(min(done, total))
	})
	_ = bar.Finish()
	if err != nil {
		return err
	}
	return c.report(s, path, v)
}

// report prints what was found, and is errFaults if anything is wrong.
func (c *verifyCommand) report(s *session, path string, v demarche.Verification) error {
	if v.Faults == nil {
		v.Faults = []demarche.Fault{}
	}
	var err error
	if c.JSON {
		err = s.asJSON(v)
	} else {
		err = s.verification(shown(path), v)
	}
	if err == nil && len(v.Faults) > 0 {
		return errFaults
	}
	return err
}

func (s *session) verification(path string, v demarche.Verification) error {
	for _, f := range v.Faults {
		if err := s.printf("FAULT  %s %s: %s\n", f.What, f.ID, oneLine(f.Reason)); err != nil {
			return err
		}
	}
	outcome := "sound"
	if n := len(v.Faults); n > 0 {
		outcome = "NOT SOUND, " + plural(n, "fault")
	}
	decided := ""
	if v.Decisions > 0 {
		decided = ", " + plural(v.Decisions, "decision")
	}
	if v.Links > 0 {
		decided += ", " + plural(v.Links, "link")
	}
	return s.printf("%s: %s\n  %s, %s, %s, %s of evidence compared with their texts%s\n  log of %s, head %s, root %s\n", path, outcome,
		plural(v.Captures, "capture"), plural(v.Documents, "document"), plural(v.Records, "record"), plural(v.Spans, "piece"), decided,
		plural(int(v.LogLength), "line"), v.LogHead, v.TreeHash)
}
