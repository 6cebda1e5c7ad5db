package ledger_test

import (
	"crypto/sha256"
	"encoding/json"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/conformance"
)

// The form of the log is a promise to everybody who keeps a hash of it.
func TestTheLogIsHashedAsDocumented(t *testing.T) {
	content := ledger.RecordContent("0123456789abcdef", "ff", []byte(`{"kind":"gap"}`))
	if want := sha256.Sum256([]byte(`6:record,16:0123456789abcdef,2:ff,14:{"kind":"gap"},`)); content != want {
		t.Errorf("content of a record is %s, want %x", content, want)
	}
	line := ledger.Line{Sequence: 12, At: time.Unix(1, 5), What: "record", ID: "0123456789abcdef", Content: content}
	previous := ledger.Digest("before")
	want := sha256.Sum256([]byte("4:line,32:" + string(previous[:]) + ",2:12,10:1000000005,6:record,16:0123456789abcdef,32:" + string(content[:]) + ","))
	if got := line.Seal(previous); got != want {
		t.Errorf("line is sealed %s, want %x", got, want)
	}
	leaf := sha256.Sum256([]byte("\x004:leaf,2:12,10:1000000005,6:record,16:0123456789abcdef,32:" + string(content[:]) + ","))
	if got := line.Leaf(); got != leaf {
		t.Errorf("leaf is %s, want %x", got, leaf)
	}
	decision := demarche.Decision{Record: "cc", What: demarche.ToUndo, Reviewer: "A. Reviewer", Reason: "so", Version: "dd", Undoes: 7}
	for name, test := range map[string]struct {
		got  ledger.Hash
		want string
	}{
		"decision":            {ledger.Content(ledger.DecisionLine, ledger.DecisionSays(decision)), "8:decision,2:cc,4:undo,11:A. Reviewer,2:so,2:dd,1:7,"},
		"capture":             {ledger.CaptureContent(ledger.CaptureFacts{Bytes: "aa", Size: 7, Address: "/a,b", Taken: "2025-01-01T00:00:00Z"}), "7:capture,2:aa,1:7,4:/a,b,20:2025-01-01T00:00:00Z,"},
		"capture with a head": {ledger.CaptureContent(ledger.CaptureFacts{Bytes: "aa", Size: 7, Address: "/a,b", Head: "H"}), "7:capture,2:aa,1:7,4:/a,b,0:,0:,1:H,"},
		"document with an address": {ledger.DocumentContent(ledger.DocumentFacts{Text: "bb", Capture: 1, Canonical: "c", Publisher: "p"}),
			"8:document,2:bb,1:1,0:,0:,0:,0:,0:,1:p,0:,1:c,"},
		"document": {ledger.DocumentContent(ledger.DocumentFacts{Text: "bb", Capture: 1, Name: "é", Title: "", Published: "2025", Lang: "en", Agency: "N"}),
			"8:document,2:bb,1:1,2:é,0:,4:2025,2:en,1:N,"},
		"reading": {ledger.ReadingContent("bb", 2, "r", []ledger.Member{{ID: "cc", Confidence: 0.1}, {ID: "dd"}}),
			"7:reading,2:bb,1:2,1:r,2:cc,3:0.1,2:dd,1:0,"},
	} {
		if want := sha256.Sum256([]byte(test.want)); test.got != want {
			t.Errorf("%s is not the hash of %q", name, test.want)
		}
	}
}

func TestBodyIDIsIdentify(t *testing.T) {
	for n := range uint64(30) {
		r := conformance.Sample(n)
		a, err := ledger.Check(r.Capture, r.Document, r.Reading)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range a.Rows {
			if got := ledger.BodyID(a.Text, row.Body); got != row.ID {
				t.Errorf("the body of %s hashes to %s", row.ID, got)
			}
			back, err := ledger.ParseRow(row.ID, row.Body, row.Confidence)
			if err != nil {
				t.Fatal(err)
			}
			got, _ := json.Marshal(back)
			want, _ := json.Marshal(r.Reading.Records[i])
			if string(got) != string(want) {
				t.Errorf("a row comes back as %s, want %s", got, want)
			}
		}
	}
}

