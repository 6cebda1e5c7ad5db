package reader

import (
	"slices"
	"strconv"

	"demarche"
	"demarche/language"
	"demarche/reader/choice"
)

// roleFigure is the role of the question what a figure counts, and whose
// nationals: together, since some of what is counted has no nationality.
const roleFigure = "figure"

// askFigure asks what the figure of finding i counts.
func (s *scene) askFigure(found []finding, i int) (asked, bool) {
	f := &found[i]
	r := f.record.(*demarche.Count)
	anchor := s.a.TokenAt(f.trigger.Start)
	x := s.quantityAt(f.trigger)
	if f.trigger.Len() == 0 || anchor >= len(s.a.Tokens) || x == nil {
		return asked{}, false
	}
	q := &choice.Question{Role: roleFigure, Rule: none}
	part := func(features []string) int {
		q.Parts = append(q.Parts, features)
		return len(q.Parts) - 1
	}
	a := s.anchorAt(anchor)
	rule := demarche.Optional(r.Of)
	told := r.What != ""
	how := f.way(rule)
	type option struct {
		id   demarche.Optional
		part int
	}
	whose := []option{{"", part(s.nobodyFeatures("of", string(r.What), a, how, rule == "" && told, len(s.castOf().in[a.sentence])))}}
	before, last := s.figureBefore(found, i), s.nationalsLast(anchor)
	for _, w := range s.candidates(a, rule, demarche.Optional(s.nationality)) {
		if w.state != "" {
			features := s.partyFeatures("of", string(r.What), a, w, how, w.id == rule && told)
			whose = append(whose, option{w.id, part(append(features, s.kinFeatures(a, w, before, last)...))})
		}
	}
	named := s.countsNationals(x, demarche.State(rule))
	around := append(s.figureFeatures(x, f), s.contextFeatures(a.sentence, before)...)
	for _, what := range whatOptions(x, r.What) {
		kind := part(s.whatFeatures(what, r.What, around, f))
		someone, nobody := part([]string{"of somebody for " + string(what)}), part([]string{"of nobody for " + string(what)})
		for _, w := range whose {
			if named && (w.id != rule && what != demarche.Capacity || what == demarche.Capacity && r.What != what && r.What != "") {
				continue // "600 Haitians are held" tells of no places
			}
			pair := someone
			if w.id == "" {
				pair = nobody
			}
			if what == r.What && w.id == rule {
				q.Rule = len(q.Answers)
			}
			q.Answers = append(q.Answers, choice.Answer{Values: []string{string(what), string(w.id)}, Parts: []int{kind, w.part, pair}})
		}
	}
	return asked{question: q, finding: f, fill: fillFigure}, len(q.Answers) > 1
}

// countsNationals reports whether what a figure counts is named by its nationality:
// "600 Haitians" are nationals of one state, whatever is said of them.
func (s *scene) countsNationals(x *language.Quantity, of demarche.State) bool {
	if x.Counted == language.None || of == "" {
		return false
	}
	ns := s.nationalsOf(x.Counted)
	return len(ns) > 0 && ns[0] == of
}

// fillFigure writes an answer into a count.
func fillFigure(r demarche.Record, values []string) {
	c := r.(*demarche.Count)
	c.Of = demarche.State(values[1])
	if what := demarche.CountWhat(values[0]); what != c.What {
		c.What = what
		if c.Unit == "people" || c.Unit == "flights" || c.Unit == "places" {
			c.Unit = unitOf(what)
		}
	}
}

// unitOf gives the unit of what is counted, where it is no share and no sum of money.
func unitOf(what demarche.CountWhat) string {
	switch what {
	case demarche.Flights:
		return "flights"
	case demarche.Capacity:
		return "places"
	}
	return "people"
}

// whatOptions gives what a figure of its kind may count, with what the rules say.
func whatOptions(x *language.Quantity, rule demarche.CountWhat) []demarche.CountWhat {
	var options []demarche.CountWhat
	switch x.Kind {
	case language.MoneyAmount:
		options = []demarche.CountWhat{demarche.Money}
	case language.Percent:
		options = []demarche.CountWhat{demarche.Tariff, demarche.Returned, demarche.Eligible, demarche.Held, demarche.Encounters, demarche.OtherCount}
	default:
		options = []demarche.CountWhat{demarche.UnauthorizedPopulation, demarche.Returned, demarche.Held, demarche.Capacity, demarche.Flights, demarche.Encounters, demarche.Eligible, demarche.Agreed, demarche.OtherCount}
	}
	if rule != "" && !slices.Contains(options, rule) {
		options = append(options, rule)
	}
	return options
}

