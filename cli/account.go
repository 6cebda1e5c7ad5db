package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"demarche"
	"demarche/accounts"
)

type accountCommand struct {
	Add      accountAddCommand      `cmd:"" help:"Make an account."`
	List     accountListCommand     `cmd:"" help:"Who has an account, and in which role."`
	Role     accountRoleCommand     `cmd:"" help:"Give an account another role."`
	Password accountPasswordCommand `cmd:"" help:"Give an account another password; whoever is signed in with it must sign in again."`
	Remove   accountRemoveCommand   `cmd:"" help:"Remove an account; what it decided stays, and its name stays taken."`
	Token    accountTokenCommand    `cmd:"" help:"Tokens with which programs ask in the name of an account."`
}

func (accountCommand) Help() string {
	return "Whoever reviews on the pages of demarche serve signs in with an account, and decisions carry its name. A reader reads, where reading is closed; a reviewer also judges entries; an admin also takes back what others decided and sees who is signed in."
}

// atDesk runs do with the accounts of a ledger that is there.
func (s *session) atDesk(do func(*accounts.Desk) error) error {
	l, err := s.wholeThere()
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	return do(s.stages.Accounts(l, s.around.Now))
}

// secret is where a password comes from: never the command line, which other
// users of the computer can read.
type secret struct {
	PasswordFile string `help:"A file whose first line is the password; \"-\" for standard input. Default: $DEMARCHE_PASSWORD, else you are asked." placeholder:"FILE"`
}

// password gives the password of a name.
func (c secret) password(s *session, name string) (string, error) {
	switch given := s.around.Getenv("DEMARCHE_PASSWORD"); {
	case c.PasswordFile != "":
		return s.passwordIn(c.PasswordFile)
	case given != "":
		return given, nil
	}
	in, ok := s.around.In.(*os.File)
	if !ok || !s.around.InTerminal {
		return "", &demarche.Error{Code: demarche.Invalid, Op: "account", Detail: "no password is given, and there is no terminal to ask for it on", Hint: "give --password-file FILE, or set DEMARCHE_PASSWORD"}
	}
	first, err := s.hidden(in, fmt.Sprintf("password for %s: ", name))
	if err != nil {
		return "", err
	}
	again, err := s.hidden(in, "again: ")
	if err == nil && first != again {
		err = &demarche.Error{Code: demarche.Invalid, Op: "account", Detail: "the two passwords are not the same", Hint: "nothing was changed; try again"}
	}
	return first, err
}

