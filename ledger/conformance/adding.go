package conformance

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
)

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