// quantityAt gives the quantity that a span of the text is, nil if none is.
func (s *scene) quantityAt(span demarche.Span) *language.Quantity {
	for q := range s.a.Quantities {
		if s.a.Quantities[q].Span == span {
			return &s.a.Quantities[q]
		}
	}
	return nil
}

// How far from a figure words tell what it counts.
const (
	wordsBeside = 4
	wordsOver   = 5
)

// figureFeatures tells what stands around a figure, for whatever it may count.
func (s *scene) figureFeatures(x *language.Quantity, f *finding) []string {
	var features []string
	add := func(x string) { features = append(features, x) }
	head := x.Counted
	if head == none {
		head = x.Last - 1
		add("of nothing said")
	} else {
		add("of " + s.lemma(head))
		for _, class := range s.classesAt(head) {
			add("of class " + class)
		}
		add("as " + s.a.Tokens[head].Rel.Core().String())
	}
	for i, up := int(s.a.Tokens[head].Head), 0; i >= 0 && up < wordsOver; i, up = int(s.a.Tokens[i].Head), up+1 {
		add("under " + s.lemma(i))
		if up == 0 {
			add("just under " + s.lemma(i) + " as " + s.relation(head))
		}
		for _, class := range s.classesAt(i) {
			add("under class " + class)
		}
	}
	sent := s.a.Sentences[s.a.Tokens[x.First].Sentence]
	for i := max(sent.First, x.First-wordsBeside); i < min(sent.Last, x.Last+wordsBeside); i++ {
		switch u := s.a.Tokens[i].UPOS; {
		case i >= x.First && i < x.Last, u == language.PUNCT, u == language.DET, u == language.NUM, u == language.PROPN:
		case i < x.First:
			add("behind " + s.lemma(i))
			add("beside " + s.lemma(i))
		default:
			add("before " + s.lemma(i))
			add("beside " + s.lemma(i))
		}
	}
	if n := s.cs.Of(head); n != none {
		c := &s.cs.List[n]
		if c.Subject != none && c.Subject != head {
			add("subject " + s.lemma(c.Subject))
			for _, class := range s.classesAt(c.Subject) {
				add("subject class " + class)
			}
		}
		if c.Modal != "" {
			add("modal " + c.Modal)
		}
		if c.Passive {
			add("passive")
		}
		if c.Infinite || c.Mark == "to" {
			add("infinite")
		}
		if c.Present && !c.Perfect {
			add("present")
		}
		if s.isRate(c) {
			add("a rate")
		}
	}
	if x.Kind == language.Percent {
		add("a share")
	}
	if x.AtMost {
		add("at most")
	}
	add("value " + valueBand(x.Value))
	slices.Sort(features)
	return slices.Compact(features)
}

// valueBand gives the order of a figure.
func valueBand(v float64) string {
	digits := 1
	for ; v >= 10; v /= 10 {
		digits++
	}
	return strconv.Itoa(min(digits, 8)) + " digits"
}

// whatFeatures tells what speaks for a figure counting what, where the rules say rule.
func (s *scene) whatFeatures(what, rule demarche.CountWhat, around []string, f *finding) []string {
	x := "what " + string(what)
	features := []string{x}
	if what == rule {
		features = append(features, "rule what", "rule "+x)
		for _, how := range f.features {
			features = append(features, "rule what "+how, "rule "+x+" "+how)
		}
	}
	for _, a := range around {
		features = append(features, x+" "+a)
	}
	most, told := 0.0, demarche.CountWhat("")
	h := s.hintOf(f.sentences[0])
	for _, o := range demarche.CountWhats() {
		if p := h.likely.Of(labelOf(&demarche.Count{What: o})); p > most {
			most, told = p, o
		}
	}
	band := likelihoodBand(h.likely.Of(labelOf(&demarche.Count{What: what})))
	features = append(features, "what words "+band, x+" words "+band)
	if told == what {
		features = append(features, "what words most")
	}
	return features
}

// unread makes a count of a figure of which no rule says what it counts, nil
// if it counts neither people, vehicles, places nor money. What it counts is chosen.
func (s *scene) unread(x *language.Quantity, head, sentence int) *finding {
	e := s.countEntry(demarche.OtherCount)
	if x.Kind == language.MoneyAmount {
		e = s.countEntry(demarche.Money)
	}
	f := s.fillCount(e, x, head, s.cs.Of(head), sentence)
	if f == nil {
		return nil
	}
	f.record.(*demarche.Count).What = ""
	f.rule = string(demarche.KindCount) + "/by-words"
	f.step("a figure of which no rule says what it counts")
	f.mark("unread")
	return f
}

// likelihoodBand tells in words how likely something is.
func likelihoodBand(p float64) string {
	for _, step := range []float64{0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75} {
		if p < step {
			return "under " + strconv.FormatFloat(step, 'g', -1, 64)
		}
	}
	return "likely"
}
