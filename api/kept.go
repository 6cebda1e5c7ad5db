package api

import (
	chain "container/list"
	"sync"

	"demarche/answers"
)

// mostKept is how many bytes of answers are kept.
const mostKept = 64 << 20

// kept holds the answers that were given since the ledger last grew, as they
// were written: the same question of the same ledger on the same day has the
// same answer. The one that was not asked for longest goes first.
type kept struct {
	mu    sync.Mutex
	most  int // bytes
	size  int
	basis answers.Basis // what all of them rest on
	order *chain.List   // of *given, newest first
	of    map[string]*chain.Element
}

// given is an answer to a question.
type given struct {
	question string
	reply
}

func newKept(most int) *kept {
	k := &kept{most: most}
	k.clear()
	return k
}

func (k *kept) clear() {
	k.size, k.order, k.of = 0, chain.New(), make(map[string]*chain.Element)
}

// get gives the answer to a question on a basis; false if it is not there.
func (k *kept) get(basis answers.Basis, question string) (reply, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e := k.of[question]
	if e == nil || k.basis != basis {
		return reply{}, false
	}
	k.order.MoveToFront(e)
	return e.Value.(*given).reply, true
}

// put keeps an answer that rests on a basis, or on what came since.
func (k *kept) put(basis answers.Basis, question string, a reply) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.basis != basis {
		if basis.Line < k.basis.Line || basis.Day < k.basis.Day {
			return // it took long; nobody will ask on that basis again
		}
		k.clear()
		k.basis = basis
	}
	if k.of[question] != nil || len(a.body) > k.most/4 {
		return
	}
	k.of[question] = k.order.PushFront(&given{question, a})
	k.size += len(a.body)
	for k.size > k.most {
		last := k.order.Back()
		g := k.order.Remove(last).(*given)
		delete(k.of, g.question)
		k.size -= len(g.body)
	}
}
