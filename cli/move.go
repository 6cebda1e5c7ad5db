package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"demarche"
	"demarche/accounts"
	"demarche/ledger"
	"demarche/ledger/postgres"
)

type moveCommand struct {
	From string `required:"" help:"The ledger that there is: a file, or postgres://user@host/database." placeholder:"LEDGER"`
	To   string `required:"" help:"The ledger that is to be: likewise; new, empty, or begun by an earlier move of the same." placeholder:"LEDGER"`

	WithUnpublished bool `help:"Move to a file also what is in collections that are not published: whoever reads the file then reads it."`
	JSON            bool `help:"Print as JSON."`
}

func (moveCommand) Help() string {
	return `Copies a ledger from a file to PostgreSQL, or back, or to another file or schema: entries, ids, decisions, the log and what is proved from it are the same, and are verified. Accounts are copied too; whoever is signed in must sign in again, and what alerts and watched sources remember stays behind. The old ledger is not changed. A move that was interrupted goes on where it stopped when it is run again, and takes what was added meanwhile.

What is in collections that are not published is withheld in another ledger in PostgreSQL as it was in the first, and compared: who moves it must see everything in the one and own the other. Teams are copied with their members, but not the roles of the database whose members see what they see: name these with demarche team role. A file withholds nothing from whoever reads it, so a ledger with such collections is moved to one only with --with-unpublished.

Example: demarche move --from demarche.db --to postgres://demarche@localhost/news`
}

// moved is what a move came to.
type moved struct {
	To       string `json:"to"`
	Accounts int    `json:"accounts"` // that were not there before
	*movedTeams
	demarche.Verification
}

// Run copies the ledger.
func (c *moveCommand) Run(s *session) error {
	for _, path := range []string{c.From, c.To} {
		if err := noPassword(path); err != nil {
			return err
		}
	}
	from, err := s.ledgerAt(c.From, true)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	if !postgres.Is(c.To) {
		if err := s.fitsFile("move", from, c.To); err != nil {
			return err
		}
		if !c.WithUnpublished {
			if err := s.allPublished("move", from, c.To); err != nil {
				return err
			}
		}
	}
	made := !postgres.Is(c.To) && missing(c.To)
	to, err := s.ledgerAt(c.To, false)
	if err != nil {
		return err
	}
	defer func() { _ = to.Close() }()
	out := moved{To: shown(c.To)}
	if out.Verification, err = s.moveLines(from, to); err != nil {
		if !made {
			return err
		}
		if lerr := s.leaveNothing(to, c.To); lerr != nil {
			err = errors.Join(err, lerr)
		}
		return err
	}
	if out.Accounts, err = s.moveAccounts(from, to); err != nil {
		return err
	}
	if out.movedTeams, err = s.moveTeams(from, to); err != nil {
		return err
	}
	if c.JSON {
		return s.asJSON(out)
	}
	if err := s.verification(out.To, out.Verification); err != nil {
		return err
	}
	if out.Accounts > 0 {
		if err := s.printf("  %s copied\n", plural(out.Accounts, "account")); err != nil {
			return err
		}
	}
	if err := s.tellsTeamsStay(from, to); err != nil {
		return err
	}
	return out.tell(s)
}

// missing reports whether there is no file at path.
func missing(path string) bool {
	_, err := os.Lstat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// leaveNothing takes away a ledger that was made for a move that was refused
// before a line of it was written; one that holds lines is kept, to go on with.
func (s *session) leaveNothing(made demarche.Ledger, path string) error {
	head, err := made.Head(context.WithoutCancel(s.ctx))
	if err != nil || head.Size > 0 {
		return err
	}
	if err := made.Close(); err != nil {
		return err
	}
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return writeError(name, err)
		}
	}
	return nil
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
