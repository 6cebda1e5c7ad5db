package answers

import (
	"context"
	"fmt"

	"demarche"
)

// What a claim to be first must have behind it not to be doubted.
const (
	nearDays       = 30 // days before it of which reports were read
	fewReports     = 10 // fewer reports of those days are few
	sureConfidence = 0.8
)

// readBefore counts the reports that would tell of an earlier one, copies apart.
func (a *Answers) readBefore(ctx context.Context, out *FirstAnswer) error {
	kept, err := a.ledger.Documents(ctx)
	if err != nil {
		return err
	}
	by := out.First.Latest
	near := demarche.Day(by.First().AddDate(0, 0, -nearDays))
	var before, nearby []string
	for _, k := range kept {
		if known, err := a.sources.known(ctx, k.Hash); err != nil || !known || !k.Published.Known() {
			if err != nil {
				return err
			}
			continue
		}
		day := demarche.Day(k.Published.First())
		if out.Oldest == "" || day < out.Oldest {
			out.Oldest = day
		}
		if day >= by {
			continue
		}
		before = append(before, k.Hash)
		if day >= near {
			nearby = append(nearby, k.Hash)
		}
	}
	all, err := a.sources.count(ctx, before)
	if err != nil {
		return err
	}
	few, err := a.sources.count(ctx, nearby)
	out.Reports, out.Nearby = all.Families, few.Families
	return err
}

// doubt notes what speaks against a claim, and how sure it is.
func (f *FirstAnswer) doubt() {
	first := f.First
	add := func(heavy bool, code string, entries []string, format string, args ...any) {
		f.Doubts = append(f.Doubts, Doubt{Code: code, Heavy: heavy, Entries: append([]string{}, entries...), Reason: fmt.Sprintf(format, args...)})
	}
	own := []string{first.Entry.ID()}
	switch {
	case f.Nearby == 0:
		add(true, "nothing_before", nil, "no report of the %d days before %s has been read", nearDays, first.Latest)
	case f.Nearby == 1:
		add(false, "little_before", nil, "only one report of the %d days before %s has been read", nearDays, first.Latest)
	case f.Nearby < fewReports:
		add(false, "little_before", nil, "only %d reports of the %d days before %s have been read", f.Nearby, nearDays, first.Latest)
	}
	var ties []string
	for _, r := range f.Runners {
		if r.Earliest <= first.Latest {
			ties = append(ties, r.Entry.ID())
		}
	}
	if len(ties) > 0 {
		add(true, "tie", ties, "others may have been as early")
	}
	if len(f.Undated) > 0 {
		add(true, "undated", itemIDs(f.Undated), "entries that tell it without any day may be earlier")
	}
	switch first.Word {
	case OtherWord:
		add(true, "other_word", own, "only another says so of %s", first.State)
	case ReportWord:
		add(false, "report_word", own, "the report says so of %s; it does not speak itself", first.State)
	}
	if first.DatedBy == ByPublication {
		add(false, "day_of_report", own, "the report gives no day; its own stands in")
	}
	if first.Entry.Review == demarche.Proposed {
		add(false, "not_reviewed", own, "no person has reviewed it")
		if c := first.Entry.Record.Shared().Confidence; c > 0 && c < sureConfidence {
			add(false, "low_confidence", own, "the reader's confidence is %.2f", c)
		}
	}
	if first.Corroboration.Independent < 2 {
		add(false, "one_source", own, "one source tells of it")
	}
	f.Sure = Sure
	for _, d := range f.Doubts {
		if d.Heavy {
			f.Sure = Doubtful
			return
		}
		f.Sure = Likely
	}
}

func itemIDs(items []Item) []string {
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = it.ID()
	}
	return out
}
