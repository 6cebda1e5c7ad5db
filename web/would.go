package web

import (
	"net/http"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/api"
	"demarche/ask"
	"demarche/cite"
	"demarche/phrases"
)

// wouldView is a question about people and the answer to it.
type wouldView struct {
	Asked   ask.Would
	Part    partForm
	States  []stateOption
	People  []choice
	Means   []choice
	So      []conditionView
	Said    bool   // some condition is said
	Problem string // why the question cannot be answered
	Hint    string
	Answer  *answerView
}

// choice is one of the values that a question can take.
type choice struct {
	Value, Word string
	Chosen      bool
}

// answerView is an answer in words.
type answerView struct {
	standing
	Verdict  string
	Question string
	Reason   string
	Terms    []string
	Since    demarche.Date
	Told     bool // in the word of others alone
	Entries  []itemView
	Weighed  []weighedView
	Parts    []partView
	Others   []itemView
	Passed   []passedView
	Silences []itemView
	Accepted int
	Proposed int

	PassedAll   int // how many entries it passes over; Passed has some of them
	SilencesAll int // how many silences there are; Silences has some of them
	Citations   []citationView
}

type partView struct {
	standing
	What  string
	Terms []string
}

// passedView is an entry on which an answer does not rest, and why.
type passedView struct {
	itemView
	Reason string
	Before string // address of the entry that stands before it, if one does
}

// passedWords say why an entry was passed over; it is read only.
var passedWords = map[answers.Why]string{
	answers.WhyRejected:     "Rejected in review",
	answers.WhyOtherSender:  "Concerns another sending state",
	answers.WhyOtherPeople:  "Concerns other people",
	answers.WhyOtherMeans:   "Concerns other means",
	answers.WhyOtherPlace:   "Concerns a certain place only",
	answers.WhySilent:       "Does not mention the place asked about",
	answers.WhyLater:        "Said after the day asked about",
	answers.WhyPerhapsLater: "Perhaps said after the day asked about",
	answers.WhyOtherWord:    "Another’s word, where the state has spoken for itself",
	answers.WhyGeneral:      "More general than what it rests on",
	answers.WhyCrossed:      "General where a refusal is specific",
	answers.WhyEarlier:      "Earlier than what it rests on",
	answers.WhyWeaker:       "The report’s own voice, where the state spoke on the same day",
	answers.WhyUndecided:    "Undecided, where a decision of the same day is reported",
}

func (s *site) passed(p answers.Passed) passedView {
	v := passedView{itemView: s.item(p.Item), Reason: orElse(passedWords[p.Why], p.Reason)}
	if p.For != "" {
		v.Before = entryHref(p.For)
	}
	return v
}

// named puts the name of a state for the code with which a reason begins.
func (s *site) named(reason string, state demarche.State) string {
	if rest, ok := strings.CutPrefix(reason, string(state)+" "); ok {
		return s.names.the(state) + " " + rest
	}
	return reason
}

// verdictWords say a verdict as the answer to a question; it is read only.
var verdictWords = map[answers.Verdict]string{
	answers.Yes: "Yes", answers.YesWithTerms: "Yes, on terms", answers.No: "No", answers.Disputed: "Contested",
	answers.Undecided: "Unsettled", answers.Unknown: "Not known",
}

func answerWords(a answers.Answer) string {
	switch {
	case a.Verdict == answers.YesWithTerms && len(a.Terms) == 0:
		return "Yes, in part"
	case a.Verdict == answers.Unknown && len(a.Entries) > 0:
		return "Known in part"
	}
	return orElse(verdictWords[a.Verdict], string(a.Verdict))
}

// wouldParameters are the names in the address of a question.
func wouldParameters() []string {
	return append(ask.WouldFields(), partParameters...)
}

