package alerts

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"demarche"
	"demarche/ledger"
	"demarche/source/fetch"
)

// receiver is a real server that takes webhooks, or does not.
type receiver struct {
	*httptest.Server
	mu    sync.Mutex
	got   map[string]int // how often each change was taken, by its id
	tries int
	do    func(try int, w http.ResponseWriter, r *http.Request, body []byte) bool // whether it is taken
}

func newReceiver(t *testing.T, do func(try int, w http.ResponseWriter, r *http.Request, body []byte) bool) *receiver {
	rc := &receiver{got: make(map[string]int), do: do}
	rc.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		rc.mu.Lock()
		defer rc.mu.Unlock()
		rc.tries++
		if rc.do == nil || rc.do(rc.tries, w, r, body) {
			rc.got[r.Header.Get("Webhook-Id")]++
		}
	}))
	t.Cleanup(rc.Close)
	return rc
}

const secret = "a secret of more than twenty-four bytes"

// desk is a file of alerts that sends everything to one webhook.
func desk(address string) *Config {
	return &Config{
		Every: time.Minute, Targets: []Target{{Name: "desk", Webhook: address, Secret: []byte(secret), AllowPrivate: true}},
		Alerts: []Rule{{To: []string{"desk"}}},
	}
}

func (p *place) deliverer(c *Config) *Deliverer {
	now := func() time.Time { return p.now }
	return &Deliverer{Outbox: p.store, Config: c, Send: NewSender(c, now, "test").Send, Now: now, Log: slog.New(slog.DiscardHandler)}
}

func (p *place) deliver(d *Deliverer) (sent, failed int) {
	p.t.Helper()
	sent, failed, err := d.Deliver(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	return sent, failed
}

// withChange gives the ledger a refusal after a first look, and looks again.
func withChange(t *testing.T, c *Config) *place {
	t.Helper()
	p := newPlace(t)
	w := p.watcher(c)
	p.look(w)
	p.add("2025-01-27", "Bogota.\n\n"+refusal+"\n", position(refusal, "COL", demarche.Refuse, "2025-01-26"))
	if got := p.look(w); len(got) != 1 {
		t.Fatalf("it found %q", got)
	}
	return p
}

func TestAWebhookIsSignedAsItsReceiversCheck(t *testing.T) {
	check, err := standardwebhooks.NewWebhookRaw([]byte(secret))
	if err != nil {
		t.Fatal(err)
	}
	var body event
	rc := newReceiver(t, func(_ int, w http.ResponseWriter, r *http.Request, b []byte) bool {
		if err := check.VerifyIgnoringTimestamp(b, r.Header); err != nil {
			t.Errorf("the signature: %v", err)
		}
		if check.VerifyIgnoringTimestamp(append(b, ' '), r.Header) == nil {
			t.Error("a body that was changed passes")
		}
		if r.Header.Get("Idempotency-Key") != r.Header.Get("Webhook-Id") || r.Header.Get("User-Agent") != fetch.Agent+"/test" {
			t.Errorf("the head is %v", r.Header)
		}
		if err := json.Unmarshal(b, &body); err != nil {
			t.Error(err)
		}
		return true
	})
	p := withChange(t, desk(rc.URL))
	sited := desk(rc.URL)
	sited.Site = "https://ledger.example"
	if sent, failed := p.deliver(p.deliverer(sited)); sent != 1 || failed != 0 {
		t.Errorf("%d sent, %d failed", sent, failed)
	}
	var c Change
	if err := json.Unmarshal(body.Data, &c); err != nil || body.Type != "position.changed" || !body.Timestamp.Equal(p.now) || c.After != "refuse" || c.Sentence != refusal || c.Address != "https://ledger.example/states/COL" || rc.got[c.ID] != 1 {
		t.Errorf("it was sent as %s %+v (%v)", body.Type, c, err)
	}
	if sent, failed := p.deliver(p.deliverer(desk(rc.URL))); sent+failed != 0 || rc.tries != 1 {
		t.Errorf("it was sent again: %d %d", sent, failed)
	}
}

func TestWhatFailsIsTriedAgainUntilItIsTaken(t *testing.T) {
	for name, bad := range map[string]func(w http.ResponseWriter, r *http.Request){
		"fails":     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"forbids":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) },
		"redirects": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) },
		"dies":      func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			rc := newReceiver(t, func(try int, w http.ResponseWriter, r *http.Request, _ []byte) bool {
				if try <= 2 {
					bad(w, r)
					return false
				}
				return true
			})
			c := desk(rc.URL)
			p := withChange(t, c)
			for i, want := range []struct {
				after        time.Duration
				sent, failed int
			}{{0, 0, 1}, {29 * time.Second, 0, 0}, {time.Second, 0, 1}, {59 * time.Second, 0, 0}, {time.Second, 1, 0}, {24 * time.Hour, 0, 0}} {
				p.now = p.now.Add(want.after)
				p.restart() // the wait survives it
				if sent, failed := p.deliver(p.deliverer(c)); sent != want.sent || failed != want.failed {
					t.Errorf("round %d: %d sent, %d failed", i+1, sent, failed)
				}
			}
			for id, n := range rc.got {
				if n != 1 {
					t.Errorf("%s was taken %d times", id, n)
				}
			}
			if len(rc.got) != 1 {
				t.Errorf("%d changes were taken", len(rc.got))
			}
		})
	}
}

