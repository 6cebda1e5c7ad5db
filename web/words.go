package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"demarche"
)

// word gives the words for a value of the record model: "military_aircraft"
// is "military aircraft" on every page. Values with words of their own are in
// the table; the others are read by turning underscores into spaces.
func word[T ~string](v T) string {
	if w, ok := words[string(v)]; ok {
		return w
	}
	return strings.ReplaceAll(string(v), "_", " ")
}

// words is read only.
var words = map[string]string{
	"own":                     "its own nationals",
	"third":                   "other states’ nationals",
	"land":                    "by land",
	"sea":                     "by sea",
	"no_restraints":           "no restraints",
	"civilian_only":           "civilian aircraft only",
	"own_transport":           "its own transport",
	"protocol":                "a protocol first",
	"prior_notice":            "prior notice",
	"identity_check":          "identity verified",
	"criminals_only":          "convicted only",
	"no_criminals":            "no one convicted",
	"voluntary":               "voluntary return only",
	"vulnerable_excluded":     "not the vulnerable",
	"temporary":               "temporary stay only",
	"cap":                     "up to a number",
	"paid":                    "against payment",
	"case_by_case":            "case by case",
	"safe_third":              "only where safe",
	"other":                   "other terms",
	"unauthorized_population": "living without authorisation",
	"no_response":             "no response",
	"not_specified":           "not specified",
	"not_disclosed":           "not disclosed",
	"under_way":               "under way",
	"turned_back":             "turned back",
}

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

// gapPhrases say who was silent ("%s") in which way. They are read only.
var gapPhrases = map[demarche.GapType]string{
	demarche.NoResponse:   "%s has not responded",
	demarche.Declined:     "%s declined to say",
	demarche.NotSpecified: "%s gave no detail",
	demarche.NotDisclosed: "%s has not said",
	demarche.Unconfirmed:  "What %s says could not be confirmed",
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
		return n.gap(r)
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
	b.WriteString(byMeans(r.Means))
	if r.Place != "" {
		b.WriteString(" at " + string(r.Place))
	}
	return capital(b.String())
}

// byMeans gives " on military aircraft", " by land", or nothing where the means is not said.
func byMeans(m demarche.Means) string {
	switch m {
	case demarche.MilitaryAircraft, demarche.CivilianAircraft:
		return " on " + word(m)
	case demarche.Land, demarche.Sea:
		return " " + word(m)
	}
	return ""
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
		p := grouped(float64(*r.People))
		if r.Max != nil {
			p += "–" + grouped(float64(*r.Max))
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
	return capital(s + byMeans(r.Means))
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
	s := sign + grouped(r.Value)
	if r.Max != nil {
		s += "–" + sign + grouped(*r.Max)
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

func (n Names) gap(r *demarche.Gap) string {
	p, ok := gapPhrases[r.Type]
	if !ok {
		p = word(r.Type) + ": %s"
	}
	s := capital(fmt.Sprintf(p, n.theParty(r.Who)))
	switch about := string(r.About); {
	case about == "":
		return s
	case r.Type == demarche.NoResponse && strings.HasPrefix(about, "to "), r.Type == demarche.NotDisclosed && asks(about):
		return s + " " + about
	default:
		return s + ": " + about
	}
}

// asks reports whether what is not known is put as a question.
func asks(about string) bool {
	first, _, _ := strings.Cut(about, " ")
	return slices.Contains([]string{"whether", "how", "when", "where", "who", "whom", "why", "what", "which", "if"}, first)
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

// list names states: "Cuba, Haiti and Nicaragua".
func (n Names) list(ss []demarche.State) string {
	names := make([]string, len(ss))
	for i, s := range ss {
		names[i] = n.the(s)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// terms names the conditions of a position, in the order of the record model.
func terms(ts []demarche.Term) []string {
	if len(ts) == 0 {
		return nil
	}
	out := make([]string, 0, len(ts))
	for _, t := range allTerms() {
		if slices.Contains(ts, t) {
			out = append(out, word(t))
		}
	}
	return out
}

// allTerms gives demarche.Terms, of which there are a thousand on a page; they must not be changed.
var allTerms = sync.OnceValue(demarche.Terms)

// day writes a date for people: "26 January 2025", "January 2025", "2025".
func day(d demarche.Date) string { return written(d, "January") }

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
func shortDay(d demarche.Date) string { return written(d, "Jan") }

// written writes a date at the precision that it has, its month as "January" or
// "Jan". A page has a thousand, which is why it does without layouts.
func written(d demarche.Date, month string) string {
	t := d.First()
	if t.IsZero() {
		return string(d)
	}
	name := t.Month().String()
	if month == "Jan" {
		name = name[:3]
	}
	switch year := string(d[:4]); len(d) {
	case 4:
		return year
	case 7:
		return name + " " + year
	default:
		return strconv.Itoa(t.Day()) + " " + name + " " + year
	}
}

// grouped writes a number with a comma between thousands.
func grouped(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, part, dot := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dot {
		whole += "." + part
	}
	return sign + whole
}

// plural counts things: "1 flight", "2,000 flights", "no flights".
func plural(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun + "s"
	case 1:
		return "1 " + noun
	}
	return grouped(float64(n)) + " " + noun + "s"
}

// capital writes the first letter large.
func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

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
