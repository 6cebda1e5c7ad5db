package reader

import (
	"fmt"
	"strings"

	"demarche"
	"demarche/reader/choice"
)

// asked is a question that came up in reading, with the finding under each answer.
type asked struct {
	question *choice.Question
	finding  *finding
	field    string                                   // the one that it is about, as records write it, "" where it is about several
	fill     func(r demarche.Record, values []string) // writes an answer into a record

	reluctant bool // another answer than that of the rules must be clearly likelier
}

// clearly is how many times likelier than what the rules answer another answer
// is that is clearly likelier.
const clearly = 1.5

// choose weighs the answers to what can be asked of each finding, and fills in
// the likeliest: what the rules answer is only one thing that speaks for an answer.
func (s *scene) choose(found []finding) {
	s.noteDeeds(found)
	for i := range found {
		decided, sure := 0, 1.0
		for _, q := range s.questionsOf(found, i) {
			if s.ask != nil {
				s.ask(q)
			}
			if s.choices.Learnt(q.question.Role) {
				sure *= s.decide(q)
				decided++
			}
		}
		if decided > 1 {
			found[i].mark("fields " + surety(sure)) // all of them right
		}
	}
}

// questionsOf gives what is asked of finding i.
func (s *scene) questionsOf(found []finding, i int) []asked {
	var q asked
	var ok bool
	switch found[i].record.(type) {
	case *demarche.Act:
		q, ok = s.askSides(found, i)
	case *demarche.Count:
		q, ok = s.askFigure(found, i)
	case *demarche.Movement:
		return s.askMovement(&found[i])
	case *demarche.Position:
		q, ok = s.askStance(found, i)
	}
	if !ok {
		return nil
	}
	return []asked{q}
}

// told is how many answers, and how many of the features of the chosen one, a trace tells.
const (
	toldAnswers  = 3
	toldFeatures = 4
)

// decide fills in the likeliest answer, notes what spoke for it, and gives how
// likely it is.
func (s *scene) decide(q asked) float64 {
	p := s.choices.Probabilities(q.question)
	order := ranked(p)
	if len(order) == 0 {
		return 1
	}
	best, f := order[0], q.finding
	if rule := q.question.Rule; q.reluctant && rule >= 0 && p[best] < clearly*p[rule] {
		best = rule
	}
	if best != q.question.Rule {
		q.fill(f.record, q.question.Answers[best].Values)
		f.mark(q.question.Role + " against the rules")
	}
	f.mark(q.question.Role + " " + surety(p[best]))
	f.chosen = p[best]
	var answers []string
	for _, a := range order[:min(toldAnswers, len(order))] {
		answers = append(answers, fmt.Sprintf("%s %.2f", answerName(q.question.Answers[a]), p[a]))
	}
	f.step("%s%s: %s", weighed, q.question.Role, strings.Join(answers, ", "))
	var reasons []string
	for _, w := range s.choices.Heaviest(q.question, best, toldFeatures) {
		reasons = append(reasons, fmt.Sprintf("%s %+.2f", w.Feature, w.Value))
	}
	f.step("%sfor %s: %s", weighed, answerName(q.question.Answers[best]), strings.Join(reasons, ", "))
	return p[best]
}

// weighed begins the steps that tell what was weighed.
const weighed = "weighed: "

// ranked gives the indexes of probabilities, the greatest first.
func ranked(p []float64) []int {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
		for k := i; k > 0 && p[order[k]] > p[order[k-1]]; k-- {
			order[k], order[k-1] = order[k-1], order[k]
		}
	}
	return order
}

func answerName(a choice.Answer) string {
	names := make([]string, len(a.Values))
	for i, v := range a.Values {
		if names[i] = v; v == "" {
			names[i] = "nobody"
		}
	}
	return strings.Join(names, " > ")
}

// surety tells in words how probable a choice is.
func surety(p float64) string {
	for _, step := range []float64{0.3, 0.5, 0.7, 0.85, 0.95} {
		if p < step {
			return fmt.Sprintf("chosen under %.2f", step)
		}
	}
	return "chosen surely"
}
