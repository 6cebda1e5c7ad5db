package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/phrases"
)

// word gives the words for a value of the record model.
func word[T ~string](v T) string { return phrases.Word(v) }

// actPhrases say an act with its target ("%s") and without. They are read only.
var actPhrases = map[demarche.ActType][2]string{
	demarche.TurnBack:  {"turns back a flight of %s", "turns back a flight"},
	demarche.SendNote:  {"sends a note to %s", "sends a note"},
	demarche.Protest:   {"protests against %s", "protests"},
	demarche.Summon:    {"summons the envoy of %s", "summons an envoy"},
	demarche.Demand:    {"makes a demand of %s", "makes a demand"},
	demarche.Agree:     {"reaches an agreement with %s", "reaches an agreement"},
	demarche.Negotiate: {"negotiates with %s", "negotiates"},
	demarche.Threaten:  {"threatens %s", "makes a threat"},
	demarche.Sanction:  {"imposes measures on %s", "imposes measures"},
	demarche.Ease:      {"eases measures against %s", "eases measures"},
	demarche.Order:     {"issues an order concerning %s", "issues an order"},
	demarche.Pledge:    {"makes a pledge to %s", "makes a pledge"},
	demarche.Deny:      {"denies what %s says", "issues a denial"},
	demarche.Suspend:   {"suspends cooperation with %s", "suspends cooperation"},
	demarche.Resume:    {"resumes cooperation with %s", "resumes cooperation"},
	demarche.Rule:      {"rules on %s", "gives a ruling"},
	demarche.Praise:    {"commends %s", "gives praise"},
}

// countPhrases name what a figure counts; unlisted ones are named by word. They are read only.
var countPhrases = map[demarche.CountWhat]string{
	demarche.UnauthorizedPopulation: "living without authorisation",
	demarche.Returned:               "returned",
	demarche.Held:                   "held",
	demarche.Capacity:               "capacity",
	demarche.Flights:                "flights",
	demarche.Encounters:             "arrests or crossings",
	demarche.Eligible:               "eligible for return",
	demarche.Agreed:                 "agreed to be taken",
	demarche.Money:                  "paid or pledged",
	demarche.Tariff:                 "tariff",
	demarche.OtherCount:             "other figure",
}

// sentence says in one line what a record holds. It is plain text: the
// templates escape it.
func (n Names) sentence(r demarche.Record) string {
	switch r := r.(type) {
	case *demarche.Position:
		return n.position(r)
	case *demarche.Act:
		return n.act(r)
	case *demarche.Movement:
		return n.movement(r)
	case *demarche.Count:
		return n.count(r)
	case *demarche.Quote:
		return "“" + r.Text + "”"
	case *demarche.Gap:
		return n.words().Gap(r)
	case *demarche.Office:
		return n.office(r)
	}
	return ""
}

func (n Names) position(r *demarche.Position) string {
	var b strings.Builder
	b.WriteString(n.the(r.State))
	switch r.Stance {
	case demarche.Accept:
		b.WriteString(" accepts ")
	case demarche.Refuse:
		b.WriteString(" refuses ")
	default:
		b.WriteString(" has not decided on ")
	}
	switch {
	case len(r.Nationals) > 0:
		b.WriteString("nationals of " + n.list(r.Nationals))
	case r.People == demarche.AnyPeople:
		b.WriteString("returns")
	default:
		b.WriteString(word(r.People))
	}
	if r.From != "" {
		b.WriteString(" from " + n.the(r.From))
	}
	b.WriteString(phrases.ByMeans(r.Means))
	if r.Place != "" {
		b.WriteString(" at " + string(r.Place))
	}
	return capital(b.String())
}

func (n Names) act(r *demarche.Act) string {
	p, ok := actPhrases[r.Type]
	switch {
	case !ok:
		p = [2]string{word(r.Type) + " %s", word(r.Type)}
		fallthrough
	default:
		if r.Target != "" {
			return capital(n.theParty(r.Actor)) + " " + fmt.Sprintf(p[0], n.theParty(r.Target))
		}
		return capital(n.theParty(r.Actor)) + " " + p[1]
	}
}

func (n Names) movement(r *demarche.Movement) string {
	var what []string
	if r.Flights != nil {
		what = append(what, plural(*r.Flights, "flight"))
	}
	if r.People != nil {
		p := phrases.Number(float64(*r.People))
		if r.Max != nil {
			p += "–" + phrases.Number(float64(*r.Max))
		}
		if r.Approx {
			p = "about " + p
		}
		if *r.People == 1 && r.Max == nil {
			p += " person"
		} else {
			p += " people"
		}
		what = append(what, p)
	}
	if len(what) == 0 {
		what = append(what, "People")
	}
	s := strings.Join(what, ", ")
	if len(r.Nationals) > 0 {
		s += " of " + n.list(r.Nationals)
	}
	if from := orElse(string(r.Origin), n.the(r.Sender)); from != "" {
		s += " from " + from
	}
	if to := n.destination(r); to != "" {
		s += " to " + to
	}
	return capital(s + phrases.ByMeans(r.Means))
}

