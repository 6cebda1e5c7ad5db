package names

import (
	"container/heap"

	"demarche"
)

// candidate is a post of which the state is open, with the states that the
// context speaks for, best first.
type candidate struct {
	post   *phrase
	order  []ranked // before states are excluded
	margin float64  // of the best state over the next
	state  demarche.State
	place  int  // in the order of the posts
	sure   bool // the words of the post tell its state, which nobody else's post excludes
}

// candidates is a heap of candidates, the clearest one on top.
type candidates []candidate

func (c candidates) Len() int { return len(c) }
func (c candidates) Less(i, j int) bool {
	return c[i].margin > c[j].margin || c[i].margin == c[j].margin && c[i].place < c[j].place
}
func (c candidates) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c *candidates) Push(x any)   { *c = append(*c, x.(candidate)) }
func (c *candidates) Pop() any {
	last := len(*c) - 1
	x := (*c)[last]
	*c = (*c)[:last]
	return x
}

// assignStates finds the states of the posts whose words do not tell them, the
// clearest case first, so that a president found takes the post from the states
// that the others may have.
func (w *work) assignStates() {
	open := make(map[*phrase]*candidate)
	byPerson := make(map[int][]*phrase)
	queue := candidates{}
	for place, p := range w.phrases {
		if len(p.linked) == 0 || p.state != "" || p.body != "" || p.plural || p.owner.pronoun >= 0 || p.owner.token >= 0 || p.post.Same || !sole(p.role) {
			continue
		}
		person := w.names[p.linked[0]].entity
		if e := w.entities[person]; e.State != "" && !p.former {
			p.state = e.State
			continue
		}
		c := &candidate{post: p, place: place}
		c.order, c.sure = w.openOrder(p)
		open[p] = c
		byPerson[person] = append(byPerson[person], p)
	}
	for _, p := range w.phrases {
		if c := open[p]; c != nil && w.weigh(c) {
			queue = append(queue, *c)
		}
	}
	heap.Init(&queue)
	for len(queue) > 0 {
		c := heap.Pop(&queue).(candidate)
		now := open[c.post]
		if now == nil || now.margin != c.margin || now.state != c.state {
			continue // settled, or weighed anew since
		}
		person := w.names[c.post.linked[0]].entity
		settled := []*phrase{c.post}
		if e := w.entities[person]; e.State == "" && !c.post.former {
			e.State = c.state
			for _, q := range byPerson[person] {
				if q != c.post && open[q] != nil && !q.former {
					settled = append(settled, q)
				}
			}
		}
		for _, p := range settled {
			p.state = c.state
			delete(open, p)
		}
		for _, p := range settled {
			for _, q := range w.rivals(p) {
				if o := open[q]; o != nil && w.weigh(o) {
					heap.Push(&queue, *o)
				}
			}
		}
	}
}

// openOrder gives the states that may have a post, best first, and whether its
// words tell the only one.
func (w *work) openOrder(p *phrase) (order []ranked, sure bool) {
	if p.weak != "" {
		return []ranked{{p.weak, 4}}, true
	}
	if code := w.usualState(p); code != "" {
		return []ranked{{code, 5}}, true
	}
	return w.rank(p.headFirst, nil), false
}

// weigh finds the best state that nobody else's post excludes, and its margin;
// false if none is left.
func (w *work) weigh(c *candidate) bool {
	c.state, c.margin = "", 0
	excluded := w.exclusion(c.post)
	for _, r := range c.order {
		if !c.sure && excluded(r.state) {
			continue
		}
		if c.state != "" {
			c.margin -= r.score
			break
		}
		c.state, c.margin = r.state, r.score
	}
	return c.state != ""
}
