package speech

import (
	"demarche/language"
	"demarche/vocabulary"
)

// closing reads the commonest form of attribution in news where the parse has
// missed it: a statement, a comma, and who said it at the end of the sentence
// ("..., the minister said on Tuesday"). Words decide: a verb of saying with
// its subject beside it, a comma before the two, no other finite verb after
// them and one before.
func (r *reader) closing() {
	for n := range r.a.Sentences {
		sent := r.a.Sentences[n]
		if i := r.lastSaying(sent); i != language.None {
			r.close(sent, i)
		}
	}
}

// tagWords is how many words an attribution at the end of a sentence may have after its verb.
const tagWords = 24

// lastSaying gives the last finite verb of a sentence outside quotations if it
// is one of saying, None if not.
func (r *reader) lastSaying(sent language.Sentence) int {
	for i := sent.Last - 1; i >= sent.First && i >= sent.Last-tagWords; i-- {
		if r.outer[i] != language.None || !isFinite(r.a.Tokens[i].XPOS) {
			continue
		}
		for _, t := range r.takes(i) {
			if t.class == vocabulary.Spoken && (t.part == "" || r.hasPart(i, t.part)) {
				return i
			}
		}
		return language.None
	}
	return language.None
}

func isFinite(x language.XPOS) bool {
	switch x {
	case language.TagVBD, language.TagVBZ, language.TagVBP, language.TagMD:
		return true
	}
	return false
}

// close makes the attribution of verb i at the end of a sentence, or widens the one that is there.
func (r *reader) close(sent language.Sentence, i int) {
	s, subject := r.closer(sent, i)
	if s == language.None {
		return
	}
	start := min(subject.first, i)
	if start-2 < sent.First || r.a.Form(start-1) != "," {
		return
	}
	stated := false
	for k := sent.First; k < start; k++ {
		stated = stated || isFinite(r.a.Tokens[k].XPOS)
	}
	if !stated {
		return
	}
	content := []extent{{sent.First, start - 1}}
	for _, k := range r.inSentence[int(r.a.Tokens[i].Sentence)] {
		f := &r.found[k]
		if f.cue != i {
			continue
		}
		if len(f.content) == 1 && f.content[0].last <= start && !f.direct {
			f.content = content
		}
		return
	}
	r.add(finding{cue: i, cueSpan: extent{i, i + 1}, source: s, sources: subject, content: content,
		lemma: r.a.Tokens[i].Lemma, take: r.takes(i)[0], at: i, aside: extent{start, sent.Last}})
}

// closer gives who says what stands before verb i: its subject beside it, or
// where the parse has none the noun phrase between the last comma and the verb.
func (r *reader) closer(sent language.Sentence, i int) (int, extent) {
	if s := r.a.Child(i, language.Nsubj); s != language.None {
		e := r.extents[s]
		for e.first < s && r.edge(e.first) {
			e.first++ // the comma before it
		}
		if e.last == i {
			e.first = r.titled(e.first, sent.First)
		}
		if e.last == i || e.first == i+1 {
			return s, e
		}
	}
	first := i
	for first > sent.First && r.outer[first-1] == language.None && !r.boundary(first-1) {
		first--
	}
	e := extent{first, i}
	if e.empty() || r.hasVerb(e) || r.adverbial(e) || r.startsAdjunct(first) || r.a.Tokens[first].UPOS == language.CCONJ {
		return language.None, e
	}
	return r.headOf(e), e
}

// titled gives the first of the words before the name at token i that can only
// be its title, back to a comma: ", acting minister Jane Doe". It gives i where
// other words stand there.
func (r *reader) titled(i, from int) int {
	for j := i - 1; j >= from && i-j <= headlineWords; j-- {
		t := &r.a.Tokens[j]
		if r.a.Form(j) == "," {
			return j + 1
		}
		title := t.UPOS == language.NOUN || t.UPOS == language.PROPN || t.UPOS == language.ADJ || t.UPOS == language.DET ||
			t.XPOS == language.TagPOS || t.XPOS == language.TagVBG && r.a.Tokens[j+1].UPOS == language.NOUN
		if !title || r.outer[j] != language.None {
			break
		}
	}
	return i
}