func TestASlowReceiverHoldsUpNoOther(t *testing.T) {
	stuck := make(chan struct{})
	slow := newReceiver(t, nil)
	slow.do = func(int, http.ResponseWriter, *http.Request, []byte) bool { <-stuck; return true }
	defer close(stuck)
	quick := newReceiver(t, nil)
	c := desk(slow.URL)
	c.Targets = append(c.Targets, Target{Name: "quick", Webhook: quick.URL, Secret: []byte(secret), AllowPrivate: true})
	c.Alerts[0].To = []string{"desk", "quick"}
	p := newPlace(t)
	w := p.watcher(c)
	p.look(w)
	p.add("2025-01-27", "Bogota.\n\n"+refusal+"\n\n"+arrival+"\n", position(refusal, "COL", demarche.Refuse, "2025-01-26"), flight(arrival, demarche.Completed, 80, "2025-01-24"))
	p.look(w)
	d := p.deliverer(c)
	s := NewSender(c, d.Now, "test")
	s.private.Timeout = 200 * time.Millisecond
	d.Send = s.Send
	begin := time.Now()
	if sent, failed := p.deliver(d); sent != 2 || failed != 2 || len(quick.got) != 2 {
		t.Errorf("%d sent, %d failed, %d taken by the quick one", sent, failed, len(quick.got))
	}
	if took := time.Since(begin); took > 15*time.Second {
		t.Errorf("it took %s", took)
	}
}

// TestAChangeThatIsRefusedForEverHoldsUpNoOther has a receiver fail at one change
// each time, and take all others.
func TestAChangeThatIsRefusedForEverHoldsUpNoOther(t *testing.T) {
	rc := newReceiver(t, nil)
	poisoned := ""
	rc.do = func(_ int, w http.ResponseWriter, r *http.Request, _ []byte) bool {
		if poisoned == "" {
			poisoned = r.Header.Get("Webhook-Id")
		}
		if r.Header.Get("Webhook-Id") == poisoned {
			w.WriteHeader(http.StatusInternalServerError)
			return false
		}
		return true
	}
	c := desk(rc.URL)
	p := withChange(t, c)
	w := p.watcher(c)
	next := func(n int) {
		t.Helper()
		for i := range n {
			p.n++
			text := fmt.Sprintf("Guatemala, %d.\n\n%s It was flight %d.\n", p.n, arrival, i)
			p.add("2025-01-24", text, flight(arrival, demarche.Completed, 80, demarche.Day(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 9*p.n))))
		}
		if got := p.look(w); len(got) != n {
			t.Fatalf("it found %q", got)
		}
	}
	next(2)
	if sent, failed := p.deliver(p.deliverer(c)); sent != 0 || failed != 3 || rc.tries != 1 {
		t.Errorf("at first %d sent, %d failed, %d tried", sent, failed, rc.tries)
	}
	if state, err := p.store.Outstanding(t.Context()); err != nil || state[0].Waiting != 3 || state[0].Tried != 1 {
		t.Errorf("it stands %+v (%v)", state, err)
	}
	for round := range 3 { // what waits is tried first, what is refused last
		p.now = p.now.Add(24 * time.Hour)
		if sent, failed := p.deliver(p.deliverer(c)); round == 0 && sent != 2 || round > 0 && sent != 0 || failed != 1 {
			t.Errorf("in round %d %d sent, %d failed", round+2, sent, failed)
		}
	}
	if len(rc.got) != 2 {
		t.Errorf("the receiver took %v", rc.got)
	}
	p.now = p.now.Add(24 * time.Hour)
	next(2) // they come when the refused one is due as well, and has waited longer
	p.deliver(p.deliverer(c))
	p.now = p.now.Add(soonest)
	if sent, failed := p.deliver(p.deliverer(c)); sent != 2 || failed != 0 || len(rc.got) != 4 {
		t.Errorf("at last %d sent, %d failed; the receiver took %v", sent, failed, rc.got)
	}
}