func (n Names) destination(r *demarche.Movement) string {
	state := n.State(r.DestinationState)
	if r.Destination == "" || string(r.Destination) == state {
		return n.the(r.DestinationState)
	}
	if state == "" {
		return string(r.Destination)
	}
	return string(r.Destination) + " (" + state + ")"
}

func (n Names) count(r *demarche.Count) string {
	s := figure(r)
	what, ok := countPhrases[r.What]
	if !ok {
		what = word(r.What)
	}
	if r.What != demarche.OtherCount && (r.What != demarche.Flights || r.Unit != "flights") {
		s += " " + what
	}
	if r.Of != "" {
		s += ", " + ofState(r.What) + " " + n.the(r.Of)
	}
	if r.In != "" {
		s += ", " + inState(r.What, n.the(r.In))
	}
	if r.Place != "" {
		s += ", " + string(r.Place)
	}
	return s
}

// ofState tells what of a state a figure is about: a tariff is put on its
// goods, every other figure counts its nationals.
func ofState(what demarche.CountWhat) string {
	if what == demarche.Tariff {
		return "on goods of"
	}
	return "nationals of"
}

// inState tells what the state of a figure has to do with it.
func inState(what demarche.CountWhat, state string) string {
	switch what {
	case demarche.Returned, demarche.Flights:
		return "from " + state
	case demarche.Money:
		return "to " + state
	case demarche.Tariff:
		return "taken by " + state
	}
	return "in " + state
}

// figure writes the value of a count with its unit: "about 1,500 people", "25–50 percent", "$6,000,000".
func figure(r *demarche.Count) string {
	sign := map[string]string{"usd": "$", "eur": "€", "gbp": "£"}[r.Unit]
	s := sign + phrases.Number(r.Value)
	if r.Max != nil {
		s += "–" + sign + phrases.Number(*r.Max)
	}
	switch {
	case sign != "":
	case r.Unit == "percent":
		s += "%"
	case r.Unit != "" && r.Value == 1 && r.Max == nil:
		s += " " + map[string]string{"people": "person", "flights": "flight", "places": "place"}[r.Unit]
	case r.Unit != "":
		s += " " + r.Unit
	}
	if r.Approx {
		return "about " + s
	}
	return s
}

func (n Names) office(r *demarche.Office) string {
	role := string(r.Role)
	if r.Former {
		role = "former " + role
	}
	return join(", ", r.Name, role, n.State(r.State), string(r.Body))
}

// speaker names who says so: "Jane Doe, foreign minister, Mexico".
func (n Names) speaker(s *demarche.Speaker) string {
	if s == nil {
		return ""
	}
	return join(", ", string(s.Name), string(s.Role), n.State(s.State))
}

// day writes a date for people: "26 January 2025", "January 2025", "2025".
func day(d demarche.Date) string { return phrases.Day(d) }

// clock writes the time of day of a moment as RFC 3339, and how far its zone is
// ahead of UTC: "23:30 (UTC-05:00)"; without a zone if none is told, and with the
// day if that is another than the one beside which it stands.
func clock(at string, beside demarche.Date) string {
	const noZone = "2006-01-02T15:04:05"
	t, err := time.Parse(time.RFC3339, at)
	zone := " (UTC-07:00)"
	if err != nil {
		t, err = time.Parse(noZone, at)
		zone = ""
	}
	if err != nil {
		return at
	}
	if _, ahead := t.Zone(); ahead == 0 && zone != "" {
		zone = " (UTC)"
	}
	if demarche.Day(t) != beside {
		return t.Format("2 January, 15:04" + zone)
	}
	return t.Format("15:04" + zone)
}

// shortDay writes a date where room is scarce: "26 Jan 2025".
func shortDay(d demarche.Date) string { return phrases.ShortDay(d) }

// plural counts things: "1 flight", "2,000 flights", "no flights".
func plural(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun + "s"
	case 1:
		return "1 " + noun
	}
	return phrases.Number(float64(n)) + " " + noun + "s"
}

// capital writes the first letter large.
func capital(s string) string { return phrases.Capital(s) }

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

// join puts sep between the parts that are not empty.
func join(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}
