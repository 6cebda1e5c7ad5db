package alerts

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ledger"
)

// Watcher looks for changes in one ledger.
type Watcher struct {
	Ledger  demarche.Ledger
	Answers *answers.Answers // over Ledger
	Outbox  ledger.Outbox
	Config  *Config
	Name    func(demarche.State) string // of a state, for titles
	Now     func() time.Time
}

// at a time, so many texts are asked about.
const batch = 500

// Look compares the answers of now with those that were kept the last time,
// keeps what changed with whom it is for, and gives the changes. The first look
// at a ledger finds none: there is nothing to compare with.
func (w *Watcher) Look(ctx context.Context) ([]Change, error) {
	before, begun, err := w.Outbox.Seen(ctx)
	if err != nil {
		return nil, err
	}
	texts, line, err := w.Ledger.Touched(ctx, before.Line)
	if err != nil {
		return nil, fmt.Errorf("what the ledger was given: %w", err)
	}
	seen := ledger.Seen{Line: line, Day: demarche.Day(w.Now())}
	if begun && seen == before {
		return nil, nil
	}
	l := &look{Watcher: w, ctx: ctx, line: line, noted: ledger.Noted{Seen: seen, Answers: make(map[string]map[string]string)}}
	if err := l.positions(texts, !begun || seen.Day != before.Day); err != nil {
		return nil, err
	}
	if line != before.Line || !begun {
		if err := l.gaps(); err != nil {
			return nil, err
		}
		if err := l.flights(texts); err != nil {
			return nil, err
		}
	}
	if !begun {
		l.changes = nil
	}
	for _, c := range l.changes {
		body, err := json.Marshal(c)
		if err != nil {
			return nil, fmt.Errorf("write change: %w", err)
		}
		l.noted.Changes = append(l.noted.Changes, ledger.Noticed{ID: c.ID, At: c.Found, Body: body, Targets: w.Config.targetsOf(c)})
	}
	return l.changes, w.Outbox.Note(ctx, before, l.noted)
}

// look is one look at the ledger.
type look struct {
	*Watcher
	ctx     context.Context
	line    int64
	noted   ledger.Noted
	changes []Change
}

// answered notes the answer to a question about a subject.
func (l *look) answered(question Kind, subject, answer string) {
	of := l.noted.Answers[string(question)]
	if of == nil {
		of = make(map[string]string)
		l.noted.Answers[string(question)] = of
	}
	of[subject] = answer
}

// changed notes a change of the answer to a question about a subject.
func (l *look) changed(subject string, c Change) {
	c.ID = identify(string(c.Kind), subject, c.Before, c.After, fmt.Sprint(l.line))
	c.Found, c.LogLength, c.Title = l.Now().UTC(), l.line, oneLine(c.Title)
	l.changes = append(l.changes, c)
}

// stand is the stance in force on one thing, as it is kept.
type stand struct {
	Stance demarche.Stance `json:"stance"`
	Terms  []demarche.Term `json:"terms,omitempty"`
}

func (s stand) String() string {
	if len(s.Terms) == 0 {
		return string(s.Stance)
	}
	terms := make([]string, len(s.Terms))
	for i, t := range s.Terms {
		terms[i] = words(t)
	}
	return string(s.Stance) + " (" + strings.Join(terms, ", ") + ")"
}

// positions compares where the states stand of whose positions the texts tell; all states if all.
func (l *look) positions(texts []string, all bool) error {
	states, err := l.concerned(texts, all)
	if err != nil {
		return err
	}
	kept, err := l.Outbox.Answered(l.ctx, string(Position))
	if err != nil {
		return err
	}
	if all {
		for s := range kept {
			states[demarche.State(s)] = true
		}
	}
	for _, s := range slices.Sorted(maps.Keys(states)) {
		before := make(map[string]stand)
		if b := kept[string(s)]; b != "" {
			if err := json.Unmarshal([]byte(b), &before); err != nil {
				return fmt.Errorf("kept answer of %s: %w", s, err)
			}
		}
		if err := l.position(s, before); err != nil {
			return err
		}
	}
	return nil
}

// concerned gives the states of whose positions texts tell.
func (l *look) concerned(texts []string, all bool) (map[demarche.State]bool, error) {
	states := make(map[demarche.State]bool)
	if all {
		matrix, err := l.Answers.Matrix(l.ctx, "")
		if err != nil {
			return nil, err
		}
		for _, s := range matrix {
			states[s.State] = true
		}
		return states, nil
	}
	for some := range slices.Chunk(texts, batch) {
		entries, err := l.Ledger.Entries(l.ctx, demarche.Filter{Kinds: []demarche.Kind{demarche.KindPosition}, Texts: some, Rejected: true})
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if p, ok := e.Record.(*demarche.Position); ok {
				states[p.State] = true
			}
		}
	}
	return states, nil
}

