// Package conformance is the suite that any store of the ledger must pass. It
// holds a store against a model that does the same in memory, over made-up
// reports, and needs nothing but the interface.
package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"demarche"
)

// Run runs the suite. open gives a new, empty ledger each time; the suite
// closes it.
func Run(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	t.Helper()
	for _, test := range []struct {
		name string
		run  func(t *testing.T, open func(t *testing.T) demarche.Ledger)
	}{
		{"empty", empty},
		{"what is added comes back", comesBack},
		{"adding twice adds once", idempotent},
		{"a new reader version", newReader},
		{"a record that two readings share", sharedRecord},
		{"a record that no reading holds any more", pastRecord},
		{"the same text from elsewhere", sameText},
		{"a corrected day", correctedDay},
		{"a copy of another day", copyOfAnotherDay},
		{"readings", readings},
		{"reading again", rereads},
		{"captures before they are read", intake},
		{"several reviewers", severalReviewers},
		{"order", order},
		{"beginnings of ids", beginnings},
		{"what does not hold together is refused", refused},
		{"characters of many bytes", manyBytes},
		{"many at once", manyAtOnce},
		{"an ended context", endedContext},
		{"a context that ends on the way", endingContext},
		{"verify", verifies},
		{"heads", heads},
		{"proofs", proofs},
		{"filters", filters},
		{"pages", pages},
		{"what was touched", touched},
		{"some texts and some ids", someOf},
		{"what was known at a time", known},
		{"decisions", decisions},
		{"decisions that are refused", refusedDecisions},
		{"links", links},
		{"search", searches},
		{"search in step", searchInStep},
		{"searches that are refused", refusedSearches},
		{"any search", anySearch},
		{"any history", anyHistory},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open) })
	}
}

// fatal is what the suite needs of *testing.T and *rapid.T.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

func add(t fatal, l demarche.Ledger, r Report, want demarche.Outcome) {
	t.Helper()
	got, err := l.Add(context.Background(), r.Capture, r.Document, r.Reading)
	if err != nil {
		t.Fatalf("add %s: %v", r.Document.Name, err)
	}
	if got != want {
		t.Fatalf("add %s: %s, want %s", r.Document.Name, got, want)
	}
}

func entries(t fatal, l demarche.Ledger, f demarche.Filter) []demarche.Entry {
	t.Helper()
	all, err := l.Entries(context.Background(), f)
	if err != nil {
		t.Fatalf("entries of %+v: %v", f, err)
	}
	outlined(t, l, f, all)
	return all
}

// outlined fails unless the outline of what passes a filter is that of the entries.
func outlined(t fatal, l demarche.Ledger, f demarche.Filter, entries []demarche.Entry) {
	t.Helper()
	got, err := l.Outline(context.Background(), f)
	if err != nil || len(got) != len(entries) {
		t.Fatalf("outline of %+v: %d of %d entries, %v", f, len(got), len(entries), err)
	}
	for i, e := range entries {
		day := e.Record.When()
		if day == "" {
			day = e.Publish
		}
		shared := e.Record.Shared()
		want := demarche.Outlined{ID: shared.ID, Sequence: e.Sequence, Day: day, Document: e.Document, Kind: shared.Kind, Confidence: shared.Confidence, Review: e.Review}
		if got[i] != want {
			t.Fatalf("outline of %+v: place %d is %+v, want %+v", f, i, got[i], want)
		}
	}
}

func documents(t fatal, l demarche.Ledger) []demarche.Kept {
	t.Helper()
	all, err := l.Documents(context.Background())
	if err != nil {
		t.Fatalf("documents: %v", err)
	}
	return all
}

// sound fails if the ledger has a fault, and gives what was checked.
func sound(t fatal, l demarche.Ledger) demarche.Verification {
	t.Helper()
	v, err := l.Verify(context.Background(), nil)
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	for _, f := range v.Faults {
		t.Fatalf("verify: %s %s: %s", f.What, f.ID, f.Reason)
	}
	return v
}

func ids(entries []demarche.Entry) []string {
	all := make([]string, len(entries))
	for i, e := range entries {
		all[i] = e.Record.Shared().ID
	}
	return all
}

