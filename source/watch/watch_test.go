package watch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche"
	"demarche/source/feed"
	"demarche/source/fetch"
	"demarche/source/gate"
)

// world is a server whose pages change, a clock, and what was taken.
type world struct {
	*Watcher
	mu    sync.Mutex
	pages map[string]string // path to body; "429" and "500" are statuses
	asked map[string]int
	clock time.Time
	took  []string
	fail  error // of taking
	url   string
}

func newWorld(t *testing.T, every time.Duration) *world {
	t.Helper()
	x := &world{pages: map[string]string{}, asked: map[string]int{}, clock: time.Date(2031, 5, 6, 12, 0, 0, 0, time.UTC)}
	srv := httptest.NewServer(http.HandlerFunc(x.serve))
	t.Cleanup(srv.Close)
	x.url = srv.URL
	g, err := gate.Default()
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return x.clock }
	client := fetch.New(fetch.Options{Now: now, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }, Private: true, Version: "test"})
	x.Watcher = &Watcher{
		Sources: []Source{{Name: "paper", Address: srv.URL + "/feed", Every: every}},
		State:   File(filepath.Join(t.TempDir(), "state.json")),
		Fetch:   client.Get,
		Take: func(_ context.Context, c demarche.Capture) error {
			if x.fail != nil {
				return x.fail
			}
			x.took = append(x.took, strings.TrimPrefix(c.Address, srv.URL))
			return nil
		},
		Fatal: func(err error) bool { return demarche.CodeOf(err) == demarche.Storage },
		Gate:  g, Now: now,
		Sleep: func(ctx context.Context, d time.Duration) error { x.clock = x.clock.Add(d); return ctx.Err() },
		Log:   slog.New(slog.DiscardHandler),
	}
	return x
}

func (x *world) serve(w http.ResponseWriter, r *http.Request) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.asked[r.URL.Path]++
	body, ok := x.pages[r.URL.Path]
	switch {
	case !ok:
		http.NotFound(w, r)
	case body == "429":
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(429)
	case body == "500":
		w.WriteHeader(500)
	default:
		tag := fmt.Sprintf("%q", demarche.HashOf([]byte(body))[:8])
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Write([]byte(body))
	}
}

// publish puts reports on pages and lists them all in the feed.
func (x *world) publish(paths ...string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	items := ""
	for _, p := range paths {
		if x.pages[p] == "" {
			x.pages[p] = "<!doctype html><html><body><p>They were deported by " + p + ".</p></body></html>"
		}
		items += "<item><title>T</title><link>" + p + "</link></item>"
	}
	x.pages["/feed"] = `<rss version="2.0"><channel>` + items + `</channel></rss>`
}

func (x *world) once(t *testing.T) {
	t.Helper()
	if err := x.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func (x *world) health(t *testing.T) Health {
	t.Helper()
	all, err := Status(x.State, x.Sources)
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v %v", all, err)
	}
	return all[0]
}

func TestNewReportsAreTakenOnce(t *testing.T) {
	x := newWorld(t, time.Hour)
	x.publish("/a", "/b")
	x.once(t)
	x.once(t) // not due
	x.publish("/a", "/b", "/c")
	x.pages["/football"] = "<!doctype html><html><body><p>The match was drawn.</p></body></html>"
	x.publish("/a", "/b", "/c", "/football")
	x.clock = x.clock.Add(time.Hour)
	x.once(t)
	x.clock = x.clock.Add(time.Hour)
	x.once(t) // unchanged
	if want := []string{"/a", "/b", "/c"}; !slices.Equal(x.took, want) {
		t.Errorf("took %q, want %q", x.took, want)
	}
	if x.asked["/feed"] != 3 || x.asked["/a"] != 1 || x.asked["/football"] != 1 {
		t.Errorf("asked %v", x.asked)
	}
	if h := x.health(t); h.Taken != 3 || h.Passed != 1 || h.Failures != 0 || h.Pending != 0 || !h.Next.Equal(x.clock.Add(time.Hour)) {
		t.Errorf("health %+v", h)
	}
}

func TestFailuresBackOff(t *testing.T) {
	x := newWorld(t, time.Hour)
	x.pages["/feed"] = "500"
	var waits []time.Duration
	for range 6 {
		x.once(t)
		h := x.health(t)
		waits = append(waits, h.Next.Sub(x.clock))
		x.clock = h.Next
	}
	if want := []time.Duration{2, 4, 8, 16, 24, 24}; !slices.EqualFunc(waits, want, func(a, b time.Duration) bool { return a == b*time.Hour }) {
		t.Errorf("waits %v", waits)
	}
	if h := x.health(t); h.Failures != 6 || !strings.Contains(h.LastError, "500") {
		t.Errorf("health %+v", h)
	}
	x.publish("/a")
	x.once(t)
	if h := x.health(t); h.Failures != 0 || h.LastError != "" || h.Taken != 1 {
		t.Errorf("health after it came back %+v", h)
	}
}

