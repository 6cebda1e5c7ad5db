package speech

import (
	"strings"

	"demarche/language"
)

// quoted finds the quotations beside verb f.cue that are its direct speech,
// with the words of the sentence that go with a quotation before it.
func (r *reader) quoted(f *finding) bool {
	i := f.cue
	s := r.around(i)
	left, right := r.quoteBefore(i, s), r.quoteAfter(i, s)
	if left != language.None && (r.elsewhere(left, s) || r.clauseAfter(i)) {
		left = language.None
	}
	if right != language.None && r.relative(i) && i+1 < len(r.a.Tokens) && r.a.Form(i+1) == "," {
		right = language.None // "the government that the others recognise, "..." it says"
	}
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
	if r.misplaced(i, left, f.source) {
		if b := r.beside(i, left); b != language.None {
			f.source = b
		}
	}
	return true
}

// elsewhere reports whether a quotation ends a clause that another cue has taken.
func (r *reader) elsewhere(q int, s language.Sentence) bool {
	first, _ := r.a.TokensIn(r.a.Quotations[q].Span)
	return first > s.First && first < len(r.covered) && r.covered[first] != language.None
}

// clauseAfter reports whether cue i has a clause of its own after it, outside quotations.
func (r *reader) clauseAfter(i int) bool {
	if i+1 < len(r.a.Tokens) && r.a.Lower(i+1) == "that" {
		return true
	}
	c := r.a.Child(i, language.Ccomp)
	return c > i && r.outer[c] == language.None && r.outer[r.extents[c].first] == language.None && r.extents[c].first > i
}

// misplaced reports whether the parse cannot be right about the speaker of a
// quotation: there is none, or it stands neither between quotation and verb
// nor after the verb.
func (r *reader) misplaced(i, left, source int) bool {
	if source == language.None {
		return true
	}
	if left == language.None || r.a.Tokens[i].XPOS == language.TagVBG {
		return r.own(i, false) == language.None && r.a.Tokens[source].Sentence == r.a.Tokens[i].Sentence && r.a.Tokens[i].XPOS != language.TagVBG && r.a.Tokens[i].Rel != language.Conj
	}
	_, end := r.a.TokensIn(r.a.Quotations[left].Span)
	return source < end
}

// quoteBefore gives the quotation that ends right before the clause of cue i, or None.
func (r *reader) quoteBefore(i int, s language.Sentence) int {
	own := r.extents[i]
	subject := r.own(i, false)
	for j := i - 1; j >= s.First; j-- {
		if q := r.outer[j]; q != language.None {
			if r.speech(int(q)) && r.endsAsSpeech(int(q)) {
				return int(q)
			}
			return language.None
		}
		if subject >= 0 && r.extents[subject].has(j) {
			continue
		}
		if r.finite(j) && !r.relative(j) || r.a.Tokens[j].UPOS == language.CCONJ && !own.has(j) {
			return language.None
		}
	}
	return language.None
}

// relative reports whether token i heads a relative clause or is its auxiliary.
func (r *reader) relative(i int) bool {
	for n := 0; n < 2 && i >= 0; n++ {
		if r.a.Tokens[i].Rel == language.AclRelcl {
			return true
		}
		i = int(r.a.Tokens[i].Head)
	}
	return false
}

// quoteAfter gives the quotation that begins after the words of cue i, or None.
func (r *reader) quoteAfter(i int, s language.Sentence) int {
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
	return r.quoteBelow(s)
}

// quoteBelow gives the quotation that begins the sentence after s, which ends
// with a colon: "The minister went on:" and a paragraph of his words. None if
// there is none.
func (r *reader) quoteBelow(s language.Sentence) int {
	if s.Last >= len(r.outer) || s.Last == s.First || r.a.Form(s.Last-1) != ":" {
		return language.None
	}
	if q := int(r.outer[s.Last]); q >= 0 && q != int(r.outer[s.Last-1]) && r.speech(q) {
		return q
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
