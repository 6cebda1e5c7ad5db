package answers_test

import (
	"slices"
	"testing"

	"demarche"
	"demarche/answers"
)

func said[T any](v T) *T { return &v }

func TestTermsAreHeldAgainstTheMovement(t *testing.T) {
	for name, tt := range map[string]struct {
		terms   []demarche.Term
		means   demarche.Means
		so      answers.Conditions
		verdict answers.Verdict
		status  map[demarche.Term]answers.TermStatus
	}{
		"nothing said": {[]demarche.Term{"no_restraints", "prior_notice"}, anyMeans, answers.Conditions{}, answers.YesWithTerms,
			map[demarche.Term]answers.TermStatus{"no_restraints": answers.TermNotSaid, "prior_notice": answers.TermNotSaid}},
		"all met": {[]demarche.Term{"no_restraints", "prior_notice"}, anyMeans, answers.Conditions{Restraints: said(false), Notice: said(3)}, answers.Yes,
			map[demarche.Term]answers.TermStatus{"no_restraints": answers.TermMet, "prior_notice": answers.TermMet}},
		"one unmet": {[]demarche.Term{"no_restraints", "prior_notice"}, anyMeans, answers.Conditions{Restraints: said(true), Notice: said(3)}, answers.No,
			map[demarche.Term]answers.TermStatus{"no_restraints": answers.TermUnmet, "prior_notice": answers.TermMet}},
		"one met, one not said": {[]demarche.Term{"no_restraints", "prior_notice"}, anyMeans, answers.Conditions{Restraints: said(false)}, answers.YesWithTerms,
			map[demarche.Term]answers.TermStatus{"no_restraints": answers.TermMet, "prior_notice": answers.TermNotSaid}},
		"no notice": {[]demarche.Term{"prior_notice"}, anyMeans, answers.Conditions{Notice: said(0)}, answers.No, map[demarche.Term]answers.TermStatus{"prior_notice": answers.TermUnmet}},
		"carried by the receiver": {[]demarche.Term{"own_transport"}, anyMeans, answers.Conditions{Carrier: answers.ReceivingCarrier}, answers.Yes,
			map[demarche.Term]answers.TermStatus{"own_transport": answers.TermMet}},
		"carried by the sender": {[]demarche.Term{"own_transport"}, anyMeans, answers.Conditions{Carrier: answers.SendingCarrier}, answers.No,
			map[demarche.Term]answers.TermStatus{"own_transport": answers.TermUnmet}},
		"civilian_only and a civilian aircraft": {[]demarche.Term{"civilian_only"}, civil, answers.Conditions{}, answers.Yes, map[demarche.Term]answers.TermStatus{"civilian_only": answers.TermMet}},
		"only people with convictions":          {[]demarche.Term{"criminals_only"}, anyMeans, answers.Conditions{Criminals: answers.SomeOfThem}, answers.No, map[demarche.Term]answers.TermStatus{"criminals_only": answers.TermUnmet}},
		"nobody with convictions":               {[]demarche.Term{"no_criminals"}, anyMeans, answers.Conditions{Criminals: answers.NoneOfThem}, answers.Yes, map[demarche.Term]answers.TermStatus{"no_criminals": answers.TermMet}},
		"children among them":                   {[]demarche.Term{"vulnerable_excluded"}, anyMeans, answers.Conditions{Vulnerable: said(true)}, answers.No, map[demarche.Term]answers.TermStatus{"vulnerable_excluded": answers.TermUnmet}},
		"verified, paid, willing, for a time, safe": {[]demarche.Term{"protocol", "identity_check", "voluntary", "temporary", "paid", "safe_third"}, anyMeans,
			answers.Conditions{Protocol: said(true), Identity: said(true), Paid: said(true), Voluntary: said(true), Temporary: said(true), Safe: said(true)}, answers.Yes, nil},
		"dignity is never shown": {[]demarche.Term{"dignity", "case_by_case", "other"}, anyMeans, answers.Conditions{Restraints: said(false)}, answers.YesWithTerms,
			map[demarche.Term]answers.TermStatus{"dignity": answers.TermNotSaid, "case_by_case": answers.TermNotSaid, "other": answers.TermNotSaid}},
		"a cap of which no figure is known": {[]demarche.Term{"cap"}, anyMeans, answers.Conditions{Number: said(20)}, answers.YesWithTerms, map[demarche.Term]answers.TermStatus{"cap": answers.TermNotSaid}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			s.add(t, "a.txt", "2025-02-01", position("COL", accept, own, anyMeans, "2025-02-01", on(tt.terms...)))
			a, err := s.answers().Would(t.Context(), answers.Question{State: "COL", People: own, Means: tt.means, Conditions: tt.so})
			if err != nil || a.Verdict != tt.verdict {
				t.Fatalf("%s (%v), want %s", a.Verdict, err, tt.verdict)
			}
			for _, w := range a.Weighed {
				if want, ok := tt.status[w.Term]; ok && w.Status != want || w.Reason == "" || len(w.Entries) == 0 {
					t.Errorf("%s is %s: %s, resting on %d", w.Term, w.Status, w.Reason, len(w.Entries))
				}
			}
			if len(a.Weighed) != len(tt.terms) {
				t.Errorf("%d terms weighed, of %d", len(a.Weighed), len(tt.terms))
			}
		})
	}
}

func TestARefusalIsNotConsentThoughItsTermsAreMet(t *testing.T) {
	s := &shelf{}
	s.add(t, "a.txt", "2025-02-01", position("COL", refuse, own, military, "2025-02-01", on("protocol")))
	a, err := s.answers().Would(t.Context(), answers.Question{State: "COL", People: own, Means: military, Conditions: answers.Conditions{Protocol: said(true)}})
	if err != nil || a.Verdict != answers.No || len(a.Weighed) != 1 || a.Weighed[0].Status != answers.TermMet {
		t.Errorf("%s, weighed %+v (%v)", a.Verdict, a.Weighed, err)
	}
}

func TestACapIsInTheFigures(t *testing.T) {
	s := &shelf{}
	s.add(t, "a.txt", "2025-02-01", position("COL", accept, own, anyMeans, "2025-02-01", on("cap")))
	old := s.add(t, "b.txt", "2025-01-01", &demarche.Count{What: demarche.Agreed, Value: 900, Unit: "people", In: "COL", AsOf: "2025-01-01"})[0]
	now := s.add(t, "c.txt", "2025-02-01", &demarche.Count{What: demarche.Agreed, Value: 200, Unit: "people", In: "COL", AsOf: "2025-02-01"})[0]
	for n, want := range map[int]answers.Verdict{201: answers.No, 200: answers.YesWithTerms} {
		a, err := s.answers().Would(t.Context(), answers.Question{State: "COL", People: own, Conditions: answers.Conditions{Number: &n}})
		if err != nil || a.Verdict != want {
			t.Errorf("%d people: %s (%v), want %s", n, a.Verdict, err, want)
		}
		cited := []string{}
		for _, e := range a.Weighed[0].Entries {
			cited = append(cited, e.ID())
		}
		if !slices.Contains(cited, now) || slices.Contains(cited, old) {
			t.Errorf("the cap rests on %v", cited)
		}
	}
}

func TestConditionsThatCannotBe(t *testing.T) {
	for _, c := range []answers.Conditions{{Number: said(0)}, {Notice: said(-1)}, {Carrier: "broom"}, {Criminals: "many"}} {
		if _, err := (&shelf{}).answers().Would(t.Context(), answers.Question{State: "COL", Conditions: c}); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
