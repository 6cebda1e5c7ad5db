package main

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche/document"
	"demarche/source/gate"
)

// The page in docs is the one that the figures in the repository make.
func TestThePageFollowsTheFigures(t *testing.T) {
	page := filepath.Join(t.TempDir(), "scale.md")
	if err := makePage("figures.json", page); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../docs/scale.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/scale.md is not what figures.json makes: make scale-page")
	}
	if bad := regexp.MustCompile(`NaN|Inf|<nil>|%!`).FindString(string(want)); bad != "" {
		t.Errorf("the page says %s", bad)
	}
}

// What other commands printed is what their pages show.
func TestFiguresFromElsewhere(t *testing.T) {
	f, err := load("figures.json")
	if err != nil {
		t.Fatal(err)
	}
	e := f.Elsewhere
	for path, all := range map[string][]string{
		"../../../docs/ledger.md":  {"With " + round(e.Reports) + " reports", round(e.Ready) + " s of processor time", round(e.MemoryGB) + " GB"},
		"../../../docs/quality.md": {round(e.Dropped) + " of " + round(e.Politics)},
	} {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range all {
			if !strings.Contains(string(b), words) {
				t.Errorf("%s does not say %q", path, words)
			}
		}
	}
}

func some() Figures {
	return Figures{
		Reports: &Made{Words: 300}, Single: &Single{Scan: 1000, Read: 50},
		Reading: &Reading{Ways: []Way{{Name: alone, Rate: 40}, {Name: oneWorker, ProgramTime: 20, DatabaseTime: 5}}, BytesReport: 15e3, LogReport: 20e3},
		Writing: &Writing{Writers: []int{1, 2}, Captures: []float64{400, 500}, Readings: []float64{125, 100}},
		Lag:     &Lag{}, Jobs: &Jobs{Sizes: []Size{{Waiting: 1000, Work: 1}, {Waiting: 2000, Work: 2}}},
		Elsewhere: &Elsewhere{Reports: 1000, MemoryGB: .032, Ready: 2},
	}
}

func TestAYearOfArchives(t *testing.T) {
	a := assumed()
	c, err := some().cost(a)
	if err != nil {
		t.Fatal(err)
	}
	y := a.year(c, .01) // four million reports
	for what, x := range map[string][2]float64{
		"reports": {y.Reports, 4e6}, "core-hours of scanning": {y.ScanHours, 400e6 / 1000. / 3600}, "of reading": {y.ReadHours, 4e6 * .020 / 3600}, "of the database": {y.DBHours, 4e6 * .005 / 3600},
		"hours of the log": {y.LogHours, 4e6 * (1/500. + 1/125.) / 3600}, "disk": {y.Disk, 4e6 * 40e3}, "memory": {y.Memory, 4e6 * 32e3}, "until ready": {y.ReadyHours, 4e6 * .002 / 3600},
		"dollars": {y.Once, (y.ScanHours + y.ReadHours + y.DBHours) / .7 * .04},
	} {
		if math.Abs(x[0]-x[1]) > 1e-9*x[1] {
			t.Errorf("%s: %v, want %v", what, x[0], x[1])
		}
	}
	if machine := (y.ScanHours + y.ReadHours + y.DBHours) / 32 / .7; y.Hours != max(machine, y.LogHours) {
		t.Errorf("on one machine %v hours", y.Hours)
	}
}

func TestAStream(t *testing.T) {
	a := assumed()
	c, err := some().cost(a)
	if err != nil {
		t.Fatal(err)
	}
	s := a.stream(c, .12)
	most := 20e6 * .12 / 86400 * 3
	for what, x := range map[string][2]float64{
		"most": {s.Most, most}, "log": {s.Log, most * .01}, "reading": {s.ReadCores, most * .020 / .7}, "disk": {s.DiskYear, 20e6 * 365 * .12 * 40e3}, "machines": {s.Machines, (s.ScanCores + s.ReadCores + s.DBCores) / 32},
	} {
		if math.Abs(x[0]-x[1]) > 1e-9*x[1] {
			t.Errorf("%s: %v, want %v", what, x[0], x[1])
		}
	}
}

// What the stream is above comes first, then what fills up by days, then what bears it.
func TestWhatBreaksFirst(t *testing.T) {
	a := assumed()
	f := some()
	c, err := f.cost(a)
	if err != nil {
		t.Fatal(err)
	}
	all := a.limits(f, c)
	if !strings.HasPrefix(all[0].What, "asking papers") || all[0].Carries >= 1 {
		t.Errorf("first breaks %+v", all[0])
	}
	if l := all[1]; !strings.Contains(l.What, "start of a server") || math.Abs(l.Days-1.8e6/600e3) > 1e-9 {
		t.Errorf("then %+v", l)
	}
	if l := all[4]; !strings.HasPrefix(l.What, "the end of the log") || l.At != 100 || l.Carries < 1 {
		t.Errorf("after what fills up %+v", l)
	}
}

