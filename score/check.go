package score

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"demarche"
	"demarche/vocabulary"
)

// Checked is the result of holding annotated records against the record model.
type Checked struct {
	Records map[demarche.Kind]int `json:"records"` // records of each known kind
	Faults  []string              `json:"faults"`  // in words, with the file and the number of the record from 0
}

// Total gives the number of records of known kinds.
func (c *Checked) Total() int {
	n := 0
	for _, k := range demarche.Kinds() {
		n += c.Records[k]
	}
	return n
}

// WriteText writes the faults, one a line, and a closing line with the numbers.
func (c *Checked) WriteText(w io.Writer) error {
	for _, f := range c.Faults {
		if _, err := fmt.Fprintln(w, f); err != nil {
			return err
		}
	}
	parts := make([]string, 0, len(c.Records))
	for _, k := range demarche.Kinds() {
		parts = append(parts, fmt.Sprintf("%s %d", k, c.Records[k]))
	}
	_, err := fmt.Fprintf(w, "%d records checked, %d faults: %s\n", c.Total(), len(c.Faults), strings.Join(parts, ", "))
	return err
}

// Check holds the records of every NAME.json in dir against the record model
// and against the report beside it, NAME.txt: kinds, fields and values that
// the model knows, states and dates that exist, and evidence that stands in
// the report word for word, white space aside.
func Check(dir string) (*Checked, error) {
	states, err := vocabulary.LoadStates()
	if err != nil {
		return nil, err
	}
	names, err := annotated(dir)
	if err != nil {
		return nil, err
	}
	checked := &Checked{Records: map[demarche.Kind]int{}}
	for _, name := range names {
		flat, err := readText(filepath.Join(dir, name+".txt"))
		if err != nil {
			return nil, err
		}
		path := filepath.Join(dir, name+".json")
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, &demarche.Error{Code: demarche.NotFound, Op: "check", Path: path, Detail: "the records cannot be read", Err: err}
		}
		var file struct{ Records []json.RawMessage }
		if err := json.Unmarshal(b, &file); err != nil {
			return nil, &demarche.Error{Code: demarche.Invalid, Op: "check", Path: path, Detail: "not a file of records", Err: err}
		}
		for i, raw := range file.Records {
			kind, faults := check(raw, flat, states)
			if kind != "" {
				checked.Records[kind]++
			}
			for _, f := range faults {
				checked.Faults = append(checked.Faults, fmt.Sprintf("%s record %d: %s", filepath.Base(path), i, f))
			}
		}
	}
	return checked, nil
}

// check gives the kind of a record, empty if it cannot be read, and what is wrong with it.
func check(raw []byte, flat string, states *vocabulary.States) (kind demarche.Kind, faults []string) {
	r, err := demarche.ParseRecord(raw)
	if err != nil {
		return "", []string{err.Error()}
	}
	kind = r.Shared().Kind
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("%s: "+format, append([]any{kind}, args...)...))
	}
	if err := r.Check(); err != nil {
		fault("%v", err)
	}
	if kind == demarche.KindCount && missing(raw, "value") {
		fault("value is missing")
	}
	for _, s := range statesOf(r) {
		if s != "" && !states.Known(s) {
			fault("%q is not a state's code", s)
		}
	}
	for _, e := range r.Shared().Evidence {
		if !strings.Contains(flat, strings.TrimFunc(foldSpace(e.Exact), isSpace)) {
			fault("evidence is not in the report: %q", clip(e.Exact, 80))
		}
	}
	return kind, faults
}

// missing reports whether a field that cannot be told from zero once it is
// read is absent or null.
func missing(raw []byte, field string) bool {
	var fields map[string]any
	return json.Unmarshal(raw, &fields) != nil || fields[field] == nil
}

// statesOf gives every field of a record that must be a state's code or empty.
func statesOf(r demarche.Record) []demarche.State {
	var states []demarche.State
	switch r := r.(type) {
	case *demarche.Position:
		states = append(slices.Clone(r.Nationals), r.State, r.From)
	case *demarche.Movement:
		states = append(slices.Clone(r.Nationals), r.Sender, r.DestinationState)
	case *demarche.Count:
		states = []demarche.State{r.Of, r.In}
	case *demarche.Office:
		states = []demarche.State{r.State}
	}
	if by := r.Says(); by != nil {
		states = append(states, by.State)
	}
	return states
}
