package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/document"
	"demarche/reader"
	"demarche/reader/choice"
	"demarche/reader/learn"
)

// bank is what is learnt from passages.
type bank struct {
	passages []passage
	asked    []learn.Asked
}

// passage is one of a bank, with what it states of one kind.
type passage struct {
	document  demarche.Document
	kind      demarche.Kind
	stated    string
	sentences []learn.Sentence // what detection learns from it
}

// readBanks reads the banks of a list as the flag has it.
func readBanks(r *reader.Reader, list string) (*bank, error) {
	all := &bank{}
	for one := range strings.FieldsSeq(list) {
		kind, path, ok := strings.Cut(one, "=")
		if !ok || !slices.Contains(demarche.Kinds(), demarche.Kind(kind)) {
			return nil, fmt.Errorf("-bank %s: want a kind of record, \"=\" and a file", one)
		}
		if err := all.read(r, path, demarche.Kind(kind)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// read reads a bank of passages, one a line with what it states of one kind
// behind a tab ("protest COL > USA; pledge COL"), and a mark before the sentence
// that states it, where those before it do not.
func (all *bank) read(r *reader.Reader, path string, kind demarche.Kind) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for n, line := range strings.Split(string(b), "\n") {
		text, rest, ok := strings.Cut(strings.TrimPrefix(line, "?"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		text, from := unmarked(text)
		d, err := document.New(demarche.Capture{Address: filepath.Base(path), Bytes: []byte(text)}, "")
		if err != nil {
			return fmt.Errorf("%s, line %d: %w", path, n+1, err)
		}
		stated, _, _ := strings.Cut(rest, "\t")
		p := passage{document: d, kind: kind, stated: stated}
		if p.sentences, err = sentencesIn(r, &d, kind, stated, from); err != nil {
			return fmt.Errorf("%s, line %d: %w", path, n+1, err)
		}
		all.passages = append(all.passages, p)
	}
	return nil
}

// sentencesIn gives the sentences of a passage that state something, from where
// the mark stood, as examples for the detection. In a passage of several
// without a mark all do, of people moved and of figures; of other kinds it is not told which.
func sentencesIn(r *reader.Reader, d *demarche.Document, kind demarche.Kind, stated string, from int) ([]learn.Sentence, error) {
	told, err := r.Sentences(context.Background(), d)
	if err != nil {
		return nil, err
	}
	if len(told) > 1 && from == 0 && kind != demarche.KindMovement && kind != demarche.KindCount {
		return nil, nil
	}
	var sentences []learn.Sentence
	for _, t := range told {
		if t.Span.End > from && len(t.Features) > 0 {
			sentences = append(sentences, learn.Sentence{Report: d.Name, Features: namesOf(t.Features), Meaning: t.Meaning, Labels: labelsIn(kind, stated), Kind: string(kind)})
		}
	}
	return sentences, nil
}

// stands marks in a passage where what states it begins.
const stands = "|| "

// unmarked gives a passage without its mark, and where the mark stood, 0 if there is none.
func unmarked(text string) (string, int) {
	before, after, _ := strings.Cut(text, stands)
	if after == "" {
		return text, 0
	}
	return before + after, len(before)
}

// labelsIn gives the labels of what a bank says that a passage states.
func labelsIn(kind demarche.Kind, stated string) []string {
	var labels []string
	for one := range strings.SplitSeq(stated, "; ") {
		if words := strings.Fields(one); len(words) > 1 || len(words) == 1 && words[0] != "-" && kind == demarche.KindAct { // an act of nobody who is told
			labels = append(labels, bankLabels(kind, words)...)
		}
	}
	slices.Sort(labels)
	return slices.Compact(labels)
}

// without gives the sentences of the passages outside fold k, of all if k is none of the folds.
func (all *bank) without(k int) []learn.Sentence {
	var sentences []learn.Sentence
	for i, p := range all.passages {
		if i%folds != k {
			sentences = append(sentences, p.sentences...)
		}
	}
	return sentences
}

// ask asks what comes up in the passages, each read with a detection that has not learnt from it.
func (all *bank) ask(readers []*reader.Reader) error {
	for i, p := range all.passages {
		asked, err := askedIn(readers[i%folds], &p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.document.Name, err)
		}
		all.asked = append(all.asked, asked...)
	}
	return nil
}

// askedIn gives what is asked of a passage about records of its kind, with the
// answers that are among what it states.
func askedIn(r *reader.Reader, p *passage) ([]learn.Asked, error) {
	questions, err := r.Choosing(choice.Model{}).Questions(context.Background(), &p.document)
	if err != nil {
		return nil, err
	}
	want := map[string]bool{}
	for one := range strings.SplitSeq(p.stated, "; ") {
		want[one] = true
		typ, sides, _ := strings.Cut(one, " ")
		actor, target, _ := strings.Cut(sides, " > ")
		want[actName(typ, actor, target)] = true
	}
	var asked []learn.Asked
	for _, q := range questions {
		if slices.ContainsFunc(q.Records, func(r demarche.Record) bool { return r.Shared().Kind != p.kind }) {
			continue // what the passage states of other kinds is not told
		}
		a := learn.Asked{Report: p.document.Name, Tuned: true, Question: q.Question}
		for _, rec := range q.Records {
			right := want[nameOf(rec)]
			if q.Field != "" {
				right = fieldStated(p.stated, nameOf(rec), q.Field)
			}
			a.Right = append(a.Right, right)
		}
		asked = append(asked, a)
	}
	return asked, nil
}

// nameOf names an act, movement, count or position as a bank does, "" a record of another kind.
func nameOf(r demarche.Record) string {
	switch r := r.(type) {
	case *demarche.Act:
		return actName(string(r.Type), string(r.Actor), string(r.Target))
	case *demarche.Movement:
		people := "-"
		if r.People != nil {
			people = fmt.Sprint(*r.People)
		}
		return fmt.Sprint(r.Status, " ", cmp.Or(string(r.DestinationState), "-"), " ", r.Means, " ", people)
	case *demarche.Count:
		return fmt.Sprint(r.What, " ", strconv.FormatFloat(r.Value, 'f', -1, 64), " ", cmp.Or(string(r.Of), "-"))
	case *demarche.Position:
		return fmt.Sprint(r.State, " ", r.Stance, " ", r.People, " ", r.Means)
	}
	return ""
}

// actName names an act by its type and sides, those of a symmetric one in order of name.
func actName(typ, actor, target string) string {
	if target < actor && (typ == string(demarche.Agree) || typ == string(demarche.Negotiate)) {
		actor, target = target, actor
	}
	return typ + " " + actor + " > " + target
}

// bankLabels gives the labels of what a bank says in its words.
func bankLabels(kind demarche.Kind, words []string) []string {
	switch kind {
	case demarche.KindPosition:
		return labelsOf(string(kind), words[1], "") // the state stands first
	case demarche.KindMovement:
		labels := labelsOf(string(kind), "", words[0])
		if len(words) == len(movementFields) {
			labels = append(labels, meansLabel(string(kind), words[slices.Index(movementFields[:], "means")]))
		}
		return labels
	}
	return labelsOf(string(kind), words[0], "")
}

// movementFields are the fields of a movement in the order in which a bank states them.
var movementFields = [...]string{"status", "destination_state", "means", "people"}

// fieldStated reports whether a movement, named as a bank does, has a field as
// one of those that are stated, of those that agree with it in most of the other fields.
func fieldStated(stated, name, field string) bool {
	at := slices.Index(movementFields[:], field)
	most, found := -1, false
	for one := range strings.SplitSeq(stated, "; ") {
		words, of := strings.Fields(one), strings.Fields(name)
		if at < 0 || len(words) != len(movementFields) || len(of) != len(words) {
			continue
		}
		others := 0
		for n := range words {
			if n != at && words[n] == of[n] {
				others++
			}
		}
		switch agrees := words[at] == of[at]; {
		case others > most:
			most, found = others, agrees
		case others == most:
			found = found || agrees
		}
	}
	return found
}
