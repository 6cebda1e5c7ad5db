package exports

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
)

// ItemTable gives entries of the kinds, or of all kinds, a row for each; where
// it was asked who tells of them, with their events and how many tell of these.
func ItemTable(items []answers.Item, kinds ...demarche.Kind) (Table, error) {
	t := Table{Headings: ColumnsOf(kinds...)}
	if slices.ContainsFunc(items, func(it answers.Item) bool { return it.Told != nil }) {
		t.Headings = append(slices.Clip(t.Headings), toldColumns()...)
	}
	for _, it := range items {
		f, err := flatten(it)
		if err != nil {
			return Table{}, err
		}
		t.Rows = append(t.Rows, cellsOf(f, t.Headings))
	}
	return t, nil
}

// toldColumns name the event of an entry, which entries of one event share, and count who tells of it.
func toldColumns() []string { return []string{"event", "reports", "families", "independent"} }

// Confidence writes how sure something is, to a hundredth; empty where that was not estimated.
func Confidence(c float64) string {
	if c <= 0 {
		return ""
	}
	return strconv.FormatFloat(c, 'f', 2, 64)
}

// eventFields are the fields that events say something in, in the order of
// columns, and boundedFields those of them that have bounds.
func eventFields() (fields, bounded []string) {
	return []string{
			"state", "stance", "status", "type", "what", "actor", "target", "from", "sender", "origin", "destination", "destination_state", "people", "max",
			"nationals", "means", "flights", "restrained", "place", "terms", "value", "unit", "of", "in", "source", "date", "by",
		},
		[]string{"date", "people", "flights", "value"}
}

// EventTable gives events, a row for each: what is said most often in every
// field, the bounds of numbers and days, and who tells of it.
func EventTable(events []answers.Event) Table {
	fields, bounded := eventFields()
	t := Table{Headings: append([]string{"id", "day", "dated_by", "kind"}, fields...)}
	for _, f := range bounded {
		t.Headings = append(t.Headings, f+"_low", f+"_high")
	}
	t.Headings = append(t.Headings, "reports", "families", "independent", "perhaps", "records", "documents", "confidence", "sentence")
	var marks []string
	for _, e := range events {
		t.Rows, marks = append(t.Rows, eventRow(e, fields, bounded)), append(marks, unpublished(e.Witnesses...))
	}
	return t.marked(marks)
}

func eventRow(e answers.Event, fields, bounded []string) []string {
	row := []string{e.ID, string(e.Day), string(e.DatedBy), string(e.Kind)}
	for _, f := range fields {
		row = append(row, e.Says(f))
	}
	for _, f := range bounded {
		row = append(row, e.Detail(f).Low, e.Detail(f).High)
	}
	var records, documents []string
	for _, w := range e.Witnesses {
		records, documents = append(records, w.ID()), append(documents, w.Document)
	}
	c := e.Corroboration
	return append(row, strconv.Itoa(c.Reports), strconv.Itoa(c.Families), strconv.Itoa(c.Independent), joined(e.Perhaps), joined(records), joined(documents), Confidence(e.Surest),
		e.First().Sentence())
}

// StandingTable gives where states stand, a row for each stance in force.
func StandingTable(standings []answers.Standing) Table {
	t := Table{Headings: []string{"state", "on", "people", "means", "place", "nationals", "from", "stance", "terms", "since", "dated_by", "word", "by", "confidence", "sentence", "entries"}}
	for _, st := range standings {
		for _, r := range st.Rows {
			t.Rows = append(t.Rows, []string{
				string(st.State), string(st.On), string(r.People), string(r.Means), string(r.Place), joined(r.Nationals), string(r.From),
				string(r.Stance), joined(r.Terms), string(r.Since), string(r.DatedBy), string(r.Word), SpeakerWords(r.By), Confidence(r.Surest), r.Sentence, joined(r.Entries),
			})
		}
	}
	return t
}

// WouldTable gives the answer to whether a state would take people in a row, so
// that the answers to many questions make a table; its parts, and what it does not
// rest on, are in JSON alone.
func WouldTable(a answers.Answer) Table {
	t := Table{Headings: []string{
		"state", "on", "people", "means", "nationals", "place", "from", "verdict", "terms", "unmet", "since", "word", "reports", "families", "independent", "reason", "sentence", "entries",
	}}
	var unmet, entries []string
	for _, w := range a.Weighed {
		if w.Status == answers.TermUnmet {
			unmet = append(unmet, string(w.Term))
		}
	}
	sentence := ""
	for i, it := range a.Entries {
		if entries = append(entries, it.ID()); i == 0 {
			sentence = it.Sentence()
		}
	}
	q, w := a.Question, a.Corroboration
	t.Rows = append(t.Rows, []string{
		string(q.State), string(q.On), string(q.People), string(q.Means), joined(q.Nationals), string(q.Place), string(q.From), string(a.Verdict), joined(a.Terms), joined(unmet),
		string(a.Since), string(a.Word), strconv.Itoa(w.Reports), strconv.Itoa(w.Families), strconv.Itoa(w.Independent), a.Reason, sentence, joined(entries),
	})
	return t.marked([]string{unpublished(a.Entries...)})
}

