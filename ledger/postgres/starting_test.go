package postgres_test

import (
	"io"
	"net"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger/postgres"
)

// startingServer stands in front of a server and answers so many connections as
// one that is not ready yet, before it lets others through.
func startingServer(t *testing.T, address string, refused int64) (front string, asked *atomic.Int64) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	behind := u.Host
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	asked = &atomic.Int64{}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return // the test has ended
			}
			if asked.Add(1) > refused {
				go through(c, behind)
				continue
			}
			b := pgproto3.NewBackend(c, c)
			if _, err := b.ReceiveStartupMessage(); err == nil {
				b.Send(&pgproto3.ErrorResponse{Severity: "FATAL", Code: "57P03", Message: "the database system is starting up"})
				_ = b.Flush()
			}
			_ = c.Close()
		}
	}()
	u.Host = l.Addr().String()
	return with(t, u.String(), map[string]string{"sslmode": "disable"}), asked
}

// through hands on what each side says, until one of them ends.
func through(c net.Conn, to string) {
	defer func() { _ = c.Close() }()
	s, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer func() { _ = s.Close() }()
	go func() { _, _ = io.Copy(s, c); _ = s.Close() }()
	_, _ = io.Copy(c, s)
}

// A server that is being started anew is waited for, and no longer than for others.
func TestAServerThatStartsIsWaitedFor(t *testing.T) {
	_, address := pgtest.StartTCP(t)
	front, asked := startingServer(t, address, 3)
	s := open(t, front, postgres.Options{})
	if h, err := s.Head(t.Context()); err != nil || h.Size != 0 || asked.Load() < 4 {
		t.Errorf("after %d connections the head is %+v, %v", asked.Load(), h, err)
	}
	never, _ := startingServer(t, address, 1<<40)
	_, err := postgres.Open(t.Context(), never, postgres.Options{Patience: 300 * time.Millisecond})
	if demarche.CodeOf(err) != demarche.Storage || demarche.HintOf(err) == "" {
		t.Errorf("one that never does: %v", err)
	}
}
