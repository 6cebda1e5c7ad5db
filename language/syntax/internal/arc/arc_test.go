package arc

import (
	"math/rand/v2"
	"testing"

	"demarche/language"
)

// projective makes a random projective tree over n words; the root has head n.
func projective(random *rand.Rand, heads []int32, from, to, head int) {
	if from >= to {
		return
	}
	k := from + random.IntN(to-from)
	heads[k] = int32(head)
	// What lies on each side hangs on k, in one piece or two.
	for _, side := range [][2]int{{from, k}, {k + 1, to}} {
		cut := side[0]
		if side[1] > side[0] {
			cut += random.IntN(side[1] - side[0] + 1)
		}
		projective(random, heads, side[0], cut, k)
		projective(random, heads, cut, side[1], k)
	}
}

// TestOracle follows moves without cost: every projective tree must come out.
func TestOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for n := 1; n < 40; n++ {
		gold := make([]int32, n)
		projective(random, gold, 0, n, n)
		var s State
		s.Reset(make([]Word, n))
		for !s.Done() {
			shift, left, right, reduce := s.Costs(gold)
			leftHead, leftChild, _, _ := s.Ends()
			rel := Action(language.Nsubj)
			if int(leftHead) == n {
				rel = Action(language.Root)
			}
			switch {
			case s.CanLeft() && left == 0 && gold[leftChild] == leftHead:
				s.Apply(Left + rel)
			case s.CanRight() && right == 0:
				s.Apply(Right + Action(language.Obj))
			case s.CanReduce() && reduce == 0:
				s.Apply(Reduce)
			case s.CanShift() && shift == 0:
				s.Apply(Shift)
			default:
				t.Fatalf("no move without cost for %v", gold)
			}
		}
		for i := range gold {
			head, _ := s.Head(i)
			if want := int(gold[i]); head != want && !(head == none && want == n) {
				t.Fatalf("word %d of %v has the head %d", i, gold, head)
			}
		}
	}
}

func arcs(heads ...int32) []Arc {
	out := make([]Arc, len(heads))
	for i, h := range heads {
		out[i] = Arc{Head: h, Rel: language.Nmod}
		if h < 0 {
			out[i].Rel = language.Root
		}
	}
	return out
}

// sure gives the tree with a lead for each arc.
func sure(lead int32, tree []Arc) []Arc {
	for i := range tree {
		tree[i].Lead = lead
	}
	return tree
}

func TestSure(t *testing.T) {
	if tree := sure(sureLead, arcs(1, -1, 1)); !Sure(tree) {
		t.Error("a tree of leads that are large is not sure")
	} else if tree[2].Lead--; Sure(tree) {
		t.Error("a tree with a small lead is sure")
	}
}

// TestLead holds that a lead tells how much better the move was than any other,
// and that the only move is certain.
func TestLead(t *testing.T) {
	var s State
	s.Reset(make([]Word, 2))
	s.Apply(Shift)
	var scores [256]int32
	scores[Left+Action(language.Nsubj)], scores[Left+Action(language.Obj)] = 90, 80
	scores[Shift], scores[Right+Action(language.Obj)] = 10, 30
	best := Best(&s, &scores)
	if best != Left+Action(language.Nsubj) || s.lead(best, &scores) != 60 || s.childOf(best) != 0 {
		t.Errorf("%d leads by %d and gives word %d a head", best, s.lead(best, &scores), s.childOf(best))
	}
	s.Reset(make([]Word, 1))
	s.Apply(Shift)
	if best := Best(&s, &scores); best != Left+Action(language.Root) || s.lead(best, &scores) != certain {
		t.Errorf("%d, the only action, leads by %d", best, s.lead(best, &scores))
	}
}

func TestVote(t *testing.T) {
	for _, c := range []struct {
		why   string
		trees [][]Arc
		want  []Arc
	}{
		{"the majority", [][]Arc{arcs(1, -1, 1), arcs(1, -1, 0), arcs(2, -1, 1)}, arcs(1, -1, 1)},
		{"the first where all differ", [][]Arc{arcs(1, -1, 1), arcs(2, -1, 1), arcs(1, -1, 0)}, arcs(1, -1, 1)},
		{"the surer of two", [][]Arc{arcs(1, -1, 1), sure(5000, arcs(1, -1, 0))}, arcs(1, -1, 0)},
		{"two rather than one that is surer", [][]Arc{arcs(1, -1, 1), arcs(1, -1, 1), sure(5000, arcs(1, -1, 0))}, arcs(1, -1, 1)},
		{"the best tree where the majority is a circle", [][]Arc{arcs(1, 2, -1), arcs(2, 0, -1), arcs(1, 0, -1)}, arcs(1, 2, -1)},
	} {
		got := Vote(c.trees, nil)
		for i := range c.want {
			if got[i] != c.want[i] {
				t.Errorf("%s: the vote gives %v, want %v", c.why, got, c.want)
				break
			}
		}
	}
}

// TestVoteGivesTrees puts random trees to the vote.
func TestVoteGivesTrees(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		n := 1 + random.IntN(12)
		trees := make([][]Arc, 3)
		for k := range trees {
			heads := make([]int32, n)
			projective(random, heads, 0, n, n)
			// A projective tree over all words from one root is kept; others get one root.
			trees[k] = arcs(heads...)
			for i := range trees[k] {
				if int(trees[k][i].Head) == n {
					trees[k][i] = Arc{Head: none, Rel: language.Root}
				}
			}
			oneRoot(trees[k])
		}
		got := Vote(trees, nil)
		if !isTree(got) {
			t.Fatalf("the vote on %v gives %v", trees, got)
		}
		for i, a := range got {
			supported := false
			for _, tree := range trees {
				supported = supported || tree[i].Head == a.Head
			}
			if !supported {
				t.Fatalf("the vote on %v gives word %d the head %d, which no tree has", trees, i, a.Head)
			}
		}
	}
}

// TestForced holds that an action that is forced is the one that the scores would choose.
func TestForced(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	forced := 0
	for round := range 400 {
		var s State
		s.Reset(make([]Word, 1+round%12))
		for !s.Done() {
			var scores [256]int32
			for a := range scores[:actions] {
				scores[a] = random.Int32N(100)
			}
			best := Best(&s, &scores)
			if only, ok := s.forced(); ok {
				forced++
				if only != best {
					t.Fatalf("%d is forced, but %d is best", only, best)
				}
				if s.childOf(best) >= 0 && s.lead(best, &scores) != certain {
					t.Fatalf("%d is forced, but leads by %d", best, s.lead(best, &scores))
				}
			}
			s.Apply(best)
		}
	}
	if forced == 0 {
		t.Error("no action was forced")
	}
}
