package learn_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"demarche/reader/choice"
	"demarche/reader/learn"
)

// questions draws questions with three answers, of which the one with "subject"
// is right nine times in ten, and which the rules answer rightly as often as
// told; in tuned reports always.
func questions(n int, rules float64, seed uint64) []learn.Asked {
	r := rand.New(rand.NewPCG(seed, 1))
	asked := make([]learn.Asked, n)
	for i := range asked {
		q := &choice.Question{Role: "sides"}
		a := learn.Asked{Report: fmt.Sprint(i), Tuned: i%2 == 0, Question: q}
		subject, right := r.IntN(3), 0
		right = subject
		if r.IntN(10) == 0 {
			right = (subject + 1) % 3
		}
		q.Rule = right
		if !a.Tuned && r.Float64() > rules {
			q.Rule = (right + 2) % 3
		}
		for k := range 3 {
			features := []string{"any"}
			if k == subject {
				features = append(features, "subject")
			}
			if k == q.Rule {
				features = append(features, "rule")
			}
			q.Parts = append(q.Parts, features)
			q.Answers = append(q.Answers, choice.Answer{Values: []string{fmt.Sprint(k)}, Parts: []int{k}})
			a.Right = append(a.Right, k == right)
		}
		asked[i] = a
	}
	return asked
}

func TestFitChoiceLearnsWhatTells(t *testing.T) {
	m, err := learn.FitChoice(questions(600, 0.4, 1), learn.DefaultChoice())
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	asked := questions(300, 0.4, 2)
	for _, a := range asked {
		p := m.Probabilities(a.Question)
		if a.Right[slices.Index(p, slices.Max(p))] {
			right++
		}
	}
	if right < 255 {
		t.Errorf("%d of %d right", right, len(asked))
	}
	if _, ok := m["sides"]["tuned rule"]; ok {
		t.Error("the model keeps a weight for tuned reports")
	}
	if m["sides"]["any"] != 0 {
		t.Errorf("what every answer has weighs %v", m["sides"]["any"])
	}
}

// Rules that are right in tuned reports and useless elsewhere must not be believed.
func TestFitChoiceDoesNotBelieveRulesForTunedReports(t *testing.T) {
	m, err := learn.FitChoice(questions(600, 0, 3), learn.DefaultChoice())
	if err != nil {
		t.Fatal(err)
	}
	if w := m["sides"]["rule"]; w > 0 {
		t.Errorf("the rules weigh %v", w)
	}
}

func TestFitChoiceIgnoresQuestionsWithoutAnswer(t *testing.T) {
	asked := questions(50, 1, 4)
	for i := range asked {
		asked[i].Right = make([]bool, 3)
	}
	m, err := learn.FitChoice(asked, learn.DefaultChoice())
	if err != nil {
		t.Fatal(err)
	}
	if m.Learnt("sides") {
		t.Errorf("learnt %v from questions without a right answer", m)
	}
}

// Reports of our own in which something else tells must not change what is learnt for news.
func TestFitChoiceKeepsOurOwnMannerApart(t *testing.T) {
	news, ours := questions(300, 0.4, 5), questions(900, 0.4, 6)
	for i := range ours {
		right := ours[i].Right
		ours[i].Own, ours[i].Right = true, []bool{right[2], right[0], right[1]} // another answer than the one with "subject"
	}
	weight := func(own bool) float64 {
		for i := range ours {
			ours[i].Own = own
		}
		m, err := learn.FitChoice(slices.Concat(news, ours), learn.DefaultChoice())
		if err != nil {
			t.Fatal(err)
		}
		for name := range m["sides"] {
			if strings.HasPrefix(name, "own ") {
				t.Errorf("the model keeps %q", name)
			}
		}
		return m["sides"]["subject"]
	}
	if apart, mixed := weight(true), weight(false); apart < 1 || apart < mixed+1 {
		t.Errorf("the subject weighs %.2f, and %.2f if our own reports are taken for news", apart, mixed)
	}
}
