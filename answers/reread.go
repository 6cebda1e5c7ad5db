package answers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"demarche"
)

// Reread is what the newest version of the reader reads otherwise in a report
// than the version before it.
type Reread struct {
	Document string            `json:"document"` // SHA-256 of the text
	Name     string            `json:"name"`
	Before   string            `json:"before"` // version of the reader
	After    string            `json:"after"`
	Same     int               `json:"same"` // records that both found
	Changed  []Rewritten       `json:"changed"`
	Removed  []demarche.Record `json:"removed"`
	Added    []demarche.Record `json:"added"`
}

// Rewritten is a record that both versions read from the same words, in other fields.
type Rewritten struct {
	Before demarche.Record `json:"before"`
	After  demarche.Record `json:"after"`
	Fields []string        `json:"fields"` // those that differ, sorted
}

// Rereads compares, for a report by the hash of its text or a beginning of it,
// or for all reports, the reading that answers go by with the one before it by
// another version of the reader. Reports that only one version read are left out.
func (a *Answers) Rereads(ctx context.Context, hash string) ([]Reread, error) {
	kept, err := a.reports(ctx, hash)
	if err != nil {
		return nil, err
	}
	out := []Reread{}
	for _, k := range kept {
		readings, err := a.ledger.Readings(ctx, k.Hash)
		if err != nil {
			return nil, fmt.Errorf("readings of %s: %w", k.Name, err)
		}
		if before, after, ok := lastTwo(k, readings); ok {
			r := compareReadings(before.Records, after.Records)
			r.Document, r.Name, r.Before, r.After = k.Hash, k.Name, before.Reader, after.Reader
			out = append(out, r)
		}
	}
	return out, nil
}

func (a *Answers) reports(ctx context.Context, hash string) ([]demarche.Kept, error) {
	if hash == "" {
		return a.ledger.Documents(ctx)
	}
	k, err := a.ledger.Document(ctx, hash)
	return []demarche.Kept{k}, err
}

// lastTwo gives the reading that answers go by, the newest of the report's day,
// and the newest before it of that day by another version.
func lastTwo(k demarche.Kept, readings []demarche.KeptReading) (before, after demarche.KeptReading, ok bool) {
	for _, r := range slices.Backward(readings) {
		switch {
		case r.Published != k.Published:
		case after.Sequence == 0:
			after = r
		case r.Reader != after.Reader:
			return r, after, true
		}
	}
	return before, after, false
}

// compareReadings pairs what is only in one of two readings by kind and evidence.
func compareReadings(before, after demarche.Records) Reread {
	out := Reread{Changed: []Rewritten{}, Removed: []demarche.Record{}, Added: []demarche.Record{}}
	has := func(rs demarche.Records, id string) bool {
		return slices.ContainsFunc(rs, func(r demarche.Record) bool { return r.Shared().ID == id })
	}
	for _, r := range after {
		if has(before, r.Shared().ID) {
			out.Same++
		} else {
			out.Added = append(out.Added, r)
		}
	}
	for _, r := range before {
		if has(after, r.Shared().ID) {
			continue
		}
		i, fields := nearest(r, out.Added)
		if i < 0 {
			out.Removed = append(out.Removed, r)
			continue
		}
		out.Changed = append(out.Changed, Rewritten{Before: r, After: out.Added[i], Fields: fields})
		out.Added = slices.Delete(out.Added, i, i+1)
	}
	return out
}

// nearest gives which of the records is of the same kind, from overlapping
// evidence, and differs in the fewest fields; -1 if none is.
func nearest(r demarche.Record, among []demarche.Record) (int, []string) {
	best, fields := -1, []string(nil)
	for i, other := range among {
		if other.Shared().Kind != r.Shared().Kind || !overlap(r.Shared().Evidence, other.Shared().Evidence) {
			continue
		}
		if differ := differing(r, other); best < 0 || len(differ) < len(fields) {
			best, fields = i, differ
		}
	}
	return best, fields
}

func overlap(a, b []demarche.Selector) bool {
	return slices.ContainsFunc(a, func(x demarche.Selector) bool {
		return slices.ContainsFunc(b, func(y demarche.Selector) bool { return x.Start < y.End && y.Start < x.End })
	})
}

// differing names the fields in which two records of a kind differ.
func differing(a, b demarche.Record) []string {
	x, y := rawFields(a), rawFields(b)
	for name, value := range y {
		if _, there := x[name]; !there {
			x[name] = nil
		}
		if bytes.Equal(x[name], value) {
			delete(x, name)
		}
	}
	names := []string{}
	for name := range x {
		if name != "id" && name != "confidence" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func rawFields(r demarche.Record) map[string]json.RawMessage {
	fields := map[string]json.RawMessage{}
	if b, err := json.Marshal(r); err == nil {
		_ = json.Unmarshal(b, &fields) // what was written a line above
	}
	return fields
}
