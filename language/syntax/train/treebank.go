// Package train learns the models of package syntax from treebanks in the
// CoNLL-U format of Universal Dependencies.
package train

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"demarche/language"
)

// word is a word of a treebank.
type word struct {
	form, lemma string
	upos        language.UPOS
	xpos        language.XPOS
	head        int // index in the sentence, -1 for the root
	rel         language.Rel
}

type sentence []word

// readTreebank reads all sentences; multiword tokens are read as their words,
// empty nodes are passed over.
func readTreebank(r io.Reader) ([]sentence, error) {
	var out []sentence
	var cur sentence
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 1<<16), 1<<24)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" {
			if err := cur.check(); err != nil {
				return nil, fmt.Errorf("the sentence before line %d: %w", n, err)
			}
			if len(cur) > 0 {
				out = append(out, cur)
				cur = nil
			}
			continue
		}
		if line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 10 {
			return nil, fmt.Errorf("line %d has %d columns, not 10", n, len(columns))
		}
		if strings.ContainsAny(columns[0], "-.") {
			continue
		}
		head, err := strconv.Atoi(columns[6])
		if err != nil {
			return nil, fmt.Errorf("line %d: head: %w", n, err)
		}
		w := word{form: columns[1], lemma: columns[2], head: head - 1}
		var ok [3]bool
		w.upos, ok[0] = language.ParseUPOS(columns[3])
		w.xpos, ok[1] = language.ParseXPOS(columns[4])
		w.rel, ok[2] = language.ParseRel(columns[7])
		if ok != [3]bool{true, true, true} {
			return nil, fmt.Errorf("line %d: unknown tag or relation in %q", n, line)
		}
		cur = append(cur, w)
	}
	if err := cur.check(); err != nil {
		return nil, fmt.Errorf("the last sentence: %w", err)
	}
	if len(cur) > 0 {
		out = append(out, cur)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading the treebank: %w", err)
	}
	return out, nil
}

// check reports a head outside the sentence, or heads that are no tree.
func (s sentence) check() error {
	for i := range s {
		steps := 0
		for h := i; h >= 0; h = s[h].head {
			if steps++; h >= len(s) || steps > len(s) {
				return fmt.Errorf("the heads of %q are no tree", s[i].form)
			}
		}
	}
	return nil
}
