package events

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"demarche"

	"pgregory.net/rapid"
)

// asJSON gives events for comparison.
func asJSON(t interface{ Fatal(...any) }, events []Event) string {
	b, err := json.MarshalIndent(events, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func one[T any](values ...T) *rapid.Generator[T] { return rapid.SampledFrom(values) }

// some gives a number that is said.
func some(n int) *int { return &n }

// drawn draws entries of few states, days and numbers, so that they meet.
func drawn(t *rapid.T) []demarche.Entry {
	var out []demarche.Entry
	days := one[demarche.Date]("", "2025", "2025-03", "2025-03-04", "2025-03-05", "2025-03-06")
	words := one("a plane landed with people from afar", "the second flight came down near the capital", "officials called the envoy in")
	for i := range rapid.IntRange(0, 12).Draw(t, "reports") {
		document := demarche.HashOf(fmt.Append(nil, i))
		publish := one[demarche.Date]("", "2025-03-05", "2025-03-06", "2025-03-31", "2025-04-19", "2025-05-03").Draw(t, "published")
		for j := range rapid.IntRange(1, 3).Draw(t, "records") {
			state := one[demarche.State]("HND", "GTM", "").Draw(t, "state")
			date := days.Draw(t, "date")
			var r demarche.Record
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				m := &demarche.Movement{Common: demarche.Common{Kind: demarche.KindMovement}, Status: one(demarche.Planned, demarche.Completed, demarche.Cancelled).Draw(t, "status"), DestinationState: state, Date: date,
					Destination: one[demarche.Optional]("", "San Pedro Sula", "Comayagua, Honduras").Draw(t, "place"), Sender: one[demarche.State]("", "USA").Draw(t, "sender"), Means: one(demarche.MeansUnknown, demarche.MilitaryAircraft, demarche.CivilianAircraft).Draw(t, "means")}
				m.People = one(nil, some(80), some(81), some(97), some(118)).Draw(t, "people")
				m.Flights = one(nil, some(1), some(2)).Draw(t, "flights")
				m.Approx = rapid.Bool().Draw(t, "approx")
				r = m
			case 1:
				r = &demarche.Act{Common: demarche.Common{Kind: demarche.KindAct}, Type: one(demarche.Summon, demarche.Agree).Draw(t, "act"), Actor: one[demarche.Optional]("HND", "USA").Draw(t, "actor"), Target: one[demarche.Optional]("", "USA", "HND").Draw(t, "target"), Date: date}
			case 2:
				r = &demarche.Position{Common: demarche.Common{Kind: demarche.KindPosition}, State: "HND", Stance: one(demarche.Accept, demarche.Refuse).Draw(t, "stance"), People: one(demarche.AnyPeople, demarche.OwnNationals).Draw(t, "people"), Means: demarche.MeansAny, From: "USA", Date: date}
			default:
				r = &demarche.Count{Common: demarche.Common{Kind: demarche.KindCount}, What: one(demarche.Returned, demarche.Capacity).Draw(t, "what"), Unit: "people", Value: one(400.0, 410, 880).Draw(t, "value"), Of: state, In: "USA", AsOf: date}
			}
			r.Shared().Evidence = []demarche.Selector{{Exact: words.Draw(t, "words")}}
			r.Shared().ID = fmt.Sprintf("%02d.%d", i, j)
			out = append(out, demarche.Entry{Record: r, Document: document, Publish: publish})
		}
	}
	return out
}

// decided draws decisions on the entries.
func decided(t *rapid.T, entries []demarche.Entry) []Decision {
	if len(entries) < 2 {
		return nil
	}
	few := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return one(entries...).Draw(t, "record").Record.Shared().ID }), 1, 3)
	var out []Decision
	for i := range rapid.IntRange(0, 4).Draw(t, "decisions") {
		out = append(out, Decision{ID: fmt.Sprint(i), Verb: one(Merge, Split).Draw(t, "verb"), These: few.Draw(t, "these"), Those: few.Draw(t, "those"), At: time.Unix(int64(rapid.IntRange(0, 3).Draw(t, "at")), 0)})
	}
	return out
}

func TestOrderAndRepetitionDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawn(t)
		decisions := decided(t, entries)
		want := asJSON(t, Of(entries, nil, decisions...))
		other := rapid.Permutation(append(slices.Clone(entries), entries...)).Draw(t, "order")
		b := New()
		for _, d := range rapid.Permutation(decisions).Draw(t, "order of decisions") {
			b.Decide(d)
		}
		for _, e := range other {
			wrong := e
			wrong.Publish = "2024-01-01"
			b.Add(wrong)
			b.Add(e)
		}
		if got := asJSON(t, b.Events()); got != want {
			t.Fatalf("events depend on the order of adding:\n%s\n%s", want, got)
		}
		for _, e := range entries { // what was taken out leaves no trace
			b.Remove(e.Record.Shared().ID)
		}
		if n := len(b.Events()); n != 0 || len(b.slots.first) != 0 {
			t.Fatalf("%d events and %d slots left of nothing", n, len(b.slots.first))
		}
	})
}