func idsOf(r Report) []string {
	all := make([]string, len(r.Reading.Records))
	for i, record := range r.Reading.Records {
		all[i] = record.Shared().ID
	}
	return all
}

// rich gives the n-th made-up report that has at least four records.
func rich(n uint64) Report {
	for i := n * 1000; ; i++ {
		if r := Sample(i); len(r.Reading.Records) >= 4 {
			return r
		}
	}
}

func closing(t *testing.T, open func(t *testing.T) demarche.Ledger) demarche.Ledger {
	t.Helper()
	l := open(t)
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return l
}

func empty(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	if got := entries(t, l, demarche.Filter{}); len(got) != 0 {
		t.Errorf("an empty ledger has %d entries", len(got))
	}
	if got := documents(t, l); len(got) != 0 {
		t.Errorf("an empty ledger has %d documents", len(got))
	}
	if v := sound(t, l); v.LogLength != 0 || v.LogHead != "" || v.Faults == nil {
		t.Errorf("an empty ledger verifies as %+v", v)
	}
	if _, err := l.Entry(t.Context(), "ab"); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("an entry of an empty ledger: %v", err)
	}
}

func comesBack(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	before := time.Now().Add(-time.Hour)
	for n := range uint64(5) {
		r := rich(n)
		add(t, l, r, demarche.Added)
		got := entries(t, l, demarche.Filter{Document: r.Document.Hash()})
		if len(got) != len(r.Reading.Records) {
			t.Fatalf("%d entries of %s, want %d", len(got), r.Document.Name, len(r.Reading.Records))
		}
		for i, e := range got {
			want := demarche.Entry{Record: r.Reading.Records[i], Document: r.Document.Hash(), Name: r.Document.Name, Title: r.Document.Title,
				Publish: r.Document.Published, Review: demarche.Proposed}
			same(t, e, want)
			one, err := l.Entry(t.Context(), e.Record.Shared().ID)
			if err != nil {
				t.Fatal(err)
			}
			same(t, one, want)
			if one.Sequence != e.Sequence || !one.Kept.Equal(e.Kept) || one.Kept.Location() != time.UTC || one.Kept.Before(before) {
				t.Errorf("entry %s: sequence %d, kept %v; in the list %d, %v", e.Record.Shared().ID, one.Sequence, one.Kept, e.Sequence, e.Kept)
			}
		}
		k, err := l.Document(t.Context(), r.Document.Hash())
		if err != nil {
			t.Fatal(err)
		}
		want := demarche.Kept{Document: r.Document, Hash: r.Document.Hash(), Address: r.Capture.Address, Taken: r.Capture.Taken,
			Reader: r.Reading.Doc.Reader, Sequence: k.Sequence}
		if k != want {
			t.Errorf("document comes back as\n%+v, not\n%+v", k, want)
		}
	}
}

// same compares two entries but for sequence and time.
func same(t fatal, got, want demarche.Entry) {
	t.Helper()
	if g, w := plain(got), plain(want); g != w {
		t.Fatalf("entry is\n%s, want\n%s", g, w)
	}
}

func plain(e demarche.Entry) string {
	b, err := json.Marshal(e.Record)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%s of %s, %s, %q, %s, %s", b, e.Document, e.Name, e.Title, e.Publish, e.Review)
}

func idempotent(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	for n := range uint64(5) {
		add(t, l, Sample(n), demarche.Added)
	}
	head := sound(t, l).LogHead
	for n := range uint64(5) {
		r := Sample(n)
		r.Capture.Taken = r.Capture.Taken.Add(time.Hour) // captured again
		add(t, l, r, demarche.Already)
	}
	if again := sound(t, l).LogHead; again != head {
		t.Error("adding what is there already changed the log")
	}
}

