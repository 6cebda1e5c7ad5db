package syntax

import "strings"

// irregularVerbs are the English verbs whose past tense and participle follow no
// rule from which a lemma could be learnt, each as "infinitive past participle",
// the participle left out where it is the past tense: a closed class.
const irregularVerbs = `
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|befall befell befallen|begin began begun|behold beheld|
bend bent|beset beset|bet bet|bid bid|bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|broadcast broadcast|
build built|burst burst|buy bought|cast cast|catch caught|choose chose chosen|cling clung|come came come|cost cost|creep crept|cut cut|deal dealt|dig dug|
do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|
fly flew flown|forbid forbade forbidden|forecast forecast|forego forewent foregone|foresee foresaw foreseen|foretell foretold|forget forgot forgotten|
forgive forgave forgiven|forsake forsook forsaken|freeze froze frozen|get got gotten|give gave given|go went gone|grind ground|grow grew grown|hang hung|
hear heard|hide hid hidden|hit hit|hold held|hurt hurt|keep kept|know knew known|lay laid|lead led|leave left|lend lent|let let|lie lay lain|light lit|lose lost|
make made|mean meant|meet met|mislead misled|mistake mistook mistaken|misunderstand misunderstood|offset offset|outdo outdid outdone|overcome overcame overcome|
overdo overdid overdone|overhear overheard|override overrode overridden|oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown|
pay paid|plead pled|put put|quit quit|read read|rebuild rebuilt|redo redid redone|repay repaid|resell resold|reset reset|retell retold|rethink rethought|rewrite rewrote rewritten|
rid rid|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said|see saw seen|seek sought|sell sold|send sent|set set|shake shook shaken|shed shed|
shine shone|shoot shot|show showed shown|shrink shrank shrunk|shut shut|sing sang sung|sink sank sunk|sit sat|slay slew slain|sleep slept|slide slid|sling slung|
speak spoke spoken|speed sped|spend spent|spin spun|split split|spread spread|spring sprang sprung|stand stood|steal stole stolen|stick stuck|sting stung|
stride strode|strike struck stricken|strive strove striven|swear swore sworn|sweep swept|swell swelled swollen|swim swam swum|swing swung|take took taken|
teach taught|tear tore torn|tell told|think thought|throw threw thrown|thrust thrust|tread trod trodden|undergo underwent undergone|understand understood|
undertake undertook undertaken|undo undid undone|unwind unwound|uphold upheld|upset upset|wake woke woken|wear wore worn|weep wept|win won|withdraw withdrew withdrawn|
withhold withheld|withstand withstood|wring wrung|write wrote written|tie tied|vie vied|lie lied|untie untied|fine fined|axe axed|pity pitied`

// infinitives gives the infinitive of each irregular form. Of a form of two
// verbs it is the first that the table names: "lay" is the past tense of lie.
func infinitives() map[string]string {
	of := map[string]string{}
	for verb := range strings.SplitSeq(irregularVerbs, "|") {
		forms := strings.Fields(verb)
		for _, form := range forms[1:] {
			if _, has := of[form]; !has {
				of[form] = forms[0]
			}
		}
	}
	return of
}