func TestCheckKeepsARecordOnce(t *testing.T) {
	r := conformance.Sample(2)
	r.Reading.Records = append(r.Reading.Records, r.Reading.Records...)
	a, err := ledger.Check(r.Capture, r.Document, r.Reading)
	if err != nil || len(a.Rows) == 0 || 2*len(a.Rows) != len(r.Reading.Records) {
		t.Errorf("%d rows of %d records (%v)", len(a.Rows), len(r.Reading.Records), err)
	}
}

func TestCheckDoesNotTouchWhatItIsGiven(t *testing.T) {
	r := conformance.Sample(2)
	before, _ := json.Marshal(r.Reading)
	a, err := ledger.Check(r.Capture, r.Document, r.Reading)
	if err != nil {
		t.Fatal(err)
	}
	clear(a.Rows[0].Body)
	if after, _ := json.Marshal(r.Reading); string(after) != string(before) {
		t.Error("the reading changed")
	}
}

func TestIndex(t *testing.T) {
	by := &demarche.Speaker{Name: "  Zoë\u00a0ÑANDÚ ", State: "BRA"}
	for _, test := range []struct {
		record demarche.Record
		want   string
	}{
		{&demarche.Position{State: "COL", From: "USA", Nationals: []demarche.State{"VEN", "HTI", "VEN"}, By: by, Date: "2025-01"},
			"2025-01|zoe nandu|by BRA,from USA,nationals HTI,nationals VEN,to COL"},
		{&demarche.Act{Actor: "MEX", Target: "United Nations", By: by}, "|zoe nandu|actor MEX,by BRA"},
		{&demarche.Movement{Sender: "USA", Nationals: []demarche.State{"BRA"}, Date: "2025"}, "2025||from USA,nationals BRA"},
		{&demarche.Count{Of: "COL", In: "USA", AsOf: "2022", Source: "USA"}, "2022||by USA,in USA,nationals COL"},
		{&demarche.Quote{By: &demarche.Speaker{Name: "Foreign Ministry"}}, "|foreign ministry|"},
		{&demarche.Gap{Who: "GTM"}, "||who GTM"},
		{&demarche.Office{Name: "Ægir Ångström", State: "XKX"}, "|ægir angstrom|office XKX"},
	} {
		x := ledger.IndexOf(test.record)
		var parts []string
		for _, p := range x.Parts {
			parts = append(parts, string(p.Role)+" "+string(p.State))
		}
		if got := string(x.Day) + "|" + x.Names + "|" + strings.Join(parts, ","); got != test.want {
			t.Errorf("%T is looked up by %s, want %s", test.record, got, test.want)
		}
	}
}

func TestChoose(t *testing.T) {
	for name, test := range map[string]struct {
		tellings []ledger.Telling
		want     int64
	}{
		"the only one":                      {[]ledger.Telling{{1, 1, ""}}, 1},
		"a correction":                      {[]ledger.Telling{{1, 1, "2025-01-26"}, {2, 1, "2025-01-27"}}, 2},
		"a correction back":                 {[]ledger.Telling{{1, 1, "2025-01-26"}, {2, 1, "2025-01-27"}, {3, 1, "2025-01-26"}}, 3},
		"a day is not forgotten":            {[]ledger.Telling{{1, 1, "2025-01-26"}, {2, 1, ""}}, 1},
		"a later copy":                      {[]ledger.Telling{{1, 1, "2025-01-26"}, {2, 5, "2025-01-27"}}, 1},
		"a copy that came first":            {[]ledger.Telling{{1, 1, "2025-01-27"}, {2, 5, "2025-01-26"}}, 2},
		"a copy without a day":              {[]ledger.Telling{{1, 1, ""}, {2, 5, "2025-01-26"}}, 2},
		"a copy of the same day":            {[]ledger.Telling{{1, 1, "2025-01-26"}, {2, 5, "2025-01-26"}}, 1},
		"a correction that makes it a copy": {[]ledger.Telling{{1, 1, "2025-01-26"}, {2, 5, "2025-01-28"}, {3, 1, "2025-01-29"}}, 2},
	} {
		if got := ledger.Choose(test.tellings).Sequence; got != test.want {
			t.Errorf("%s: %d, want %d", name, got, test.want)
		}
	}
}

