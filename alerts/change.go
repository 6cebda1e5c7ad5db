package alerts

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
)

// Kind is what changed.
type Kind string

// The kinds of change.
const (
	Position Kind = "position" // where a state stands on one thing
	Gap      Kind = "gap"      // a question that was open is answered
	Flight   Kind = "flight"   // a movement is reported, or went on
)

// Kinds lists the kinds of change.
func Kinds() []Kind { return []Kind{Position, Gap, Flight} }

// Words names all changes of a kind.
func (k Kind) Words() string {
	switch k {
	case Position:
		return "where states stand"
	case Gap:
		return "questions answered"
	case Flight:
		return "flights"
	}
	return string(k)
}

// Change is a change of an answer.
type Change struct {
	ID        string            `json:"id"` // stays the same however often it is told
	Kind      Kind              `json:"kind"`
	Found     time.Time         `json:"found"`  // when it was noticed, or when the ledger was given what it rests on; UTC
	Title     string            `json:"title"`  // one line
	States    []demarche.State  `json:"states"` // that have a part in it
	People    demarche.People   `json:"people,omitempty"`
	Means     demarche.Means    `json:"means,omitempty"`
	Place     demarche.Optional `json:"place"`
	Before    string            `json:"before"` // the answer before; empty if there was none
	After     string            `json:"after"`  // the answer now; empty if there is none any more
	Day       demarche.Date     `json:"day"`    // on which it happened, as far as anything tells
	Sentence  string            `json:"sentence"`
	Entries   []string          `json:"entries"`           // ids, on which the answer rests
	Moved     *Moved            `json:"moved,omitempty"`   // of flights: how many people, as far as anything tells
	Path      string            `json:"path"`              // of the page that shows it
	Address   string            `json:"address,omitempty"` // of that page, where the file of alerts names the site; webhooks only
	LogLength int64             `json:"log_lines"`         // lines of the log when it was noticed; 0 in feeds

	subject string // in feeds, what all changes of one movement share; empty for other kinds
}

// Moved is how many people a movement carries.
type Moved struct {
	People int `json:"people"` // as most texts say
	Low    int `json:"low"`    // the fewest and the most that any says
	High   int `json:"high"`
}

// movedBy gives how many people a movement carries, nil if nothing tells.
func movedBy(e answers.Event) *Moved {
	d := e.Detail("people")
	people, err := strconv.Atoi(e.Says("people"))
	if err != nil {
		return nil
	}
	m := Moved{People: people, Low: people, High: people}
	if low, err := strconv.Atoi(d.Low); err == nil {
		m.Low = low
	}
	if high, err := strconv.Atoi(d.High); err == nil {
		m.High = high
	}
	return &m
}

// Filter chooses changes; empty fields do not narrow.
type Filter struct {
	States []demarche.State
	Kinds  []Kind
	People demarche.People // of positions
	Means  demarche.Means  // of positions
}

// Passes reports whether the filter lets a change pass. One that asks for
// people or means lets positions on "any" of them pass too, and no other kind.
func (f Filter) Passes(c Change) bool {
	return f.MayPass(c.Kind) &&
		(len(f.States) == 0 || slices.ContainsFunc(c.States, func(s demarche.State) bool { return slices.Contains(f.States, s) })) &&
		(f.People == "" || c.People == f.People || c.People == demarche.AnyPeople) &&
		(f.Means == "" || c.Means == f.Means || c.Means == demarche.MeansAny)
}

// MayPass reports whether the filter lets any change of a kind pass.
func (f Filter) MayPass(k Kind) bool {
	asks := f.People != "" || f.Means != ""
	return (len(f.Kinds) == 0 || slices.Contains(f.Kinds, k)) && (!asks || k == Position)
}

// identify names a change by what changed, how and since when.
func identify(parts ...string) string {
	return demarche.HashOf([]byte(strings.Join(parts, "\n")))[:32]
}

// oneLine keeps a title on its line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
