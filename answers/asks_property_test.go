package answers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"

	"pgregory.net/rapid"
)

// chronicle draws reports that pledge, threaten, move, count and keep silent,
// few enough in states, places and days that they meet.
func chronicle(t *rapid.T) *shelf {
	day := func(label string) demarche.Date {
		return rapid.SampledFrom([]demarche.Date{"", "2025-01", "2025-01-25", "2025-01-26", "2025-01-27", "2025-02-03"}).Draw(t, label+"day")
	}
	state := func(label string) demarche.State {
		return rapid.SampledFrom([]demarche.State{"COL", "USA", "MEX"}).Draw(t, label)
	}
	one := func(l string) demarche.Record {
		switch rapid.IntRange(0, 5).Draw(t, l+"kind") {
		case 0:
			types := []demarche.ActType{demarche.Threaten, demarche.Sanction, demarche.Ease, demarche.Pledge, demarche.Order, demarche.Suspend, demarche.TurnBack}
			return act(rapid.SampledFrom(types).Draw(t, l+"type"), demarche.Optional(state(l+"actor")), demarche.Optional(rapid.SampledFrom([]string{"", "USA", "COL"}).Draw(t, l+"target")), day(l))
		case 1:
			m := move(rapid.SampledFrom([]demarche.Status{demarche.Planned, demarche.Completed, demarche.Cancelled}).Draw(t, l+"status"), "USA", state(l+"to"), day(l))
			m.Destination = rapid.SampledFrom([]demarche.Optional{"", "Port Rosa camp"}).Draw(t, l+"place")
			m.People = said(rapid.SampledFrom([]int{80, 200, 5000}).Draw(t, l+"people"))
			return m
		case 2:
			c := room(rapid.SampledFrom([]demarche.CountWhat{demarche.Capacity, demarche.Held, demarche.Agreed}).Draw(t, l+"what"), rapid.SampledFrom([]float64{100, 400}).Draw(t, l+"value"), day(l))
			c.In = state(l + "in")
			return c
		case 3:
			p := position(state(l+"state"), rapid.SampledFrom([]demarche.Stance{accept, refuse}).Draw(t, l+"stance"), own, rapid.SampledFrom([]demarche.Means{military, anyMeans}).Draw(t, l+"means"), day(l))
			p.Terms = rapid.SampledFrom([][]demarche.Term{{}, {"no_restraints"}, {"cap", "paid"}}).Draw(t, l+"terms")
			return p
		case 4:
			return gap("COL", rapid.SampledFrom([]demarche.Optional{"", "whether ferries would carry families"}).Draw(t, l+"about"))
		}
		return minister("Ferries carry families")
	}
	s := &shelf{}
	for i := range rapid.IntRange(0, 6).Draw(t, "reports") {
		published := rapid.SampledFrom([]demarche.Date{"", "2025-01-26", "2025-01-28", "2025-02-05"}).Draw(t, "published")
		var text strings.Builder
		fmt.Fprintf(&text, "Report %d, %s.\n", i, strings.Repeat(string(rune('k'+i)), 40))
		start := text.Len()
		sentence := rapid.SampledFrom([]string{"The camp at Port Rosa will be readied.", "Ferries will carry families home to the camp.", "Port Rosa has beds."}).Draw(t, "sentence")
		text.WriteString(sentence)
		var records []demarche.Record
		for j := range rapid.IntRange(1, 3).Draw(t, "records") {
			r := one(fmt.Sprintf("%d.%d ", i, j))
			r.Shared().Kind = kindOf(r)
			// What a report tells of one movement twice, as planned and as done, events cannot
			// tell apart from what two reports tell.
			if slices.ContainsFunc(records, func(x demarche.Record) bool {
				return x.Shared().Kind == r.Shared().Kind && r.Shared().Kind == demarche.KindMovement
			}) {
				continue
			}
			r.Shared().Evidence = []demarche.Selector{{Exact: sentence, Start: start, End: text.Len()}}
			records = append(records, r)
		}
		s.keep(fmt.Sprintf("%d.txt", i), published, text.String(), records)
	}
	return s
}

// keep puts a report with its records on the shelf; what one report tells twice is one record.
func (s *shelf) keep(name string, published demarche.Date, text string, records []demarche.Record) {
	hash := demarche.HashOf([]byte(text))
	s.docs = append(s.docs, demarche.Kept{Document: demarche.Document{Name: name, Published: published, Lang: "en", Text: text}, Hash: hash, Sequence: int64(len(s.docs) + 1)})
	s.log = append(s.log, hash)
	for _, r := range records {
		id, err := demarche.Identify(hash, r)
		if err != nil {
			panic(err)
		}
		if slices.ContainsFunc(s.entries, func(e demarche.Entry) bool { return e.Record.Shared().ID == id }) {
			continue
		}
		r.Shared().ID = id
		s.entries = append(s.entries, demarche.Entry{Record: r, Document: hash, Name: name, Publish: published, Sequence: s.nextLine(), Review: demarche.Proposed})
	}
}