func (s *site) wouldPage(r *http.Request) (view, error) {
	a := ask.WouldOf(func(name string) string { return query(r, name) })
	part, err := newLedgerPart(r)
	if err != nil {
		return view{}, err
	}
	v := wouldView{Asked: a, Part: part.form(r)}
	for _, f := range ask.ConditionFields() {
		c := newConditionView(f, a.Conditions[f.Name])
		v.So, v.Said = append(v.So, c), v.Said || c.Value != ""
	}
	for _, p := range []demarche.People{demarche.AnyPeople, demarche.OwnNationals, demarche.ThirdNationals} {
		w := map[demarche.People]string{demarche.AnyPeople: "anyone", demarche.OwnNationals: "its own nationals", demarche.ThirdNationals: "other states’ nationals"}[p]
		v.People = append(v.People, choice{string(p), w, a.People == string(p) || a.People == "" && p == demarche.AnyPeople})
	}
	for _, m := range append([]demarche.Means{demarche.MeansAny}, columns()...) {
		w := orElse(columnWord(m), "Any means")
		v.Means = append(v.Means, choice{string(m), w, a.Means == string(m) || a.Means == "" && m == demarche.MeansAny})
	}
	if v.States, err = s.stateOptions(r.Context()); err != nil {
		return view{}, err
	}
	title, status := "Would it be accepted?", 0
	if a.State != "" {
		v.Answer, err = s.would(r, a, part)
		switch code := demarche.CodeOf(err); {
		case err == nil:
			title = v.Answer.Question
		case code == demarche.Invalid || code == demarche.NotFound:
			v.Problem, v.Hint, status = err.Error(), demarche.HintOf(err), api.Status(code)
		default:
			return view{}, err
		}
	}
	return view{Template: "would", Title: title, Section: "/would", Scripts: []string{"copy.js"}, Status: status, Data: v}, nil
}

func (s *site) would(r *http.Request, a ask.Would, part ledgerPart) (*answerView, error) {
	ctx := r.Context()
	q, err := s.words.Question(a)
	if err != nil {
		return nil, err
	}
	from, done, err := s.answers.Part(ctx, part.known, part.reviewed)
	if err != nil {
		return nil, err
	}
	defer done()
	ans, all, err := from.WouldPart(ctx, q, mostPassed)
	if err != nil {
		return nil, err
	}
	v := &answerView{
		standing: verdictStanding(ans.Verdict, ans.Terms), Verdict: answerWords(ans), Question: s.question(from, ans.Question),
		Reason: inWords(s.named(ans.Reason, ans.Question.State)), Terms: phrases.Terms(ans.Terms), Since: ans.Since, Told: ans.Word == answers.OtherWord,
		Entries: s.items(ans.Entries), Others: s.items(ans.Others), Silences: s.items(ans.Silences),
		Accepted: ans.Review.Accepted, Proposed: ans.Review.Proposed,
	}
	for _, t := range ans.Weighed {
		shown, more := underTerm(t.Entries, ans.Entries)
		v.Weighed = append(v.Weighed, weighedView{
			Status: string(t.Status), Word: map[answers.TermStatus]string{answers.TermMet: "Met", answers.TermUnmet: "Unmet", answers.TermNotSaid: "Not said"}[t.Status],
			Term: word(t.Term), Reason: inWords(t.Reason), Entries: s.items(shown), More: more,
		})
	}
	for _, p := range ans.Parts {
		var nationals []demarche.State
		if p.Nationality != "" {
			nationals = []demarche.State{p.Nationality}
		}
		v.Parts = append(v.Parts, partView{verdictStanding(p.Verdict, p.Terms), capital(s.names.words().Topic(p.People, p.Means, "", nationals, p.From)), phrases.Terms(p.Terms)})
	}
	v.PassedAll, v.SilencesAll = all.PassedOver, all.Silences
	for _, p := range ans.PassedOver {
		v.Passed = append(v.Passed, s.passed(p))
	}
	v.Citations, err = s.citeAnswer(r, from, ans)
	return v, err
}

// mostPassed is how many of the entries that an answer passes over, and of the
// silences, the page shows: of a state that is in the news for years there are thousands.
const mostPassed = 25

// citeAnswer writes an answer in every form of citation.
func (s *site) citeAnswer(r *http.Request, from *answers.Answers, a answers.Answer) ([]citationView, error) {
	head, err := s.answers.Head(r.Context())
	if err != nil {
		return nil, err
	}
	work, err := cite.Answered(r.Context(), from, s.names.State, a, r.URL.Query(), head)
	if err != nil {
		return nil, err
	}
	return citations(work.On(s.origin(r)))
}

// question says a question in words, those in which it is cited.
func (s *site) question(from *answers.Answers, q answers.Question) string {
	knownBy, reviewedOnly := from.NarrowedTo()
	return cite.Question(q, knownBy, reviewedOnly, s.names.State)
}
