package answers

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"demarche"
	"demarche/copies"
	"demarche/events"
)

// sources knows which reports of a ledger copy which, and which records tell
// of one event. It is made when a question first needs it, and from then on
// takes in what the ledger was given since the last question, and no more.
type sources struct {
	ledger  demarche.Ledger
	knownBy time.Time                           // only reports kept by then; zero for all
	cache   *Cache                              // where what was found is kept; nil if it is not
	tell    func(doing string, done, total int) // is told how far finding is; nil if nobody is
	warmth  *warmth                             // what is made in the background; nil if nothing is

	binding sync.Mutex // held while all events of a kind are put together; taken before mu

	mu    sync.Mutex
	begun bool                        // whether a question was asked
	line  int64                       // newest line of the log at the last question
	feed  []string                    // texts about which something came since the first question, as it came
	news  map[string][]demarche.Entry // the entries of the newest of these as they are now, rejected ones too

	index     *copies.Index
	hold      int // of how many texts news are held
	few       int // of how many entries of a kind all events are kept in full, see manyEntries
	forgotten int // place in the feed before which news are not known any more

	remembered remembered // what the cache had
	tried      int64      // how far the cache reached that was last found to be ahead
	looked     int        // how many texts were taken into the index since the cache had it

	taken   int      // how many of the feed are in the index or in todo
	todo    []string // texts that the index has yet to take in
	reports map[string]events.Report
	books   map[demarche.Kind]*chronicle
	lists   *lists
	stock   *stock

	glimpses  *glimpses
	inquiries *inquiries
	reread    map[string]rereading // by the hashes of texts

	ahead   *ahead // lists that are made before they are asked for; nil if none are
	shelf   *shelf
	peopled peopled
}

// chronicle finds the events of one kind as they come.
type chronicle struct {
	*events.Book
	filled int64 // the newest line whose record was taken in when it was made
	known  int   // how many of the feed it has taken in
	whole  *book // all of them, if a question needed that since anything changed
	kept   bool  // the cache has them as they were not long ago

	gists []gist // of movements: by the numbers of the first records of events, those that were asked for

	line    int64           // newest line of the log when reviewers' corrections were looked up
	decided map[string]bool // ids of the corrections that it has taken in
}

// book is all events of one kind.
type book struct {
	events  []events.Event
	of      map[string]int // place of the event of each record
	entries map[string]demarche.Entry
}

// batch is about how many texts at most the ledger is asked at once.
const batch = 500

func newSources(l demarche.Ledger, knownBy time.Time) *sources {
	return &sources{ledger: l, knownBy: knownBy, lists: newLists(), stock: newStock(mostStocked), glimpses: newGlimpses(), inquiries: newInquiries(), hold: mostTouched, few: manyEntries}
}

// renew learns which texts the ledger was given something about since the last
// question. The lock must be held.
func (s *sources) renew(ctx context.Context) error {
	if !s.begun {
		head, err := s.ledger.Head(ctx)
		if err != nil {
			return fmt.Errorf("end of the log: %w", err)
		}
		s.line, s.begun = head.Size, true
		return nil
	}
	texts, last, err := s.ledger.Touched(ctx, s.line)
	if err != nil {
		return fmt.Errorf("what the ledger was given: %w", err)
	}
	fresh := make(map[string][]demarche.Entry, len(texts))
	for some := range slices.Chunk(texts, batch) {
		entries, err := s.ledger.Entries(ctx, demarche.Filter{Texts: some, Rejected: true})
		if err != nil {
			return err
		}
		for _, hash := range some {
			fresh[hash] = nil
		}
		for _, e := range entries {
			fresh[e.Document] = append(fresh[e.Document], e)
		}
	}
	if len(s.news) > s.hold {
		s.news = nil // lists that were not asked for since are made anew
		s.forgotten = len(s.feed)
	}
	if s.news == nil {
		s.news = make(map[string][]demarche.Entry)
	}
	maps.Copy(s.news, fresh)
	s.feed, s.line = append(s.feed, texts...), last
	s.stock.touch(texts, len(s.feed))
	return nil
}

