package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/document"
	"demarche/language"
	"demarche/source"
)

type analyseCommand struct {
	File      string   `arg:"" optional:"" default:"-" help:"A report: a text, a saved web page or a PDF; standard input if none or \"-\"."`
	Published string   `help:"Day of publication, from which \"on Tuesday\" is counted, where the report does not tell it." placeholder:"DAY"`
	Only      []string `help:"Only these, separated by commas: names, times, quantities, quotations, attributions." enum:"names,times,quantities,quotations,attributions" placeholder:"WHAT"`
	JSON      bool     `help:"Print JSON, with positions in Unicode code points."`
}

func (analyseCommand) Help() string {
	return `Shows what the language layer finds in a report, before anything is made of it: persons with their posts, states, bodies and places, with every word that stands for them ("she", "the ministry"); times and the days that they mean; numbers and what they count; quotations; who says what. demarche parse shows the words and their tags.

Example: demarche analyse --published 2025-01-26 report.txt

Example: demarche analyse --only names,times --json report.txt`
}

// Run analyses the report.
func (c *analyseCommand) Run(s *session) error {
	published, err := day(c.Published)
	if err != nil {
		return err
	}
	analyse, err := s.stages.Analyse()
	if err != nil {
		return err
	}
	s.sayStdin([]string{c.File})
	capture, err := (source.Loader{Now: s.around.Now, Stdin: s.around.In}).Read(s.ctx, c.File)
	if err != nil {
		return err
	}
	d, err := document.New(capture, published)
	if err != nil {
		return err
	}
	a, err := analyse(s.ctx, d.Text, d.Published)
	if err != nil {
		return err
	}
	out := analysisOf(a, c.Only)
	if c.JSON {
		return s.asJSON(out)
	}
	return s.table([]string{"What", "Words", "Meaning"}, out.rows(), 1, 2)
}

// analysed is an analysis as users see it; what is not asked for is nil.
type analysed struct {
	Names        []analysedName        `json:"names,omitempty"`
	Times        []analysedTime        `json:"times,omitempty"`
	Quantities   []analysedQuantity    `json:"quantities,omitempty"`
	Quotations   []stretch             `json:"quotations,omitempty"`
	Attributions []analysedAttribution `json:"attributions,omitempty"`
}

