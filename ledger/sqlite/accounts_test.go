package sqlite_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/accounts/conformance"
	"demarche/ledger/sqlite"
)

func TestAccountsConform(t *testing.T) {
	conformance.Run(t, func(t *testing.T) accounts.Store {
		return open(t, filepath.Join(t.TempDir(), "ledger.db"), sqlite.Options{}).Accounts()
	})
}

// Accounts are no evidence: they change no hash, leave with no export, and a
// ledger that is open for reading only refuses to change them.
func TestAccountsAreNoEvidence(t *testing.T) {
	path := filled(t, samples(0, 3)...)
	s := open(t, path, sqlite.Options{})
	before := sound(t, s)
	a := s.Accounts()
	if err := a.Add(t.Context(), accounts.Account{Name: "Ann", Role: accounts.Admin, Password: "secret hash", Made: time.Unix(1, 0)}); err != nil {
		t.Fatal(err)
	}
	if err := a.Begin(t.Context(), accounts.Session{Token: accounts.Token{1}, Account: "Ann", Began: time.Unix(2, 0), Seen: time.Unix(2, 0)}); err != nil {
		t.Fatal(err)
	}
	if after := sound(t, s); after.LogHead != before.LogHead || after.TreeHash != before.TreeHash {
		t.Error("an account changed the log")
	}
	var export strings.Builder
	if _, err := s.Export(t.Context(), &export, nil); err != nil || strings.Contains(export.String(), "secret hash") {
		t.Errorf("the export holds the account (%v)", err)
	}
	// A copy has the accounts, and nobody signed in.
	backup := filepath.Join(t.TempDir(), "copy.db")
	if _, err := s.Backup(t.Context(), backup, nil); err != nil {
		t.Fatal(err)
	}
	c := open(t, backup, sqlite.Options{ReadOnly: true})
	if got, err := c.Accounts().Account(t.Context(), "Ann"); err != nil || got.Role != accounts.Admin {
		t.Errorf("the copy has %+v (%v)", got, err)
	}
	if all, err := c.Accounts().Sessions(t.Context(), time.Unix(0, 0)); err != nil || len(all) != 0 {
		t.Errorf("in the copy are signed in: %+v (%v)", all, err)
	}
	wantError(t, c.Accounts().SetRole(t.Context(), "Ann", accounts.Reader), demarche.Storage, "reading only")
	if all, err := a.Sessions(t.Context(), time.Unix(0, 0)); err != nil || len(all) != 1 {
		t.Errorf("after the copy are signed in: %+v (%v)", all, err)
	}
}
