package exports

import (
	"slices"
	"strings"

	"demarche"
)

// Column is a column of the table of records, or a field of their JSON lines.
type Column struct {
	Name  string
	Type  string          // text, code, state, date, time, integer, number, boolean, list, hash, id
	Kinds []demarche.Kind // that have it; none for all
	About string
}

// On reports whether records of a kind have the column.
func (c Column) On(k demarche.Kind) bool { return len(c.Kinds) == 0 || slices.Contains(c.Kinds, k) }

// KindList says which kinds have the column.
func (c Column) KindList() string {
	if len(c.Kinds) == 0 {
		return "all"
	}
	return strings.ReplaceAll(joined(c.Kinds), ";", ", ")
}

// Columns lists the columns of the table of records, in their order. Those of
// the record itself have the names of the record model.
func Columns() []Column {
	const (
		position, act, movement, count, quote, gap, office = demarche.KindPosition, demarche.KindAct, demarche.KindMovement, demarche.KindCount,
			demarche.KindQuote, demarche.KindGap, demarche.KindOffice
	)
	of := func(name, kind, about string, kinds ...demarche.Kind) Column { return Column{name, kind, kinds, about} }
	return []Column{
		of("id", "id", "names the record: the same reading of the same text always has the same id"),
		of("kind", "code", "position, act, movement, count, quote, gap or office"),
		of("day", "date", "when it happened, was said or held, as far as anything tells: a day, a month or a year"),
		of("dated_by", "code", "where the day comes from: record (the report says when), publication (the day of the report stands in), nothing"),

		of("state", "state", "of a position: whose willingness it is; of an office: whose post it is", position, office),
		of("stance", "code", "accept, refuse or unsettled", position),
		of("status", "code", "planned, under_way, completed, turned_back or cancelled", movement),
		of("type", "code", "of an act: turn_back, send_note, protest ...; of a gap: no_response, declined, not_specified, not_disclosed, unconfirmed", act, gap),
		of("what", "code", "what is counted: unauthorized_population, returned, held, capacity, flights, encounters, eligible, agreed, money, tariff, other", count),
		of("actor", "text", "who did it: a state's code or a name", act),
		of("target", "text", "at whom it is aimed: a state's code or a name", act),
		of("who", "text", "who did not say: a state's code or a name", gap),
		of("about", "text", "what is not known, in a few words of the report", gap),
		of("text", "text", "the words said, without quotation marks", quote),
		of("name", "text", "who holds the post", office),
		of("role", "text", "the post", office),
		of("body", "text", "where the post is in a body that is no state", office),
		of("former", "boolean", "true if the post is no longer held", office),
		of("from", "state", "the sending state, empty where none is meant", position),
		of("sender", "state", "the state that moves the people", movement),
		of("origin", "text", "the narrowest place of departure that is named", movement),
		of("destination", "text", "the narrowest place of arrival that is named", movement),
		of("destination_state", "state", "the state in which the destination lies", movement),
		of("people", "text", "of a position a code: own, third or any; of a movement how many persons, the lower bound of a range", position, movement),
		of("max", "number", "upper bound of a range", movement, count),
		of("approx", "boolean", "true if the number is not exact", movement, count),
		of("nationals", "list", "nationalities of the people: of a position only where third states are named", position, movement),
		of("means", "code", "military_aircraft, civilian_aircraft, land, sea; any (position) or unknown (movement) where not said", position, movement),
		of("flights", "integer", "number of flights or planes", movement),
		of("restrained", "boolean", "whether the people were in restraints, empty where not said", movement),
		of("place", "text", "only where it concerns a certain place", position, count),
		of("terms", "list", "conditions: dignity, no_restraints, civilian_only, own_transport, protocol, prior_notice ...", position),
		of("value", "number", "the figure, the lower bound of a range", count),
		of("unit", "code", "people, flights, percent, usd, eur, gbp or places", count),
		of("of", "state", "whose nationals are counted", count),
		of("in", "state", "the state where", count),
		of("source", "text", "who counts", count),
		of("channel", "code", "post, statement, briefing, interview, speech, document", quote),
		of("date", "date", "when it happened or was said, as the report tells; empty if it does not", position, act, movement, quote),
		of("as_of", "date", "when the figure held", count),
		of("by_name", "text", "who says so, as the report attributes it; empty in the report's own voice", position, act, movement, quote, gap),
		of("by_role", "text", "that speaker's post", position, act, movement, quote, gap),
		of("by_state", "state", "the state for which that speaker speaks", position, act, movement, quote, gap),

		of("sentence", "text", "the first piece of evidence that is not the headline: exact characters of the report"),
		of("start", "integer", "where that piece begins in the text, in Unicode code points"),
		of("end", "integer", "where it ends"),
		of("pieces", "integer", "how many pieces of evidence there are; JSON lines hold all"),
		of("confidence", "number", "how sure the reader is, 0 to 1; empty if it was not estimated"),
		of("review", "code", "proposed, accepted, amended; rejected records are left out"),
		of("amends", "id", "the record in whose place a reviewer wrote this one"),
		of("report", "text", "name of the report"),
		of("title", "text", "its headline"),
		of("published", "date", "its day of publication"),
		of("document", "hash", "SHA-256 of its text"),
		of("sequence", "integer", "line of the ledger's log that holds the record"),
		of("kept", "time", "when the ledger took it, UTC"),
		of("unpublished", "list", "the collections that are not published through which alone it is seen; empty where everybody sees it"),
	}
}

// ColumnsOf gives the names of the columns that records of any of the kinds
// have; of all kinds if none is given.
func ColumnsOf(kinds ...demarche.Kind) []string {
	if len(kinds) == 0 {
		kinds = demarche.Kinds()
	}
	var out []string
	for _, c := range Columns() {
		if slices.ContainsFunc(kinds, c.On) {
			out = append(out, c.Name)
		}
	}
	return out
}

// KindColumns names the columns that not every kind of record has.
func KindColumns() []string {
	var out []string
	for _, c := range Columns() {
		if len(c.Kinds) > 0 {
			out = append(out, c.Name)
		}
	}
	return out
}
