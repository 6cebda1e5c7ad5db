package cli

import (
	"demarche"
	"demarche/accounts"
	"demarche/ledger"
)

type moveCommand struct {
	From string `required:"" help:"The ledger that there is: a file, or postgres://user@host/database." placeholder:"LEDGER"`
	To   string `required:"" help:"The ledger that is to be: likewise; new, empty, or begun by an earlier move of the same." placeholder:"LEDGER"`
	JSON bool   `help:"Print as JSON."`
}

func (moveCommand) Help() string {
	return `Copies a ledger from a file to PostgreSQL, or back, or to another file or schema: entries, ids, decisions, the log and what is proved from it are the same, and are verified. Accounts are copied too; whoever is signed in must sign in again, and what alerts and watched sources remember stays behind. The old ledger is not changed. A move that was interrupted goes on where it stopped when it is run again, and takes what was added meanwhile.

Example: demarche move --from demarche.db --to postgres://demarche@localhost/news`
}

// moved is what a move came to.
type moved struct {
	To       string `json:"to"`
	Accounts int    `json:"accounts"` // that were not there before
	demarche.Verification
}

// Run copies the ledger.
func (c *moveCommand) Run(s *session) error {
	for _, path := range []string{c.From, c.To} {
		if err := noPassword(path); err != nil {
			return err
		}
	}
	from, err := s.stages.Ledger(s.ctx, c.From, true, s.around.Now)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	if err := s.copiedWhole(from); err != nil {
		return err
	}
	to, err := s.stages.Ledger(s.ctx, c.To, false, s.around.Now)
	if err != nil {
		return err
	}
	defer func() { _ = to.Close() }()
	out := moved{To: shown(c.To)}
	if out.Verification, err = s.moveLines(from, to); err != nil {
		return err
	}
	if out.Accounts, err = s.moveAccounts(from, to); err != nil {
		return err
	}
	if c.JSON {
		return s.asJSON(out)
	}
	if err := s.verification(out.To, out.Verification); err != nil || out.Accounts == 0 {
		return err
	}
	return s.printf("  %s copied\n", plural(out.Accounts, "account"))
}

// moveLines copies what the log covers.
func (s *session) moveLines(from, to demarche.Ledger) (demarche.Verification, error) {
	source, gives := from.(ledger.LineSource)
	target, takes := to.(ledger.LineTarget)
	if !gives || !takes {
		return demarche.Verification{}, &demarche.Error{Code: demarche.Unsupported, Op: "move", Detail: "a ledger of this kind cannot be moved"}
	}
	head, err := from.Head(s.ctx)
	if err != nil {
		return demarche.Verification{}, err
	}
	bar := s.progress(max(int(head.Size), 1), "moving")
	defer func() { _ = bar.Finish() }()
	return ledger.Move(s.ctx, source, target, func(done, _ int) { _ = bar.Set(min(done, int(head.Size))) })
}

// moveAccounts copies the accounts that are not there yet, and tells how many.
func (s *session) moveAccounts(from, to demarche.Ledger) (copied int, err error) {
	had, keeps := from.(ledger.AccountKeeper)
	target, takes := to.(ledger.AccountKeeper)
	if !keeps || !takes {
		return 0, nil
	}
	var all []accounts.Account
	if all, err = had.Accounts().Accounts(s.ctx); err != nil {
		return 0, err
	}
	for _, a := range all {
		switch err := target.Accounts().Add(s.ctx, a); {
		case err == nil:
			copied++
		case demarche.CodeOf(err) != demarche.Conflict:
			return copied, err
		}
	}
	return copied, nil
}
