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
	return &model{captures: map[string]bool{}, texts: map[string]*text{}, first: map[string]int{}}
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

// entries gives what Entries must give, without sequence and time.
func (m *model) entries(f demarche.Filter) []demarche.Entry {
	var all []demarche.Entry
	for hash, k := range m.texts {
		d := k.chosen().document
		for _, r := range k.current().records {
			e := demarche.Entry{Record: r, Document: hash, Name: d.Name, Title: d.Title, Publish: d.Published, Review: demarche.Proposed}
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
	switch {
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