// Which of several sources was added first must not matter.
func TestChooseDoesNotDependOnTheOrderOfSources(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfNDistinct(rapid.SampledFrom([]demarche.Date{"2024-12-31", "2025-01-01", "2025-01-26", "2025-02", "2026"}), 1, 5, rapid.ID).Draw(t, "days")
		tellings := make([]ledger.Telling, len(days))
		for i, d := range days {
			tellings[i] = ledger.Telling{Sequence: int64(i), Capture: int64(i), Published: d}
		}
		want := ledger.Choose(tellings)
		mixed := rapid.Permutation(tellings).Draw(t, "order")
		if got := ledger.Choose(mixed); got != want {
			t.Fatalf("%v gives %v, %v gives %v", tellings, want, mixed, got)
		}
	})
}

func TestDefaultPath(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the folders of Linux")
	}
	for name, test := range map[string]struct {
		env  map[string]string
		want string
	}{
		"the data folder":     {map[string]string{"XDG_DATA_HOME": "/data", "HOME": "/home/x"}, "/data/demarche/demarche.db"},
		"home":                {map[string]string{"HOME": "/home/x"}, "/home/x/.local/share/demarche/demarche.db"},
		"a relative folder":   {map[string]string{"XDG_DATA_HOME": "data", "HOME": "/home/x"}, "/home/x/.local/share/demarche/demarche.db"},
		"nothing to go by":    {nil, ""},
		"a home that is none": {map[string]string{"HOME": "x"}, ""},
	} {
		got, err := ledger.DefaultPath(func(name string) string { return test.env[name] })
		if got != filepath.FromSlash(test.want) || (err == nil) != (test.want != "") {
			t.Errorf("%s: %q, %v, want %q", name, got, err, test.want)
		}
		if err != nil && (demarche.CodeOf(err) != demarche.NotFound || demarche.HintOf(err) == "") {
			t.Errorf("%s: %v has no hint", name, err)
		}
	}
}

func TestTimeText(t *testing.T) {
	for _, at := range []time.Time{{}, time.Unix(0, 1).UTC(), time.Date(2025, 1, 26, 23, 59, 59, 999999999, time.FixedZone("", -5*3600))} {
		back, err := ledger.ParseTimeText(ledger.TimeText(at))
		if err != nil || !back.Equal(at) {
			t.Errorf("%v comes back as %v (%v)", at, back, err)
		}
	}
	if _, err := ledger.ParseTimeText("yesterday"); err == nil {
		t.Error("a time that is none was read")
	}
}

func FuzzFold(f *testing.F) {
	for _, name := range []string{"Zoë Ñandú", "İpek\u00a0Straße", "ﬁ\u0301", "", "\xff"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		once := ledger.Fold(name)
		if twice := ledger.Fold(once); twice != once {
			t.Errorf("%q folds to %q, and that to %q", name, once, twice)
		}
		if strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
			t.Errorf("%q folds to %q", name, once)
		}
	})
}

// FuzzCheck gives any JSON as records of any text: nothing may be accepted
// whose evidence is not in the text.
func FuzzCheck(f *testing.F) {
	r := conformance.Sample(3)
	records, err := json.Marshal(r.Reading.Records)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(r.Document.Text, string(records), "2025-01-26")
	f.Add("a", `[{"kind":"gap","evidence":[{"exact":"a","start":0,"end":1}],"type":"declined","who":"USA"}]`, "")
	f.Fuzz(func(t *testing.T, text, records, day string) {
		var rs demarche.Records
		if json.Unmarshal([]byte(records), &rs) != nil {
			t.Skip()
		}
		d := demarche.Document{Text: text, Published: demarche.Date(day)}
		for _, r := range rs {
			id, err := demarche.Identify(d.Hash(), r)
			if err != nil {
				t.Skip()
			}
			r.Shared().ID = id
		}
		a, err := ledger.Check(demarche.Capture{}, d, demarche.Reading{Doc: demarche.DocInfo{Reader: "r"}, Records: rs})
		if err != nil {
			if demarche.CodeOf(err) != demarche.Invalid {
				t.Errorf("refused with %v", err)
			}
			return
		}
		for _, row := range a.Rows {
			back, err := ledger.ParseRow(row.ID, row.Body, row.Confidence)
			if err != nil || ledger.BodyID(a.Text, row.Body) != row.ID {
				t.Fatalf("%s: %v", row.Body, err)
			}
			for _, s := range back.Shared().Evidence {
				if err := s.Check(text); err != nil {
					t.Error(err)
				}
			}
			if !slices.EqualFunc(row.Index.Parts, ledger.IndexOf(back).Parts, func(a, b ledger.Part) bool { return a == b }) {
				t.Error("the index of a row is not that of its record")
			}
		}
	})
}

