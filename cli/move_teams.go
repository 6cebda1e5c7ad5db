package cli

import (
	"slices"

	"demarche"
	"demarche/accounts"
	"demarche/ledger"
)

// movedTeams is what became of teams and of what only they see.
type movedTeams struct {
	Teams    int      `json:"teams"`    // that were not there before
	Roleless []string `json:"roleless"` // teams that saw with a role of the database, which was not copied
	Left     []string `json:"left"`     // accounts in teams that are another's here, or not there
	Withheld int64    `json:"withheld"` // rows that say what is withheld, compared with those of the other ledger
	Compared bool     `json:"compared"` // false if a ledger has grown meanwhile
}

// moveTeams copies the teams and who is in them, between ledgers that have them,
// and compares what both withhold. A name alone lets nobody into a team: an
// account must be the one that was copied, and a role of the database, which may
// be another's on another server, is to be named anew.
func (s *session) moveTeams(from, to demarche.Ledger) (*movedTeams, error) {
	old, had := from.(*queued)
	target, takes := to.(*queued)
	if !had || !takes {
		return nil, nil //nolint:nilnil // there is nothing to tell
	}
	if withheld, err := old.Withholding(s.ctx); err != nil || !withheld {
		return nil, err
	}
	out := &movedTeams{Roleless: []string{}, Left: []string{}}
	if err := s.compareWithheld(old, target, out); err != nil {
		return nil, err
	}
	all, err := old.Teams(s.ctx)
	if err != nil {
		return nil, err
	}
	there, err := target.Teams(s.ctx)
	if err != nil {
		return nil, err
	}
	same, err := sameAccounts(s, old, target)
	if err != nil {
		return nil, err
	}
	for _, t := range all {
		i := slices.IndexFunc(there, func(o ledger.Team) bool { return o.Name == t.Name })
		if i < 0 {
			if err := target.AddTeam(s.ctx, t.Name, ""); err != nil {
				return nil, err
			}
			out.Teams++
		}
		if t.Role != "" && (i < 0 || there[i].Role == "") {
			out.Roleless = append(out.Roleless, t.Name)
		}
		for _, name := range t.Members {
			if !same[accounts.Key(name)] {
				out.Left = append(out.Left, name)
				continue
			}
			if err := target.Join(s.ctx, t.Name, name); err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(out.Left)
	out.Left = slices.Compact(out.Left)
	return out, nil
}

// tellsTeamsStay says that teams were not moved to a ledger in a file, if there are any.
func (s *session) tellsTeamsStay(from, to demarche.Ledger) error {
	old, had := from.(*queued)
	if _, takes := to.(*queued); !had || takes {
		return nil
	}
	all, err := old.Teams(s.ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	return s.printf("  %s not copied: teams and their members are not kept in a file\n", plural(len(all), "team"))
}

// compareWithheld fails unless both ledgers withhold the same.
func (s *session) compareWithheld(old, target *queued, out *movedTeams) error {
	had, err := old.Withheld(s.ctx)
	if err != nil {
		return err
	}
	has, err := target.Withheld(s.ctx)
	if err != nil {
		return err
	}
	out.Withheld, out.Compared = has.Rows, had.Log == has.Log
	if out.Compared && had != has {
		return &demarche.Error{Code: demarche.Corrupt, Op: "move", Detail: "what the new ledger withholds is not what the old one does",
			Hint: "do not use the new one; run demarche verify on both"}
	}
	return nil
}

// sameAccounts gives the keys of the accounts that are the same in both ledgers,
// with the same password.
func sameAccounts(s *session, old, target *queued) (map[string]bool, error) {
	had, err := old.Accounts().Accounts(s.ctx)
	if err != nil {
		return nil, err
	}
	has, err := target.Accounts().Accounts(s.ctx)
	if err != nil {
		return nil, err
	}
	passwords, same := make(map[string]string), make(map[string]bool)
	for _, a := range had {
		if a.Removed.IsZero() {
			passwords[accounts.Key(a.Name)] = a.Password
		}
	}
	for _, a := range has {
		password, there := passwords[accounts.Key(a.Name)]
		same[accounts.Key(a.Name)] = there && a.Removed.IsZero() && a.Password == password
	}
	return same, nil
}

// tell tells it in words.
func (m *movedTeams) tell(s *session) error {
	if m == nil {
		return nil
	}
	compared := "not compared, because a ledger has grown meanwhile: run the move again"
	if m.Compared {
		compared = "withheld as in the old ledger, by " + plural(int(m.Withheld), "row")
	}
	if err := s.printf("  %s copied; what is not published: %s\n", plural(m.Teams, "team"), compared); err != nil {
		return err
	}
	for _, name := range m.Roleless {
		if err := s.printf("  the team %s has no role of the database here: demarche team role %s ROLE\n", name, name); err != nil {
			return err
		}
	}
	for _, name := range m.Left {
		if err := s.printf("  %s is in no team here: the account is another one, or removed\n", oneLine(name)); err != nil {
			return err
		}
	}
	return nil
}
