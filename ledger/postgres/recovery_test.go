package postgres_test

import (
	"fmt"
	"net/url"
	"testing"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger/postgres"
)

// The ledger as it was at a moment comes back out of a base backup and the
// archive of what was written ahead, whatever was added later: whole, with the
// head that was noted then, and what comes next goes on from it.
func TestAMomentIsRestored(t *testing.T) {
	server, archive := pgtest.StartArchiving(t)
	address := pgtest.Schema(t, server.URL())
	s := open(t, address, postgres.Options{})
	add := func(to *postgres.Store, from, until int) {
		t.Helper()
		for i := from; i < until; i++ {
			d := demarche.Document{Name: fmt.Sprint(i), Text: fmt.Sprintf("Report %d of a made-up paper.", i), Published: "2025-02-03"}
			if _, err := to.Add(t.Context(), demarche.Capture{Address: d.Name, Bytes: []byte(d.Text)}, d, demarche.Reading{Doc: demarche.DocInfo{SHA256: d.Hash(), Published: d.Published, Reader: "reader 1"}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	add(s, 0, 3)
	backup := server.BaseBackup(t)
	add(s, 3, 6)
	noted, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	moment := pgtest.PSQL(t, server.URL(), "-c", "SELECT clock_timestamp()")
	add(s, 6, 9) // what should not have been
	server.Archived(t, archive)

	restored := pgtest.RestoredAt(t, backup, archive, moment)
	u, err := url.Parse(restored.URL())
	if err != nil {
		t.Fatal(err)
	}
	was, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", was.Query().Get("search_path"))
	u.RawQuery = q.Encode()
	back := open(t, u.String(), postgres.Options{})
	v, err := back.Verify(t.Context(), nil)
	if err != nil || len(v.Faults) > 0 {
		t.Fatalf("restored, verify says %v, %v", v.Faults, err)
	}
	if head, err := back.Head(t.Context()); err != nil || head != noted || v.Documents != 6 {
		t.Errorf("the head is %+v with %d documents, noted was %+v with 6 (%v)", head, v.Documents, noted, err)
	}
	add(back, 6, 7)
	if v, err := back.Verify(t.Context(), nil); err != nil || len(v.Faults) > 0 || v.Documents != 7 {
		t.Errorf("after one more: %+v, %v", v, err)
	}
}
