package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Memory keeps what is remembered of the sources on a host, see source/watch.
type Memory struct {
	pool   *pgxpool.Pool
	schema string
	host   string
}

// memoryTimeout is how long the database may take.
const memoryTimeout = 30 * time.Second

// Load gives what was saved last; nothing if nothing was.
func (m Memory) Load() ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), memoryTimeout)
	defer cancel()
	var b []byte
	err := m.pool.QueryRow(ctx, "SELECT seen FROM "+watchTable(m.schema)+" WHERE host = $1", m.host).Scan(&b)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("what was seen on %s: %w", m.host, err)
	}
	return b, nil
}

// Save keeps it.
func (m Memory) Save(b []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), memoryTimeout)
	defer cancel()
	if _, err := m.pool.Exec(ctx, "INSERT INTO "+watchTable(m.schema)+" (host, seen) VALUES ($1, $2) ON CONFLICT (host) DO UPDATE SET seen = excluded.seen, at = now()", m.host, b); err != nil {
		return fmt.Errorf("what was seen on %s: %w", m.host, err)
	}
	return nil
}

func (m Memory) String() string { return "the queue, host " + m.host }
