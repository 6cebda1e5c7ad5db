package demarche

import "slices"

// FieldType says what a field of a record holds.
type FieldType string

// The types of field.
const (
	ChoiceField  FieldType = "choice"  // one of Choices
	ChoicesField FieldType = "choices" // any of Choices
	StateField   FieldType = "state"   // an ISO 3166-1 alpha-3 code
	StatesField  FieldType = "states"  // several
	PartyField   FieldType = "party"   // a state's code or a name
	TextField    FieldType = "text"
	WholeField   FieldType = "whole"  // a whole number, or unknown
	NumberField  FieldType = "number" //
	DateField    FieldType = "date"   // a day, month or year
	YesNoField   FieldType = "yes_no"
	MaybeField   FieldType = "maybe"   // yes, no or unknown
	SpeakerField FieldType = "speaker" // name, role, state
)

// RecordField is a field of a kind of record, as Check knows it.
type RecordField struct {
	Name     string // in JSON
	Type     FieldType
	Choices  []string // of ChoiceField and ChoicesField; the empty one where nothing may be said
	Required bool     // a record without it breaks the record model
}

// RecordFields lists the fields of a kind of record, in the order of the
// record model, without those that all kinds share.
func RecordFields(k Kind) []RecordField {
	field := func(name string, t FieldType) RecordField { return RecordField{Name: name, Type: t} }
	needed := func(name string, t FieldType) RecordField { return RecordField{Name: name, Type: t, Required: true} }
	by, date := field("by", SpeakerField), field("date", DateField)
	switch k {
	case KindPosition:
		return []RecordField{needed("state", StateField), oneOfField("stance", stances), field("from", StateField), oneOfField("people", peoples),
			field("nationals", StatesField), oneOfField("means", append(slices.Clone(means), MeansAny)), field("place", TextField),
			{Name: "terms", Type: ChoicesField, Choices: texts(terms)}, by, date}
	case KindAct:
		return []RecordField{oneOfField("type", actTypes), needed("actor", PartyField), field("target", PartyField), by, date}
	case KindMovement:
		return []RecordField{oneOfField("status", statuses), field("sender", StateField), field("origin", TextField), field("destination", TextField),
			field("destination_state", StateField), oneOfField("means", append(slices.Clone(means), MeansUnknown)), field("flights", WholeField),
			field("people", WholeField), field("max", WholeField), field("approx", YesNoField), field("nationals", StatesField), field("restrained", MaybeField), by, date}
	case KindCount:
		return []RecordField{oneOfField("what", countWhats), needed("value", NumberField), field("max", NumberField), oneOfField("unit", units), field("approx", YesNoField),
			field("of", StateField), field("in", StateField), field("place", TextField), field("as_of", DateField), field("source", PartyField)}
	case KindQuote:
		speaker := by
		speaker.Required = true
		return []RecordField{needed("text", TextField), speaker, {Name: "channel", Type: ChoiceField, Choices: texts(channels)}, date}
	case KindGap:
		return []RecordField{oneOfField("type", gapTypes), needed("who", PartyField), field("about", TextField), by}
	case KindOffice:
		return []RecordField{needed("name", TextField), needed("role", TextField), field("state", StateField), field("body", TextField), field("former", YesNoField)}
	}
	return nil
}

func oneOfField[T ~string](name string, of []T) RecordField {
	return RecordField{Name: name, Type: ChoiceField, Choices: texts(of), Required: true}
}

func texts[T ~string](of []T) []string {
	out := make([]string, len(of))
	for i, v := range of {
		out[i] = string(v)
	}
	return out
}
