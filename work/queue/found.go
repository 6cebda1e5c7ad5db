package queue

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Found keeps what was found of a ledger where all who use it can begin with it,
// by its name and for one version of the program. It is no evidence: whatever is
// missing is found again.
type Found struct {
	pool    *pgxpool.Pool
	schema  string
	program string
}

// NewFound gives what is kept in the queue of a schema by one version of the program.
func NewFound(pool *pgxpool.Pool, schema, program string) *Found {
	return &Found{pool: pool, schema: schema, program: program}
}

func foundTable(schema string) string { return pgx.Identifier{schema, "found"}.Sanitize() }

// makeFound makes the table. What is in it is compressed already.
func makeFound(schema string) string {
	t := foundTable(schema)
	return "CREATE TABLE IF NOT EXISTS " + t + " (program text, name text, part int, lines bigint NOT NULL, packed bytea NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (program, name, part));" +
		"ALTER TABLE " + t + " ALTER packed SET STORAGE EXTERNAL"
}

const (
	// partSize is how many bytes lie in one row: a value of PostgreSQL is a gigabyte at most.
	partSize = 8 << 20
	// outdated is after how long what another version of the program found goes.
	outdated = 7 * 24 * time.Hour
	// leastRest is how long nothing is found after something was kept, and perSecond
	// how many bytes are kept a second in the long run.
	leastRest = time.Minute
	perSecond = 256 << 10
)

// Load gives what is kept under a name; an error that is fs.ErrNotExist if nothing is.
func (f *Found) Load(ctx context.Context, name string) ([]byte, error) {
	rows, err := f.pool.Query(ctx, "SELECT packed FROM "+foundTable(f.schema)+" WHERE program = $1 AND name = $2 ORDER BY part", f.program, name)
	if err != nil {
		return nil, fmt.Errorf("what was found of %s: %w", name, err)
	}
	parts, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return nil, fmt.Errorf("what was found of %s: %w", name, err)
	}
	if len(parts) == 0 {
		return nil, fs.ErrNotExist
	}
	return bytes.Join(parts, nil), nil
}

// Reach gives how many lines the log had of which it was found; 0 if nothing is kept.
func (f *Found) Reach(ctx context.Context, name string) (lines int64, err error) {
	return f.reach(ctx, f.pool, name)
}

func (f *Found) reach(ctx context.Context, on asker, name string) (lines int64, err error) {
	if err := on.QueryRow(ctx, "SELECT coalesce(max(lines), 0) FROM "+foundTable(f.schema)+" WHERE program = $1 AND name = $2", f.program, name).Scan(&lines); err != nil {
		return 0, fmt.Errorf("how far %s was found: %w", name, err)
	}
	return lines, nil
}

// Save keeps what write writes, in one transaction, unless somebody has kept
// what was found of as many lines.
func (f *Found) Save(ctx context.Context, name string, lines int64, write func(io.Writer) error) error {
	err := pgx.BeginFunc(ctx, f.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", "demarche keeps "+f.schema+" "+name); err != nil {
			return err
		}
		if reach, err := f.reach(ctx, tx, name); err != nil || reach >= lines {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM "+foundTable(f.schema)+" WHERE program = $1 AND name = $2 OR program <> $1 AND at < now() - $3::interval", f.program, name, outdated); err != nil {
			return err
		}
		p := &parts{keep: func(part int, b []byte) error {
			_, err := tx.Exec(ctx, "INSERT INTO "+foundTable(f.schema)+" (program, name, part, lines, packed) VALUES ($1, $2, $3, $4, $5)", f.program, name, part, lines, b)
			return err
		}}
		if err := write(p); err != nil {
			return err
		}
		return p.end()
	})
	if err != nil {
		return fmt.Errorf("keep what was found of %s: %w", name, err)
	}
	return nil
}

// Place names what is kept, for messages.
func (f *Found) Place(name string) string { return f.schema + ".found, " + name }

// rest gives how long nothing is to be found, so that what is kept again and
// again, whole, is not most of what the server writes.
func (f *Found) rest(ctx context.Context) (time.Duration, error) {
	if f == nil {
		return 0, nil
	}
	var size, ago int64
	err := f.pool.QueryRow(ctx, "SELECT coalesce(sum(octet_length(packed)), 0)::bigint, coalesce(extract(epoch FROM now() - max(at)), $2)::bigint FROM "+foundTable(f.schema)+" WHERE program = $1",
		f.program, int64(findTimeout/time.Second)).Scan(&size, &ago)
	if err != nil {
		return 0, fmt.Errorf("when was something found: %w", err)
	}
	if size == 0 {
		return 0, nil
	}
	return max(leastRest, time.Duration(size/perSecond)*time.Second) - time.Duration(ago)*time.Second, nil
}

// parts is a writer that hands on what is written in parts of a size.
type parts struct {
	keep func(part int, b []byte) error
	b    []byte
	n    int
}

// Write takes what is written.
func (p *parts) Write(b []byte) (int, error) {
	p.b = append(p.b, b...)
	for len(p.b) >= partSize {
		if err := p.flush(partSize); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}

func (p *parts) flush(size int) error {
	err := p.keep(p.n, p.b[:size])
	p.b, p.n = append(p.b[:0], p.b[size:]...), p.n+1
	return err
}

// end hands on what is left.
func (p *parts) end() error {
	if len(p.b) == 0 {
		return nil
	}
	return p.flush(len(p.b))
}