func TestNothingIsWorkedOutOfHalfTheFigures(t *testing.T) {
	f := some()
	f.Jobs = nil
	if _, err := f.page(); !errors.Is(err, errNotMeasured) {
		t.Errorf("without jobs: %v", err)
	}
	path := filepath.Join(t.TempDir(), "f.json")
	if err := os.WriteFile(path, []byte(`{"speed": 3}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := load(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("an unknown field: %v", err)
	}
	if f, err := load(filepath.Join(t.TempDir(), "none.json")); err != nil || f.Lag != nil {
		t.Errorf("no file: %+v, %v", f, err)
	}
}

func TestNumbers(t *testing.T) {
	for x, want := range map[float64]string{0: "0", .00123456: "0.00123", 1.5: "1.5", 12.345: "12.3", 99.99: "100", 1234.5: "1,230", 20e6: "20,000,000", 2: "2"} {
		if got := round(x); got != want {
			t.Errorf("%v is %q, want %q", x, got, want)
		}
	}
	for x, want := range map[float64]string{25e3: "25 kB", 128e9: "128 GB", 1.6e13: "16 TB", 500: "0.5 kB"} {
		if got := inBytes(x); got != want {
			t.Errorf("%v is %q, want %q", x, got, want)
		}
	}
}

func TestSpreadRateAndBacklog(t *testing.T) {
	var all []time.Duration
	var at []time.Time
	for i := 1; i <= 101; i++ {
		all = append(all, time.Duration(i)*time.Millisecond)
		at = append(at, time.Unix(0, 0).Add(time.Duration(i)*100*time.Millisecond))
	}
	slices.Reverse(all)
	if got := spread(all); got != (Spread{101, 51, 96, 101}) {
		t.Errorf("spread %+v", got)
	}
	at[100] = at[100].Add(time.Hour) // one that came late
	if got := rate(at); math.Abs(got-10) > 1e-9 {
		t.Errorf("%v a second", got)
	}
	if !grows([]int{0, 10, 100, 200}, 50) || grows([]int{10, 20, 40, 50}, 50) || grows(nil, 50) {
		t.Error("whether the backlog grows")
	}
}

func TestFigureOfABenchmark(t *testing.T) {
	const out = "goos: linux\nBenchmarkScan \t 2\t 565 ns/op\t 3829 pages/s\t 0.76 of-decompressor\nPASS\n"
	if got, err := figure(out, "Scan", "pages/s"); err != nil || got != 3829 {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := figure(out, "Read", "reports/s"); err == nil {
		t.Error("a figure that was not printed is found")
	}
}

func TestReportsAreRealEnough(t *testing.T) {
	p, err := newPress(1)
	if err != nil {
		t.Fatal(err)
	}
	g, err := gate.Default()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for n := range 50 {
		r := p.report(n)
		if !bytes.Equal(r.page, p.report(n).page) {
			t.Fatalf("report %d is another the second time", n)
		}
		d, err := document.New(r.capture(), "")
		if err != nil {
			t.Fatalf("report %d: %v", n, err)
		}
		if left := regexp.MustCompile(`[\[\]{}|]`).FindString(d.Text); left != "" || seen[d.Hash()] || string(d.Published) != r.day.Format(time.DateOnly) || !g.Passes(r.page) {
			t.Errorf("report %d of %s: left %q, %s", n, d.Published, left, d.Text)
		}
		if words := len(strings.Fields(d.Text)); words < r.words || words < 200 {
			t.Errorf("report %d: %d words are drawn out of %d", n, words, r.words)
		}
		seen[d.Hash()] = true
	}
}

// TestTeam measures as make team does, a little of everything.
func TestTeam(t *testing.T) {
	if testing.Short() {
		t.Skip("processes are started and measured for a while: not when short")
	}
	binary := filepath.Join(t.TempDir(), "demarche")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "demarche/cmd/demarche").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	m := &team{log: io.Discard, options: options{binary: binary, only: "reading,writing,lag,jobs", seed: 1, cores: 2, reports: 100, rounds: 1, writes: 20, rate: 5, lasting: 2 * time.Second,
		before: 5, sampled: 1, workersInLag: 1, queued: "200,1000", tried: 200}}
	if err := m.prepare(); err != nil {
		t.Skip(err)
	}
	t.Cleanup(m.remove)
	var f Figures
	if err := m.measure(t.Context(), &f); err != nil {
		t.Fatal(err)
	}
	for _, w := range f.Reading.Ways {
		if w.Rate <= 0 || w.ProgramTime <= 0 || (w.DatabaseTime > 0) != strings.Contains(w.Name, "worker") {
			t.Errorf("reading: %+v", w)
		}
	}
	if f.Reports.Records < 5 || f.Reports.PackedBytes >= f.Reports.PageBytes || f.Reading.BytesReport < f.Reports.TextBytes {
		t.Errorf("reports: %+v, %v bytes", f.Reports, f.Reading.BytesReport)
	}
	if len(f.Writing.Readings) != 4 || slices.Min(f.Writing.Readings) <= 0 || slices.Min(f.Writing.Captures) <= 0 {
		t.Errorf("writing: %+v", f.Writing)
	}
	if l := f.Lag; l.Taken.Count != 10 || l.Kept.Count != 10 || l.Shown.Count == 0 || l.Shown.P50 <= 0 || l.Kept.P50 > l.Kept.Longest {
		t.Errorf("lag: %+v", l)
	}
	if j := f.Jobs; len(j.Sizes) != 3 || j.Sizes[2].Done != 1000 || j.Sizes[0].Work <= 0 || j.Sizes[0].Enqueue <= 0 || j.Cleaned.Left != 0 || j.Cleaned.Done < 1000 {
		t.Errorf("jobs: %+v", j)
	}
}
