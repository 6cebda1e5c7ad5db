package web

import (
	"container/list"
	"context"
	"errors"
	"net/http"
	"sync"

	"demarche/accounts"
)

// keptPages holds pages until the ledger or the day changes: to make one takes
// a hundred times as long as to send it. Only pages that are the same for every
// reader may be kept. Those that were not asked for longest make room for others.
type keptPages struct {
	mu    sync.Mutex
	of    string // what they rest on
	pages map[string]*list.Element
	order *list.List // of *keptPage; the one asked for last comes first
	size  int        // bytes
	most  int        // bytes, see mostKept
}

// keptPage is a page that is made once, by whoever asks for it first.
type keptPage struct {
	address string
	once    sync.Once
	view    view // without its main part
	packed  packed
	counted int // bytes in the size of all; 0 while it is made
	err     error
}

const (
	// mostKept is how many bytes of pages are kept, as they are sent.
	mostKept = 96 << 20
	// longestKept is the longest address, in bytes, of a page that is kept.
	longestKept = 300
	// besides is about how many bytes a page takes beside what is sent of it.
	besides = 600
)

func newKeptPages() *keptPages {
	return &keptPages{pages: make(map[string]*list.Element), order: list.New(), most: mostKept}
}

// keeping serves a page from those kept, and keeps it if it succeeds.
func (s *site) keeping(p page) http.Handler {
	return s.keepingBy(p, func(*http.Request) string { return "" })
}

// keepingHere does so for a page in which the address of the site stands.
func (s *site) keepingHere(p page) http.Handler { return s.keepingBy(p, s.origin) }

func (s *site) keepingBy(p page, of func(*http.Request) string) http.Handler {
	anew := s.serve(p)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		address := r.URL.RequestURI()
		if len(address) > longestKept || s.reviews(r) { // a reviewer is led to where entries are judged
			anew.ServeHTTP(w, r)
			return
		}
		version, err := s.answers.Version(r.Context())
		if err != nil {
			s.show(w, r, view{}, err)
			return
		}
		k := s.kept.get(version+" "+string(s.today()), of(r)+address)
		k.once.Do(func() { s.bring(r, p, k) })
		s.showKept(w, r, k)
	})
}

// bring makes a page that is to be kept. Others wait for it, so that it is made
// though its first reader leaves.
func (s *site) bring(r *http.Request, p page, k *keptPage) {
	k.err = errors.New("the page failed before") // unless it is made
	defer s.kept.made(k)
	ctx := context.WithoutCancel(r.Context())
	done, err := s.turns.take(ctx)
	if err != nil {
		k.err = err
		return
	}
	defer done()
	k.view, k.err = p(r.WithContext(ctx))
	if k.err == nil {
		k.view.visitor = accounts.FromContext(context.Background())
		s.printed(r, &k.view)
		k.packed, k.err = s.pack(k.view)
		k.view.Main, k.view.Data, k.view.bulk, k.view.borrowed = "", nil, nil, nil
	}
}

// showKept answers with a page that is made: as it is to whoever is not signed
// in, and in a frame of their own to others.
func (s *site) showKept(w http.ResponseWriter, r *http.Request, k *keptPage) {
	if k.err != nil {
		s.show(w, r, view{}, k.err)
		return
	}
	if !accounts.FromContext(r.Context()).SignedIn() {
		k.packed.send(w, r, k.view.Status)
		return
	}
	v := k.view
	var err error
	v.Main, err = k.packed.main()
	s.show(w, r, v, err)
}

// get gives the page of an address, which may be yet to be made.
func (k *keptPages) get(of, address string) *keptPage {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of != of {
		k.of, k.size = of, 0
		clear(k.pages)
		k.order.Init()
	}
	if had := k.pages[address]; had != nil {
		k.order.MoveToFront(had)
		return had.Value.(*keptPage)
	}
	p := &keptPage{address: address}
	k.pages[address] = k.order.PushFront(p)
	return p
}

// made counts a page, or forgets it if it failed.
func (k *keptPages) made(p *keptPage) {
	k.mu.Lock()
	defer k.mu.Unlock()
	at := k.pages[p.address]
	if at == nil || at.Value.(*keptPage) != p {
		return // the ledger has changed meanwhile
	}
	if p.err != nil {
		k.order.Remove(at)
		delete(k.pages, p.address)
		return
	}
	p.counted = len(p.packed.zipped) + len(p.address) + besides
	k.size += p.counted
	for k.size > k.most && k.order.Back() != at {
		oldest := k.order.Back().Value.(*keptPage)
		k.order.Remove(k.order.Back())
		delete(k.pages, oldest.address)
		k.size -= oldest.counted
	}
}
