package alerts

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/phrases"
)

// mostKept is how many of the entries on which an answer rests are kept with it, the newest.
const mostKept = 10

// stand is the stance in force on one thing, as it is kept.
type stand struct {
	Stance  demarche.Stance `json:"stance"`
	Terms   []demarche.Term `json:"terms,omitempty"`
	Covered bool            `json:"covered,omitempty"` // what was said of more than this one thing answers it
	Entries []string        `json:"entries,omitempty"` // the newest that it rests on; none where an earlier version kept it
}

// String writes a stance for programs, and for the ids of changes: "accept (no
// restraints)". It stays as it is, whatever words people read.
func (s stand) String() string {
	if len(s.Terms) == 0 {
		return string(s.Stance)
	}
	terms := make([]string, len(s.Terms))
	for i, t := range s.Terms {
		terms[i] = strings.ReplaceAll(string(t), "_", " ")
	}
	return string(s.Stance) + " (" + strings.Join(terms, ", ") + ")"
}

// newStandOf reads what String wrote.
func newStandOf(text string) stand {
	stance, terms, _ := strings.Cut(strings.TrimSuffix(text, ")"), " (")
	s := stand{Stance: demarche.Stance(stance)}
	for t := range strings.SplitSeq(terms, ", ") {
		if t != "" {
			s.Terms = append(s.Terms, demarche.Term(strings.ReplaceAll(t, " ", "_")))
		}
	}
	return s
}

// newStand is what is kept of a row.
func newStand(r answers.Row, covered bool) stand {
	return stand{r.Stance, slices.Sorted(slices.Values(r.Terms)), covered, slices.Clone(r.Entries[:min(len(r.Entries), mostKept)])}
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
	rows, now, err := l.stands(s, before)
	if err != nil {
		return err
	}
	keys := slices.Collect(maps.Keys(now))
	for key := range before {
		if _, ok := now[key]; !ok {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		if err := l.turned(s, key, rows[key], before[key], now[key]); err != nil {
			return err
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

// stands gives where a state stands on each thing of which it has taken a
// stance, and on each on which it stood before and has none of its own now: there
// what it said of more than that answers, if anything does.
func (l *look) stands(s demarche.State, before map[string]stand) (map[string]answers.Row, map[string]stand, error) {
	standing, err := l.Answers.Where(l.ctx, s, "")
	if err != nil {
		return nil, nil, err
	}
	rows, now := make(map[string]answers.Row), make(map[string]stand)
	for _, r := range standing.Rows {
		if r.Stance == "" {
			continue // only others have spoken: it has taken no stance
		}
		key := rowKey(r)
		rows[key], now[key] = r, newStand(r, false)
	}
	for key := range before {
		if _, ok := now[key]; ok {
			continue
		}
		r, err := l.covering(s, key)
		if err != nil {
			return nil, nil, err
		}
		if r.Stance != "" {
			rows[key], now[key] = r, newStand(r, true)
		}
	}
	return rows, now, nil
}

// covering asks what answers for the people and means of a row that there is
// no more; a row without a stance if nothing does.
func (l *look) covering(s demarche.State, key string) (answers.Row, error) {
	r := rowOf(key)
	a, err := l.Answers.Would(l.ctx, answers.Question{State: s, People: r.People, Means: r.Means, Nationals: r.Nationals, Place: r.Place, From: r.From})
	switch {
	case demarche.CodeOf(err) == demarche.Invalid:
		return r, nil // nobody can ask this, as of people whom a state sends to itself: nothing answers it
	case err != nil:
		return r, err
	}
	r.Stance = map[answers.Verdict]demarche.Stance{
		answers.Yes: demarche.Accept, answers.YesWithTerms: demarche.Accept, answers.No: demarche.Refuse,
		answers.Undecided: demarche.Unsettled, answers.Disputed: answers.Contested,
	}[a.Verdict]
	r.Terms, r.Since = a.Terms, a.Since
	for _, e := range a.Entries {
		r.Entries = append(r.Entries, e.ID())
	}
	if len(a.Entries) > 0 {
		r.Sentence = a.Entries[0].Sentence()
	}
	return r, nil
}

// turned notes what became of one thing, if that is to be told: not where what
// answers it is what was said of more, now as before, for that is told by itself.
func (l *look) turned(s demarche.State, key string, r answers.Row, before, now stand) error {
	was, is := before.String(), now.String()
	if was == is || before.Covered && (now.Covered || is == "") {
		return nil
	}
	c := l.positionChange(s, key, r, was, is)
	if is == "" {
		why, sentence, err := l.lost(before.Entries)
		if err != nil {
			return err
		}
		if why == "" {
			return nil // an earlier version kept it without its entries: there is nothing to show
		}
		c.Title, c.Sentence, c.Entries = c.Title+"; "+why, sentence, slices.Clone(before.Entries)
	}
	l.changed(string(s)+" "+key, c)
	return nil
}

// lost says what became of the entries on which an answer rested that there is
// no more, and gives the sentence of the newest; nothing where none is known.
func (l *look) lost(ids []string) (why, sentence string, err error) {
	var rejected []string
	for i, id := range ids {
		e, err := l.Ledger.Entry(l.ctx, id)
		if err != nil {
			return "", "", fmt.Errorf("what an answer rested on: %w", err)
		}
		if i == 0 {
			sentence = answers.Item{Entry: e}.Sentence()
		}
		if e.Review == demarche.Rejected {
			rejected = append(rejected, id)
		}
	}
	switch {
	case len(ids) == 0:
		return "", "", nil
	case len(rejected) > 0:
		return "rejected in review: " + strings.Join(rejected, ", "), sentence, nil
	}
	return "what it rested on is read otherwise", sentence, nil
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

// rowOf gives a row that speaks of what a key names, and says nothing of it.
func rowOf(key string) answers.Row {
	part := strings.Split(key, "|")
	r := answers.Row{People: demarche.People(part[0]), Means: demarche.Means(part[1]), Place: demarche.Optional(part[2]), From: demarche.State(part[3])}
	for n := range strings.SplitSeq(part[4], ",") {
		if n != "" {
			r.Nationals = append(r.Nationals, demarche.State(n))
		}
	}
	return r
}

func (l *look) positionChange(s demarche.State, key string, r answers.Row, was, is string) Change {
	about := rowOf(key) // a row that is no more is told by its key
	c := Change{
		Kind: Position, States: []demarche.State{s}, People: about.People, Means: about.Means, Place: r.Place,
		Before: was, After: is, Day: r.Since, Sentence: r.Sentence, Entries: append([]string{}, r.Entries...), Path: "/states/" + string(s),
	}
	if about.From != "" {
		c.States = append(c.States, about.From)
	}
	for _, state := range about.Nationals {
		if !slices.Contains(c.States, state) {
			c.States = append(c.States, state)
		}
	}
	what := phrases.Names(l.Name).Topic(about.People, about.Means, cmp.Or(r.Place, about.Place), about.Nationals, about.From)
	c.Title = fmt.Sprintf("%s, %s: %s", l.Name(s), what, becameStance(was, is))
	return c
}

// becameStance says how a stance became another.
func becameStance(was, is string) string {
	before, now := newStandOf(was), newStandOf(is)
	switch {
	case was == "":
		return phrases.Stands(now.Stance, now.Terms) + ", not known before"
	case is == "":
		return "not known any more; " + phrases.Stood(before.Stance, before.Terms) + " before"
	}
	return phrases.Stands(now.Stance, now.Terms) + "; " + phrases.Stood(before.Stance, before.Terms) + " before"
}
