package webfixture

import (
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// Camps gives the answers over figures of one camp through a year: its room,
// the room that is announced, people held there, sent there and to be sent.
func Camps(t testing.TB) (*answers.Answers, *ask.Words) {
	t.Helper()
	count := func(what demarche.CountWhat, value float64, unit string, day demarche.Date, sentence string) demarche.Record {
		return &demarche.Count{Common: rests(sentence), What: what, Value: value, Unit: unit, In: "CUB", Place: "Port Rosa camp", AsOf: day}
	}
	moved := func(status demarche.Status, people int, day demarche.Date, sentence string) demarche.Record {
		return &demarche.Movement{
			Common: rests(sentence), Status: status, Sender: "USA", Destination: "Port Rosa camp", DestinationState: "CUB", Means: demarche.MeansUnknown, People: &people, Date: day,
		}
	}
	one := func(name string, published demarche.Date, text string, records ...demarche.Record) Report {
		return report(name, name, published, text+"\n", records...)
	}
	return open(t, []Report{
		one("january.txt", "2025-01-30", "The camp at Port Rosa has beds for 120 people. It will be extended to hold 2,000, the president said. Another 500 are to be flown there by March.",
			count(demarche.Capacity, 120, "places", "2025-01-30", "The camp at Port Rosa has beds for 120 people."),
			count(demarche.Capacity, 2000, "places", "2025-01-30", "It will be extended to hold 2,000, the president said."),
			moved(demarche.Planned, 500, "2025-03", "Another 500 are to be flown there by March.")),
		one("february.txt", "2025-02-05", "Some 10 people were held at the camp on Tuesday. Ten people landed at the camp on Tuesday.",
			count(demarche.Held, 10, "people", "2025-02-04", "Some 10 people were held at the camp on Tuesday."),
			moved(demarche.Completed, 10, "2025-02-04", "Ten people landed at the camp on Tuesday.")),
		one("valentine.txt", "2025-02-14", "The camp held 98 people on Thursday. It has room for 200.",
			count(demarche.Held, 98, "people", "2025-02-13", "The camp held 98 people on Thursday."),
			count(demarche.Capacity, 200, "places", "2025-02-13", "It has room for 200.")),
		one("other.txt", "2025-02-14", "The camp held 110 people on Thursday, a lawyer said.",
			count(demarche.Held, 110, "people", "2025-02-13", "The camp held 110 people on Thursday, a lawyer said.")),
		one("late.txt", "2025-02-27", "The camp has room for 500 people. It held 40 in February. Sixty people were flown to it on Wednesday.",
			count(demarche.Capacity, 500, "places", "2025-02-26", "The camp has room for 500 people."),
			count(demarche.Held, 40, "people", "2025-02", "It held 40 in February."),
			moved(demarche.Completed, 60, "2025-02-26", "Sixty people were flown to it on Wednesday.")),
		one("undated.txt", "", "The camp held seven people when nobody looked.",
			count(demarche.Held, 7, "people", "", "The camp held seven people when nobody looked.")),
	})
}
