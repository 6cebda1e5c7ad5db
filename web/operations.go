package web

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/operations"
)

// mostJobs is how many jobs of each list the page shows.
const mostJobs = 100

// operationsView is how the work on the ledger goes.
type operationsView struct {
	operations.State
	Desk                          deskView
	Admin                         bool // the visitor may retry and drop jobs
	Waiting, Later, Dropped, Live int  // jobs that wait, are tried again, are dead; workers that work
	About                         bool // so many wait that they were not counted
	Now                           time.Time
	Most                          int
}

// MayOperate reports whether whoever asks may see how the work goes, which tells
// of machines, files and hosts: an admin. Where nobody can sign in or has an
// account, whoever sits at the computer of the server may.
func (d *Door) MayOperate(r *http.Request) (bool, error) {
	v := accounts.FromContext(r.Context())
	switch {
	case v.May(accounts.Admin):
		return true, nil
	case v.SignedIn() || d.Closed:
		return false, nil
	case d.Desk == nil:
		return loopbackHost(d.Client(r)), nil
	}
	all, err := d.Desk.Accounts(r.Context())
	return err == nil && len(all) == 0 && loopbackHost(d.Client(r)), err
}

// mayOperate refuses whoever may not see how the work goes.
func (s *site) mayOperate(r *http.Request) error {
	if s.door == nil {
		return nil // pages without a door are those of a program of one's own
	}
	ok, err := s.door.MayOperate(r)
	if err != nil || ok {
		return err
	}
	if s.door.Desk == nil {
		return deniedError{"how the work goes is shown at the computer of the server alone: nobody can sign in here", "ask there: demarche jobs"}
	}
	return s.may(r, accounts.Admin)
}

// operationsPage shows how the work on the ledger goes.
func (s *site) operationsPage(r *http.Request) (view, error) {
	if err := s.mayOperate(r); err != nil {
		return view{}, err
	}
	state, err := s.answers.Operations(r.Context(), mostJobs)
	if err != nil {
		return view{}, err
	}
	v := operationsView{State: state, Now: state.At, Most: mostJobs, Admin: accounts.FromContext(r.Context()).May(accounts.Admin)}
	if v.Admin {
		if v.Desk, err = s.desk(r, "operations"); err != nil {
			return view{}, err
		}
	}
	for _, c := range state.Jobs {
		switch c.State {
		case "waiting":
			v.Waiting += c.Jobs
			v.About = v.About || c.Estimated
		case "later":
			v.Later += c.Jobs
		case "dead":
			v.Dropped += c.Jobs
		}
	}
	for _, w := range state.Workers {
		if w.Alive {
			v.Live++
		}
	}
	return view{Template: "operations", Title: "Operations", Section: "/operations", Data: v, Private: true}, nil
}

// actOnJob answers POST /operations: an admin retries or drops a dead job.
func (s *site) actOnJob(r *http.Request) (view, error) {
	visitor, err := s.sent(r, accounts.Admin)
	if err != nil {
		return view{}, err
	}
	what := r.PostFormValue("what")
	job, err := strconv.ParseInt(r.PostFormValue("job"), 10, 64)
	if err != nil || what != operations.Retry && what != operations.Drop {
		return view{}, formError()
	}
	if err := s.answers.ActOnJob(r.Context(), what, job, visitor.Name); err != nil {
		if demarche.CodeOf(err) == demarche.NotFound {
			err = &demarche.Error{Code: demarche.Conflict, Op: "jobs", Detail: fmt.Sprintf("job %d is not there any more", job), Err: err, Hint: "somebody else may have dropped it: load the page of operations again"}
		}
		return view{}, err
	}
	s.log.InfoContext(r.Context(), "a dead job was handled", "what", what, "job", job, "by", visitor.Name)
	return view{}, moved{"/operations#done"}
}

// ago writes how long something lasts or lies back: "12 s", "4 min", "3 h", "2 days".
func ago(from, to time.Time) string {
	d := to.Sub(from)
	if d < 0 {
		return "in " + lasting(-d)
	}
	return lasting(d)
}

// lasting writes a duration where room is scarce, in the largest unit of which there are two.
func lasting(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < 2*time.Minute:
		return strconv.FormatInt(int64(d/time.Second), 10) + " s"
	case d < 2*time.Hour:
		return strconv.FormatInt(int64(d/time.Minute), 10) + " min"
	case d < 2*day:
		return strconv.FormatInt(int64(d/time.Hour), 10) + " h"
	}
	return strconv.FormatInt(int64(d/day), 10) + " days"
}

// seconds writes so many seconds.
func seconds(s float64) string {
	if s < 10 {
		return strconv.FormatFloat(s, 'f', 1, 64) + " s"
	}
	return lasting(time.Duration(s * float64(time.Second)))
}

// jobState says in which state jobs are.
func jobState(s string) string {
	if s == "later" {
		return "tried again later"
	}
	return s
}

// jobWord says what the jobs of a kind do.
func jobWord(kind string) string {
	return orElse(map[string]string{
		"extract": "extracting", "read": "reading", "fetch": "asking sources", "archive": "taking archives", "sweep": "looking for what is unread", "alerts": "sending alerts",
		"copies": "finding copies", "events": "finding events", "answers": "preparing answers",
	}[kind], kind)
}
