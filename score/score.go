// Package score measures records against annotated ones: how many of the
// annotated records were found, how many of those found are right, and how far
// their fields agree. It also checks annotated records against the record
// model.
//
// The figures are defined by the matching: two records can match when they are
// of one kind, their evidence overlaps, and every key field agrees; matching
// is one to one and maximal. The soft figure gives credit for the remaining
// fields too: the mean agreement of all fields over matched pairs, spread over
// the larger of the numbers of annotated and of found records.
package score

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

// fields of one kind of record: all of the key fields must agree for two
// records to match; the others count in the soft figure only.
type fields struct{ key, rest []string }

func (f fields) all() []string { return slices.Concat(f.key, f.rest) }

func fieldsOf(k demarche.Kind) (fields, error) {
	switch k {
	case demarche.KindPosition:
		return fields{[]string{"state", "stance", "people", "means", "place"}, []string{"from", "nationals", "terms", "by.state", "date"}}, nil
	case demarche.KindAct:
		return fields{[]string{"type", "actor", "target"}, []string{"by.state", "date"}}, nil
	case demarche.KindMovement:
		return fields{[]string{"destination_state", "status", "means", "people"}, []string{"sender", "origin", "destination", "flights", "nationals", "restrained", "date"}}, nil
	case demarche.KindCount:
		return fields{[]string{"what", "value", "of"}, []string{"unit", "in", "as_of", "source"}}, nil
	case demarche.KindQuote:
		return fields{[]string{"text", "by.name"}, []string{"by.state", "channel", "date"}}, nil
	case demarche.KindGap:
		return fields{[]string{"type", "who"}, nil}, nil
	case demarche.KindOffice:
		return fields{[]string{"name", "state"}, []string{"role"}}, nil
	}
	return fields{}, demarche.Errorf(demarche.Invalid, "score", "%q is not a kind of record", k)
}

// record is a record of a file with the places of its evidence in the report.
type record struct {
	value
	spans []demarche.Span // in characters of the report with its white space folded
}

// Compare scores every NAME.json of goldDir against the file of that name in
// predDir, for the given kinds of record, all of them if none is given. A
// missing prediction counts as no records, but a predDir without any is an
// error. Evidence is compared by its place in the text of the report,
// goldDir/NAME.txt.
func Compare(goldDir, predDir string, kinds []demarche.Kind) (*Result, error) {
	if len(kinds) == 0 {
		kinds = demarche.Kinds()
	}
	names, err := annotated(goldDir)
	if err != nil {
		return nil, err
	}
	res := &Result{Reports: len(names), kinds: make([]tally, len(kinds))}
	for i, k := range kinds {
		f, err := fieldsOf(k)
		if err != nil {
			return nil, err
		}
		res.kinds[i] = tally{kind: k, fields: f}
	}
	if !slices.ContainsFunc(names, func(name string) bool { return exists(filepath.Join(predDir, name+".json")) }) {
		return nil, &demarche.Error{Code: demarche.NotFound, Op: "score", Path: predDir, Detail: "no records of any report annotated in " + goldDir,
			Hint: "the folder should hold NAME.json for reports NAME.txt of the annotated folder: demarche read --out PRED GOLD/*.txt"}
	}
	for _, name := range names {
		flat, err := readText(filepath.Join(goldDir, name+".txt"))
		if err != nil {
			return nil, err
		}
		gold, err := readRecords(filepath.Join(goldDir, name+".json"), flat)
		if err != nil {
			return nil, err
		}
		var pred []record
		if path := filepath.Join(predDir, name+".json"); exists(path) {
			if pred, err = readRecords(path, flat); err != nil {
				return nil, err
			}
		}
		for i := range res.kinds {
			misses := res.kinds[i].add(name, ofKind(gold, res.kinds[i].kind), ofKind(pred, res.kinds[i].kind))
			res.misses = append(res.misses, misses...)
		}
	}
	return res, nil
}