func TestRetryAfterIsKept(t *testing.T) {
	x := newWorld(t, time.Hour)
	x.pages["/feed"] = "429"
	x.once(t)
	if h := x.health(t); h.Next.Sub(x.clock) != 2*time.Hour {
		t.Errorf("next in %v, want the two hours asked for", h.Next.Sub(x.clock))
	}
	// A report that is asked for too often waits for the next turn.
	y := newWorld(t, time.Hour)
	y.publish("/a", "/b")
	y.pages["/a"] = "429"
	y.once(t)
	if h := y.health(t); h.Pending != 2 || len(y.took) != 0 {
		t.Errorf("health %+v, took %q", h, y.took)
	}
	y.mu.Lock()
	y.pages["/a"] = ""
	y.mu.Unlock()
	y.publish("/a", "/b")
	y.once(t)
	if want := []string{"/a", "/b"}; !slices.Equal(y.took, want) {
		t.Errorf("took %q, want %q", y.took, want)
	}
}

func TestReportsThatFail(t *testing.T) {
	x := newWorld(t, time.Hour)
	x.publish("/a", "/b", "/gone")
	x.pages["/a"] = "500"
	x.mu.Lock()
	delete(x.pages, "/gone")
	x.mu.Unlock()
	for range 5 {
		x.once(t)
		x.clock = x.clock.Add(time.Hour)
	}
	if h := x.health(t); h.Dropped != 2 {
		t.Errorf("health %+v, want two reports dropped", h)
	}
	if x.asked["/a"] != mostTry || x.asked["/gone"] != 1 || !slices.Equal(x.took, []string{"/b"}) {
		t.Errorf("asked %v, took %q", x.asked, x.took)
	}
}

// What the ledger did not take is not lost, whatever happens in between.
func TestNothingTakenIsLost(t *testing.T) {
	x := newWorld(t, time.Hour)
	x.publish("/a", "/b")
	x.fail = &demarche.Error{Code: demarche.Storage, Detail: "the disk is full"}
	if err := x.Once(context.Background()); demarche.CodeOf(err) != demarche.Storage {
		t.Fatalf("a full disk: %v", err)
	}
	x.fail = nil
	x.once(t)
	if want := []string{"/a", "/b"}; !slices.Equal(x.took, want) {
		t.Errorf("took %q, want %q", x.took, want)
	}
}

func TestSitemapIndex(t *testing.T) {
	x := newWorld(t, time.Hour)
	x.publish("/a")
	x.pages["/feed"] = "<sitemapindex><sitemap><loc>/map1</loc></sitemap><sitemap><loc>/map2</loc></sitemap></sitemapindex>"
	x.pages["/map1"] = "<urlset><url><loc>/a</loc></url></urlset>"
	x.once(t)
	if h := x.health(t); !slices.Equal(x.took, []string{"/a"}) || !strings.Contains(h.LastError, "/map2") {
		t.Errorf("took %q, health %+v", x.took, h)
	}
	x.pages["/map2"] = "<urlset><url><loc>/b</loc></url></urlset>"
	x.pages["/b"] = "<!doctype html><html><body><p>Deportees landed.</p></body></html>"
	x.clock = x.clock.Add(3 * time.Hour)
	x.once(t)
	if h := x.health(t); !slices.Equal(x.took, []string{"/a", "/b"}) || h.LastError != "" {
		t.Errorf("took %q, health %+v", x.took, h)
	}
}

func TestRunWaitsUntilDue(t *testing.T) {
	x := newWorld(t, time.Hour)
	x.publish("/a")
	ctx, stop := context.WithCancel(context.Background())
	began := x.clock
	sleep := x.Sleep
	x.Sleep = func(c context.Context, d time.Duration) error {
		if x.clock.Sub(began) >= 3*time.Hour {
			stop()
		}
		return sleep(c, d)
	}
	if err := x.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if x.asked["/feed"] != 4 {
		t.Errorf("the feed was asked %d times in three hours", x.asked["/feed"])
	}
}