// position compares where one state stands.
func (l *look) position(s demarche.State, before map[string]stand) error {
	standing, err := l.Answers.Where(l.ctx, s, "")
	if err != nil {
		return err
	}
	now := make(map[string]stand)
	rows := make(map[string]answers.Row)
	for _, r := range standing.Rows {
		if r.Stance == "" {
			continue // only others have spoken: it has taken no stance
		}
		key := rowKey(r)
		terms := slices.Clone(r.Terms)
		slices.Sort(terms)
		now[key], rows[key] = stand{r.Stance, terms}, r
	}
	keys := slices.Collect(maps.Keys(now))
	for key := range before {
		if _, ok := now[key]; !ok {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		if was, is := before[key].String(), now[key].String(); was != is {
			l.changed(string(s)+" "+key, l.positionChange(s, key, rows[key], was, is))
		}
	}
	answer := ""
	if len(now) > 0 {
		b, err := json.Marshal(now)
		if err != nil {
			return fmt.Errorf("keep answer of %s: %w", s, err)
		}
		answer = string(b)
	}
	l.answered(Position, string(s), answer)
	return nil
}

// rowKey names what a row speaks of.
func rowKey(r answers.Row) string {
	var nationals []string
	for _, n := range r.Nationals {
		nationals = append(nationals, string(n))
	}
	slices.Sort(nationals)
	return strings.Join([]string{string(r.People), string(r.Means), strings.ToLower(string(r.Place)), string(r.From), strings.Join(nationals, ",")}, "|")
}

func (l *look) positionChange(s demarche.State, key string, r answers.Row, was, is string) Change {
	part := strings.Split(key, "|") // a row that is no more is told by its key
	what := words(part[0]) + " nationals"
	if part[0] == string(demarche.AnyPeople) {
		what = "people"
	}
	if part[1] != string(demarche.MeansAny) {
		what += " by " + words(part[1])
	}
	if part[2] != "" {
		what += " at " + part[2]
	}
	c := Change{
		Kind: Position, States: []demarche.State{s}, People: demarche.People(part[0]), Means: demarche.Means(part[1]), Place: r.Place,
		Before: was, After: is, Day: r.Since, Sentence: r.Sentence, Entries: append([]string{}, r.Entries...), Path: "/states/" + string(s),
	}
	if from := demarche.State(part[3]); from != "" {
		what += " from " + l.Name(from)
		c.States = append(c.States, from)
	}
	for n := range strings.SplitSeq(part[4], ",") {
		if state := demarche.State(n); state != "" && !slices.Contains(c.States, state) {
			c.States = append(c.States, state)
		}
	}
	c.Title = fmt.Sprintf("%s, %s: %s", l.Name(s), what, fromTo(was, is))
	return c
}

// fromTo says how an answer became another.
func fromTo(was, is string) string {
	switch {
	case was == "":
		return words(is) + " (not known before)"
	case is == "":
		return "not known any more (was " + words(was) + ")"
	}
	return words(was) + " -> " + words(is)
}

// gaps compares which questions are answered.
func (l *look) gaps() error {
	list, err := l.Answers.AnsweredGaps(l.ctx, demarche.Filter{})
	if err != nil {
		return err
	}
	kept, err := l.Outbox.Answered(l.ctx, string(Gap))
	if err != nil {
		return err
	}
	for _, g := range list {
		id := g.Gap.ID()
		told, err := l.told(g.Gap, func(id string) bool { return kept[id] != "" })
		if err != nil {
			return err
		}
		if told == "" {
			l.changed(id, gapChange(g, l.Name))
		}
		delete(kept, id)
		l.answered(Gap, id, g.By[0].Entry.ID())
	}
	for id := range kept {
		l.answered(Gap, id, "") // open again, or not there any more
	}
	return nil
}

func gapChange(g answers.AnsweredGap, name func(demarche.State) string) Change {
	by := g.By[0]
	c := Change{
		Kind: Gap, States: append([]demarche.State{}, answers.StatesOf(g.Gap.Record)...), Before: "open", After: "answered", Day: by.Entry.Day, Sentence: by.Entry.Sentence(),
		Entries: []string{g.Gap.ID(), by.Entry.ID()}, Path: "/entries/" + g.Gap.ID(), Title: "Answered: " + g.Gap.Sentence(),
	}
	if gap, ok := g.Gap.Record.(*demarche.Gap); ok && gap.About != "" {
		c.Title = fmt.Sprintf("%s, %s: answered", sideName(gap.Who, name), gap.About)
	}
	return c
}

func sideName(who demarche.Optional, name func(demarche.State) string) string {
	if demarche.IsStateCode(string(who)) {
		return name(demarche.State(who))
	}
	return string(who)
}

// words writes a code as words.
func words[T ~string](code T) string { return strings.ReplaceAll(string(code), "_", " ") }