func newReader(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r := rich(1)
	add(t, l, r, demarche.Added)
	second := r.By("reader 2", func(i int) bool { return i%2 == 0 })
	add(t, l, second, demarche.Added)
	add(t, l, second, demarche.Already)
	add(t, l, r, demarche.Already)
	if got := ids(entries(t, l, demarche.Filter{})); !slices.Equal(got, idsOf(second)) {
		t.Errorf("entries are %v, want those of the newest reading, %v", got, idsOf(second))
	}
	if k := documents(t, l); len(k) != 1 || k[0].Reader != "reader 2" {
		t.Errorf("documents are %+v", k)
	}
	none := r.By("reader 3", func(int) bool { return false })
	add(t, l, none, demarche.Added)
	if got := entries(t, l, demarche.Filter{}); len(got) != 0 {
		t.Errorf("the newest reading found nothing, but there are %d entries", len(got))
	}
	sound(t, l)
}

func sharedRecord(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r := rich(2)
	add(t, l, r, demarche.Added)
	before := entries(t, l, demarche.Filter{})
	lines := sound(t, l).LogLength
	second := r.By("reader 2", func(int) bool { return true })
	for i, record := range second.Reading.Records {
		second.Reading.Records[i] = surer(t, record)
	}
	add(t, l, second, demarche.Added)
	after := entries(t, l, demarche.Filter{})
	if len(before) != len(after) {
		t.Fatalf("%d entries became %d", len(before), len(after))
	}
	for i := range after {
		if b, a := before[i], after[i]; a.Sequence != b.Sequence || !a.Kept.Equal(b.Kept) || a.Record.Shared().ID != b.Record.Shared().ID {
			t.Errorf("an entry that did not change moved from line %d to %d", b.Sequence, a.Sequence)
		}
		if got, want := after[i].Record.Shared().Confidence, second.Reading.Records[i].Shared().Confidence; got != want {
			t.Errorf("confidence is %v, the newest reading says %v", got, want)
		}
	}
	if v := sound(t, l); v.LogLength != lines+1 {
		t.Errorf("%d lines were added for a reading that found the same, want 1", v.LogLength-lines)
	}
}

// surer gives a copy of a record with another confidence.
func surer(t *testing.T, r demarche.Record) demarche.Record {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	c, err := demarche.ParseRecord(b)
	if err != nil {
		t.Fatal(err)
	}
	c.Shared().Confidence = (r.Shared().Confidence + 1.0/3) / 2
	return c
}

func pastRecord(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r := rich(3)
	add(t, l, r, demarche.Added)
	add(t, l, r.By("reader 2", func(i int) bool { return i > 0 }), demarche.Added)
	e, err := l.Entry(t.Context(), r.Reading.Records[0].Shared().ID)
	if err != nil {
		t.Fatalf("a record of an older reading is lost: %v", err)
	}
	if e.Record.Shared().Confidence != r.Reading.Records[0].Shared().Confidence {
		t.Errorf("its confidence is %v", e.Record.Shared().Confidence)
	}
}

func sameText(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r := rich(4)
	add(t, l, r, demarche.Added)
	elsewhere := r.From("/elsewhere/copy.txt", "copy.txt")
	add(t, l, elsewhere, demarche.Added)
	add(t, l, elsewhere, demarche.Already)
	otherBytes := r.From("/third/page.html", "page.html")
	otherBytes.Capture.Bytes = []byte("<p>" + r.Document.Text + "</p>")
	otherBytes.Document.Capture = otherBytes.Capture.Hash()
	add(t, l, otherBytes, demarche.Added)
	if got := ids(entries(t, l, demarche.Filter{})); !slices.Equal(got, idsOf(r)) {
		t.Errorf("entries are %v, want every record once, %v", got, idsOf(r))
	}
	if k := documents(t, l); len(k) != 1 || k[0].Name != r.Document.Name || k[0].Address != r.Capture.Address {
		t.Errorf("documents are %+v, want the first that came", k)
	}
	if v := sound(t, l); v.Captures != 3 || v.Documents != 3 {
		t.Errorf("%d captures and %d documents were kept, want 3 and 3", v.Captures, v.Documents)
	}
}

