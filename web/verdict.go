package web

import (
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/phrases"
)

// standing is one of the six answers as pages show it: a sign, a word, a
// colour, never one of them alone.
type standing struct {
	Class string // accept, terms, refuse, contested, unsettled, unknown
	Word  string
	Means string // what it says, for the key
}

// standings maps verdicts to the way pages show them; it is read only.
var standings = map[answers.Verdict]standing{
	answers.Yes:          {"accept", "accepts", "takes these people by these means"},
	answers.YesWithTerms: {"terms", "on terms", "takes them on conditions, or only some of them"},
	answers.No:           {"refuse", "refuses", "does not take them"},
	answers.Disputed:     {"contested", "contested", "its own words contradict each other"},
	answers.Undecided:    {"unsettled", "unsettled", "says that it has not decided"},
	answers.Unknown:      {"unknown", "unknown", "no report in the ledger says; silence is not consent"},
}

// key lists the answers in the order of the key under the table.
func key() []standing {
	var out []standing
	for _, v := range []answers.Verdict{answers.Yes, answers.YesWithTerms, answers.No, answers.Disputed, answers.Undecided, answers.Unknown} {
		out = append(out, standings[v])
	}
	return out
}

func standingOf(v answers.Verdict) standing {
	if s, ok := standings[v]; ok {
		return s
	}
	return standings[answers.Unknown]
}

// verdictStanding shows a verdict with its terms: without any, consent with
// terms is consent in part, by certain means or for certain people only.
func verdictStanding(v answers.Verdict, terms []demarche.Term) standing {
	s := standingOf(v)
	if v == answers.YesWithTerms && len(terms) == 0 {
		s.Word = "in part"
	}
	return s
}

// stanceStanding shows a stance in force, with or without terms, as an answer.
func stanceStanding(s demarche.Stance, terms []demarche.Term) standing {
	return stanceWithTerms(s, len(terms) > 0)
}

// stanceWithTerms shows the same where only is told whether there are terms.
func stanceWithTerms(s demarche.Stance, terms bool) standing {
	switch s {
	case demarche.Accept:
		if terms {
			return standings[answers.YesWithTerms]
		}
		return standings[answers.Yes]
	case demarche.Refuse:
		return standings[answers.No]
	case demarche.Unsettled:
		return standings[answers.Undecided]
	case answers.Contested:
		return standings[answers.Disputed]
	}
	return standings[answers.Unknown]
}

// columns lists the means of the table in its order.
func columns() []demarche.Means {
	return []demarche.Means{demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea}
}

// cellView is one field of the table. Neighbours that rest on the same entries
// are one field that spans their columns.
type cellView struct {
	standing
	People string // whose nationals, in short
	Span   int
	Means  []string // the columns that it spans, in words
	Terms  []string
	Since  demarche.Date
	Others bool // only others say so
	Low    bool // what it rests on is more likely wrong than right
	Href   string
}

// Over names the columns of a field, for where the head of the table is out of sight.
func (c cellView) Over() string {
	if c.Span == len(columns()) {
		return "any means"
	}
	return strings.ToLower(strings.Join(c.Means, ", "))
}

// halfRow is the fields of one state for one kind of people.
type halfRow struct {
	People string
	Cells  []cellView
}

func newHalf(b *answers.Board, people demarche.People, on demarche.Date, columns []demarche.Means, part ledgerPart) halfRow {
	h := halfRow{People: capital(word(people)), Cells: make([]cellView, 0, len(columns))}
	words := columnWords(columns)
	begin := 0 // of the columns of the last cell
	for i, m := range columns {
		c := b.At(people, m)
		if i > 0 && c.Same {
			v := &h.Cells[len(h.Cells)-1]
			v.Span++
			v.Means = words[begin : i+1]
			if v.Span == len(columns) {
				v.Href = part.to(wouldHref(b.State, people, demarche.MeansAny, on))
			}
			continue
		}
		begin = i
		v := newCell(c, people, words[i:i+1])
		v.Href = part.to(wouldHref(b.State, people, m, on))
		h.Cells = append(h.Cells, v)
	}
	return h
}

// newCell shows a field over some columns, without its address.
func newCell(f *answers.Field, people demarche.People, columns []string) cellView {
	return cellView{
		standing: verdictStanding(f.Verdict, f.Terms), People: shortPeople(people), Span: len(columns), Means: columns, Terms: phrases.Terms(f.Terms), Since: f.Since,
		Others: f.Word == answers.OtherWord, Low: doubted(f.Surest),
	}
}

// shortPeople names a kind of people where room is scarce.
func shortPeople(p demarche.People) string {
	if p == demarche.ThirdNationals {
		return "Others’ nationals"
	}
	return "Own nationals"
}

// allColumnWords is the heads of all columns; it is read only.
var allColumnWords = []string{"Military aircraft", "Civilian aircraft", "Land", "Sea"}

// columnWords names columns; what it gives must not be changed.
func columnWords(of []demarche.Means) []string {
	if len(of) == len(allColumnWords) {
		return allColumnWords
	}
	out := make([]string, len(of))
	for i, m := range of {
		out[i] = columnWord(m)
	}
	return out
}

// columnWord names a means at the head of a column.
func columnWord(m demarche.Means) string {
	switch m {
	case demarche.MilitaryAircraft:
		return "Military aircraft"
	case demarche.CivilianAircraft:
		return "Civilian aircraft"
	case demarche.Land:
		return "Land"
	case demarche.Sea:
		return "Sea"
	}
	return ""
}

func wouldHref(s demarche.State, p demarche.People, m demarche.Means, on demarche.Date) string {
	if s != "" && plainInQuery(string(s)) && plainInQuery(string(p)) && plainInQuery(string(m)) && plainInQuery(string(on)) { // there are a thousand on a page
		if m != "" && p != "" && on != "" {
			return "/would?means=" + string(m) + "&on=" + string(on) + "&people=" + string(p) + "&state=" + string(s)
		}
		out := "/would?" + ifThere("means=", string(m)) + ifThere("&on=", string(on)) + ifThere("&people=", string(p)) + "&state=" + string(s)
		return strings.Replace(out, "?&", "?", 1)
	}
	return address("/would", "state", string(s), "people", string(p), "means", string(m), "on", string(on))
}
