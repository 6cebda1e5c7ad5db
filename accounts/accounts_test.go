package accounts_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/ledger/sqlite"
)

// cheap is a cost that lets tests hash often.
func cheap() accounts.Cost { return accounts.Cost{Memory: 64, Passes: 1, Threads: 1} }

const password = "four plain words here"

// clock is a time that tests set.
type clock struct{ now time.Time }

func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }

func desk(t *testing.T) (*accounts.Desk, *clock) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c := &clock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	d := accounts.NewDesk(s.Accounts(), func() time.Time { return c.now }, rand.Reader, cheap())
	if _, err := d.Open(t.Context(), "Ann", accounts.Reviewer, password); err != nil {
		t.Fatal(err)
	}
	return d, c
}

func signIn(t *testing.T, d *accounts.Desk) accounts.Visitor {
	t.Helper()
	v, err := d.SignIn(t.Context(), "Ann", password, "192.0.2.1")
	if err != nil || v.Token == "" || v.Name != "Ann" {
		t.Fatalf("signing in gives %+v (%v)", v, err)
	}
	return v
}

func who(t *testing.T, d *accounts.Desk, token string) string {
	t.Helper()
	v, err := d.Who(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return v.Name
}

func TestEachRoleMayDoWhatThoseBeforeItMay(t *testing.T) {
	for i, r := range accounts.Roles() {
		for j, other := range accounts.Roles() {
			if r.Includes(other) != (i >= j) {
				t.Errorf("%s includes %s: %t", r, other, i < j)
			}
		}
		if accounts.Role("").Includes(r) || accounts.Role("root").Includes(r) || (accounts.Visitor{}).May(r) {
			t.Errorf("nobody may do what %s may", r)
		}
	}
	if _, err := accounts.ParseRole("root"); demarche.CodeOf(err) != demarche.Invalid || demarche.HintOf(err) == "" {
		t.Errorf("another role is refused with %v", err)
	}
}

func TestNames(t *testing.T) {
	for _, c := range [][2]string{{"  A.   Reviewer ", "A. Reviewer"}, {"José", "José"}, {"李", "李"}} {
		if got, err := accounts.CheckName(c[0]); err != nil || got != c[1] {
			t.Errorf("%q is kept as %q (%v)", c[0], got, err)
		}
	}
	for _, name := range []string{"", "  ", "a\x00b", "a\nb", "a\u202eb", "a\u200bb", strings.Repeat("a", 65), "a\xff", `""`, "--"} {
		if got, err := accounts.CheckName(name); demarche.CodeOf(err) != demarche.Invalid || err == nil {
			t.Errorf("%q is kept as %q (%v)", name, got, err)
		}
	}
	if accounts.Key("A. Reviewer") != accounts.Key("a.  REVIEWER") || accounts.Key("Ann") == accounts.Key("Anna") || accounts.Key("\x00") != "" {
		t.Error("names are not compared as they should be")
	}
}

func TestPasswordsThatWillNotDo(t *testing.T) {
	for _, p := range []string{"", "short", strings.Repeat("x", 12), strings.Repeat("xy", 200), "tab\tand words here", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"} {
		if _, err := accounts.HashPassword(p, cheap(), rand.Reader); demarche.CodeOf(err) != demarche.Invalid || demarche.HintOf(err) == "" || strings.Contains(err.Error(), "words here") {
			t.Errorf("%.20q is refused with %v", p, err)
		}
	}
	a, err := accounts.HashPassword(password, cheap(), rand.Reader)
	if err != nil || !strings.HasPrefix(a, "$argon2id$v=19$m=64,t=1,p=1$") || strings.Contains(a, password) {
		t.Errorf("it is hashed to %q (%v)", a, err)
	}
	if b, _ := accounts.HashPassword(password, cheap(), rand.Reader); a == b {
		t.Error("two accounts of one password have one hash")
	}
	if _, err := accounts.HashPassword(password, cheap(), bytes.NewReader(nil)); err == nil {
		t.Error("without randomness it is hashed nevertheless")
	}
}

func TestSigningInAndOut(t *testing.T) {
	d, c := desk(t)
	v := signIn(t, d)
	if v.Role != accounts.Reviewer || !v.May(accounts.Reader) || v.May(accounts.Admin) {
		t.Errorf("she is %+v", v)
	}
	again := signIn(t, d)
	if again.Token == v.Token {
		t.Error("two sessions have one token")
	}
	for _, token := range []string{"", "x", v.Token + "A", v.Token[1:], strings.Repeat("A", 43)} {
		if got := who(t, d, token); got != "" {
			t.Errorf("the token %q is taken for that of %s", token, got)
		}
	}
	c.pass(time.Hour)
	if err := d.SignOut(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	if who(t, d, v.Token) != "" || who(t, d, again.Token) != "Ann" {
		t.Error("signing out ends another session, or not its own")
	}
	// A composed and a decomposed form of a password are one; another letter case is not.
	if err := d.ResetPassword(t.Context(), "ann", "crème brûlée daily"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SignIn(t.Context(), "ANN", "cre\u0300me bru\u0302le\u0301e daily", "192.0.2.1"); err != nil {
		t.Errorf("typed on another keyboard it is refused: %v", err)
	}
	if _, err := d.SignIn(t.Context(), "Ann", "Crème brûlée daily", "192.0.2.1"); !errors.Is(err, accounts.ErrWrong) {
		t.Errorf("in another letter case: %v", err)
	}
}

func TestSessionsEnd(t *testing.T) {
	d, c := desk(t)
	idle := signIn(t, d)
	c.pass(accounts.Idle - time.Second)
	if who(t, d, idle.Token) == "" {
		t.Error("a session ends before its time")
	}
	c.pass(accounts.Idle - time.Second)
	if who(t, d, idle.Token) == "" {
		t.Error("a session that is used ends for want of use")
	}
	c.pass(accounts.Idle)
	if who(t, d, idle.Token) != "" {
		t.Error("an idle session goes on")
	}
	long := signIn(t, d)
	for range int(accounts.Lifetime/time.Hour) - 1 {
		c.pass(time.Hour)
		if who(t, d, long.Token) == "" {
			t.Fatal("a session in use ends before its time")
		}
	}
	c.pass(time.Hour)
	if who(t, d, long.Token) != "" {
		t.Error("a session goes on for ever")
	}
}

func TestAnotherPasswordEndsAllSessions(t *testing.T) {
	d, _ := desk(t)
	one, two := signIn(t, d), signIn(t, d)
	if _, err := d.ChangePassword(t.Context(), one, "not the password", "another of four words"); !errors.Is(err, accounts.ErrWrong) {
		t.Errorf("without the old password: %v", err)
	}
	if _, err := d.ChangePassword(t.Context(), one, password, "short"); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("to a short one: %v", err)
	}
	if who(t, d, two.Token) == "" {
		t.Error("what was refused ended a session")
	}
	fresh, err := d.ChangePassword(t.Context(), one, password, "another of four words")
	if err != nil {
		t.Fatal(err)
	}
	if who(t, d, one.Token) != "" || who(t, d, two.Token) != "" || who(t, d, fresh.Token) != "Ann" {
		t.Error("old sessions go on, or the new one does not")
	}
	if _, err := d.SignIn(t.Context(), "Ann", password, "192.0.2.1"); !errors.Is(err, accounts.ErrWrong) {
		t.Errorf("with the old password: %v", err)
	}
}

// guess tries to sign in with a wrong password.
func guess(t *testing.T, d *accounts.Desk, name, address string) time.Duration {
	t.Helper()
	_, err := d.SignIn(t.Context(), name, "a wrong guess of it", address)
	var wait accounts.WaitError
	if !errors.As(err, &wait) && !errors.Is(err, accounts.ErrWrong) {
		t.Fatal(err)
	}
	return wait.Wait
}

func TestGuessingIsSlow(t *testing.T) {
	for _, name := range []string{"Ann", "nobody"} { // the same for a name that there is and one that there is not
		d, c := desk(t)
		begin, guesses := c.now, 0
		for c.now.Sub(begin) < 6*time.Hour && guesses < 1000 {
			wait := guess(t, d, name, "192.0.2."+string(rune('0'+guesses%10))) // from many addresses
			if wait == 0 {
				guesses++
			}
			c.pass(max(wait, time.Millisecond))
		}
		if guesses < 100 || guesses > 6*60+20 {
			t.Errorf("at %s %d guesses were answered in six hours", name, guesses)
		}
	}
}

func TestManyNamesFromOneAddressAreSlowToo(t *testing.T) {
	d, c := desk(t)
	begin, guesses := c.now, 0
	for c.now.Sub(begin) < 6*time.Hour && guesses < 1000 {
		wait := guess(t, d, "name "+c.now.String(), "2001:db8::"+string(rune('a'+guesses%6))) // one network
		if wait == 0 {
			guesses++
		}
		c.pass(max(wait, time.Millisecond))
	}
	if guesses > 60 {
		t.Errorf("%d guesses were answered in six hours", guesses)
	}
	if wait := guess(t, d, "Ann", "2001:db8:0:1::1"); wait != 0 {
		t.Errorf("another network must wait %s", wait)
	}
}

func TestTheRightPasswordMustWaitTooAndIsForgivenThen(t *testing.T) {
	d, c := desk(t)
	var wait time.Duration
	for wait == 0 {
		wait = guess(t, d, "Ann", "192.0.2.1")
	}
	if _, err := d.SignIn(t.Context(), "Ann", password, "192.0.2.2"); !errors.As(err, new(accounts.WaitError)) {
		t.Errorf("the right password meanwhile: %v", err)
	}
	c.pass(wait)
	signIn(t, d)
	if wait := guess(t, d, "Ann", "192.0.2.1"); wait != 0 {
		t.Errorf("after that a slip of the finger costs %s", wait)
	}
}

func TestOftenSignedInFromOneAddressIsNoGuessing(t *testing.T) {
	d, _ := desk(t)
	for range 50 {
		signIn(t, d)
	}
}

func TestFormsCarryAnotherTokenEachTime(t *testing.T) {
	one, _ := accounts.NewToken(rand.Reader)
	two, _ := accounts.NewToken(rand.Reader)
	a, err := accounts.FormToken(one, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := accounts.FormToken(one, rand.Reader)
	if a == b {
		t.Error("two pages carry one token")
	}
	for form, want := range map[string]bool{a: true, b: true, "": false, a[1:]: false, a + "A": false, strings.Repeat("A", len(a)): false, one: false} {
		if accounts.CheckForm(one, form) != want {
			t.Errorf("the form %q of the session is taken: %t", form, !want)
		}
		if accounts.CheckForm(two, form) || accounts.CheckForm("", form) {
			t.Errorf("the form %q of another session is taken", form)
		}
	}
	if kept, ok := accounts.HashToken(one); !ok || bytes.Contains(kept[:], []byte(one)) {
		t.Error("the token is kept as it is")
	}
}

// A row that somebody wrote into the file lets nobody in, and takes no memory.
func TestADamagedPasswordIsToldAndLetsNobodyIn(t *testing.T) {
	d, c := desk(t)
	good, _ := accounts.HashPassword(password, cheap(), rand.Reader)
	for _, row := range []string{
		"", password, "$argon2id$v=19$m=4294967295,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA", strings.Replace(good, "m=64", "m=99999999", 1),
		strings.Replace(good, "v=19", "v=16", 1), good[:len(good)-4], good + "x", strings.Replace(good, "t=1", "t=0", 1), strings.Replace(good, "argon2id", "argon2i", 1),
	} {
		if err := d.SetPassword(t.Context(), "Ann", row); err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{"", password} {
			c.pass(accounts.Idle)
			if _, err := d.SignIn(t.Context(), "Ann", p, "192.0.2.1"); demarche.CodeOf(err) != demarche.Corrupt {
				t.Errorf("with the row %.40q and the password %q: %v", row, p, err)
			}
		}
	}
}

func TestWhoGivesUpWaitsForNobody(t *testing.T) {
	d, _ := desk(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.SignIn(ctx, "Ann", password, "192.0.2.1"); !errors.Is(err, context.Canceled) {
		t.Errorf("it answers %v", err)
	}
}

func FuzzCheckForm(f *testing.F) {
	token, _ := accounts.NewToken(bytes.NewReader(make([]byte, 32)))
	good, _ := accounts.FormToken(token, bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	f.Add(good)
	f.Add("")
	f.Fuzz(func(t *testing.T, form string) {
		if accounts.CheckForm(token, form) && len(form) != len(good) {
			t.Errorf("%q is taken", form)
		}
		if key := accounts.Key(form); key != "" && accounts.Key(key) != key {
			t.Errorf("the key of %q is not its own: %q", form, key)
		}
		if name, err := accounts.CheckName(form); err == nil && accounts.Key(name) != accounts.Key(form) {
			t.Errorf("%q is kept under another key than its name", form)
		}
	})
}

func BenchmarkSignIn(b *testing.B) {
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "ledger.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	d := accounts.NewDesk(s.Accounts(), time.Now, rand.Reader, accounts.Careful())
	if _, err := d.Open(b.Context(), "Ann", accounts.Reviewer, password); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := d.SignIn(b.Context(), "Ann", password, "192.0.2.1"); err != nil {
			b.Fatal(err)
		}
	}
}
