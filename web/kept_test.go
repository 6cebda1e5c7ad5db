package web

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"demarche/internal/webfixture"
)

func keeper(t *testing.T) *site {
	t.Helper()
	a, words := webfixture.Answers(t)
	return &site{answers: a, words: words, names: NewNames(words.States), now: webfixture.Now, log: slog.New(slog.DiscardHandler), kept: &keptPages{}}
}

func TestAPageIsMadeOnceForManyReaders(t *testing.T) {
	s := keeper(t)
	var mu sync.Mutex
	made := make(map[string]int)
	p := s.keeping(counted(&mu, made, nil))
	var readers sync.WaitGroup
	for _, address := range []string{"/a", "/a?x=1", "/a", "/a", "/" + strings.Repeat("b", longestKept), "/" + strings.Repeat("b", longestKept)} {
		readers.Go(func() {
			if v, err := p(httptest.NewRequest("GET", address, nil)); err != nil || v.Template != "error" {
				t.Errorf("%s is %+v (%v)", address, v, err)
			}
		})
	}
	readers.Wait()
	if made["/a"] != 1 || made["/a?x=1"] != 1 || made["/"+strings.Repeat("b", longestKept)] != 2 {
		t.Errorf("the pages were made %v", made)
	}
	if s.kept.size == 0 {
		t.Error("no bytes are counted")
	}
	// What rests on another ledger or day is made anew, and so is all when there is too much.
	if s.kept.get(s.kept.of, "/a") != s.kept.pages["/a"] {
		t.Error("a page is not found again")
	}
	before := s.kept.pages["/a"]
	if s.kept.get("another day", "/a") == before || s.kept.size != 0 {
		t.Error("a page of another day is given")
	}
	before = s.kept.get("another day", "/a")
	s.kept.size = mostKept + 1
	if s.kept.get("another day", "/a") == before {
		t.Error("too many pages are kept")
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
		return view{Template: "error", Data: struct{ Head, Detail, Hint string }{Head: address}}, nil
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
	ask := func() (err error) {
		defer func() {
			if v := recover(); v != nil {
				err = errors.New("panic")
			}
		}()
		_, err = p(httptest.NewRequest("GET", "/a", nil))
		return err
	}
	for range 2 {
		if ask() == nil {
			t.Error("a page that failed is given")
		}
	}
	if err := ask(); err != nil || made["/a"] != 3 {
		t.Errorf("after it failed twice the page was made %d times (%v)", made["/a"], err)
	}
}