// since gives the texts about which something came after a place in the feed,
// each once, and their entries; false if it is too long ago to know.
func (s *sources) since(place int) (texts map[string]bool, entries []demarche.Entry, ok bool) {
	if place < s.forgotten {
		return nil, nil, false
	}
	texts = make(map[string]bool)
	for _, hash := range s.feed[place:] {
		if !texts[hash] {
			texts[hash] = true
			entries = append(entries, s.news[hash]...)
		}
	}
	return texts, entries, true
}

// beginFamilies notes which texts the index of copies has yet to take in.
func (s *sources) beginFamilies(ctx context.Context) error {
	if err := s.renew(ctx); err != nil {
		return err
	}
	if s.reports == nil {
		s.remembered = remembered{}
		recalled, err := s.recall(ctx)
		if err != nil {
			return err
		}
		if !recalled {
			s.reports = make(map[string]events.Report)
			if err := s.wakeIndex(ctx); err != nil {
				s.reports = nil
				return err
			}
		}
	}
	s.todo, s.taken = append(s.todo, s.feed[s.taken:]...), len(s.feed)
	if err := s.catchUp(ctx); err != nil {
		return err
	}
	if err := s.pass(ctx); err != nil || len(s.todo) == 0 {
		return err
	}
	return s.wakeIndex(ctx)
}

// takeTexts takes so many texts at most into the index of copies.
func (s *sources) takeTexts(ctx context.Context, most int) error {
	for all := len(s.todo); len(s.todo) > 0 && most > 0; s.todo, most = s.todo[1:], most-1 { // what is left when a question is given up is for the next one
		s.telling("looking for copies", all-len(s.todo), all)
		if err := s.take(ctx, s.todo[0]); err != nil {
			return err
		}
		s.looked++
	}
	return nil
}

// families takes the texts that the ledger was given into the index of copies.
func (s *sources) families(ctx context.Context) error {
	if err := s.beginFamilies(ctx); err != nil {
		return err
	}
	if err := s.takeTexts(ctx, len(s.todo)); err != nil {
		return err
	}
	if s.index == nil { // nothing came since the cache had the families
		return nil
	}
	if err := s.index.Err(); err != nil {
		s.index, s.reports, s.books, s.looked = nil, nil, nil, 0 // begun again with the next question
		return fmt.Errorf("compare reports: %w", err)
	}
	for hash, origins := range s.index.Changed() {
		r := events.Report{Families: origins, Publisher: s.reports[hash].Publisher}
		s.reports[hash] = r
		for _, b := range s.books {
			b.Tell(hash, r)
			b.whole = nil
		}
	}
	return nil
}

// indexed has the index of copies there, with all texts that the ledger was
// given: families alone does without it where the cache knows them. The lock
// must be held.
func (s *sources) indexed(ctx context.Context) error {
	if err := s.families(ctx); err != nil {
		return err
	}
	if err := s.wakeIndex(ctx); err != nil {
		return err
	}
	return s.families(ctx) // of an index that had to be made anew
}

// text gives a text to compare it with another. Questions do not end while
// texts are compared, so there is no context to heed.
func (s *sources) text(hash string) (string, error) {
	k, err := s.ledger.Document(context.Background(), hash)
	return k.Text, err
}

// take takes one text into the index.
func (s *sources) take(ctx context.Context, hash string) error {
	if known, err := s.known(ctx, hash); err != nil || !known {
		return err
	}
	k, err := s.ledger.Document(ctx, hash)
	if err != nil {
		return fmt.Errorf("text of report %s: %w", hash, err)
	}
	s.reports[hash] = events.Report{Families: s.reports[hash].Families, Publisher: publisherOf(k)}
	s.index.Add(copies.Text{ID: hash, Published: k.Published, Agency: k.Agency, Body: k.Text})
	return nil
}

