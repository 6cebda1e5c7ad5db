package reader

import (
	"strings"

	"demarche"
	"demarche/vocabulary"
)

// set is a set of lemmas.
type set map[string]bool

func setOf(lists ...[]string) set {
	s := set{}
	for _, l := range lists {
		for _, w := range l {
			s[w] = true
		}
	}
	return s
}

// lexicon is the vocabulary made ready for look-ups by lemma.
type lexicon struct {
	moved, own, third, general  set // nouns for people
	aircraft, byLand, facility  set
	send, removal, arrive, away set                       // verbs of moving; removal always means removal
	fetching                    set                       // verbs of moving by who takes as often as by who sends
	moving                      set                       // nouns of moving
	travel                      set                       // verbs of going somewhere
	bySea                       []string                  // words of journeys over water
	carriers                    map[string]demarche.Means // names of airlines and air forces
	intend                      set                       // verbs of meaning to move people
	territory, local            set                       // land or waters of a state; places within one
	expect, stop, occur, clear  set                       // what is said of a removal named as a noun
	vehicle                     map[string]demarche.Means
	hyphened                    map[string]demarche.Means // types of vehicle written with a hyphen
	vehicleWith                 map[string]demarche.Means
	receive, light, lodging     set
	willing, refuse, proposal   set
	willingNouns, refusalNouns  set
	wishNouns                   set
	objection, room             set
	unsettled, unsettledNouns   set
	terms                       []vocabulary.TermWords
	conditions                  set
	acts                        []vocabulary.Act
	agents, sides, matters      []string
	actsByVerb                  map[string][]int
	actsByNoun                  map[string][]int
	gaps                        []vocabulary.Gap
	gapsByVerb                  map[string][]int
	counts                      []vocabulary.Count
}

func compile(v *vocabulary.Reading) *lexicon {
	r, st := v.Returns, v.Stances
	l := &lexicon{
		moved: setOf(r.People.Moved), own: setOf(r.People.Own), third: setOf(r.People.Third), general: setOf(r.People.General),
		aircraft: setOf(r.Aircraft), byLand: setOf(r.ByLand), facility: setOf(r.Facility),
		send: setOf(r.Moving.Send), fetching: setOf(r.Moving.Fetching), removal: setOf(r.Moving.Removal), arrive: setOf(r.Moving.Arrive), away: setOf(r.Moving.Leave),
		moving: setOf(r.Moving.Nouns), travel: setOf(r.Moving.Travel), expect: setOf(r.Moving.Expect), bySea: r.BySea, carriers: map[string]demarche.Means{}, intend: setOf(r.Moving.Intend), territory: setOf(r.Territory), local: setOf(r.Local), stop: setOf(r.Moving.Stop), occur: setOf(r.Moving.Occur), clear: setOf(r.Moving.Clear),
		vehicle: map[string]demarche.Means{}, hyphened: map[string]demarche.Means{}, vehicleWith: map[string]demarche.Means{},
		receive: setOf(st.Receive), light: setOf(st.Light), lodging: setOf(st.Lodging), willing: setOf(st.Willing), refuse: setOf(st.Refuse), proposal: setOf(st.Proposal), willingNouns: setOf(st.WillingNouns), refusalNouns: setOf(st.RefusalNouns), wishNouns: setOf(st.WishNouns), objection: setOf(st.Objection), room: setOf(st.Room),
		unsettled: setOf(st.Unsettled), unsettledNouns: setOf(st.UnsettledNouns), terms: st.Terms, conditions: setOf(st.Conditions),
		acts: v.Acts, agents: v.Agents, sides: v.Sides, matters: v.Matters, actsByVerb: map[string][]int{}, actsByNoun: map[string][]int{},
		gaps: v.Gaps, gapsByVerb: map[string][]int{}, counts: v.Counts,
	}
	for _, x := range r.Vehicles {
		for _, n := range x.Nouns {
			l.vehicle[n] = x.Means
			if strings.Contains(n, "-") {
				l.hyphened[n] = x.Means
			}
		}
		for _, w := range x.With {
			l.vehicleWith[w] = x.Means
		}
	}
	for means, names := range r.Carriers {
		for _, n := range names {
			l.vehicleWith[n] = demarche.Means(means)
			l.carriers[n] = demarche.Means(means)
		}
	}
	for i, a := range v.Acts {
		for _, w := range a.Verbs {
			l.actsByVerb[w] = append(l.actsByVerb[w], i)
		}
		for _, w := range a.Nouns {
			l.actsByNoun[w] = append(l.actsByNoun[w], i)
		}
	}
	for i, g := range v.Gaps {
		for _, w := range g.Verbs {
			l.gapsByVerb[w] = append(l.gapsByVerb[w], i)
		}
	}
	return l
}

// contains reports whether any of the words, each a lemma or several lemmas,
// stands in text, a sequence of lemmas with a space before and after each.
func contains(text string, words []string) (string, bool) {
	for _, w := range words {
		if strings.Contains(text, " "+w+" ") {
			return w, true
		}
	}
	return "", false
}
