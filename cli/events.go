package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/events"
	"demarche/exports"
)

type eventsCommand struct {
	ID    string `arg:"" optional:"" help:"The id of an entry of the event, or a beginning of it that no other shares; a list of events if none."`
	State string `help:"A state by name, nationality, capital or code, in whatever part." placeholder:"STATE"`
	Kind  string `help:"Kinds of record, separated by commas: position, act, movement, count. Default: all of these." placeholder:"KIND,..."`
	Since string `help:"On or after this day; what has no day of its own is judged by the day of its report." placeholder:"DAY"`
	Until string `help:"On or before this day." placeholder:"DAY"`
	JSON  bool   `help:"Print as JSON, with every witness."`
}

func (eventsCommand) Help() string {
	return `Records of several reports that tell of one movement, act, position or figure are one event: what its reports say, where they differ and who says which, how many of them are independent, and why they are one. docs/events.md tells how they are joined.

Example: demarche events --kind movement --since 2025-01-20

Example: demarche events 4be1f0a2`
}

// Run prints a list of events, or one.
func (c *eventsCommand) Run(s *session) error {
	if c.ID != "" {
		var w *ask.Words
		e, _, err := consult(s, func(all *ask.Words) (string, error) { w = all; return c.ID, nil },
			func(a *answers.Answers, id string) (answers.Event, error) { return a.Event(s.ctx, id) })
		switch {
		case err != nil:
			return err
		case c.JSON:
			return s.asJSON(e)
		}
		return s.event(w, e)
	}
	return s.events(ask.List{State: c.State, Since: c.Since, Until: c.Until, Kind: c.Kind}, days{JSON: c.JSON}, (*answers.Answers).Events, eventTable{
		headings: []string{"Kind", "What"}, flexible: []int{2},
		row: func(e answers.Event) []string { return []string{string(e.Kind), summary(e.First().Record)} },
	})
}

// valuesOf gives what reports say of a detail.
func valuesOf(d answers.Detail) string {
	values := make([]string, len(d.Values))
	for i, v := range d.Values {
		values[i] = v.Value
	}
	return strings.Join(values, ", ")
}

// event prints one event with its witnesses.
func (s *session) event(all *ask.Words, e answers.Event) error {
	var b strings.Builder
	ink := s.ink()
	fmt.Fprintf(&b, "%s  %s\n  %s\n\n", ink(text.Colors{text.Bold}, e.ID), summary(e.First().Record), toldBy(e.Corroboration)+"; "+sureLine(e.Surest))
	for _, d := range e.Details {
		bounds := ""
		if d.Low != d.High {
			bounds = "  (" + d.Low + " to " + d.High + ")"
		}
		if all.Agree(d) { // on one value, or on a place and the state in which it lies
			fmt.Fprintf(&b, "  %-18s %s\n", words(d.Field), oneLine(valuesOf(d)))
			continue
		}
		fmt.Fprintf(&b, "  %-18s reports differ%s\n", words(d.Field), bounds)
		for _, v := range d.Values {
			fmt.Fprintf(&b, "  %-18s   %s: %s\n", "", oneLine(v.Value), shortList(v.Records))
		}
	}
	b.WriteString("\nWitnesses\n")
	for _, w := range e.Witnesses {
		fmt.Fprintf(&b, "  %s  %s%s  (%s; %s)\n%s\n", short(w.ID()), orUnknown(w.Publish), clause("  ", saidBy(w.Record)), oneLine(w.Name), sureLineOf(w), s.wrap("            ", quoted(w.Sentence())))
	}
	if len(e.Joins) > 0 {
		b.WriteString("\nOne event, because\n")
	}
	for _, j := range e.Joins {
		fmt.Fprintf(&b, "%s\n", s.wrap("  ", short(j.A)+" and "+short(j.B)+": "+oneLine(strings.Join(j.Reasons, ", "))))
	}
	if len(e.Perhaps) > 0 {
		fmt.Fprintf(&b, "\nPerhaps the same as %s; it is in no total\n", shortList(e.Perhaps))
	}
	return s.printf("%s", b.String())
}

// toldBy says how many stand behind something.
func toldBy(w events.Witnesses) string {
	said := "told by " + plural(w.Reports, "report")
	if w.Reports > 1 {
		said += ", " + copiesApart(w)
	}
	return said
}

// toldForm says what the figures of toldShort are.
const toldForm = "reports/without copies/independent"

// toldShort says how many stand behind something where there is little room.
func toldShort(w events.Witnesses) string {
	return fmt.Sprintf("%d/%d/%d", w.Reports, w.Families, w.Independent)
}

// copiesApart says how many reports are left without copies, and of how many publishers.
func copiesApart(w events.Witnesses) string {
	return fmt.Sprintf("%d without copies, %d independent", w.Families, w.Independent)
}

// eventTable is how a list of events looks on a terminal: the day first, who
// tells of it and the id last, the cells of row between them.
type eventTable struct {
	headings []string
	row      func(answers.Event) []string
	flexible []int
	per      answers.Per // by what movements are added up too
}

