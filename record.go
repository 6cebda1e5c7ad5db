package demarche

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// Kind is one of the seven kinds of record.
type Kind string

// The seven kinds of record.
const (
	KindPosition Kind = "position"
	KindAct      Kind = "act"
	KindMovement Kind = "movement"
	KindCount    Kind = "count"
	KindQuote    Kind = "quote"
	KindGap      Kind = "gap"
	KindOffice   Kind = "office"
)

// Kinds lists the kinds in the order in which answers and scores show them.
func Kinds() []Kind {
	return []Kind{KindPosition, KindAct, KindMovement, KindCount, KindQuote, KindGap, KindOffice}
}

// Record is one thing that a report says: one of *Position, *Act, *Movement,
// *Count, *Quote, *Gap, *Office.
type Record interface {
	// Shared gives the part that every kind shares; callers may change it.
	Shared() *Common
	// When gives the day, month or year on which the thing happened, was said
	// or held; empty where the report gives no way to tell.
	When() Date
	// Says gives who says so as the report attributes it; nil where the report
	// says it in its own voice.
	Says() *Speaker
	// Check reports the first way in which the fields break the record model.
	Check() error
}

// Common is what every record shares.
type Common struct {
	Kind       Kind       `json:"kind"`
	ID         string     `json:"id,omitempty"` // see Identify
	Evidence   []Selector `json:"evidence"`
	Confidence float64    `json:"confidence,omitempty"` // 0..1, 0 if not estimated
	Trace      *Trace     `json:"-"`
}

// Shared makes Common part of the Record interface.
func (h *Common) Shared() *Common { return h }

// Trace tells how the reader came to a record.
type Trace struct {
	Rule    string   `json:"rule"`    // the rule or vocabulary entry that fired, e.g. "position/accept/take-back"
	Trigger Selector `json:"trigger"` // the words that made it fire
	Steps   []string `json:"steps"`   // resolutions, in order: "he -> Gustavo Petro -> COL"
	// Features are what the confidence was judged by.
	Features []Feature `json:"features,omitempty"`
}

// Feature is something known of the way in which a record was read, with what
// it adds to the logarithm of the odds that the record is right.
type Feature struct {
	Name   string  `json:"name"` // "actor in the evidence"
	Weight float64 `json:"weight"`
}

// Speaker is a person or body to whom a statement is attributed.
type Speaker struct {
	Name  Optional `json:"name"`
	Role  Optional `json:"role"`
	State State    `json:"state"`
}

// Stance is a state's willingness.
type Stance string

// The stances.
const (
	Accept    Stance = "accept"
	Refuse    Stance = "refuse"
	Unsettled Stance = "unsettled"
)

// People says whose nationals a position concerns.
type People string

// The people of a position.
const (
	OwnNationals   People = "own"
	ThirdNationals People = "third"
	AnyPeople      People = "any"
)

// Means is how people are moved.
type Means string

// The means of a movement; a position uses MeansAny and a movement MeansUnknown.
const (
	MilitaryAircraft Means = "military_aircraft"
	CivilianAircraft Means = "civilian_aircraft"
	Land             Means = "land"
	Sea              Means = "sea"
	MeansAny         Means = "any"
	MeansUnknown     Means = "unknown"
)

// Term is a condition of a position.
type Term string

// Position is what a state will take, and will not.
type Position struct {
	Common
	State     State    `json:"state"`     // whose willingness it is
	Stance    Stance   `json:"stance"`    //
	From      State    `json:"from"`      // the sending state
	People    People   `json:"people"`    //
	Nationals []State  `json:"nationals"` // only where third-country nationals are named
	Means     Means    `json:"means"`
	Place     Optional `json:"place"` // only where the position concerns a certain place
	Terms     []Term   `json:"terms"` // the conditions
	By        *Speaker `json:"by"`
	Date      Date     `json:"date"`
}

// ActType is what one did to another.
type ActType string

// The types of act.
const (
	TurnBack  ActType = "turn_back"
	SendNote  ActType = "send_note"
	Protest   ActType = "protest"
	Summon    ActType = "summon"
	Demand    ActType = "demand"
	Agree     ActType = "agree"
	Negotiate ActType = "negotiate"
	Threaten  ActType = "threaten"
	Sanction  ActType = "sanction"
	Ease      ActType = "ease"
	Order     ActType = "order"
	Pledge    ActType = "pledge"
	Deny      ActType = "deny"
	Suspend   ActType = "suspend"
	Resume    ActType = "resume"
	Rule      ActType = "rule"
	Praise    ActType = "praise"
)

