package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"golang.org/x/mod/sumdb/note"

	"demarche"
	"demarche/accounts"
	"demarche/language"
	"demarche/language/pipeline"
	"demarche/language/segment"
	"demarche/language/speech"
	"demarche/language/syntax"
	"demarche/ledger"
	"demarche/ledger/postgres"
	"demarche/ledger/sqlite"
	"demarche/reader"
	"demarche/web"
	"demarche/web/server"
)

// Real gives the stages of the program as it is shipped.
func Real() Stages {
	return Stages{
		Reader:       func() (demarche.Reader, error) { return reader.New() },
		Ledger:       openLedger,
		DefaultPath:  ledger.DefaultPath,
		Import:       importLedger,
		NewKey:       func(name string) (string, string, error) { return note.GenerateKey(rand.Reader, name) },
		Page:         web.Report,
		Site:         server.NewSite,
		Accounts:     newDesk,
		Attributions: newAttributions,
		Parse:        newParse,
		Analyse:      newAnalyse,
	}
}

func newDesk(l demarche.Ledger, now func() time.Time) *accounts.Desk {
	return accounts.NewDesk(l.(ledger.AccountKeeper).Accounts(), now, rand.Reader, accounts.Careful()) // what openLedger gave
}

// openLedger opens the ledger in a file, or at an address of PostgreSQL.
func openLedger(ctx context.Context, path string, readOnly bool, now func() time.Time, tell func(doing string, done, total int)) (demarche.Ledger, error) {
	if postgres.Is(path) {
		return openQueued(ctx, path, readOnly, now)
	}
	if readOnly {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, &demarche.Error{Code: demarche.NotFound, Op: "open ledger", Path: path, Detail: "there is no ledger here yet",
				Hint: "make it with demarche add REPORT..., or name another with --ledger"}
		}
	}
	store, err := sqlite.Open(ctx, path, sqlite.Options{Clock: now, ReadOnly: readOnly, Progress: upgrading(tell)})
	if err != nil {
		return nil, err
	}
	return store, nil
}

// importLedger makes the ledger in a file, or at an address of PostgreSQL, of an export.
func importLedger(ctx context.Context, path string, from io.Reader, progress func(done, total int)) (demarche.Verification, error) {
	if !postgres.Is(path) {
		return sqlite.Import(ctx, path, from, progress)
	}
	return postgres.Import(ctx, path, from, progress)
}

// upgrading tells how far the ledger is brought to this version's form.
func upgrading(tell func(doing string, done, total int)) func(done, total int) {
	return func(done, total int) {
		tell("an earlier version wrote the ledger; it is brought to this version's form", done, total)
	}
}

func newParse() (func(string) (*language.Analysis, error), error) {
	m, err := syntax.New()
	if err != nil {
		return nil, err
	}
	p := append(language.Pipeline{segment.New()}, m.Pipeline()...)
	return func(text string) (*language.Analysis, error) { return p.Analyse(text, "") }, nil
}

func newAttributions() (func(string) ([]speech.ExportedAttribution, error), error) {
	p, err := pipeline.New()
	if err != nil {
		return nil, err
	}
	return func(text string) ([]speech.ExportedAttribution, error) {
		a, err := p.Analyse(text, "")
		if err != nil {
			return nil, err
		}
		return speech.Export("", a).Attributions, nil
	}, nil
}

func newAnalyse() (func(context.Context, string, demarche.Date) (*language.Analysis, error), error) {
	p, err := pipeline.New()
	if err != nil {
		return nil, err
	}
	return p.AnalyseContext, nil
}
