package cli

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
	"demarche/ask"
	"demarche/language"
	"demarche/language/speech"
	"demarche/web/server"
)

// Surroundings is what a run of the program sees of the world.
type Surroundings struct {
	In          io.Reader
	Out, Err    io.Writer
	InTerminal  bool // In is a terminal: a person must be told that it is read
	OutTerminal bool // Out is a terminal: colours are allowed
	ErrTerminal bool // Err is a terminal: progress is shown
	Width       int  // columns of the terminal, 0 if unknown
	Now         func() time.Time
	Getenv      func(string) string
	Version     string // of the program
}

// Stages makes the stages of the program, each when a command first needs it.
type Stages struct {
	Reader func() (demarche.Reader, error)
	// Ledger opens the ledger at path; with readOnly it must be there already. tell
	// is told now and then what takes long, and how far it is.
	Ledger      func(ctx context.Context, path string, readOnly bool, now func() time.Time, tell func(doing string, done, total int)) (demarche.Ledger, error)
	DefaultPath func(getenv func(string) string) (string, error)
	// Import makes the ledger at path of an export.
	Import func(ctx context.Context, path string, from io.Reader, progress func(done, total int)) (demarche.Verification, error)
	// NewKey makes a key to sign checkpoints with, and its verifier key.
	NewKey func(name string) (signer, verifier string, err error)
	// Page writes one report and its records as a self-contained HTML page.
	Page func(w io.Writer, d demarche.Document, r demarche.Reading) error
	// Site gives the pages and the JSON API over a ledger.
	Site func(a *answers.Answers, words *ask.Words, now func() time.Time, log *slog.Logger, o server.Options) (http.Handler, error)
	// Accounts gives the accounts beside a ledger.
	Accounts func(l demarche.Ledger, now func() time.Time) *accounts.Desk
	// Attributions gives a function that finds who says what in a text.
	Attributions func() (func(text string) ([]speech.ExportedAttribution, error), error)
	// Parse gives a function that finds the sentences and words of a text with their tags, lemmas and parse.
	Parse func() (func(text string) (*language.Analysis, error), error)
	// Analyse gives a function that runs the whole language layer over a text that was published on a day.
	Analyse func() (func(ctx context.Context, text string, published demarche.Date) (*language.Analysis, error), error)
}
