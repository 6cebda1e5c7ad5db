package cli

import (
	"context"
	"time"

	"demarche"
	"demarche/ledger"
)

type verifyCommand struct {
	Checkpoint string `help:"Also compare with a checkpoint that was noted earlier: a file as demarche checkpoint prints it." placeholder:"FILE"`
	Verifier   string `help:"The verifier key of who signed the checkpoint, or the file that holds it." placeholder:"KEY"`
	JSON       bool   `help:"Print as JSON."`
}

func (verifyCommand) Help() string {
	return "Reads the whole ledger and compares every capture, text, record, piece of evidence and line of the log with its hash. The status is 1 if anything is wrong, and what is wrong is named. That nothing was removed from its end, or the whole replaced, only a checkpoint tells that was kept elsewhere: with --checkpoint the log must begin with the lines that it had then.\n\nExample: demarche verify\n\nExample: demarche checkpoint > noted.txt; demarche verify --checkpoint noted.txt"
}

// verified is what was found, and how it compares with a checkpoint.
type verified struct {
	demarche.Verification
	Checkpoint *compared `json:"checkpoint,omitempty"`
}

// compared is how a ledger compares with a checkpoint of an earlier time.
type compared struct {
	ledger.Checkpoint
	Signed      bool     `json:"signed"`                // the signature was checked, and holds
	Holds       bool     `json:"holds"`                 // the log begins with the lines of the checkpoint
	Consistency []string `json:"consistency,omitempty"` // the nodes of the tree that show it
}

// Run checks the ledger.
func (c *verifyCommand) Run(s *session) error {
	noted, err := c.noted()
	if err != nil {
		return err
	}
	path, err := s.ledgerPath()
	if err != nil {
		return err
	}
	l, err := s.wholeLedger(true)
	if err != nil && demarche.CodeOf(err) == demarche.Corrupt {
		// Damage that keeps the ledger from being opened is what was asked about.
		return c.report(s, path, verified{demarche.Verification{Faults: []demarche.Fault{{What: "ledger", ID: shown(path), Reason: err.Error()}}}, noted})
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
	out := verified{v, noted}
	if noted != nil {
		if err := out.compare(s.ctx, l); err != nil {
			return err
		}
	}
	return c.report(s, path, out)
}

// noted reads the checkpoint to compare with; nil if there is none.
func (c *verifyCommand) noted() (*compared, error) {
	switch {
	case c.Checkpoint == "" && c.Verifier != "":
		return nil, &demarche.Error{Code: demarche.Invalid, Op: "verify", Detail: "a verifier key goes with a checkpoint", Hint: "give --checkpoint FILE too"}
	case c.Checkpoint == "":
		return nil, nil
	case c.Verifier != "":
		point, err := signedCheckpoint(c.Checkpoint, c.Verifier)
		return &compared{Checkpoint: point, Signed: true}, err
	}
	printed, err := readFile(c.Checkpoint)
	if err != nil {
		return nil, err
	}
	point, err := ledger.ReadCheckpoint(printed)
	return &compared{Checkpoint: point}, inFile(c.Checkpoint, err)
}

// compare compares the log that was verified with the checkpoint. That it does
// not begin so is a fault.
func (v *verified) compare(ctx context.Context, l demarche.Ledger) error {
	head := demarche.TreeHead{Size: v.LogLength, Hash: v.TreeHash}
	if at := v.Checkpoint.Tree.Size; at <= head.Size {
		g, ok := l.(ledger.Grower)
		if !ok {
			return &demarche.Error{Code: demarche.Unsupported, Op: "verify", Detail: "this ledger does not show how its log grew"}
		}
		grown, err := g.Growth(ctx, at, head.Size)
		if len(v.Faults) > 0 && demarche.CodeOf(err) == demarche.Corrupt {
			return nil // what is damaged is told already
		}
		if err != nil {
			return err
		}
		v.Checkpoint.Consistency = grown.Consistency
	}
	err := v.Checkpoint.Begins(head, v.Checkpoint.Consistency)
	if v.Checkpoint.Holds = err == nil; err != nil {
		v.Checkpoint.Consistency = nil
		v.Faults = append(v.Faults, demarche.Fault{What: "checkpoint", ID: v.Checkpoint.Origin, Reason: err.Error() + "; " + demarche.HintOf(err)})
	}
	return nil
}

// report prints what was found, and is errFaults if anything is wrong.
func (c *verifyCommand) report(s *session, path string, v verified) error {
	if v.Faults == nil {
		v.Faults = []demarche.Fault{}
	}
	var err error
	if c.JSON {
		err = s.asJSON(v)
	} else if err = s.verification(shown(path), v.Verification); err == nil {
		err = s.comparison(v.Checkpoint)
	}
	if err == nil && len(v.Faults) > 0 {
		return errFaults
	}
	return err
}

// comparison tells that the ledger begins as a checkpoint says, if it does.
func (s *session) comparison(c *compared) error {
	if c == nil || !c.Holds {
		return nil
	}
	signature := "whose signature was not checked"
	if c.Signed {
		signature = "whose signature holds"
	}
	return s.printf("  begins with the %s of the checkpoint of %s, %s, %s\n", plural(int(c.Tree.Size), "line"), oneLine(c.Origin), c.At.Format(time.RFC3339), signature)
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