// cells gives a line of the table.
func (t eventTable) cells(e answers.Event) []string {
	day := string(e.Day)
	if d := e.Detail("date"); d.Low != d.High {
		day += "~"
	}
	if e.DatedBy == answers.ByPublication {
		day += "*"
	}
	return clean(append(append([]string{day}, t.row(e)...), toldShort(e.Corroboration), sureShort(e.Surest), short(e.ID)))
}

type eventQuestion func(*answers.Answers, context.Context, demarche.Filter) (answers.EventList, error)

// events asks for events and prints them in the form asked for.
func (s *session) events(l ask.List, form days, question eventQuestion, t eventTable) error {
	list, words, err := consult(s, func(w *ask.Words) (demarche.Filter, error) { return w.Filter(l) },
		func(a *answers.Answers, f demarche.Filter) (answers.EventList, error) { return question(a, s.ctx, f) })
	if err == nil {
		list = list.TellingAbroad(words.Abroad, t.per)
	}
	switch {
	case err != nil:
		return err
	case form.JSON:
		return s.asJSON(list)
	case form.CSV:
		return exports.EventTable(slices.Concat(list.Events, list.Perhaps)).Used(exports.EventColumns()).Write(s.around.Out)
	case len(list.Events)+len(list.Perhaps) == 0:
		return s.printf("nothing of this kind in the ledger\n")
	}
	headings := append(append([]string{"Day"}, t.headings...), "Told by", sureHeading, "Id")
	show := func(es []answers.Event) error {
		rows := make([][]string, len(es))
		for i, e := range es {
			rows[i] = t.cells(e)
		}
		return s.table(headings, rows, t.flexible...)
	}
	if len(list.Events) > 0 {
		if err := show(list.Events); err != nil {
			return err
		}
	}
	if len(list.Perhaps) > 0 {
		if err := s.printf("\nPerhaps the same as others, and counted in no total:\n"); err != nil {
			return err
		}
		if err := show(list.Perhaps); err != nil {
			return err
		}
	}
	for _, p := range list.Periods {
		if err := s.printf("\n%s", periodWords(p)); err != nil {
			return err
		}
		if err := s.totals(p.Totals, "  "); err != nil {
			return err
		}
	}
	if len(list.Periods) > 0 {
		if err := s.printf("\n\nIn all"); err != nil {
			return err
		}
	}
	if err := s.totals(list.Totals, ""); err != nil {
		return err
	}
	for _, place := range list.Abroad {
		if err := s.printf("\nTo %s, run by %s in %s, and in no total above", place.Place, place.RunBy, place.In); err != nil {
			return err
		}
		if err := s.totals(place.Totals, "  "); err != nil {
			return err
		}
	}
	for _, l := range list.Legs {
		if err := s.printf("\n%s and %s may be legs of one journey, of %d people; each is counted", short(l.First), short(l.Then), l.People); err != nil {
			return err
		}
	}
	return s.printf("\n%s; told by: %s; * is the day of the report, ~ reports differ; %s\n", plural(len(list.Events), "event"), toldForm, sureLegend)
}

// periodWords says which period totals are of.
func periodWords(p answers.PeriodTotals) string {
	if !p.Since.Known() {
		return "No day known"
	}
	return string(p.Since) + " to " + string(p.Until)
}

// totals says what movements come to, a line for each status.
func (s *session) totals(of []answers.Total, indent string) error {
	for _, total := range of {
		if err := s.printf("\n%s%s: %s%s%s", indent, words(total.Status), plural(total.Events, "event"), sumWords(total.Flights, total.Events, "flight", "flights"), sumWords(total.People, total.Events, "person", "people")); err != nil {
			return err
		}
	}
	return nil
}

// sumWords says what a number of events comes to, and of how many it is known.
func sumWords(sum answers.Sum, of int, unit, units string) string {
	if sum.Told == 0 {
		return ""
	}
	out := "; " + number(float64(sum.Low))
	if sum.High != sum.Low {
		out += " to " + number(float64(sum.High))
	}
	if sum.High == 1 {
		units = unit
	}
	out += " " + units
	if sum.Told < of {
		out += fmt.Sprintf(" in the %d of which it is told", sum.Told)
	}
	return out
}

// ranged gives a number of an event, from the lowest to the highest that is
// told; "about" where no report gives it exactly.
func ranged(e answers.Event, field string) string {
	d := e.Detail(field)
	low, err := strconv.ParseFloat(d.Low, 64)
	if err != nil {
		return ""
	}
	high, _ := strconv.ParseFloat(d.High, 64)
	if most, err := strconv.ParseFloat(e.Detail("max").High, 64); err == nil && field != "flights" {
		high = max(high, most)
	}
	about := field != "flights" && !slices.ContainsFunc(e.Witnesses, func(w answers.Item) bool { return !rough(w.Record) })
	if high > low {
		return approx(about) + number(low) + " to " + number(high)
	}
	return approx(about) + number(low)
}

// rough reports whether a record gives no exact number.
func rough(r demarche.Record) bool {
	switch r := r.(type) {
	case *demarche.Movement:
		return r.Approx || r.People == nil
	case *demarche.Count:
		return r.Approx
	}
	return false
}
