package postgres

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"demarche/ledger"
)

// The words of a text or record are kept as tsvectors that are written here,
// not by PostgreSQL's own parser: a word is then the same as for SQLite, and
// what is sought is divided into words as what is kept. A tsvector takes 255
// places of a word, places up to 16383 and a megabyte, so a long text stands in
// several parts. Parts overlap, so that a phrase is whole in one of them.

const (
	mostPlaces   = 255     // of one word in a part
	mostWords    = 16000   // of a part
	mostBytes    = 500_000 // of the words of a part
	longestWord  = 1000    // bytes; of a longer word only the beginning is kept and sought
	overlapWords = 40      // more than a phrase can have (ledger.ParseSearch)
)

// vector is one part of the words of an entry.
type vector struct {
	text string // in the syntax of a tsvector
	size int    // words
}

// lexeme gives a word as it is kept.
func lexeme(word string) string {
	if len(word) <= longestWord {
		return word
	}
	end := longestWord
	for !utf8.RuneStart(word[end]) {
		end--
	}
	return word[:end]
}

// places is where words stand; weight is A for words of the head.
type place struct {
	word   string // empty for a gap, which no phrase crosses
	weight string
}

// placesOf lists words as ledger.Searchable writes them.
func placesOf(head, body string) []place {
	var all []place
	add := func(words, weight string) {
		for word := range strings.FieldsSeq(words) {
			if word == ledger.Break {
				word = ""
			}
			all = append(all, place{lexeme(word), weight})
		}
	}
	add(head, "A")
	all = append(all, place{})
	add(body, "")
	return all
}

// vectors gives the parts of an entry, one at least.
func vectors(head, body string) []vector {
	var all []vector
	for rest := placesOf(head, body); ; {
		v, used := newVector(rest)
		all = append(all, v)
		if used == len(rest) {
			return all
		}
		rest = rest[used-overlapWords:]
	}
}

// newVector makes a part of as many places as it takes, and tells how many
// those are: all, or more than overlap with the next.
func newVector(places []place) (vector, int) {
	at := make(map[string][]int) // places of each word
	var order []string
	bytes, size, used := 0, 0, 0
	for ; used < len(places) && used < mostWords; used++ {
		word := places[used].word
		if word == "" {
			continue
		}
		had, known := at[word]
		if len(had) == mostPlaces || bytes > mostBytes {
			break
		}
		if !known {
			order, bytes = append(order, word), bytes+len(word)
		}
		at[word], size = append(had, used), size+1
	}
	var b strings.Builder
	for _, word := range order {
		b.WriteString("'" + word + "'")
		for i, n := range at[word] {
			b.WriteByte(":,"[min(i, 1)])
			b.WriteString(strconv.Itoa(n + 1))
			b.WriteString(places[n].weight)
		}
		b.WriteByte(' ')
	}
	return vector{b.String(), size}, used
}

// queryOf writes a term in the syntax of a tsquery.
func queryOf(t ledger.Term) string {
	words := make([]string, len(t.Words))
	for i, word := range t.Words {
		words[i] = "'" + lexeme(word) + "'"
	}
	if t.Beginning {
		words[len(words)-1] += ":*"
	}
	return "(" + strings.Join(words, " <-> ") + ")"
}

// setSearch keeps the words by which an entry is found.
func (w *writer) setSearch(entry int64, head, body string) {
	all := vectors(head, body)
	for i, v := range all {
		w.gather("SetSearch", named{"entry": entry, "part": i, "whole": len(all) == 1, "size": v.size, "words": v.text})
	}
}

// searchText keeps the words of a text by which it is found, of its title and
// of itself, in the place of those that it had.
func (w *writer) searchText(text int64) error {
	var title, body string
	if err := w.Row("TitleInSearch", named{"text": text}).Scan(&title, &body); err != nil {
		return err
	}
	w.queue("ForgetSearch", named{"entry": text})
	w.setSearch(text, ledger.Searchable(title), ledger.Searchable(body))
	return nil
}
