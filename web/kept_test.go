package web

import (
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"demarche/accounts"
	"demarche/internal/webfixture"
)

func keeper(t *testing.T) *site {
	t.Helper()
	a, words := webfixture.Answers(t)
	return &site{patterns: patterns{templates: parsed()}, answers: a, words: words, names: NewNames(words.States), now: webfixture.Now, log: slog.New(slog.DiscardHandler), assets: newAssets(), kept: newKeptPages(), turns: newTurns()}
}

// got asks a handler for a page.
func got(h http.Handler, address string, header ...string) *httptest.ResponseRecorder {
	r, w := httptest.NewRequest("GET", address, nil), httptest.NewRecorder()
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	h.ServeHTTP(w, r)
	return w
}

func TestAPageIsMadeOnceForManyReaders(t *testing.T) {
	s := keeper(t)
	var mu sync.Mutex
	made := make(map[string]int)
	p := s.keeping(counted(&mu, made, nil))
	var readers sync.WaitGroup
	long := "/" + strings.Repeat("b", longestKept)
	for _, address := range []string{"/a", "/a?x=1", "/a", "/a", long, long} {
		readers.Go(func() {
			if w := got(p, address); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), address) {
				t.Errorf("%s is answered %d: %s", address, w.Code, w.Body)
			}
		})
	}
	readers.Wait()
	if made["/a"] != 1 || made["/a?x=1"] != 1 || made[long] != 2 {
		t.Errorf("the pages were made %v", made)
	}
	if s.kept.size < 2*besides {
		t.Errorf("two pages count %d bytes", s.kept.size)
	}
}

// TestRoomForPages keeps pages until there is no more room, and then those that
// were asked for last; nothing of another ledger or day.
func TestRoomForPages(t *testing.T) {
	k := newKeptPages()
	k.most = 3 * (besides + 100 + len("/a"))
	bring := func(of, address string) *keptPage {
		p := k.get(of, address)
		p.once.Do(func() {
			p.packed.zipped = make([]byte, 100)
			k.made(p)
		})
		return p
	}
	a, b := bring("today", "/a"), bring("today", "/b")
	bring("today", "/c")
	bring("today", "/a")
	bring("today", "/d")
	if k.get("today", "/a") != a || k.get("today", "/b") == b || k.size > k.most {
		t.Errorf("of what was asked for long ago too much stayed, or too little of what was asked for last: %d bytes of %d", k.size, k.most)
	}
	late := k.get("today", "/late")
	if k.get("tomorrow", "/a") == a || k.size != 0 {
		t.Errorf("a page of another day is given, or %d bytes counted of none", k.size)
	}
	k.made(late)
	if k.size != 0 || len(k.pages) != 1 {
		t.Errorf("a page of yesterday is kept: %d pages of %d bytes", len(k.pages), k.size)
	}
}

// TestKeptPagesAreTheSame compares what is kept with what is made anew: for
// strangers, for who is signed in, compressed and not.
func TestKeptPagesAreTheSame(t *testing.T) {
	s := keeper(t)
	for _, address := range []string{"/", "/?on=2025-01-26", "/?people=own&region=americas", "/flights", "/gaps"} {
		p := map[bool]page{true: s.nowPage, false: s.flightsPage}[strings.HasPrefix(address, "/?") || address == "/"]
		kept, anew := s.keeping(p), s.serve(p)
		want := got(anew, address)
		for range 2 {
			w := got(kept, address)
			if w.Body.String() != want.Body.String() || w.Code != want.Code || w.Header().Get("Cache-Control") != want.Header().Get("Cache-Control") || w.Header().Get("Content-Encoding") != "" {
				t.Errorf("%s is kept as something else: %d, %v", address, w.Code, w.Header())
			}
		}
		w := got(kept, address, "Accept-Encoding", "br, gzip;q=0.5")
		z, err := gzip.NewReader(w.Body)
		if err != nil || w.Header().Get("Content-Encoding") != "gzip" {
			t.Fatalf("%s is not compressed: %v (%v)", address, w.Header(), err)
		}
		if b, err := io.ReadAll(z); err != nil || string(b) != want.Body.String() {
			t.Errorf("%s is packed as something else (%v)", address, err)
		}
		if tag := w.Header().Get("ETag"); tag == "" || tag != got(kept, address).Header().Get("ETag") {
			t.Errorf("%s has the tag %q", address, tag)
		}
		for _, refusing := range []string{"", "identity", "gzip;q=0", "deflate, gzip; q=0.0"} {
			if w := got(kept, address, "Accept-Encoding", refusing); w.Body.String() != want.Body.String() {
				t.Errorf("who takes %q gets %v", refusing, w.Header())
			}
		}
		reader := accounts.NewContext(t.Context(), accounts.Visitor{Account: accounts.Account{Name: "Reader", Role: accounts.Reader}})
		signedIn := func(h http.Handler) *httptest.ResponseRecorder {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", address, nil).WithContext(reader))
			return w
		}
		w, want = signedIn(kept), signedIn(anew)
		if w.Body.String() != want.Body.String() || w.Header().Get("Cache-Control") != want.Header().Get("Cache-Control") {
			t.Errorf("%s is another page for who is signed in: %v", address, w.Header())
		}
	}
}

// counted is a page that counts how often it is made.
func counted(mu *sync.Mutex, made map[string]int, fails func(n int) error) page {
	return func(r *http.Request) (view, error) {
		mu.Lock()
		defer mu.Unlock()
		address := r.URL.RequestURI()
		made[address]++
		if fails != nil {
			if err := fails(made[address]); err != nil {
				return view{}, err
			}
		}
		return view{Template: "error", Data: struct{ Head, Detail, Hint, Without string }{Head: address}}, nil
	}
}

func TestAPageThatFailedIsTriedAgain(t *testing.T) {
	s := keeper(t)
	var mu sync.Mutex
	made := make(map[string]int)
	p := s.keeping(counted(&mu, made, func(n int) error {
		switch n {
		case 1:
			return errors.New("not now")
		case 2:
			panic("a defect")
		}
		return nil
	}))
	ask := func() (code int) {
		defer func() {
			if v := recover(); v != nil {
				code = http.StatusInternalServerError
			}
		}()
		return got(p, "/a").Code
	}
	for range 2 {
		if ask() == http.StatusOK {
			t.Error("a page that failed is given")
		}
	}
	if code := ask(); code != http.StatusOK || made["/a"] != 3 {
		t.Errorf("after it failed twice the page was made %d times (%d)", made["/a"], code)
	}
}