// everything asks all that these questions can tell of a shelf.
type everything struct {
	Promises answers.PromiseList
	Gaps     []answers.Item
	Answered []answers.AnsweredGap
	First    []answers.FirstAnswer
	Places   []answers.PlaceReport
	Would    answers.Answer
}

func askAll(t *rapid.T, s *shelf) everything {
	var out everything
	var errs [6]error
	ctx, a := context.Background(), s.answers()
	out.Promises, errs[0] = a.Promises(ctx, demarche.Filter{})
	out.Gaps, errs[1] = a.Gaps(ctx, demarche.Filter{})
	out.Answered, errs[2] = a.AnsweredGaps(ctx, demarche.Filter{})
	for _, c := range []answers.Claim{{What: "refuse", Means: military}, {What: "accept"}, {What: "threaten"}} {
		f, err := a.First(ctx, c)
		out.First, errs[3] = append(out.First, f), err
	}
	out.Places, errs[4] = a.Places(ctx, "", "")
	yes, n := true, 150
	out.Would, errs[5] = a.Would(ctx, answers.Question{State: "COL", People: own, Means: military, Conditions: answers.Conditions{Number: &n, Restraints: &yes}})
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestOrderOfImportDoesNotMatterToAnyQuestion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := chronicle(t)
		other := &shelf{docs: rapid.Permutation(s.docs).Draw(t, "documents"), entries: rapid.Permutation(s.entries).Draw(t, "order")}
		for _, d := range other.docs {
			other.log = append(other.log, d.Hash)
		}
		if a, b := text(t, askAll(t, s)), text(t, askAll(t, other)); a != b {
			t.Fatalf("an answer depends on the order of import:\n%s\n%s", a, b)
		}
	})
}

// gist is what answers say, without who says it.
func (e everything) gist() []string {
	var out []string
	for _, p := range slices.Concat(e.Promises.Open, e.Promises.Closed) {
		out = append(out, fmt.Sprint("promise ", p.Type, p.Actor, p.Target, p.Day, p.Open, rules(p.Connections)))
	}
	for _, g := range e.Gaps {
		out = append(out, fmt.Sprint("open ", g.Record.(*demarche.Gap).About, g.Publish))
	}
	for _, g := range e.Answered {
		out = append(out, fmt.Sprint("answered ", g.Gap.Record.(*demarche.Gap).About, g.Gap.Publish, rules(g.By)))
	}
	for _, f := range e.First {
		if f.First != nil {
			out = append(out, fmt.Sprint("first ", f.Claim.What, f.First.State, f.First.Latest, f.Sure, codes(f)))
		}
		for _, r := range f.Runners {
			out = append(out, fmt.Sprint("then ", f.Claim.What, r.State, r.Latest))
		}
	}
	for _, p := range e.Places {
		for _, s := range p.Series {
			for _, x := range s.Points {
				out = append(out, fmt.Sprint("point ", p.Name, s.Kind, x.Day, x.Low, x.High))
			}
		}
		for _, w := range p.Warnings {
			out = append(out, fmt.Sprint("warning ", p.Name, w.Certain, w.Reason))
		}
	}
	for _, w := range e.Would.Weighed {
		out = append(out, fmt.Sprint("term ", w.Term, w.Status, w.Reason))
	}
	out = append(out, fmt.Sprint("would ", e.Would.Verdict, e.Would.Terms))
	slices.Sort(out)
	return slices.Compact(out)
}

func TestACopyChangesNoAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := chronicle(t)
		if len(s.docs) == 0 {
			return
		}
		before := askAll(t, s).gist()
		d := rapid.SampledFrom(s.docs).Draw(t, "copied")
		var records []demarche.Record
		for _, e := range s.entries {
			if e.Document == d.Hash {
				b, err := demarche.ParseRecord([]byte(text(t, e.Record)))
				if err != nil {
					t.Fatal(err)
				}
				records = append(records, b)
			}
		}
		copied := &shelf{docs: slices.Clone(s.docs), entries: slices.Clone(s.entries), log: slices.Clone(s.log)}
		copied.keep("copy.txt", d.Published, d.Text+"\n", records)
		if after := askAll(t, copied).gist(); !slices.Equal(before, after) {
			t.Fatalf("a copy changes answers:\n%s\n\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
		}
	})
}