// Act is what one state or body did to another.
type Act struct {
	Common
	Type   ActType  `json:"type"`
	Actor  Optional `json:"actor"`  // a state's code or a name
	Target Optional `json:"target"` // a state's code or a name
	By     *Speaker `json:"by"`
	Date   Date     `json:"date"`
}

// Status says how far a movement has come.
type Status string

// The statuses of a movement.
const (
	Planned    Status = "planned"
	UnderWay   Status = "under_way"
	Completed  Status = "completed"
	TurnedBack Status = "turned_back"
	Cancelled  Status = "cancelled"
)

// Movement is people moved, or meant to be.
type Movement struct {
	Common
	Status           Status   `json:"status"`
	Sender           State    `json:"sender"`
	Origin           Optional `json:"origin"`
	Destination      Optional `json:"destination"`
	DestinationState State    `json:"destination_state"`
	Means            Means    `json:"means"`
	Flights          *int     `json:"flights"`       // flights or planes
	People           *int     `json:"people"`        // persons; the lower bound of a range
	Max              *int     `json:"max,omitempty"` // upper bound of a range, persons
	Approx           bool     `json:"approx"`
	Nationals        []State  `json:"nationals"`
	Restrained       *bool    `json:"restrained"`
	By               *Speaker `json:"by"`
	Date             Date     `json:"date"`
}

// CountWhat says what a figure counts.
type CountWhat string

// What a figure can count.
const (
	UnauthorizedPopulation CountWhat = "unauthorized_population"
	Returned               CountWhat = "returned"
	Held                   CountWhat = "held"
	Capacity               CountWhat = "capacity"
	Flights                CountWhat = "flights"
	Encounters             CountWhat = "encounters"
	Eligible               CountWhat = "eligible"
	Agreed                 CountWhat = "agreed"
	Money                  CountWhat = "money"
	Tariff                 CountWhat = "tariff"
	OtherCount             CountWhat = "other"
)

// Count is a figure with its meaning.
type Count struct {
	Common
	What   CountWhat `json:"what"`
	Value  float64   `json:"value"`         // the lower bound of a range
	Max    *float64  `json:"max,omitempty"` // upper bound of a range
	Unit   string    `json:"unit"`          // people, flights, percent, usd, eur, gbp, places
	Approx bool      `json:"approx"`
	Of     State     `json:"of"` // whose nationals
	In     State     `json:"in"` // the state where
	Place  Optional  `json:"place"`
	AsOf   Date      `json:"as_of"`
	Source Optional  `json:"source"` // who counts: a name, or a state's code
}

// Channel is where words were said.
type Channel string

// The channels of a quotation; empty where unknown.
const (
	Post      Channel = "post"
	Statement Channel = "statement"
	Briefing  Channel = "briefing"
	Interview Channel = "interview"
	Speech    Channel = "speech"
	Paper     Channel = "document"
)

// MarshalJSON writes null for an unknown channel.
func (c Channel) MarshalJSON() ([]byte, error) { return Optional(c).MarshalJSON() }

// UnmarshalJSON reads a channel or null.
func (c *Channel) UnmarshalJSON(b []byte) error { return (*Optional)(c).UnmarshalJSON(b) }

// Quote is words said, exactly.
type Quote struct {
	Common
	Text    string   `json:"text"` // without the quotation marks; parts joined by a space
	By      *Speaker `json:"by"`
	Channel Channel  `json:"channel"`
	Date    Date     `json:"date"`
}

// GapType says in which way something is not known.
type GapType string

// The types of gap.
const (
	NoResponse   GapType = "no_response"
	Declined     GapType = "declined"
	NotSpecified GapType = "not_specified"
	NotDisclosed GapType = "not_disclosed"
	Unconfirmed  GapType = "unconfirmed"
)

// Gap is something that is not known, and who did not say it.
type Gap struct {
	Common
	Type  GapType  `json:"type"`
	Who   Optional `json:"who"`   // a state's code or a name
	About Optional `json:"about"` // a few words of the report
	By    *Speaker `json:"by"`
}

// Office is who holds which post.
type Office struct {
	Common
	Name   string   `json:"name"`
	Role   Optional `json:"role"`
	State  State    `json:"state"`
	Body   Optional `json:"body,omitempty"` // where the post is in a body that is no state
	Former bool     `json:"former,omitempty"`
}

