package queue_test

import (
	"context"
	"log/slog"
	"net/url"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"demarche/internal/pgtest"
	"demarche/ledger"
	"demarche/ledger/postgres"
	"demarche/operations"
	"demarche/work/queue"
)

// TestRolesOfTheQueue has a role that may write work and act on dead jobs, and
// one that may read look at it, and do nothing.
func TestRolesOfTheQueue(t *testing.T) {
	log, address := slog.New(slog.DiscardHandler), pgtest.Schema(t, pgtest.Start(t).URL())
	owner, err := postgres.Open(t.Context(), address, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = owner.Close() })
	in := queue.Schema(owner.Schema())
	if err := queue.Prepare(t.Context(), owner.Pool(), in, log); err != nil {
		t.Fatal(err)
	}
	for _, role := range []string{"looks", "works"} {
		if _, err := owner.Pool().Exec(t.Context(), "CREATE ROLE "+role+" LOGIN"); err != nil {
			t.Fatal(err)
		}
	}
	pgtest.PSQL(t, address, "-v", "schema="+owner.Schema(), "-v", "reader=looks", "-v", "writer=works", "-f", "../../ledger/postgres/roles.sql")
	as := func(role string, o postgres.Options) (*postgres.Store, *queue.Queue) {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		values := u.Query()
		values.Set("user", role)
		u.RawQuery = values.Encode()
		l, err := postgres.Open(t.Context(), u.String(), o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = l.Close() })
		q, err := queue.New(l.Pool(), in, log)
		if err != nil {
			t.Fatal(err)
		}
		return l, q
	}
	insert, err := queue.New(nil, in, log)
	if err != nil {
		t.Fatal(err)
	}
	l, q := as("works", postgres.Options{OnCapture: func(ctx context.Context, tx pgx.Tx, c postgres.NewCapture) error {
		return insert.Captured(ctx, tx, c.Sequence)
	}})
	take(t, l, "good", "bad", "bad too")
	w := worker(l)
	w.Schema = in
	stop := start(t, w)
	eventually(t, "two dead jobs", func() bool { return counts(t, q, "extract")["dead"] == 2 })
	eventually(t, "a worker", func() bool { return len(state(t, q).Workers) == 1 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	dead := state(t, q).Dead
	if err := q.Act(t.Context(), operations.Drop, dead[0].ID, "Ann"); err != nil {
		t.Error(err)
	}

	reader, looks := as("looks", postgres.Options{ReadOnly: true})
	if s := state(t, looks); len(s.Dead) != 1 || len(s.Actions) != 1 || len(s.Workers) != 0 {
		t.Errorf("who may read sees %+v", s)
	}
	if err := looks.Act(t.Context(), operations.Drop, dead[1].ID, "Bea"); err == nil {
		t.Error("who may read drops a job")
	}
	if left := state(t, q).Dead; len(left) != 1 {
		t.Errorf("dead are %+v", left)
	}

	// With the first collection who may only read is shown the queue no longer, and told so.
	if hidden, err := queue.Hidden(t.Context(), reader.Pool(), in); err != nil || hidden {
		t.Errorf("the queue is hidden: %t, %v", hidden, err)
	}
	if err := owner.AddTeam(t.Context(), "a", ""); err != nil {
		t.Fatal(err)
	}
	if err := owner.MakeCollection(t.Context(), ledger.CollectionFacts{Name: "x", Teams: []string{"a"}, By: "A", Reason: "so"}); err != nil {
		t.Fatal(err)
	}
	for role, want := range map[*postgres.Store]bool{reader: true, l: false} {
		if hidden, err := queue.Hidden(t.Context(), role.Pool(), in); err != nil || hidden != want {
			t.Errorf("the queue is hidden: %t, want %t, %v", hidden, want, err)
		}
	}
	if hidden, err := queue.Hidden(t.Context(), reader.Pool(), "elsewhere_work"); err != nil || hidden {
		t.Errorf("a queue that is not there is hidden: %t, %v", hidden, err)
	}
}

// TestIndexesAreBuiltAnewByTheirOwner has a worker that owns the tables of the
// queue build their indexes anew, and one that does not leave them alone, and say nothing.
func TestIndexesAreBuiltAnewByTheirOwner(t *testing.T) {
	address := pgtest.Schema(t, pgtest.Start(t).URL())
	owner, err := postgres.Open(t.Context(), address, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = owner.Close() })
	in := queue.Schema(owner.Schema())
	if err := queue.Prepare(t.Context(), owner.Pool(), in, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	if _, err := owner.Pool().Exec(t.Context(), "CREATE ROLE adds LOGIN; CREATE ROLE sees LOGIN"); err != nil {
		t.Fatal(err)
	}
	pgtest.PSQL(t, address, "-v", "schema="+owner.Schema(), "-v", "reader=sees", "-v", "writer=adds", "-f", "../../ledger/postgres/roles.sql")
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	values := u.Query()
	values.Set("user", "adds")
	u.RawQuery = values.Encode()
	writer, err := postgres.Open(t.Context(), u.String(), postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = writer.Close() })

	file := func() (n int64) {
		if err := owner.Pool().QueryRow(t.Context(), "SELECT relfilenode::bigint FROM pg_class WHERE oid = $1::regclass", pgx.Identifier{in, "river_job_pkey"}.Sanitize()).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	const often, most = 100 * time.Millisecond, 3 * time.Second // River begins within a second
	var says lines
	w := worker(writer)
	w.Schema, w.Log = in, slog.New(slog.NewTextHandler(&says, nil))
	w.ReindexEvery(often)
	before := file()
	stop := start(t, w)
	time.Sleep(most)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if told := says.b.String(); told != "" || file() != before {
		t.Errorf("who does not own the queue says %s", told)
	}
	w = worker(owner)
	w.Schema = in
	w.ReindexEvery(often)
	stop = start(t, w)
	eventually(t, "an index that is built anew", func() bool { return file() != before })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}
