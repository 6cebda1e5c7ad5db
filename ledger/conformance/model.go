package conformance

import (
	"encoding/json"
	"slices"
	"strings"

	"demarche"
)

// model answers as a ledger must, from memory and in the plainest way. It
// shares no code with the stores.
type model struct {
	captures map[string]bool
	texts    map[string]*text
	order    []string       // hashes of texts as they came
	first    map[string]int // ids of records as they came
	decided  map[string][]decided
	written  map[string]demarche.Record // by reviewers
	asRead   map[string]string          // id of what a reviewer wrote last in place of which
}

// decided is a decision that is not taken back.
type decided struct {
	what    demarche.Judgement
	version string
}

type text struct {
	tellings []telling
	readings []reading
}

type telling struct {
	capture  string
	document demarche.Document
	report   Report
}

type reading struct {
	published demarche.Date
	reader    string
	records   demarche.Records
}

func newModel() *model {
	return &model{captures: map[string]bool{}, texts: map[string]*text{}, first: map[string]int{}, decided: map[string][]decided{},
		written: map[string]demarche.Record{}, asRead: map[string]string{}}
}

func (m *model) add(r Report) demarche.Outcome {
	outcome := demarche.Already
	capture := r.Capture.Hash() + " " + r.Capture.Address
	if !m.captures[capture] {
		m.captures[capture], outcome = true, demarche.Added
	}
	hash := r.Document.Hash()
	k := m.texts[hash]
	if k == nil {
		k = &text{}
		m.texts[hash], m.order = k, append(m.order, hash)
	}
	if !k.heard(capture, r.Document) {
		k.tellings, outcome = append(k.tellings, telling{capture, r.Document, r}), demarche.Added
	}
	if !k.read(r) {
		k.readings, outcome = append(k.readings, reading{r.Document.Published, r.Reading.Doc.Reader, r.Reading.Records}), demarche.Added
		for _, record := range r.Reading.Records {
			if id := record.Shared().ID; m.first[id] == 0 {
				m.first[id] = len(m.first) + 1
			}
		}
	}
	return outcome
}

// heard reports whether the capture's latest telling of the text was the same.
func (k *text) heard(capture string, d demarche.Document) bool {
	for _, t := range slices.Backward(k.tellings) {
		if t.capture == capture {
			return t.document == d
		}
	}
	return false
}

func (k *text) read(r Report) bool {
	return slices.ContainsFunc(k.readings, func(had reading) bool {
		return had.published == r.Document.Published && had.reader == r.Reading.Doc.Reader
	})
}

// chosen gives the telling that answers go by: of each capture the last with a
// day, or else the last; of those the first published.
func (k *text) chosen() telling {
	var best telling
	var seen []string
	for _, t := range k.tellings {
		if slices.Contains(seen, t.capture) {
			continue
		}
		seen = append(seen, t.capture)
		for _, later := range k.tellings {
			if later.capture == t.capture && (later.document.Published != "" || t.document.Published == "") {
				t = later
			}
		}
		if d, b := t.document.Published, best.document.Published; best.capture == "" || d != "" && (b == "" || d < b) {
			best = t
		}
	}
	return best
}

func (k *text) current() reading {
	day := k.chosen().document.Published
	for _, r := range slices.Backward(k.readings) {
		if r.published == day {
			return r
		}
	}
	return reading{}
}

// decide keeps a decision about a record by its id; amended is what a reviewer
// wrote, with its id. It reports whether there was something to undo.
func (m *model) decide(id string, what demarche.Judgement, amended demarche.Record) bool {
	record := m.read(id)
	stack := m.decided[record]
	switch what {
	case demarche.ToUndo:
		if len(stack) == 0 {
			return false
		}
		m.decided[record] = stack[:len(stack)-1]
		return true
	case demarche.ToAmend:
		id = amended.Shared().ID
		m.written[id] = amended
		if m.first[id] == 0 {
			m.first[id] = len(m.first) + 1
		}
	case demarche.ToReject:
		id = record
	}
	if id != record {
		m.asRead[id] = record
	}
	if len(stack) == 0 || stack[len(stack)-1] != (decided{what, id}) {
		m.decided[record] = append(slices.Clone(stack), decided{what, id})
	}
	return true
}

// holds reports whether any reading has a record.
func (m *model) holds(id string) bool {
	for _, k := range m.texts {
		for _, r := range k.readings {
			if slices.ContainsFunc(r.records, func(r demarche.Record) bool { return r.Shared().ID == id }) {
				return true
			}
		}
	}
	return false
}

