package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"

	"demarche"
)

// pageKind is a page that readers ask for, with what differs from one request to the next.
type pageKind struct {
	name    string
	address func(*asker) string
}

// asker makes up what readers ask for.
type asker struct {
	*writer
	reports int
}

// someday gives a day of the ten years of the ledger.
func (a *asker) someday() string {
	return string(demarche.Day(time.Date(2016, 2, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, a.rng.IntN(3600))))
}

// some gives one of the reports.
func (a *asker) some() report { return a.press.report(a.rng.IntN(a.reports)) }

// entry gives the id of a record of the kinds, or of any if none is given.
func (a *asker) entry(kinds ...demarche.Kind) string {
	for {
		for _, r := range a.some().reading.Records {
			if len(kinds) == 0 || slices.Contains(kinds, r.Shared().Kind) {
				return r.Shared().ID
			}
		}
	}
}

// with makes an address of a path and name and value pairs.
func with(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return path + "?" + q.Encode()
}

func fixed(address string) func(*asker) string { return func(*asker) string { return address } }

// onePage gives an address with a number of a page among the first ten.
func onePage(path string) func(*asker) string {
	return func(a *asker) string { return with(path, "page", strconv.Itoa(1+a.rng.IntN(10))) }
}

// ofState narrows a list to a state.
func ofState(path string) func(*asker) string {
	return func(a *asker) string { return with(path, "state", string(a.state())) }
}

// pageKinds lists every page.
func pageKinds() []pageKind {
	return []pageKind{
		{"now, today", fixed("/")},
		{"now, another day", func(a *asker) string { return with("/", "on", a.someday()) }},
		{"now, a region", func(a *asker) string { return with("/", "on", a.someday(), "region", "europe") }},
		{"now, filters", func(a *asker) string {
			return with("/", "on", a.someday(), "people", "own", "means", pick(a.writer, "military_aircraft", "civilian_aircraft"))
		}},
		{"now, reviewed only", fixed("/?reviewed=yes")},
		{"state", func(a *asker) string { return "/states/" + string(a.state()) }},
		{"state, another day", func(a *asker) string { return with("/states/"+string(a.state()), "on", a.someday()) }},
		{"event", func(a *asker) string { return "/events/" + a.entry(demarche.KindMovement, demarche.KindAct) }},
		{"report", func(a *asker) string { return "/reports/" + a.some().reading.Doc.SHA256 }},
		{"entry", func(a *asker) string { return "/entries/" + a.entry() }},
		{"entry, embedded", func(a *asker) string { return "/embed/entries/" + a.entry() }},
		{"would", func(a *asker) string {
			return with("/would", "state", string(a.state()), "people", "own", "means", "military_aircraft", "on", a.someday())
		}},
		{"places", fixed("/places")},
		{"promises", onePage("/promises")},
		{"promises of a state", ofState("/promises")},
		{"flights", onePage("/flights")},
		{"flights by period", func(a *asker) string {
			from := a.someday()
			return with("/flights", "since", from[:7], "until", from[:7])
		}},
		{"flights of a state", ofState("/flights")},
		{"search", func(a *asker) string { return with("/search", "q", a.salad(1)[0]) }},
		{"search, two words", func(a *asker) string { return with("/search", "q", a.salad(1)[0]+" "+a.salad(1)[0]) }},
		{"search, filters", func(a *asker) string {
			return with("/search", "q", a.salad(1)[0], "kind", "act", "state", string(a.state()))
		}},
		{"unknowns", onePage("/gaps")},
		{"unknowns of a state", ofState("/gaps")},
		{"unknowns, answered", onePage("/gaps/answered")},
		{"sources", onePage("/sources")},
		{"first", func(a *asker) string { return with("/first", "what", pick(a.writer, "refuse", "accept", "agree")) }},
		{"counts", onePage("/counts")},
		{"counts of a state", ofState("/counts")},
		{"quotes", onePage("/quotes")},
		{"offices", onePage("/offices")},
		{"timeline", onePage("/timeline")},
		{"timeline of a state", ofState("/timeline")},
		{"timeline of days", func(a *asker) string {
			from := a.someday()
			return with("/timeline", "since", from, "until", from)
		}},
		{"exports", fixed("/exports")},
		{"about", fixed("/about")},
	}
}

// readingOptions is how readers ask for pages.
type readingOptions struct {
	readers, each int
	draw          int           // which pages are asked for, by chance: another number, others
	pause         time.Duration // of a reader between two pages, on average
	apart         bool          // all readers ask for one kind of page at a time
	only          regexp.Regexp
	most          time.Duration // after which no more is asked
}

// asked is one request and how it went.
type asked struct {
	kind      string
	firstByte time.Duration
	bytes     int
	status    int
	err       error
}

