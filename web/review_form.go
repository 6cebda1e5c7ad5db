package web

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"demarche"
)

// amendForm is the form in which a record is written as it should be, made
// from the record model.
type amendForm struct {
	Kind    demarche.Kind
	Fields  []formField
	Problem string // of the whole
}

// formField is a field of the form.
type formField struct {
	demarche.RecordField
	Label   string
	Value   string
	Options []formOption
	Problem string
}

type formOption struct {
	Value, Word string
	Chosen      bool
}

// List names the list of suggestions of the field.
func (f formField) List() string {
	if f.Type == demarche.StateField || f.Type == demarche.PartyField {
		return "state-names"
	}
	return ""
}

// labels name fields whose names in the record model say too little on a page. It is read only.
var labels = map[string]string{
	"from": "Sending state", "people": "Whose nationals", "nationals": "Nationals of (states, with commas)", "by.name": "Said by: name", "by.role": "Said by: role", "by.state": "Said by: state",
	"max": "At most", "approx": "About", "of": "Nationals of", "in": "In the state", "as_of": "Held as of", "source": "Who counts", "what": "What is counted",
	"date": "Date (day, month or year)", "destination_state": "State of the destination", "who": "Who did not say", "state": "State", "restrained": "In restraints",
}

// label names a field on a page.
func label(k demarche.Kind, name string) string {
	if k == demarche.KindMovement && name == "people" {
		return "People"
	}
	return orElse(labels[name], capital(word(name)))
}

// amendForm gives the form with what a record says.
func (s *site) amendForm(r demarche.Record) amendForm {
	values, err := saidBy(r)
	f := s.filledForm(r.Shared().Kind, values)
	if err != nil {
		f.Problem = err.Error()
	}
	return f
}

// flatten writes the fields of a record as a form sends them.
func flatten(into url.Values, said map[string]any) {
	for name, v := range said {
		switch v := v.(type) {
		case string:
			into.Set(name, v)
		case float64:
			into.Set(name, strconv.FormatFloat(v, 'f', -1, 64))
		case bool:
			into.Set(name, strconv.FormatBool(v))
		case []any:
			for _, x := range v {
				if text, ok := x.(string); ok {
					into.Add(name, text)
				}
			}
		case map[string]any:
			for inner, x := range v {
				if text, ok := x.(string); ok {
					into.Set(name+"."+inner, text)
				}
			}
		}
	}
}

// formFields lists the fields of a form: those of the record model, a speaker in its three parts.
func formFields(k demarche.Kind) []demarche.RecordField {
	var out []demarche.RecordField
	for _, f := range demarche.RecordFields(k) {
		if f.Type != demarche.SpeakerField {
			out = append(out, f)
			continue
		}
		out = append(out, demarche.RecordField{Name: f.Name + ".name", Type: demarche.TextField},
			demarche.RecordField{Name: f.Name + ".role", Type: demarche.TextField}, demarche.RecordField{Name: f.Name + ".state", Type: demarche.StateField})
	}
	return out
}

// filledForm gives the form of a kind with values as a form sends them.
func (s *site) filledForm(k demarche.Kind, values url.Values) amendForm {
	form := amendForm{Kind: k}
	for _, f := range formFields(k) {
		v := formField{RecordField: f, Label: label(k, f.Name), Value: values.Get(f.Name)}
		switch f.Type {
		case demarche.ChoiceField, demarche.ChoicesField:
			for _, c := range f.Choices {
				v.Options = append(v.Options, formOption{c, orElse(capital(word(c)), "not known"), slices.Contains(values[f.Name], c) || c == v.Value && f.Type == demarche.ChoiceField})
			}
		case demarche.MaybeField:
			v.Options = []formOption{{"", "not said", v.Value == ""}, {"true", "yes", v.Value == "true"}, {"false", "no", v.Value == "false"}}
		case demarche.StateField, demarche.PartyField:
			v.Value = s.stateWord(v.Value)
		case demarche.StatesField:
			names := make([]string, 0, len(values[f.Name]))
			for _, c := range values[f.Name] {
				names = append(names, s.stateWord(c))
			}
			v.Value = strings.Join(names, ", ")
		}
		form.Fields = append(form.Fields, v)
	}
	return form
}

