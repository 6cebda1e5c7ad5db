package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/accounts"
)

// signInView is the form to sign in.
type signInView struct {
	Token, Next, Name string
	Problem           string
	Unsafe            bool // what is sent here can be read on the way
	Nobody            bool // there is no account
}

// deniedError is the error of one who may not do what was asked.
type deniedError struct{ detail, hint string }

func (d deniedError) Error() string { return d.detail }

// formError is the error of a form that the site did not give to whoever sent it.
func formError() error {
	return deniedError{"this form is out of date, or was not sent from this site; nothing was done", "go back, load the page again, and send it once more"}
}

// signInPage answers GET /sign-in.
func (s *site) signInPage(w http.ResponseWriter, r *http.Request) {
	next := localPath(query(r, "next"), "")
	if v := accounts.FromContext(r.Context()); v.SignedIn() {
		http.Redirect(w, r, landing(next, v), http.StatusSeeOther)
		return
	}
	s.askToSignIn(w, r, signInView{Next: next}, http.StatusOK)
}

// landing gives where somebody is led who has signed in: where they were going,
// or, if they named nothing or may not go there, to what their role works on.
func landing(next string, v accounts.Visitor) string {
	path, _, _ := strings.Cut(next, "?")
	judges := path == "/review" || strings.HasPrefix(path, "/review/")
	switch {
	case (next == "" || judges) && !v.May(accounts.Reviewer), path == "/operations" && !v.May(accounts.Admin):
		return "/"
	case next == "":
		return "/review"
	}
	return next
}

// askToSignIn shows the form. It belongs to a cookie of its own, so that no
// other site can sign somebody in as somebody else.
func (s *site) askToSignIn(w http.ResponseWriter, r *http.Request, v signInView, status int) {
	v.Unsafe = !s.door.safe(r)
	all, err := s.door.Desk.Accounts(r.Context())
	v.Nobody = err == nil && len(all) == 0
	name := s.door.formCookieName(r)
	token := ""
	if c, cerr := r.Cookie(name); cerr == nil {
		token = c.Value
	}
	if _, ok := accounts.HashToken(token); !ok && err == nil {
		if token, err = accounts.NewToken(s.door.Random); err == nil {
			s.door.setCookie(w, r, name, token, 0)
		}
	}
	if err == nil {
		v.Token, err = accounts.FormToken(token, s.door.Random)
	}
	s.show(w, r, view{Template: "sign-in", Title: "Sign in", Section: "/review", Status: status, Data: v, Private: true}, err)
}

// signIn answers POST /sign-in.
func (s *site) signIn(w http.ResponseWriter, r *http.Request) {
	err := r.ParseForm()
	v := signInView{Next: localPath(r.PostFormValue("next"), ""), Name: r.PostFormValue("name")}
	token := ""
	if c, err := r.Cookie(s.door.formCookieName(r)); err == nil {
		token = c.Value
	}
	switch {
	case !s.door.safe(r):
		s.askToSignIn(w, r, v, http.StatusForbidden)
		return
	case err != nil || !accounts.CheckForm(token, r.PostFormValue("token")):
		s.show(w, r, view{}, badForm(err))
		return
	}
	from := s.door.Client(r)
	who, err := s.door.Desk.SignIn(r.Context(), v.Name, r.PostFormValue("password"), from)
	var wait accounts.WaitError
	switch {
	case errors.As(err, &wait):
		seconds := int(wait.Wait/time.Second) + 1
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		s.log.WarnContext(r.Context(), "too many tries to sign in", "name", s.nameForLog(r, v.Name), "from", from, "wait", seconds)
		v.Problem = "There were too many tries. Wait " + plural(seconds, "second") + ", then try again."
		s.askToSignIn(w, r, v, http.StatusTooManyRequests)
	case errors.Is(err, accounts.ErrWrong):
		s.log.WarnContext(r.Context(), "somebody could not sign in", "name", s.nameForLog(r, v.Name), "from", from)
		v.Problem = "The name or the password is wrong."
		s.askToSignIn(w, r, v, http.StatusForbidden)
	case err != nil:
		s.show(w, r, view{}, err)
	default:
		s.enter(w, r, who)
		s.log.InfoContext(r.Context(), "signed in", "name", who.Name, "from", from)
		http.Redirect(w, r, landing(v.Next, who), http.StatusSeeOther)
	}
}

// enter gives the browser the token of a new session. One that it had before,
// which somebody else may know, ends.
func (s *site) enter(w http.ResponseWriter, r *http.Request, who accounts.Visitor) {
	if err := s.door.Desk.SignOut(r.Context(), accounts.FromContext(r.Context())); err != nil {
		s.log.ErrorContext(r.Context(), "a session could not be ended", "error", err)
	}
	s.door.setCookie(w, r, s.door.formCookieName(r), "", -time.Second)
	s.door.setCookie(w, r, s.door.cookieName(r), who.Token, accounts.Lifetime)
}

// nameForLog gives the name that somebody typed, if there is an account of that
// name: what is no name may be a password, typed into the wrong field.
func (s *site) nameForLog(r *http.Request, typed string) string {
	a, err := s.door.Desk.Account(r.Context(), typed)
	if err != nil {
		return "of no account"
	}
	return a.Name
}

// badForm says why a form is refused, by the error of reading it.
func badForm(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &demarche.Error{Code: demarche.TooLarge, Op: "form", Detail: "this form is larger than any that the site asks for; nothing was done"}
	}
	return formError()
}

