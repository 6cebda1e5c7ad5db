package quantity

import (
	"strconv"

	"demarche/language"
	"demarche/language/lex"
)

// laws are what the title of a law or treaty ends with.
var laws = map[string]bool{
	"act": true, "law": true, "treaty": true, "convention": true, "agreement": true, "protocol": true, "accord": true, "accords": true,
	"constitution": true, "charter": true, "pact": true, "declaration": true, "code": true, "statute": true, "amendment": true, "directive": true,
	"regulation": true, "regulations": true, "decree": true, "compact": true, "ordinance": true, "resolution": true, "covenant": true,
	"memorandum": true, "order": true, "proclamation": true, "bill": true,
}

// titleReach is how many words the title of a law has at most.
const titleReach = 9

// yearOfLaw reports whether digits are the year in the name of a law: "the 1951
// Refugee Convention", "a 1987 treaty".
func (r *reader) yearOfLaw(i, next int) bool {
	year, err := strconv.Atoi(r.l[i].Text)
	if err != nil || next != i+1 || len(r.l[i].Text) != 4 || year < 1200 || year >= 2100 || next >= len(r.l) {
		return false
	}
	if laws[r.word(next)] {
		return true
	}
	for k := next; k < len(r.l) && k < next+titleReach; k++ {
		switch {
		case r.l[k].Capital() && laws[r.l[k].Lower]:
			return true
		case r.l[k].Capital():
		case k > next && (r.word(k) == "of" || r.word(k) == "on" || r.word(k) == "and" || r.word(k) == "for" || r.word(k) == "the" || r.word(k) == "to" || r.l[k].Dash()):
		default:
			return false
		}
	}
	return false
}

// bareItemNumber reports whether digits that open a paragraph number it without
// a mark: "1 Ruritania refuses". What they stand before cannot be counted: it
// has an article, or is one name that acts.
func (r *reader) bareItemNumber(i, next int) bool {
	p := &r.a.Paragraphs[r.a.Sentences[r.sent].Paragraph]
	if i != 0 || next != 1 || p.First != r.sent || len(r.l[0].Text) > 2 || len(r.l) < 2 || !r.l[1].Capital() || r.l[1].Kind != lex.Word || r.a.Have&language.Tags == 0 {
		return false
	}
	t := r.a.TokenAt(r.l[1].Start)
	if t+1 >= len(r.a.Tokens) {
		return false
	}
	switch tok := &r.a.Tokens[t]; tok.UPOS {
	case language.DET, language.PRON, language.SCONJ, language.ADP:
		return true
	case language.PROPN:
		after := &r.a.Tokens[t+1]
		return tok.XPOS == language.TagNNP && after.Sentence == tok.Sentence &&
			(after.UPOS == language.VERB && after.XPOS != language.TagVBN && after.XPOS != language.TagVBG || after.UPOS == language.AUX || after.XPOS == language.TagPOS)
	}
	return false
}
