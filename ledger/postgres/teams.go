package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/accounts"
	"demarche/ledger"
)

var _ ledger.Collector = (*Store)(nil)

// AddTeam makes a team.
func (s *Store) AddTeam(ctx context.Context, name, role string) error {
	if err := ledger.CheckName("team", name); err != nil {
		return err
	}
	return s.change(ctx, "team", func(a access) error {
		if err := a.roleThere(role); err != nil {
			return err
		}
		n, err := a.exec("AddTeam", named{"name": name, "made": s.clock().UnixNano(), "role": role})
		if err == nil && n == 0 {
			err = &demarche.Error{Code: demarche.Conflict, Op: "team", Path: name, Detail: "a team has this name", Hint: "demarche team list lists them"}
		}
		return err
	})
}

// NameRole says to the members of which role a team's collections are shown.
func (s *Store) NameRole(ctx context.Context, team, role string) error {
	return s.change(ctx, "team", func(a access) error {
		if err := a.teamThere(team); err != nil {
			return err
		}
		if err := a.roleThere(role); err != nil {
			return err
		}
		_, err := a.exec("NameRole", named{"name": team, "role": role})
		return err
	})
}

// roleThere refuses the name of no role of the database. It would show the team's
// collections to nobody, and to whoever is given that name later.
func (a access) roleThere(role string) error {
	if role == "" {
		return nil
	}
	n, _, err := a.find("RolesOfName", named{"role": role})
	if err == nil && n == 0 {
		name := pgx.Identifier{role}.Sanitize()
		err = &demarche.Error{Code: demarche.NotFound, Op: "team", Path: role, Detail: "the database has no role of this name",
			Hint: "as who may make roles: CREATE ROLE " + name + " NOLOGIN; GRANT " + name + " TO ANALYST; with ANALYST the role of each who is to see what the team sees"}
	}
	return err
}

// Teams lists the teams by name.
func (s *Store) Teams(ctx context.Context) ([]ledger.Team, error) {
	all, err := list(s.anywhere(ctx), "Teams", nil, func(row scanner) (t ledger.Team, err error) {
		var (
			made    int64
			members string
		)
		err = row.Scan(&t.Name, &made, &t.Role, &members)
		t.Made, t.Members = since1970(made), []string{}
		if members != "" {
			t.Members = strings.Split(members, "\n")
		}
		return t, err
	})
	return all, s.explain("team", err)
}

// Join has an account be in a team.
func (s *Store) Join(ctx context.Context, team, account string) error {
	return s.change(ctx, "team", func(a access) error {
		if err := a.teamThere(team); err != nil {
			return err
		}
		if err := a.row("Account", named{"key": accounts.Key(account)}).Scan(new(string), new(string), new(string), new(int64)); err == errNoRow {
			return noAccount(account)
		} else if err != nil {
			return err
		}
		_, err := a.exec("JoinTeam", named{"team": team, "key": accounts.Key(account)})
		return err
	})
}

// Leave has an account be in a team no longer.
func (s *Store) Leave(ctx context.Context, team, account string) error {
	return s.change(ctx, "team", func(a access) error {
		if err := a.teamThere(team); err != nil {
			return err
		}
		n, err := a.exec("LeaveTeam", named{"team": team, "key": accounts.Key(account)})
		if err == nil && n == 0 {
			err = &demarche.Error{Code: demarche.NotFound, Op: "team", Path: account, Detail: "this account is not in the team " + team, Hint: "demarche team list lists who is"}
		}
		return err
	})
}

// teamThere refuses the name of no team.
func (a access) teamThere(name string) error {
	n, _, err := a.find("TeamsThere", named{"names": []string{name}})
	if err == nil && n == 0 {
		err = noTeam(name)
	}
	return err
}

func noTeam(name string) error {
	return &demarche.Error{Code: demarche.NotFound, Op: "team", Path: name, Detail: "there is no team of this name", Hint: "demarche team list lists them, demarche team add makes one"}
}

// TeamsKnown refuses the name of no team. One for which a collection was made is
// known though nobody made it here: a ledger that was in a file brings no teams.
func (s *Store) TeamsKnown(ctx context.Context, teams []string) error {
	for _, name := range teams {
		n, _, err := s.anywhere(ctx).find("TeamKnown", named{"name": name})
		if err == nil && n == 0 {
			err = noTeam(name)
		}
		if err != nil {
			return s.explain("team", err)
		}
	}
	return nil
}

// TeamsOf gives the names of an account's teams.
func (s *Store) TeamsOf(ctx context.Context, account string) ([]string, error) {
	all, err := list(s.anywhere(ctx), "TeamsOfAccount", named{"key": accounts.Key(account)}, func(row scanner) (name string, err error) { return name, row.Scan(&name) })
	return all, s.explain("team", err)
}
