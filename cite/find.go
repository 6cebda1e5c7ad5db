package cite

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/phrases"
)

// mostSources is how many reports a citation names: of an event that is told
// by more, those published first.
const mostSources = 15

// Find gives what an id names: an entry, or else a report; "event:ID" names
// the event to which an entry belongs. The path of a page, or its whole
// address, names what it shows.
func Find(ctx context.Context, a *answers.Answers, id string) (Work, error) {
	given := id
	what, id := parse(id)
	switch what {
	case Entry:
		return OfEntry(ctx, a, id)
	case Event:
		return OfEvent(ctx, a, id)
	case Report:
		return OfReport(ctx, a, id)
	case "":
		if strings.Contains(id, "/") {
			return Work{}, &demarche.Error{Code: demarche.Invalid, Op: "cite", Path: given, Detail: "this is no page that can be cited",
				Hint: "cite the page of an entry, an event or a report, or an answer: \"/would?state=MEX&people=own\""}
		}
	}
	w, err := OfEntry(ctx, a, id)
	if demarche.CodeOf(err) != demarche.NotFound {
		return w, err
	}
	if w, second := OfReport(ctx, a, id); demarche.CodeOf(second) != demarche.NotFound {
		return w, second
	}
	return w, err
}

// parse divides an id into what it names, if it says so, and the id itself.
func parse(id string) (What, string) {
	id = strings.TrimSpace(id)
	if rest, ok := strings.CutPrefix(id, "event:"); ok {
		return Event, rest
	}
	if u, err := url.Parse(id); err == nil && strings.Contains(id, "/") {
		for prefix, what := range map[string]What{"entries/": Entry, "events/": Event, "reports/": Report} {
			if _, rest, ok := strings.Cut("/"+u.Path, "/"+prefix); ok {
				return what, rest
			}
		}
	}
	return "", id
}

// OfEntry gives an entry, by its id or a beginning of it that no other shares.
func OfEntry(ctx context.Context, a *answers.Answers, id string) (Work, error) {
	e, err := a.Show(ctx, id)
	if err != nil {
		return Work{}, err
	}
	head, err := a.Head(ctx)
	return Shown(e, head), err
}

// Shown gives an entry that was looked up already.
func Shown(e answers.Shown, head demarche.Head) Work {
	return Work{What: Entry, ID: e.Item.ID(), Path: "/entries/" + e.Item.ID(), Sources: []Source{source(e)}, Head: head}
}

// OfReport gives a report, by the SHA-256 of its text or a beginning of it that no other shares.
func OfReport(ctx context.Context, a *answers.Answers, hash string) (Work, error) {
	p, err := a.Report(ctx, hash)
	if err != nil {
		return Work{}, err
	}
	head, err := a.Head(ctx)
	return Reported(p.Document, head), err
}

// Reported gives a report that was looked up already.
func Reported(d answers.DocumentFact, head demarche.Head) Work {
	return Work{What: Report, ID: d.Hash, Path: "/reports/" + d.Hash, Sources: []Source{reported(d)}, Head: head}
}

// OfEvent gives the event to which an entry belongs, with the reports that tell of it.
func OfEvent(ctx context.Context, a *answers.Answers, id string) (Work, error) {
	e, err := a.Event(ctx, id)
	if err != nil {
		return Work{}, err
	}
	head, err := a.Head(ctx)
	if err != nil {
		return Work{}, err
	}
	knownBy, reviewedOnly := a.NarrowedTo()
	w := Work{
		What: Event, ID: e.ID, Path: "/events/" + e.ID, Head: head, Review: reviewOf(e.Witnesses),
		Part: joined(", ", phrases.KnownBy(knownBy), phrases.ReviewedOnly(reviewedOnly)),
	}
	w.Sources, err = sources(ctx, a, e.Witnesses)
	return w, err
}

// OfAnswer gives the answer to a question, with what it rests on. asked is the
// question as the page of it takes it; name gives the name of a state.
func OfAnswer(ctx context.Context, a *answers.Answers, name func(demarche.State) string, q answers.Question, asked url.Values) (Work, error) {
	answer, err := a.Would(ctx, q)
	if err != nil {
		return Work{}, err
	}
	head, err := a.Head(ctx)
	if err != nil {
		return Work{}, err
	}
	return Answered(ctx, a, name, answer, asked, head)
}