// TestWitnessesAreThoseOfTheEvent asks for witnesses while records come and go,
// reports are told again and reviewers decide: what is kept must never be old.
func TestWitnessesAreThoseOfTheEvent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawn(t)
		decisions := decided(t, entries)
		b := New()
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			if len(entries) == 0 {
				return
			}
			e := one(entries...).Draw(t, "entry")
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0, 1:
				b.Add(e)
			case 2:
				b.Remove(e.Record.Shared().ID)
			case 3:
				b.Tell(e.Document, Report{Families: one(nil, []string{e.Document}, []string{entries[0].Document}).Draw(t, "families"), Publisher: one("", "a", "b").Draw(t, "publisher")})
			default:
				if len(decisions) > 0 {
					b.Decide(one(decisions...).Draw(t, "decision"))
				}
			}
			for _, e := range entries {
				id := e.Record.Shared().ID
				event, held := b.EventOf(id)
				if name, ok := b.NameOf(id); ok != held || name != event.ID {
					t.Fatalf("the event of %s is called %q (%t), and is %q (%t)", id, name, ok, event.ID, held)
				}
				if got, ok := b.WitnessesOf(id); ok != held || got != event.Witnesses {
					t.Fatalf("%s: counted %+v (%v), want %+v (%v)", id, got, ok, event.Witnesses, held)
				}
			}
		}
	})
}

func TestEachRecordIsInOneEvent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawn(t)
		decisions := decided(t, entries)
		document := make(map[string]string)
		for _, e := range entries {
			document[e.Record.Shared().ID] = e.Document
		}
		b := New()
		for _, e := range entries {
			b.Add(e)
		}
		events := b.Events()
		seen := make(map[string]bool)
		for _, e := range events {
			reports := make(map[string]bool)
			for _, id := range e.Records {
				if seen[id] {
					t.Fatalf("%s is in two events", id)
				}
				seen[id] = true
				if reports[document[id]] {
					t.Fatalf("two records of one report are one event: %v", e.Records)
				}
				reports[document[id]] = true
			}
			if len(e.Joins) != len(e.Records)-1 {
				t.Fatalf("%d joins of %d records", len(e.Joins), len(e.Records))
			}
			for _, j := range e.Joins {
				if len(j.Reasons) == 0 || j.Score < enough {
					t.Fatalf("a join without reasons: %+v", j)
				}
			}
			if w := e.Witnesses; w.Independent > w.Families || w.Families > w.Reports || w.Reports != len(reports) {
				t.Fatalf("%+v of %d reports", w, len(reports))
			}
			if alone, ok := b.EventOf(e.Records[len(e.Records)-1]); !ok || asJSON(t, []Event{alone}) != asJSON(t, []Event{e}) {
				t.Fatalf("asked by a record the event is another:\n%+v\n%+v", alone, e)
			}
		}
		if len(seen) != len(entries) {
			t.Fatalf("%d records in events, of %d", len(seen), len(entries))
		}
		// What reviewers said holds; the latest of what contradicts itself.
		for _, d := range decisions {
			b.Decide(d)
		}
		if len(decisions) > 0 {
			last := slices.MinFunc(decisions, latestFirst)
			of := make(map[string]string)
			for _, e := range b.Events() {
				for _, id := range e.Records {
					of[id] = e.ID
				}
			}
			for _, x := range last.These {
				if last.Verb == Merge && of[x] != of[last.These[0]] {
					t.Fatalf("%s and %s are not merged, as decided", x, last.These[0])
				}
				for _, y := range last.Those {
					if last.Verb == Split && x != y && of[x] == of[y] {
						t.Fatalf("%s and %s are not split, as decided", x, y)
					}
				}
			}
		}
	})
}

// TestDecisionsThatSayWhatIsChangeNothing: events confirmed by a reviewer stay as they are.
func TestDecisionsThatSayWhatIsChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawn(t)
		events := Of(entries, nil)
		var decisions []Decision
		for _, e := range events {
			decisions = append(decisions, Decision{ID: e.ID, Verb: Merge, These: e.Records})
			for _, o := range events {
				if o.ID != e.ID {
					decisions = append(decisions, Decision{ID: e.ID + o.ID, Verb: Split, These: e.Records, Those: o.Records})
				}
			}
		}
		again := Of(entries, nil, decisions...)
		if len(again) != len(events) {
			t.Fatalf("%d events, %d when each is confirmed", len(events), len(again))
		}
		for i := range events {
			if !slices.Equal(events[i].Records, again[i].Records) {
				t.Fatalf("%v became %v", events[i].Records, again[i].Records)
			}
		}
	})
}

// copied gives an entry as a copy of its report tells it.
func copied(t interface{ Fatal(...any) }, e demarche.Entry, document string) demarche.Entry {
	b, err := json.Marshal(e.Record)
	if err != nil {
		t.Fatal(err)
	}
	r, err := demarche.ParseRecord(b)
	if err != nil {
		t.Fatal(err)
	}
	r.Shared().ID = "z" + e.Record.Shared().ID
	e.Record, e.Document = r, document
	return e
}

// TestCopyAddsNoEvent: a copy of a report is another report and nothing else.
func TestCopyAddsNoEvent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawn(t)
		if len(entries) == 0 {
			return
		}
		document := one(entries...).Draw(t, "copied").Document
		with := slices.Clone(entries)
		for _, e := range entries {
			if e.Document == document {
				with = append(with, copied(t, e, "copy"))
			}
		}
		before, b := Of(entries, nil), New()
		for _, e := range with {
			b.Add(e)
		}
		for _, d := range []string{document, "copy"} { // what is a copy may become known later
			b.Tell(d, Report{Families: []string{document}})
		}
		after := b.Events()
		families := func(events []Event) (n int) {
			for _, e := range events {
				n += e.Witnesses.Families
			}
			return n
		}
		if len(after) != len(before) || families(after) != families(before) {
			t.Fatalf("%d events and %d sources with a copy, %d and %d without", len(after), families(after), len(before), families(before))
		}
	})
}