// stretch is words of the text, in code points.
type stretch struct {
	Exact string `json:"exact"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

type analysedName struct {
	Kind     string         `json:"kind"`
	Name     string         `json:"name"`
	State    demarche.State `json:"state,omitempty"`
	Posts    []analysedPost `json:"posts,omitempty"`
	Mentions []stretch      `json:"mentions"`
}

type analysedPost struct {
	Role   string         `json:"role"`
	State  demarche.State `json:"state,omitempty"`
	Body   string         `json:"body,omitempty"`
	Former bool           `json:"former,omitempty"`
	Acting bool           `json:"acting,omitempty"`
}

type analysedTime struct {
	stretch
	Value    demarche.Date `json:"value,omitempty"`
	Until    demarche.Date `json:"until,omitempty"`
	Duration bool          `json:"duration,omitempty"`
}

type analysedQuantity struct {
	stretch
	Kind     string  `json:"kind"`
	Value    float64 `json:"value"`
	Max      float64 `json:"max,omitempty"`
	Approx   bool    `json:"approx,omitempty"`
	AtMost   bool    `json:"at_most,omitempty"`
	Currency string  `json:"currency,omitempty"`
	Counted  string  `json:"counted,omitempty"`
}

type analysedAttribution struct {
	Source  []stretch `json:"source"`
	Cue     []stretch `json:"cue"`
	Content []stretch `json:"content"`
	Who     string    `json:"who,omitempty"` // for whom the words of the source stand
	Negated bool      `json:"negated,omitempty"`
}

// analysisOf makes of an analysis what is asked for, all if nothing is.
func analysisOf(a *language.Analysis, only []string) analysed {
	asked := func(what string) bool { return len(only) == 0 || slices.Contains(only, what) }
	v := viewer{a: a, points: demarche.CodePoints(a.Text)}
	var out analysed
	if asked("names") {
		out.Names = v.names()
	}
	if asked("times") {
		for _, t := range a.Times {
			out.Times = append(out.Times, analysedTime{v.stretch(t.Span), t.Value, t.End, t.Duration})
		}
	}
	if asked("quantities") {
		for _, q := range a.Quantities {
			out.Quantities = append(out.Quantities, v.quantity(q))
		}
	}
	if asked("quotations") {
		for _, q := range a.Quotations {
			out.Quotations = append(out.Quotations, v.stretch(q.Inner))
		}
	}
	if asked("attributions") {
		for _, x := range a.Attributions {
			out.Attributions = append(out.Attributions, v.attribution(x))
		}
	}
	return out
}

// viewer makes views of one analysis.
type viewer struct {
	a      *language.Analysis
	points *demarche.Offsets
}

func (v *viewer) stretch(s demarche.Span) stretch {
	return stretch{s.Of(v.a.Text), v.points.Point(s.Start), v.points.Point(s.End)}
}

func (v *viewer) stretches(all []demarche.Span) []stretch {
	out := []stretch{}
	for _, s := range all {
		out = append(out, v.stretch(s))
	}
	return out
}

func (v *viewer) names() []analysedName {
	out := make([]analysedName, len(v.a.Entities))
	for i, e := range v.a.Entities {
		out[i] = analysedName{Kind: e.Kind.String(), Name: e.Name, State: e.State, Mentions: []stretch{}}
		for _, p := range e.Posts {
			out[i].Posts = append(out[i].Posts, analysedPost{p.Role, p.State, p.Body, p.Former, p.Acting})
		}
	}
	for _, m := range v.a.Mentions {
		if m.Entity != language.None {
			n := &out[m.Entity]
			n.Mentions = append(n.Mentions, v.stretch(v.a.SpanOf(m.First, m.Last)))
		}
	}
	return out
}

func (v *viewer) quantity(q language.Quantity) analysedQuantity {
	kind := [...]string{language.Cardinal: "number", language.Percent: "percent", language.MoneyAmount: "money", language.Ordinal: "ordinal", language.Label: "label"}[q.Kind]
	out := analysedQuantity{stretch: v.stretch(q.Span), Kind: kind, Value: q.Value, Max: q.Max, Approx: q.Approx, AtMost: q.AtMost, Currency: q.Currency}
	if q.Counted != language.None {
		out.Counted = v.a.Form(q.Counted)
	}
	return out
}

func (v *viewer) attribution(x language.Attribution) analysedAttribution {
	out := analysedAttribution{Source: v.stretches(x.Source), Cue: v.stretches(x.Cue), Content: v.stretches(x.Content), Negated: x.Negated}
	if x.Entity != language.None {
		out.Who = v.a.Entities[x.Entity].Name
	}
	return out
}

// rows gives the analysis as rows of a table.
func (x analysed) rows() [][]string {
	var rows [][]string
	add := func(what, words, meaning string) { rows = append(rows, clean([]string{what, words, meaning})) }
	for _, n := range x.Names {
		if len(n.Mentions) == 0 {
			continue // whom only the sense of a sentence names
		}
		add(n.Kind, exacts(n.Mentions, " · "), n.meaning())
	}
	for _, t := range x.Times {
		meaning := string(t.Value)
		switch {
		case t.Duration:
			meaning = "a length of time"
		case t.Value == "":
			meaning = "not known"
		case t.Until != "":
			meaning += " to " + string(t.Until)
		}
		add("time", t.Exact, meaning)
	}
	for _, q := range x.Quantities {
		add(q.Kind, q.Exact, q.meaning())
	}
	for _, q := range x.Quotations {
		add("quotation", q.Exact, "")
	}
	for _, a := range x.Attributions {
		who := exacts(a.Source, " ")
		if a.Who != "" && a.Who != who {
			who = strings.TrimSpace(who + " (" + a.Who + ")")
		}
		cue := exacts(a.Cue, " ")
		if a.Negated {
			cue += " (not)"
		}
		add("says", strings.TrimSpace(who+" · "+cue), exacts(a.Content, " … "))
	}
	return rows
}

func exacts(all []stretch, between string) string {
	var out []string
	for _, s := range all {
		if !slices.Contains(out, s.Exact) {
			out = append(out, s.Exact)
		}
	}
	return strings.Join(out, between)
}

// meaning tells who is named: the fullest name, the state, the posts.
func (n analysedName) meaning() string {
	parts := []string{}
	if n.Name != "" {
		parts = append(parts, n.Name)
	}
	if n.State != "" {
		parts = append(parts, string(n.State))
	}
	for _, p := range n.Posts {
		post := p.Role
		if p.Former {
			post = "former " + post
		}
		if p.Body != "" {
			post += " of " + p.Body
		}
		if p.State != "" && p.State != n.State {
			post += " of " + string(p.State)
		}
		parts = append(parts, post)
	}
	return strings.Join(parts, ", ")
}

func (q analysedQuantity) meaning() string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	switch q.Kind {
	case "label":
		return "names something, counts nothing"
	case "ordinal":
		return "number " + number(q.Value) + " of several"
	}
	parts := []string{number(q.Value)}
	if q.Max != 0 {
		parts[0] = fmt.Sprintf("%s to %s", number(q.Value), number(q.Max))
	}
	if q.Currency != "" {
		parts[0] += " " + q.Currency
	}
	switch {
	case q.Kind == "percent" && q.Counted != "":
		parts[0] += "% of " + q.Counted
	case q.Kind == "percent":
		parts[0] += "%"
	case q.Counted != "":
		parts[0] += " " + q.Counted
	}
	if q.Approx {
		parts = append(parts, "approximate")
	}
	if q.AtMost {
		parts = append(parts, "at most")
	}
	return strings.Join(parts, ", ")
}