func correctedDay(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r := rich(5).On("")
	add(t, l, r, demarche.Added)
	add(t, l, r.On("2025-01-27"), demarche.Added)
	corrected := r.On("2025-01-26").By(r.Reading.Doc.Reader, func(i int) bool { return i != 1 })
	add(t, l, corrected, demarche.Added)
	add(t, l, corrected, demarche.Already)
	check := func() {
		t.Helper()
		got := entries(t, l, demarche.Filter{})
		if !slices.Equal(ids(got), idsOf(corrected)) || got[0].Publish != "2025-01-26" {
			t.Errorf("entries are %v of %s, want %v of the corrected day", ids(got), got[0].Publish, idsOf(corrected))
		}
	}
	check()
	add(t, l, r, demarche.Added) // somebody adds it without its day once more
	add(t, l, r, demarche.Already)
	check()
	sound(t, l)
}

func copyOfAnotherDay(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	original := rich(6).On("2025-01-26")
	later := original.From("/other/paper.txt", "paper.txt").On("2025-01-28").By("reader 1", func(i int) bool { return i > 0 })
	for _, history := range [][]Report{{original, later}, {later, original}, {later, original, later}} {
		l := closing(t, open)
		seen := map[string]bool{}
		for _, r := range history {
			want := demarche.Added
			if seen[r.Document.Name] {
				want = demarche.Already
			}
			seen[r.Document.Name] = true
			add(t, l, r, want)
		}
		got := entries(t, l, demarche.Filter{})
		if len(got) != len(original.Reading.Records) || got[0].Name != original.Document.Name {
			t.Errorf("%d entries by %s, want %d of the report that came first", len(got), got[0].Name, len(original.Reading.Records))
		}
		sound(t, l)
	}
}

func readings(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r := rich(2)
	history := []Report{r, r.By("reader 2", func(i int) bool { return i != 1 }), r.On("2025-02-02").By("reader 2", func(i int) bool { return i > 0 }),
		r.By("reader 3", func(int) bool { return false })}
	for _, h := range history {
		add(t, l, h, demarche.Added)
		add(t, l, rich(3).By(h.Reading.Doc.Reader+" "+string(h.Document.Published), func(int) bool { return true }), demarche.Added)
	}
	got, err := l.Readings(t.Context(), r.Document.Hash()[:30])
	if err != nil || len(got) != len(history) {
		t.Fatalf("%d readings, %v", len(got), err)
	}
	for i, g := range got {
		want := history[i]
		a, _ := json.Marshal(g.Records)
		b, _ := json.Marshal(want.Reading.Records)
		if string(a) != string(b) || g.Reader != want.Reading.Doc.Reader || g.Published != want.Document.Published ||
			g.Kept.Location() != time.UTC || i > 0 && g.Sequence <= got[i-1].Sequence {
			t.Errorf("reading %d is %+v\n%s, want\n%s", i, g, a, b)
		}
	}
	if _, err := l.Readings(t.Context(), strings.Repeat("0", 64)); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("readings of nothing: %v", err)
	}
}

func order(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	var want []string
	for _, n := range []uint64{9, 3, 7, 1, 8, 2} {
		r := rich(n)
		add(t, l, r, demarche.Added)
		want = append(want, idsOf(r)...)
	}
	got := entries(t, l, demarche.Filter{})
	if !slices.Equal(ids(got), want) {
		t.Fatal("entries are not in the order in which they were added")
	}
	if !slices.IsSortedFunc(got, func(a, b demarche.Entry) int { return int(a.Sequence - b.Sequence) }) || got[0].Sequence < 1 {
		t.Error("sequences do not rise")
	}
	k := documents(t, l)
	if !slices.IsSortedFunc(k, func(a, b demarche.Kept) int { return int(a.Sequence - b.Sequence) }) || k[0].Name != rich(9).Document.Name {
		t.Error("documents are not in the order in which they came")
	}
}

