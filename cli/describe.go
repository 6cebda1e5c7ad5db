package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
)

// short gives the beginning of an id that a person can copy.
func short(id string) string {
	if len(id) > 8 {
		return id[:8]
	}
	return id
}

func sentence(r demarche.Record) string {
	if ev := r.Shared().Evidence; len(ev) > 0 {
		return ev[0].Exact
	}
	return ""
}

// quoted puts a clean sentence between quotation marks, unless it is itself a quotation.
func quoted(sentence string) string {
	sentence = oneLine(sentence)
	if sentence == "" || strings.HasPrefix(sentence, "“") || strings.HasPrefix(sentence, `"`) {
		return sentence
	}
	return "“" + sentence + "”"
}

// saidBy names who says so, as the report attributes it.
func saidBy(r demarche.Record) string {
	if c, ok := r.(*demarche.Count); ok {
		return oneLine(string(c.Source))
	}
	return speakerWords(r.Says())
}

func speakerWords(by *demarche.Speaker) string {
	if by == nil {
		return ""
	}
	var parts []string
	for _, p := range []string{string(by.Name), string(by.Role), string(by.State)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return oneLine(strings.Join(parts, ", "))
}

// words gives a value of the record model as words: military_aircraft is "military aircraft".
func words[T ~string](v T) string { return strings.ReplaceAll(string(v), "_", " ") }

func wordList[T ~string](vs []T) string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = words(v)
	}
	return strings.Join(out, ", ")
}

// peopleWords says whose nationals.
func peopleWords(p demarche.People, nationals []demarche.State) string {
	switch {
	case p == demarche.OwnNationals:
		return "own nationals"
	case p == demarche.ThirdNationals && len(nationals) > 0:
		return "nationals of " + wordList(nationals)
	case p == demarche.ThirdNationals:
		return "third-country nationals"
	}
	return "people"
}

// askedWords says whose nationals are asked about.
func askedWords(q answers.Question) string {
	others := slices.DeleteFunc(slices.Clone(q.Nationals), func(s demarche.State) bool { return s == q.State })
	switch {
	case q.People != demarche.AnyPeople:
		return peopleWords(q.People, q.Nationals)
	case len(others) > 0:
		return "own nationals and nationals of " + wordList(others)
	}
	return "own and other nationals"
}

func byMeans(m demarche.Means) string {
	switch m {
	case demarche.MeansAny, demarche.MeansUnknown, "":
		return ""
	case demarche.Land, demarche.Sea:
		return " by " + words(m)
	}
	return " on " + words(m)
}

func clause(before string, what string) string {
	if what == "" {
		return ""
	}
	return before + what
}

// summary says in one clean line what a record says.
func summary(r demarche.Record) string { return oneLine(say(r)) }

func say(r demarche.Record) string {
	switch r := r.(type) {
	case *demarche.Position:
		verb := map[demarche.Stance]string{demarche.Accept: "accepts", demarche.Refuse: "refuses", demarche.Unsettled: "has not decided on"}[r.Stance]
		return string(r.State) + " " + verb + " " + peopleWords(r.People, r.Nationals) + clause(" from ", string(r.From)) + byMeans(r.Means) +
			clause(" at ", string(r.Place)) + clause("; terms: ", wordList(r.Terms))
	case *demarche.Act:
		return string(r.Actor) + " " + words(r.Type) + clause(" -> ", string(r.Target))
	case *demarche.Movement:
		return movement(r)
	case *demarche.Count:
		return words(r.What) + ": " + approx(r.Approx) + number(r.Value) + clause(" to ", numberOr(r.Max)) + " " + r.Unit +
			clause(" of ", string(r.Of)) + clause(" in ", string(r.In)) + clause(" at ", string(r.Place))
	case *demarche.Quote:
		return quoted(r.Text) + clause(" - ", words(r.Channel))
	case *demarche.Gap:
		return string(r.Who) + " " + words(r.Type) + clause(": ", string(r.About))
	case *demarche.Office:
		former := ""
		if r.Former {
			former = "former "
		}
		return r.Name + ", " + former + string(r.Role) + clause(", ", string(r.State)) + clause(", ", string(r.Body))
	}
	return ""
}

func movement(r *demarche.Movement) string {
	var b strings.Builder
	b.WriteString(words(r.Status))
	if r.Sender != "" {
		b.WriteString(", sent by " + string(r.Sender))
	}
	if r.Origin != "" || r.Destination != "" || r.DestinationState != "" {
		b.WriteString(": " + route(r))
	}
	if r.People != nil {
		fmt.Fprintf(&b, ", %s%d", approx(r.Approx), *r.People)
		if r.Max != nil {
			fmt.Fprintf(&b, " to %d", *r.Max)
		}
		b.WriteString(" people")
	}
	if r.Flights != nil {
		b.WriteString(", " + plural(*r.Flights, "flight"))
	}
	b.WriteString(byMeans(r.Means))
	b.WriteString(clause(", nationals of ", wordList(r.Nationals)))
	b.WriteString(restraints(r.Restrained))
	return b.String()
}

func route(r *demarche.Movement) string {
	to := string(r.Destination)
	switch {
	case to == "":
		to = string(r.DestinationState)
	case r.DestinationState != "":
		to += " (" + string(r.DestinationState) + ")"
	}
	return strings.TrimSpace(string(r.Origin) + clause(" to ", to))
}

func restraints(r *bool) string {
	switch {
	case r == nil:
		return ""
	case *r:
		return ", in restraints"
	}
	return ", not in restraints"
}

func approx(a bool) string {
	if a {
		return "about "
	}
	return ""
}

// number writes a figure with its thousands apart: 190,000 or 0.5.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, fraction, cut := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if cut {
		return whole + "." + fraction
	}
	return whole
}

func numberOr(v *float64) string {
	if v == nil {
		return ""
	}
	return number(*v)
}