// known reports whether the ledger held a report by the time of the question.
func (s *sources) known(ctx context.Context, hash string) (bool, error) {
	if s.knownBy.IsZero() {
		return true, nil
	}
	readings, err := s.ledger.Readings(ctx, hash)
	if err != nil || len(readings) == 0 {
		return false, err
	}
	return !readings[0].Kept.After(s.knownBy), nil
}

// longSince is since for texts whose entries are not held any more, of one kind.
func (s *sources) longSince(ctx context.Context, place int, k demarche.Kind) (texts map[string]bool, entries []demarche.Entry, err error) {
	texts = make(map[string]bool)
	for _, hash := range s.feed[place:] {
		texts[hash] = true
	}
	for some := range slices.Chunk(slices.Sorted(maps.Keys(texts)), batch) {
		of, err := s.ledger.Entries(ctx, demarche.Filter{Kinds: []demarche.Kind{k}, Texts: some})
		if err != nil {
			return nil, nil, err
		}
		entries = append(entries, of...)
	}
	return texts, entries, nil
}

// publisherOf gives who published a report: the agency of its dateline, else
// the publisher that its page or address tells, else the host that it was
// fetched from; empty if none is known.
func publisherOf(k demarche.Kept) string {
	switch {
	case k.Agency != "":
		return strings.ToLower(k.Agency)
	case k.Publisher != "":
		return strings.ToLower(k.Publisher)
	}
	if u, err := url.Parse(k.Address); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	return ""
}

// count counts who stands behind reports.
func (s *sources) count(ctx context.Context, documents []string) (events.Witnesses, error) {
	w, err := s.counts(ctx, [][]string{documents})
	if err != nil {
		return events.Witnesses{}, err
	}
	return w[0], nil
}

// counts counts who stands behind each of several lists of reports.
func (s *sources) counts(ctx context.Context, lists [][]string) ([]events.Witnesses, error) {
	out := make([]events.Witnesses, len(lists))
	if !slices.ContainsFunc(lists, func(l []string) bool { return len(l) > 0 }) {
		return out, nil
	}
	if err := s.await(ctx, ""); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.families(ctx); err != nil {
		return nil, err
	}
	for i, documents := range lists {
		if len(documents) > 0 {
			out[i] = events.Count(documents, s.reports)
		}
	}
	return out, nil
}