func beginnings(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	var records, texts []string
	for n := range uint64(40) {
		r := rich(n)
		add(t, l, r, demarche.Added)
		records, texts = append(records, idsOf(r)...), append(texts, r.Document.Hash())
	}
	entry := func(id string) (string, error) {
		e, err := l.Entry(t.Context(), id)
		if err != nil {
			return "", err
		}
		return e.Record.Shared().ID, nil
	}
	document := func(hash string) (string, error) {
		k, err := l.Document(t.Context(), hash)
		if err == nil && demarche.HashOf([]byte(k.Text)) != k.Hash {
			return "", errors.New("the text has another hash")
		}
		return k.Hash, err
	}
	for _, ask := range []struct {
		names  []string
		lookup func(string) (string, error)
	}{{records, entry}, {texts, document}} {
		for _, name := range ask.names[:20] {
			for _, length := range []int{1, 2, 3, 8, len(name)} {
				lookUp(t, ask.names, name[:length], ask.lookup)
			}
			lookUp(t, ask.names, strings.ToUpper(name), ask.lookup)
		}
		for _, bad := range []string{"", "xyz", "g", "%", "' OR 1=1 --", "ab*"} {
			if got, err := ask.lookup(bad); demarche.CodeOf(err) != demarche.Invalid {
				t.Errorf("%q gives %q, %v, want an invalid id", bad, got, err)
			}
		}
		if got, err := ask.lookup(strings.Repeat("0", 70)); demarche.CodeOf(err) != demarche.NotFound {
			t.Errorf("an id that is too long gives %q, %v", got, err)
		}
	}
}

// lookUp asks for a beginning and compares the answer with the list of all names.
func lookUp(t *testing.T, names []string, beginning string, lookup func(string) (string, error)) {
	t.Helper()
	var candidates []string
	for _, n := range names {
		if strings.HasPrefix(n, strings.ToLower(beginning)) {
			candidates = append(candidates, n)
		}
	}
	got, err := lookup(beginning)
	if len(candidates) == 1 {
		if err != nil || got != candidates[0] {
			t.Errorf("%q gives %q, %v, want %q", beginning, got, err, candidates[0])
		}
		return
	}
	if demarche.CodeOf(err) != demarche.Conflict || demarche.HintOf(err) == "" {
		t.Errorf("%q, which %d ids begin with, gives %q, %v", beginning, len(candidates), got, err)
		return
	}
	named := 0
	for _, c := range candidates {
		if strings.Contains(err.Error(), c) {
			named++
		}
	}
	if named < 2 {
		t.Errorf("the error for %q names %d of the candidates: %v", beginning, named, err)
	}
}

func refused(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	// Every case gets a copy of its own to spoil.
	for name, spoil := range map[string]func(r *Report){
		"evidence elsewhere":      func(r *Report) { evidenceOf(r).Start++ },
		"evidence with other end": func(r *Report) { evidenceOf(r).End-- },
		"evidence past the end":   func(r *Report) { evidenceOf(r).End += 1 << 20 },
		"evidence before text":    func(r *Report) { evidenceOf(r).Start = -1 },
		"other words":             func(r *Report) { evidenceOf(r).Exact += "x" },
		"other words before":      func(r *Report) { evidenceOf(r).Prefix = "nowhere " },
		"other words after":       func(r *Report) { evidenceOf(r).Suffix = " nowhere" },
		"no words":                func(r *Report) { *evidenceOf(r) = demarche.Selector{} },
		"no evidence":             func(r *Report) { r.Reading.Records[0].Shared().Evidence = nil },
		"no record":               func(r *Report) { r.Reading.Records[0] = nil },
		"another kind":            func(r *Report) { r.Reading.Records[0].Shared().Kind = "rumour" },
		"confidence over 1":       func(r *Report) { r.Reading.Records[0].Shared().Confidence = 1.5 },
		"no reader":               func(r *Report) { r.Reading.Doc.Reader = "" },
		"another text":            func(r *Report) { r.Document.Text += "." },
		"an empty text":           func(r *Report) { r.Document.Text, r.Reading = "", demarche.Reading{Doc: demarche.DocInfo{Reader: "r"}} },
		"not UTF-8":               func(r *Report) { r.Document.Text += "\xff"; r.Reading.Doc.SHA256 = "" },
		"another capture":         func(r *Report) { r.Capture.Bytes = append(r.Capture.Bytes, 'x') },
		"a day that is none":      func(r *Report) { r.Document.Published = "2025-02-30" },
	} {
		r := rich(7)
		spoil(&r)
		reidentify(&r)
		if _, err := l.Add(t.Context(), r.Capture, r.Document, r.Reading); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("%s: %v, want it refused as invalid", name, err)
		}
	}
	for name, spoil := range map[string]func(h *demarche.Common){
		"no id":       func(h *demarche.Common) { h.ID = "" },
		"another's":   func(h *demarche.Common) { h.ID = "0123456789abcdef" },
		"upper case":  func(h *demarche.Common) { h.ID = strings.ToUpper(h.ID) + "A" },
		"a beginning": func(h *demarche.Common) { h.ID = h.ID[:8] },
	} {
		r := rich(7)
		spoil(r.Reading.Records[len(r.Reading.Records)-1].Shared())
		if _, err := l.Add(t.Context(), r.Capture, r.Document, r.Reading); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("id, %s: %v, want it refused as invalid", name, err)
		}
	}
	if v := sound(t, l); v.LogLength != 0 || len(documents(t, l)) != 0 {
		t.Errorf("what was refused left %d lines in the log", v.LogLength)
	}
}

