package work

import (
	"context"
	"fmt"

	"demarche"
	"demarche/ledger"
)

// Keeper is the ledger that is worked on.
type Keeper interface {
	ledger.Intake
	Add(ctx context.Context, c demarche.Capture, d demarche.Document, r demarche.Reading) (demarche.Outcome, error)
}

// Extract draws the document out of a capture.
type Extract func(ctx context.Context, c demarche.Capture) (demarche.Document, error)

// Read draws the document out of a capture and reads it.
type Read func(ctx context.Context, c demarche.Capture) (demarche.Document, demarche.Reading, error)

// Capture reads the capture of a line of the log and keeps what was read. Done
// twice, or by two workers at once, it changes nothing the second time.
func Capture(ctx context.Context, l Keeper, line int64, read Read) (demarche.Outcome, error) {
	k, err := l.CaptureAt(ctx, line)
	if err != nil {
		return "", err
	}
	return Keep(ctx, l, line, k, read)
}

// Keep reads the capture of a line of the log that is at hand, and keeps what was read.
func Keep(ctx context.Context, l Keeper, line int64, k demarche.KeptCapture, read Read) (demarche.Outcome, error) {
	d, r, err := read(ctx, k.Capture)
	if err != nil {
		return "", &UnreadableError{Address: k.Address, Err: err}
	}
	// What was read is kept even when the worker is being stopped: it is short.
	outcome, err := l.Add(ledger.OfCapture(context.WithoutCancel(ctx), line), k.Capture, d, r)
	if err != nil {
		return "", fmt.Errorf("keep what was read of %s: %w", k.Address, err)
	}
	return outcome, nil
}

// UnreadableError tells that nothing can be read out of a capture: another try
// by the same reader would fail as well.
type UnreadableError struct {
	Address string // of the capture
	Err     error
}

func (e *UnreadableError) Error() string { return e.Err.Error() }

// Unwrap gives why.
func (e *UnreadableError) Unwrap() error { return e.Err }