// eventsOf gives the events of records of a kind, each event once, in the order
// of the records; of is the place of the event of each record, and lacks those
// that are of none.
func (s *sources) eventsOf(ctx context.Context, k demarche.Kind, ids []string) (found []events.Event, of map[string]int, err error) {
	if err := s.await(ctx, k); err != nil {
		return nil, nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chronicle(ctx, k)
	if err != nil {
		return nil, nil, err
	}
	of = make(map[string]int, len(ids))
	near := make(map[string]events.Event, len(ids)) // by their records; those that are tied to each other are found together
	for _, id := range ids {
		if _, ok := of[id]; ok {
			continue
		}
		e, ok := near[id]
		if !ok {
			for _, x := range c.Around(id) {
				for _, r := range x.Records {
					near[r] = x
				}
			}
			if e, ok = near[id]; !ok {
				continue
			}
		}
		for _, r := range e.Records {
			of[r] = len(found)
		}
		found = append(found, e)
	}
	return found, of, nil
}

// witnesses counts who tells of the events of records of a kind; those that are of none are left out.
func (s *sources) witnesses(ctx context.Context, k demarche.Kind, ids []string) (map[string]events.Witnesses, error) {
	if err := s.await(ctx, k); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chronicle(ctx, k)
	if err != nil {
		return nil, err
	}
	out := make(map[string]events.Witnesses, len(ids))
	for _, id := range ids {
		if w, ok := c.WitnessesOf(id); ok {
			out[id] = w
		}
	}
	return out, nil
}

// book gives all events of a kind, which takes the longer the more there are.
// What it gives is not changed later. Other questions are answered meanwhile;
// those that need all events of a kind wait for each other.
func (s *sources) book(ctx context.Context, k demarche.Kind) (*book, error) {
	if err := s.await(ctx, k); err != nil {
		return nil, err
	}
	s.binding.Lock()
	defer s.binding.Unlock()
	s.mu.Lock()
	c, err := s.chronicle(ctx, k)
	if err != nil || c.whole != nil {
		s.mu.Unlock()
		return c.wholeOrNone(), err
	}
	line := s.line
	s.mu.Unlock()
	b, err := s.newBook(ctx, k)
	if err != nil {
		return nil, err
	}
	for ids := range slices.Chunk(b.ids(), batch) {
		if ok, err := s.bind(ctx, k, b, ids, line); err != nil {
			return nil, err
		} else if !ok {
			return s.bookAtOnce(ctx, k)
		}
	}
	b.sort()
	return b, s.keepWhole(ctx, k, b, line)
}

func (c *chronicle) wholeOrNone() *book {
	if c == nil {
		return nil
	}
	return c.whole
}

// newBook begins a book with the entries of a kind.
func (s *sources) newBook(ctx context.Context, k demarche.Kind) (*book, error) {
	entries, err := s.ledger.Entries(ctx, demarche.Filter{Kinds: []demarche.Kind{k}})
	if err != nil {
		return nil, err
	}
	b := &book{of: make(map[string]int, len(entries)), entries: make(map[string]demarche.Entry, len(entries))}
	for _, e := range entries {
		b.entries[e.Record.Shared().ID] = e
	}
	return b, nil
}

// bind puts the events of some records into a book; false if the ledger has
// grown since a line.
func (s *sources) bind(ctx context.Context, k demarche.Kind, b *book, ids []string, line int64) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chronicle(ctx, k)
	if err != nil || s.line != line {
		return false, err
	}
	for _, id := range ids {
		if _, had := b.of[id]; had {
			continue
		}
		for _, e := range c.Around(id) {
			for _, r := range e.Records {
				b.of[r] = len(b.events)
			}
			b.events = append(b.events, e)
		}
	}
	return true, nil
}

// bookAtOnce makes a book while no other question is answered: of a ledger that
// is being added to.
func (s *sources) bookAtOnce(ctx context.Context, k demarche.Kind) (*book, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chronicle(ctx, k)
	if err != nil || c.whole != nil {
		return c.wholeOrNone(), err
	}
	b, err := s.newBook(ctx, k)
	if err != nil {
		return nil, err
	}
	b.events = c.Events()
	b.sort()
	c.whole = b
	return b, nil
}

// keepWhole keeps a book for the next question, unless the ledger has grown.
func (s *sources) keepWhole(ctx context.Context, k demarche.Kind, b *book, line int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chronicle(ctx, k)
	if err == nil && s.line == line {
		c.whole = b
	}
	return err
}

// ids lists the records of a book's entries, so that those of one report stand together.
func (b *book) ids() []string {
	ids := slices.Collect(maps.Keys(b.entries))
	slices.SortFunc(ids, func(x, y string) int {
		return cmp.Or(cmp.Compare(b.entries[x].Sequence, b.entries[y].Sequence), cmp.Compare(x, y))
	})
	return ids
}

// sort puts the events in the order of their first records, see events.Book.Events.
func (b *book) sort() {
	slices.SortFunc(b.events, func(x, y events.Event) int {
		a, o := b.entries[x.ID].Publish, b.entries[y.ID].Publish
		if a.Known() != o.Known() {
			if a.Known() {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a, o), cmp.Compare(x.ID, y.ID))
	})
	for i, e := range b.events {
		for _, id := range e.Records {
			b.of[id] = i
		}
	}
}

