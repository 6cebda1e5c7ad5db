// Package lemma finds the dictionary form of a word from its form and part of
// speech: by a list of words, and by the script ("strip two characters, append
// y") that most words with the same ending take.
package lemma

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche/language"
	"demarche/language/internal/linear"
)

// script makes a lemma from a form.
type script struct {
	strip int
	add   string
}

// Rules holds what was learnt. It is safe for concurrent use.
type Rules struct {
	scripts []script
	words   map[uint32]uint16 // by word and tag
	endings map[uint32]uint16 // by ending and tag
}

// maxEnding is the length in bytes of the longest ending looked at.
const maxEnding = 6

func wordKey(base string, u language.UPOS, x language.XPOS) uint32 {
	return linear.F3(1, uint64(linear.Hash(base)), uint64(u), uint64(x))
}

func endingKey(ending string, u language.UPOS, x language.XPOS) uint32 {
	return linear.F3(2, uint64(linear.Hash(ending)), uint64(u), uint64(x))
}

// base gives what scripts work on: the form in lower case, a name as it is.
func base(form string, u language.UPOS) string {
	if strings.ContainsRune(form, '’') {
		form = strings.ReplaceAll(form, "’", "'")
	}
	if u == language.PROPN {
		return form
	}
	return strings.ToLower(form)
}

// Lemma gives the lemma of a form.
func (r *Rules) Lemma(form string, u language.UPOS, x language.XPOS) string {
	b := base(form, u)
	if s, ok := r.words[wordKey(b, u, x)]; ok {
		return r.apply(b, s)
	}
	if lemma, ok := r.compound(b, u, x); ok {
		return lemma
	}
	for n := min(maxEnding, len(b)); n >= 0; n-- {
		if s, ok := r.endings[endingKey(b[len(b)-n:], u, x)]; ok {
			return r.apply(b, s)
		}
	}
	return b
}

// compound gives the lemma of a past form that is an irregular one with a
// prefix: "upheld" as "held".
func (r *Rules) compound(b string, u language.UPOS, x language.XPOS) (string, bool) {
	if u != language.VERB || x != language.TagVBD && x != language.TagVBN || strings.HasSuffix(b, "ed") {
		return "", false
	}
	for _, prefix := range []string{"with", "under", "over", "fore", "out", "mis", "up", "un", "re", "be"} {
		rest, ok := strings.CutPrefix(b, prefix)
		if !ok || len(rest) < 3 {
			continue
		}
		if s, known := r.words[wordKey(rest, u, x)]; known {
			return prefix + r.apply(rest, s), true
		}
	}
	return "", false
}

func (r *Rules) apply(b string, s uint16) string {
	c := &r.scripts[s]
	if c.strip >= len(b) && c.add == "" {
		return b
	}
	cut := max(0, len(b)-c.strip)
	if cut < len(b) && !utf8.RuneStart(b[cut]) {
		return b // a script of bytes would cut a character in two
	}
	stem := b[:cut]
	if c.add == "" {
		return stem
	}
	return stem + c.add
}

// Example is a word of a treebank.
type Example struct {
	Form, Lemma string
	UPOS        language.UPOS
	XPOS        language.XPOS
}

// Learn makes the rules from examples.
func Learn(examples []Example) *Rules {
	r := &Rules{words: map[uint32]uint16{}, endings: map[uint32]uint16{}}
	ids := map[script]uint16{}
	type word struct {
		base string
		u    language.UPOS
		x    language.XPOS
	}
	seen := map[word]map[uint16]int{}
	for _, e := range examples {
		b := base(e.Form, e.UPOS)
		s := scriptOf(b, e.Lemma)
		id, ok := ids[s]
		if !ok {
			if len(r.scripts) >= 1<<16-1 {
				continue
			}
			id = uint16(len(r.scripts))
			ids[s] = id
			r.scripts = append(r.scripts, s)
		}
		w := word{b, e.UPOS, e.XPOS}
		if seen[w] == nil {
			seen[w] = map[uint16]int{}
		}
		seen[w][id]++
	}
	// Endings are learnt from types, not tokens, so that "was" does not teach "gas".
	counts := make([]map[uint32]map[uint16]int, maxEnding+1)
	for n := range counts {
		counts[n] = map[uint32]map[uint16]int{}
	}
	words := make([]word, 0, len(seen))
	for w := range seen {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(cmp.Compare(a.base, b.base), cmp.Compare(a.u, b.u), cmp.Compare(a.x, b.x))
	})
	for _, w := range words {
		s := most(seen[w])
		for n := 0; n <= min(maxEnding, len(w.base)); n++ {
			k := endingKey(w.base[len(w.base)-n:], w.u, w.x)
			if counts[n][k] == nil {
				counts[n][k] = map[uint16]int{}
			}
			counts[n][k][s]++
		}
	}
	for n, byKey := range counts {
		for k, c := range byKey {
			s := most(c)
			if n == 0 || c[s] >= 2 {
				r.endings[k] = s
			}
		}
	}
	for _, w := range words {
		s := most(seen[w])
		if want := r.apply(w.base, s); r.Lemma(w.base, w.u, w.x) != want {
			r.words[wordKey(w.base, w.u, w.x)] = s
		}
	}
	return r
}

// most gives the commonest script; of several the first learnt.
func most(c map[uint16]int) uint16 {
	best, n := uint16(0), -1
	for s, k := range c {
		if k > n || k == n && s < best {
			best, n = s, k
		}
	}
	return best
}

func scriptOf(b, lemma string) script {
	n := 0
	for n < len(b) && n < len(lemma) && b[n] == lemma[n] {
		n++
	}
	return script{len(b) - n, lemma[n:]}
}

// Append writes the rules after b.
func (r *Rules) Append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(r.scripts)))
	for _, s := range r.scripts {
		b = binary.AppendUvarint(b, uint64(s.strip))
		b = binary.AppendUvarint(b, uint64(len(s.add)))
		b = append(b, s.add...)
	}
	for _, m := range []map[uint32]uint16{r.words, r.endings} {
		keys := make([]uint32, 0, len(m))
		for k := range m {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		b = binary.AppendUvarint(b, uint64(len(keys)))
		for _, k := range keys {
			b = binary.LittleEndian.AppendUint32(b, k)
			b = binary.LittleEndian.AppendUint16(b, m[k])
		}
	}
	return b
}

var errCut = errors.New("the rules of lemmas are cut short")

// Read reads rules from the beginning of b and gives what follows them.
func Read(b []byte) (*Rules, []byte, error) {
	r := &Rules{}
	next := func() int {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > 1<<24 {
			b = nil
			return -1
		}
		b = b[n:]
		return int(v)
	}
	count := next()
	for range count {
		strip, add := next(), next()
		if add < 0 || add > len(b) {
			return nil, nil, errCut
		}
		r.scripts = append(r.scripts, script{strip, string(b[:add])})
		b = b[add:]
	}
	for _, m := range []*map[uint32]uint16{&r.words, &r.endings} {
		n := next()
		if n < 0 || 6*n > len(b) {
			return nil, nil, errCut
		}
		*m = make(map[uint32]uint16, n)
		for range n {
			s := binary.LittleEndian.Uint16(b[4:])
			if int(s) >= len(r.scripts) {
				return nil, nil, errCut
			}
			(*m)[binary.LittleEndian.Uint32(b)] = s
			b = b[6:]
		}
	}
	return r, b, nil
}