func evidenceOf(r *Report) *demarche.Selector { return &r.Reading.Records[1].Shared().Evidence[0] }

// reidentify gives the records of a spoiled report the ids that fit them, so
// that the ids are not what it is refused for.
func reidentify(r *Report) {
	for _, record := range r.Reading.Records {
		if record == nil {
			continue
		}
		if id, err := demarche.Identify(r.Document.Hash(), record); err == nil {
			record.Shared().ID = id
		}
	}
}

func manyBytes(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	texts := []string{
		"Ñandú 🛬 «no» a\u0301 \u202eabc\u202c.",
		"日本語の文。\u2028second line\r\nthird\x00fourth",
		strings.Repeat("🙂", 70) + "é",
	}
	for i, text := range texts {
		offsets := demarche.CodePoints(text)
		for start := 0; start < offsets.Count(); start += 7 {
			span, err := offsets.Span(start, offsets.Count())
			if err != nil {
				t.Fatal(err)
			}
			g := &demarche.Gap{Common: demarche.Common{Kind: demarche.KindGap, Evidence: []demarche.Selector{offsets.Select(span)}},
				Type: demarche.Declined, Who: "USA"}
			d := demarche.Document{Name: fmt.Sprintf("%d-%d\u00e9.txt", i, start), Title: "«Título» \x00", Text: text + strings.Repeat(" ", start), Lang: "es"}
			offsets := demarche.CodePoints(d.Text)
			g.Evidence[0] = offsets.Select(span)
			c := demarche.Capture{Address: "/\u00e9/" + d.Name, Bytes: []byte(d.Text), Taken: time.Unix(1, 1)}
			r := Report{c, d, demarche.Reading{Doc: demarche.DocInfo{Reader: "r"}, Records: identified(d.Hash(), demarche.Records{g})}}
			r.Document.Capture = c.Hash()
			add(t, l, r, demarche.Added)
			k, err := l.Document(t.Context(), d.Hash())
			if err != nil || k.Text != d.Text || k.Title != d.Title || k.Address != c.Address {
				t.Fatalf("%q comes back as %q (%v)", d.Text, k.Text, err)
			}
			e := entries(t, l, demarche.Filter{Document: d.Hash()})
			if len(e) != 1 {
				t.Fatalf("%d entries of %q", len(e), d.Text)
			}
			if err := e[0].Record.Shared().Evidence[0].Check(k.Text); err != nil {
				t.Fatal(err)
			}
		}
	}
	sound(t, l)
}

func manyAtOnce(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	const workers, reports = 6, 12
	added := make([]int, workers)
	var wg sync.WaitGroup
	shared := make([]Report, reports) // the same values in all goroutines
	for n := range shared {
		shared[n] = Sample(uint64(n))
	}
	for w := range workers {
		wg.Go(func() {
			for i := range reports {
				r := shared[(i+w*5)%reports]
				outcome, err := l.Add(t.Context(), r.Capture, r.Document, r.Reading)
				if err != nil {
					t.Errorf("add: %v", err)
				} else if outcome == demarche.Added {
					added[w]++
				}
				if _, err := l.Entries(t.Context(), demarche.Filter{State: "COL"}); err != nil {
					t.Errorf("entries: %v", err)
				}
			}
		})
	}
	wg.Wait()
	total := 0
	for _, n := range added {
		total += n
	}
	if total != reports || len(documents(t, l)) != reports {
		t.Errorf("%d reports were added, %d are there, want %d", total, len(documents(t, l)), reports)
	}
	sound(t, l)
}