// Answered gives an answer that was given already, by a.
func Answered(ctx context.Context, a *answers.Answers, name func(demarche.State) string, answer answers.Answer, asked url.Values, head demarche.Head) (Work, error) {
	knownBy, reviewedOnly := a.NarrowedTo()
	w := Work{
		What: Answer, Title: Question(answer.Question, knownBy, reviewedOnly, name) + " " + verdict(answer), Path: answerPath(answer.Question.On, asked, knownBy, reviewedOnly),
		Head: head, Day: answer.Question.On, Review: reviewOf(answer.Entries),
	}
	var err error
	w.Sources, err = sources(ctx, a, answer.Entries)
	return w, err
}

// narrowing is the names under which requests to the API and to the pages say
// on what part of the ledger answers are to rest; it is read only.
var narrowing = []string{"known_by", "reviewed_only", "known-by", "reviewed"}

// answerPath gives the address of the page of an answer: of the day and on the
// part of the ledger for which it was given, whenever the address is opened.
func answerPath(on demarche.Date, asked url.Values, knownBy time.Time, reviewedOnly bool) string {
	address := url.Values{}
	for key, values := range asked {
		if !slices.Contains(narrowing, key) && len(values) > 0 && values[0] != "" {
			address.Set(key, values[0])
		}
	}
	address.Set("on", string(on))
	if !knownBy.IsZero() {
		address.Set("known-by", knownBy.UTC().Format(time.RFC3339Nano))
	}
	if reviewedOnly {
		address.Set("reviewed", "yes")
	}
	return "/would?" + address.Encode()
}

// verdict writes an answer: "Yes, on terms: protocol."
func verdict(a answers.Answer) string {
	word := map[answers.Verdict]string{
		answers.Yes: "Yes", answers.YesWithTerms: "Yes, on terms", answers.No: "No", answers.Disputed: "Contested", answers.Undecided: "Unsettled", answers.Unknown: "Not known",
	}[a.Verdict]
	var terms []string
	for _, t := range a.Terms {
		terms = append(terms, strings.ReplaceAll(string(t), "_", " "))
	}
	if terms != nil {
		word += ": " + strings.Join(terms, ", ")
	}
	return word + "."
}

// sources looks up what entries rest on, each report once.
func sources(ctx context.Context, a *answers.Answers, items []answers.Item) ([]Source, error) {
	named := documents(items)
	facts, err := a.Facts(ctx, named)
	if err != nil {
		return nil, err
	}
	var out []Source
	of := make(map[string]int)
	for _, it := range items {
		at, had := of[it.Document]
		if !had {
			if len(out) == len(named) {
				continue
			}
			s := reported(facts[it.Document])
			s.Entry = it.ID()
			at, of[it.Document] = len(out), len(out)
			out = append(out, s)
		}
		out[at].Review = append(out[at].Review, it.Review)
		for _, e := range it.Record.Shared().Evidence {
			out[at].Quotes = append(out[at].Quotes, Quote{e.Exact, e.Start, e.End})
		}
	}
	return out, nil
}

// documents gives the hashes of the reports in which entries were read, each
// once and those of the first that a citation names.
func documents(items []answers.Item) []string {
	var out []string
	for _, it := range items {
		if len(out) < mostSources && !slices.Contains(out, it.Document) {
			out = append(out, it.Document)
		}
	}
	return out
}

// reviewOf counts the entries that a person has judged and the others.
func reviewOf(items []answers.Item) answers.Reviewed {
	var r answers.Reviewed
	for _, it := range items {
		if it.Review == demarche.Proposed {
			r.Proposed++
		} else {
			r.Accepted++
		}
	}
	return r
}

// source gives the report of an entry, with the words that the entry rests on.
func source(e answers.Shown) Source {
	s := reported(e.Document)
	s.Entry, s.Review = e.Item.ID(), []demarche.ReviewStatus{e.Item.Review}
	for _, c := range e.Evidence {
		s.Quotes = append(s.Quotes, Quote{c.Exact, c.Start, c.End})
	}
	return s
}

func reported(d answers.DocumentFact) Source {
	s := Source{
		Title: d.Title, Byline: d.Byline, Publisher: d.Publisher, Lang: d.Lang, Published: d.Published, URL: onTheWeb(d.Canonical),
		Taken: d.Taken, Text: d.Hash, Bytes: d.Capture, Unpublished: d.Unpublished,
	}
	if s.Title == "" {
		s.Title = d.Name
	}
	if s.Publisher == "" {
		s.Publisher = d.Agency
	}
	if s.URL == "" {
		s.URL = onTheWeb(d.Address)
	}
	return s
}

// onTheWeb gives an address if it is one of the web: what comes from a file of
// somebody's computer is nobody's business.
func onTheWeb(address string) string {
	u, err := url.Parse(clean(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}
