package answers

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"demarche"
	"demarche/events"
)

// DatedBy says where the day of an entry comes from.
type DatedBy string

// The sources of a day.
const (
	ByRecord      DatedBy = "record"      // the report says when
	ByPublication DatedBy = "publication" // the report does not; its day of publication stands in
	Undated       DatedBy = "nothing"     // neither is known
)

// Item is an entry in a list. In JSON it is the record in the fields of the
// record model, with its id, and beside them "report": where it was read.
type Item struct {
	demarche.Entry
	Day     demarche.Date // when it happened, was said or held, as far as anything tells
	DatedBy DatedBy
	Told    *events.Witnesses // who tells of its event; nil if that was not asked, see Corroborate
	Event   string            // id of that event

	written *written // where its JSON is kept, if it is asked for often; nil if it is not
}

// written is the JSON of an item that stays as it is.
type written struct {
	once sync.Once
	json []byte
	err  error
}

// NewItem dates an entry.
func NewItem(e demarche.Entry) Item {
	d, by := dayOf(e)
	return Item{Entry: e, Day: d, DatedBy: by}
}

// dayOf gives the day of an entry: of the record, else of its report.
func dayOf(e demarche.Entry) (demarche.Date, DatedBy) {
	if d := e.Record.When(); d.Known() {
		return d, ByRecord
	}
	if e.Publish.Known() {
		return e.Publish, ByPublication
	}
	return "", Undated
}

// ID gives the id of the record.
func (i Item) ID() string { return i.Record.Shared().ID }

// Passage gives the piece of evidence that is shown for the entry: the first
// that is not the headline of the report, which says little of what follows;
// the headline if there is no other. It is empty if there is no evidence.
func (i Item) Passage() demarche.Selector {
	evidence := i.Record.Shared().Evidence
	for _, e := range evidence {
		if !isHeadline(e.Exact, i.Title) {
			return e
		}
	}
	if len(evidence) > 0 {
		return evidence[0]
	}
	return demarche.Selector{}
}

// Sentence gives the words of the piece of evidence that is shown for the entry.
func (i Item) Sentence() string { return i.Passage().Exact }

// isHeadline reports whether words are the title of a report or a part of it:
// a title often bears the name of its site behind the headline.
func isHeadline(words, title string) bool {
	some := false
	for w := range strings.FieldsSeq(words) { // of most evidence hardly a word stands in the title
		if some = strings.Contains(title, w); !some {
			return false
		}
	}
	return some && strings.Contains(strings.Join(strings.Fields(title), " "), strings.Join(strings.Fields(words), " "))
}

// Report says where an entry was read.
type Report struct {
	Document      string                `json:"document"` // SHA-256 of the text
	Name          string                `json:"name"`
	Title         string                `json:"title,omitempty"`
	Published     demarche.Date         `json:"published"`
	Day           demarche.Date         `json:"day"`      // of the entry
	DatedBy       DatedBy               `json:"dated_by"` // where that day comes from
	Review        demarche.ReviewStatus `json:"review"`
	Amends        string                `json:"amends,omitempty"` // id of the record in whose place a reviewer wrote this one
	Sequence      int64                 `json:"sequence"`
	Unpublished   string                `json:"unpublished,omitempty"`   // collections through which alone it is seen, spaces between them
	Event         string                `json:"event,omitempty"`         // the event to which the entry belongs; entries of one event share it
	Corroboration *events.Witnesses     `json:"corroboration,omitempty"` // who tells of the event to which the entry belongs
}

// Report gives where the item was read.
func (i Item) Report() Report {
	return Report{
		Document: i.Document, Name: i.Name, Title: i.Title, Published: i.Publish,
		Day: i.Day, DatedBy: i.DatedBy, Review: i.Review, Amends: i.Amends, Sequence: i.Sequence, Unpublished: i.Unpublished,
		Event: i.Event, Corroboration: i.Told,
	}
}

// MarshalJSON writes the record's own fields and "report".
func (i Item) MarshalJSON() ([]byte, error) {
	w, event, told := i.written, i.Event, i.Told
	if w == nil {
		return i.write()
	}
	w.once.Do(func() {
		i.Event, i.Told = "", nil // to which event it belongs, and who tells of it, changes without the entry
		w.json, w.err = i.write()
	})
	if w.err != nil || event == "" && told == nil {
		return w.json, w.err
	}
	last, err := json.Marshal(struct {
		Event         string            `json:"event,omitempty"`
		Corroboration *events.Witnesses `json:"corroboration,omitempty"`
	}{event, told})
	if err != nil {
		return nil, fmt.Errorf("write who tells of record %s: %w", i.ID(), err)
	}
	const end = "}}" // of the report, in which these are the last fields, and of the item
	return slices.Concat(w.json[:len(w.json)-len(end)], []byte(","), last[1:], []byte("}")), nil
}

func (i Item) write() ([]byte, error) {
	record, err := json.Marshal(i.Record)
	if err != nil {
		return nil, fmt.Errorf("write record %s: %w", i.ID(), err)
	}
	report, err := json.Marshal(i.Report())
	if err != nil {
		return nil, fmt.Errorf("write report of record %s: %w", i.ID(), err)
	}
	return slices.Concat(record[:len(record)-1], []byte(`,"report":`), report, []byte("}")), nil
}
