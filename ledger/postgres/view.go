package postgres

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/review"
	"demarche/ledger/rows"
)

// View is a ledger as an audience sees it: what everybody sees, and what is in
// the collections of some teams. Questions go over connections of its own, on
// which the database shows nothing else; what is added and decided goes over
// those of the store, but what the audience does not see is not there to decide about.
type View struct {
	*Store
	rows.Questions
	pool    *pgxpool.Pool
	queries queries
	marks   *marks // nil where the audience sees nothing that others do not
}

var (
	_ demarche.Ledger  = (*View)(nil)
	_ ledger.Collector = (*View)(nil)
)

// audience gives the setting by which the database shows what teams see.
func audience(teams []string) string { return strings.Join(append([]string{"public"}, teams...), " ") }

// For gives the ledger as members of teams see it, or as everybody does if there
// are none. Closing it does not close the store.
func (s *Store) For(ctx context.Context, teams []string) (*View, error) {
	for _, team := range teams {
		if err := ledger.CheckName("team", team); err != nil {
			return nil, err
		}
	}
	config := s.pool.Config()
	config.ConnConfig.RuntimeParams["demarche.audience"] = audience(slices.Sorted(slices.Values(teams)))
	config.PrepareConn = passedBy
	v, err := s.view(ctx, config)
	if err == nil && len(teams) > 0 {
		v.marks = &marks{}
	}
	return v, err
}

// ForRole gives the ledger as the role that is connected sees it.
func (s *Store) ForRole(ctx context.Context) (*View, error) {
	v, err := s.view(ctx, s.pool.Config())
	if err == nil {
		v.marks = &marks{}
	}
	return v, err
}

func (s *Store) view(ctx context.Context, config *pgxpool.Config) (*View, error) {
	config.ConnConfig.RuntimeParams["default_transaction_read_only"] = "on"
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, s.explain("open ledger", err)
	}
	v := &View{Store: s, pool: pool, queries: s.queries}
	lookUp := soughtBy
	var all, on, passes bool
	if err := v.anywhere(ctx).row("Audience", nil).Scan(&all, &on, &passes); err != nil {
		pool.Close()
		return nil, s.explain("open ledger", err)
	}
	if on && !all {
		v.queries, lookUp = shownQueries(s.queries), soughtShown
	}
	v.Questions = rows.NewQuestions(rows.Base{Path: s.shown, Explain: s.explain, Sought: lookUp,
		Reading: func(ctx context.Context, do func(rows.Moment) error) error {
			return v.reading(ctx, func(a access) error { return do(a) })
		},
		Anywhere: func(ctx context.Context) rows.Moment { return v.anywhere(ctx) }})
	return v, nil
}

// Withholding reports whether the ledger has collections, so that it withholds
// something from somebody.
func (s *Store) Withholding(ctx context.Context) (on bool, err error) {
	err = s.anywhere(ctx).row("Withholding", nil).Scan(&on)
	return on, s.explain("open ledger", err)
}

// shownQueries gives the statements that go by shown_current in the place of current.
func shownQueries(all queries) queries {
	shown := maps.Clone(all)
	replace := strings.NewReplacer("current c", "shown_current c", "WITH current AS", "WITH shown_current AS")
	for name, statement := range shown {
		shown[name] = replace.Replace(statement)
	}
	return shown
}

// passedBy refuses a connection for which the database lets policies pass by, as
// it does for superusers, where they hold.
func passedBy(ctx context.Context, conn *pgx.Conn) (bool, error) {
	const key = "demarche passes by"
	data := conn.PgConn().CustomData()
	passes, known := data[key].(bool)
	if !known {
		if err := conn.QueryRow(ctx, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user").Scan(&passes); err != nil {
			return false, err
		}
		data[key] = passes
	}
	if !passes {
		return true, nil
	}
	var on bool
	err := conn.QueryRow(ctx, "SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass('captures')").Scan(&on)
	if err == nil && on {
		err = &demarche.Error{Code: demarche.Unsupported, Op: "read ledger", Detail: "the database shows this user everything, also what is withheld",
			Hint: "connect as a role that is no superuser and has no BYPASSRLS, see docs/postgres.md"}
	}
	var pg *pgconn.PgError
	return err == nil || errors.As(err, &pg), err
}

func (v *View) anywhere(ctx context.Context) access {
	return access{ctx: ctx, on: v.pool, queries: v.queries}
}

