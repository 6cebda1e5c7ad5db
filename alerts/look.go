package alerts

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ledger"
	"demarche/phrases"
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

// gaps compares which questions are answered.
func (l *look) gaps() error {
	list, err := l.Answers.AnsweredGapsSince(l.ctx, nil, "")
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
	if gap, ok := g.Gap.Record.(*demarche.Gap); ok && gap.Who != "" && gap.About != "" {
		c.Title = "Answered: " + phrases.Names(name).Gap(gap)
	}
	return c
}
