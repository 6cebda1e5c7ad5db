package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger"
	"demarche/ledger/conformance"
	"demarche/ledger/postgres"
	"demarche/ledger/sqlite"
)

// dossiers is a ledger with collections in which everything was done that can be.
func dossiers(t *testing.T) withheld {
	t.Helper()
	h := newWithheld(t)
	for _, a := range additions() {
		a.to(t, h.writer)
	}
	record := func(n uint64) demarche.Record { return conformance.Sample(n).Reading.Records[0] }
	id := func(n uint64) string { return record(n).Shared().ID }
	for _, d := range []demarche.Decision{
		{Record: id(1), What: demarche.ToReject}, {Record: id(50), What: demarche.ToAccept}, {Record: id(51), What: demarche.ToReject}, {Record: id(51), What: demarche.ToUndo},
		{Record: id(50), What: demarche.ToAmend, Amended: conformance.Reworded(record(50), 3)}, {Record: id(2), What: demarche.ToAmend, Amended: conformance.Reworded(record(2), 3)},
		{Record: id(54), What: demarche.ToAmend, Amended: conformance.Reworded(record(54), 4)},
	} {
		d.Reviewer, d.Reason = "A. Reviewer", "so it says"
		if _, err := h.writer.Decide(t.Context(), d); err != nil {
			t.Fatalf("%s: %v", d.What, err)
		}
	}
	for _, l := range [][2]string{{id(1), id(50)}, {id(50), id(51)}, {id(1), id(3)}} { // of a team and everybody, of two teams, of everybody
		if _, err := h.writer.Link(t.Context(), demarche.Link{Relation: demarche.SameEvent, What: demarche.ToAccept, These: l[:], Reviewer: "A. Reviewer", Reason: "one event"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.writer.MakeCollection(t.Context(), ledger.CollectionFacts{Name: "shared", Teams: []string{"a", "b"}, By: "A. Analyst", Reason: "of both"}); err != nil {
		t.Fatal(err)
	}
	addition{conformance.Sample(55), "shared"}.to(t, h.writer)
	// Both withhold the text that was told first by one of them, and what it says of another day.
	addition{conformance.Sample(55).From("https://b.example/55", "55b.txt").On("2029-03-01"), "dossier-b"}.to(t, h.writer)
	if err := h.writer.Publish(t.Context(), ledger.CollectionFacts{Name: "shared", By: "B. Analyst", Reason: "confirmed"}); err != nil {
		t.Fatal(err)
	}
	addition{conformance.Sample(4), ""}.to(t, h.writer)
	return h
}

// other gives the address of another ledger of the same owner, which is not there yet.
func (h withheld) other(t *testing.T) string {
	t.Helper()
	return with(t, empty(t), map[string]string{"user": h.roles["owner"]})
}

// alike fails unless a ledger is what another is, and withholds the same.
func (h withheld) alike(t *testing.T, to *postgres.Store, audiences ...[]string) {
	t.Helper()
	same(t, h.owner, to)
	want, err := h.owner.Withheld(t.Context())
	if err != nil || want.Rows < 30 {
		t.Fatalf("%+v, %v", want, err)
	}
	if got, err := to.Withheld(t.Context()); err != nil || got != want {
		t.Errorf("it withholds %+v, want %+v (%v)", got, want, err)
	}
	for _, sees := range audiences {
		compare(t, "moved, for "+fmt.Sprint(sees), told(t, view(t, h.owner, sees)), told(t, view(t, to, sees)))
	}
}

// sections has a target take lines in as many transactions as there can be.
type sections struct{ ledger.LineTarget }

func (s sections) Append(ctx context.Context, lines []ledger.Exported) error {
	for _, some := range ledger.Sections(lines) {
		if err := s.LineTarget.Append(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

func TestWhatIsWithheldIsWithheldWhereItIsMoved(t *testing.T) {
	h := dossiers(t)
	sound(t, h.owner)
	address := h.other(t)
	to := open(t, address, postgres.Options{})
	if _, err := ledger.Move(t.Context(), h.writer, to, nil); err != nil { // who writes sees everything
		t.Fatal(err)
	}
	h.alike(t, to, []string{}, []string{"a"})
	// An export and an import do the same.
	var b strings.Builder
	if _, err := h.owner.Export(t.Context(), &b, nil); err != nil {
		t.Fatal(err)
	}
	imported := h.other(t)
	if _, err := postgres.Import(t.Context(), imported, strings.NewReader(b.String()), nil); err != nil {
		t.Fatal(err)
	}
	h.alike(t, open(t, imported, postgres.Options{}))
	// What was put into a collection later cannot be what somebody has written into an export.
	lines := strings.SplitAfter(b.String(), "\n")
	for i, line := range lines {
		if strings.Contains(line, `"what":"collection"`) && strings.Contains(line, `"value":"put"`) {
			lines[i] = strings.Replace(line, `{"name":"capture","value":"`, `{"name":"capture","value":"1`, 1)
			break
		}
	}
	if _, err := postgres.Import(t.Context(), h.other(t), strings.NewReader(strings.Join(lines, "")), nil); demarche.CodeOf(err) != demarche.Corrupt || !strings.Contains(err.Error(), "not the capture before") {
		t.Errorf("a forged export: %v", err)
	}
	// With SQL nobody sees more there than here: roles are given their rights anew.
	for _, reader := range []string{"outsider", "of_a"} {
		pgtest.PSQL(t, address, "-v", "schema="+to.Schema(), "-v", "reader="+h.roles[reader], "-v", "writer="+h.roles["writer"], "-f", "roles.sql")
		all := everything(t, raw(t, with(t, address, map[string]string{"user": h.roles[reader]})), to.Schema())
		for _, s := range secrets("dossier-a", "dossier-b") {
			if strings.Contains(all, s) {
				t.Errorf("%s sees %s where it was moved", reader, s)
			}
		}
		if !strings.Contains(all, demarche.HashOf([]byte(conformance.Sample(1).Document.Text))) {
			t.Errorf("%s does not see what everybody sees", reader)
		}
	}
}

func TestAMoveOfWhatIsWithheldGoesOn(t *testing.T) {
	h := dossiers(t)
	to := open(t, h.other(t), postgres.Options{})
	whole := head(t, h.owner)
	for stop := int64(0); stop < whole.Size; stop += 41 {
		if _, err := ledger.Move(t.Context(), halting{h.owner, stop}, to, nil); !errors.Is(err, errHalted) {
			t.Fatal(err)
		}
		// As if it had been killed after so many additions.
		have, err := to.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var lines []ledger.Exported
		if _, err := h.owner.Lines(t.Context(), have.Size, func(e ledger.Exported) error {
			lines = append(lines, e)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		some := ledger.Sections(lines)
		for _, section := range some[:min(3, len(some))] {
			if err := to.Append(t.Context(), section); err != nil {
				t.Fatal(err)
			}
		}
		if v, err := to.Verify(t.Context(), nil); err != nil || slices.ContainsFunc(v.Faults, func(f demarche.Fault) bool { return f.What != "record" }) {
			t.Fatalf("in between: %+v, %v", v.Faults, err)
		}
		public := view(t, to, nil)
		documents, err := public.Documents(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		entries, err := public.Entries(t.Context(), demarche.Filter{Rejected: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range secrets("dossier-a", "dossier-b") {
			if all := fmt.Sprintf("%+v %+v", documents, entries); strings.Contains(all, s) {
				t.Fatalf("in between everybody is told %s: %s", s, all)
			}
		}
	}
	if _, err := ledger.Move(t.Context(), h.owner, sections{to}, nil); err != nil {
		t.Fatal(err)
	}
	h.alike(t, to)
}

func TestOnlyWhoSeesEverythingMovesIt(t *testing.T) {
	h := dossiers(t)
	for _, role := range []string{"outsider", "of_a"} {
		from := open(t, h.as(t, role), postgres.Options{ReadOnly: true})
		to := open(t, h.other(t), postgres.Options{})
		if _, err := ledger.Move(t.Context(), from, to, nil); demarche.CodeOf(err) != demarche.Unsupported {
			t.Errorf("%s moves it: %v", role, err)
		}
		if h, err := to.Head(t.Context()); err != nil || h.Size != 0 {
			t.Errorf("%s moves %d lines, %v", role, h.Size, err)
		}
		if _, err := from.Export(t.Context(), &strings.Builder{}, nil); demarche.CodeOf(err) != demarche.Unsupported {
			t.Errorf("%s exports it: %v", role, err)
		}
		if _, err := from.Withheld(t.Context()); demarche.CodeOf(err) != demarche.Unsupported {
			t.Errorf("%s is told what is withheld: %v", role, err)
		}
	}
	// Where row security cannot be switched on nothing is taken: it would be for everybody.
	address := h.other(t)
	made := open(t, address, postgres.Options{})
	pgtest.PSQL(t, address, "-v", "schema="+made.Schema(), "-v", "reader="+h.roles["outsider"], "-v", "writer="+h.roles["writer"], "-f", "roles.sql")
	to := open(t, with(t, address, map[string]string{"user": h.roles["writer"]}), postgres.Options{})
	if _, err := ledger.Move(t.Context(), h.owner, to, nil); demarche.CodeOf(err) != demarche.Storage || !strings.Contains(err.Error(), "owner") {
		t.Errorf("a role that does not own the ledger takes it: %v", err)
	}
	if h, err := to.Head(t.Context()); err != nil || h.Size != 0 {
		t.Errorf("there are %d lines, %v", h.Size, err)
	}
}

func TestWhoSeesWhatIsNotPublishedIsToldSo(t *testing.T) {
	h := newWithheld(t)
	for _, a := range additions() {
		a.to(t, h.writer)
	}
	hash := func(n uint64) string { return demarche.HashOf([]byte(conformance.Sample(n).Document.Text)) }
	role, err := open(t, h.as(t, "of_a"), postgres.Options{ReadOnly: true}).ForRole(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = role.Close() })
	for name, c := range map[string]struct {
		seen *postgres.View
		want map[uint64]string
	}{
		"everybody":    {view(t, h.writer, nil), map[uint64]string{1: "", 2: "", 53: ""}},
		"a":            {view(t, h.writer, []string{"a"}), map[uint64]string{1: "", 2: "", 50: "dossier-a", 52: "dossier-a", 53: ""}},
		"a and b":      {view(t, h.writer, []string{"a", "b"}), map[uint64]string{50: "dossier-a", 51: "dossier-b", 52: "dossier-a dossier-b", 54: ""}},
		"a role of a":  {role, map[uint64]string{1: "", 50: "dossier-a", 52: "dossier-a"}},
		"of the other": {view(t, h.writer, []string{"b"}), map[uint64]string{51: "dossier-b", 52: "dossier-b"}},
	} {
		documents, err := c.seen.Documents(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		marked := map[string]string{}
		for _, k := range documents {
			marked[k.Hash] = k.Unpublished
		}
		for n, want := range c.want {
			if got, there := marked[hash(n)]; !there || got != want {
				t.Errorf("%s: report %d is of %q (%v), want %q", name, n, got, there, want)
			}
			if k, err := c.seen.Document(t.Context(), hash(n)); err != nil || k.Unpublished != want {
				t.Errorf("%s: report %d by itself is of %q, %v", name, n, k.Unpublished, err)
			}
		}
		entries, err := c.seen.Entries(t.Context(), demarche.Filter{})
		if err != nil || len(entries) == 0 {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Unpublished != marked[e.Document] {
				t.Errorf("%s: entry %s is of %q, its report of %q", name, e.Record.Shared().ID, e.Unpublished, marked[e.Document])
			}
		}
	}
	a := view(t, h.writer, []string{"a"})
	e, err := a.Entry(t.Context(), conformance.Sample(50).Reading.Records[0].Shared().ID)
	if err != nil || e.Unpublished != "dossier-a" {
		t.Errorf("an entry by itself is of %q, %v", e.Unpublished, err)
	}
	if err := h.writer.Publish(t.Context(), ledger.CollectionFacts{Name: "dossier-a", By: "B. Analyst", Reason: "confirmed"}); err != nil {
		t.Fatal(err)
	}
	if e, err = a.Entry(t.Context(), e.Record.Shared().ID); err != nil || e.Unpublished != "" {
		t.Errorf("published, it is of %q, %v", e.Unpublished, err)
	}
}

func TestBothWhoWithholdATextGetItReadAgain(t *testing.T) {
	h := newWithheld(t)
	r := conformance.Sample(55)
	addition{r, "dossier-a"}.to(t, h.writer)
	addition{r.From("https://b.example/55", "55b.txt").On("2029-03-01"), "dossier-b"}.to(t, h.writer)
	const anew = "another version"
	unread := func() []int64 {
		t.Helper()
		lines, err := h.writer.Unread(t.Context(), anew, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		return lines
	}
	if got := unread(); len(got) != 2 {
		t.Fatalf("%v are unread", got)
	}
	for i, team := range []string{"a", "b"} {
		v := view(t, h.writer, []string{team})
		k, err := v.Document(t.Context(), demarche.HashOf([]byte(r.Document.Text)))
		if err != nil {
			t.Fatal(err)
		}
		again := r.By(anew, func(int) bool { return true }).Reading
		again.Doc.SHA256, again.Doc.Published = k.Hash, k.Published
		if outcome, err := v.Reread(t.Context(), again); err != nil || outcome != demarche.Added {
			t.Fatalf("%s: %v, %v", team, outcome, err)
		}
		if k, err = v.Document(t.Context(), k.Hash); err != nil || k.Reader != anew {
			t.Errorf("%s goes by a reading of %q, %v", team, k.Reader, err)
		}
		if got := unread(); len(got) != 1-i {
			t.Errorf("after %s there is unread: %v", team, got)
		}
	}
	for _, team := range []string{"a", "b"} {
		if all, err := view(t, h.writer, []string{team}).Readings(t.Context(), demarche.HashOf([]byte(r.Document.Text))); err != nil || len(all) != 2 {
			t.Errorf("%s sees %d readings, %v", team, len(all), err)
		}
	}
	sound(t, h.owner)
}

// The same bytes of the same address stand twice in the log where they were
// withheld first and then added for everybody; a file keeps both lines.
func TestATextThatIsWithheldAndPublicGoesToAFileAndBack(t *testing.T) {
	h := dossiers(t)
	moved := file(t, ticking())
	if _, err := ledger.Move(t.Context(), h.owner, moved, nil); err != nil {
		t.Fatal(err)
	}
	sameLog(t, h.owner, moved)
	whole := exportOf(t, h.owner)
	path := filepath.Join(t.TempDir(), "imported.db")
	if _, err := sqlite.Import(t.Context(), path, strings.NewReader(whole), nil); err != nil {
		t.Fatal(err)
	}
	for name, l := range map[string]demarche.Ledger{"moved": moved, "imported": fileAt(t, path)} {
		if exportOf(t, l) != whole {
			t.Errorf("%s, it is exported otherwise", name)
		}
		// What is there already is not kept again.
		before := head(t, l)
		addition{conformance.Sample(54), ""}.to(t, l)
		if after := head(t, l); after != before {
			t.Errorf("%s, it is kept again: %+v, was %+v", name, after, before)
		}
	}
	back := open(t, h.other(t), postgres.Options{})
	if _, err := ledger.Move(t.Context(), moved, back, nil); err != nil {
		t.Fatal(err)
	}
	h.alike(t, back, []string{})
}

// sameLog fails unless two ledgers are sound, with one log.
func sameLog(t *testing.T, a, b demarche.Ledger) {
	t.Helper()
	if ha, hb := head(t, a), head(t, b); ha != hb {
		t.Errorf("the heads are %+v and %+v", ha, hb)
	}
	if va, vb := sound(t, a), sound(t, b); !reflect.DeepEqual(va, vb) {
		t.Errorf("they verify as\n%+v and\n%+v", va, vb)
	}
}

func exportOf(t *testing.T, l demarche.Ledger) string {
	t.Helper()
	var b strings.Builder
	if _, err := l.(ledger.Exporter).Export(t.Context(), &b, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func fileAt(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