// When gives the date of the position.
func (r *Position) When() Date { return r.Date }

// When gives the date of the act.
func (r *Act) When() Date { return r.Date }

// When gives the date of the movement.
func (r *Movement) When() Date { return r.Date }

// When gives the time at which the figure held.
func (r *Count) When() Date { return r.AsOf }

// When gives the date on which the words were said.
func (r *Quote) When() Date { return r.Date }

// When gives no date: a gap has none.
func (r *Gap) When() Date { return "" }

// When gives no date: an office has none.
func (r *Office) When() Date { return "" }

// Says gives the speaker of the position.
func (r *Position) Says() *Speaker { return r.By }

// Says gives the speaker of the act.
func (r *Act) Says() *Speaker { return r.By }

// Says gives the source of the movement.
func (r *Movement) Says() *Speaker { return r.By }

// Says gives nil: the source of a count is a name, in Source.
func (r *Count) Says() *Speaker { return nil }

// Says gives the speaker of the quotation.
func (r *Quote) Says() *Speaker { return r.By }

// Says gives who is silent, as the report attributes it.
func (r *Gap) Says() *Speaker { return r.By }

// Says gives nil: an office is stated by the report.
func (r *Office) Says() *Speaker { return nil }

// NewRecord gives an empty record of a kind.
func NewRecord(k Kind) (Record, error) {
	var r Record
	switch k {
	case KindPosition:
		r = &Position{}
	case KindAct:
		r = &Act{}
	case KindMovement:
		r = &Movement{}
	case KindCount:
		r = &Count{}
	case KindQuote:
		r = &Quote{}
	case KindGap:
		r = &Gap{}
	case KindOffice:
		r = &Office{}
	default:
		return nil, &Error{Code: Invalid, Op: "record", Detail: fmt.Sprintf("%q is not a kind of record", k)}
	}
	r.Shared().Kind = k
	return r, nil
}

// Records is a list of records of any kinds, readable from JSON.
type Records []Record

// UnmarshalJSON reads a list of records; a field that the kind does not have is an error.
func (rs *Records) UnmarshalJSON(b []byte) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	*rs = make(Records, 0, len(raw))
	for i, m := range raw {
		r, err := ParseRecord(m)
		if err != nil {
			return fmt.Errorf("record %d: %w", i, err)
		}
		*rs = append(*rs, r)
	}
	return nil
}

// kindFirst gives the kind of a record whose JSON begins with it.
func kindFirst(b []byte) (Kind, bool) {
	rest, ok := bytes.CutPrefix(b, []byte(`{"kind":"`))
	name, _, closed := bytes.Cut(rest, []byte(`"`))
	return Kind(name), ok && closed
}

// ParseRecord reads one record from JSON; a field that its kind does not have is an error.
func ParseRecord(b []byte) (Record, error) {
	if k, ok := kindFirst(b); ok { // as it is written here; what fails is looked at again, to tell why
		if r, err := NewRecord(k); err == nil && strictUnmarshal(b, r) == nil && r.Shared().Kind == k {
			return r, nil
		}
	}
	var k struct {
		Kind Kind `json:"kind"`
	}
	if err := json.Unmarshal(b, &k); err != nil {
		return nil, fmt.Errorf("read record: %w", err)
	}
	r, err := NewRecord(k.Kind)
	if err != nil {
		return nil, err
	}
	if err := strictUnmarshal(b, r); err != nil {
		return nil, fmt.Errorf("read %s: %w", k.Kind, err)
	}
	return r, nil
}

// Identify gives the content hash that names a record of a document: the first
// 16 hexadecimal digits of the SHA-256 of the document's hash and the record's
// fields and evidence, without id and confidence. The same reading of the same
// text always gives the same id.
func Identify(documentHash string, r Record) (string, error) {
	bare := reflect.New(reflect.TypeOf(r).Elem())
	bare.Elem().Set(reflect.ValueOf(r).Elem()) // a copy: the record itself stays as it is
	shared := bare.Interface().(Record).Shared()
	shared.ID, shared.Confidence = "", 0
	b, err := json.Marshal(bare.Interface())
	if err != nil {
		return "", fmt.Errorf("identify record: %w", err)
	}
	return HashOf(append([]byte(documentHash+"\n"), b...))[:16], nil
}
