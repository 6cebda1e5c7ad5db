package learn

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/optimize"

	"demarche/reader/choice"
)

// Asked is a question that came up in an annotated report, with the answers
// that the annotation bears out.
type Asked struct {
	Report   string
	Tuned    bool // the rules were written with this report at hand
	Own      bool // it is answered in a manner of its own, not as news mostly is
	Question *choice.Question
	Right    []bool // by answer
}

// ChoiceOptions steer the fit of the choices.
type ChoiceOptions struct {
	Penalty   float64            // of the squares of the weights
	Penalties map[string]float64 // that of single roles, where it is another
	AtLeast   int                // questions in which a feature must come up to count
	Least     float64            // weights smaller than this are left out
}

// DefaultChoice gives the options with which the shipped weights were learnt.
// The fields of movements have few questions for their many features.
func DefaultChoice() ChoiceOptions {
	return ChoiceOptions{Penalty: 4, Penalties: map[string]float64{"status": 12, "means": 8, "people": 8}, AtLeast: 3, Least: 0.02}
}

// ruleFeature begins the names of features that tell what the rules answer. On
// reports on which the rules were tuned they are right more often than
// elsewhere: there they have weights of their own beside the common ones, which
// are not kept (Daumé 2007, "Frustratingly easy domain adaptation"). Where
// answers are given in a manner of their own, all features have such weights.
const ruleFeature = "rule"

// own begins the names of the weights that a manner of its own has beside the common ones.
const own = "own"

// beside gives the names under which a feature has weights beside the common
// one in a report; they are not kept.
func (a *Asked) beside(feature string) []string {
	var names []string
	if a.Tuned && strings.HasPrefix(feature, ruleFeature) {
		names = append(names, tuned+" "+feature)
	}
	if a.Own {
		names = append(names, own+" "+feature)
	}
	return names
}

// FitChoice learns the weights of each role. Questions without a right answer teach nothing.
func FitChoice(asked []Asked, o ChoiceOptions) (choice.Model, error) {
	byRole := map[string][]Asked{}
	for _, a := range asked {
		if slices.Contains(a.Right, true) && slices.Contains(a.Right, false) {
			byRole[a.Question.Role] = append(byRole[a.Question.Role], a)
		}
	}
	m := choice.Model{}
	for _, role := range slices.Sorted(maps.Keys(byRole)) {
		p := logitOf(byRole[role], o)
		x, err := p.fit()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", role, err)
		}
		m[role] = map[string]float64{}
		for i, name := range p.names {
			if math.Abs(x[i]) >= o.Least && !strings.HasPrefix(name, tuned+" ") && !strings.HasPrefix(name, own+" ") {
				m[role][name] = math.Round(x[i]*100) / 100
			}
		}
	}
	return m, nil
}

// logit is a conditional logit on sparse features.
type logit struct {
	names     []string
	questions []logitQuestion
	penalty   float64
}

type logitQuestion struct {
	parts   [][]int // group -> its features
	answers [][]int // answer -> its groups
	right   []bool
}

func logitOf(asked []Asked, o ChoiceOptions) *logit {
	seen := map[string]int{}
	for _, a := range asked {
		once := map[string]bool{}
		for _, part := range a.Question.Parts {
			for _, f := range part {
				once[f] = true
				for _, name := range a.beside(f) {
					once[name] = true
				}
			}
		}
		for f := range once {
			seen[f]++
		}
	}
	p := &logit{penalty: o.Penalty}
	if own, ok := o.Penalties[asked[0].Question.Role]; ok {
		p.penalty = own
	}
	at := map[string]int{}
	for _, f := range slices.Sorted(maps.Keys(seen)) {
		if seen[f] >= o.AtLeast {
			at[f] = len(p.names)
			p.names = append(p.names, f)
		}
	}
	for _, a := range asked {
		q := logitQuestion{parts: make([][]int, len(a.Question.Parts)), right: a.Right}
		for n, part := range a.Question.Parts {
			for _, f := range part {
				if i, ok := at[f]; ok {
					q.parts[n] = append(q.parts[n], i)
				}
				for _, name := range a.beside(f) {
					if i, ok := at[name]; ok {
						q.parts[n] = append(q.parts[n], i)
					}
				}
			}
		}
		for _, answer := range a.Question.Answers {
			q.answers = append(q.answers, answer.Parts)
		}
		p.questions = append(p.questions, q)
	}
	return p
}

func (p *logit) fit() ([]float64, error) {
	result, err := optimize.Minimize(optimize.Problem{Func: func(x []float64) float64 { return p.lossAndGradient(x, nil) }, Grad: func(grad, x []float64) { p.lossAndGradient(x, grad) }},
		make([]float64, len(p.names)), &optimize.Settings{GradientThreshold: 1e-3, MajorIterations: 300}, &optimize.LBFGS{})
	if err != nil {
		return nil, fmt.Errorf("fit of %d questions: %w", len(p.questions), err)
	}
	return result.X, nil
}

// lossAndGradient gives the negative logarithm of the likelihood that the answer
// is among the right ones, with the penalty, and writes its gradient unless grad is nil.
func (p *logit) lossAndGradient(x, grad []float64) float64 {
	loss := 0.0
	for i, w := range x {
		loss += p.penalty * w * w / 2
		if grad != nil {
			grad[i] = p.penalty * w
		}
	}
	for n := range p.questions {
		q := &p.questions[n]
		sums := make([]float64, len(q.parts))
		for i, part := range q.parts {
			sums[i] = score(x, part)
		}
		scores := make([]float64, len(q.answers))
		for i, answer := range q.answers {
			for _, part := range answer {
				scores[i] += sums[part]
			}
		}
		prob := choice.Softmax(scores)
		right := 0.0
		for i, ok := range q.right {
			if ok {
				right += prob[i]
			}
		}
		right = math.Max(right, 1e-12)
		loss -= math.Log(right)
		if grad == nil {
			continue
		}
		excess := make([]float64, len(q.parts))
		for i, answer := range q.answers {
			d := prob[i]
			if q.right[i] {
				d -= prob[i] / right
			}
			for _, part := range answer {
				excess[part] += d
			}
		}
		for i, part := range q.parts {
			for _, f := range part {
				grad[f] += excess[i]
			}
		}
	}
	return loss
}
