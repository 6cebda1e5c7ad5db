package cli

import (
	"context"

	"demarche"
	"demarche/vocabulary"
)

type codebookCommand struct {
	Check codebookCheckCommand `cmd:"" help:"Check the vocabulary: schema, values, duplicates, examples."`
}

type codebookCheckCommand struct {
	JSON bool `help:"Print as JSON."`
}

func (codebookCheckCommand) Help() string {
	return "The status is 1 if anything is wrong, and what is wrong is named.\n\nExample: demarche codebook check"
}

// codebookChecker is a reader that reads the examples of its vocabulary.
type codebookChecker interface {
	CheckCodebook(ctx context.Context) ([]error, error)
}

// Run loads every part of the vocabulary; each checks itself when it is loaded,
// and the reader reads every example.
func (c *codebookCheckCommand) Run(s *session) error {
	faults := []string{}
	parts := vocabularyParts()
	for _, load := range parts {
		if err := load(); err != nil {
			faults = append(faults, err.Error())
		}
	}
	r, err := s.stages.Reader()
	if err != nil {
		faults = append(faults, err.Error())
	}
	if checker, ok := r.(codebookChecker); ok {
		wrong, err := checker.CheckCodebook(s.ctx)
		if err != nil {
			return err
		}
		for _, w := range wrong {
			faults = append(faults, w.Error())
		}
	}
	if c.JSON {
		err = s.asJSON(map[string]any{"parts": len(parts), "faults": faults})
	} else {
		for _, f := range faults {
			s.complain(&demarche.Error{Code: demarche.Invalid, Detail: f})
		}
		err = s.printf("%s of the vocabulary checked, %s\n", plural(len(parts), "file"), plural(len(faults), "fault"))
	}
	if err == nil && len(faults) > 0 {
		return errFaults
	}
	return err
}

// vocabularyParts loads each part of the vocabulary.
func vocabularyParts() []func() error {
	return []func() error{
		loads(vocabulary.LoadStates), loads(vocabulary.LoadPlaces), loads(vocabulary.LoadPosts), loads(vocabulary.LoadBodies),
		loads(vocabulary.LoadSpeech), loads(vocabulary.LoadReading),
	}
}

func loads[T any](load func() (T, error)) func() error {
	return func() error {
		_, err := load()
		return err
	}
}
