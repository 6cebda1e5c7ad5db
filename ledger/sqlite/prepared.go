package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"modernc.org/sqlite"
)

// mostPrepared is how many questions each connection keeps prepared.
const mostPrepared = 100

// readCache has each connection that reads keep 32 MB of the file's pages.
const readCache = "_pragma=cache_size(-32768)"

// readMapped has connections that read take the first 2 GB of the file, the most
// that SQLite maps, out of the memory in which the system keeps it anyway: to ask
// for page after page takes a quarter of the time of what reads many entries.
const readMapped = "_pragma=mmap_size(2147418112)"

// connectToRead does what connect does, with connections that keep questions
// prepared: to parse one takes longer than to answer it for a few entries.
func connectToRead(source string, most int) (*sql.DB, error) {
	base, err := sqlite.NewConnector(source)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(preparing{base})
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	return db, nil
}

// preparing opens connections that keep questions prepared.
type preparing struct{ driver.Connector }

func (p preparing) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	own, ok := c.(connection)
	if !ok {
		return nil, errors.Join(errors.New("the driver lacks what its connections are used for"), c.Close())
	}
	return &preparedConn{connection: own, kept: make(map[string]*preparedQuery)}, nil
}

// connection is all that database/sql asks of the driver's connections.
type connection interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// preparedConn is a connection with the questions that it was asked last. Only
// one goroutine at a time uses a connection.
type preparedConn struct {
	connection
	kept map[string]*preparedQuery
	turn int64 // counts questions
}

// preparedQuery is a question that stays prepared.
type preparedQuery struct {
	driver.Stmt
	asked driver.StmtQueryContext
	busy  bool  // its rows are still being read
	turn  int64 // of the last time that it was asked
}

// QueryContext asks a question that is kept prepared, or prepares it.
func (c *preparedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	p, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	if p == nil {
		return c.connection.QueryContext(ctx, query, args)
	}
	rows, err := p.asked.QueryContext(ctx, args)
	if err != nil {
		delete(c.kept, query) // whatever is wrong with it, it is prepared anew
		_ = p.Close()
		return nil, err
	}
	p.busy = true
	return &preparedRows{rows, p}, nil
}

// prepared gives a question to ask, nil where it cannot be kept: while its rows
// are read it is not asked again.
func (c *preparedConn) prepared(ctx context.Context, query string) (*preparedQuery, error) {
	c.turn++
	if had, ok := c.kept[query]; ok {
		if had.busy {
			return nil, nil
		}
		had.turn = c.turn
		return had, nil
	}
	stmt, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	asked, ok := stmt.(driver.StmtQueryContext)
	if !ok {
		return nil, stmt.Close()
	}
	c.forget()
	p := &preparedQuery{Stmt: stmt, asked: asked, turn: c.turn}
	c.kept[query] = p
	return p, nil
}

// forget makes room for a question: that which was not asked for longest goes.
func (c *preparedConn) forget() {
	if len(c.kept) < mostPrepared {
		return
	}
	oldest := ""
	for query, p := range c.kept {
		if !p.busy && (oldest == "" || p.turn < c.kept[oldest].turn) {
			oldest = query
		}
	}
	if p := c.kept[oldest]; p != nil {
		_ = p.Close() // it failed when it was asked, or never
		delete(c.kept, oldest)
	}
}

// Close closes the connection and what is prepared on it.
func (c *preparedConn) Close() error {
	for _, p := range c.kept {
		_ = p.Close() // says again what the last answer said
	}
	return c.connection.Close()
}

// preparedRows are the rows of a question, which may be asked again when they are closed.
type preparedRows struct {
	driver.Rows
	of *preparedQuery
}

func (r *preparedRows) Close() error {
	r.of.busy = false
	return r.Rows.Close()
}
