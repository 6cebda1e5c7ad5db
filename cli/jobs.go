package cli

import (
	"errors"
	"strconv"
	"time"

	"demarche"
	"demarche/operations"
)

type jobsCommand struct {
	Dead  bool    `help:"List the jobs that are tried no more, and why."`
	Retry []int64 `help:"Try dead jobs again, or those that are tried later, now." placeholder:"ID"`
	Drop  []int64 `help:"Remove dead jobs. What they were about stays in the ledger." placeholder:"ID"`
	JSON  bool    `help:"Print as JSON."`
}

func (jobsCommand) Help() string {
	return `Shows the work on a ledger: of one in PostgreSQL the jobs by kind and state, who works, how long captures waited until they were read, what fails where, what alerts have yet to tell to whom, and the jobs that failed for good; of one in a file how many captures are unread, and what alerts have yet to tell.

Example: demarche jobs --ledger postgres://demarche@db.example/news

Example: demarche jobs --dead

Example: demarche jobs --retry 17,18`
}

// pending is what there is to do, as users see it.
type pending struct {
	Ledger string `json:"ledger"`
	operations.State
}

// mostDead is how many dead jobs are listed.
const mostDead = 1000

// Run shows or changes jobs.
func (c *jobsCommand) Run(s *session) error {
	path, err := s.ledgerPath()
	if err != nil {
		return err
	}
	if err := s.ledgerFileThere(); err != nil {
		return err
	}
	l, err := s.wholeLedger(len(c.Retry)+len(c.Drop) == 0)
	if err != nil {
		return err
	}
	err = c.run(s, l, shown(path))
	return errors.Join(err, l.Close())
}

func (c *jobsCommand) run(s *session, l demarche.Ledger, path string) error {
	if _, ok := l.(*queued); !ok && (c.Dead || len(c.Retry)+len(c.Drop) > 0) {
		return fileHasNoQueue(path)
	}
	desk := s.operations(l)
	for _, id := range c.Retry {
		if err := desk.Act(s.ctx, operations.Retry, id, s.user()); err != nil {
			return err
		}
	}
	for _, id := range c.Drop {
		if err := desk.Act(s.ctx, operations.Drop, id, s.user()); err != nil {
			return err
		}
	}
	state, err := desk.State(s.ctx, mostDead)
	if err != nil {
		return err
	}
	return c.show(s, pending{path, state})
}

// user names who runs the command line, as far as it is known.
func (s *session) user() string {
	for _, name := range []string{"USER", "USERNAME"} {
		if who := s.around.Getenv(name); who != "" {
			return who + ", on the command line"
		}
	}
	return "the command line"
}

func (c *jobsCommand) show(s *session, out pending) error {
	if c.JSON {
		return s.asJSON(out)
	}
	if c.Dead {
		rows := make([][]string, len(out.Dead))
		for i, d := range out.Dead {
			rows[i] = clean([]string{strconv.FormatInt(d.ID, 10), d.Kind, d.About, strconv.Itoa(d.Attempts), when(d.At), d.Reason})
		}
		return s.table([]string{"Id", "Kind", "About", "Tries", "Given up", "Reason"}, rows, 5)
	}
	if len(out.Jobs) == 0 {
		if err := s.printf("nothing to do\n"); err != nil {
			return err
		}
	} else {
		rows := make([][]string, len(out.Jobs))
		for i, j := range out.Jobs {
			rows[i] = []string{j.Kind, j.State, howMany(j), when(j.Oldest)}
		}
		if err := s.table([]string{"Kind", "State", "Jobs", "Oldest"}, rows); err != nil {
			return err
		}
	}
	return c.showRest(s, out.State)
}

// showRest tells who works, what fails where, what is yet to be told, and how long captures waited.
func (*jobsCommand) showRest(s *session, out operations.State) error {
	if len(out.Workers) > 0 {
		rows := make([][]string, len(out.Workers))
		for i, w := range out.Workers {
			state := "works"
			if !w.Alive {
				state = "silent since " + when(&w.Seen)
			}
			rows[i] = clean([]string{w.Host, strconv.Itoa(w.Process), state, when(&w.Since), strconv.Itoa(len(w.Does))})
		}
		if err := s.printf("\n"); err != nil {
			return err
		}
		if err := s.table([]string{"Host", "Process", "State", "Since", "Jobs"}, rows); err != nil {
			return err
		}
	}
	if len(out.Errors) > 0 {
		rows := make([][]string, len(out.Errors))
		for i, f := range out.Errors {
			rows[i] = clean([]string{f.Stage, f.Source, strconv.Itoa(f.Times), when(f.Last), f.Reason})
		}
		if err := s.printf("\n"); err != nil {
			return err
		}
		if err := s.table([]string{"Fails in", "From", "Times", "Last", "Reason"}, rows, 4); err != nil {
			return err
		}
	}
	if err := s.targets(out.Alerts); err != nil || out.Lag.Reports == 0 {
		return err
	}
	return s.printf("\n%s read in the last hour: half waited %.1f seconds at most, 19 of 20 %.1f, the longest %.1f\n", plural(out.Lag.Reports, "report"), out.Lag.Median, out.Lag.High, out.Lag.Longest)
}

// targets tells to whom changes wait to be told.
func (s *session) targets(all []operations.Target) error {
	if len(all) == 0 {
		return nil
	}
	rows := make([][]string, len(all))
	for i, t := range all {
		rows[i] = clean([]string{t.Name, strconv.Itoa(t.Waiting), strconv.Itoa(t.Refused), when(t.Oldest), when(t.Next), t.Reason})
	}
	if err := s.printf("\n"); err != nil {
		return err
	}
	return s.table([]string{"Alerts to", "Waiting", "Refused", "Oldest", "Next try", "Reason"}, rows, 5)
}

// howMany writes how many jobs there are.
func howMany(c operations.Tally) string {
	if c.Estimated {
		return "about " + strconv.Itoa(c.Jobs)
	}
	return strconv.Itoa(c.Jobs)
}

// when writes a time that may be unknown.
func when(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05")
}