func endedContext(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	add(t, l, Sample(1), demarche.Added)
	head := sound(t, l).LogHead
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := Sample(2)
	if _, err := l.Add(ctx, r.Capture, r.Document, r.Reading); !errors.Is(err, context.Canceled) {
		t.Errorf("add: %v", err)
	}
	if _, err := l.Entries(ctx, demarche.Filter{}); !errors.Is(err, context.Canceled) {
		t.Errorf("entries: %v", err)
	}
	if _, err := l.Verify(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("verify: %v", err)
	}
	if sound(t, l).LogHead != head {
		t.Error("an addition whose context had ended was kept")
	}
	add(t, l, r, demarche.Added)
}

// endingContext ends contexts at ever later moments of an addition.
func endingContext(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	for n := range uint64(60) {
		r := rich(n)
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(n)*20*time.Microsecond)
		_, err := l.Add(ctx, r.Capture, r.Document, r.Reading)
		cancel()
		got := len(entries(t, l, demarche.Filter{Document: r.Document.Hash()}))
		switch {
		case err == nil && got != len(r.Reading.Records):
			t.Fatalf("an addition that was acknowledged left %d of %d entries", got, len(r.Reading.Records))
		case err != nil && !errors.Is(err, context.DeadlineExceeded):
			t.Fatal(err)
		case err != nil && got != 0 && got != len(r.Reading.Records):
			t.Fatalf("an addition that was broken off left %d of %d entries", got, len(r.Reading.Records))
		}
	}
	sound(t, l)
}

func verifies(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	records := 0
	for n := range uint64(60) {
		r := rich(n)
		add(t, l, r, demarche.Added)
		records += len(r.Reading.Records)
	}
	last, of := -1, 0
	v, err := l.Verify(t.Context(), func(done, total int) {
		if done < last || done > total {
			t.Errorf("progress goes from %d to %d of %d", last, done, total)
		}
		last, of = done, total
	})
	if err != nil {
		t.Fatal(err)
	}
	if last != of || of == 0 {
		t.Errorf("progress ends at %d of %d", last, of)
	}
	if v.Captures != 60 || v.Documents != 60 || v.Records != records || v.Spans != records || len(v.Faults) != 0 || v.LogHead == "" ||
		v.LogLength != int64(60*3+records) {
		t.Errorf("verified %+v, want 60 captures and documents and %d records", v, records)
	}
}

func filters(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l, m := closing(t, open), newModel()
	for n := range uint64(50) {
		r := Sample(n)
		add(t, l, r, m.add(r))
	}
	for _, f := range singleFilters(m.order) {
		compare(t, entries(t, l, f), m.entries(f))
	}
	narrowed := 0
	rapid.Check(t, func(rt *rapid.T) {
		f := drawFilter(rt, m.order)
		want := m.entries(f)
		compare(rt, entries(rt, l, f), want)
		if len(want) > 0 && len(want) < len(m.entries(demarche.Filter{})) {
			narrowed++
		}
	})
	if narrowed == 0 {
		t.Error("no filter passed a part of the entries: the suite does not test what it should")
	}
}

func compare(t fatal, got, want []demarche.Entry) {
	t.Helper()
	if !slices.Equal(ids(got), ids(want)) {
		t.Fatalf("entries are %v, want %v", ids(got), ids(want))
	}
	for i := range got {
		same(t, got[i], want[i])
	}
}

func askedNames() []string {
	return []string{"nandu", "ÑANDÚ", "Zoé", "strasse", "Ångstrom", "иван", "æg", "ministry", "e", "nobody", "%"}
}

