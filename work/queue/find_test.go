package queue_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"demarche"
	"demarche/work/queue"
)

// seeker notes what is found, and how far the log reached then.
type seeker struct {
	mu      sync.Mutex
	kinds   []string
	reached []int64
	now     int
	most    int // at a time
	hold    chan struct{}
}

func (s *seeker) find(l demarche.Ledger) func(context.Context, string) error {
	return func(ctx context.Context, kind string) error {
		head, err := l.Head(ctx)
		s.mu.Lock()
		s.now++
		s.most = max(s.most, s.now)
		s.kinds, s.reached = append(s.kinds, kind), append(s.reached, head.Size)
		s.mu.Unlock()
		if s.hold != nil && kind == "copies" {
			<-s.hold
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.now--
		return err
	}
}

func (s *seeker) seen() (kinds []string, reached []int64, most int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.kinds), slices.Clone(s.reached), s.most
}

// Whatever is added has it found what follows from it: one job waits at a time,
// one worker finds at a time, and what came while it was at it is found after it.
func TestWhatFollowsFromWhatIsAddedIsFound(t *testing.T) {
	l, q := openedGrowing(t, true)
	for i := range 20 {
		take(t, l, fmt.Sprintf("report %d", i))
	}
	if got := counts(t, q, "copies"); got["waiting"] != 1 || len(got) != 1 {
		t.Errorf("after 20 captures the jobs are %v", got)
	}
	s := &seeker{hold: make(chan struct{})}
	first, second := worker(l), worker(l)
	first.Find, second.Find = s.find(l), s.find(l)
	stop, stopOther := start(t, first), start(t, second)
	eventually(t, "copies are being sought", func() bool { kinds, _, _ := s.seen(); return len(kinds) > 0 })
	if n := documents(t, l); n != 20 {
		t.Errorf("they are sought when %d documents are read, want all 20 first", n)
	}
	take(t, l, "meanwhile")
	eventually(t, "another job", func() bool {
		got := counts(t, q, "copies")
		return got["running"] >= 1 && got["waiting"]+got["later"] == 1
	})
	head, err := l.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	close(s.hold)
	eventually(t, "all is found", func() bool {
		kinds, reached, _ := s.seen()
		i := slices.Index(kinds, "answers")
		return i > 0 && reached[len(reached)-1] >= head.Size && kinds[len(kinds)-1] == "answers" && counts(t, q, "copies")["waiting"] == 0
	})
	if err := errors.Join(stop(), stopOther()); err != nil {
		t.Error(err)
	}
	kinds, _, most := s.seen()
	if most != 1 {
		t.Errorf("%d workers found at a time", most)
	}
	if !slices.Contains(kinds, "events") || kinds[0] != "copies" {
		t.Errorf("what was found is %v", kinds)
	}
	if dead, err := q.Dead(t.Context(), 10); err != nil || len(dead) > 0 {
		t.Errorf("dead are %+v, %v", dead, err)
	}
}