// A host that does not answer keeps the sources on other hosts from nothing, and the
// sources of one host are asked one after the other.
func TestHostsDoNotWaitForEachOther(t *testing.T) {
	x := newWorld(t, time.Hour)
	x.Sources = nil
	for _, address := range []string{"https://slow.example/a", "https://slow.example/b", "https://quick.example/a", "https://quick.example/b"} {
		x.Sources = append(x.Sources, Source{Name: address, Address: address, Every: time.Hour})
	}
	quick := make(chan struct{})
	var mu sync.Mutex
	open, asked := map[string]int{}, []string{}
	x.Fetch = func(ctx context.Context, address string, _ fetch.Seen) (fetch.Answer, error) {
		host := strings.Split(address, "/")[2]
		mu.Lock()
		open[host]++
		if open[host] > 1 {
			t.Errorf("%s is asked twice at a time", host)
		}
		asked = append(asked, address)
		if address == "https://quick.example/b" {
			close(quick)
		}
		mu.Unlock()
		defer func() {
			mu.Lock()
			open[host]--
			mu.Unlock()
		}()
		if host == "slow.example" {
			select {
			case <-quick: // the other host was not kept waiting
			case <-time.After(time.Minute):
				return fetch.Answer{}, errors.New("waited in vain")
			}
		}
		body := []byte("<!doctype html><html><body><p>They were deported.</p></body></html>")
		return fetch.Answer{Capture: demarche.Capture{Address: address, Bytes: body, Media: "text/html"}}, nil
	}
	x.once(t)
	all, err := Status(x.State, x.Sources)
	if err != nil || len(all) != 4 || len(asked) != 4 {
		t.Fatalf("asked %q, %+v, %v", asked, all, err)
	}
	for _, h := range all {
		if h.Taken != 1 || h.LastError != "" {
			t.Errorf("%+v", h)
		}
	}
}

// When the ledger takes nothing more, the watch ends for all hosts with that reason.
func TestOneFailureEndsAll(t *testing.T) {
	x := newWorld(t, time.Hour)
	x.publish("/a")
	x.Sources = append(x.Sources, Source{Name: "other", Address: "https://other.example/feed", Every: time.Hour})
	real := x.Fetch
	x.Fetch = func(ctx context.Context, address string, seen fetch.Seen) (fetch.Answer, error) {
		if strings.HasPrefix(address, "https://other.example") {
			<-ctx.Done() // it ends only because the other does
			return fetch.Answer{}, ctx.Err()
		}
		return real(ctx, address, seen)
	}
	x.fail = &demarche.Error{Code: demarche.Storage, Detail: "the disk is full"}
	if err := x.Once(context.Background()); demarche.CodeOf(err) != demarche.Storage {
		t.Errorf("error %v", err)
	}
}

// A list longer than what is remembered neither takes long nor is fetched for ever:
// its newest reports are noted once.
func TestLongList(t *testing.T) {
	var entries []feed.Entry
	day := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range feed.Limit {
		entries = append(entries, feed.Entry{Address: fmt.Sprintf("https://paper.example/%d", i), At: day.Add(time.Duration(i) * time.Minute)})
	}
	var h Health
	if left := h.list(entries); left != feed.Limit-mostListed || len(h.Waiting) != mostListed || h.Waiting[0].Address != entries[feed.Limit-1].Address {
		t.Fatalf("left out %d, waiting %d", left, len(h.Waiting))
	}
	h.Waiting = nil
	if h.list(entries); len(h.Waiting) != 0 {
		t.Errorf("listed again, %d wait again", len(h.Waiting))
	}
	for i := range entries {
		entries[i].Address += "/new"
	}
	h.list(entries)
	if h.list(entries[feed.Limit-mostListed:]); len(h.Waiting) != mostListed || len(h.Known) > mostKnown {
		t.Errorf("waiting %d, known %d", len(h.Waiting), len(h.Known))
	}
}

// A source with a new name is the same source: what it listed is not fetched again.
func TestRenamedSource(t *testing.T) {
	x := newWorld(t, time.Hour)
	x.publish("/a", "/b")
	x.once(t)
	x.Sources[0].Name = "another name"
	x.clock = x.clock.Add(2 * x.Sources[0].Every)
	x.once(t)
	if x.asked["/a"] != 1 || x.asked["/b"] != 1 || len(x.took) != 2 {
		t.Errorf("reports were asked for %d and %d times, taken %v", x.asked["/a"], x.asked["/b"], x.took)
	}
	if h := x.health(t); h.Name != "another name" || h.Taken != 2 {
		t.Errorf("health %+v", h)
	}
}

func TestDamagedState(t *testing.T) {
	x := newWorld(t, time.Hour)
	if err := os.WriteFile(x.State.String(), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := x.Once(context.Background()); demarche.CodeOf(err) != demarche.Corrupt || demarche.HintOf(err) == "" {
		t.Errorf("error %v", err)
	}
}

func TestSources(t *testing.T) {
	if s, err := parse([]byte(Example)); err != nil || len(s) != 2 || s[0].Every != 15*time.Minute || s[1].Every != usually || !s[1].All {
		t.Errorf("the example: %+v %v", s, err)
	}
	for text, want := range map[string]string{
		"sources: []": "no sources",
		"sources:\n- {name: a, address: 'ftp://x'}":                                                      "http",
		"sources:\n- {address: 'https://x.example'}":                                                     "no name",
		"sources:\n- {name: a, address: 'https://x.example', evry: 1h}":                                  "evry",
		"sources:\n- {name: a, address: 'https://x.example', every: 1s}":                                 "too often",
		"sources:\n- {name: a, address: 'https://x.example'}\n- {name: a, address: 'https://y.example'}": "two sources",
	} {
		if _, err := parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	if _, err := Load("nosuch.yaml"); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("no file: %v", err)
	}
}
