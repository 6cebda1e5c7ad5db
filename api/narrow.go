package api

import (
	"context"

	"demarche/ask"
)

// narrowParams narrow a question to a part of the ledger.
func narrowParams() []param {
	return []param{
		{Name: "known_by", About: "as the ledger knew things at this time: 2025-02-03 (its end), or 2025-02-03T18:30:00Z; now if absent"},
		{Name: "reviewed_only", About: "only what a reviewer accepted or amended", Boolean: true},
	}
}

// narrowed gives the service that answers from the part of the ledger that a
// request asks about; done ends it.
func (s *service) narrowed(ctx context.Context, in input) (part *service, done func(), err error) {
	knownBy, err := ask.Moment(in["known_by"])
	if err != nil {
		return nil, nil, err
	}
	reviewedOnly, err := in.boolean("reviewed_only")
	if err != nil {
		return nil, nil, err
	}
	narrow := *s
	narrow.answers, done, err = s.answers.Part(ctx, knownBy, reviewedOnly)
	return &narrow, done, err
}

// boolean reads a parameter that is true or false; false if it is absent.
func (in input) boolean(name string) (bool, error) {
	switch in[name] {
	case "true":
		return true, nil
	case "", "false":
		return false, nil
	}
	return false, invalid("%s %q is neither true nor false", name, clip(in[name]))
}