func TestWhatWasFoundIsKeptForAll(t *testing.T) {
	l, _ := opened(t)
	here, there, other := queue.NewFound(l.Pool(), schema, "1"), queue.NewFound(l.Pool(), schema, "1"), queue.NewFound(l.Pool(), schema, "2")
	of := func(b []byte) func(io.Writer) error {
		return func(w io.Writer) error {
			for part := range slices.Chunk(b, 100_000) {
				if _, err := w.Write(part); err != nil {
					return err
				}
			}
			return nil
		}
	}
	if _, err := here.Load(t.Context(), "copies"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("before anything was kept: %v", err)
	}
	big := bytes.Repeat([]byte("twenty bytes of news"), 1_000_000) // more than two rows
	small := []byte("less")
	for _, c := range []struct {
		name  string
		lines int64
		b     []byte
		want  []byte
		reach int64
	}{{"copies", 5, big, big, 5}, {"copies", 4, small, big, 5}, {"copies", 6, small, small, 6}, {"events", 2, nil, nil, 0}} {
		if err := here.Save(t.Context(), c.name, c.lines, of(c.b)); err != nil {
			t.Fatal(err)
		}
		got, err := there.Load(t.Context(), c.name)
		if !bytes.Equal(got, c.want) || (err == nil) != (c.want != nil) {
			t.Errorf("%s of %d lines: %d bytes, want %d (%v)", c.name, c.lines, len(got), len(c.want), err)
		}
		if reach, err := there.Reach(t.Context(), c.name); reach != c.reach || err != nil {
			t.Errorf("%s of %d lines: it reaches %d, want %d (%v)", c.name, c.lines, reach, c.reach, err)
		}
	}
	if _, err := other.Load(t.Context(), "copies"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("another version of the program is given it: %v", err)
	}
	broken := errors.New("broken off")
	err := here.Save(t.Context(), "copies", 9, func(w io.Writer) error { _, _ = w.Write(big); return broken })
	if got, lerr := there.Load(t.Context(), "copies"); !errors.Is(err, broken) || lerr != nil || !bytes.Equal(got, small) {
		t.Errorf("broken off: %v; %d bytes are kept, %v", err, len(got), lerr)
	}
	if _, err := l.Pool().Exec(t.Context(), "UPDATE "+schema+".found SET at = now() - interval '8 days'"); err != nil {
		t.Fatal(err)
	}
	if err := other.Save(t.Context(), "copies", 1, of(small)); err != nil {
		t.Fatal(err)
	}
	if _, err := here.Load(t.Context(), "copies"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what a version found that is gone for a week is kept: %v", err)
	}
}

// What was kept just now is not found again at once.
func TestFindingRests(t *testing.T) {
	l, q := openedGrowing(t, true)
	w := worker(l)
	s := &seeker{}
	w.Find, w.Found = s.find(l), queue.NewFound(l.Pool(), schema, "1")
	if err := w.Found.Save(t.Context(), "copies", 1, func(w io.Writer) error { _, err := w.Write([]byte("found")); return err }); err != nil {
		t.Fatal(err)
	}
	take(t, l, "report")
	stop := start(t, w)
	eventually(t, "the job is put off", func() bool { return counts(t, q, "copies")["later"] > 0 })
	take(t, l, "another")
	eventually(t, "both are read", func() bool { return documents(t, l) == 2 })
	if err := stop(); err != nil {
		t.Error(err)
	}
	if kinds, _, _ := s.seen(); len(kinds) > 0 || counts(t, q, "copies")["later"] == 0 {
		t.Errorf("found are %v, jobs %v", kinds, counts(t, q, "copies"))
	}
	if _, err := l.Pool().Exec(t.Context(), "UPDATE "+schema+".found SET at = now() - interval '61 seconds'; UPDATE "+schema+".river_job SET state = 'available', scheduled_at = now() WHERE kind = 'copies' AND state = 'scheduled'"); err != nil {
		t.Fatal(err)
	}
	w = worker(l)
	w.Find, w.Found = s.find(l), queue.NewFound(l.Pool(), schema, "1")
	stop = start(t, w)
	eventually(t, "all is found", func() bool {
		kinds, _, _ := s.seen()
		kinds = slices.Compact(kinds)
		return len(kinds) >= 3 && slices.Equal(kinds[:3], []string{"copies", "events", "answers"})
	})
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// Who has no rights in the queue is told that there is none, and that is no error:
// the ledger can be read without.
func TestWhoMayNotReachTheQueue(t *testing.T) {
	l, _ := opened(t)
	role := fmt.Sprintf("stranger%d", time.Now().UnixNano())
	if _, err := l.Pool().Exec(t.Context(), "CREATE ROLE "+role+" LOGIN"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = l.Pool().Exec(context.Background(), "DROP ROLE "+role) })
	config := l.Pool().Config().Copy()
	config.ConnConfig.User = role
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	for who, c := range map[string]struct {
		pool *pgxpool.Pool
		want bool
	}{"the owner": {l.Pool(), true}, "a stranger": {pool, false}} {
		if there, err := queue.There(t.Context(), c.pool, schema); there != c.want || err != nil {
			t.Errorf("%s is told %t, %v", who, there, err)
		}
	}
}
