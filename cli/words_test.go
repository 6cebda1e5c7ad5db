package cli

import (
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/jedib0t/go-pretty/v6/text"

	"demarche"
	"demarche/answers"
)

func TestNumbers(t *testing.T) {
	for in, want := range map[float64]string{0: "0", 37: "37", 999: "999", 1000: "1,000", 190000: "190,000", 6.9e6: "6,900,000", 1234.5: "1,234.5", 0.25: "0.25"} {
		if got := number(in); got != want {
			t.Errorf("%v is written %s, not %s", in, got, want)
		}
	}
}

func TestFieldsOfTheMatrix(t *testing.T) {
	plain := func(_ text.Colors, s string) string { return s }
	cell := func(m demarche.Means, v answers.Verdict, terms ...demarche.Term) answers.Cell {
		return answers.Cell{People: demarche.OwnNationals, Means: m, Verdict: v, Terms: terms}
	}
	for want, cells := range map[string][]answers.Cell{
		"yes":                         {cell(demarche.MeansAny, answers.Yes)},
		"no: dignity":                 {cell(demarche.MeansAny, answers.No, "dignity")},
		"yes, if: dignity":            {cell(demarche.MeansAny, answers.YesWithTerms, "dignity")},
		"yes, by sea only":            {cell(demarche.MeansAny, answers.YesWithTerms), cell(demarche.Sea, answers.Yes), cell(demarche.Land, answers.No)},
		"yes, by land or by sea only": {cell(demarche.MeansAny, answers.YesWithTerms), cell(demarche.Sea, answers.Yes), cell(demarche.Land, answers.YesWithTerms)},
		"yes, in part": {cell(demarche.MeansAny, answers.YesWithTerms), cell(demarche.Sea, answers.YesWithTerms), cell(demarche.Land, answers.YesWithTerms),
			cell(demarche.MilitaryAircraft, answers.YesWithTerms), cell(demarche.CivilianAircraft, answers.YesWithTerms)},
	} {
		st := answers.Standing{Cells: cells}
		if got := cellWords(cells[0], onlyBy(st, cells[0]), plain); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestEveryCommandTakesJSON(t *testing.T) {
	parser, err := kong.New(&grammar{}, kong.Vars{"addr": defaultAddr})
	if err != nil {
		t.Fatal(err)
	}
	leaves := parser.Model.Leaves(false)
	if len(leaves) < 40 {
		t.Fatalf("there are %d commands", len(leaves))
	}
	for _, leaf := range leaves {
		if !slices.ContainsFunc(leaf.AllFlags(false), func(flags []*kong.Flag) bool {
			return slices.ContainsFunc(flags, func(f *kong.Flag) bool { return f.Name == "json" })
		}) {
			t.Errorf("%s has no --json", leaf.FullPath())
		}
	}
}

func TestWhereThePagesAreCanBeOpened(t *testing.T) {
	for addr, want := range map[string]string{"0.0.0.0:0": "and on every other address of this computer", "127.0.0.1:0": "(Ctrl-C stops)"} {
		l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		_, port, err := net.SplitHostPort(l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		s := &session{around: Surroundings{Out: &out}}
		if err := errors.Join(s.saysServing(place{site: l}), s.saysServing(place{site: l, asJSON: true}), l.Close()); err != nil {
			t.Fatal(err)
		}
		if got := out.String(); !strings.Contains(got, "serving on http://127.0.0.1:"+port+"/") || !strings.Contains(got, want) || !strings.Contains(got, `"url": "http://127.0.0.1:`+port+`/"`) {
			t.Errorf("on %s it says %s", addr, got)
		}
	}
}

func TestSummaries(t *testing.T) {
	n, yes := 12, true
	for _, tt := range []struct {
		record demarche.Record
		want   string
	}{
		{&demarche.Position{State: "COL", Stance: demarche.Refuse, From: "USA", People: demarche.OwnNationals, Means: demarche.MilitaryAircraft, Terms: []demarche.Term{"dignity"}},
			"COL refuses own nationals from USA on military aircraft; terms: dignity"},
		{&demarche.Position{State: "MEX", Stance: demarche.Unsettled, People: demarche.ThirdNationals, Nationals: []demarche.State{"HTI", "CUB"}, Means: demarche.Land},
			"MEX has not decided on nationals of HTI, CUB by land"},
		{&demarche.Act{Type: demarche.SendNote, Actor: "MEX", Target: "USA"}, "MEX send note -> USA"},
		{&demarche.Movement{Status: demarche.UnderWay, Sender: "USA", Origin: "Fort Bliss", Destination: "Guantanamo Bay", DestinationState: "CUB", People: &n, Approx: true, Restrained: &yes},
			"under way, sent by USA: Fort Bliss to Guantanamo Bay (CUB), about 12 people, in restraints"},
		{&demarche.Movement{Status: demarche.Planned, DestinationState: "HND", Flights: &n}, "planned: to HND, 12 flights"},
		{&demarche.Count{What: demarche.Held, Value: 1500, Unit: "people", In: "USA"}, "held: 1,500 people in USA"},
		{&demarche.Quote{Text: "we will not", Channel: demarche.Post}, "“we will not” - post"},
		{&demarche.Gap{Type: demarche.NoResponse, Who: "USA"}, "USA no response"},
		{&demarche.Office{Name: "Jane Doe", Role: "minister", State: "COL", Former: true}, "Jane Doe, former minister, COL"},
	} {
		if got := summary(tt.record); got != tt.want {
			t.Errorf("%q, not %q", got, tt.want)
		}
	}
}

func TestAFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.json")
	if err := writeFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "old"); return err }); err != nil {
		t.Fatal(err)
	}
	failed := errors.New("no room")
	if err := writeFile(path, func(w io.Writer) error {
		_, _ = io.WriteString(w, "ne")
		return failed
	}); !errors.Is(err, failed) {
		t.Errorf("the failure is %v", err)
	}
	b, err := os.ReadFile(path)
	if err != nil || string(b) != "old" {
		t.Errorf("after a failed write the file holds %q (%v)", b, err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("%d files are left in the folder", len(left))
	}
}

func FuzzOneLine(f *testing.F) {
	f.Add("a\x1b[31mb\nc\u009b2J\u202ed")
	f.Fuzz(func(t *testing.T, s string) {
		if got := oneLine(s); strings.ContainsAny(got, "\x1b\n\r\x07\x7f\u009b\u202e") {
			t.Errorf("%q becomes %q", s, got)
		}
	})
}
