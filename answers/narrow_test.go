package answers_test

import (
	"context"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
)

// asked keeps the filter with which it was asked.
type asked struct {
	demarche.Ledger
	filter *demarche.Filter
}

func (l asked) Entries(_ context.Context, f demarche.Filter) ([]demarche.Entry, error) {
	*l.filter = f
	return nil, nil
}

func (l asked) Head(context.Context) (demarche.Head, error) { return demarche.Head{}, nil }

func (l asked) Touched(context.Context, int64) ([]string, int64, error) { return nil, 0, nil }

func TestNarrowedAnswersAskForAPart(t *testing.T) {
	var got demarche.Filter
	at := time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)
	whole := answers.New(asked{filter: &got}, time.Now)
	for _, test := range []struct {
		answers  *answers.Answers
		known    time.Time
		reviewed bool
	}{
		{whole, time.Time{}, false},
		{whole.Narrowed(time.Time{}, false), time.Time{}, false},
		{whole.Narrowed(at, false), at, false},
		{whole.Narrowed(time.Time{}, true), time.Time{}, true},
		{whole.Narrowed(at, true), at, true},
	} {
		for name, ask := range map[string]func() error{
			"where":  func() error { _, err := test.answers.Where(t.Context(), "COL", ""); return err },
			"counts": func() error { _, err := test.answers.Counts(t.Context(), demarche.Filter{State: "COL"}); return err },
			"states": func() error { _, err := test.answers.States(t.Context()); return err },
		} {
			got = demarche.Filter{}
			if err := ask(); err != nil || !got.KnownBy.Equal(test.known) || got.ReviewedOnly != test.reviewed {
				t.Errorf("%s: asked with %+v (%v), want %v %v", name, got, err, test.known, test.reviewed)
			}
		}
	}
}