// TestACrashBetweenSendingAndNotingSendsTheSameIDAgain kills the delivery after
// the receiver took the change and before the outbox knows.
func TestACrashBetweenSendingAndNotingSendsTheSameIDAgain(t *testing.T) {
	rc := newReceiver(t, nil)
	c := desk(rc.URL)
	p := withChange(t, c)
	d := p.deliverer(c)
	send := d.Send
	died := errors.New("killed")
	func() {
		defer func() { _ = recover() }()
		d.Send = func(ctx context.Context, t Target, one ledger.Delivery) error {
			if err := send(ctx, t, one); err != nil {
				return err
			}
			panic(died)
		}
		_, _, _ = d.Deliver(t.Context())
	}()
	p.restart()
	if sent, failed := p.deliver(p.deliverer(c)); sent+failed != 0 {
		t.Errorf("it is sent again while it may be under way")
	}
	p.now = p.now.Add(lease)
	if sent, _ := p.deliver(p.deliverer(c)); sent != 1 || len(rc.got) != 1 {
		t.Errorf("%d sent; the receiver knows %v", sent, rc.got)
	}
	for _, n := range rc.got {
		if n != 2 {
			t.Errorf("the receiver got it %d times under its one id", n)
		}
	}
}

func TestWebhooksStayOutOfPrivateNetworks(t *testing.T) {
	rc := newReceiver(t, nil)
	c := desk(rc.URL)
	c.Targets[0].AllowPrivate = false
	p := withChange(t, c)
	if sent, failed := p.deliver(p.deliverer(c)); sent != 0 || failed != 1 || rc.tries != 0 {
		t.Errorf("%d sent, %d failed, %d tries reached loopback", sent, failed, rc.tries)
	}
	state, err := p.store.Outstanding(t.Context())
	if err != nil || len(state) != 1 || !strings.Contains(state[0].Failed, fetch.ErrPrivate.Error()) || !strings.Contains(state[0].Failed, "allow_private: true") || strings.Contains(state[0].Failed, rc.URL) {
		t.Errorf("it stands %+v (%v)", state, err)
	}
}

func TestATargetThatIsNotInTheFileAnyMoreWaits(t *testing.T) {
	rc := newReceiver(t, nil)
	p := withChange(t, desk(rc.URL))
	if sent, failed := p.deliver(p.deliverer(&Config{})); sent != 0 || failed != 1 {
		t.Errorf("%d sent, %d failed", sent, failed)
	}
	p.now = p.now.Add(time.Hour)
	if sent, _ := p.deliver(p.deliverer(desk(rc.URL))); sent != 1 {
		t.Errorf("when it is back, %d are sent", sent)
	}
}

func TestWaitsGrow(t *testing.T) {
	for failures, want := range map[int]time.Duration{1: 30 * time.Second, 2: time.Minute, 5: 8 * time.Minute, 20: 6 * time.Hour, 1000: 6 * time.Hour} {
		if got := backOff(failures); got != want {
			t.Errorf("after %d failures it waits %s, want %s", failures, got, want)
		}
	}
}

