package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/cite"
)

// eventView is one event with all who tell of it.
type eventView struct {
	ID, Title      string
	Notes          []string // how far a movement came, and whether in restraints
	Kind           string
	KindOf         demarche.Kind
	Day            demarche.Date
	Guessed        bool
	Told           string
	Agreed, Differ []detailView
	Witnesses      []witnessView
	Joins          []joinView
	Perhaps        []string // addresses
	Judge          string   // address at which the visitor can merge or split it, empty if not a reviewer
	Decided        []decidedView
	Permalink      string
	Citations      []citationView
	Back           choice // the list in which it stands
}

// decidedView is what a reviewer decided about an event.
type decidedView struct {
	Word, Reviewer, Reason, When string
	Line                         int64
}

// detailView is what reports say in one field.
type detailView struct {
	Field  string
	Bounds string
	Values []valueView
}

type valueView struct {
	Value     string
	Witnesses []valueWitness
}

// valueWitness is one who says so: its number on the page, and its report.
type valueWitness struct {
	Number int
	Source string
}

// witnessView is an entry that tells of the event, with the copies of its
// report that tell the same folded under it.
type witnessView struct {
	itemView
	Number int
	Copies []itemView
}

type joinView struct{ A, B, Why string }

func eventHref(id string) string { return "/events/" + url.PathEscape(id) }

func (s *site) eventPage(r *http.Request) (view, error) {
	asked := r.PathValue("id")
	e, err := s.answers.Event(r.Context(), asked)
	if err != nil {
		return view{}, err
	}
	if e.ID != asked {
		return view{}, moved{eventHref(e.ID)}
	}
	first := s.item(e.First())
	var notes []string
	if e.Kind == demarche.KindMovement {
		m := together(e)
		first.Sentence, notes = s.names.sentence(m), s.names.notes(m)
	}
	v := eventView{
		ID: e.ID, Title: first.Sentence, Notes: notes, Kind: string(e.Kind), KindOf: e.Kind, Day: e.Day, Guessed: e.DatedBy == answers.ByPublication, Told: toldWords(e.Corroboration),
	}
	if v.Witnesses, err = s.witnesses(r.Context(), e); err != nil {
		return view{}, err
	}
	numbers, sources := make(map[string]int), make(map[int]string)
	for _, w := range v.Witnesses {
		numbers[w.ID], sources[w.Number] = w.Number, w.Source
		for _, c := range w.Copies {
			numbers[c.ID] = w.Number
		}
	}
	for _, d := range e.Details {
		if dv := s.detail(e.Kind, d, numbers, sources); s.words.Agree(d) {
			v.Agreed = append(v.Agreed, dv)
		} else {
			v.Differ = append(v.Differ, dv)
		}
	}
	for _, j := range e.Joins {
		join := joinView{strconv.Itoa(numbers[j.A]), strconv.Itoa(numbers[j.B]), s.names.spelt(strings.Join(j.Reasons, ", "))}
		if join.A == join.B {
			join.B = "its copy"
		}
		v.Joins = append(v.Joins, join)
	}
	if s.reviews(r) {
		v.Judge = "/review" + eventHref(e.ID)
	}
	if v.Decided, err = s.decided(r.Context(), e); err != nil {
		return view{}, err
	}
	for _, id := range e.Perhaps {
		v.Perhaps = append(v.Perhaps, eventHref(id))
	}
	work, err := cite.OfEvent(r.Context(), s.answers, e.ID)
	if err != nil {
		return view{}, err
	}
	work = work.On(s.origin(r))
	v.Permalink = work.Permalink()
	if v.Citations, err = s.eventCitations(e, first, work); err != nil {
		return view{}, err
	}
	v.Back = choice{Value: "/events", Word: "Events"}
	switch e.Kind {
	case demarche.KindMovement:
		v.Back = choice{Value: "/flights", Word: "Flights and other movements"}
	case demarche.KindCount:
		v.Back = choice{Value: "/counts", Word: "Counts"}
	}
	return view{Template: "event", Title: "Event: " + first.Sentence, Section: v.Back.Value, Scripts: []string{"copy.js"}, Data: v}, nil
}

// decided says what reviewers decided about an event.
func (s *site) decided(ctx context.Context, e answers.Event) ([]decidedView, error) {
	links, err := s.answers.EventDecisions(ctx, e)
	if err != nil {
		return nil, err
	}
	var out []decidedView
	for _, l := range links {
		v := decidedView{Word: "Events made one", Reviewer: l.Reviewer, Reason: l.Reason, When: moment(l.At), Line: l.Sequence}
		if l.What == demarche.ToReject {
			v.Word = "Entries kept apart"
		}
		out = append(out, v)
	}
	return out, nil
}

