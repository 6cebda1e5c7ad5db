package accounts_test

import (
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/accounts"
)

// granted makes a token that must be there.
func granted(t *testing.T, d *accounts.Desk, b accounts.Bearer) (accounts.Bearer, string) {
	t.Helper()
	b, token, err := d.Grant(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return b, token
}

// bears gives in whose name and role a token asks.
func bears(t *testing.T, d *accounts.Desk, token string) string {
	t.Helper()
	v, err := d.Bears(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	if v.Token != "" {
		t.Error("a program is given the token of a session")
	}
	return strings.TrimSpace(v.Name + " " + string(v.Role))
}

func TestProgramsAskInTheNameOfAnAccount(t *testing.T) {
	d, c := desk(t)
	wall, token := granted(t, d, accounts.Bearer{Account: "ann", Role: accounts.Reader, For: "  the   wall "})
	if wall.Account != "Ann" || wall.For != "the wall" || !strings.HasPrefix(token, "demarche_"+wall.ID+"_") || len(token) != len("demarche_")+12+1+43 {
		t.Errorf("it is %+v, %q", wall, token)
	}
	kept, _, err := d.Bearer(t.Context(), wall.ID)
	if err != nil || strings.Contains(token, string(kept.Token[:])) {
		t.Errorf("what is kept is the token itself (%v)", err)
	}
	bot, write := granted(t, d, accounts.Bearer{Account: "Ann", Role: accounts.Reviewer, For: "bot", Ends: c.now.Add(time.Hour)})
	if bears(t, d, token) != "Ann reader" || bears(t, d, write) != "Ann reviewer" {
		t.Errorf("they ask as %q and %q", bears(t, d, token), bears(t, d, write))
	}
	for _, wrong := range []string{"", "demarche_", token + "A", token[:len(token)-1], strings.Replace(token, wall.ID, bot.ID, 1), strings.TrimPrefix(token, "demarche_"), "demarche_" + wall.ID + "_" + strings.Repeat("A", 43), strings.ToUpper(token)} {
		if got := bears(t, d, wrong); got != "" {
			t.Errorf("%q asks as %q", wrong, got)
		}
	}
	// The account has become less.
	if err := d.SetRole(t.Context(), "Ann", accounts.Reader); err != nil {
		t.Fatal(err)
	}
	if got := bears(t, d, write); got != "Ann reader" {
		t.Errorf("of an account that only reads it asks as %q", got)
	}
	c.pass(time.Hour)
	if bears(t, d, write) != "" || bears(t, d, token) == "" {
		t.Error("a token does not end when it should, or another with it")
	}
	if kept, _, err := d.Bearer(t.Context(), wall.ID); err != nil || !kept.Seen.Equal(c.now) {
		t.Errorf("it was last used at %s (%v)", kept.Seen, err)
	}
	if err := d.Revoke(t.Context(), wall.ID); err != nil || bears(t, d, token) != "" {
		t.Errorf("revoked it still asks (%v)", err)
	}
}

func TestTokensThatAreNotMade(t *testing.T) {
	d, c := desk(t)
	for _, b := range []accounts.Bearer{
		{Account: "Ann", Role: accounts.Admin, For: "all"}, {Account: "Ann", Role: "", For: "all"}, {Account: "Ann", Role: accounts.Reader}, {Account: "Ann", Role: accounts.Reader, For: strings.Repeat("x", 121)},
		{Account: "Ann", Role: accounts.Reader, For: "a\xff"}, {Account: "Ann", Role: accounts.Reader, For: "late", Ends: c.now},
	} {
		if _, token, err := d.Grant(t.Context(), b); demarche.CodeOf(err) != demarche.Invalid || err == nil || token != "" {
			t.Errorf("%+v is made: %q (%v)", b, token, err)
		}
	}
	if _, _, err := d.Grant(t.Context(), accounts.Bearer{Account: "Bob", Role: accounts.Reader, For: "wall"}); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("for nobody: %v", err)
	}
	if err := d.SetRole(t.Context(), "Ann", accounts.Reader); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Grant(t.Context(), accounts.Bearer{Account: "Ann", Role: accounts.Reviewer, For: "bot"}); demarche.HintOf(err) == "" {
		t.Errorf("for more than the account may: %v", err)
	}
	if all, err := d.Bearers(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("kept are %+v (%v)", all, err)
	}
}

func TestAKeyOpensOnePartAlone(t *testing.T) {
	d, _ := desk(t)
	b, _ := granted(t, d, accounts.Bearer{Account: "Ann", Role: accounts.Reviewer, For: "bot"})
	other, _ := granted(t, d, accounts.Bearer{Account: "Ann", Role: accounts.Reader, For: "wall"})
	opens := func(key, part string) string {
		t.Helper()
		v, err := d.Opens(t.Context(), key, part)
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(v.Name + " " + string(v.Role))
	}
	key := b.Key("/embed/entries/aa")
	if got := opens(key, "/embed/entries/aa"); got != "Ann reader" {
		t.Errorf("it opens as %q", got)
	}
	for part, k := range map[string]string{
		"/embed/entries/bb": key, "/feeds/": key, "": key, "/embed/entries/aa": "", "/embed/entries/aa ": b.ID, "/embed/entries/aa  ": b.ID + ".", "/x": other.Key("/y"),
	} {
		if got := opens(k, strings.TrimSpace(part)); got != "" {
			t.Errorf("%q opens %q as %q", k, part, got)
		}
	}
	if v, err := d.Bears(t.Context(), key); err != nil || v.SignedIn() {
		t.Errorf("the key is taken for a token (%v)", err)
	}
	if err := d.Revoke(t.Context(), b.ID); err != nil || opens(key, "/embed/entries/aa") != "" {
		t.Errorf("revoked it still opens (%v)", err)
	}
	for path, want := range map[string]string{"/feeds/atom": "/feeds/", "/feeds/calendar.ics": "/feeds/", "/embed/entries/aa": "/embed/entries/aa", "/": "", "/api/where": "", "/entries/aa": "", "/feedsx": ""} {
		if got, ok := accounts.PartOf(path); got != want || ok != (want != "") {
			t.Errorf("%s is of the part %q, %t", path, got, ok)
		}
	}
}