func TestASecretIsReadInBothForms(t *testing.T) {
	encoded := "whsec_" + base64.StdEncoding.EncodeToString([]byte(secret))
	for in, want := range map[string]string{secret: secret, encoded: secret, "short": "", "whsec_!": "", "whsec_c2hvcnQ=": ""} {
		if got, err := secretOf([]byte(in)); string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%q is the secret %q (%v)", in, got, err)
		}
	}
}

func TestATestIsSentToEveryTarget(t *testing.T) {
	rc := newReceiver(t, nil)
	c := desk(rc.URL)
	c.Targets = append(c.Targets, Target{Name: "gone", Webhook: "http://127.0.0.1:1/", Secret: []byte(secret), AllowPrivate: true})
	now := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	send := NewSender(c, func() time.Time { return now }, "test").Send
	if got, err := Test(t.Context(), c, send, "", now); err != nil || len(got) != 2 || got["desk"] != nil || got["gone"] == nil || len(rc.got) != 1 {
		t.Errorf("it came to %v (%v)", got, err)
	}
	if _, err := Test(t.Context(), &Config{}, send, "", now); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("a file without targets: %v", err)
	}
	if _, err := Test(t.Context(), c, send, "nobody", now); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("a target that there is not: %v", err)
	}
}

// mailbox is a real SMTP server.
type mailbox struct {
	mu       sync.Mutex
	refuse   int // so many messages first
	messages []string
	to       []string
	bad      map[string]int // what addresses are refused with
	hangUp   bool           // as soon as a message was taken
}

// NewSession implements smtp.Backend.
func (m *mailbox) NewSession(c *smtp.Conn) (smtp.Session, error) { return &mailSession{m, c}, nil }

type mailSession struct {
	*mailbox
	conn *smtp.Conn
}

func (*mailSession) Mail(string, *smtp.MailOptions) error { return nil }

func (s *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if code := s.bad[to]; code != 0 {
		return &smtp.SMTPError{Code: code, Message: "not now, or never"}
	}
	s.to = append(s.to, to)
	return nil
}

func (s *mailSession) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse > 0 {
		s.refuse--
		return &smtp.SMTPError{Code: 451, Message: "try again later"}
	}
	s.messages = append(s.messages, string(b))
	return nil
}

func (s *mailSession) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hangUp && len(s.messages) > 0 {
		_ = s.conn.Conn().Close()
	}
}

func (*mailSession) Logout() error { return nil }

func mailServer(t *testing.T, m *mailbox) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := smtp.NewServer(m)
	s.Domain = "localhost"
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return l.Addr().String()
}

func mailConfig(server string) *Config {
	return &Config{
		Site: "https://ledger.example", Mail: &MailServer{Server: server, From: "Demarche <demarche@example.org>", TLS: "none"},
		Targets: []Target{{Name: "editors", Mail: []string{"one@example.org", "two@example.org"}}}, Alerts: []Rule{{To: []string{"editors"}}},
	}
}

func TestEMailIsHandedOver(t *testing.T) {
	m := &mailbox{refuse: 1}
	c := mailConfig(mailServer(t, m))
	p := withChange(t, c)
	if sent, failed := p.deliver(p.deliverer(c)); sent != 0 || failed != 1 {
		t.Fatalf("refused, but %d sent, %d failed", sent, failed)
	}
	p.now = p.now.Add(time.Minute)
	if sent, _ := p.deliver(p.deliverer(c)); sent != 1 || len(m.messages) != 1 {
		t.Fatalf("%d sent, %d messages", sent, len(m.messages))
	}
	head, body, _ := strings.Cut(m.messages[0], "\r\n\r\n")
	for _, want := range []string{"Subject: [Demarche] COL, its own nationals on military aircraft, from", "From: \"Demarche\" <demarche@example.org>", ".editors@demarche.invalid>", "Auto-Submitted: auto-generated"} {
		if !strings.Contains(strings.ReplaceAll(head, "\r\n ", " "), want) {
			t.Errorf("the head does not say %q:\n%s", want, head)
		}
	}
	for _, want := range []string{refusal, "https://ledger.example/states/COL", "Now: refuse"} {
		if !strings.Contains(strings.ReplaceAll(body, "=\r\n", ""), want) {
			t.Errorf("the message does not say %q:\n%s", want, body)
		}
	}
}

