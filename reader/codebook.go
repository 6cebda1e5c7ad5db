package reader

import (
	"context"
	"fmt"
	"slices"

	"demarche"
	"demarche/vocabulary"
)

// CheckCodebook reads every example of the vocabulary of the records and gives
// a fault for each whose entry does not do what its example shows. It also
// gives the faults that the vocabulary finds in itself.
func (r *Reader) CheckCodebook(ctx context.Context) ([]error, error) {
	v, err := vocabulary.LoadReading()
	if err != nil {
		return nil, fmt.Errorf("codebook: %w", err)
	}
	faults := v.Check()
	all := r.Unfiltered() // examples are shorter than reports, and less sure for it
	expect := func(where, example string, holds func(demarche.Record) bool) error {
		d := &demarche.Document{Name: where, Text: example, Lang: "en", Published: "2025-03-05"}
		reading, err := all.Read(ctx, d)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(reading.Records, holds) {
			faults = append(faults, fmt.Errorf("%s: its example is not read as it: %q", where, example))
		}
		return nil
	}
	for i, e := range v.Acts {
		err := expect(fmt.Sprintf("acts.yaml entry %d (%s)", i+1, e.Type), e.Example, func(rec demarche.Record) bool {
			a, ok := rec.(*demarche.Act)
			return ok && a.Type == e.Type
		})
		if err != nil {
			return nil, err
		}
	}
	for i, e := range v.Gaps {
		err := expect(fmt.Sprintf("gaps.yaml entry %d (%s)", i+1, e.Type), e.Example, func(rec demarche.Record) bool {
			g, ok := rec.(*demarche.Gap)
			return ok && g.Type == e.Type
		})
		if err != nil {
			return nil, err
		}
	}
	for i, e := range v.Counts {
		err := expect(fmt.Sprintf("counts.yaml entry %d (%s)", i+1, e.What), e.Example, func(rec demarche.Record) bool {
			c, ok := rec.(*demarche.Count)
			return ok && c.What == e.What
		})
		if err != nil {
			return nil, err
		}
	}
	for _, e := range v.Stances.Terms {
		if e.Term == "other" {
			continue // whatever is none of the rest
		}
		err := expect("stances.yaml term "+string(e.Term), "Colombia will take back its nationals deported by the United States, "+e.Example+".", func(rec demarche.Record) bool {
			p, ok := rec.(*demarche.Position)
			return ok && slices.Contains(p.Terms, e.Term)
		})
		if err != nil {
			return nil, err
		}
	}
	return faults, nil
}
