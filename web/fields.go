package web

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"demarche"
	"demarche/phrases"
)

// fields lists the fields of a record that say something, in the order of the
// record model and in the words of the pages: states by name with their code,
// values of the model as they are read, days as they are written. Kind, id and
// evidence stand elsewhere; programs read the codes in the JSON of the entry.
func (n Names) fields(r demarche.Record) []field {
	said, err := saidBy(r)
	if err != nil {
		return []field{{"Error", err.Error()}}
	}
	kind := r.Shared().Kind
	var out []field
	for _, f := range formFields(kind) {
		if v := n.value(f, said[f.Name]); v != "" {
			out = append(out, field{fieldOf(r, f.Name), v})
		}
	}
	if c := certainty(r); c != "" {
		out = append(out, field{readerField, c})
	}
	return out
}

// readerField names the line that tells how sure the reader was, which is no field of the record.
const readerField = "The reader"

// fieldWord names a field where it is read: as in the form, without what the form asks for.
func fieldWord(k demarche.Kind, name string) string {
	text, _, _ := strings.Cut(label(k, name), " (")
	return text
}

// fieldOf names a field of a record: a tariff is put on goods and taken by a
// state, where other figures count nationals in one.
func fieldOf(r demarche.Record, name string) string {
	if c, ok := r.(*demarche.Count); ok && c.What == demarche.Tariff {
		if word := map[string]string{"of": "On goods of", "in": "Taken by"}[name]; word != "" {
			return word
		}
	}
	return fieldWord(r.Shared().Kind, name)
}

// saidBy gives what a record says, as a form sends it.
func saidBy(r demarche.Record) (url.Values, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	var said map[string]any
	if err := json.Unmarshal(b, &said); err != nil {
		return nil, err
	}
	values := url.Values{}
	flatten(values, said)
	return values, nil
}

// unitWords name units whose codes are not words. It is read only.
var unitWords = map[string]string{"usd": "US dollars", "eur": "euros", "gbp": "pounds sterling"}

// value writes what a field holds for reading; nothing where it says nothing.
func (n Names) value(f demarche.RecordField, values []string) string {
	words := make([]string, 0, len(values))
	for _, v := range values {
		if v == "" {
			continue
		}
		switch f.Type {
		case demarche.StateField, demarche.StatesField, demarche.PartyField:
			v = n.coded(v)
		case demarche.ChoiceField, demarche.ChoicesField:
			if v = orElse(unitWords[v], word(v)); f.Name == "what" {
				v = orElse(countPhrases[demarche.CountWhat(values[0])], v)
			}
		case demarche.DateField:
			v = day(demarche.Date(v))
		case demarche.YesNoField, demarche.MaybeField:
			if v = map[string]string{"true": "yes", "false": "no"}[v]; f.Type == demarche.YesNoField && v == "no" {
				continue // the usual case says nothing
			}
		case demarche.WholeField, demarche.NumberField:
			if number, err := strconv.ParseFloat(v, 64); err == nil {
				v = phrases.Number(number)
			}
		}
		words = append(words, v)
	}
	return strings.Join(words, ", ")
}

// coded names a state with its code, "Colombia (COL)"; what is no state's code stays as it is.
func (n Names) coded(v string) string {
	if !demarche.IsStateCode(v) {
		return v
	}
	if name := n.State(demarche.State(v)); name != v {
		return name + " (" + v + ")"
	}
	return v
}

// isoDay matches a day as programs write it.
var isoDay = regexp.MustCompile(`\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b`)

// inWords writes the days in a text of the program as pages write them, and
// begins it with a large letter.
func inWords(text string) string {
	return capital(isoDay.ReplaceAllStringFunc(text, func(d string) string { return day(demarche.Date(d)) }))
}

// lone matches what may be the code of a state within a text.
var lone = regexp.MustCompile(`\b[A-Z]{3}\b`)

// spelt names the states whose codes stand in a text of the program.
func (n Names) spelt(text string) string {
	return lone.ReplaceAllStringFunc(text, func(code string) string {
		if demarche.IsStateCode(code) {
			return n.the(demarche.State(code))
		}
		return code
	})
}