// annotated lists the reports of a folder that have a file of records, in order of name.
func annotated(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, &demarche.Error{Code: demarche.NotFound, Op: "score", Path: dir, Detail: "cannot be read as a folder", Err: err}
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".json"); ok {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, &demarche.Error{Code: demarche.NotFound, Op: "score", Path: dir, Detail: "no annotated reports", Hint: "the folder should hold NAME.txt with NAME.json beside it"}
	}
	return names, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// readText reads a report and folds its white space.
func readText(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", &demarche.Error{Code: demarche.NotFound, Op: "score", Path: path, Detail: "the report cannot be read", Err: err}
	}
	if !utf8.Valid(b) {
		return "", demarche.Errorf(demarche.Invalid, "score", "%s is not valid UTF-8", path)
	}
	return foldSpace(string(b)), nil
}

// foldSpace makes every run of white space one blank.
func foldSpace(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	inSpace := false
	for _, r := range s {
		if isSpace(r) {
			if !inSpace {
				b.WriteByte(' ')
			}
			inSpace = true
			continue
		}
		inSpace = false
		b.WriteRune(r)
	}
	return b.String()
}

// isSpace is unicode.IsSpace with the four ASCII separators, which count as
// white space in evidence.
func isSpace(r rune) bool { return unicode.IsSpace(r) || '\x1c' <= r && r <= '\x1f' }

// readRecords reads a file of records and finds their evidence in the report.
func readRecords(path, flat string) ([]record, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, &demarche.Error{Code: demarche.NotFound, Op: "score", Path: path, Detail: "the records cannot be read", Err: err}
	}
	v, err := parseJSON(b)
	if err != nil {
		return nil, &demarche.Error{Code: demarche.Invalid, Op: "score", Path: path, Detail: "not a file of records", Err: err}
	}
	list, ok := get(v, "records").([]value)
	if !ok {
		return nil, demarche.Errorf(demarche.Invalid, "score", "%s has no list of records", path)
	}
	records := make([]record, len(list))
	for i, r := range list {
		spans, err := locate(r, flat)
		if err != nil {
			return nil, demarche.Errorf(demarche.Invalid, "score", "%s: record %d: %w", path, i, err)
		}
		records[i] = record{r, spans}
	}
	return records, nil
}

// locate finds the evidence of a record in the report. A piece that is not
// there has no span.
func locate(r value, flat string) ([]demarche.Span, error) {
	o, ok := r.(*object)
	if !ok {
		return nil, fmt.Errorf("not an object")
	}
	if _, ok := o.fields["kind"]; !ok {
		return nil, fmt.Errorf("no kind")
	}
	pieces, err := evidence(r)
	if err != nil {
		return nil, err
	}
	var spans []demarche.Span
	for _, p := range pieces {
		if i := strings.Index(flat, strings.TrimFunc(foldSpace(p), isSpace)); i >= 0 {
			start := utf8.RuneCountInString(flat[:i])
			spans = append(spans, demarche.Span{Start: start, End: start + utf8.RuneCountInString(p)})
		}
	}
	return spans, nil
}

// evidence gives the words of each piece of evidence, which may be a text or
// an object with its words in "exact" or "text". A text in place of the list
// is read as a list of its characters.
func evidence(r value) ([]string, error) {
	v := get(r, "evidence")
	if !truthy(v) {
		return nil, nil
	}
	var pieces []string
	switch v := v.(type) {
	case string:
		for _, c := range v {
			pieces = append(pieces, string(c))
		}
		return pieces, nil
	case []value:
		for _, e := range v {
			words := e
			if o, ok := e.(*object); ok {
				if words, ok = o.fields["exact"]; !ok {
					if words, ok = o.fields["text"]; !ok {
						words = ""
					}
				}
			}
			s, ok := words.(string)
			if !ok {
				return nil, fmt.Errorf("evidence that is no text")
			}
			pieces = append(pieces, s)
		}
		return pieces, nil
	}
	return nil, fmt.Errorf("evidence that is no list")
}

func ofKind(records []record, k demarche.Kind) []record {
	var of []record
	for _, r := range records {
		if get(r.value, "kind") == string(k) {
			of = append(of, r)
		}
	}
	return of
}
