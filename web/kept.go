package web

import (
	"context"
	"errors"
	"net/http"
	"sync"
)

// keptPages holds the main parts of pages until the ledger or the day changes:
// a table of all states takes a hundred times as long to make as to send.
// Only pages that are the same for every reader may be kept.
type keptPages struct {
	mu    sync.Mutex
	of    string // what they rest on
	pages map[string]*keptPage
	size  int // bytes
}

// keptPage is a page that is made once, by whoever asks for it first.
type keptPage struct {
	once sync.Once
	view view
	err  error
}

const (
	// mostKept is how many bytes of pages are kept; beyond that, all are made anew.
	mostKept = 64 << 20
	// longestKept is the longest address, in bytes, of a page that is kept.
	longestKept = 300
)

// keeping gives a page from those kept, and keeps it if it succeeds.
func (s *site) keeping(p page) page {
	return func(r *http.Request) (view, error) {
		address := r.URL.RequestURI()
		if len(address) > longestKept || s.reviews(r) { // a reviewer is led to where entries are judged
			return p(r)
		}
		version, err := s.answers.Version(r.Context())
		if err != nil {
			return view{}, err
		}
		k := s.kept.get(version+" "+string(s.today()), address)
		k.once.Do(func() {
			k.err = errors.New("the page failed before") // unless it is made
			defer s.kept.made(address, k)
			// Others wait for it, so that it is made though this reader leaves.
			k.view, k.err = p(r.WithContext(context.WithoutCancel(r.Context())))
			if k.err == nil {
				k.view.Main, k.err = mainPart(k.view)
				k.view.Data = nil
			}
		})
		return k.view, k.err
	}
}

// get gives the page of an address, which may be yet to be made.
func (k *keptPages) get(of, address string) *keptPage {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of != of || k.size > mostKept {
		k.of, k.size, k.pages = of, 0, make(map[string]*keptPage)
	}
	had := k.pages[address]
	if had == nil {
		had = &keptPage{}
		k.pages[address] = had
	}
	return had
}

// made counts a page, or forgets it if it failed.
func (k *keptPages) made(address string, page *keptPage) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.pages[address] != page {
		return // the ledger has changed meanwhile
	}
	if page.err != nil {
		delete(k.pages, address)
		return
	}
	k.size += len(page.view.Main)
}
