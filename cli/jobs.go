package cli

import (
	"errors"
	"strconv"
	"time"

	"demarche"
	workqueue "demarche/work/queue"
)

type jobsCommand struct {
	Dead  bool    `help:"List the jobs that are tried no more, and why."`
	Retry []int64 `help:"Try dead jobs again, now." placeholder:"ID"`
	Drop  []int64 `help:"Remove dead jobs. What they were about stays in the ledger." placeholder:"ID"`
	JSON  bool    `help:"Print as JSON."`
}

func (jobsCommand) Help() string {
	return `Shows the work on a ledger: of one in PostgreSQL the jobs by kind and state, and those that failed for good; of one in a file how many captures are unread.

Example: demarche jobs --ledger postgres://demarche@db.example/news

Example: demarche jobs --dead

Example: demarche jobs --retry 17,18`
}

// work is what there is to do, as users see it.
type pending struct {
	Ledger string            `json:"ledger"`
	Jobs   []workqueue.Count `json:"jobs"`
	Dead   []workqueue.Dead  `json:"dead,omitempty"`
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
	l, err := s.ledger(len(c.Retry)+len(c.Drop) == 0)
	if err != nil {
		return err
	}
	err = c.run(s, l, shown(path))
	return errors.Join(err, l.Close())
}

func (c *jobsCommand) run(s *session, l demarche.Ledger, path string) error {
	out := pending{Ledger: path, Jobs: []workqueue.Count{}}
	q, ok := l.(*queued)
	if !ok {
		if c.Dead || len(c.Retry)+len(c.Drop) > 0 {
			return &demarche.Error{Code: demarche.Unsupported, Op: "jobs", Path: path, Detail: "a ledger in a file has no queue", Hint: "demarche worker --once tries again whatever is unread, and tells why it fails"}
		}
		n, err := c.unread(s, l)
		if err != nil {
			return err
		}
		out.Jobs = append(out.Jobs, workqueue.Count{Kind: "read", State: "waiting", Jobs: n})
		return c.show(s, out)
	}
	if q.queue == nil {
		return noQueue(path)
	}
	for _, id := range c.Retry {
		if err := q.queue.Retry(s.ctx, id); err != nil {
			return err
		}
	}
	for _, id := range c.Drop {
		if err := q.queue.Drop(s.ctx, id); err != nil {
			return err
		}
	}
	var err error
	if out.Jobs, err = q.queue.Counts(s.ctx); err != nil {
		return err
	}
	if c.Dead {
		if out.Dead, err = q.queue.Dead(s.ctx, mostDead); err != nil {
			return err
		}
	}
	return c.show(s, out)
}

// unread counts the captures that this version of the reader has not read.
func (c *jobsCommand) unread(s *session, l demarche.Ledger) (int, error) {
	in, err := s.intake(l)
	if err != nil {
		return 0, err
	}
	reader, err := s.stages.Reader()
	if err != nil {
		return 0, err
	}
	const some = 10_000
	n := 0
	for after := int64(0); ; {
		lines, err := in.Unread(s.ctx, reader.Version(), after, some)
		if err != nil || len(lines) == 0 {
			return n, err
		}
		n, after = n+len(lines), lines[len(lines)-1]
	}
}

func (c *jobsCommand) show(s *session, out pending) error {
	if c.JSON {
		return s.asJSON(out)
	}
	if c.Dead {
		rows := make([][]string, len(out.Dead))
		for i, d := range out.Dead {
			rows[i] = clean([]string{strconv.FormatInt(d.ID, 10), d.Kind, d.What, strconv.Itoa(d.Attempts), when(d.At), d.Reason})
		}
		return s.table([]string{"Id", "Kind", "About", "Tries", "Given up", "Reason"}, rows, 5)
	}
	if len(out.Jobs) == 0 {
		return s.printf("nothing to do\n")
	}
	rows := make([][]string, len(out.Jobs))
	for i, j := range out.Jobs {
		rows[i] = []string{j.Kind, j.State, strconv.Itoa(j.Jobs), when(j.Oldest)}
	}
	return s.table([]string{"Kind", "State", "Jobs", "Oldest"}, rows)
}

// when writes a time that may be unknown.
func when(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05")
}
