package language_test

import (
	"context"
	"errors"
	"testing"

	"demarche/language"
)

// step is a component that counts how often it runs and may end the context.
type step struct {
	ran int
	end func()
}

func (*step) Name() string          { return "step" }
func (*step) Needs() language.Layer { return 0 }
func (*step) Gives() language.Layer { return 0 }

func (s *step) Apply(*language.Analysis) error {
	s.ran++
	if s.end != nil {
		s.end()
	}
	return nil
}

func TestAnalyseStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	first, second := &step{end: cancel}, &step{}
	_, err := language.Pipeline{first, second}.AnalyseContext(ctx, "text", "")
	if !errors.Is(err, context.Canceled) || first.ran != 1 || second.ran != 0 {
		t.Errorf("%v after %d and %d runs", err, first.ran, second.ran)
	}
	if _, err := (language.Pipeline{second}).Analyse("text", ""); err != nil || second.ran != 1 {
		t.Errorf("%v after %d runs", err, second.ran)
	}
}
