package language

import "strings"

// UPOS is a universal part of speech (Universal Dependencies v2).
type UPOS uint8

// The universal parts of speech; X also stands for "not tagged".
const (
	X UPOS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
)

var uposNames = strings.Fields("X ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB")

// String gives the name of the part of speech, "NOUN".
func (u UPOS) String() string { return uposNames[u] }

// ParseUPOS gives the part of speech with that name.
func ParseUPOS(s string) (UPOS, bool) { return lookup[UPOS](uposNames, s) }

// XPOS is an English part of speech in the Penn Treebank's tag set as the
// English treebanks of Universal Dependencies use it; 0 is "not tagged".
type XPOS uint8

// The tags.
const (
	NoTag XPOS = iota
	TagDollar
	TagCloseQuote
	TagComma
	TagOpenBracket
	TagCloseBracket
	TagStop
	TagColon
	TagADD
	TagAFX
	TagCC
	TagCD
	TagDT
	TagEX
	TagFW
	TagGW
	TagHYPH
	TagIN
	TagJJ
	TagJJR
	TagJJS
	TagLS
	TagMD
	TagNFP
	TagNN
	TagNNP
	TagNNPS
	TagNNS
	TagPDT
	TagPOS
	TagPRP
	TagPRPS
	TagRB
	TagRBR
	TagRBS
	TagRP
	TagSYM
	TagTO
	TagUH
	TagVB
	TagVBD
	TagVBG
	TagVBN
	TagVBP
	TagVBZ
	TagWDT
	TagWP
	TagWPS
	TagWRB
	TagXX
	TagOpenQuote
)

var xposNames = append([]string{"_"}, strings.Fields("$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW GW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX ``")...)

// String gives the name of the tag, "VBD".
func (x XPOS) String() string { return xposNames[x] }

// ParseXPOS gives the tag with that name.
func ParseXPOS(s string) (XPOS, bool) { return lookup[XPOS](xposNames, s) }

// Rel is a dependency relation with its subtype (Universal Dependencies v2, English).
type Rel uint8

// The relations.
const (
	NoRel Rel = iota
	Acl
	AclRelcl
	Advcl
	AdvclRelcl
	Advmod
	AdvmodEmph
	Amod
	Appos
	Aux
	AuxPass
	Case
	Cc
	CcPreconj
	Ccomp
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjOuter
	CsubjPass
	Dep
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	FlatForeign
	FlatName
	Goeswith
	Iobj
	List
	Mark
	Nmod
	NmodDesc
	NmodPoss
	NmodUnmarked
	Nsubj
	NsubjOuter
	NsubjPass
	Nummod
	Obj
	Obl
	OblAgent
	OblTmod
	OblUnmarked
	NmodTmod
	NmodNpmod
	OblNpmod
	Orphan
	Parataxis
	Punct
	Reparandum
	Root
	Vocative
	Xcomp
)

var relNames = append([]string{"_"}, strings.Fields("acl acl:relcl advcl advcl:relcl advmod advmod:emph amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt conj cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat flat:foreign flat:name goeswith iobj list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:tmod obl:unmarked nmod:tmod nmod:npmod obl:npmod orphan parataxis punct reparandum root vocative xcomp")...)

var coreRel = func() (core [relRoom]Rel) {
	for i, n := range relNames {
		base, _, _ := strings.Cut(n, ":")
		r, _ := lookup[Rel](relNames, base)
		core[i] = r
	}
	return core
}()

const relRoom = 64 // room for every relation

// String gives the name of the relation, "nsubj:pass".
func (r Rel) String() string { return relNames[r] }

// Core gives the relation without its subtype: Nsubj for NsubjPass.
func (r Rel) Core() Rel { return coreRel[r] }

// ParseRel gives the relation with that name; a subtype that is not in the
// list gives its core relation.
func ParseRel(s string) (Rel, bool) {
	if r, ok := lookup[Rel](relNames, s); ok {
		return r, true
	}
	base, _, _ := strings.Cut(s, ":")
	return lookup[Rel](relNames, base)
}

func lookup[T ~uint8](names []string, s string) (T, bool) {
	for i, n := range names {
		if n == s {
			return T(i), true
		}
	}
	return 0, false
}