// reading gives do one moment of what is shown.
func (v *View) reading(ctx context.Context, do func(a access) error) error {
	var tx pgx.Tx
	err := v.patiently(ctx, func() (err error) {
		tx, err = v.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
		return err
	})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	return do(access{ctx: ctx, on: tx, queries: v.queries})
}

// Close gives the connections of the audience back.
func (v *View) Close() error {
	v.pool.Close()
	return nil
}

// Collections lists those that the audience sees.
func (v *View) Collections(ctx context.Context) ([]ledger.Collection, error) {
	return v.collections(v.anywhere(ctx))
}

// Unpublished gives what the audience sees only through collections that are not published.
func (v *View) Unpublished(ctx context.Context) (map[string][]string, error) {
	return v.unpublished(v.anywhere(ctx))
}

// Decide keeps a decision about an entry that is shown.
func (v *View) Decide(ctx context.Context, d demarche.Decision) (demarche.Entry, error) {
	e, err := v.Entry(ctx, d.Record)
	if err != nil {
		return demarche.Entry{}, err
	}
	d.Record = e.Record.Shared().ID // whole: what begins with the same digits may not be shown
	after, err := v.Store.Decide(ctx, d)
	after.Unpublished = e.Unpublished // of the same text
	return after, err
}

// Link keeps a link between entries that are shown.
func (v *View) Link(ctx context.Context, l demarche.Link) (demarche.Link, error) {
	l.These, l.Those = slices.Clone(l.These), slices.Clone(l.Those)
	for _, side := range [][]string{l.These, l.Those} {
		for i, id := range side {
			whole, err := v.CompleteID(ctx, id)
			if err != nil {
				return demarche.Link{}, err
			}
			side[i] = whole
		}
	}
	if l.Undoes > 0 {
		all, err := v.Links(ctx, "")
		if err != nil {
			return demarche.Link{}, err
		}
		if !slices.ContainsFunc(all, func(k demarche.Link) bool { return k.Sequence == l.Undoes }) {
			return demarche.Link{}, review.NoLink(l.Undoes)
		}
	}
	if l.Seen != nil && len(l.These) > 0 { // what is not shown cannot have been seen
		newest, _, err := v.anywhere(ctx).find("NewestLinkOf", named{"ids": slices.Concat(l.These, l.Those)})
		if err != nil {
			return demarche.Link{}, v.explain("link", err)
		}
		if newest <= *l.Seen {
			l.Seen = nil
		}
	}
	return v.Store.Link(ctx, l)
}

// Reread keeps a reading of a text that is shown.
func (v *View) Reread(ctx context.Context, r demarche.Reading) (demarche.Outcome, error) {
	k, err := v.Document(ctx, r.Doc.SHA256)
	if err != nil {
		return "", err
	}
	var text int64
	t := ledger.Telling{}
	if err := v.anywhere(ctx).row("ShownTelling", named{"hash": k.Hash}).Scan(&text, &t.Sequence, &t.Capture, &t.Published); err != nil {
		return "", v.explain("read again", err)
	}
	return v.rereadAs(ctx, k, r, func(w *writer, _ int64) (ledger.Telling, error) { return t, nil })
}

// Verify checks the ledger if all of it is shown.
func (v *View) Verify(ctx context.Context, progress func(done, total int)) (demarche.Verification, error) {
	if err := v.wholly(ctx); err != nil {
		return demarche.Verification{}, err
	}
	return v.Store.Verify(ctx, progress)
}

// wholly refuses what needs the whole ledger where it is not all shown.
func (v *View) wholly(ctx context.Context) error {
	return v.explain("read ledger", seesAll(v.anywhere(ctx)))
}

// Export writes the ledger if all of it is shown.
func (v *View) Export(ctx context.Context, to io.Writer, progress func(done, total int)) (demarche.Head, error) {
	if err := v.wholly(ctx); err != nil {
		return demarche.Head{}, err
	}
	return v.Questions.Export(ctx, to, progress)
}

// Lines gives the lines if all of them are shown.
func (v *View) Lines(ctx context.Context, after int64, take func(ledger.Exported) error) (demarche.Head, error) {
	if err := v.wholly(ctx); err != nil {
		return demarche.Head{}, err
	}
	return v.Questions.Lines(ctx, after, take)
}
