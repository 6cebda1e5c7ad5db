package reader

import (
	"math"
	"slices"
	"strconv"

	"demarche"
	"demarche/language"
)

// nobodyTold is the answer that a report does not say how many people were moved.
const nobodyTold = ""

// peopleReach is how many sentences before and behind a movement the number of its people may stand.
const peopleReach = 2

// askPeople asks how many people a movement is of: one of the figures around
// it, or what the rules make of them, or it is not said.
func (s *scene) askPeople(m *moving) asked {
	rule := nobodyTold
	if m.rule.People != nil {
		rule = strconv.Itoa(*m.rule.People)
	}
	figures := map[string][]*language.Quantity{}
	values := []string{nobodyTold}
	add := func(v string) {
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	for n := max(0, m.sentence-peopleReach); n <= min(len(s.a.Sentences)-1, m.sentence+peopleReach); n++ {
		for _, x := range s.headcountsIn(n) {
			v := strconv.Itoa(int(math.Round(x.Value)))
			add(v)
			figures[v] = append(figures[v], x)
		}
	}
	add(rule)
	how := m.f.stepOf("people")
	around := s.predicateFeatures(m)
	q := fieldQuestion(rolePeople, values, rule, func(value string) []string {
		var features []string
		if value == rule {
			kind := "some"
			if value == nobodyTold {
				kind = "nobody"
			}
			features = ruledSo("people", kind, how)
		}
		if value == nobodyTold {
			features = append(features, withAnswer("people untold", around)...)
			return append(features, s.untoldFeatures(m, len(values))...)
		}
		features = append(features, "people told")
		n, _ := strconv.Atoi(value)
		features = append(features, "people size "+sizeBand(&n))
		for k := range s.journeys {
			if p := s.journeys[k].rule.People; k != m.at && p != nil && *p == n {
				features = append(features, "people of another")
			}
		}
		for _, x := range figures[value] {
			features = append(features, s.headcountFeatures(m, x)...)
		}
		if len(figures[value]) == 0 {
			features = append(features, "people by no figure")
		}
		slices.Sort(features)
		return slices.Compact(features)
	})
	return asked{question: q, field: "people", fill: func(r demarche.Record, values []string) {
		s.fillPeople(r.(*demarche.Movement), values[0], figures[values[0]])
	}}
}

// fillPeople writes a number of people into a movement, with what the first
// figure that gives it says besides.
func (s *scene) fillPeople(r *demarche.Movement, value string, figures []*language.Quantity) {
	n, err := strconv.Atoi(value)
	if err != nil {
		r.People, r.Max, r.Approx = nil, nil, false
		return
	}
	if r.People != nil && *r.People == n {
		return
	}
	r.People, r.Max, r.Approx = &n, nil, false
	if len(figures) == 0 {
		return
	}
	r.Approx = figures[0].Approx
	if most := int(math.Round(figures[0].Max)); most > 0 {
		r.Max = &most
	}
}

// headcountsIn gives the figures of a sentence that may count people.
func (s *scene) headcountsIn(n int) []*language.Quantity {
	var found []*language.Quantity
	sent := s.a.Sentences[n]
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.First < sent.First || x.Last > sent.Last || x.Kind != language.Cardinal || x.Value < 1 || s.isYear(x) {
			continue
		}
		if x.Counted != none && !s.canBeMoved(x.Counted) {
			continue
		}
		found = append(found, x)
	}
	return found
}

// headcountFeatures tells how a figure stands to a movement of which it may be the number of people.
func (s *scene) headcountFeatures(m *moving, x *language.Quantity) []string {
	var features []string
	add := func(f string) { features = append(features, "people "+f) }
	head := x.Counted
	if head == none {
		head = x.Last - 1
		add("figure alone")
	} else {
		add("figure of " + s.lemma(head))
		for _, class := range s.classesAt(head) {
			add("figure of class " + class)
		}
	}
	n := int(s.a.Tokens[x.First].Sentence)
	apart := n - m.sentence
	add("figure " + strconv.Itoa(apart) + " sentences on")
	if s.a.Sentences[n].Paragraph != s.a.Sentences[m.sentence].Paragraph {
		add("figure in another paragraph")
	}
	if s.isPart(x.First, s.a.Sentences[n].First) {
		add("figure of a part")
	}
	if apart == 0 {
		argument := s.argument(m.clause, head)
		add("figure as " + argument)
		add("figure as " + argument + " at " + m.lemma)
		add("figure path " + m.voice + " " + s.pathBetween(m.token, head))
		if m.j != nil && m.j.vehicle != none {
			add("figure as " + argument + " with a vehicle")
		}
		beside := min(distance(head, m.token)/4, 5)
		add("figure near " + strconv.Itoa(beside))
		if head < m.token {
			add("figure before")
		}
	} else {
		add("figure just under " + s.lemma(int(s.a.Tokens[head].Head)))
		if _, ok := contains(s.lemmas[n], []string{"aboard", "on board", "passenger"}); ok {
			add("figure on board " + strconv.Itoa(apart))
		}
	}
	if x.Approx {
		add("figure about")
	}
	if x.AtMost {
		add("figure at most")
	}
	for i := max(s.a.Sentences[n].First, x.First-2); i < x.First; i++ {
		add("figure behind " + s.lemma(i))
	}
	if x.Last < s.a.Sentences[n].Last {
		add("figure before " + s.lemma(x.Last))
	}
	most, what := 0.0, demarche.CountWhat("")
	for _, o := range demarche.CountWhats() {
		if p := s.hintOf(n).likely.Of(labelOf(&demarche.Count{What: o})); p > most {
			most, what = p, o
		}
	}
	if most >= likely {
		add("figure where words count " + string(what))
	}
	add("figure where words tell a movement " + likelihoodBand(s.hintOf(n).likely.Of(movementLabel)))
	return features
}

// untoldFeatures tells what speaks for the number of people not being said.
func (s *scene) untoldFeatures(m *moving, answers int) []string {
	features := []string{"people untold of " + strconv.Itoa(min(answers, 4)), "people untold " + string(m.rule.Status)}
	if m.j == nil {
		return features
	}
	if m.j.people == none {
		features = append(features, "people untold of nobody named")
	} else {
		features = append(features, "people untold of "+s.lemma(m.j.people))
		if s.isDefinite(m.j.people) {
			features = append(features, "people untold of those known")
		}
	}
	if m.rule.Flights != nil && *m.rule.Flights > 1 {
		features = append(features, "people untold on several flights")
	}
	return features
}
