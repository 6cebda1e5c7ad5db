package conformance

import (
	"errors"
	"strings"
	"testing"

	"demarche"
)

func beginnings(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	var records, texts []string
	for n := range uint64(40) {
		r := rich(n)
		add(t, l, r, demarche.Added)
		records, texts = append(records, idsOf(r)...), append(texts, r.Document.Hash())
	}
	entry := func(id string) (string, error) {
		e, err := l.Entry(t.Context(), id)
		if err != nil {
			return "", err
		}
		return e.Record.Shared().ID, nil
	}
	document := func(hash string) (string, error) {
		k, err := l.Document(t.Context(), hash)
		if err == nil && demarche.HashOf([]byte(k.Text)) != k.Hash {
			return "", errors.New("the text has another hash")
		}
		return k.Hash, err
	}
	for _, ask := range []struct {
		names  []string
		lookup func(string) (string, error)
	}{{records, entry}, {texts, document}} {
		for _, name := range ask.names[:20] {
			for _, length := range []int{1, 2, 3, 8, len(name)} {
				lookUp(t, ask.names, name[:length], ask.lookup)
			}
			lookUp(t, ask.names, strings.ToUpper(name), ask.lookup)
		}
		for _, bad := range []string{"", "xyz", "g", "%", "' OR 1=1 --", "ab*"} {
			if got, err := ask.lookup(bad); demarche.CodeOf(err) != demarche.Invalid {
				t.Errorf("%q gives %q, %v, want an invalid id", bad, got, err)
			}
		}
		if got, err := ask.lookup(strings.Repeat("0", 70)); demarche.CodeOf(err) != demarche.NotFound {
			t.Errorf("an id that is too long gives %q, %v", got, err)
		}
	}
}

// lookUp asks for a beginning and compares the answer with the list of all names.
func lookUp(t *testing.T, names []string, beginning string, lookup func(string) (string, error)) {
	t.Helper()
	var candidates []string
	for _, n := range names {
		if strings.HasPrefix(n, strings.ToLower(beginning)) {
			candidates = append(candidates, n)
		}
	}
	got, err := lookup(beginning)
	if len(candidates) == 1 {
		if err != nil || got != candidates[0] {
			t.Errorf("%q gives %q, %v, want %q", beginning, got, err, candidates[0])
		}
		return
	}
	if demarche.CodeOf(err) != demarche.Conflict || demarche.HintOf(err) == "" || !errors.Is(err, demarche.ErrSeveral) {
		t.Errorf("%q, which %d ids begin with, gives %q, %v", beginning, len(candidates), got, err)
		return
	}
	named := 0
	for _, c := range candidates {
		if strings.Contains(err.Error(), c) {
			named++
		}
	}
	if named < 2 {
		t.Errorf("the error for %q names %d of the candidates: %v", beginning, named, err)
	}
}
