// Package ask turns what users write into questions for package answers: a
// state by any of its names, a day, people, means, a place and the state in
// which it lies. The command line, the API and the pages all use it, so that
// one question is one question wherever it is asked.
package ask

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"demarche"
	"demarche/answers"
	"demarche/vocabulary"
)

// Words knows the names that users may write. It is safe for use by several goroutines.
type Words struct {
	States *vocabulary.States
	Places *vocabulary.Places
}

// Load reads the vocabulary of states and places.
func Load() (*Words, error) {
	states, err := vocabulary.LoadStates()
	if err != nil {
		return nil, err
	}
	places, err := vocabulary.LoadPlaces()
	if err != nil {
		return nil, err
	}
	return &Words{States: states, Places: places}, nil
}

// longest is the most code points that any one answer to a question may have.
const longest = 200

func tooLong(what, text string) error {
	if n := utf8.RuneCountInString(text); n > longest {
		return &demarche.Error{Code: demarche.Invalid, Op: "ask", Detail: fmt.Sprintf("%s is %d characters long; %d are read", what, n, longest)}
	}
	return nil
}

// State gives the state that the text names: by code, name, demonym or
// capital. Nothing gives no state and no error.
func (w *Words) State(text string) (demarche.State, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	if err := tooLong("the name of the state", text); err != nil {
		return "", err
	}
	s, ok := w.States.Parse(text)
	if !ok {
		return "", &demarche.Error{
			Code: demarche.NotFound, Op: "ask", Detail: fmt.Sprintf("no state is called %q", text),
			Hint: "write a name, a nationality or an ISO 3166-1 alpha-3 code: Mexico, Mexican, MEX",
		}
	}
	return s, w.ambiguous(text)
}

// ambiguous refuses a word that can mean more than one state, as "Congolese" does.
// A place in another state, as the Georgia of Atlanta, is not one that can be meant.
func (w *Words) ambiguous(text string) error {
	var can []string
	for _, r := range w.States.Readings(text) {
		if !r.Place && !slices.Contains(can, string(r.State)) {
			can = append(can, string(r.State))
		}
	}
	if len(can) < 2 || w.States.Known(demarche.State(strings.ToUpper(text))) || w.isName(text) {
		return nil
	}
	return &demarche.Error{
		Code: demarche.Invalid, Op: "ask", Detail: fmt.Sprintf("%q can mean %s", text, strings.Join(can, " or ")),
		Hint: "write the code of the one that is meant",
	}
}

// isName reports whether the text is the full name of a state.
func (w *Words) isName(text string) bool {
	s, ok := w.States.Parse(text)
	return ok && vocabulary.Fold(w.States.Name(s)) == vocabulary.Fold(text)
}

// StateList gives the states that the text names, separated by commas.
func (w *Words) StateList(text string) ([]demarche.State, error) {
	out := []demarche.State{}
	if err := tooLong("the list of states", text); err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(text, ",") {
		s, err := w.State(name)
		if err != nil {
			return nil, err
		}
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out, nil
}

// Day gives the date that the text writes: a day, a month, a year, or nothing.
func Day(text string) (demarche.Date, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	if err := tooLong("the day", text); err != nil {
		return "", err
	}
	return demarche.ParseDate(text)
}

// Moment gives the time that the text writes: a time with its zone (RFC 3339), a
// time without one, which is UTC, or a day, which means its end. Nothing gives
// the zero time.
func Moment(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}, nil
	}
	if err := tooLong("the time", text); err != nil {
		return time.Time{}, err
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateTime, "2006-01-02 15:04"} {
		if at, err := time.Parse(form, text); err == nil {
			return at.UTC(), nil
		}
	}
	if d, err := demarche.ParseDate(text); err == nil {
		return d.Last().AddDate(0, 0, 1).Add(-1), nil
	}
	return time.Time{}, &demarche.Error{
		Code: demarche.Invalid, Op: "ask", Detail: fmt.Sprintf("%q is not a time", text),
		Hint: "write 2025-02-03, 2025-02-03 18:30 (UTC) or 2025-02-03T18:30:00-05:00",
	}
}

// Yes reads a box of a form: yes or no, which is nothing as well.
func Yes(text string) (bool, error) {
	switch text {
	case "", "no":
		return false, nil
	case "yes":
		return true, nil
	}
	return false, &demarche.Error{Code: demarche.Invalid, Op: "ask", Detail: fmt.Sprintf("%.40q is neither yes nor no", text)}
}

// Would is a question as users write it: whether a state would take people.
type Would struct {
	State, People, Means, Nationals, Place, From, On string

	Conditions map[string]string // how a proposed movement would be done, by the names of ConditionFields
}

