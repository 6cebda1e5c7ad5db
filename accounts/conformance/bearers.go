package conformance

import (
	"testing"

	"demarche"
	"demarche/accounts"
)

func bearer(id, of string, n byte) accounts.Bearer {
	return accounts.Bearer{ID: id, Token: token(n), Account: of, Role: accounts.Reader, For: "the wall", Made: at(int(n))}
}

func bearers(t *testing.T, s accounts.Store) {
	if all, err := s.Bearers(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("an empty store holds the tokens %v (%v)", all, err)
	}
	for _, name := range []string{"Bea", "Ann"} {
		must(t, s.Add(t.Context(), account(name, accounts.Reviewer)))
	}
	first, later, other := bearer("aa", "Ann", 2), bearer("bb", "Ann", 3), bearer("cc", "Bea", 1)
	later.Role, later.Ends = accounts.Reviewer, at(50)
	for _, b := range []accounts.Bearer{other, later, first} {
		must(t, s.AddBearer(t.Context(), b))
	}
	got, of, err := s.Bearer(t.Context(), "bb")
	if err != nil || got != later || of != account("Ann", accounts.Reviewer) {
		t.Errorf("it gives %+v of %+v (%v)", got, of, err)
	}
	if all, err := s.Bearers(t.Context()); err != nil || len(all) != 3 || all[0] != first || all[1] != later || all[2] != other {
		t.Errorf("it lists %+v (%v)", all, err)
	}
	wants(t, s.AddBearer(t.Context(), bearer("aa", "Bea", 9)), demarche.Conflict)
	wants(t, s.AddBearer(t.Context(), bearer("dd", "Cleo", 9)), demarche.NotFound)
	must(t, s.UseBearer(t.Context(), "aa", at(9)))
	must(t, s.UseBearer(t.Context(), "aa", at(5))) // which came late
	first.Seen = at(9)
	if got, _, err := s.Bearer(t.Context(), "aa"); err != nil || got != first {
		t.Errorf("used, it gives %+v (%v)", got, err)
	}
	must(t, s.UseBearer(t.Context(), "zz", at(9)))
	// The role of the account is that of now, and the name may be written otherwise.
	must(t, s.SetRole(t.Context(), "ANN", accounts.Reader))
	if _, of, err := s.Bearer(t.Context(), "bb"); err != nil || of.Role != accounts.Reader {
		t.Errorf("the role of its account is %s (%v)", of.Role, err)
	}
	again := bearer("dd", "aNN", 9)
	must(t, s.AddBearer(t.Context(), again))
	again.Account = "Ann"
	if got, _, err := s.Bearer(t.Context(), "dd"); err != nil || got != again {
		t.Errorf("of another form of the name it gives %+v (%v)", got, err)
	}
}

func bearersEnd(t *testing.T, s accounts.Store) {
	for _, name := range []string{"Bea", "Ann"} {
		must(t, s.Add(t.Context(), account(name, accounts.Reviewer)))
	}
	for i, id := range []string{"aa", "bb"} {
		must(t, s.AddBearer(t.Context(), bearer(id, "Ann", byte(i))))
	}
	must(t, s.AddBearer(t.Context(), bearer("cc", "Bea", 7)))
	there := func(want string) {
		t.Helper()
		var ids string
		all, err := s.Bearers(t.Context())
		for _, b := range all {
			ids += b.ID
		}
		if err != nil || ids != want {
			t.Errorf("left are %s, not %s (%v)", ids, want, err)
		}
	}
	must(t, s.Revoke(t.Context(), "aa"))
	there("bbcc")
	_, _, err := s.Bearer(t.Context(), "aa")
	wants(t, err, demarche.NotFound)
	wants(t, s.Revoke(t.Context(), "aa"), demarche.NotFound)
	// Programs go on when a person has another password, or signs out, and when sessions are swept.
	must(t, s.SetPassword(t.Context(), "Ann", "another"))
	must(t, s.EndAll(t.Context(), "Ann"))
	must(t, s.Sweep(t.Context(), at(59), at(59)))
	there("bbcc")
	must(t, s.Remove(t.Context(), "ann", at(9)))
	there("cc")
	_, _, err = s.Bearer(t.Context(), "bb")
	wants(t, err, demarche.NotFound)
}
