package cli

import (
	"strings"

	"demarche/ledger"
)

type teamCommand struct {
	Add   teamAddCommand   `cmd:"" help:"Make a team."`
	List  teamListCommand  `cmd:"" help:"Which teams there are, and who is in them."`
	Join  teamJoinCommand  `cmd:"" help:"Have an account be in a team."`
	Leave teamLeaveCommand `cmd:"" help:"Have an account be in a team no longer."`
	Role  teamRoleCommand  `cmd:"" help:"Name the role of the database whose members see what a team sees."`
}

func (teamCommand) Help() string {
	return "Teams share collections that are not published, see demarche collection. They need a ledger in PostgreSQL. Who signs in to the pages of demarche serve sees what the account's teams see; on the command line --team NAME asks as a team."
}

// teamChange is what was done to a team.
type teamChange struct {
	Team    string `json:"team"`
	Account string `json:"account,omitempty"`
	Changed string `json:"changed"` // added, joined, left or role
}

// teamChanged tells what was done to a team, as JSON or in words.
func (s *session) teamChanged(asJSON bool, c teamChange, format string, args ...any) error {
	if asJSON {
		return s.asJSON(c)
	}
	return s.printf(format, args...)
}

type teamAddCommand struct {
	Name string `arg:"" help:"The name: small letters, digits, - and _."`
	Role string `help:"A role of the database whose members see what the team sees." placeholder:"ROLE"`
	JSON bool   `help:"Print as JSON."`
}

func (teamAddCommand) Help() string {
	return "With --role, analysts who connect to the database themselves see what the team sees if their role is a member of that one: the database says so, not this program. The role is there before (CREATE ROLE desk_south; GRANT desk_south TO analyst).\n\nExample: demarche team add desk-south --role desk_south"
}

// Run makes a team.
func (c *teamAddCommand) Run(s *session) error {
	return s.atCollections(func(l ledger.Collector) error {
		if err := l.AddTeam(s.ctx, c.Name, c.Role); err != nil {
			return err
		}
		return s.teamChanged(c.JSON, teamChange{Team: c.Name, Changed: "added"}, "the team %s is there\n", c.Name)
	})
}

type teamListCommand struct {
	JSON bool `help:"Print as JSON."`
}

func (teamListCommand) Help() string { return "Example: demarche team list" }

// Run lists teams.
func (c *teamListCommand) Run(s *session) error {
	return s.atCollections(func(l ledger.Collector) error {
		all, err := l.Teams(s.ctx)
		switch {
		case err != nil:
			return err
		case c.JSON:
			return s.asJSON(append([]ledger.Team{}, all...))
		case len(all) == 0:
			return s.printf("there are no teams\n")
		}
		for _, t := range all {
			line := t.Name + ": " + strings.Join(t.Members, ", ")
			if len(t.Members) == 0 {
				line = t.Name + ": nobody"
			}
			if t.Role != "" {
				line += "; members of the role " + t.Role
			}
			if err := s.printf("%s\n", oneLine(line)); err != nil {
				return err
			}
		}
		return nil
	})
}

// membership is who is in which team.
type membership struct {
	Team    string `arg:"" help:"The team."`
	Account string `arg:"" help:"The name of the account."`
	JSON    bool   `help:"Print as JSON."`
}

type teamJoinCommand struct{ membership }

func (teamJoinCommand) Help() string { return "Example: demarche team join desk-south \"A. Reviewer\"" }

// Run has an account be in a team.
func (c *teamJoinCommand) Run(s *session) error {
	return s.atCollections(func(l ledger.Collector) error {
		if err := l.Join(s.ctx, c.Team, c.Account); err != nil {
			return err
		}
		return s.teamChanged(c.JSON, teamChange{c.Team, c.Account, "joined"}, "%s is in the team %s\n", oneLine(c.Account), c.Team)
	})
}

type teamLeaveCommand struct{ membership }

func (teamLeaveCommand) Help() string {
	return "Example: demarche team leave desk-south \"A. Reviewer\""
}

// Run has an account be in a team no longer.
func (c *teamLeaveCommand) Run(s *session) error {
	return s.atCollections(func(l ledger.Collector) error {
		if err := l.Leave(s.ctx, c.Team, c.Account); err != nil {
			return err
		}
		return s.teamChanged(c.JSON, teamChange{c.Team, c.Account, "left"}, "%s is in the team %s no longer\n", oneLine(c.Account), c.Team)
	})
}

type teamRoleCommand struct {
	Team string `arg:"" help:"The team."`
	Role string `arg:"" optional:"" help:"The role; none if it is left out."`
	JSON bool   `help:"Print as JSON."`
}

func (teamRoleCommand) Help() string {
	return "Who connects to the database as a member of the role sees what the team sees. A move of the ledger does not copy it: on another server the role may be somebody else's. The role is there before (CREATE ROLE desk_south; GRANT desk_south TO analyst).\n\nExample: demarche team role desk-south desk_south"
}

// Run names the role of a team.
func (c *teamRoleCommand) Run(s *session) error {
	return s.atCollections(func(l ledger.Collector) error {
		if err := l.NameRole(s.ctx, c.Team, c.Role); err != nil {
			return err
		}
		words := "members of the role " + c.Role + " see what the team " + c.Team + " sees"
		if c.Role == "" {
			words = "the team " + c.Team + " has no role of the database"
		}
		return s.teamChanged(c.JSON, teamChange{Team: c.Team, Changed: "role"}, "%s\n", oneLine(words))
	})
}
