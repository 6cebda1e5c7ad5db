// Package conformance is the suite that every store of accounts must pass.
package conformance

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"demarche"
	"demarche/accounts"
)

// Run runs the suite against a store; open gives an empty one each time.
func Run(t *testing.T, open func(t *testing.T) accounts.Store) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, s accounts.Store)
	}{
		{"accounts", keeps},
		{"names", names},
		{"changes", changes},
		{"removal", removal},
		{"sessions", sessions},
		{"what ends sessions", endings},
		{"tokens of programs", bearers},
		{"what ends tokens", bearersEnd},
		{"tries", tries},
		{"tries at once", triesAtOnce},
		{"claims", claims},
		{"sweeping", sweeping},
		{"what is not there", absent},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

func at(minutes int) time.Time {
	return time.Date(2026, 3, 1, 12, minutes, 0, 0, time.UTC)
}

func account(name string, r accounts.Role) accounts.Account {
	return accounts.Account{Name: name, Role: r, Password: "hash of " + name, Made: at(0)}
}

func token(n byte) accounts.Token { return accounts.Token{n, 1, 2, 3} }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wants(t *testing.T, err error, code demarche.Code) {
	t.Helper()
	if err == nil || demarche.CodeOf(err) != code {
		t.Errorf("the error is %v, not %s", err, code)
	}
}

func keeps(t *testing.T, s accounts.Store) {
	if all, err := s.Accounts(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("an empty store holds %v (%v)", all, err)
	}
	must(t, s.Add(t.Context(), account("Bea", accounts.Admin)))
	must(t, s.Add(t.Context(), account("Ann", accounts.Reviewer)))
	got, err := s.Account(t.Context(), "Ann")
	if err != nil || got != account("Ann", accounts.Reviewer) {
		t.Errorf("it gives %+v (%v)", got, err)
	}
	all, err := s.Accounts(t.Context())
	if err != nil || len(all) != 2 || all[0].Name != "Ann" || all[1] != account("Bea", accounts.Admin) {
		t.Errorf("it lists %+v (%v)", all, err)
	}
}

func names(t *testing.T, s accounts.Store) {
	must(t, s.Add(t.Context(), account("Ann  Émile", accounts.Reader)))
	wants(t, s.Add(t.Context(), account("ANN Émile", accounts.Admin)), demarche.Conflict)
	if got, err := s.Account(t.Context(), "ann e\u0301mile"); err != nil || got.Name != "Ann  Émile" || got.Role != accounts.Reader {
		t.Errorf("another form of the name gives %+v (%v)", got, err)
	}
}

func changes(t *testing.T, s accounts.Store) {
	must(t, s.Add(t.Context(), account("Ann", accounts.Reader)))
	must(t, s.SetRole(t.Context(), "ANN", accounts.Admin))
	must(t, s.SetPassword(t.Context(), "ann", "another"))
	want := account("Ann", accounts.Admin)
	want.Password = "another"
	if got, err := s.Account(t.Context(), "Ann"); err != nil || got != want {
		t.Errorf("it gives %+v (%v)", got, err)
	}
}

func removal(t *testing.T, s accounts.Store) {
	must(t, s.Add(t.Context(), account("Ann", accounts.Admin)))
	must(t, s.Remove(t.Context(), "ann", at(1)))
	_, err := s.Account(t.Context(), "Ann")
	wants(t, err, demarche.NotFound)
	wants(t, s.Remove(t.Context(), "Ann", at(2)), demarche.NotFound)
	wants(t, s.Begin(t.Context(), accounts.Session{Token: token(1), Account: "Ann", Began: at(2), Seen: at(2)}), demarche.NotFound)
	wants(t, s.Add(t.Context(), account("ann", accounts.Reader)), demarche.Conflict)
	if all, err := s.Accounts(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("it lists %+v (%v)", all, err)
	}
}

func sessions(t *testing.T, s accounts.Store) {
	must(t, s.Add(t.Context(), account("Ann", accounts.Reviewer)))
	one := accounts.Session{Token: token(1), Account: "Ann", Began: at(0), Seen: at(0)}
	must(t, s.Begin(t.Context(), one))
	got, of, err := s.Session(t.Context(), token(1))
	if err != nil || got != one || of != account("Ann", accounts.Reviewer) {
		t.Errorf("it gives %+v of %+v (%v)", got, of, err)
	}
	must(t, s.Use(t.Context(), token(1), at(9)))
	must(t, s.Use(t.Context(), token(1), at(5))) // which came late
	one.Seen = at(9)
	if got, _, err := s.Session(t.Context(), token(1)); err != nil || got != one {
		t.Errorf("used, it gives %+v (%v)", got, err)
	}
	two := accounts.Session{Token: token(2), Account: "Ann", Began: at(3), Seen: at(3)}
	must(t, s.Begin(t.Context(), two))
	if all, err := s.Sessions(t.Context(), at(2)); err != nil || len(all) != 2 || all[0] != one || all[1] != two {
		t.Errorf("it lists %+v (%v)", all, err)
	}
	if all, err := s.Sessions(t.Context(), at(3)); err != nil || len(all) != 1 {
		t.Errorf("after a time it lists %+v (%v)", all, err)
	}
	// The role is that of now.
	must(t, s.SetRole(t.Context(), "Ann", accounts.Reader))
	if _, of, err := s.Session(t.Context(), token(1)); err != nil || of.Role != accounts.Reader {
		t.Errorf("the role is %s (%v)", of.Role, err)
	}
}

func endings(t *testing.T, s accounts.Store) {
	there := func(n byte) bool {
		_, _, err := s.Session(t.Context(), token(n))
		if err != nil && demarche.CodeOf(err) != demarche.NotFound {
			t.Fatal(err)
		}
		return err == nil
	}
	for i, end := range []func() error{
		func() error { return s.End(t.Context(), token(1)) },
		func() error { return s.EndAll(t.Context(), "Ann 1") },
		func() error { return s.SetPassword(t.Context(), "Ann 2", "another") },
		func() error { return s.Remove(t.Context(), "Ann 3", at(9)) },
	} {
		ann, bea := fmt.Sprintf("Ann %d", i), fmt.Sprintf("Bea %d", i)
		for _, name := range []string{ann, bea} {
			must(t, s.Add(t.Context(), account(name, accounts.Reader)))
		}
		for n, name := range map[byte]string{1: ann, 2: ann, 3: bea} {
			must(t, s.Begin(t.Context(), accounts.Session{Token: token(n), Account: name, Began: at(0), Seen: at(0)}))
		}
		must(t, end())
		if there(1) || there(2) != (i == 0) || !there(3) {
			t.Errorf("ending %d leaves %t %t %t", i, there(1), there(2), there(3))
		}
		for n := range byte(4) {
			must(t, s.End(t.Context(), token(n)))
		}
	}
}

func pace() accounts.Pace {
	return accounts.Pace{Free: 2, First: time.Minute, Longest: 4 * time.Minute, Forget: time.Hour}
}

func tries(t *testing.T, s accounts.Store) {
	for i, step := range []struct {
		at   int
		wait time.Duration
	}{
		{0, 0}, {0, 0}, // free
		{0, time.Minute}, {0, time.Minute}, // refused, and not counted
		{1, 0}, {1, 2 * time.Minute},
		{3, 0}, {3, 4 * time.Minute},
		{7, 0}, {8, 3 * time.Minute}, // no longer than the longest
		{67, 0}, {67, 0}, {67, time.Minute}, // forgotten
	} {
		if got, err := s.Try(t.Context(), "key", at(step.at), pace()); err != nil || got != step.wait {
			t.Fatalf("try %d must wait %s, not %s (%v)", i, got, step.wait, err)
		}
	}
	if got, err := s.Try(t.Context(), "another key", at(67), pace()); err != nil || got != 0 {
		t.Errorf("another must wait %s (%v)", got, err)
	}
	must(t, s.Forgive(t.Context(), "key", 1))
	if got, err := s.Try(t.Context(), "key", at(67), pace()); err != nil || got != 0 {
		t.Errorf("forgiven one, it must wait %s (%v)", got, err)
	}
	must(t, s.Forgive(t.Context(), "key", 100))
	for i, want := range []time.Duration{0, 0, time.Minute} {
		if got, err := s.Try(t.Context(), "key", at(67), pace()); err != nil || got != want {
			t.Errorf("forgiven all, try %d must wait %s (%v)", i, got, err)
		}
	}
	must(t, s.Forgive(t.Context(), "nobody", 1))
}

func triesAtOnce(t *testing.T, s accounts.Store) {
	const many = 16
	may := make(chan bool, many)
	var wait sync.WaitGroup
	for range many {
		wait.Go(func() {
			got, err := s.Try(t.Context(), "key", at(0), pace())
			if err != nil {
				t.Error(err)
			}
			may <- got == 0
		})
	}
	wait.Wait()
	close(may)
	n := 0
	for ok := range may {
		if ok {
			n++
		}
	}
	if n != pace().Free {
		t.Errorf("%d of %d may try at once, not %d", n, many, pace().Free)
	}
}

func claims(t *testing.T, s accounts.Store) {
	for _, name := range []string{"Bea", "Ann"} {
		must(t, s.Add(t.Context(), account(name, accounts.Reviewer)))
	}
	must(t, s.Claim(t.Context(), accounts.Claim{Entry: "aa", Account: "Bea", At: at(0)}))
	must(t, s.Claim(t.Context(), accounts.Claim{Entry: "aa", Account: "Ann", At: at(2)}))
	if all, err := s.Claims(t.Context(), "aa", at(0)); err != nil || len(all) != 2 || all[0] != (accounts.Claim{Entry: "aa", Account: "Ann", At: at(2)}) || all[1].Account != "Bea" {
		t.Errorf("it gives %+v (%v)", all, err)
	}
	if all, err := s.Claims(t.Context(), "aa", at(1)); err != nil || len(all) != 1 {
		t.Errorf("since a time it gives %+v (%v)", all, err)
	}
	must(t, s.Claim(t.Context(), accounts.Claim{Entry: "bb", Account: "Ann", At: at(3)}))
	if all, err := s.Claims(t.Context(), "aa", at(1)); err != nil || len(all) != 0 {
		t.Errorf("after she went on it gives %+v (%v)", all, err)
	}
	must(t, s.Remove(t.Context(), "Ann", at(4)))
	if all, err := s.Claims(t.Context(), "bb", at(1)); err != nil || len(all) != 0 {
		t.Errorf("after she was removed it gives %+v (%v)", all, err)
	}
}

func sweeping(t *testing.T, s accounts.Store) {
	must(t, s.Add(t.Context(), account("Ann", accounts.Reviewer)))
	for n, times := range map[byte][2]int{1: {0, 50}, 2: {20, 30}, 3: {20, 50}} { // begun too early, used too early, neither
		must(t, s.Begin(t.Context(), accounts.Session{Token: token(n), Account: "Ann", Began: at(times[0]), Seen: at(times[1])}))
	}
	for range 2 {
		if _, err := s.Try(t.Context(), "key", at(20), pace()); err != nil {
			t.Fatal(err)
		}
	}
	must(t, s.Claim(t.Context(), accounts.Claim{Entry: "aa", Account: "Ann", At: at(20)}))
	must(t, s.Sweep(t.Context(), at(10), at(40)))
	if all, err := s.Sessions(t.Context(), at(-60)); err != nil || len(all) != 1 || all[0].Token != token(3) {
		t.Errorf("%+v are left (%v)", all, err)
	}
	if got, err := s.Try(t.Context(), "key", at(20), pace()); err != nil || got != 0 {
		t.Errorf("tries that were swept away make wait %s (%v)", got, err)
	}
	if all, err := s.Claims(t.Context(), "aa", at(-60)); err != nil || len(all) != 0 {
		t.Errorf("the claims %+v are left (%v)", all, err)
	}
}

func absent(t *testing.T, s accounts.Store) {
	_, err := s.Account(t.Context(), "Ann")
	wants(t, err, demarche.NotFound)
	_, err = s.Account(t.Context(), "")
	wants(t, err, demarche.NotFound)
	_, _, err = s.Session(t.Context(), token(1))
	wants(t, err, demarche.NotFound)
	wants(t, s.SetRole(t.Context(), "Ann", accounts.Admin), demarche.NotFound)
	wants(t, s.SetPassword(t.Context(), "Ann", "hash"), demarche.NotFound)
	wants(t, s.Claim(t.Context(), accounts.Claim{Entry: "aa", Account: "Ann", At: at(0)}), demarche.NotFound)
	must(t, s.End(t.Context(), token(1)))
	must(t, s.EndAll(t.Context(), "Ann"))
	must(t, s.Use(t.Context(), token(1), at(0)))
}
