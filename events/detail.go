package events

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"demarche"
)

// said is what a record says in one field.
type said struct{ field, value string }

// fields gives what a record says, in the order of the record model; fields in
// which it says nothing are left out.
func fields(r demarche.Record) []said {
	var out []said
	add := func(field, value string) {
		if value != "" {
			out = append(out, said{field, value})
		}
	}
	switch r := r.(type) {
	case *demarche.Movement:
		add("status", string(r.Status))
		add("sender", string(r.Sender))
		add("origin", string(r.Origin))
		add("destination", string(r.Destination))
		add("destination_state", string(r.DestinationState))
		if r.Means != demarche.MeansUnknown {
			add("means", string(r.Means))
		}
		add("flights", number(r.Flights))
		add("people", number(r.People))
		add("max", number(r.Max))
		add("nationals", states(r.Nationals))
		if r.Restrained != nil {
			add("restrained", strconv.FormatBool(*r.Restrained))
		}
	case *demarche.Act:
		add("type", string(r.Type))
		add("actor", string(r.Actor))
		add("target", string(r.Target))
	case *demarche.Position:
		add("state", string(r.State))
		add("stance", string(r.Stance))
		add("from", string(r.From))
		add("people", string(r.People))
		add("nationals", states(r.Nationals))
		add("means", string(r.Means))
		add("place", string(r.Place))
		add("terms", terms(r.Terms))
	case *demarche.Count:
		add("what", string(r.What))
		add("value", strconv.FormatFloat(r.Value, 'f', -1, 64))
		if r.Max != nil {
			add("max", strconv.FormatFloat(*r.Max, 'f', -1, 64))
		}
		add("unit", r.Unit)
		add("of", string(r.Of))
		add("in", string(r.In))
		add("place", string(r.Place))
		add("source", string(r.Source))
	}
	if by := r.Says(); by != nil {
		add("by", strings.Trim(string(by.Name)+", "+string(by.State), ", "))
	}
	add("date", string(r.When()))
	return out
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func states(ss []demarche.State) string {
	out := make([]string, len(ss))
	for i, s := range ss {
		out[i] = string(s)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// terms gives conditions as one value, in the order of the vocabulary: reports that
// name the same ones in another order do not differ.
func terms(ts []demarche.Term) string {
	var out []string
	for _, t := range demarche.Terms() {
		if slices.Contains(ts, t) {
			out = append(out, string(t))
		}
	}
	return strings.Join(out, ", ")
}

// details gathers what records say, field by field.
func details(items []*item) []Detail {
	var out []Detail
	for _, x := range items {
		for _, s := range fields(x.Record) {
			i := slices.IndexFunc(out, func(d Detail) bool { return d.Field == s.field })
			if i < 0 {
				i = len(out)
				out = append(out, Detail{Field: s.field})
			}
			d := &out[i]
			j := slices.IndexFunc(d.Values, func(v Value) bool { return v.Value == s.value })
			if j < 0 {
				j = len(d.Values)
				d.Values = append(d.Values, Value{Value: s.value})
			}
			d.Values[j].Records = append(d.Values[j].Records, x.id)
		}
	}
	told := voices(items)
	for i := range out {
		slices.SortFunc(out[i].Values, func(a, b Value) int { return compareTold(told, a, b) })
		out[i].bounds()
	}
	placeInItsState(out, "destination", "destination_state")
	placeInItsState(out, "place", "in")
	return out
}

// placeInItsState puts first a place and a state that go together: the first
// place of which no record says that it lies in another state than the first,
// or, where there is none, the state that records of the first place name.
// Else a place would be shown in the state of another.
func placeInItsState(details []Detail, place, state string) {
	find := func(field string) *Detail {
		i := slices.IndexFunc(details, func(d Detail) bool { return d.Field == field })
		if i < 0 {
			return &Detail{}
		}
		return &details[i]
	}
	places, states := find(place).Values, find(state).Values
	if len(states) < 2 {
		return
	}
	for i, p := range places {
		if at := stateOf(p, states); at <= 0 {
			toFront(places, i)
			return
		}
	}
	if len(places) > 0 {
		toFront(states, stateOf(places[0], states))
	}
}

// stateOf gives the number of the first of some states that a record of a place
// names, -1 if none does.
func stateOf(place Value, states []Value) int {
	return slices.IndexFunc(states, func(s Value) bool {
		return slices.ContainsFunc(place.Records, func(id string) bool { return slices.Contains(s.Records, id) })
	})
}

// toFront puts one of some values first and leaves the others in their order.
func toFront(vs []Value, i int) {
	v := vs[i]
	copy(vs[1:i+1], vs[:i])
	vs[0] = v
}

// voice is who tells a record: the origin of its text, so that copies are
// one voice, and the day of publication.
type voice struct {
	origin    string
	published demarche.Date
}

func voices(items []*item) map[string]voice {
	out := make(map[string]voice, len(items))
	for _, x := range items {
		t := voice{origin: x.Document, published: x.Publish}
		if len(x.families) > 0 {
			t.origin = x.families[0]
		}
		out[x.id] = t
	}
	return out
}

// compareTold puts first what more voices say, then what was published first.
func compareTold(told map[string]voice, a, b Value) int {
	count := func(v Value) (n int, first demarche.Date) {
		origins := make(map[string]bool)
		for _, id := range v.Records {
			t := told[id]
			if origins[t.origin] = true; t.published.Known() && (!first.Known() || t.published < first) {
				first = t.published
			}
		}
		if !first.Known() {
			first = "9999-12-31" // after all that are known
		}
		return len(origins), first
	}
	m, p := count(a)
	n, q := count(b)
	return cmp.Or(cmp.Compare(n, m), cmp.Compare(p, q), cmp.Compare(a.Value, b.Value))
}

// bounds notes the range of numbers and days.
func (d *Detail) bounds() {
	var less func(a, b string) int
	switch d.Field {
	case "people", "flights", "value", "max":
		less = func(a, b string) int {
			x, _ := strconv.ParseFloat(a, 64)
			y, _ := strconv.ParseFloat(b, 64)
			return cmp.Compare(x, y)
		}
		if _, err := strconv.ParseFloat(d.Values[0].Value, 64); err != nil {
			return // the people of a position
		}
	case "date":
		less = strings.Compare
	default:
		return
	}
	values := make([]string, len(d.Values))
	for i, v := range d.Values {
		values[i] = v.Value
	}
	d.Low, d.High = slices.MinFunc(values, less), slices.MaxFunc(values, less)
}
