package speech

import (
	"strings"

	"demarche"
	"demarche/language"
)

// quoted finds the quotations beside verb f.cue that are its direct speech,
// with the words of the sentence that go with a quotation before it.
func (r *reader) quoted(f *finding) bool {
	i := f.cue
	s := &r.a.Sentences[r.a.Tokens[i].Sentence]
	left, right := r.quoteBefore(i, s), r.quoteAfter(i, s)
	if left == language.None && right == language.None {
		return false
	}
	if left != language.None {
		f.quotes = append(f.quotes, left)
		first, _ := r.a.TokensIn(r.a.Quotations[left].Span)
		if first > s.First { // the quotation ends a clause that is content too: The deal is “dead,” he said
			f.content = append(f.content, extent{s.First, first})
		}
	}
	if right != language.None {
		f.quotes = append(f.quotes, right)
	}
	f.direct = true
	if f.source == language.None || r.own(i, false) == language.None && r.a.Tokens[f.source].Sentence == r.a.Tokens[i].Sentence && r.a.Tokens[i].XPOS != language.TagVBG {
		if b := r.beside(i, left); b != language.None {
			f.source = b
		}
	}
	return true
}

// quoteBefore gives the quotation that ends right before the clause of cue i, or None.
func (r *reader) quoteBefore(i int, s *language.Sentence) int {
	own := r.extents[i]
	subject := r.own(i, false)
	for j := i - 1; j >= s.First; j-- {
		if q := r.outer[j]; q != language.None {
			if r.speech(int(q)) && r.endsAsSpeech(int(q)) {
				return int(q)
			}
			return language.None
		}
		t := &r.a.Tokens[j]
		if t.UPOS == language.PUNCT || own.has(j) && (subject == language.None || j != s.First) || subject >= 0 && r.extents[subject].has(j) {
			if t.UPOS == language.VERB && subject < 0 {
				return language.None
			}
			continue
		}
		return language.None
	}
	return language.None
}

// quoteAfter gives the quotation that begins after the words of cue i, or None.
func (r *reader) quoteAfter(i int, s *language.Sentence) int {
	for j := i + 1; j < s.Last; j++ {
		q := r.outer[j]
		if q == language.None {
			t := &r.a.Tokens[j]
			if t.UPOS == language.VERB && len(r.lexicon.verb(t.Lemma)) > 0 && j > i+1 && t.Rel != language.AclRelcl {
				return language.None
			}
			if t.UPOS == language.SCONJ && r.a.Lower(j) == "that" {
				return language.None
			}
			continue
		}
		if !r.speech(int(q)) {
			return language.None
		}
		before := r.a.Form(j - 1)
		if j == i+1 || before == "," || before == ":" || before == "—" || before == "–" || before == "-" {
			return int(q)
		}
		return language.None
	}
	return language.None
}

// speech reports whether quotation q can be speech at all.
func (r *reader) speech(q int) bool {
	x := &r.a.Quotations[q]
	return !x.Scare || endsWithStop(x.Inner.Of(r.a.Text))
}

func endsWithStop(s string) bool {
	return strings.HasSuffix(s, ",") || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "—") || strings.HasSuffix(s, "…")
}

// endsAsSpeech reports whether quotation q ends in a comma or stop, inside or outside its marks.
func (r *reader) endsAsSpeech(q int) bool {
	x := &r.a.Quotations[q]
	if endsWithStop(x.Inner.Of(r.a.Text)) {
		return true
	}
	rest := strings.TrimLeft(r.a.Text[x.End:min(len(r.a.Text), x.End+4)], " ")
	return strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "-")
}

// quotations gives quotations that no cue took to whoever speaks around them.
func (r *reader) quotations() {
	for q := range r.a.Quotations {
		if r.byQuote[q] != language.None || r.a.Quotations[q].Depth > 0 || !r.speech(q) || r.covered(q) {
			continue
		}
		if c := r.a.Quotations[q].Continues; c >= 0 && r.byQuote[c] >= 0 {
			r.join(q, r.byQuote[c])
			continue
		}
		if !r.bare(q) {
			continue
		}
		if f := r.before(q); f >= 0 {
			r.join(q, f)
		}
	}
}

func (r *reader) join(q, f int) {
	r.byQuote[q] = f
	r.found[f].quotes = append(r.found[f].quotes, q)
}

// covered reports whether quotation q lies in the content of a finding already.
func (r *reader) covered(q int) bool {
	at := r.a.TokenAt(r.a.Quotations[q].Inner.Start)
	for k := len(r.found) - 1; k >= 0; k-- {
		for _, e := range r.found[k].content {
			if e.has(at) {
				return true
			}
		}
	}
	return false
}

// bare reports whether a quotation stands alone in its sentences.
func (r *reader) bare(q int) bool {
	x := &r.a.Quotations[q]
	first, last := r.a.TokensIn(x.Span)
	if first >= last {
		return false
	}
	s, e := &r.a.Sentences[r.a.Tokens[first].Sentence], &r.a.Sentences[r.a.Tokens[last-1].Sentence]
	for i := s.First; i < e.Last; i++ {
		if (i < first || i >= last) && r.a.Tokens[i].UPOS != language.PUNCT {
			return false
		}
	}
	return true
}

// before gives the direct finding whose quotation precedes q in the same paragraph, or None.
func (r *reader) before(q int) int {
	x := r.a.Quotations[q].Span
	for p := q - 1; p >= 0; p-- {
		if r.a.Quotations[p].Depth > 0 {
			continue
		}
		if f := r.byQuote[p]; f >= 0 && r.found[f].direct && r.sameParagraph(r.a.Quotations[p].Span, x) {
			return f
		}
		return language.None
	}
	return language.None
}

func (r *reader) sameParagraph(s, t demarche.Span) bool {
	return !strings.Contains(r.a.Text[s.End:t.Start], "\n")
}
