package cli

import (
	"net/url"
	"strings"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/cite"
)

type accountTokenCommand struct {
	Add     tokenAddCommand     `cmd:"" help:"Make a token with which a program asks in the name of an account."`
	List    tokenListCommand    `cmd:"" help:"Which tokens there are, whose, what for, and when they were used."`
	Revoke  tokenRevokeCommand  `cmd:"" help:"End a token."`
	Address tokenAddressCommand `cmd:"" help:"An address of a closed server that opens a feed or an embedded entry, and nothing else, where a program cannot send a token."`
}

func (accountTokenCommand) Help() string {
	return "Programs that ask a closed server, or decide about entries over the API, send a token: \"Authorization: Bearer demarche_...\". The ledger keeps its hash. What is decided with it is kept under the name of the account."
}

// tokenChange is what was done to a token.
type tokenChange struct {
	ID      string        `json:"id"`
	Changed string        `json:"changed"` // added or revoked
	Account string        `json:"account,omitempty"`
	Role    accounts.Role `json:"role,omitempty"`
	For     string        `json:"for,omitempty"`
	Ends    *time.Time    `json:"ends,omitempty"`
	Token   string        `json:"token,omitempty"` // shown once
}

type tokenAddCommand struct {
	Name string `arg:"" help:"The account in whose name the program asks."`
	For  string `help:"What the token is for." required:"" placeholder:"WORDS"`
	Role string `help:"What may be done with it: reader reads, reviewer also decides; never more than the account may." enum:"reader,reviewer" default:"reader" placeholder:"ROLE"`
	Days int    `help:"For how many days it holds; 0 until it is revoked." default:"365" placeholder:"N"`
	JSON bool   `help:"Print as JSON."`
}

func (tokenAddCommand) Help() string {
	return "The token is printed once, on a line of its own; nobody can read it again.\n\nExample: demarche account token add \"A. Reviewer\" --for \"wall of the newsroom\" --days 90"
}

// longestDays is for how many days a token may be made to hold.
const longestDays = 3650

// Run makes a token.
func (c *tokenAddCommand) Run(s *session) error {
	if c.Days < 0 || c.Days > longestDays {
		return &demarche.Error{Code: demarche.Invalid, Op: "token", Detail: "--days is from 0 to 3650"}
	}
	return s.atDesk(func(d *accounts.Desk) error {
		b := accounts.Bearer{Account: c.Name, Role: accounts.Role(c.Role), For: c.For}
		if c.Days > 0 {
			b.Ends = s.around.Now().UTC().AddDate(0, 0, c.Days)
		}
		b, token, err := d.Grant(s.ctx, b)
		if err != nil {
			return err
		}
		if c.JSON {
			out := tokenChange{ID: b.ID, Changed: "added", Account: b.Account, Role: b.Role, For: b.For, Token: token}
			if !b.Ends.IsZero() {
				out.Ends = &b.Ends
			}
			return s.asJSON(out)
		}
		return s.printf("%s\n\ntoken %s of %s, %s, for %s, %s; it is shown this once\n", token, b.ID, oneLine(b.Account), b.Role, oneLine(b.For), until(b.Ends))
	})
}

// until says when a token ends.
func until(ends time.Time) string {
	if ends.IsZero() {
		return "until it is revoked"
	}
	return "until " + ends.Format(time.DateOnly)
}

type tokenListCommand struct {
	Name string `arg:"" optional:"" help:"Only the tokens of this account."`
	JSON bool   `help:"Print as JSON."`
}

func (tokenListCommand) Help() string { return "Example: demarche account token list" }

// listedToken is a token without its secret.
type listedToken struct {
	ID      string        `json:"id"`
	Account string        `json:"account"`
	Role    accounts.Role `json:"role"`
	For     string        `json:"for"`
	Made    time.Time     `json:"made"`
	Ends    *time.Time    `json:"ends"` // null if it holds until it is revoked
	Seen    *time.Time    `json:"seen"` // null if it was never used
	Holds   bool          `json:"holds"`
}

