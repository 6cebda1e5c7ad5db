package reader

import (
	"demarche"
	"demarche/language"
)

// mainNationality gives whose nationals a report is about, if it speaks of people of
// one nationality for the most part: every noun phrase of people with a
// nationality ("Haitians", "Afghan refugees", "its citizens") counts once.
func (s *scene) mainNationality() demarche.State {
	weight := map[demarche.State]int{}
	total := 0
	for i := range s.a.Tokens {
		l := s.lemma(i)
		if s.words.third[l] {
			total++
			continue
		}
		if u := s.a.Tokens[i].UPOS; !s.isPeople(i) || u == language.PRON || u == language.NUM {
			continue
		}
		states := s.nationalsOf(i)
		if len(states) == 0 && s.words.own[l] {
			st := s.ownerOf(i)
			switch l {
			case "compatriot", "countryman", "connational":
				if st == "" {
					st = s.receiver // of the state that gets them back
				}
			}
			if st != "" {
				states = append(states, st)
			}
		}
		for _, st := range states {
			weight[st]++
		}
		total += min(1, len(states))
	}
	if own := weight[s.sender]; own > 0 && own < total { // those who send are not those who are sent
		delete(weight, s.sender)
		total -= own
	}
	if st := heaviest(weight, ""); st != "" && (weight[st] > 2 || weight[st] == total && (total == 2 || st == s.receiver)) && 3*weight[st] >= 2*total {
		return st
	}
	return ""
}

// ownerOf gives the state that a noun phrase of a state's own people belongs
// to: "its citizens", "Pakistan's nationals", "nationals of Chad".
func (s *scene) ownerOf(i int) demarche.State {
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Nmod, language.Compound, language.Amod:
			if p, ok := s.party(k); ok && p.state != "" && p.kind != language.Person {
				return p.state
			}
			if st := s.placeState(k); st != "" {
				return st
			}
		}
	}
	return ""
}

// whose fills in whose nationals the figure counts: the nationality in its noun
// phrase or just before it, the state that takes its own people back, else the
// state whose nationals the report is about.
func (s *scene) whose(r *demarche.Count, x *language.Quantity, head int, f *finding) {
	first, last := s.ownPhrase(head)
	for i := first; i < last; i++ {
		if s.words.third[s.lemma(i)] {
			return // "75 third-country nationals"
		}
	}
	if s.isMixed(head) {
		f.step("of several nationalities")
		return
	}
	for _, told := range []demarche.State{s.predicatedKin(x, head), s.ofItsOwn(head), s.numbered(head)} {
		if told != "" {
			r.Of = told
			f.step("said to be nationals of %s", told)
			return
		}
	}
	if r.What == demarche.Flights && r.Unit == "flights" {
		if st := s.flownTo(head); st != "" {
			r.Of = st
			f.step("flown to %s", st)
			return
		}
	}
	if st := s.nationalsBefore(x); st != "" {
		r.Of = st
		f.step("nationality before it -> %s", st)
		return
	}
	if ns := s.nationalsOf(head); len(ns) > 0 {
		r.Of = ns[0]
		f.step("nationality of \"%s\" -> %s", s.a.Form(head), r.Of)
		return
	}
	if st := s.fromWhere(head); st != "" && st != s.sender && r.What != demarche.Flights && !s.isTakenIn(head) {
		r.Of = st
		f.step("from %s", st)
		return
	}
	if st := s.backTo(head); st != "" && r.What == demarche.Returned && !s.isMixed(head) {
		r.Of = st
		f.step("back to %s", st)
		return
	}
	if st := s.takenBackBy(head); st != "" {
		r.Of = st
		f.step("taken back by %s", st)
		return
	}
	switch r.What {
	case demarche.Money, demarche.Tariff, demarche.Capacity:
		return
	}
	if s.nationality != "" {
		r.Of = s.nationality
		f.step("the report is about nationals of %s", r.Of)
		f.mark("whose-from-report")
	}
}

// isTakenIn reports whether the people of token i are taken in, so that "from"
// tells who sent them.
func (s *scene) isTakenIn(i int) bool {
	n := s.cs.Of(i)
	return n != none && s.cs.List[n].Object == i && (s.words.receive[s.cs.List[n].Lemma] || s.words.receive[s.cs.List[n].Verb()])
}

// nationalsBefore gives the nationality of a figure in apposition to it:
// "Algerians (12,455)".
func (s *scene) nationalsBefore(x *language.Quantity) demarche.State {
	if x.Counted != none {
		return ""
	}
	for i := x.First - 1; i >= 0 && i >= x.First-2; i-- {
		if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
			if en := &s.a.Entities[s.a.Mentions[m].Entity]; en.Kind == language.Nationals {
				return en.State
			}
		}
	}
	return ""
}

// takenBackBy gives the state that takes back the people of token i: its own.
func (s *scene) takenBackBy(i int) demarche.State {
	n := s.cs.Of(i)
	if n == none || s.cs.List[n].Object == none {
		return ""
	}
	switch s.cs.List[n].Lemma {
	case "take back", "readmit", "receive back", "accept back":
		if p, ok := s.actor(s.cs.List[n].Subject); ok {
			return p.state
		}
	}
	return ""
}

// inheritWhose gives a bare number the nationality of the figure before it in
// its sentence, of which it is a part or the next of a row: "of 22,870
// Afghans, no more than 435".
func (s *scene) inheritWhose(f, before *finding, x *language.Quantity) {
	r, ok := f.record.(*demarche.Count)
	b, is := before.record.(*demarche.Count)
	if !ok || !is || r.Of != "" || b.Of == "" || x.Counted != none || x.Kind == language.MoneyAmount {
		return
	}
	if r.What == demarche.Tariff && b.What == demarche.Tariff && f.sentences[0] == before.sentences[0] {
		r.Of, r.In = b.Of, b.In // "to be raised to 50 percent"
		return
	}
	if f.sentences[0] == before.sentences[0] && f.trigger.Start > before.trigger.Start && r.What != demarche.Tariff {
		r.Of = b.Of
		f.step("of the figure before it -> %s", r.Of)
	}
}

// tariffReach is how many words after a tariff the goods that it is on may stand.
const tariffReach = 8

// taxed gives the state whose goods a tariff is on: "25 percent on Peruvian goods".
func (s *scene) taxed(x *language.Quantity, in demarche.State) demarche.State {
	last := min(s.a.Sentences[s.a.Tokens[x.First].Sentence].Last, x.Last+tariffReach)
	for i := x.Last; i < last; i++ {
		if s.lemma(i) != "on" {
			continue
		}
		for k := i + 1; k < last; k++ {
			if m := s.mention[k]; m != none && s.a.Mentions[m].Entity != none {
				if en := &s.a.Entities[s.a.Mentions[m].Entity]; en.Kind == language.State && en.State != in {
					return en.State
				}
			}
		}
	}
	return ""
}
