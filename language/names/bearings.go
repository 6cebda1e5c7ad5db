package names

// bearings say how much each kind of evidence counts for the state of a post or
// body whose words do not tell it. They were chosen for the offices of annotated
// reports and of short texts, without the persons known to the vocabulary.
type bearings struct {
	name      float64 // of what names a state: its name, capital or seat
	subject   float64 // how much more as a subject
	modifier  float64 // before a noun, "US planes"
	opening   float64 // in a phrase that opens a paragraph
	side      float64 // behind a preposition of the other side: "against", "to"
	demonym   float64 // before a noun
	ownBody   float64 // before the noun of a government, ministry or parliament
	nationals float64 // for people: as a rule those of whom others speak
	body      float64 // a body that acts in one state
	place     float64 // a place in the state
	quoted    float64 // how much less inside quotation marks

	before, after            float64 // in the sentence, before and after
	earlier, later           float64 // in other sentences of the paragraph
	earlierOther, laterOther float64 // in those of others
	mention, mentionSubject  float64 // of somebody or something of the state, resolved before
	told                     float64 // the part of all names of states
	home, letterhead, topic  float64 // the frame of the report
	section, scene           float64
	dateline, speaker        float64 // the frame of the paragraph
	at                       float64 // where the holder of the post acts
	other                    float64 // how much less the other side of what the holder does
}

var weights = bearings{
	name: 1, subject: 2, modifier: 0.3, opening: 1.5, side: 0.5, demonym: 0.3, ownBody: 0.3, nationals: 0.1, body: 1.5, place: 0.5, quoted: 0.5,
	before: 1.6, after: 0.35, earlier: 1.5, later: 0.5, earlierOther: 0.5, laterOther: 0.1, mention: 0.6, mentionSubject: 0.9, told: 2.5,
	home: 1.5, letterhead: 3, topic: 0.7, section: 2, scene: 1.5, dateline: 3, speaker: 3, at: 3, other: 0.6,
}