// Run lists tokens.
func (c *tokenListCommand) Run(s *session) error {
	return s.atDesk(func(d *accounts.Desk) error {
		if c.Name != "" {
			if _, err := d.Account(s.ctx, c.Name); err != nil {
				return err
			}
		}
		kept, err := d.Bearers(s.ctx)
		if err != nil {
			return err
		}
		all := []listedToken{}
		for _, b := range kept {
			if c.Name != "" && accounts.Key(b.Account) != accounts.Key(c.Name) {
				continue
			}
			l := listedToken{ID: b.ID, Account: b.Account, Role: b.Role, For: b.For, Made: b.Made, Holds: b.Holds(s.around.Now())}
			if !b.Ends.IsZero() {
				l.Ends = &b.Ends
			}
			if !b.Seen.IsZero() {
				l.Seen = &b.Seen
			}
			all = append(all, l)
		}
		switch {
		case c.JSON:
			return s.asJSON(all)
		case len(all) == 0:
			return s.printf("there is no token; demarche account token add makes one\n")
		}
		rows := make([][]string, len(all))
		for i, l := range all {
			ends, seen := "-", "never"
			if l.Ends != nil {
				ends = l.Ends.Format(time.DateOnly)
			}
			if !l.Holds {
				ends += ", over"
			}
			if l.Seen != nil {
				seen = l.Seen.Format(time.DateTime)
			}
			rows[i] = clean([]string{l.ID, l.Account, string(l.Role), l.For, l.Made.Format(time.DateOnly), ends, seen})
		}
		return s.table([]string{"Token", "Account", "Role", "For", "Since", "Ends", "Last used (UTC)"}, rows, 3)
	})
}

// tokenID gives the id of a token that somebody names, by its id or by the token
// itself. What is neither may be a part of a secret, so no error repeats it.
func tokenID(text string) (string, error) {
	id, ok := accounts.BearerID(text)
	if !ok {
		return "", &demarche.Error{Code: demarche.NotFound, Op: "token", Detail: "there is no such token", Hint: "a token is named by its id, of 12 characters: demarche account token list"}
	}
	return id, nil
}

type tokenRevokeCommand struct {
	ID   string `arg:"" help:"The id of the token, as the list names it; the token itself is understood too."`
	JSON bool   `help:"Print as JSON."`
}

func (tokenRevokeCommand) Help() string {
	return "It ends at once, with every address that was made of it.\n\nExample: demarche account token revoke 4be19a02c7d8"
}

// Run ends a token.
func (c *tokenRevokeCommand) Run(s *session) error {
	return s.atDesk(func(d *accounts.Desk) error {
		id, err := tokenID(c.ID)
		if err != nil {
			return err
		}
		if err := d.Revoke(s.ctx, id); err != nil {
			return err
		}
		if c.JSON {
			return s.asJSON(tokenChange{ID: id, Changed: "revoked"})
		}
		return s.printf("token %s is revoked\n", oneLine(id))
	})
}

type tokenAddressCommand struct {
	ID   string `arg:"" help:"The id of the token, as the list names it; the token itself is understood too."`
	Path string `arg:"" help:"What is to be opened: /embed/entries/ID, or /feeds/atom and /feeds/calendar.ics with what narrows them."`
	Site string `help:"Where the server is reached, https://ledger.example." placeholder:"URL"`
	JSON bool   `help:"Print as JSON."`
}

func (tokenAddressCommand) Help() string {
	return "For frames on other pages and for readers of feeds and calendars, which send no token. The address of an entry opens this entry alone, one of a feed the feeds; whoever has it can do nothing else with it. It holds as long as the token, and gives the token away to nobody.\n\nExample: demarche account token address 4be19a02c7d8 \"/feeds/atom?state=COL\" --site https://ledger.example"
}

// Run prints an address that opens a part of a closed server.
func (c *tokenAddressCommand) Run(s *session) error {
	u, err := url.Parse(c.Path)
	if err != nil || u.IsAbs() || u.Host != "" {
		return &demarche.Error{Code: demarche.Invalid, Op: "token", Path: c.Path, Detail: "this is no path of the server", Hint: "such as /feeds/atom?state=COL"}
	}
	part, ok := accounts.PartOf(u.Path)
	if !ok {
		return &demarche.Error{Code: demarche.Invalid, Op: "token", Path: c.Path, Detail: "an address can open an embedded entry or a feed; for anything else a program sends the token itself", Hint: "/embed/entries/ID, /feeds/atom or /feeds/calendar.ics"}
	}
	site := ""
	if c.Site != "" {
		if site, err = cite.ParseSite(c.Site); err != nil {
			return err
		}
	}
	return s.atDesk(func(d *accounts.Desk) error {
		id, err := tokenID(c.ID)
		if err != nil {
			return err
		}
		b, _, err := d.Bearer(s.ctx, id)
		if err != nil {
			return err
		}
		if !b.Holds(s.around.Now()) {
			return &demarche.Error{Code: demarche.Invalid, Op: "token", Path: id, Detail: "this token is over", Hint: "make another with demarche account token add"}
		}
		q := u.Query()
		q.Set(accounts.KeyName, b.Key(part))
		address := strings.TrimSuffix(site, "/") + (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
		if c.JSON {
			return s.asJSON(map[string]string{"address": address})
		}
		return s.printf("%s\n", address)
	})
}