// The tree over one, two and three lines, made by hand as RFC 6962 says.
func TestTheTreeIsThatOfRFC6962(t *testing.T) {
	node := func(left, right ledger.Hash) ledger.Hash {
		return sha256.Sum256([]byte("\x01" + string(left[:]) + string(right[:])))
	}
	var (
		edge   ledger.Edge
		leaves []ledger.Hash
		roots  []string
		places []int64
	)
	for n := range int64(3) {
		l := ledger.Line{Sequence: n + 1, What: "record"}.Leaf()
		first, nodes, err := edge.Add(l)
		if err != nil || nodes[0] != l {
			t.Fatalf("line %d: %v, %v", n+1, nodes, err)
		}
		root, err := edge.Root()
		if err != nil {
			t.Fatal(err)
		}
		leaves, roots, places = append(leaves, l), append(roots, root), append(places, first)
	}
	two := node(leaves[0], leaves[1])
	want := []string{leaves[0].String(), two.String(), node(two, leaves[2]).String()}
	if !slices.Equal(roots, want) || !slices.Equal(places, []int64{0, 1, 3}) {
		t.Errorf("roots are %v at %v, want %v", roots, places, want)
	}
}

func TestJudge(t *testing.T) {
	const record, other = 5, 9
	accept := func(n int64) ledger.Judged {
		return ledger.Judged{Sequence: n, What: demarche.ToAccept, Version: record}
	}
	amend := func(n int64) ledger.Judged { return ledger.Judged{Sequence: n, What: demarche.ToAmend, Version: other} }
	reject := func(n int64) ledger.Judged {
		return ledger.Judged{Sequence: n, What: demarche.ToReject, Version: record}
	}
	undo := func(n, of int64) ledger.Judged {
		return ledger.Judged{Sequence: n, What: demarche.ToUndo, Version: record, Undoes: of}
	}
	for name, test := range map[string]struct {
		decisions []ledger.Judged
		want      ledger.Review
	}{
		"nothing":                   {nil, ledger.Review{Status: demarche.Proposed, Version: record}},
		"accepted":                  {[]ledger.Judged{accept(20)}, ledger.Review{Status: demarche.Accepted, Version: record, Counts: 20}},
		"the newest counts":         {[]ledger.Judged{accept(20), reject(21)}, ledger.Review{Status: demarche.Rejected, Version: record, Counts: 21}},
		"amended, then as read":     {[]ledger.Judged{amend(20), accept(21)}, ledger.Review{Status: demarche.Accepted, Version: record, Counts: 21}},
		"undone":                    {[]ledger.Judged{accept(20), undo(21, 20)}, ledger.Review{Status: demarche.Proposed, Version: record}},
		"undone to the one before":  {[]ledger.Judged{amend(20), reject(21), undo(22, 21)}, ledger.Review{Status: demarche.Amended, Version: other, Counts: 20}},
		"undone twice":              {[]ledger.Judged{amend(20), reject(21), undo(22, 21), undo(23, 20)}, ledger.Review{Status: demarche.Proposed, Version: record}},
		"decided again":             {[]ledger.Judged{reject(20), undo(21, 20), reject(22)}, ledger.Review{Status: demarche.Rejected, Version: record, Counts: 22}},
		"an amendment that is kept": {[]ledger.Judged{amend(20), {Sequence: 21, What: demarche.ToAccept, Version: other}}, ledger.Review{Status: demarche.Amended, Version: other, Counts: 21}},
	} {
		if got := ledger.Judge(record, test.decisions); got != test.want {
			t.Errorf("%s: %+v, want %+v", name, got, test.want)
		}
	}
}
