package ledger

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"demarche"
)

// Role is what a state is in a record.
type Role string

// The roles of states in records.
const (
	Sends     Role = "from"      // sender of a movement, sending state of a position
	Receives  Role = "to"        // destination of a movement, the state whose position it is
	Acts      Role = "actor"     // of an act
	Targeted  Role = "target"    // of an act
	Speaks    Role = "by"        // to whom the statement is attributed, the source of a count
	Nationals Role = "nationals" // whose nationals are moved, meant or counted
	Where     Role = "in"        // where the counted are
	Silent    Role = "who"       // did not say
	Office    Role = "office"    // in whose service an office is
)

// Part is a state in a role.
type Part struct {
	Role  Role
	State demarche.State
}

// Index is what a record can be found by.
type Index struct {
	Day   demarche.Date // of the record itself, empty if it has none
	Names string        // of the speaker or office holder, folded; see Fold
	Parts []Part        // states in their roles, sorted, none twice

	Told     string // words of the names, places and subjects in its fields, see Searchable
	Evidence string // words of its evidence
}

// IndexOf gives what a record can be found by.
func IndexOf(r demarche.Record) Index {
	x := Index{Day: r.When(), Names: Fold(nameIn(r)), Parts: parts(r)}
	x.Told, x.Evidence = SearchableRecord(r)
	slices.SortFunc(x.Parts, func(a, b Part) int {
		return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.State, b.State))
	})
	x.Parts = slices.Compact(x.Parts)
	return x
}

// nameIn gives the name of the record's speaker or office holder.
func nameIn(r demarche.Record) string {
	if o, ok := r.(*demarche.Office); ok {
		return o.Name
	}
	if by := r.Says(); by != nil {
		return string(by.Name)
	}
	return ""
}

func parts(r demarche.Record) []Part {
	var ps []Part
	add := func(role Role, states ...demarche.State) {
		for _, s := range states {
			if s != "" {
				ps = append(ps, Part{role, s})
			}
		}
	}
	// Names that are no state's code are not looked up as states.
	named := func(role Role, name demarche.Optional) {
		if demarche.IsStateCode(string(name)) {
			add(role, demarche.State(name))
		}
	}
	switch r := r.(type) {
	case *demarche.Position:
		add(Sends, r.From)
		add(Receives, r.State)
		add(Nationals, r.Nationals...)
	case *demarche.Act:
		named(Acts, r.Actor)
		named(Targeted, r.Target)
	case *demarche.Movement:
		add(Sends, r.Sender)
		add(Receives, r.DestinationState)
		add(Nationals, r.Nationals...)
	case *demarche.Count:
		add(Nationals, r.Of)
		add(Where, r.In)
		named(Speaks, r.Source)
	case *demarche.Gap:
		named(Silent, r.Who)
	case *demarche.Office:
		add(Office, r.State)
	}
	if by := r.Says(); by != nil {
		add(Speaks, by.State)
	}
	return ps
}

// Fold brings a name to the form in which names are compared: letter case and
// accents gone, white space single.
func Fold(name string) string {
	folded := cases.Fold().String(withoutAccents(strings.ToValidUTF8(name, " ")))
	lower := strings.ToLower(folded)                                // Fold turns some small letters into capitals
	return strings.Join(strings.Fields(withoutAccents(lower)), " ") // and brings accents in
}

func withoutAccents(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
}
