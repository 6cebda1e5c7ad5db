package reader

import (
	"slices"
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
	peoples                     set // people of a part of the world, or without a state of their own
	aircraft, byLand, facility  set
	places                      *vocabulary.Places
	send, removal, arrive, away set                       // verbs of moving; removal always means removal
	fetching                    set                       // verbs of moving by who takes as often as by who sends
	moving                      set                       // nouns of moving
	travel                      set                       // verbs of going somewhere
	bySea                       []string                  // words of journeys over water
	carriers                    map[string]demarche.Means // names of airlines and air forces
	intend                      set                       // verbs of meaning to move people
	greet                       set                       // verbs of what officials do to people who have just come
	freight                     set                       // what is carried instead of people
	wish                        set                       // verbs of what people would, who are not said to move
	territory, local            set                       // land or waters of a state; places within one
	expect, stop, occur, clear  set                       // what is said of a removal named as a noun
	vehicle                     map[string]demarche.Means
	hyphened                    map[string]demarche.Means // types of vehicle written with a hyphen
	vehicleWith                 map[string]demarche.Means
	stances
	terms                  []vocabulary.TermWords
	conditions             set
	acts                   []vocabulary.Act
	agents, sides, matters []string
	writings, bodies       []string
	civil                  []string // in names of bodies
	pairs, lands           []string
	unreal, open, measures set
	asides                 set
	deedNouns              map[string]string // nouns of doing -> their verbs
	actsByVerb             map[string][]int
	actsByNoun             map[string][]int
	callings               set      // works in which people speak to the public (callings.yaml)
	offices, occupations   set      // callings that are offices; heads of posts that may be anyone's work
	custody                set      // verbs that make their object somebody who is moved
	persons, notPersons    set      // nouns for a person; nouns that only end like one
	endings                []string // of nouns for a person
	gaps                   []vocabulary.Gap
	gapsByVerb             map[string][]int
	counts                 []vocabulary.Count
	classes                map[string][]string // lemma -> the classes of the vocabulary that it is of
	gapTypes               []demarche.GapType  // in the order of the vocabulary, each once
}

// stances are the words of willingness and refusal (stances.yaml).
type stances struct {
	receive, light, lodging, home  set // verbs of receiving
	come, put, acceptance          set // other words for the same event
	willing, assent, refuse, deeds set // predicates over them
	deny, bind, unsettled, settle  set
	hard, welcome, unwelcome       set // adjectives
	willingNouns, refusalNouns     set
	wishNouns, rumours, proposal   set
	appetite                       set // nouns of wishing it
	unsettledNouns, pacts          set
	objection, room, roles         set
	yes, no                        set // answers
	doors, give, shelter, issue    set // other ways to let people in
	reserve                        set // nouns of a choice kept
	fetch                          set // carrying home
	undo                           set // ending or lacking what a noun names
	judge                          set // judging what another means to do
	detain                         set // holding people
}

func stancesOf(v *vocabulary.Stances) stances {
	return stances{
		receive: setOf(v.Receive), light: setOf(v.Light), lodging: setOf(v.Lodging), home: setOf(v.Home),
		come: setOf(v.Come), put: setOf(v.Put), acceptance: setOf(v.Acceptance),
		willing: setOf(v.Willing), assent: setOf(v.Assent), refuse: setOf(v.Refuse), deeds: setOf(v.Deeds),
		deny: setOf(v.Deny), bind: setOf(v.Bind), unsettled: setOf(v.Unsettled), settle: setOf(v.Settle),
		hard: setOf(v.Hard), welcome: setOf(v.Welcome), unwelcome: setOf(v.Unwelcome),
		willingNouns: setOf(v.WillingNouns), refusalNouns: setOf(v.RefusalNouns),
		wishNouns: setOf(v.WishNouns), appetite: setOf(v.Appetite), rumours: setOf(v.Rumours), proposal: setOf(v.Proposal),
		unsettledNouns: setOf(v.UnsettledNouns), pacts: setOf(v.Pacts),
		objection: setOf(v.Objection), room: setOf(v.Room), roles: setOf(v.Roles),
		yes: setOf(v.Yes), no: setOf(v.No),
		doors: setOf(v.Doors), give: setOf(v.Give), shelter: setOf(v.Shelter), issue: setOf(v.Issue), reserve: setOf(v.Reserve), fetch: setOf(v.Fetch), undo: setOf(v.Undo), judge: setOf(v.Judge), detain: setOf(v.Detain),
	}
}

func compile(v *vocabulary.Reading, places *vocabulary.Places) *lexicon {
	r, st, c := v.Returns, v.Stances, v.Callings
	l := &lexicon{
		moved: setOf(r.People.Moved), own: setOf(r.People.Own), third: setOf(r.People.Third), general: setOf(r.People.General), peoples: setOf(r.People.Peoples),
		aircraft: setOf(r.Aircraft), byLand: setOf(r.ByLand), facility: setOf(r.Facility), places: places,
		send: setOf(r.Moving.Send), fetching: setOf(r.Moving.Fetching), removal: setOf(r.Moving.Removal), arrive: setOf(r.Moving.Arrive), away: setOf(r.Moving.Leave),
		moving: setOf(r.Moving.Nouns), travel: setOf(r.Moving.Travel), expect: setOf(r.Moving.Expect), bySea: r.BySea, carriers: map[string]demarche.Means{}, intend: setOf(r.Moving.Intend), wish: setOf(r.Moving.Wish), greet: setOf(r.Moving.Greet), freight: setOf(r.Freight), territory: setOf(r.Territory), local: setOf(r.Local), stop: setOf(r.Moving.Stop), occur: setOf(r.Moving.Occur), clear: setOf(r.Moving.Clear),
		vehicle: map[string]demarche.Means{}, hyphened: map[string]demarche.Means{}, vehicleWith: map[string]demarche.Means{},
		stances: stancesOf(&st), terms: st.Terms, conditions: setOf(st.Conditions),
		acts: v.Acts, agents: v.Agents, sides: v.Sides, matters: v.Matters, writings: v.Writings, bodies: v.Bodies, civil: v.Civil, pairs: v.Pairs, lands: v.Lands, unreal: setOf(v.Unreal), open: setOf(v.Open), measures: setOf(v.Measures), asides: setOf(v.Asides), deedNouns: v.DeedNouns, actsByVerb: map[string][]int{}, actsByNoun: map[string][]int{},
		callings: setOf(c.Public), offices: setOf(c.Offices), occupations: setOf(c.Occupations), custody: setOf(c.Custody), persons: setOf(c.Persons), notPersons: setOf(c.NotPersons), endings: c.Endings,
		gaps: v.Gaps, gapsByVerb: map[string][]int{}, counts: v.Counts, gapTypes: gapTypesOf(v.Gaps),
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
	l.classes = classesOf(l, v)
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

// gapTypesOf lists the types of the entries, each once.
func gapTypesOf(gaps []vocabulary.Gap) []demarche.GapType {
	var types []demarche.GapType
	for _, g := range gaps {
		if !slices.Contains(types, g.Type) {
			types = append(types, g.Type)
		}
	}
	return types
}
