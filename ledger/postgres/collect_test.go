package postgres_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger"
	"demarche/ledger/conformance"
	"demarche/ledger/postgres"
)

// withheld is a ledger with collections of two teams, a and b, which is owned
// and asked by roles that are no superusers.
type withheld struct {
	address string
	roles   map[string]string // owner, writer, outsider, and one who is of each team
	owner   *postgres.Store
	writer  *postgres.Store
}

// as gives the address of the ledger for a role.
func (h withheld) as(t testing.TB, role string) string {
	return with(t, h.address, map[string]string{"user": h.roles[role]})
}

// newWithheld makes the ledger with teams and collections that are empty.
func newWithheld(t testing.TB) withheld {
	t.Helper()
	h := withheld{address: empty(t), roles: map[string]string{}}
	schema := schemaOf(t, h.address)
	conn := raw(t, pgtest.URL(t))
	do := func(statement string) {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	for _, role := range []string{"owner", "writer", "outsider", "of_a", "of_b"} {
		h.roles[role] = schema + "_" + role
		do("CREATE ROLE " + h.roles[role] + " LOGIN")
	}
	var database string
	if err := conn.QueryRow(t.Context(), "SELECT current_database()").Scan(&database); err != nil {
		t.Fatal(err)
	}
	do("GRANT CREATE ON DATABASE " + pgx.Identifier{database}.Sanitize() + " TO " + h.roles["owner"])
	t.Cleanup(func() {
		for _, role := range []string{"owner", "writer", "outsider", "of_a", "of_b"} {
			_, _ = conn.Exec(context.Background(), "DROP OWNED BY "+h.roles[role]+" CASCADE")
			if _, err := conn.Exec(context.Background(), "DROP ROLE "+h.roles[role]); err != nil {
				t.Error(err)
			}
		}
	})
	h.owner = open(t, h.as(t, "owner"), postgres.Options{})
	for _, reader := range []string{"outsider", "of_a", "of_b"} {
		pgtest.PSQL(t, h.as(t, "owner"), "-v", "schema="+schema, "-v", "reader="+h.roles[reader], "-v", "writer="+h.roles["writer"], "-f", "roles.sql")
	}
	for _, team := range []string{"a", "b"} {
		if err := h.owner.AddTeam(t.Context(), team, h.roles["of_"+team]); err != nil {
			t.Fatal(err)
		}
		if err := h.owner.MakeCollection(t.Context(), ledger.CollectionFacts{Name: "dossier-" + team, Teams: []string{team}, By: "A. Analyst", Reason: "to be checked"}); err != nil {
			t.Fatal(err)
		}
	}
	h.writer = open(t, h.as(t, "writer"), postgres.Options{})
	return h
}

// addition is a report that is added, into a collection unless that is empty.
type addition struct {
	report conformance.Report
	into   string
}

func (a addition) to(t testing.TB, l demarche.Ledger) {
	t.Helper()
	ctx := t.Context()
	if a.into != "" {
		ctx = ledger.IntoCollection(ctx, a.into, "A. Analyst")
	}
	if _, err := l.Add(ctx, a.report.Capture, a.report.Document, a.report.Reading); err != nil {
		t.Fatal(err)
	}
}

// additions are reports of everybody, of each team and of both, and texts that
// several have from different addresses.
func additions() []addition {
	r := conformance.Sample
	return []addition{
		{r(1), ""},
		{r(50), "dossier-a"}, {r(51), "dossier-b"},
		// The same text, first withheld by one team, then by the other.
		{r(52), "dossier-a"}, {r(52).From("https://b.example/52", "52b.txt"), "dossier-b"},
		// Withheld first and then for everybody, with a later day; and the same bytes from the same address.
		{r(53), "dossier-a"}, {r(53).From("https://all.example/53", "53.txt").On("2030-01-01"), ""},
		{r(54), "dossier-b"}, {r(54), ""},
		// For everybody first: what everybody sees stays so.
		{r(2), ""}, {r(2), "dossier-a"}, {r(2).From("https://a.example/2", "2a.txt").On("2001-01-01"), "dossier-a"},
		{r(3), ""},
	}
}

// shared are the hashes of texts that everybody has, whoever else has them.
func shared() []string {
	var all []string
	for _, a := range additions() {
		if a.into == "" {
			all = append(all, demarche.HashOf([]byte(a.report.Document.Text)))
		}
	}
	return all
}

// told gives what a ledger says to somebody, but for where in the log and when it came.
func told(t *testing.T, l demarche.Ledger) map[string]string {
	t.Helper()
	says := map[string]string{}
	for i, f := range []demarche.Filter{{}, {Rejected: true, ReviewedOnly: true}, {KnownBy: time.Now().Add(time.Hour)}} {
		entries, err := l.Entries(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			says[fmt.Sprintf("filter %d: entry %s", i, e.Record.Shared().ID)] = fmt.Sprint(e.Document, e.Name, e.Title, e.Publish, e.Review, e.Amends)
			one, err := l.Entry(t.Context(), e.Record.Shared().ID)
			if err != nil || one.Name != e.Name {
				t.Errorf("%s: %s, %v", e.Record.Shared().ID, one.Name, err)
			}
		}
	}
	outlined, err := l.Outline(t.Context(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outlined {
		says["outline "+o.ID] = fmt.Sprint(o.Day, o.Document, o.Kind, o.Review)
	}
	documents, err := l.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		says["document "+d.Hash] = fmt.Sprint(d.Name, d.Title, d.Published, d.Capture, d.Address, d.Reader)
		readings, err := l.Readings(t.Context(), d.Hash)
		if err != nil {
			t.Fatal(err)
		}
		says["readings "+d.Hash] = fmt.Sprint(len(readings) > 0)
		found, err := l.Search(t.Context(), demarche.Search{Words: d.Title})
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range found.Hits {
			what := "report " + hit.Report.Hash
			if hit.Entry != nil {
				what = "entry " + hit.Entry.Record.Shared().ID
			}
			says["found "+d.Title+": "+what] = fmt.Sprint(found.Total)
		}
	}
	decisions, err := l.Decisions(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range decisions {
		says["decision "+d.Record+" "+string(d.What)] = d.Reason
	}
	texts, _, err := l.Touched(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		says["touched "+text] = "yes"
	}
	return says
}

// TestWhatIsWithheldIsAsIfItWereNotThere compares what each audience is told
// with a ledger in which there is nothing but what it may see.
func TestWhatIsWithheldIsAsIfItWereNotThere(t *testing.T) {
	h := newWithheld(t)
	for _, a := range additions() {
		a.to(t, h.writer)
	}
	decide := func(l demarche.Ledger, n uint64) {
		t.Helper()
		d := demarche.Decision{Record: conformance.Sample(n).Reading.Records[0].Shared().ID, What: demarche.ToReject, Reviewer: "A. Reviewer", Reason: fmt.Sprintf("of %d", n)}
		if _, err := l.Decide(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []uint64{1, 50, 51} {
		decide(h.writer, n)
	}
	for name, sees := range map[string][]string{"": {}, "a": {"a"}, "b": {"b"}, "a b": {"a", "b"}} {
		only := open(t, empty(t), postgres.Options{})
		for _, a := range additions() {
			// What a team withholds of a text that everybody has adds nothing to it.
			if a.into == "" || slices.Contains(sees, strings.TrimPrefix(a.into, "dossier-")) && !slices.Contains(shared(), demarche.HashOf([]byte(a.report.Document.Text))) {
				a.into = ""
				a.to(t, only)
			}
		}
		for n, into := range map[uint64]string{1: "", 50: "a", 51: "b"} {
			if into == "" || slices.Contains(sees, into) {
				decide(only, n)
			}
		}
		want := told(t, only)
		for role, as := range map[string]*postgres.Store{"writer": h.writer, "owner": h.owner} {
			compare(t, role+" for "+name, want, told(t, view(t, as, sees)))
		}
		if len(sees) < 2 {
			role := map[int]string{0: "outsider", 1: "of_" + name}[len(sees)]
			compare(t, role, want, told(t, view(t, open(t, h.as(t, role), postgres.Options{ReadOnly: true}), sees)))
		}
	}
	sound(t, h.owner)
	sound(t, h.writer)
	if _, err := view(t, h.writer, []string{"a"}).Verify(t.Context(), nil); demarche.CodeOf(err) != demarche.Unsupported {
		t.Errorf("who does not see everything verifies: %v", err)
	}
}

func compare(t *testing.T, who string, want, got map[string]string) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if got[key] != want[key] {
			t.Errorf("%s: %s is told as %q, want %q", who, key, got[key], want[key])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if _, there := want[key]; !there {
			t.Errorf("%s: %s is told: %s", who, key, got[key])
		}
	}
}

func view(t testing.TB, s *postgres.Store, teams []string) *postgres.View {
	t.Helper()
	v, err := s.For(t.Context(), teams)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	return v
}

// secrets are what nobody but the teams may learn of withheld reports: hashes,
// ids, addresses, names, and words of their texts.
func secrets(into ...string) []string {
	var all []string
	for _, a := range additions() {
		if hash := demarche.HashOf([]byte(a.report.Document.Text)); slices.Contains(into, a.into) && !slices.Contains(shared(), hash) {
			all = append(all, hash, a.report.Capture.Address, demarche.HashOf(a.report.Capture.Bytes), a.report.Document.Title)
			for _, r := range a.report.Reading.Records {
				all = append(all, r.Shared().ID)
			}
		}
	}
	return append(all, into...)
}

// everything gives all that a connection reads of all tables, as text, for each way of asking.
func everything(t *testing.T, conn *pgx.Conn, schema string) string {
	t.Helper()
	rows, err := conn.Query(t.Context(), "SELECT relname::text FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind IN ('r', 'v')", schema)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(tables) < 20 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	var b strings.Builder
	for _, table := range tables {
		rows, err := conn.Query(t.Context(), "SELECT coalesce(string_agg(x::text, ' '), '') FROM "+pgx.Identifier{schema, table}.Sanitize()+" x")
		if err != nil {
			t.Fatal(err)
		}
		all, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil && !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: %v", table, err)
		}
		b.WriteString(strings.Join(all, ""))
	}
	return b.String()
}

func TestNobodyGetsAroundThePoliciesBySQL(t *testing.T) {
	h := newWithheld(t)
	for _, a := range additions() {
		a.to(t, h.writer)
	}
	schema := h.owner.Schema()
	whole := everything(t, raw(t, h.as(t, "writer")), schema)
	for role, hidden := range map[string][]string{"outsider": {"dossier-a", "dossier-b"}, "of_a": {"dossier-b"}, "of_b": {"dossier-a"}} {
		var not []string
		for _, s := range secrets(hidden...) {
			if role != "outsider" && slices.Contains(secrets("dossier-"+strings.TrimPrefix(role, "of_")), s) {
				continue // both have it
			}
			if !strings.Contains(whole, s) && !strings.Contains(whole, fmt.Sprintf("%x", s)) {
				continue // it stands nowhere as it is
			}
			not = append(not, s)
		}
		if len(not) < 8 {
			t.Fatalf("%d secrets are looked for", len(not))
		}
		conn := raw(t, h.as(t, role))
		for _, attempt := range []string{"SELECT 1", "SET demarche.audience = ''", "SET demarche.audience = 'public a b'", "SELECT set_config('demarche.audience', 'a b', false)", "RESET demarche.audience",
			"SET row_security = off", "SET ROLE " + h.roles["writer"], "SET SESSION AUTHORIZATION " + h.roles["writer"], "SET session_replication_role = replica",
			"INSERT INTO trusted VALUES ('" + h.roles[role] + "')", "UPDATE teams SET role = '" + h.roles[role] + "'", "INSERT INTO shelf SELECT entry, content, 0 FROM shelf", "SELECT withhold_on()",
			"ALTER TABLE texts DISABLE ROW LEVEL SECURITY", "DROP POLICY shown ON texts", "CREATE TEMP TABLE shelf (entry bigint, content boolean, collection bigint)",
			"CREATE TEMP TABLE trusted AS SELECT session_user::text AS role"} {
			_, _ = conn.Exec(t.Context(), attempt)
			if attempt == "SET row_security = off" { // then the database refuses to answer at all
				if _, err := conn.Exec(t.Context(), "SELECT * FROM texts"); err == nil || !strings.Contains(err.Error(), "42501") {
					t.Errorf("%s with row security off: %v", role, err)
				}
				_, _ = conn.Exec(t.Context(), "SET row_security = on")
			}
			all := everything(t, conn, schema)
			for _, s := range not {
				if strings.Contains(all, s) {
					t.Errorf("%s sees %s after %s", role, s, attempt)
				}
			}
		}
		// Functions with the owner's rights tell no more.
		for _, ask := range []string{
			fmt.Sprintf("SELECT count(*) FROM sought_rows(ARRAY['%[1]s'], ARRAY[1.0], '%[1]s', 100)", map[string]string{"outsider": "50", "of_a": "51", "of_b": "50"}[role]),
			"SELECT count(*) FROM withheld_documents() w (d) WHERE d NOT IN (SELECT sequence FROM documents)",
			"SELECT count(*) FROM unpublished_texts() u WHERE u.text NOT IN (SELECT key FROM texts) OR u.collection NOT IN (SELECT sequence FROM collected)",
		} {
			var n int
			if err := conn.QueryRow(t.Context(), ask).Scan(&n); err != nil || n > 0 {
				t.Errorf("%s: %s: %d, %v", role, ask, n, err)
			}
		}
	}
	// What a program that writes narrows itself to is as narrow, whoever it is.
	for _, role := range []string{"owner", "writer"} {
		conn := raw(t, with(t, h.as(t, role), map[string]string{"demarche.audience": "public"}))
		all := everything(t, conn, schema)
		for _, s := range secrets("dossier-a", "dossier-b") {
			if !strings.Contains(s, "dossier") && strings.Contains(all, s) { // the names stand in collected, which its own functions go through
				t.Errorf("%s, narrowed, sees %s", role, s)
			}
		}
	}
}

// Of which lines the policies ask whether who is connected sees them: of all
// that anybody does not see, before a collection is published and after.
func TestNoLineIsHiddenThatIsNotOnTheShelf(t *testing.T) {
	h := newWithheld(t)
	for _, a := range additions() {
		a.to(t, h.writer)
	}
	seen := map[int]bool{}
	compare := func(who string, address string) {
		conn := raw(t, address)
		var hidden, differ int
		if err := conn.QueryRow(t.Context(), `SELECT count(*) FILTER (WHERE NOT sees(n, false)), count(*) FILTER (WHERE
    NOT EXISTS (SELECT 1 FROM shelved x WHERE x.entry = n) AND NOT (sees(n, false) AND is_public(n) AND sees(n, true) AND sees_words(n)))
FROM generate_series(1, (SELECT sequence FROM log_end)) n`).Scan(&hidden, &differ); err != nil || differ > 0 {
			t.Errorf("%s: %d lines are hidden that are not on the shelf, %v", who, differ, err)
		}
		seen[hidden] = true
	}
	all := func() {
		for role := range h.roles {
			compare(role, h.as(t, role))
			for _, audience := range []string{"public", "public a", "public a b", "a"} {
				compare(role+" as "+audience, with(t, h.as(t, role), map[string]string{"demarche.audience": audience}))
			}
		}
	}
	all()
	if len(seen) < 4 { // nothing, what each team withholds, all
		t.Errorf("so many lines are hidden: %v", slices.Sorted(maps.Keys(seen)))
	}
	if err := h.writer.Publish(t.Context(), ledger.CollectionFacts{Name: "dossier-a", By: "B. Analyst", Reason: "it is checked"}); err != nil {
		t.Fatal(err)
	}
	all()
}

func TestWhatIsWithheldCannotBeMoreOrLess(t *testing.T) {
	h := newWithheld(t)
	for _, a := range additions() {
		a.to(t, h.writer)
	}
	conn := raw(t, h.as(t, "writer"))
	for statement, words := range map[string]string{
		"UPDATE collected SET teams = 'b'":                       "42501",
		"DELETE FROM collected":                                  "42501",
		"TRUNCATE collected CASCADE":                             "42501",
		"DELETE FROM shelf":                                      "42501",
		"INSERT INTO shelf VALUES (1, false, 0)":                 "42501",
		"INSERT INTO trusted VALUES ('x')":                       "42501",
		"ALTER TABLE texts DISABLE ROW LEVEL SECURITY":           "42501",
		"DROP POLICY shown ON texts":                             "42501",
		"ALTER TABLE documents DISABLE TRIGGER documents_shelve": "42501",
		// A report that everybody saw is not withheld afterwards.
		`INSERT INTO collected SELECT (SELECT sequence FROM log WHERE what = 'record' ORDER BY sequence LIMIT 1), sequence, 'put', name, '', 1, 'x', '' FROM collected WHERE what = 'make' LIMIT 1`: "not withheld",
	} {
		if _, err := conn.Exec(t.Context(), statement); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", statement, err)
		}
	}
	f := ledger.CollectionFacts{Name: "dossier-a", Teams: []string{"b"}, By: "B. Analyst", Reason: "it is checked"}
	if err := h.writer.MakeCollection(t.Context(), f); demarche.CodeOf(err) != demarche.Conflict {
		t.Errorf("a collection is made twice: %v", err)
	}
	for name, c := range map[string]struct {
		f    ledger.CollectionFacts
		code demarche.Code
	}{
		"no such team":  {ledger.CollectionFacts{Name: "x", Teams: []string{"c"}, By: "A", Reason: "so"}, demarche.NotFound},
		"no team":       {ledger.CollectionFacts{Name: "x", By: "A", Reason: "so"}, demarche.Invalid},
		"nobody":        {ledger.CollectionFacts{Name: "x", Teams: []string{"a"}, Reason: "so"}, demarche.Invalid},
		"no reason":     {ledger.CollectionFacts{Name: "x", Teams: []string{"a"}, By: "A"}, demarche.Invalid},
		"no name":       {ledger.CollectionFacts{Name: "X Y", Teams: []string{"a"}, By: "A", Reason: "so"}, demarche.Invalid},
		"public":        {ledger.CollectionFacts{Name: "public", Teams: []string{"a"}, By: "A", Reason: "so"}, demarche.Invalid},
		"a team, twice": {ledger.CollectionFacts{Name: "x", Teams: []string{"a", "a"}, By: "A", Reason: "so"}, demarche.Invalid},
	} {
		if err := h.writer.MakeCollection(t.Context(), c.f); demarche.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	public := view(t, h.writer, nil)
	if _, err := public.Decide(t.Context(), demarche.Decision{Record: conformance.Sample(50).Reading.Records[0].Shared().ID, What: demarche.ToAccept, Reviewer: "B", Reason: "so"}); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("somebody decides about what he does not see: %v", err)
	}
	if all, err := public.Collections(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("everybody is told of %+v, %v", all, err)
	}

	// Published, it is there for everybody, for ever, and the log tells who did so.
	before, err := public.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := h.writer.Publish(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	only := open(t, empty(t), postgres.Options{})
	for _, a := range additions() {
		if a.into != "dossier-b" && !(a.into == "dossier-a" && a.report.Document.Name == "2a.txt") && !(a.into == "dossier-a" && a.report.Document.Text == conformance.Sample(53).Document.Text) {
			a.into = ""
			a.to(t, only)
		}
	}
	got, want := told(t, public), told(t, only)
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if got[key] == "" {
			t.Errorf("%s is not told after it was published", key)
		}
	}
	for _, s := range secrets("dossier-b") {
		for key, says := range got {
			if strings.Contains(key+says, s) && !slices.Contains(secrets("dossier-a"), s) {
				t.Errorf("%s is told: %s %s", s, key, says)
			}
		}
	}
	texts, last, err := public.Touched(t.Context(), before.Size)
	if err != nil || last <= before.Size || !slices.Contains(texts, demarche.HashOf([]byte(conformance.Sample(50).Document.Text))) {
		t.Errorf("publishing touches %v up to %d, %v", texts, last, err)
	}
	all, err := public.Collections(t.Context())
	if err != nil || len(all) != 1 || all[0].Name != "dossier-a" || all[0].Published == nil || all[0].Published.By != "B. Analyst" || all[0].Published.Reason != "it is checked" {
		t.Errorf("%+v, %v", all, err)
	}
	if err := h.writer.Publish(t.Context(), f); demarche.CodeOf(err) != demarche.Conflict {
		t.Errorf("it is published twice: %v", err)
	}
	if _, err := h.writer.Add(ledger.IntoCollection(t.Context(), "dossier-a", "A"), conformance.Sample(60).Capture, conformance.Sample(60).Document, conformance.Sample(60).Reading); demarche.CodeOf(err) != demarche.Conflict {
		t.Errorf("more is put into what is published: %v", err)
	}
	sound(t, h.owner)
}

func TestASuperuserIsShownNothingWhereAnythingIsWithheld(t *testing.T) {
	h := newWithheld(t)
	super := open(t, h.address, postgres.Options{})
	if _, err := super.For(t.Context(), nil); demarche.CodeOf(err) != demarche.Unsupported {
		t.Errorf("the database shows a superuser what is withheld, and so does the ledger: %v", err)
	}
	// Also to one that asked before anything was withheld.
	plain := open(t, empty(t), postgres.Options{})
	before := view(t, plain, nil)
	if _, err := before.Entries(t.Context(), demarche.Filter{}); err != nil {
		t.Fatal(err)
	}
	if err := plain.AddTeam(t.Context(), "a", ""); err != nil {
		t.Fatal(err)
	}
	if err := plain.MakeCollection(t.Context(), ledger.CollectionFacts{Name: "x", Teams: []string{"a"}, By: "A", Reason: "so"}); err != nil {
		t.Fatal(err)
	}
	if _, err := before.Entries(t.Context(), demarche.Filter{}); demarche.CodeOf(err) != demarche.Unsupported {
		t.Errorf("what was opened before shows everything: %v", err)
	}
	// Whoever reads what was captured later adds it where the capture is.
	c := conformance.Sample(50)
	line, _, err := h.writer.Take(ledger.IntoCollection(t.Context(), "dossier-a", "A. Analyst"), c.Capture)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.writer.Add(ledger.OfCapture(t.Context(), line), c.Capture, c.Document, c.Reading); err != nil {
		t.Fatal(err)
	}
	id := c.Reading.Records[0].Shared().ID
	if _, err := view(t, h.writer, nil).Entry(t.Context(), id); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("what a worker read is told to everybody: %v", err)
	}
	if _, err := view(t, h.writer, []string{"a"}).Entry(t.Context(), id); err != nil {
		t.Errorf("what a worker read is not told to the team: %v", err)
	}
}

func TestWhatWasChangedAboutCollectionsIsFound(t *testing.T) {
	h := newWithheld(t)
	for _, a := range additions() {
		a.to(t, h.writer)
	}
	s := open(t, h.address, postgres.Options{})
	if found := tampered(t, s); len(found) > 0 {
		t.Fatalf("nothing was changed, and %+v is found", found)
	}
	without := func(table, change string) []string {
		return []string{"ALTER TABLE " + table + " DISABLE TRIGGER ALL", change, "ALTER TABLE " + table + " ENABLE TRIGGER ALL",
			"DO $$ DECLARE g name; BEGIN FOR g IN SELECT tgname FROM pg_trigger WHERE tgrelid = '" + table + "'::regclass AND NOT tgisinternal LOOP EXECUTE format('ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER %I', g); END LOOP; END $$"}
	}
	for _, changes := range [][]string{
		without("collected", "UPDATE collected SET by = 'Nobody' WHERE what = 'put'"),
		without("collected", "UPDATE collected SET teams = 'b' WHERE name = 'dossier-a' AND what = 'make'"),
		without("collected", "UPDATE collected SET capture = capture + 1 WHERE what = 'put'"),
		without("collected", "DELETE FROM collected WHERE sequence = (SELECT max(sequence) FROM collected)"),
		without("collected", "INSERT INTO collected SELECT sequence + 1000000, collection, 'publish', name, '', 0, by, 'so' FROM collected WHERE what = 'make' LIMIT 1"),
		without("shelf", "DELETE FROM shelf s USING documents d WHERE d.sequence = s.entry AND NOT s.content"),
		without("shelf", "DELETE FROM shelf s USING records r WHERE r.sequence = s.entry"),
		without("shelf", "DELETE FROM shelf WHERE content AND collection <> 0"),
		without("shelf", "INSERT INTO shelf SELECT min(sequence), false, 0 FROM captures"),
		without("shelf", "INSERT INTO shelf SELECT min(s.entry), false, 0 FROM shelf s JOIN records r ON r.sequence = s.entry"),
		without("shelf", "INSERT INTO shelf SELECT min(s.entry), true, 0 FROM shelf s JOIN texts t ON t.key = s.entry WHERE s.content"),
		without("shelf", "INSERT INTO shelf SELECT min(s.entry), true, 0 FROM shelf s JOIN blobs b ON b.key = s.entry WHERE s.content"),
		{"ALTER TABLE texts DISABLE ROW LEVEL SECURITY"}, {"ALTER TABLE texts NO FORCE ROW LEVEL SECURITY"}, {"DROP POLICY shown ON texts"},
		{"CREATE POLICY more ON texts FOR SELECT USING (true)"}, {"ALTER POLICY shown ON texts USING (true)"}, {"DROP TRIGGER documents_shelve ON documents"},
		{"CREATE OR REPLACE FUNCTION sees_all() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true'"},
	} {
		if found := tampered(t, s, changes...); len(found) == 0 {
			t.Errorf("%s is not found", changes[min(1, len(changes)-1)])
		}
	}
}