// readPages has readers ask for every kind of page and prints what they saw.
// It fails if the server failed.
func (s *server) readPages(ctx context.Context, p *press, reports int, o readingOptions) error {
	transport := &http.Transport{MaxIdleConnsPerHost: o.readers, DisableCompression: true}
	client := &http.Client{Transport: transport, Timeout: time.Minute, CheckRedirect: once}
	defer transport.CloseIdleConnections()
	var kinds []pageKind
	for _, k := range pageKinds() {
		if o.only.MatchString(k.name) {
			kinds = append(kinds, k)
		}
	}
	rounds := [][]pageKind{kinds}
	if o.apart {
		rounds = nil
		for _, k := range kinds {
			rounds = append(rounds, []pageKind{k})
		}
	}
	fmt.Printf("%d readers, %v between two pages of one reader, load %s\n", o.readers, o.pause, machineLoad())
	fmt.Printf("%-22s %6s %9s %9s %9s %9s %7s %7s %9s\n", "page", "asked", "p50 ms", "p95 ms", "p99 ms", "most ms", "errors", "kB", "cpu ms")
	failed, begin, cpu, total := 0, time.Now(), s.cpu(), 0
	for _, some := range rounds {
		before := s.cpu()
		all := s.readAll(ctx, client, p, reports, some, o)
		used := time.Duration(0)
		if o.apart && len(all) > 0 {
			used = (s.cpu() - before) / time.Duration(len(all))
		}
		total += len(all)
		for _, k := range some {
			failed += tellPage(k.name, all, used)
		}
	}
	took := time.Since(begin)
	fmt.Printf("%d pages in %.1f s, %.1f a second; processor time of the server %.1f ms each; memory %d MB; load %s\n",
		total, took.Seconds(), float64(total)/took.Seconds(), ms(s.cpu()-cpu)/float64(max(1, total)), s.memory("VmRSS"), machineLoad())
	if failed > 0 {
		return fmt.Errorf("%d requests failed", failed)
	}
	return context.Cause(ctx)
}

// once follows one redirect: an event whose name has changed answers with where it is now.
func once(_ *http.Request, before []*http.Request) error {
	if len(before) > 1 {
		return http.ErrUseLastResponse
	}
	return nil
}

// readAll has the readers ask for each kind of page so often, in an order of chance.
func (s *server) readAll(ctx context.Context, client *http.Client, p *press, reports int, kinds []pageKind, o readingOptions) []asked {
	type ask struct{ kind, address string }
	var asks []ask
	rng := p.rng(o.draw, 7)
	a := &asker{&writer{press: p, rng: rng, zipf: rand.NewZipf(rng, 1.1, 2, uint64(len(p.words)-1))}, reports}
	for _, k := range kinds {
		for range o.each {
			asks = append(asks, ask{k.name, k.address(a)})
		}
	}
	rng.Shuffle(len(asks), func(i, j int) { asks[i], asks[j] = asks[j], asks[i] })
	todo, done := make(chan ask), make(chan asked)
	var readers sync.WaitGroup
	for i := range o.readers {
		readers.Go(func() {
			own := p.rng(i, 8)
			for x := range todo {
				done <- s.firstByte(ctx, client, x.kind, x.address)
				time.Sleep(time.Duration(own.ExpFloat64() * float64(o.pause)))
			}
		})
	}
	go func() {
		end := time.After(o.most)
		defer close(done)
		defer readers.Wait()
		defer close(todo)
		for _, x := range asks {
			select {
			case todo <- x:
			case <-end:
				return
			case <-ctx.Done():
				return
			}
		}
	}()
	var all []asked
	for x := range done {
		all = append(all, x)
	}
	return all
}

// firstByte asks for a page and notes when its first byte came.
func (s *server) firstByte(ctx context.Context, client *http.Client, kind, address string) asked {
	x := asked{kind: kind}
	begin := time.Now()
	trace := &httptrace.ClientTrace{GotFirstResponseByte: func() { x.firstByte = time.Since(begin) }}
	r, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), http.MethodGet, s.url+address, nil)
	if err != nil {
		x.err = err
		return x
	}
	// Pages come compressed, as to a browser, and stay so: to unfold them is the
	// work of readers' own machines, not of this one.
	r.Header.Set("Accept-Encoding", "gzip")
	answer, err := client.Do(r)
	if err != nil {
		x.err = err
		return x
	}
	defer func() { _ = answer.Body.Close() }()
	x.status = answer.StatusCode
	n, err := io.Copy(io.Discard, answer.Body)
	x.bytes = int(n)
	switch {
	case err != nil:
		x.err = err
	case answer.StatusCode >= http.StatusInternalServerError:
		x.err = errors.New(address + " answers " + answer.Status)
	case answer.StatusCode != http.StatusOK:
		x.err = fmt.Errorf("%s answers %s: %w", address, answer.Status, errElse)
	}
	return x
}

// errElse says that a page was not answered, for a reason that lies with who asked.
var errElse = errors.New("not a page")

// tellPage prints how requests for a kind of page went, and gives how many failed.
func tellPage(kind string, all []asked, cpu time.Duration) (failed int) {
	var took []time.Duration
	var first error
	bytes := 0
	for _, x := range all {
		switch {
		case x.kind != kind:
		case x.err != nil:
			failed++
			if first == nil {
				first = x.err
			}
		default:
			took = append(took, x.firstByte)
			bytes += x.bytes
		}
	}
	used := ""
	if cpu > 0 {
		used = fmt.Sprintf("%.1f", ms(cpu))
	}
	if len(took) == 0 {
		fmt.Printf("%-22s %6d %9s %9s %9s %9s %7d %7s %9s\n", kind, failed, "", "", "", "", failed, "", used)
	} else {
		slices.Sort(took)
		last := len(took) - 1
		fmt.Printf("%-22s %6d %9.1f %9.1f %9.1f %9.1f %7d %7d %9s\n", kind, len(took)+failed, ms(took[last/2]), ms(took[last*95/100]), ms(took[last*99/100]), ms(took[last]), failed, bytes/len(took)/1000, used)
	}
	if first != nil {
		fmt.Printf("%-22s %v\n", "", first)
	}
	return failed
}
