package exports

import "demarche"

// LineFields lists what JSON lines have beside the columns of the table of
// records, or in another place than these.
func LineFields() []Column {
	of := func(name, kind, about string, kinds ...demarche.Kind) Column { return Column{name, kind, kinds, about} }
	return []Column{
		of("by", "object", "who says so, as the report attributes it; null in the report's own voice", demarche.KindPosition, demarche.KindAct, demarche.KindMovement, demarche.KindQuote, demarche.KindGap),
		of("by.name", "text", "the column by_name", demarche.KindPosition, demarche.KindAct, demarche.KindMovement, demarche.KindQuote, demarche.KindGap),
		of("by.role", "text", "the column by_role", demarche.KindPosition, demarche.KindAct, demarche.KindMovement, demarche.KindQuote, demarche.KindGap),
		of("by.state", "state", "the column by_state", demarche.KindPosition, demarche.KindAct, demarche.KindMovement, demarche.KindQuote, demarche.KindGap),
		of("evidence", "list", "all pieces of evidence, in the order of the text"),
		of("evidence.exact", "text", "the exact characters of the report"),
		of("evidence.start", "integer", "where they begin in the text, in Unicode code points, from 0"),
		of("evidence.end", "integer", "where they end; the character there is not part of them"),
		of("evidence.prefix", "text", "what stands before them"),
		of("evidence.suffix", "text", "what stands behind them"),
		of("report", "object", "where it was read"),
		of("report.document", "hash", "SHA-256 of the text"),
		of("report.name", "text", "the column report"),
		of("report.title", "text", "the column title; absent if there is none"),
		of("report.published", "date", "the column published"),
		of("report.day", "date", "the column day"),
		of("report.dated_by", "code", "the column dated_by"),
		of("report.review", "code", "the column review"),
		of("report.amends", "id", "the column amends; absent if it amends none"),
		of("report.sequence", "integer", "the column sequence"),
		of("report.unpublished", "text", "the column unpublished, with spaces between the names; absent where everybody sees it"),
	}
}

// notInLines names the columns of the table of records that JSON lines have in
// report, in by or in evidence, or that follow from these.
func notInLines() []string {
	return []string{
		"day", "dated_by", "by_name", "by_role", "by_state", "sentence", "start", "end", "pieces", "review", "amends", "title", "published", "document", "sequence", "kept", "unpublished",
	}
}

// MapProperties lists the properties of features of the map.
func MapProperties() []Column {
	of := func(name, kind, about string, kinds ...demarche.Kind) Column { return Column{name, kind, kinds, about} }
	const movement, count = demarche.KindMovement, demarche.KindCount
	return []Column{
		of("kind", "code", "movement or count"),
		of("day", "date", "of the event, as most reports tell"),
		of("dated_by", "code", "where the day comes from: record, publication or nothing"),
		of("reports", "integer", "reports that tell of it"),
		of("families", "integer", "of these, without copies"),
		of("independent", "integer", "of these, of different publishers"),
		of("perhaps", "list", "ids of events that it may be the same as"),
		of("sentence", "text", "the first piece of evidence that is not the headline"),
		of("status", "code", "how far it has come, as any report tells: planned, under_way, completed, turned_back or cancelled", movement),
		of("sender", "state", "the state that moves the people", movement),
		of("origin", "text", "the place of departure", movement),
		of("destination", "text", "the place of arrival", movement),
		of("destination_state", "state", "the state in which it lies", movement),
		of("means", "code", "military_aircraft, civilian_aircraft, land, sea or unknown", movement),
		of("nationals", "list", "nationalities of the people, joined by ;", movement),
		of("restrained", "boolean", "whether the people were in restraints, as text; absent if not said", movement),
		of("flights_low", "number", "the fewest planes that any report tells; absent if none does", movement),
		of("flights_high", "number", "the most", movement),
		of("people_low", "number", "the fewest people that any report tells; absent if none does", movement),
		of("people_high", "number", "the most", movement),
		of("from_by", "code", "how exactly the place of departure is known: place, state or none", movement),
		of("to_by", "code", "the same of the place of arrival", movement),
		of("what", "code", "what is counted", count),
		of("unit", "code", "people, flights, percent, usd, eur, gbp or places", count),
		of("of", "state", "whose nationals are counted", count),
		of("in", "state", "the state where", count),
		of("place", "text", "the place where", count),
		of("source", "text", "who counts", count),
		of("value_low", "number", "the lowest figure that any report gives", count),
		of("value_high", "number", "the highest", count),
		of("at_by", "code", "how exactly the place is known: place or state", count),
		of("unpublished", "list", "the collections that are not published through which alone entries of the event are seen; absent where everybody sees all"),
	}
}