// Question gives the question that the words ask. What it does not check,
// answers.Would does.
func (w *Words) Question(a Would) (answers.Question, error) {
	q := answers.Question{People: demarche.People(a.People), Means: demarche.Means(a.Means), Place: demarche.Optional(strings.TrimSpace(a.Place))}
	var err error
	if q.State, err = w.State(a.State); err != nil {
		return q, err
	}
	if q.From, err = w.State(a.From); err != nil {
		return q, err
	}
	if q.Nationals, err = w.StateList(a.Nationals); err != nil {
		return q, err
	}
	if q.On, err = Day(a.On); err != nil {
		return q, err
	}
	if err := tooLong("the place", a.Place); err != nil {
		return q, err
	}
	if q.Conditions, err = conditions(a.Conditions); err != nil {
		return q, err
	}
	q.PlaceIn = w.placeIn(string(q.Place), q.State)
	return q, nil
}

// placeIn gives the state in which a place lies: the state asked about where
// it has a place of that name, else the state of the usual one.
func (w *Words) placeIn(name string, asked demarche.State) demarche.State {
	if s, ok := w.States.Parse(name); ok {
		return s
	}
	places := w.Places.Find(name)
	if slices.ContainsFunc(places, func(p vocabulary.Place) bool { return p.State == asked }) {
		return asked
	}
	if len(places) > 0 {
		return places[0].State
	}
	return ""
}

// List is a filter of a list as users write it.
type List struct {
	State, From, To, Since, Until, Kind, Name string
}

// Filter gives the filter that the words describe.
func (w *Words) Filter(l List) (demarche.Filter, error) {
	f := demarche.Filter{Name: strings.TrimSpace(l.Name)}
	if err := tooLong("the name", l.Name); err != nil {
		return f, err
	}
	for _, s := range []struct {
		text string
		into *demarche.State
	}{{l.State, &f.State}, {l.From, &f.FromState}, {l.To, &f.ToState}} {
		state, err := w.State(s.text)
		if err != nil {
			return f, err
		}
		*s.into = state
	}
	for _, d := range []struct {
		text string
		into *demarche.Date
	}{{l.Since, &f.Since}, {l.Until, &f.Until}} {
		date, err := Day(d.text)
		if err != nil {
			return f, err
		}
		*d.into = date
	}
	if err := InOrder(f.Since, f.Until); err != nil {
		return f, err
	}
	var err error
	f.Kinds, err = Kinds(l.Kind)
	return f, err
}

// InOrder refuses days of which the last comes before the first: nothing lies between them.
func InOrder(since, until demarche.Date) error {
	if !since.Known() || !until.Known() || !since.First().After(until.Last()) {
		return nil
	}
	return &demarche.Error{Code: demarche.Invalid, Op: "ask", Detail: fmt.Sprintf("these days are reversed: since %s is after until %s", since, until), Hint: "change them round"}
}

// Changes gives the changes of stance that the words describe.
func (w *Words) Changes(state, since, until string, first bool) (answers.ChangesAsked, error) {
	f, err := w.Filter(List{State: state, Since: since, Until: until})
	if err != nil {
		return answers.ChangesAsked{}, err
	}
	asked := answers.ChangesAsked{State: f.State, First: first}
	if f.Since.Known() {
		asked.Since = demarche.Day(f.Since.First())
	}
	if f.Until.Known() {
		asked.Until = demarche.Day(f.Until.Last())
	}
	return asked, nil
}

// Movements gives what the words ask of movements: how far they got, by what
// means, and by what they are added up too.
func Movements(status, means, per string) (answers.MovementsAsked, error) {
	for _, c := range []struct {
		what, value string
		known       []string
	}{
		{"status", status, []string{string(demarche.Planned), string(demarche.UnderWay), string(demarche.Completed), string(demarche.TurnedBack), string(demarche.Cancelled)}},
		{"means", means, []string{string(demarche.MilitaryAircraft), string(demarche.CivilianAircraft), string(demarche.Land), string(demarche.Sea)}},
		{"per", per, []string{string(answers.PerMonth), string(answers.PerQuarter), string(answers.PerYear)}},
	} {
		if err := tooLong(c.what, c.value); err != nil {
			return answers.MovementsAsked{}, err
		}
		if c.value != "" && !slices.Contains(c.known, c.value) {
			return answers.MovementsAsked{}, &demarche.Error{Code: demarche.Invalid, Op: "flights", Detail: fmt.Sprintf("%s %q is not one of %s", c.what, c.value, strings.Join(c.known, ", ")), Hint: "leave it out, or name one of them"}
		}
	}
	return answers.MovementsAsked{Status: demarche.Status(status), Means: demarche.Means(means), Per: answers.Per(per)}, nil
}

// Kinds gives the kinds of record that the text names, separated by commas;
// nothing names none.
func Kinds(text string) ([]demarche.Kind, error) {
	var out []demarche.Kind
	if err := tooLong("the list of kinds", text); err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(text, ",") {
		k := demarche.Kind(strings.TrimSpace(name))
		switch {
		case k == "" || slices.Contains(out, k):
		case slices.Contains(demarche.Kinds(), k):
			out = append(out, k)
		default:
			return nil, &demarche.Error{
				Code: demarche.Invalid, Op: "ask", Detail: fmt.Sprintf("%q is not a kind of record", k),
				Hint: "the kinds are " + joined(demarche.Kinds()),
			}
		}
	}
	return out, nil
}

func joined(ks []demarche.Kind) string {
	names := make([]string, len(ks))
	for i, k := range ks {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}