// TestSilenceIsNeverAnAnswer holds that nothing closes, follows or is consented to by nothing.
func TestSilenceIsNeverAnAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := chronicle(t)
		e := askAll(t, s)
		if len(e.Promises.Closed) > 0 {
			t.Fatal("a promise is closed that nobody judged")
		}
		for _, p := range e.Promises.Open {
			for _, c := range p.Connections {
				if c.Entry.Record == nil || c.Rule == "" || c.Reason == "" {
					t.Fatalf("a connection rests on %+v", c)
				}
			}
		}
		for _, g := range e.Answered {
			if len(g.By) == 0 || !(g.By[0].Entry.Day > g.Gap.Publish) {
				t.Fatalf("%+v is answered by %+v", g.Gap, g.By)
			}
		}
		if v := e.Would.Verdict; len(e.Would.Entries) == 0 && v != answers.Unknown {
			t.Fatalf("%s rests on nothing", v)
		}
		gaps := 0
		for _, x := range s.entries {
			if x.Record.Shared().Kind == demarche.KindGap {
				gaps++
			}
		}
		if len(e.Gaps)+len(e.Answered) != gaps {
			t.Fatalf("%d gaps are open and %d answered, of %d", len(e.Gaps), len(e.Answered), gaps)
		}
	})
}

// TestWhatIsCitedImpliesEveryAnswer asks again of nothing but what was cited.
func TestWhatIsCitedImpliesEveryAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := chronicle(t)
		e := askAll(t, s)
		ctx := context.Background()
		for _, p := range e.Promises.Open {
			for _, c := range p.Connections {
				ids := witnesses(t, s, p.ID, c.Event)
				again, err := s.only(ids).answers().Promises(ctx, demarche.Filter{})
				if err != nil || len(again.Open) == 0 || !slices.ContainsFunc(again.Open, func(q answers.Promise) bool {
					return q.ID == p.ID && slices.Contains(rules(q.Connections), rules([]answers.Connection{c})[0])
				}) {
					t.Fatalf("%v does not follow from %v (%v)", rules([]answers.Connection{c}), ids, err)
				}
			}
		}
		for _, g := range e.Answered {
			again, err := s.only([]string{g.Gap.ID(), g.By[0].Entry.ID()}).answers().AnsweredGaps(ctx, demarche.Filter{})
			if err != nil || len(again) != 1 || g.By[0].Rule == "question/spoken" && again[0].By[0].Rule != g.By[0].Rule {
				t.Fatalf("%+v is not answered by what is cited (%v)", g, err)
			}
		}
		for _, f := range e.First {
			if f.First == nil {
				continue
			}
			again, err := s.only([]string{f.First.Entry.ID()}).answers().First(ctx, f.Claim)
			if err != nil || again.First == nil || again.First.State != f.First.State || again.First.Latest != f.First.Latest {
				t.Fatalf("%+v does not follow from its entry (%v)", f.First, err)
			}
			for _, r := range f.Runners {
				if r.Latest < f.First.Latest {
					t.Fatalf("%s was certainly earlier than %s", r.State, f.First.State)
				}
			}
		}
		for _, p := range e.Places {
			for _, w := range p.Warnings {
				again, err := s.only(w.Entries).answers().Places(ctx, p.Name, "")
				if err != nil || len(again) != 1 || !slices.ContainsFunc(again[0].Warnings, func(x answers.Warning) bool { return x.Certain == w.Certain && x.Reason == w.Reason }) {
					t.Fatalf("%+v does not follow from what it cites: %+v (%v)", w, again, err)
				}
			}
		}
		for _, w := range e.Would.Weighed {
			var ids []string
			for _, it := range w.Entries {
				ids = append(ids, it.ID())
			}
			again, err := s.only(ids).answers().Would(ctx, e.Would.Question)
			if err != nil || !slices.ContainsFunc(again.Weighed, func(x answers.TermAnswer) bool {
				return x.Term == w.Term && x.Status == w.Status && x.Reason == w.Reason
			}) {
				t.Fatalf("%+v does not follow from what it cites: %+v (%v)", w, again.Weighed, err)
			}
		}
	})
}

// witnesses gives the entries of two events.
func witnesses(t *rapid.T, s *shelf, events ...string) []string {
	ids, err := s.answers().Whole(context.Background(), events)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// TestALargeLedgerIsAnsweredAsASmallOne goes through events some at a time, as
// where there are too many to be kept.
func TestALargeLedgerIsAnsweredAsASmallOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, ctx := chronicle(t), context.Background()
		small, large := s.answers(), s.answers()
		large.KeepsEventsOf(-1)
		for _, f := range []demarche.Filter{{}, {State: "COL"}, {Since: "2025-01-26"}} {
			want, err := small.Promises(ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := large.Promises(ctx, f); err != nil || text(t, got) != text(t, want) {
				t.Fatalf("promises of %+v (%v):\n%s\nnot\n%s", f, err, text(t, got), text(t, want))
			}
		}
		want, err := small.Places(ctx, "", "")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := large.Places(ctx, "", ""); err != nil || text(t, got) != text(t, want) {
			t.Fatalf("places (%v):\n%s\nnot\n%s", err, text(t, got), text(t, want))
		}
	})
}
