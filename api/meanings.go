package api

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"demarche"
	"demarche/exports"
)

// explain says in the schemas what each property means, where its type does not.
func explain(r huma.Registry) {
	of := meanings()
	for _, k := range demarche.Kinds() {
		for _, c := range exports.Columns() {
			for _, schema := range []string{recordName(k), recordName(k) + "Entry"} {
				if c.On(k) && of[c.Name] == "" {
					of[schema+"."+c.Name] = strings.ReplaceAll(c.About, "empty", "null")
				}
			}
		}
	}
	for name, s := range r.Map() {
		for property, p := range s.Properties {
			if p.Description != "" {
				continue
			}
			if p.Description = of[name+"."+property]; p.Description == "" {
				p.Description = of[property]
			}
		}
	}
}

// recordName names the schema of a kind of record.
func recordName(k demarche.Kind) string { return strings.ToUpper(string(k[:1])) + string(k[1:]) }

// meanings says what properties mean, by their name, or where one name means
// several things by "Schema.name". The fields of records are told by the
// data dictionary of docs/exports.md.
func meanings() map[string]string {
	return map[string]string{
		// What many have.
		"by":            "who says so, as the report attributes it; null in the report's own voice",
		"confidence":    "how sure the reader was, 0 to 1, of the surest entry: of the records at 0.8 about eight in ten are right; 1 where a person accepted it, 0 or absent where nothing was estimated",
		"corroboration": "who tells of it: reports, without copies, and from how many publishers",
		"dated_by":      "where the day comes from: record (the report says when), publication (the day of the report stands in), nothing",
		"day":           "when it happened, was said or held, as far as anything tells: a day, a month or a year; null if nothing does",
		"end":           "where it ends in the text, in Unicode code points; the character there is not part of it",
		"entries":       "ids of the entries on which it rests, newest first",
		"entry":         "the entry, with its report",
		"evidence":      "the exact characters of the report that say so",
		"exact":         "the characters themselves: text[start:end]",
		"from":          "the sending state; null where none is named",
		"hash":          "SHA-256, 64 hexadecimal digits",
		"id":            "16 hexadecimal digits that stay: the same reading of the same text has the same id in every ledger",
		"kind":          "the kind of record: position, act, movement, count, quote, gap or office",
		"means":         "how people are moved: military_aircraft, civilian_aircraft, land, sea; any where not said",
		"unpublished":   "the collections that are not published through which alone it is seen, spaces between them; absent where everybody sees it",
		"estimated":     "whether there are too many to count one by one, so that the number is the database's estimate",
		"name":          "the name",
		"nationals":     "nationalities of the people, ISO 3166-1 alpha-3, where it concerns certain ones alone",
		"people":        "whose nationals, seen from the state that is asked: own, third (of other states) or any",
		"perhaps":       "ids of events that it may be the same as, because reports leave out what would tell",
		"place":         "the place, only where it concerns a certain one; null elsewhere",
		"reason":        "why, in words",
		"relation":      "how the later entry bears on the earlier one: carries_out, reverses, contradicts, answers; or same_event",
		"report":        "where it was read",
		"review":        "proposed (by the reader, not judged yet), accepted or amended",
		"reviewer":      "name of the account that decided",
		"sentence":      "the words of the report on which it rests, the newest where there are several",
		"sequence":      "line of the ledger's log, from 1",
		"since":         "the day from which it holds",
		"start":         "where it begins in the text, in Unicode code points, from 0",
		"state":         "the state, ISO 3166-1 alpha-3, XKX for Kosovo",
		"terms":         "the conditions of the stance, such as dignity, civilian_only or protocol",
		"verdict":       "yes, yes_with_terms, no, contested, unsettled or unknown",
		"word":          "whose word it is: of the state itself, of the report, or of another",

		// Where states stand.
		"Standing.on": "the day for which this holds", "Standing.rows": "what was said, a row for each thing that it was said of", "Standing.cells": "what follows from it, people by means; only what is known",
		"Row.stance": "accept, refuse, unsettled or contested; empty if only others spoke", "Row.contested": "the stance is contested: the word of the state contradicts itself and nothing decides", "Row.reason": "why it is contested",
		"Row.others": "what others said of it, where the state or the report speaks for itself", "Row.since": "day of the oldest entry that agrees without a break", "Row.review": "how many of the entries a person has judged",
		"accepted": "entries that a reviewer accepted or amended", "proposed": "entries that nobody has judged yet",
		"Said.stance": "what the other says that the stance is", "Said.date": "when that was said", "Said.entry": "id of the entry",
		"Change.before": "the stance before", "Change.after": "the stance from then on", "Change.date": "since when the new stance is known", "Change.terms": "of the new stance", "Change.entries": "of the new stance",

		// Would a state take people.
		"Would.question": "what was asked, as it was understood", "Would.entries": "the entries on which the answer rests, newest first", "Would.others": "what others say of it, which decides nothing where the state speaks for itself",
		"Would.parts": "the answer to each part of the question, where it has several nationalities or means", "Would.passed_over": "positions of the state on which the answer does not rest, and why", "Would.silences": "what the state is known not to have said, where the verdict is unknown",
		"Would.weighed": "each term of the stance: met, unmet or not said by the movement that was put", "Would.review": "how many of the entries a person has judged",
		"Passed.why": "a code of docs/semantics.md", "Passed.for": "id of the entry that stands before it",
		"Part.nationality": "of this part of the question", "term": "the condition", "TermAnswer.status": "met, unmet or not_said", "TermAnswer.entries": "the positions that carry it; of a cap also the figures that tell it",
		"Question.on": "the day asked about", "conditions": "how the proposed movement would be done", "place_in": "the state in which the place lies, if known",
		"number": "how many people", "notice": "whole days of notice given", "carrier": "who moves them: receiver, sender or private", "restraints": "people are moved in restraints", "identity": "nationality is verified and documents are issued before",
		"protocol": "an agreed procedure or agreement is in force", "voluntary": "everyone goes of their own will", "vulnerable": "children, families or sick people are among them", "criminals": "people with convictions: only, some, none",
		"paid": "the receiving state is paid, or its costs are", "temporary": "only until they are moved on", "safe": "each was found not to be at risk there",

		// Events and who tells of them.
		"reports": "texts that tell of it", "families": "of these, texts that are not copies of each other", "independent": "publishers of the originals of these, each once",
		"details": "what is said field by field, by which entries", "witnesses": "the entries that tell of it, by day of publication", "joins": "why the entries are one event",
		"Join.a": "id of an entry", "Join.b": "id of the entry that it was joined to", "Join.score": "see docs/events.md; 0 if a reviewer joined them", "reasons": "what they agree in",
		"field": "name of the field", "values": "what is said, what most texts say first", "value": "what is said", "Value.records": "ids of the entries that say it",
		"low": "the lowest that any report tells", "high": "the highest that any report tells", "told": "events of which any report gives the number",
		"Legs.first": "id of the earlier event", "Legs.then": "id of the later event", "Legs.people": "how many people are told of both",
		"PeriodTotals.since": "first day of the period; empty of movements of which no day is known", "PeriodTotals.until": "last day of the period", "PeriodTotals.totals": "by status",
		"AbroadTotals.place": "the usual name of the place", "AbroadTotals.in": "the state in which it lies", "AbroadTotals.run_by": "the state that runs it", "AbroadTotals.totals": "by status",
		"Total.status": "of the movements that are summed", "Total.events": "how many there are", "Total.flights": "planes, as far as told", "Total.people": "people, as far as told",
		"EventList.events": "the events of this part of the list", "List.entries": "the entries of this part of the list", "Event.confidence": "of the surest witness, 1 if a person judged one; 0 where nothing was estimated",

		// Places, promises, gaps, who was first.
		"names": "all names of it in reports", "PlaceReport.name": "the name told most often", "states": "in which it lies", "series": "figures of one kind by day; kinds are never mixed", "warnings": "where more people are to be sent than there is room for, as far as anything tells",
		"Series.kind": "existing or announced room, people held, sent or to be sent", "points": "oldest first", "approx": "no report gives it exactly", "Point.entry": "the first entry that tells it", "Point.event": "id of its event", "certain": "false if it follows only from the higher of several figures",
		"Warning.entries": "from which it follows: the transfer, the room, the people held", "open": "no confirmed connection carries it out or reverses it", "closed": "those that are carried out or reversed", "PromisePart.open": "those that are neither carried out nor reversed",
		"connections": "what later entries bear on it, by day", "Promise.actor": "who made it", "Promise.target": "at whom it is aimed", "Promise.type": "pledge, order or threaten", "Promise.id": "id of its event", "Promise.entry": "the first that tells of it",
		"Connection.entry": "the later entry, the first to tell of it", "Connection.event": "id of its event", "Connection.status": "proposed, confirmed or dropped", "Connection.decision": "line of the log at which it can be taken back; 0 if nobody has judged it", "rule": "the rule of docs/semantics.md or docs/events.md that proposes it; empty if a reviewer alone did",
		"gap": "what was not known", "AnsweredGap.by": "what answers it, the first first",
		"claim": "what was asked, as it was understood", "Claim.what": "a stance or a type of act", "Claim.target": "of an act: at whom it is aimed", "FirstPart.first": "absent if no state did it", "runners": "the others, by day", "partly": "who did it of certain nationals alone, where these are not asked about",
		"sure": "sure, likely or doubtful; empty without a first", "doubts": "what speaks against it", "FirstPart.reports": "read of the days before the last on which the first can have been, copies apart", "nearby": "of these, of the 30 days before it", "FirstPart.oldest": "day of the oldest report", "undated": "entries that tell it without any day",
		"Doubt.code": "a name of docs/semantics.md", "heavy": "makes the claim doubtful by itself", "earliest": "the first day on which it can have been", "latest": "the last day on which it can have been", "general": "a refusal of all means, of which the one asked about is one",

		// Reports and copies.
		"document": "SHA-256 of the text", "Shown.document": "the report in which it was read", "Page.document": "the report", "Member.document": "the report", "title": "its headline", "published": "its day of publication", "published_at": "time of publication in the zone of the page, RFC 3339",
		"lang": "language, BCP 47", "agency": "the agency whose text it is, if it is told", "publisher": "as the page tells", "byline": "who wrote it, as the page tells", "address": "on the web; of a file its name alone", "canonical": "the address that the page calls its own",
		"capture": "SHA-256 of the bytes captured", "taken": "when it was captured, UTC", "extractor": "version of what drew the text out of a page, PDF or table", "reader": "version of the reader", "corrections": "notices that the report was corrected, in its own words", "DocumentFact.records": "how many were read from it",
		"text": "the text, to which start and end refer", "Page.entries": "the entries read from it, in the order of the ledger", "amends": "id of the record in whose place a reviewer wrote this one", "Report.event": "id of the event to which the entry belongs; entries of one event share it", "Report.corroboration": "who tells of that event",
		"Family.origin": "the report that the others copy, as far as it is held", "members": "the copies", "whole": "false if only passages of it belong to the family", "passages": "what it has from the family; none for the origin", "Passage.from": "hash of the other text",
		"prefix": "what stands before it", "suffix": "what stands behind it", "Context.before": "the end of what stands before it", "Context.after": "the beginning of what stands after it", "fault": "how it disagrees with the text, if it does", "decisions": "of reviewers, oldest first", "Shown.kept": "when the ledger took it, UTC",
		"Publisher.first": "oldest day of publication", "Publisher.last": "newest day of publication", "Publisher.reports": "how many it published",
		"StateSummary.entries": "in which the state has any part", "positions": "how many of them are its positions", "kinds": "how many entries of each kind", "StateSummary.first": "oldest day of an entry", "StateSummary.last": "newest day of an entry",
		"Reread.before": "version of the reader that read it", "Reread.after": "version of the reader now", "added": "records that only the newer reader finds", "removed": "records that it finds no more", "changed": "records of which it reads fields otherwise", "same": "how many records both found", "Rewritten.before": "the record as it was read", "Rewritten.after": "the record as it is read now", "fields": "names of those that differ",

		// Searching and citing.
		"hits": "the best first", "beginnings": "what to ask for instead of q to find other forms of the words, such as refus*; only where few hits were found", "Findings.total": "hits in all", "more": "older hits were not looked at: total is the most that are ranked", "Finding.what": "entry or report", "Finding.entry": "absent of a report", "Finding.score": "the higher the better; of no use beyond one search", "snippet": "of the report's text, where the words stand", "marks": "the words, in order; none if they stand in the title or in a name only",
		"as": "the form of the citation", "citation": "the citation, as it is to be copied",

		// Review, the log and its proofs.
		"at": "when, UTC", "decision": "about one entry; absent of a link", "link": "about how entries hang together; absent of a decision", "Decision.what": "accept, reject, amend or undo", "Decision.record": "id of the record, as it was read or as it was amended to", "version": "id of the record that is answered from then on", "undoes": "line of the log of what is taken back",
		"Link.what": "accept if the entries hang together so, reject if they do not, undo if an earlier link is taken back", "these": "ids of records; where several are one event, all of them", "those": "ids of records to which these lead, or from which they are kept apart",
		"earlier": "the earlier entry", "later": "the later entry", "confirm": "what a reviewer would decide to confirm it, without a name and a reason", "drop": "what a reviewer would decide to drop it",
		"chain": "hash of the newest line, which chains all before it; empty without lines", "size": "lines of the log", "tree": "root of the Merkle tree over the lines", "Proof.form": "name of this form of proof", "lines": "the entry asked for first, then what it rests on", "Proof.since": "that the log only grew since then", "consistency": "hashes that show that the log only grew",
		"inclusion": "hashes that show that the line is in the tree", "leaf": "hash of the line as a leaf", "says": "what the content hash of the line is made of, in order", "Proven.what": "capture, document, record ...",

		// How the work goes.
		"jobs": "how many jobs there are", "State.jobs": "jobs by kind and state", "workers": "those that work first, then those that fell silent", "dead": "tried no more, the newest first", "failing": "failed and will be tried again, the next first", "errors": "by stage and source, the most frequent first", "actions": "what people did about dead jobs, the newest first", "lag": "how long captures waited until they were read",
		"queue": "jobs are handed out by a queue; false of a ledger in a file, where what is unread is the work", "Tally.kind": "kind of job", "Tally.state": "waiting, running, later, dead or done", "Tally.oldest": "when the first of them was made", "Job.id": "number of the job", "Job.kind": "kind of job", "Job.at": "when it began, will be tried again, or was given up", "about": "the address of a capture, a host, a part of a file", "attempts": "how often it was tried", "most": "how often it is tried at most", "line": "of the log, of a capture that is read; 0 else",
		"Action.what": "retry or drop", "Action.kind": "kind of job", "Action.by": "who did it", "job": "number of the job", "stage": "kind of job", "Fault.source": "host or file", "Fault.last": "when it failed last", "times": "how often it failed",
		"high_seconds": "19 of 20 waited no longer", "median_seconds": "half waited no longer", "longest_seconds": "the longest wait", "Lag.reports": "how many of the newest were counted", "Lag.since": "what was read after this is counted",
		"alive": "it was heard of lately", "does": "what it works on", "host": "name of its machine", "Worker.id": "its name", "process": "its number there", "queues": "of which it takes jobs", "seen": "when it was last heard of", "Worker.since": "when it began",
		"State.alerts": "to whom changes are told, by name", "Target.waiting": "changes that it has not taken yet", "Target.refused": "of those that wait, how many it was tried to tell and did not take", "Target.oldest": "when the oldest of those that wait was found", "Target.next": "when the next is tried",

		// Errors, as RFC 9457 has them.
		"type": "about:blank", "Problem.title": "name of the status", "Problem.status": "the HTTP status", "detail": "what is wrong with this question", "code": "invalid, not_found, not_yet ...; a program decides by this", "hint": "what helps",
	}
}