// singleFilters narrow by one thing each, and by every pair of dates.
func singleFilters(texts []string) []demarche.Filter {
	all := []demarche.Filter{{Document: texts[0]}, {Document: demarche.HashOf(nil)}}
	for _, k := range demarche.Kinds() {
		all = append(all, demarche.Filter{Kinds: []demarche.Kind{k}})
	}
	for _, s := range codes() {
		all = append(all, demarche.Filter{State: s}, demarche.Filter{FromState: s}, demarche.Filter{ToState: s})
	}
	for _, name := range askedNames() {
		all = append(all, demarche.Filter{Name: name})
	}
	for _, since := range dates() {
		for _, until := range dates() {
			all = append(all, demarche.Filter{Since: since, Until: until})
		}
	}
	return all
}

func drawFilter(t *rapid.T, texts []string) demarche.Filter {
	var f demarche.Filter
	maybe := func(label string, set func()) {
		if rapid.IntRange(0, 3).Draw(t, label) == 0 {
			set()
		}
	}
	maybe("by kinds", func() {
		f.Kinds = rapid.SliceOfNDistinct(rapid.SampledFrom(demarche.Kinds()), 1, 3, rapid.ID).Draw(t, "kinds")
	})
	maybe("by state", func() { f.State = rapid.SampledFrom(codes()).Draw(t, "state") })
	maybe("by sender", func() { f.FromState = rapid.SampledFrom(codes()).Draw(t, "from") })
	maybe("by receiver", func() { f.ToState = rapid.SampledFrom(codes()).Draw(t, "to") })
	maybe("by document", func() { f.Document = rapid.SampledFrom(texts).Draw(t, "document") })
	maybe("by beginning", func() { f.Since = rapid.SampledFrom(dates()).Draw(t, "since") })
	maybe("by end", func() { f.Until = rapid.SampledFrom(dates()).Draw(t, "until") })
	maybe("by name", func() {
		f.Name = rapid.SampledFrom(askedNames()).Draw(t, "name")
	})
	return f
}

// anyHistory adds reports, copies, corrections and readings in any order and
// compares the store with the model after each.
func anyHistory(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	rapid.Check(t, func(rt *rapid.T) {
		l, m := open(t), newModel()
		defer func() { _ = l.Close() }()
		reports := []Report{Draw(rt, 1), Draw(rt, 2), Draw(rt, 3)}
		for range rapid.IntRange(1, 8).Draw(rt, "additions") {
			r := vary(rt, rapid.SampledFrom(reports).Draw(rt, "report"))
			add(rt, l, r, m.add(r))
			for range rapid.IntRange(0, 1).Draw(rt, "decisions") {
				decideAnything(rt, l, m)
			}
			for _, f := range []demarche.Filter{{}, {Rejected: true}, {ReviewedOnly: true}, {State: "MEX"}} {
				compare(rt, entries(rt, l, f), m.entries(f))
				searchAsModel(rt, l, m, demarche.Search{Words: "sentence", Filter: f})
			}
		}
		got, want := documents(rt, l), m.documents()
		for i := range got {
			got[i].Sequence = 0
		}
		if !slices.Equal(got, want) {
			rt.Fatalf("documents are\n%+v, want\n%+v", got, want)
		}
		v := sound(rt, l)
		if v.Captures != len(m.captures) || v.Records != len(m.first) {
			rt.Fatalf("verified %+v, want %d captures and %d records", v, len(m.captures), len(m.first))
		}
	})
}

func vary(t *rapid.T, r Report) Report {
	switch rapid.IntRange(0, 4).Draw(t, "variation") {
	case 1:
		copied := rapid.SampledFrom([]string{"/a/copy.txt", "/b/copy.txt"}).Draw(t, "address")
		r = r.From(copied, "copy.txt")
	case 2:
		r = r.On(rapid.SampledFrom(days()).Draw(t, "day"))
	case 3:
		mask := rapid.IntRange(0, 255).Draw(t, "records")
		r = r.By(fmt.Sprint("reader ", rapid.IntRange(2, 3).Draw(t, "version")), func(i int) bool { return mask>>i&1 == 1 })
	case 4:
		r = r.From("/c/copy.txt", "copy.txt").On(rapid.SampledFrom(days()).Draw(t, "day"))
	}
	return r
}