// witnesses numbers the entries of an event, and puts those of reports that
// copy another's text under the entry of the original. A second entry of a
// report is no copy of it.
func (s *site) witnesses(ctx context.Context, e answers.Event) ([]witnessView, error) {
	var out []witnessView
	var of []int                  // which of the entries each of out is
	under := make(map[string]int) // by the hash of a report, the place of its family in out
	for n, w := range e.Witnesses {
		if i, ok := under[w.Document]; ok && e.Witnesses[of[i]].Document != w.Document {
			out[i].Copies = append(out[i].Copies, s.item(w))
			continue
		}
		out, of = append(out, witnessView{itemView: s.item(w), Number: len(out) + 1}), append(of, n)
		if _, again := under[w.Document]; again {
			continue
		}
		under[w.Document] = len(out) - 1
		families, err := s.answers.CopiesOf(ctx, w.Document)
		if err != nil {
			return nil, err
		}
		for _, f := range families {
			for _, hash := range hashesOf(f) {
				if _, known := under[hash]; !known {
					under[hash] = len(out) - 1
				}
			}
		}
	}
	return out, nil
}

// hashesOf names the reports of a family.
func hashesOf(f answers.Family) []string {
	out := []string{f.Origin.Hash}
	for _, m := range f.Members {
		out = append(out, m.Document.Hash)
	}
	return out
}

// eventCitations writes an event in every form: first in a sentence, then with
// every report that tells of it.
func (s *site) eventCitations(e answers.Event, first itemView, work cite.Work) ([]citationView, error) {
	out, err := citations(work)
	for i := range out {
		if out[i].Form == cite.Text {
			out[i].Word = "Every report that tells of it"
		}
	}
	return append([]citationView{{Form: cite.Text, Word: cite.Text.Word(), Text: s.citationOf(e, first, work)}}, out...), err
}

// citationOf writes an event as a source that a reader can find and check again.
func (s *site) citationOf(e answers.Event, first itemView, work cite.Work) string {
	w := e.First()
	kept := "Demarche event " + e.ID + ", " + work.Permalink()
	if i := slices.IndexFunc(work.Sources, func(x cite.Source) bool { return x.Text == w.Document }); i >= 0 {
		kept = work.Kept(work.Sources[i])
	}
	return join(", ", first.Sentence, orElse(day(e.Day), "no day known")) + "; " + toldWords(e.Corroboration) + ", first by " +
		join(", ", orElse(w.Title, w.Name), orElse(day(w.Publish), "no date")) + ", “" + strings.TrimSpace(w.Sentence()) + "” " + kept + "."
}

// detail says what reports say in a field, in words.
func (s *site) detail(k demarche.Kind, d answers.Detail, numbers map[string]int, sources map[int]string) detailView {
	v := detailView{Field: orElse(map[string]string{"by": "Said by"}[d.Field], fieldWord(k, d.Field))}
	if d.Low != d.High {
		v.Bounds = d.Low + " to " + d.High
	}
	for _, x := range d.Values {
		vv := valueView{Value: s.detailWords(k, d.Field, x.Value)}
		for _, id := range x.Records {
			if w := (valueWitness{numbers[id], sources[numbers[id]]}); !slices.Contains(vv.Witnesses, w) {
				vv.Witnesses = append(vv.Witnesses, w)
			}
		}
		v.Values = append(v.Values, vv)
	}
	return v
}

// detailWords writes a value of a field of an event for reading.
func (s *site) detailWords(k demarche.Kind, name, value string) string {
	for _, f := range demarche.RecordFields(k) {
		if f.Name == name && f.Type != demarche.SpeakerField {
			if f.Type == demarche.StatesField || f.Type == demarche.ChoicesField {
				return s.names.value(f, strings.Fields(value))
			}
			return s.names.value(f, []string{value})
		}
	}
	if who, state, found := strings.Cut(value, ", "); found && demarche.IsStateCode(state) { // a speaker
		return join(", ", who, s.names.State(demarche.State(state)))
	}
	return s.names.coded(value)
}

// toldWords says how many stand behind something.
func toldWords(w answers.Witnesses) string {
	return "told by " + toldBy(w)
}

// toldBy says the same below words that say what it is.
func toldBy(w answers.Witnesses) string {
	out := plural(w.Reports, "report")
	if w.Reports > 1 {
		out += ", " + strconv.Itoa(w.Families) + " without copies, " + strconv.Itoa(w.Independent) + " independent"
	}
	return out
}

// withEvents notes on entries the events to which they belong.
func (s *site) withEvents(ctx context.Context, items []answers.Item, views []itemView) error {
	of, err := s.answers.EventsOf(ctx, items)
	if err != nil {
		return err
	}
	for i, it := range items {
		if e, ok := of[it.ID()]; ok {
			views[i].Event, views[i].Told = eventHref(e.ID), toldWords(e.Witnesses)
		}
	}
	return nil
}
