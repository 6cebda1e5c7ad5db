package answers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"demarche"
	"demarche/answers"

	"pgregory.net/rapid"
)

// history draws reports with positions of one state, few enough in days,
// people, means and places that they meet.
func history(t *rapid.T) *shelf {
	s := &shelf{}
	s.grow(t, rapid.IntRange(0, 4).Draw(t, "reports"), "COL")
	return s
}

// grow adds so many such reports, about any of some states.
func (s *shelf) grow(t *rapid.T, reports int, states ...demarche.State) {
	one := func(label string) *demarche.Position {
		p := position(rapid.SampledFrom(states).Draw(t, label+"state"),
			rapid.SampledFrom([]demarche.Stance{accept, refuse, unsettled}).Draw(t, label+"stance"),
			rapid.SampledFrom([]demarche.People{own, third, anyone}).Draw(t, label+"people"),
			rapid.SampledFrom([]demarche.Means{military, civil, anyMeans}).Draw(t, label+"means"),
			rapid.SampledFrom([]demarche.Date{"", "2024", "2025-01", "2025-01-25", "2025-01-26", "2025-01-27"}).Draw(t, label+"date"))
		p.Place = rapid.SampledFrom([]demarche.Optional{"", "", "", "Cúcuta"}).Draw(t, label+"place")
		p.From = rapid.SampledFrom([]demarche.State{"USA", "USA", "", "GBR"}).Draw(t, label+"from")
		p.Terms = rapid.SampledFrom([][]demarche.Term{{}, {"dignity"}, {"civilian_only"}, {"cap", "paid"}}).Draw(t, label+"terms")
		p.By = rapid.SampledFrom([]*demarche.Speaker{p.By, p.By, nil, usa}).Draw(t, label+"by")
		if p.People == third && p.State != "VEN" {
			p.Nationals = rapid.SampledFrom([][]demarche.State{{}, {"VEN"}, {"CUB", "VEN"}}).Draw(t, label+"nationals")
		}
		return p
	}
	for range reports {
		i := len(s.docs)
		records := make([]demarche.Record, rapid.IntRange(1, 3).Draw(t, "records"))
		for j := range records {
			records[j] = one(fmt.Sprintf("%d.%d ", i, j))
		}
		day := rapid.SampledFrom([]demarche.Date{"", "2025-01-25", "2025-01-26", "2025-01-28"}).Draw(t, "published")
		if err := s.tryAdd(fmt.Sprintf("%d.txt", i), day, records...); err != nil {
			t.Fatal(err)
		}
	}
}

// only gives the shelf with these entries alone.
func (s *shelf) only(ids []string) *shelf {
	o := &shelf{docs: s.docs}
	for _, e := range s.entries {
		if slices.Contains(ids, e.Record.Shared().ID) {
			o.entries = append(o.entries, e)
		}
	}
	return o
}

func question(t *rapid.T) answers.Question {
	q := answers.Question{
		State:  "COL",
		People: rapid.SampledFrom([]demarche.People{own, third, anyone}).Draw(t, "ask people"),
		Means:  rapid.SampledFrom([]demarche.Means{military, civil, land, anyMeans}).Draw(t, "ask means"),
		Place:  rapid.SampledFrom([]demarche.Optional{"", "", "Cucuta"}).Draw(t, "ask place"),
		From:   rapid.SampledFrom([]demarche.State{"", "USA"}).Draw(t, "ask from"),
		On:     rapid.SampledFrom([]demarche.Date{"", "2025-01-25", "2025-01-26", "2025-01-27", "2025-01-31"}).Draw(t, "ask day"),
	}
	if q.People == third {
		q.Nationals = rapid.SampledFrom([][]demarche.State{nil, {"VEN"}, {"CUB"}}).Draw(t, "ask nationals")
	}
	return q
}

func ask(t *rapid.T, s *shelf, q answers.Question) answers.Answer {
	a, err := s.answers().Would(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// text gives an answer as JSON.
func text(t *rapid.T, v any) string {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOrderOfImportDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := history(t)
		q := question(t)
		other := &shelf{docs: s.docs, entries: rapid.Permutation(s.entries).Draw(t, "order")}
		if a, b := text(t, ask(t, s, q)), text(t, ask(t, other, q)); a != b {
			t.Fatalf("would depends on the order of import:\n%s\n%s", a, b)
		}
		where := func(s *shelf) string {
			w, err := s.answers().Where(context.Background(), "COL", q.On)
			if err != nil {
				t.Fatal(err)
			}
			return text(t, w)
		}
		if a, b := where(s), where(other); a != b {
			t.Fatalf("where depends on the order of import:\n%s\n%s", a, b)
		}
	})
}

func TestEntriesCitedImplyTheVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := history(t)
		q := question(t)
		a := ask(t, s, q)
		if a.Verdict != answers.Unknown && len(a.Entries) == 0 {
			t.Fatalf("%s rests on nothing", a.Verdict)
		}
		var cited []string
		for _, e := range a.Entries {
			cited = append(cited, e.ID())
		}
		// Each part is implied by its own entries; the whole follows from the parts.
		parts := a.Parts
		if len(parts) == 0 {
			parts = []answers.Part{{People: q.People, From: q.From, Means: q.Means, Verdict: a.Verdict, Terms: a.Terms, Entries: cited}}
			if len(q.Nationals) > 0 {
				parts[0].Nationality = q.Nationals[0]
			}
		}
		for _, p := range parts {
			sub := answers.Question{State: q.State, People: p.People, Means: p.Means, From: p.From, Place: q.Place, On: q.On}
			if p.Nationality != "" {
				sub.Nationals = []demarche.State{p.Nationality}
			}
			b := ask(t, s.only(p.Entries), sub)
			if b.Verdict != p.Verdict || !slices.Equal(b.Terms, p.Terms) {
				t.Fatalf("%+v, but its entries alone say %s %v", p, b.Verdict, b.Terms)
			}
			for _, id := range p.Entries {
				if !slices.Contains(cited, id) {
					t.Fatalf("the part rests on %s, which is not cited", id)
				}
			}
		}
		for _, p := range a.PassedOver {
			if slices.Contains(cited, p.Item.ID()) {
				t.Fatalf("%s is both cited and passed over", p.Item.ID())
			}
			if p.Reason == "" || p.Why == "" {
				t.Fatalf("%s is passed over without a reason", p.Item.ID())
			}
		}
		if n := len(a.Entries) + len(a.PassedOver); n != len(s.entries) {
			t.Fatalf("%d entries cited or passed over, of %d", n, len(s.entries))
		}
	})
}

func TestRepeatsChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := history(t)
		q := question(t)
		if len(s.entries) == 0 {
			return
		}
		a := ask(t, s, q)
		again := &shelf{docs: s.docs, entries: append(slices.Clone(s.entries), s.entries[rapid.IntRange(0, len(s.entries)-1).Draw(t, "again")])}
		if x, y := text(t, a), text(t, ask(t, again, q)); x != y {
			t.Fatalf("an entry given twice changes the answer:\n%s\n%s", x, y)
		}
		// A copy in another report is another witness and no other answer.
		from := rapid.SampledFrom(s.docs).Draw(t, "copied")
		copied := &shelf{docs: s.docs, entries: slices.Clone(s.entries)}
		for _, e := range s.entries {
			if e.Document == from.Hash {
				p := *e.Record.(*demarche.Position)
				p.ID = "copy" + p.ID
				e.Record, e.Document = &p, "copy"
				copied.entries = append(copied.entries, e)
			}
		}
		b := ask(t, copied, q)
		if a.Verdict != b.Verdict || !slices.Equal(a.Terms, b.Terms) || a.Since != b.Since || a.Reason != b.Reason {
			t.Fatalf("a copy changes the answer from %s %v since %s to %s %v since %s", a.Verdict, a.Terms, a.Since, b.Verdict, b.Terms, b.Since)
		}
	})
}

// TestWhatIsSaidLaterDoesNotMatter holds that the answer for a day knows nothing of later days.
func TestWhatIsSaidLaterDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := history(t)
		q := question(t)
		q.On = "2025-01-26"
		a := ask(t, s, q)
		past := &shelf{docs: s.docs}
		for _, e := range s.entries {
			day := e.Record.When()
			if !day.Known() {
				day = e.Publish
			}
			if !day.Known() || demarche.Day(day.First()) <= q.On {
				past.entries = append(past.entries, e)
			}
		}
		if b := ask(t, past, q); a.Verdict != b.Verdict || !slices.Equal(a.Terms, b.Terms) || a.Since != b.Since {
			t.Fatalf("%s %v since %s, but without what came later %s %v since %s", a.Verdict, a.Terms, a.Since, b.Verdict, b.Terms, b.Since)
		}
	})
}

func TestCellsAgreeWithWould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := history(t)
		w, err := s.answers().Where(context.Background(), "COL", "2025-01-27")
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []demarche.People{own, third} {
			for _, m := range []demarche.Means{anyMeans, military, civil, land, demarche.Sea} {
				a := ask(t, s, answers.Question{State: "COL", People: p, Means: m, On: "2025-01-27"})
				if c := w.Cell(p, m); c.Verdict != a.Verdict || !slices.Equal(c.Terms, a.Terms) {
					t.Fatalf("%s by %s: the cell says %s %v, would says %s %v", p, m, c.Verdict, c.Terms, a.Verdict, a.Terms)
				}
			}
		}
	})
}

// TestWhatIsPassedOverIsToldInPart compares the positions that an answer lists
// as passed over, few or all, with all of them found anew.
func TestWhatIsPassedOverIsToldInPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, ctx := &shelf{}, context.Background()
		s.grow(t, rapid.IntRange(0, 8).Draw(t, "reports"), "COL")
		if len(s.entries) > 0 && rapid.Bool().Draw(t, "reviewed") {
			e := rapid.SampledFrom(s.entries).Draw(t, "judged")
			s.review(e.Record.Shared().ID, demarche.Rejected)
		}
		q := question(t)
		q.On = max(q.On, "2025-01-25")
		a := s.answers()
		want, err := a.PassedOverAnew(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, most := range []int{0, 1, 2, 5, 99} {
			got, all, err := a.WouldPart(ctx, q, most)
			if err != nil {
				t.Fatal(err)
			}
			if all.PassedOver != len(want) || text(t, got.PassedOver) != text(t, want[:min(most, len(want))]) {
				t.Fatalf("%d of %d passed over:\n%s\nnot of %d\n%s", most, all.PassedOver, text(t, got.PassedOver), len(want), text(t, want))
			}
		}
	})
}
