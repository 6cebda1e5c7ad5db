package exports

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/vocabulary"
)

// Form is a form in which the ledger is exported.
type Form struct {
	Name      string          // "csv", as it is asked for
	Media     string          // media type
	Extension string          // of files, "csv"
	About     string          // what is in it
	Standard  string          // where the form is defined
	Kinds     []demarche.Kind // of the records that it holds; none for all

	write func(*job) error
}

// Forms lists the forms.
func Forms() []Form {
	events := []demarche.Kind{demarche.KindPosition, demarche.KindAct, demarche.KindMovement}
	return []Form{
		{"csv", "text/csv", "csv", "records, one in a row", "RFC 4180; columns in the data dictionary", nil, writeCSV},
		{"jsonl", "application/x-ndjson", "jsonl", "records in the fields of the record model, with all evidence, one in a line", "JSON lines; fields in the data dictionary", nil, writeJSONL},
		{"webannotation", "application/ld+json", "jsonld", "the evidence of records as annotations of their reports", "W3C Web Annotation Data Model, 23 February 2017", nil, writeAnnotations},
		{"ftm", "application/x-ndjson", "ftm.json", "states, office holders, acts, movements and their reports as entities, one in a line", "FollowTheMoney 4", nil, writeFTM},
		{"csl", "application/vnd.citationstyles.csl+json", "csl.json", "the reports on which the records rest, to be cited", "CSL-JSON (csl-data.json, version 1.0)", nil, writeCSL},
		{"geojson", "application/geo+json", "geojson", "movements as lines and places with figures as points, each event once", "RFC 7946", []demarche.Kind{demarche.KindMovement, demarche.KindCount}, writeGeoJSON},
		{"plover", "text/csv", "plover.csv", "acts, positions and movements as coded events, each once, one in a row", "PLOVER (2021) and CAMEO 1.1b3", events, writePlover},
	}
}

// Find gives the form of a name.
func Find(name string) (Form, error) {
	all := Forms()
	if i := slices.IndexFunc(all, func(f Form) bool { return f.Name == name }); i >= 0 {
		return all[i], nil
	}
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = f.Name
	}
	return Form{}, &demarche.Error{Code: demarche.NotFound, Op: "export", Detail: fmt.Sprintf("%q is no form of export", name), Hint: "the forms are " + strings.Join(names, ", ")}
}

// Write writes what passes the filter in the form, as it comes, and tells how
// many records, events, entities or reports it wrote. Kinds of record that the
// form cannot hold are an error.
func (f Form) Write(ctx context.Context, a *answers.Answers, filter demarche.Filter, to io.Writer) (written int, err error) {
	if filter.Kinds, err = f.kinds(filter.Kinds); err != nil {
		return 0, err
	}
	j := &job{ctx: ctx, answers: a, filter: filter, out: bufio.NewWriter(to)}
	if err := f.write(j); err != nil {
		return j.written, fmt.Errorf("export as %s: %w", f.Name, err)
	}
	if err := j.out.Flush(); err != nil {
		return j.written, fmt.Errorf("export as %s: %w", f.Name, err)
	}
	return j.written, nil
}

func (f Form) kinds(asked []demarche.Kind) ([]demarche.Kind, error) {
	if len(f.Kinds) == 0 || len(asked) == 0 {
		return append(asked, f.Kinds...), nil
	}
	for _, k := range asked {
		if !slices.Contains(f.Kinds, k) {
			return nil, &demarche.Error{Code: demarche.Invalid, Op: "export", Detail: fmt.Sprintf("the form %s holds no records of the kind %s", f.Name, k),
				Hint: "it holds " + strings.ReplaceAll(joined(f.Kinds), ";", ", ")}
		}
	}
	return asked, nil
}

// job is an export under way.
type job struct {
	ctx     context.Context
	answers *answers.Answers
	filter  demarche.Filter
	out     *bufio.Writer
	written int

	last answers.DocumentFact // the report that was asked for last: entries of one report come together
}

// each goes through the entries.
func (j *job) each(take func(answers.Item) error) error { return j.answers.Each(j.ctx, j.filter, take) }

// events goes through the events.
func (j *job) events(take func(answers.Event) error) error {
	return j.answers.EachEvent(j.ctx, j.filter, take)
}

// report gives what is known about the report of an entry.
func (j *job) report(hash string) (answers.DocumentFact, error) {
	if j.last.Hash == hash {
		return j.last, nil
	}
	f, err := j.answers.Fact(j.ctx, hash)
	if err == nil {
		j.last = f
	}
	return f, err
}

// raw writes text as it is; the first error sticks and comes out of Flush.
func (j *job) raw(text string) { _, _ = j.out.WriteString(text) }

// json writes a value as JSON in one line, without the line's end.
func (j *job) json(v any) error {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	j.raw(strings.TrimSuffix(b.String(), "\n"))
	return nil
}

// element writes a value as an element of an array, with a comma before all but the first.
func (j *job) element(v any) error {
	if j.written > 0 {
		j.raw(",")
	}
	j.raw("\n")
	j.written++
	return j.json(v)
}

// names loads the names of states.
func (j *job) names() (*vocabulary.States, error) { return vocabulary.LoadStates() }

// address gives where a report can be read: the address that its page calls its
// own, else where it was captured, if that is of the web; else its hash as a URN.
func address(d answers.DocumentFact) string {
	for _, a := range []string{d.Canonical, d.Address} {
		if isWeb(a) {
			return a
		}
	}
	return "urn:sha256:" + d.Hash
}

func isWeb(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}
