package score

import (
	"encoding/json"
	"fmt"
	"path/filepath"

	"demarche"
)

// Annotated gives the annotated records of the report NAME of a folder, which
// holds NAME.txt and NAME.json, and with them a way to judge others.
type Annotated struct {
	flat    string
	records []record
}

// ReadAnnotated reads the report name and its annotated records from dir.
func ReadAnnotated(dir, name string) (*Annotated, error) {
	flat, err := readText(filepath.Join(dir, name+".txt"))
	if err != nil {
		return nil, err
	}
	records, err := readRecords(filepath.Join(dir, name+".json"), flat)
	if err != nil {
		return nil, err
	}
	return &Annotated{flat, records}, nil
}

// Names lists the annotated reports of a folder in order.
func Names(dir string) ([]string, error) { return annotated(dir) }

// Count gives the number of annotated records of a kind.
func (a *Annotated) Count(k demarche.Kind) int { return len(ofKind(a.records, k)) }

// Right tells for each of the records found in the report whether the strict
// matching pairs it with an annotated one.
func (a *Annotated) Right(found demarche.Records) ([]bool, error) {
	b, err := json.Marshal(found)
	if err != nil {
		return nil, fmt.Errorf("score: %w", err)
	}
	v, err := parseJSON(b)
	if err != nil {
		return nil, fmt.Errorf("score: %w", err)
	}
	list, _ := v.([]value)
	of := map[demarche.Kind][]record{}
	at := map[demarche.Kind][]int{}
	for i, r := range list {
		spans, err := locate(r, a.flat)
		if err != nil {
			return nil, fmt.Errorf("score: record %d: %w", i, err)
		}
		k := found[i].Shared().Kind
		of[k], at[k] = append(of[k], record{r, spans}), append(at[k], i)
	}
	right := make([]bool, len(found))
	for k, pred := range of {
		f, err := fieldsOf(k)
		if err != nil {
			return nil, err
		}
		for _, p := range match(ofKind(a.records, k), pred, f) {
			right[at[k][p.pred]] = true
		}
	}
	return right, nil
}

// Fits tells for each of the records whether it, taken alone, matches an annotated one.
func (a *Annotated) Fits(found demarche.Records) ([]bool, error) {
	fits := make([]bool, len(found))
	for i := range found {
		right, err := a.Right(found[i : i+1])
		if err != nil {
			return nil, err
		}
		fits[i] = right[0]
	}
	return fits, nil
}

// FieldFits tells for each of the records whether it has one field right, taken
// alone: whether an annotated record of its kind has the same there, of those
// whose evidence overlaps with its own and which agree with it in most of the
// other key fields.
func (a *Annotated) FieldFits(found demarche.Records, field string) ([]bool, error) {
	fits := make([]bool, len(found))
	for i, r := range found {
		f, err := fieldsOf(r.Shared().Kind)
		if err != nil {
			return nil, err
		}
		b, err := json.Marshal(r)
		if err != nil {
			return nil, fmt.Errorf("score: %w", err)
		}
		v, err := parseJSON(b)
		if err != nil {
			return nil, fmt.Errorf("score: %w", err)
		}
		spans, err := locate(v, a.flat)
		if err != nil {
			return nil, fmt.Errorf("score: record %d: %w", i, err)
		}
		fits[i] = fieldFits(ofKind(a.records, r.Shared().Kind), record{v, spans}, f, field)
	}
	return fits, nil
}

// fieldFits reports whether p has a field as one of the records has it that are nearest to it.
func fieldFits(gold []record, p record, f fields, field string) bool {
	most, fits := -1, false
	for _, g := range gold {
		if !overlap(g.spans, p.spans) {
			continue
		}
		others := 0
		for _, name := range f.key {
			if name != field && agreement(name, at(g.value, name), at(p.value, name)) == 1 {
				others++
			}
		}
		agrees := agreement(field, at(g.value, field), at(p.value, field)) == 1
		switch {
		case others > most:
			most, fits = others, agrees
		case others == most:
			fits = fits || agrees
		}
	}
	return fits
}