// TestAMailServerThatHangsUpGetsNothingTwice loses the connection after the
// message was taken and before the good-bye.
func TestAMailServerThatHangsUpGetsNothingTwice(t *testing.T) {
	m := &mailbox{hangUp: true}
	c := mailConfig(mailServer(t, m))
	p := withChange(t, c)
	if sent, failed := p.deliver(p.deliverer(c)); sent != 1 || failed != 0 {
		t.Errorf("%d sent, %d failed", sent, failed)
	}
	p.now = p.now.Add(time.Hour)
	if sent, failed := p.deliver(p.deliverer(c)); sent+failed != 0 || len(m.messages) != 1 {
		t.Errorf("then %d sent, %d failed; the server has %d messages", sent, failed, len(m.messages))
	}
}

// TestAnAddressThatIsRefusedHoldsUpNoOther has the server refuse one address,
// for now or for good, or all of them.
func TestAnAddressThatIsRefusedHoldsUpNoOther(t *testing.T) {
	const one, two = "one@example.org", "two@example.org"
	for name, x := range map[string]struct {
		bad                map[string]int
		sent, messages, to int // in the first round; to how many addresses
		later              int // messages when the server refuses nothing any more
	}{
		"one for good": {map[string]int{one: 550}, 1, 1, 1, 1}, "one for now": {map[string]int{two: 451}, 0, 0, 0, 1},
		"one for good, one for now": {map[string]int{one: 550, two: 451}, 0, 0, 0, 1}, "all for good": {map[string]int{one: 550, two: 554}, 0, 0, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			m := &mailbox{bad: x.bad}
			c := mailConfig(mailServer(t, m))
			p := withChange(t, c)
			sent, failed := p.deliver(p.deliverer(c))
			if sent != x.sent || failed != 1-x.sent || len(m.messages) != x.messages || sent > 0 && len(m.to) != x.to {
				t.Errorf("%d sent, %d failed, %d messages to %q", sent, failed, len(m.messages), m.to)
			}
			m.mu.Lock()
			m.bad = nil
			m.mu.Unlock()
			p.now = p.now.Add(time.Hour)
			if p.deliver(p.deliverer(c)); len(m.messages) != x.later {
				t.Errorf("in the end there are %d messages", len(m.messages))
			}
		})
	}
	m := &mailbox{bad: map[string]int{two: 550}}
	c := mailConfig(mailServer(t, m))
	now := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	got, err := Test(t.Context(), c, NewSender(c, func() time.Time { return now }, "test").Send, "", now)
	var refused *RefusedError
	if err != nil || !errors.As(got["editors"], &refused) || !slices.Equal(refused.Addresses, []string{two}) || !strings.Contains(got["editors"].Error(), two) || len(m.messages) != 1 {
		t.Errorf("a test comes to %v (%v), with %d messages", got, err, len(m.messages))
	}
}

// TestWordsOfReportsMakeNoHeader sends titles that try to.
func TestWordsOfReportsMakeNoHeader(t *testing.T) {
	m := &mailbox{}
	c := mailConfig(mailServer(t, m))
	send := NewSender(c, time.Now, "test").Send
	for _, title := range []string{"x\r\nBcc: victim@example.org", "x\nSubject: other\n\nbody", "=?utf-8?q?x=0D=0ABcc:_victim?=", "\u2028Bcc: victim@example.org", strings.Repeat("long ", 500)} {
		body, err := json.Marshal(Change{ID: "0123456789abcdef", Kind: Gap, Title: title, Sentence: title, Found: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		if err := send(t.Context(), c.Targets[0], ledger.Delivery{ID: "0123456789abcdef", Target: "editors", Body: body}); err != nil {
			t.Errorf("%q: %v", title, err)
		}
	}
	for _, message := range m.messages {
		head, _, _ := strings.Cut(message, "\r\n\r\n")
		for line := range strings.SplitSeq(head, "\r\n") {
			if strings.HasPrefix(line, "Bcc:") || strings.HasPrefix(line, "Subject: other") || len(line) > 998 {
				t.Errorf("a title became a header: %q", line)
			}
		}
	}
	if len(m.messages) != 5 || len(m.to) != 10 {
		t.Errorf("%d messages to %d addresses", len(m.messages), len(m.to))
	}
}