// chronicle gives the events of a kind as the ledger has them now. The lock must be held.
func (s *sources) chronicle(ctx context.Context, k demarche.Kind) (*chronicle, error) {
	if err := s.families(ctx); err != nil {
		return nil, err
	}
	c := s.books[k]
	if c == nil {
		return s.begin(ctx, k)
	}
	if c.known == len(s.feed) && c.line == s.line {
		return c, nil
	}
	texts, entries, ok := s.since(c.known)
	if !ok {
		var err error
		if texts, entries, err = s.longSince(ctx, c.known, k); err != nil {
			return nil, err
		}
	}
	for hash := range texts {
		c.whole = nil
		c.Tell(hash, s.reports[hash])
		c.Forget(hash)
	}
	for _, e := range entries {
		if e.Record.Shared().Kind == k {
			c.Add(e)
		}
	}
	c.known = len(s.feed)
	undone, err := s.correct(ctx, k, c)
	if err != nil {
		return nil, err
	}
	if undone {
		return s.begin(ctx, k)
	}
	return c, nil
}

// correct takes reviewers' corrections of events into the events of a kind. It
// reports whether one that was taken in counts no more; the events must then be
// made anew.
func (s *sources) correct(ctx context.Context, k demarche.Kind, c *chronicle) (undone bool, err error) {
	decided, err := s.decisions(ctx, k)
	if err != nil {
		return false, err
	}
	for id := range c.decided {
		if !slices.ContainsFunc(decided, func(d events.Decision) bool { return d.ID == id }) {
			return true, nil
		}
	}
	for _, d := range decided {
		c.Decide(d)
		c.decided[d.ID], c.whole = true, nil
	}
	c.line = s.line
	return false, nil
}

// begin makes the events of a kind, also if the question is given up meanwhile:
// the next one would have to begin again.
func (s *sources) begin(ctx context.Context, k demarche.Kind) (*chronicle, error) {
	ctx = context.WithoutCancel(ctx)
	delete(s.books, k)
	c, err := s.recallEvents(ctx, k)
	if err != nil {
		return nil, err
	}
	if c == nil {
		if c, err = s.find(ctx, k); err != nil {
			return nil, err
		}
	}
	if _, err := s.correct(ctx, k, c); err != nil {
		return nil, err
	}
	s.keep(k, c)
	return c, nil
}

// find makes the events of a kind of its records.
func (s *sources) find(ctx context.Context, k demarche.Kind) (*chronicle, error) {
	c := s.newChronicle()
	for more := true; more; {
		s.telling("finding what tells of one "+string(k), int(c.filled), int(s.line))
		entries, err := s.page(ctx, k, c)
		if err != nil {
			return nil, err
		}
		c.fill(entries)
		more = len(entries) == page
	}
	return c, nil
}

// newChronicle begins the events of a kind, without records yet.
func (s *sources) newChronicle() *chronicle {
	c := &chronicle{Book: events.New(), known: len(s.feed), decided: make(map[string]bool)}
	for hash, r := range s.reports {
		c.Tell(hash, r)
	}
	return c
}

// keep has the events of a kind renewed from now on.
func (s *sources) keep(k demarche.Kind, c *chronicle) {
	if s.books == nil {
		s.books = make(map[demarche.Kind]*chronicle)
	}
	s.books[k] = c
}

// page gives the next records of a kind, rejected ones too. Records of reports
// that are touched meanwhile are taken in again later, for the feed goes on
// after the place that the chronicle began with.
func (s *sources) page(ctx context.Context, k demarche.Kind, c *chronicle) ([]demarche.Entry, error) {
	return s.ledger.Entries(ctx, demarche.Filter{Kinds: []demarche.Kind{k}, After: c.filled, Limit: page, Rejected: true})
}

// fill takes records in.
func (c *chronicle) fill(entries []demarche.Entry) {
	for _, e := range entries {
		c.Add(e)
		c.filled = e.Sequence
	}
}

// event gives an event of the book.
func (b *book) event(i int) Event { return newEvent(b.events[i], b.entries) }
