package answers_test

import (
	"context"
	"fmt"
	"testing"

	"demarche"
	"demarche/answers"
)

// busy is a state about which n reports of two years say something.
func busy(b *testing.B, n int) *shelf {
	b.Helper()
	s := &shelf{}
	for i := range n {
		p := position("COL", []demarche.Stance{accept, accept, refuse, unsettled}[i%4], []demarche.People{own, own, third, anyone}[i/3%4],
			[]demarche.Means{anyMeans, military, civil}[i/5%3], demarche.Date(fmt.Sprintf("202%d-%02d-%02d", 4+i%2, i/7%12+1, i/11%28+1)))
		if i%5 == 0 {
			p.By = usa
		}
		s.add(b, fmt.Sprintf("%d.txt", i), "", p)
	}
	return s
}

func BenchmarkWhere(b *testing.B) {
	a := busy(b, 5000).answers()
	for b.Loop() {
		if _, err := a.Where(context.Background(), "COL", ""); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWould(b *testing.B) {
	a := busy(b, 5000).answers()
	for b.Loop() {
		if _, err := a.Would(context.Background(), answers.Question{State: "COL", People: own, Means: military}); err != nil {
			b.Fatal(err)
		}
	}
}
