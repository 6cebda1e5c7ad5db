package answers

import (
	"context"
	"strings"

	"demarche"
)

// inquiries remember which questions there are: who was silent, and the words by
// which an answer is known. Questions of one who was silent in the same words have
// one wording. A question stays what it is, so that nothing is ever forgotten:
// whether the ledger still holds one is seen when it is read.
type inquiries struct {
	wordings []wording
	of       map[string]int32        // their places, by who was silent and the words
	words    map[[2]wordHash][]int32 // those of one who was silent in which a word stands
	known    map[briefID]bool        // all questions
	numbers  []inquiry               // those that ask how many there were
	upTo     int                     // how many of the feed it has taken in; -1 before it has gone through the questions
}

// wording is what was asked in the same words of one who was silent.
type wording struct {
	silent wordHash
	sought
	questions []briefID
}

// inquiry is a question, and the text that it was read from.
type inquiry struct {
	id       briefID
	document int32
}

func newInquiries() *inquiries {
	return &inquiries{of: make(map[string]int32), words: make(map[[2]wordHash][]int32), known: make(map[briefID]bool), upTo: -1}
}

// take remembers a question.
func (q *inquiries) take(n *names, g *glimpses, e demarche.Entry) {
	gap, is := e.Record.(*demarche.Gap)
	id := n.short(e.Record.Shared().ID)
	if !is || q.known[id] {
		return
	}
	q.known[id] = true
	if asksNumber(NewItem(e), gap) {
		q.numbers = append(q.numbers, inquiry{id, n.number(e.Document)})
	}
	if asking := newQuestion(string(gap.About)); gap.Who != "" && len(asking.words) >= fewestShared {
		t := q.wording(g, fold(string(gap.Who)), asking)
		q.wordings[t].questions = append(q.wordings[t].questions, id)
	}
}

// wording gives the place of a wording, which is made if it is new.
func (q *inquiries) wording(g *glimpses, silent string, asking question) int32 {
	key := silent + "\n" + strings.Join(asking.words, " ")
	if t, ok := q.of[key]; ok {
		return t
	}
	t := int32(len(q.wordings))
	who, _ := g.hash(silent)
	q.of[key], q.wordings = t, append(q.wordings, wording{silent: who, sought: g.seek([]question{asking})[0]})
	for _, w := range q.wordings[t].words {
		q.words[[2]wordHash{who, w}] = append(q.words[[2]wordHash{who, w}], t)
	}
	return t
}

// wordingsFrom gives the wordings, from one on, of which an entry has enough words
// by one of those who were silent.
func (q *inquiries) wordingsFrom(first int32, h heard) []int32 {
	var out []int32
	if first > 0 { // few are new
		for t := first; t < int32(len(q.wordings)); t++ {
			for _, who := range h.speakers {
				if q.wordings[t].silent == who && h.has(&q.wordings[t].sought) {
					out = append(out, t)
					break
				}
			}
		}
		return out
	}
	shared := make(map[int32]int)
	for _, who := range h.speakers {
		for _, w := range h.words {
			for _, t := range q.words[[2]wordHash{who, w}] {
				shared[t]++
			}
		}
	}
	for t, n := range shared {
		if n >= q.wordings[t].least {
			out = append(out, t)
		}
	}
	return out
}

// knowInquiries brings what is remembered of questions to what the ledger holds now.
// The first time it goes through all of them, while other questions are answered.
func (a *Answers) knowInquiries(ctx context.Context) error {
	s := a.sources
	for {
		at, known, err := s.renewInquiries(ctx)
		if err != nil || known {
			return err
		}
		if err := a.pages(ctx, gapFilter(), s.takeInquiries); err != nil {
			return err
		}
		s.inquiriesUpTo(at)
	}
}

// renewInquiries takes in the questions of the texts about which something came; if
// that is not known it gives the place in the feed up to which all are to be
// gone through.
func (s *sources) renewInquiries(ctx context.Context) (at int, known bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return 0, false, err
	}
	_, entries, ok := s.since(max(0, s.inquiries.upTo))
	if !ok || s.inquiries.upTo < 0 {
		return len(s.feed), false, nil
	}
	for _, e := range entries {
		s.inquiries.take(s.lists.names, s.glimpses, e)
	}
	s.inquiries.upTo = len(s.feed)
	return s.inquiries.upTo, true, nil
}

func (s *sources) takeInquiries(entries []demarche.Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range entries {
		s.inquiries.take(s.lists.names, s.glimpses, e)
	}
	return nil
}

func (s *sources) inquiriesUpTo(at int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inquiries.upTo = max(s.inquiries.upTo, at)
}
