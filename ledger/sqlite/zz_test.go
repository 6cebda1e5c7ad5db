package sqlite_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"demarche"
	"demarche/ledger/conformance"
	"demarche/ledger/sqlite"
)

func TestScale(t *testing.T) {
	p := filepath.Join(t.TempDir(), "l.db")
	s := open(t, p, sqlite.Options{})
	start := time.Now()
	total := uint64(20000)
	for n := range total {
		r := conformance.Sample(n)
		if _, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil {
			t.Fatal(err)
		}
		if n%5000 == 4999 {
			t.Log(n+1, time.Since(start))
			start = time.Now()
		}
	}
	for range 2 {
		start = time.Now()
		e, err := s.Entries(t.Context(), demarche.Filter{State: "COL"})
		t.Log("COL", len(e), err, time.Since(start))
		start = time.Now()
		e, err = s.Entries(t.Context(), demarche.Filter{ToState: "COL", Kinds: []demarche.Kind{demarche.KindPosition}})
		t.Log("positions COL", len(e), err, time.Since(start))
		start = time.Now()
		e, err = s.Entries(t.Context(), demarche.Filter{Document: e[0].Document})
		t.Log("doc", len(e), err, time.Since(start))
		start = time.Now()
		e, err = s.Entries(t.Context(), demarche.Filter{})
		t.Log("all", len(e), err, time.Since(start))
	}
	start = time.Now()
	v, err := s.Verify(t.Context(), nil)
	t.Log(v, err, time.Since(start))
	s.Close()
	i, _ := os.Stat(p)
	t.Log(i.Size()/int64(total), "bytes/report")
	start = time.Now()
	s = open(t, p, sqlite.Options{})
	t.Log("open", time.Since(start))
}