// passwordIn gives the first line of a file.
func (s *session) passwordIn(path string) (string, error) {
	in, closeIt, err := s.open(path)
	if err != nil {
		return "", err
	}
	defer closeIt()
	b, err := io.ReadAll(io.LimitReader(in, 4096))
	if err != nil {
		return "", &demarche.Error{Code: demarche.Storage, Path: path, Detail: "the password cannot be read", Err: err}
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}

// hidden asks for a line that is not shown as it is typed.
func (s *session) hidden(in *os.File, prompt string) (string, error) {
	if _, err := fmt.Fprint(s.around.Err, prompt); err != nil {
		return "", err
	}
	state, err := term.GetState(int(in.Fd()))
	if err != nil {
		return "", fmt.Errorf("ask for a password: %w", err)
	}
	line, err := within(s, func() ([]byte, error) { return term.ReadPassword(int(in.Fd())) })
	if s.ctx.Err() != nil {
		_ = term.Restore(int(in.Fd()), state) // the terminal shows again what is typed
	}
	_, _ = fmt.Fprintln(s.around.Err)
	if errors.Is(err, io.EOF) {
		err = &demarche.Error{Code: demarche.Invalid, Op: "account", Detail: "no password was typed", Hint: "nothing was changed; try again"}
	}
	return string(line), err
}

// accountChange is what was done to an account.
type accountChange struct {
	Name    string        `json:"name"`
	Changed string        `json:"changed"` // added, role, password or removed
	Role    accounts.Role `json:"role,omitempty"`
}

// accountChanged tells what was done to an account, as JSON or in words.
func (s *session) accountChanged(asJSON bool, c accountChange, format string, args ...any) error {
	if asJSON {
		return s.asJSON(c)
	}
	return s.printf(format, args...)
}

type accountAddCommand struct {
	Name string `arg:"" help:"The name under which decisions are kept."`
	Role string `help:"reader, reviewer or admin." enum:"reader,reviewer,admin" default:"reviewer" placeholder:"ROLE"`
	secret
	JSON bool `help:"Print as JSON."`
}

func (accountAddCommand) Help() string {
	return "A password has 12 characters or more.\n\nExample: demarche account add \"A. Reviewer\" --role reviewer"
}

// Run makes an account.
func (c *accountAddCommand) Run(s *session) error {
	return s.atDesk(func(d *accounts.Desk) error {
		password, err := c.password(s, c.Name)
		if err != nil {
			return err
		}
		a, err := d.Open(s.ctx, c.Name, accounts.Role(c.Role), password)
		if err != nil {
			return err
		}
		return s.accountChanged(c.JSON, accountChange{a.Name, "added", a.Role}, "account %s, %s\n", oneLine(a.Name), a.Role)
	})
}

type accountListCommand struct {
	JSON bool `help:"Print as JSON."`
}

func (accountListCommand) Help() string { return "Example: demarche account list" }

// listedAccount is an account without its password.
type listedAccount struct {
	Name     string        `json:"name"`
	Role     accounts.Role `json:"role"`
	Made     time.Time     `json:"made"`
	Sessions int           `json:"sessions"` // in which it is signed in
	Seen     *time.Time    `json:"seen"`     // when one of these was last used
}

// Run lists accounts.
func (c *accountListCommand) Run(s *session) error {
	return s.atDesk(func(d *accounts.Desk) error {
		all, err := listed(s, d)
		switch {
		case err != nil:
			return err
		case c.JSON:
			return s.asJSON(all)
		case len(all) == 0:
			return s.printf("there is no account; demarche account add makes one\n")
		}
		rows := make([][]string, len(all))
		for i, a := range all {
			seen := "not signed in"
			if a.Seen != nil {
				seen = a.Seen.Format(time.DateTime)
			}
			rows[i] = clean([]string{a.Name, string(a.Role), a.Made.Format(time.DateOnly), seen})
		}
		return s.table([]string{"Name", "Role", "Since", "Last seen (UTC)"}, rows, 0)
	})
}

func listed(s *session, d *accounts.Desk) ([]listedAccount, error) {
	all, err := d.Accounts(s.ctx)
	if err != nil {
		return nil, err
	}
	sessions, err := d.SignedIn(s.ctx)
	if err != nil {
		return nil, err
	}
	out := []listedAccount{}
	for _, a := range all {
		l := listedAccount{Name: a.Name, Role: a.Role, Made: a.Made}
		for _, x := range sessions { // the newest first
			if x.Account != a.Name {
				continue
			}
			if l.Sessions++; l.Seen == nil {
				l.Seen = &x.Seen
			}
		}
		out = append(out, l)
	}
	return out, nil
}

type accountRoleCommand struct {
	Name string `arg:"" help:"The account."`
	Role string `arg:"" help:"reader, reviewer or admin." placeholder:"ROLE"`
	JSON bool   `help:"Print as JSON."`
}

func (accountRoleCommand) Help() string {
	return "It holds at once, also for whoever is signed in.\n\nExample: demarche account role \"A. Reviewer\" admin"
}

// Run gives an account another role.
func (c *accountRoleCommand) Run(s *session) error {
	role, err := accounts.ParseRole(c.Role)
	if err != nil {
		return err
	}
	return s.atDesk(func(d *accounts.Desk) error {
		if err := d.SetRole(s.ctx, c.Name, role); err != nil {
			return err
		}
		return s.accountChanged(c.JSON, accountChange{c.Name, "role", role}, "account %s, %s\n", oneLine(c.Name), role)
	})
}

type accountPasswordCommand struct {
	Name string `arg:"" help:"The account."`
	secret
	JSON bool `help:"Print as JSON."`
}

func (accountPasswordCommand) Help() string {
	return "Example: demarche account password \"A. Reviewer\""
}

// Run gives an account another password.
func (c *accountPasswordCommand) Run(s *session) error {
	return s.atDesk(func(d *accounts.Desk) error {
		if _, err := d.Account(s.ctx, c.Name); err != nil {
			return err
		}
		password, err := c.password(s, c.Name)
		if err != nil {
			return err
		}
		if err := d.ResetPassword(s.ctx, c.Name, password); err != nil {
			return err
		}
		return s.accountChanged(c.JSON, accountChange{Name: c.Name, Changed: "password"}, "account %s has another password; its sessions have ended\n", oneLine(c.Name))
	})
}

type accountRemoveCommand struct {
	Name string `arg:"" help:"The account."`
	JSON bool   `help:"Print as JSON."`
}

func (accountRemoveCommand) Help() string {
	return "Example: demarche account remove \"A. Reviewer\""
}

// Run removes an account.
func (c *accountRemoveCommand) Run(s *session) error {
	return s.atDesk(func(d *accounts.Desk) error {
		if err := d.Remove(s.ctx, c.Name, s.around.Now().UTC()); err != nil {
			return err
		}
		return s.accountChanged(c.JSON, accountChange{Name: c.Name, Changed: "removed"}, "account %s is removed; its decisions stay under its name\n", oneLine(c.Name))
	})
}