// sent checks that a form was sent by the visitor, who must have a role.
func (s *site) sent(r *http.Request, role accounts.Role) (accounts.Visitor, error) {
	v := accounts.FromContext(r.Context())
	if err := r.ParseForm(); err != nil {
		return v, badForm(err)
	}
	switch {
	case !v.SignedIn():
		return v, deniedError{"you are not signed in, or not any more; nothing was done", "sign in, and do it again"}
	case !accounts.CheckForm(v.Token, r.PostFormValue("token")):
		return v, formError()
	}
	return v, s.may(r, role)
}

// may refuses whoever does not have a role.
func (s *site) may(r *http.Request, role accounts.Role) error {
	v := accounts.FromContext(r.Context())
	switch {
	case s.door == nil || s.door.Desk == nil:
		return &demarche.Error{Code: demarche.NotFound, Op: "review", Detail: "nobody can sign in here: the ledger is open for reading only",
			Hint: "serve a ledger that may be written to"}
	case !v.SignedIn():
		return moved{address("/sign-in", "next", localPath(r.URL.RequestURI(), "/review"))}
	case !v.May(role):
		return deniedError{"the account " + v.Name + " is of " + aRole(v.Role) + ", and this takes " + aRole(role), "an admin of this server can change that: demarche account role"}
	}
	return nil
}

// aRole names a role with its article.
func aRole(role accounts.Role) string {
	if strings.ContainsRune("aeiou", []rune(string(role) + " ")[0]) {
		return "an " + string(role)
	}
	return "a " + string(role)
}

// reviews reports whether whoever asks may judge entries.
func (s *site) reviews(r *http.Request) bool {
	return accounts.FromContext(r.Context()).May(accounts.Reviewer)
}

// signOut answers POST /sign-out.
func (s *site) signOut(w http.ResponseWriter, r *http.Request) {
	v, err := s.sent(r, accounts.Reader)
	if err == nil {
		err = s.door.Desk.SignOut(r.Context(), v)
	}
	if err != nil {
		s.show(w, r, view{}, err)
		return
	}
	s.door.setCookie(w, r, s.door.cookieName(r), "", -time.Second)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// accountView is the page of one's own account.
type accountView struct {
	Desk    deskView
	Problem string
	Role    accounts.Role
	Made    string
	Changed bool
	Others  []otherView // for an admin
}

// otherView is an account as an admin sees it.
type otherView struct {
	Name, Seen string
	Role       accounts.Role
	Sessions   int
}

// accountPage answers GET /account.
func (s *site) accountPage(w http.ResponseWriter, r *http.Request) {
	s.showAccount(w, r, "", http.StatusOK)
}

func (s *site) showAccount(w http.ResponseWriter, r *http.Request, problem string, status int) {
	err := s.may(r, accounts.Reader)
	v := accounts.FromContext(r.Context())
	d := accountView{Role: v.Role, Made: moment(v.Made), Problem: problem, Changed: query(r, "changed") != ""}
	if err == nil {
		d.Desk, err = s.desk(r, "account")
	}
	if err == nil && v.May(accounts.Admin) {
		d.Others, err = s.others(r)
	}
	s.show(w, r, view{Template: "account", Title: "Account", Section: "/review", Status: status, Data: d, Private: true}, err)
}

// others lists the accounts and who is signed in.
func (s *site) others(r *http.Request) ([]otherView, error) {
	all, err := s.door.Desk.Accounts(r.Context())
	if err != nil {
		return nil, err
	}
	sessions, err := s.door.Desk.SignedIn(r.Context())
	if err != nil {
		return nil, err
	}
	out := make([]otherView, len(all))
	for i, a := range all {
		out[i] = otherView{Name: a.Name, Role: a.Role}
		for _, x := range sessions { // the last used first
			if x.Account != a.Name {
				continue
			}
			if out[i].Sessions++; out[i].Seen == "" {
				out[i].Seen = moment(x.Seen)
			}
		}
	}
	return out, nil
}

// changePassword answers POST /account.
func (s *site) changePassword(w http.ResponseWriter, r *http.Request) {
	v, err := s.sent(r, accounts.Reader)
	if err != nil {
		s.show(w, r, view{}, err)
		return
	}
	if r.PostFormValue("password") != r.PostFormValue("again") {
		s.showAccount(w, r, "The two new passwords are not the same.", http.StatusUnprocessableEntity)
		return
	}
	who, err := s.door.Desk.ChangePassword(r.Context(), v, r.PostFormValue("old"), r.PostFormValue("password"))
	var wait accounts.WaitError
	switch {
	case errors.As(err, &wait):
		s.showAccount(w, r, "There were too many tries. Wait a minute, then try again.", http.StatusTooManyRequests)
	case errors.Is(err, accounts.ErrWrong):
		s.showAccount(w, r, "The old password is wrong.", http.StatusForbidden)
	case err != nil && demarche.CodeOf(err) == demarche.Invalid:
		s.showAccount(w, r, capital(told(err))+".", http.StatusUnprocessableEntity)
	case err != nil:
		s.show(w, r, view{}, err)
	default:
		s.enter(w, r, who)
		http.Redirect(w, r, "/account?changed=1", http.StatusSeeOther)
	}
}

// endSessions answers POST /account/sessions: an admin signs somebody out everywhere.
func (s *site) endSessions(w http.ResponseWriter, r *http.Request) {
	v, err := s.sent(r, accounts.Admin)
	if err == nil {
		err = s.door.Desk.EndAll(r.Context(), r.PostFormValue("name"))
	}
	if err != nil {
		s.show(w, r, view{}, err)
		return
	}
	s.log.InfoContext(r.Context(), "sessions ended", "of", s.nameForLog(r, r.PostFormValue("name")), "by", v.Name)
	http.Redirect(w, r, "/account", http.StatusSeeOther)
}