// SpeakerWords names a speaker with role and state in one cell; empty for none.
func SpeakerWords(by *demarche.Speaker) string {
	if by == nil {
		return ""
	}
	parts := slices.DeleteFunc([]string{string(by.Name), string(by.Role), string(by.State)}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

// ChangeTable gives changes of stance, a row for each.
func ChangeTable(changes []answers.Change) Table {
	t := Table{Headings: []string{"date", "state", "people", "means", "place", "nationals", "from", "before", "after", "confidence", "sentence", "entries"}}
	for _, c := range changes {
		t.Rows = append(t.Rows, []string{
			string(c.Date), string(c.State), string(c.People), string(c.Means), string(c.Place), joined(c.Nationals), string(c.From),
			string(c.Before), string(c.After), Confidence(c.Surest), c.Sentence, joined(c.Entries),
		})
	}
	return t
}

// AnsweredTable gives answered questions, a row for each answer.
func AnsweredTable(gaps []answers.AnsweredGap) Table {
	var marks []string
	t := Table{Headings: []string{"gap", "day", "who", "type", "about", "gap_sentence", "answer", "answer_day", "rule", "status", "answer_sentence"}}
	for _, g := range gaps {
		r, ok := g.Gap.Record.(*demarche.Gap)
		if !ok {
			continue
		}
		for _, by := range g.By {
			t.Rows = append(t.Rows, []string{
				g.Gap.ID(), string(g.Gap.Day), string(r.Who), string(r.Type), string(r.About), g.Gap.Sentence(),
				by.Entry.ID(), string(by.Entry.Day), by.Rule, string(by.Status), by.Entry.Sentence(),
			})
			marks = append(marks, unpublished(g.Gap, by.Entry))
		}
	}
	return t.marked(marks)
}

// PromiseTable gives pledges, orders and threats, a row for each, the open ones first.
func PromiseTable(list answers.PromiseList) Table {
	t := Table{Headings: []string{"id", "day", "dated_by", "type", "actor", "target", "open", "reports", "families", "independent", "carried_out_by", "reversed_by", "contradicted_by", "sentence"}}
	var marks []string
	for _, p := range slices.Concat(list.Open, list.Closed) {
		rests := []answers.Item{p.Entry}
		followed := make(map[demarche.Relation][]string)
		for _, c := range p.Connections {
			if c.Status != answers.ConnectionDropped {
				followed[c.Relation], rests = append(followed[c.Relation], c.Entry.ID()), append(rests, c.Entry)
			}
		}
		w := p.Corroboration
		t.Rows = append(t.Rows, []string{
			p.ID, string(p.Day), string(p.DatedBy), string(p.Type), string(p.Actor), string(p.Target), strconv.FormatBool(p.Open),
			strconv.Itoa(w.Reports), strconv.Itoa(w.Families), strconv.Itoa(w.Independent),
			joined(followed[demarche.CarriesOut]), joined(followed[demarche.Reverses]), joined(followed[demarche.Contradicts]), p.Entry.Sentence(),
		})
		marks = append(marks, unpublished(rests...))
	}
	return t.marked(marks)
}

// PlaceTable gives the figures of places, a row for each.
func PlaceTable(places []answers.PlaceReport) Table {
	t := Table{Headings: []string{"place", "states", "series", "day", "dated_by", "low", "high", "approx", "event", "reports", "families", "independent", "sentence", "entries"}}
	var marks []string
	for _, p := range places {
		for _, s := range p.Series {
			for _, x := range s.Points {
				w := x.Corroboration
				t.Rows = append(t.Rows, []string{
					p.Name, joined(p.States), string(s.Kind), string(x.Day), string(x.DatedBy), strconv.Itoa(x.Low), strconv.Itoa(x.High), strconv.FormatBool(x.Approx),
					x.Event, strconv.Itoa(w.Reports), strconv.Itoa(w.Families), strconv.Itoa(w.Independent), x.Entry.Sentence(), joined(x.Entries),
				})
				marks = append(marks, unpublished(x.Entry))
			}
		}
	}
	return t.marked(marks)
}

// FirstTable gives who was first, the runners-up and, without a place, those
// who did it of certain nationals alone, a row for each.
func FirstTable(a answers.FirstAnswer) Table {
	t := Table{Headings: []string{"place", "state", "day", "dated_by", "earliest", "latest", "word", "nationals", "reports", "families", "independent", "entry", "sentence"}}
	var all []answers.Contender
	if a.First != nil {
		all = append(all, *a.First)
	}
	all = append(all, a.Runners...)
	var marks []string
	for i, c := range slices.Concat(all, a.Partly) {
		w, place := c.Corroboration, ""
		if i < len(all) {
			place = strconv.Itoa(i + 1)
		}
		t.Rows = append(t.Rows, []string{
			place, string(c.State), string(c.Day), string(c.DatedBy), string(c.Earliest), string(c.Latest), string(c.Word), joined(c.Nationals),
			strconv.Itoa(w.Reports), strconv.Itoa(w.Families), strconv.Itoa(w.Independent), c.Entry.ID(), c.Entry.Sentence(),
		})
		marks = append(marks, unpublished(c.Entry))
	}
	return t.marked(marks)
}

// FamilyTable gives reports that copy one text, a row for each.
func FamilyTable(families []answers.Family) Table {
	t := Table{Headings: []string{"origin", "document", "part", "name", "published", "agency", "publisher", "address", "characters"}}
	row := func(origin string, d answers.DocumentFact, part string, characters int) {
		t.Rows = append(t.Rows, []string{origin, d.Hash, part, d.Name, string(d.Published), d.Agency, d.Publisher, d.Address, strconv.Itoa(characters)})
	}
	for _, f := range families {
		row(f.Origin.Hash, f.Origin, "origin", 0)
		for _, m := range f.Members {
			part, characters := "copy", 0
			if !m.Whole {
				part = "in part"
			}
			for _, p := range m.Passages {
				characters += p.End - p.Start
			}
			row(f.Origin.Hash, m.Document, part, characters)
		}
	}
	return t
}

// StateTable gives what is known about states, a row for each.
func StateTable(states []answers.StateSummary) Table {
	t := Table{Headings: []string{"state", "entries", "positions", "first", "last"}}
	for _, k := range demarche.Kinds() {
		t.Headings = append(t.Headings, string(k))
	}
	for _, s := range states {
		row := []string{string(s.State), strconv.Itoa(s.Entries), strconv.Itoa(s.Positions), string(s.First), string(s.Last)}
		for _, k := range demarche.Kinds() {
			row = append(row, strconv.Itoa(s.Kinds[k]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// ReportTable gives reports, a row for each.
func ReportTable(reports []answers.DocumentFact) Table {
	t := Table{Headings: []string{"hash", "name", "title", "published", "lang", "agency", "publisher", "byline", "address", "canonical", "capture", "taken", "reader", "sequence"}}
	for _, d := range reports {
		t.Rows = append(t.Rows, []string{
			d.Hash, d.Name, d.Title, string(d.Published), d.Lang, d.Agency, d.Publisher, d.Byline, d.Address, d.Canonical, d.Capture,
			moment(d.Taken.Truncate(time.Second)), d.Reader, strconv.FormatInt(d.Sequence, 10),
		})
	}
	return t
}

// PublisherTable gives who published the reports, a row for each.
func PublisherTable(publishers []answers.Publisher) Table {
	t := Table{Headings: []string{"name", "reports", "first", "last", "taken"}}
	for _, p := range publishers {
		t.Rows = append(t.Rows, []string{p.Name, strconv.Itoa(p.Reports), string(p.First), string(p.Last), moment(p.Taken)})
	}
	return t
}

// RereadTable gives what a newer reader reads otherwise, a row for each record.
func RereadTable(rereads []answers.Reread) Table {
	t := Table{Headings: []string{"document", "name", "before", "after", "change", "record_before", "record_after", "kind", "fields"}}
	for _, r := range rereads {
		row := func(change string, before, after demarche.Record, fields []string) {
			ids, kind := [2]string{}, demarche.Kind("")
			for i, x := range []demarche.Record{before, after} {
				if x != nil {
					ids[i], kind = x.Shared().ID, x.Shared().Kind
				}
			}
			t.Rows = append(t.Rows, []string{r.Document, r.Name, r.Before, r.After, change, ids[0], ids[1], string(kind), joined(fields)})
		}
		for _, c := range r.Changed {
			row("changed", c.Before, c.After, c.Fields)
		}
		for _, x := range r.Removed {
			row("removed", x, nil, nil)
		}
		for _, x := range r.Added {
			row("added", nil, x, nil)
		}
	}
	return t
}

// EventColumns names the columns that not every kind of event has.
func EventColumns() []string {
	fields, bounded := eventFields()
	for _, f := range bounded {
		fields = append(fields, f+"_low", f+"_high")
	}
	return fields
}
