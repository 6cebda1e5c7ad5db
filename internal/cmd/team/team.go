package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/document"
	"demarche/internal/pgtest"
	"demarche/ledger/postgres"
	"demarche/reader"
	"demarche/work/queue"
)

// team is what the measurements share.
type team struct {
	options
	press    *press
	reader   *reader.Reader
	database *pgtest.Server
	folder   string // for files
	log      io.Writer
	schemas  int
}

// schema gives the address of a ledger that is not there yet.
func (t *team) schema() string {
	t.schemas++
	u, err := url.Parse(t.database.URL())
	if err != nil {
		panic(err) // it is our own
	}
	q := u.Query()
	q.Set("search_path", "team"+strconv.Itoa(t.schemas))
	u.RawQuery = q.Encode()
	return u.String()
}

// drop removes a ledger and its queue.
func (t *team) drop(ctx context.Context, address string) error {
	l, err := postgres.Open(ctx, address, postgres.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	for _, name := range []string{queue.Schema(l.Schema()), l.Schema()} {
		if _, err := l.Pool().Exec(ctx, "DROP SCHEMA IF EXISTS "+pgx.Identifier{name}.Sanitize()+" CASCADE"); err != nil {
			return err
		}
	}
	return nil
}

// open opens a ledger as the program does: what is taken under queue.WithPriority
// is enqueued in the transaction that keeps it.
func (t *team) open(ctx context.Context, address string) (*postgres.Store, *queue.Queue, error) {
	quiet := slog.New(slog.DiscardHandler)
	var insert *queue.Queue
	l, err := postgres.Open(ctx, address, postgres.Options{OnCapture: func(ctx context.Context, tx pgx.Tx, c postgres.NewCapture) error {
		return insert.Captured(ctx, tx, c.Sequence)
	}})
	if err != nil {
		return nil, nil, err
	}
	schema := queue.Schema(l.Schema())
	if err = queue.Prepare(ctx, l.Pool(), schema, quiet); err == nil {
		insert, err = queue.New(l.Pool(), schema, quiet)
	}
	if err != nil {
		_ = l.Close()
		return nil, nil, err
	}
	return l, insert, nil
}

// start starts the program on a ledger, on so many cores.
func (t *team) start(ctx context.Context, ledger string, cores int, out io.Writer, args ...string) (*exec.Cmd, error) {
	c := exec.CommandContext(ctx, t.binary, append([]string{"--ledger", ledger}, args...)...)
	c.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(cores), "XDG_DATA_HOME="+t.folder, "XDG_CACHE_HOME="+t.folder)
	c.Stdout, c.Stderr = out, t.log
	if args[0] == "worker" { // which tells every five seconds how it fares
		c.Stderr = nil
	}
	return c, c.Start()
}

// end ends a program that works until it is told to end.
func end(c *exec.Cmd) error {
	if err := c.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return c.Wait()
}

// used gives the processor time that a program has used that has ended.
func used(c *exec.Cmd) time.Duration { return c.ProcessState.UserTime() + c.ProcessState.SystemTime() }

// files writes reports from..to-1 into a folder of their own.
func (t *team) files(from, to int) (string, error) {
	folder := filepath.Join(t.folder, fmt.Sprintf("reports-%d-%d", from, to))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	for n := from; n < to; n++ {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%07d.html", n)), t.press.report(n).page, 0o644); err != nil {
			return "", err
		}
	}
	return folder, nil
}

// read reads a report in this process.
func (t *team) read(ctx context.Context, r report) (demarche.Document, demarche.Reading, error) {
	d, err := document.New(r.capture(), "")
	if err != nil {
		return d, demarche.Reading{}, err
	}
	reading, err := t.reader.Read(ctx, &d)
	return d, reading, err
}

// databaseTime gives the processor time that PostgreSQL has used since it was
// started, those of its processes that have ended included; 0 where the system does not tell.
func (t *team) databaseTime() time.Duration {
	const tick = 10 * time.Millisecond // of the kernel's clock, USER_HZ
	root := t.database.PID()
	files, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0
	}
	total := int64(0)
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			continue // it has just ended
		}
		_, rest, _ := strings.Cut(string(b), ") ") // behind the name, which may hold anything
		f := strings.Fields(rest)
		const parent, user, system, usersOfEnded, systemOfEnded, fields = 1, 11, 12, 13, 14, 15
		if len(f) < fields {
			continue
		}
		own, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		if f[parent] != strconv.Itoa(root) && own != root {
			continue
		}
		for _, i := range []int{user, system, usersOfEnded, systemOfEnded} {
			n, _ := strconv.ParseInt(f[i], 10, 64)
			total += n
		}
	}
	return time.Duration(total) * tick
}

// serve starts a server of a ledger and gives its address.
func (t *team) serve(ctx context.Context, ledger string) (c *exec.Cmd, address string, err error) {
	out, in := io.Pipe()
	if c, err = t.start(ctx, ledger, t.cores, in, "serve", "--addr", "127.0.0.1:0", "--json"); err != nil {
		return nil, "", err
	}
	var said struct {
		URL string `json:"url"`
	}
	if err := json.NewDecoder(out).Decode(&said); err != nil {
		return nil, "", fmt.Errorf("the server says nothing: %w", err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return c, strings.TrimSuffix(said.URL, "/"), nil
}

// wait waits, or until ctx ends.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