// review gives the status of a record and what is answered in its place.
func (m *model) review(id string) (demarche.ReviewStatus, string) {
	stack := m.decided[id]
	if len(stack) == 0 {
		return demarche.Proposed, id
	}
	switch top := stack[len(stack)-1]; {
	case top.what == demarche.ToReject:
		return demarche.Rejected, id
	case top.version != id:
		return demarche.Amended, top.version
	}
	return demarche.Accepted, id
}

// entries gives what Entries must give, without sequence and time.
func (m *model) entries(f demarche.Filter) []demarche.Entry {
	var all []demarche.Entry
	for hash, k := range m.texts {
		d, records := k.chosen().document, k.current().records
		shown := map[string]bool{}
		for _, r := range records {
			shown[r.Shared().ID] = true
		}
		inOrder := slices.SortedFunc(slices.Values(records), func(a, b demarche.Record) int { return m.first[a.Shared().ID] - m.first[b.Shared().ID] })
		for _, r := range inOrder {
			status, version := m.review(r.Shared().ID)
			if status == demarche.Amended {
				if shown[version] {
					continue
				}
				shown[version] = true
				confidence := r.Shared().Confidence
				r = m.written[version]
				r.Shared().Confidence = confidence
			}
			e := demarche.Entry{Record: r, Document: hash, Name: d.Name, Title: d.Title, Publish: d.Published, Review: status}
			if passes(f, e) {
				all = append(all, e)
			}
		}
	}
	slices.SortFunc(all, func(a, b demarche.Entry) int {
		return m.first[a.Record.Shared().ID] - m.first[b.Record.Shared().ID]
	})
	return all
}

// documents gives what Documents must give, without sequence.
func (m *model) documents() []demarche.Kept {
	var all []demarche.Kept
	for _, hash := range m.order {
		k := m.texts[hash]
		t := k.chosen()
		kept := demarche.Kept{Document: t.document, Hash: hash, Address: t.report.Capture.Address, Taken: t.report.Capture.Taken, Reader: k.current().reader}
		kept.Text = ""
		all = append(all, kept)
	}
	return all
}

func passes(f demarche.Filter, e demarche.Entry) bool {
	fields := fieldsOf(e.Record)
	day := e.Record.When()
	if day == "" {
		day = e.Publish
	}
	judged := e.Review == demarche.Accepted || e.Review == demarche.Amended
	switch {
	case f.ReviewedOnly && !judged, !f.Rejected && e.Review == demarche.Rejected:
	case len(f.Kinds) > 0 && !slices.Contains(f.Kinds, e.Record.Shared().Kind):
	case f.State != "" && !mentions(fields, string(f.State)):
	case f.FromState != "" && fields["from"] != string(f.FromState) && fields["sender"] != string(f.FromState):
	case f.ToState != "" && !receives(fields, string(f.ToState)):
	case f.Document != "" && f.Document != e.Document:
	case (f.Since != "" || f.Until != "") && day == "":
	case f.Since != "" && day.Last().Before(f.Since.First()):
	case f.Until != "" && day.First().After(f.Until.Last()):
	case f.Name != "" && !strings.Contains(spelled(nameOf(fields)), spelled(f.Name)):
	default:
		return true
	}
	return false
}

// fieldsOf gives the fields of a record that can hold a state or a name.
func fieldsOf(r demarche.Record) map[string]any {
	b, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		panic(err)
	}
	for _, words := range []string{"evidence", "text", "about", "id"} {
		delete(fields, words)
	}
	return fields
}

// mentions looks for a state's code anywhere in a record.
func mentions(v any, state string) bool {
	switch v := v.(type) {
	case string:
		return v == state
	case []any:
		return slices.ContainsFunc(v, func(x any) bool { return mentions(x, state) })
	case map[string]any:
		for _, x := range v {
			if mentions(x, state) {
				return true
			}
		}
	}
	return false
}

func receives(fields map[string]any, state string) bool {
	return fields["kind"] == "position" && fields["state"] == state || fields["destination_state"] == state
}

func nameOf(fields map[string]any) string {
	if by, ok := fields["by"].(map[string]any); ok {
		name, _ := by["name"].(string)
		return name
	}
	name, _ := fields["name"].(string)
	return name
}

// spelled writes the names of this suite, and what is asked for, without
// letter case and accents, by a list.
func spelled(name string) string {
	return strings.NewReplacer("ë", "e", "Ñ", "n", "ñ", "n", "ú", "u", "Æ", "æ", "Å", "a", "å", "a", "ö", "o", "İ", "i", "ß", "ss",
		"Д", "д", "И", "и", "é", "e").Replace(strings.ToLower(strings.NewReplacer("İ", "i").Replace(name)))
}