// stateWord names a state by its code where that has a name; other words stay.
func (s *site) stateWord(text string) string {
	if demarche.IsStateCode(text) {
		return s.names.State(demarche.State(text))
	}
	return text
}

// amendedIn reads the record that a form writes in the place of another. The
// evidence is that of the other, to the character. With an error it gives the
// form as it was sent, and what is wrong with which field.
func (s *site) amendedIn(original demarche.Record, sent url.Values) (amendForm, demarche.Record, error) {
	shared := original.Shared()
	sent = recordFields(sent)
	form := s.filledForm(shared.Kind, sent)
	said := map[string]any{"kind": shared.Kind, "evidence": shared.Evidence}
	wrong := ""
	for i, f := range form.Fields {
		v, err := s.valueOf(f.RecordField, sent)
		if err != nil {
			form.Fields[i].Problem = told(err)
			wrong = orElse(wrong, form.Fields[i].Label+": "+told(err))
			continue
		}
		put(said, f.Name, v)
	}
	if wrong != "" {
		return form, nil, &demarche.Error{Code: demarche.Invalid, Op: "amend", Detail: wrong, Hint: "nothing was kept"}
	}
	b, err := json.Marshal(said)
	if err != nil {
		return form, nil, err
	}
	r, err := demarche.ParseRecord(b)
	if err == nil {
		err = r.Check()
	}
	if err != nil {
		return form, nil, &demarche.Error{Code: demarche.Invalid, Op: "amend", Detail: "this does not fit the record model", Err: err, Hint: "nothing was kept"}
	}
	return form, r, nil
}

// recordFields gives the fields of a form that are of the record: those that
// begin with "r.", without that. Others say what is to be done with it.
func recordFields(sent url.Values) url.Values {
	out := url.Values{}
	for name, values := range sent {
		if field, ok := strings.CutPrefix(name, "r."); ok {
			out[field] = values
		}
	}
	return out
}

// put puts a value into a record; that of "by.name" into the field name of by.
func put(said map[string]any, name string, value any) {
	outer, inner, nested := strings.Cut(name, ".")
	if !nested {
		said[outer] = value
		return
	}
	if value == nil {
		return
	}
	within, ok := said[outer].(map[string]any)
	if !ok {
		within = map[string]any{}
		said[outer] = within
	}
	within[inner] = value
}

// valueOf reads what a form says in a field; nil is unknown.
func (s *site) valueOf(f demarche.RecordField, sent url.Values) (any, error) {
	text := strings.TrimSpace(sent.Get(f.Name))
	bad := func(detail string) error { return &demarche.Error{Code: demarche.Invalid, Op: "amend", Detail: detail} }
	switch f.Type {
	case demarche.ChoicesField:
		return append([]string{}, sent[f.Name]...), nil
	case demarche.StatesField:
		return s.words.StateList(text)
	case demarche.YesNoField:
		return text == "true", nil
	}
	if text == "" && f.Required {
		return nil, bad("this must be said")
	}
	if text == "" {
		return nil, nil
	}
	switch f.Type {
	case demarche.MaybeField:
		return text == "true", nil
	case demarche.WholeField:
		n, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
		if err != nil || n < 0 {
			return nil, bad("this is no whole number")
		}
		return n, nil
	case demarche.NumberField:
		n, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
		if err != nil || n != n || n > 1e18 || n < -1e18 {
			return nil, bad("this is no number")
		}
		return n, nil
	case demarche.DateField:
		return demarche.ParseDate(text)
	case demarche.StateField:
		return s.words.State(text)
	case demarche.PartyField:
		if state, err := s.words.State(text); err == nil {
			return state, nil
		}
	}
	return text, nil
}
