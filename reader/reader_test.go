package reader_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"demarche"
	"demarche/demo"
	"demarche/document"
	"demarche/reader"
	"demarche/reader/choice"
	"demarche/reader/detection"
)

var shared = sync.OnceValues(reader.New) // loading the models takes a while

func newReader(t testing.TB) *reader.Reader {
	t.Helper()
	r, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// reports gives the annotated and the bundled reports.
func reports(t testing.TB) []demarche.Document {
	t.Helper()
	var docs []demarche.Document
	add := func(name string, b []byte) {
		d, err := document.New(demarche.Capture{Address: name, Bytes: b, Taken: time.Unix(0, 0)}, "")
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	paths, err := filepath.Glob("../eval/dev/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no annotated reports (%v)", err)
	}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		add(p, b)
	}
	err = fs.WalkDir(demo.Reports(), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := fs.ReadFile(demo.Reports(), p)
		if err == nil {
			add(p, b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// sound fails the test unless every record of the reading keeps the record
// model, carries evidence that is exactly its words of the text, and has its
// own id and a trace.
func sound(t testing.TB, d *demarche.Document, reading demarche.Reading) {
	t.Helper()
	ids := map[string]bool{}
	for _, r := range reading.Records {
		shared := r.Shared()
		if err := r.Check(); err != nil {
			t.Errorf("%s: %s: %v", d.Name, shared.Kind, err)
		}
		for _, e := range shared.Evidence {
			if err := e.Check(d.Text); err != nil {
				t.Errorf("%s: %s %s: %v", d.Name, shared.Kind, shared.ID, err)
			}
			if !strings.HasSuffix(upTo(d.Text, e.Start), e.Prefix) || !strings.HasPrefix(after(d.Text, e.End), e.Suffix) {
				t.Errorf("%s: %s %s: prefix or suffix is not what stands around the evidence", d.Name, shared.Kind, shared.ID)
			}
		}
		if id, err := demarche.Identify(d.Hash(), r); err != nil || id != shared.ID {
			t.Errorf("%s: id %s is not the hash of the record, %s (%v)", d.Name, shared.ID, id, err)
		}
		if ids[shared.ID] {
			t.Errorf("%s: two records have the id %s", d.Name, shared.ID)
		}
		ids[shared.ID] = true
		if shared.Trace == nil || shared.Trace.Rule == "" {
			t.Errorf("%s: %s %s has no trace", d.Name, shared.Kind, shared.ID)
		}
	}
}

func upTo(text string, point int) string  { return string([]rune(text)[:point]) }
func after(text string, point int) string { return string([]rune(text)[point:]) }

func TestEvidenceIsExactInEveryReport(t *testing.T) {
	r := newReader(t)
	kinds := map[demarche.Kind]int{}
	for _, d := range reports(t) {
		reading, err := r.Read(context.Background(), &d)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, &d, reading)
		for _, rec := range reading.Records {
			kinds[rec.Shared().Kind]++
		}
	}
	for _, k := range demarche.Kinds() {
		if kinds[k] == 0 {
			t.Errorf("no %s was read from any report", k)
		}
	}
}

func TestReadingIsTheSameEveryTimeAndInParallel(t *testing.T) {
	r := newReader(t)
	docs := reports(t)[:12]
	once := make([]string, len(docs))
	for i := range docs {
		reading, err := r.Read(context.Background(), &docs[i])
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(reading)
		if err != nil {
			t.Fatal(err)
		}
		once[i] = string(b)
	}
	var group sync.WaitGroup
	for i := range docs {
		group.Go(func() {
			reading, err := r.Read(context.Background(), &docs[i])
			if err != nil {
				t.Error(err)
				return
			}
			if b, _ := json.Marshal(reading); string(b) != once[i] {
				t.Errorf("%s is read differently the second time", docs[i].Name)
			}
		})
	}
	group.Wait()
}

func TestReadStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	d := demarche.Document{Name: "x.txt", Text: "Kenya will take back its nationals.\n", Lang: "en"}
	if _, err := newReader(t).Read(ctx, &d); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled reading gave %v", err)
	}
}

// positionsIn gives "STATE stance people means" of every position that the rules
// read in a text, whatever was learnt.
func positionsIn(t *testing.T, text string) []string {
	t.Helper()
	d := demarche.Document{Name: "x.txt", Text: text + "\n", Lang: "en", Published: "2025-02-05"}
	reading, err := newReader(t).Unfiltered().Detecting(detection.Model{}).Choosing(choice.Model{}).Read(context.Background(), &d)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, &d, reading)
	var got []string
	for _, r := range reading.Records {
		if p, ok := r.(*demarche.Position); ok {
			got = append(got, strings.Join([]string{string(p.State), string(p.Stance), string(p.People), string(p.Means)}, " "))
		}
	}
	return got
}

func TestStances(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // positions, joined by "; "
	}{
		{"Angola and Namibia will take back their nationals who were deported by Britain.", "AGO accept own any; NAM accept own any"},
		{"Honduras will no longer accept deportation flights from the United States.", "HND refuse own any"},
		{"Panama said it would not receive migrants from third countries unless the United States pays for their stay.", "PAN refuse third any"},
		{"Kenya is considering a request from the United States to take in deportees from third countries.", "KEN unsettled third any"},
		{"Pakistan agreed on Thursday to readmit nationals without papers, but only if their nationality is verified first.", "PAK accept own any"},
		{"Iraq suspended its agreement with Germany and will not take back its citizens by force.", "IRQ refuse own any"},
		{"Nigeria has no objection to the return of its own citizens from Libya.", "NGA accept own any"},
		{"Colombia agreed late on Sunday to take back its nationals on U.S. military aircraft.", "COL accept own military_aircraft"},
		{"Mexico does not want its nationals to be sent to the naval base at Guantanamo Bay.", "MEX refuse own any"},
		// What is not a stance.
		{"Ecuador did not rule out receiving third-country nationals.", ""},
		{"Mongolia declined to say whether it would accept deportees from the United States.", ""},
		{"The United States asked Chad to take in deportees from third countries.", ""},
		{"If Ghana accepted deportees from the United States, visas would be restored.", ""},
		{"Guatemala received two deportation flights from the United States on Friday.", ""},
	} {
		if got := strings.Join(positionsIn(t, c.text), "; "); got != c.want {
			t.Errorf("%q\n  is read as %q\n  want       %q", c.text, got, c.want)
		}
	}
}

func FuzzEveryTextIsReadSoundly(f *testing.F) {
	f.Add(" date 2025-02-05 Title\n\n\"We will take them back,\" said the minister of Kenya.\r\n• 3 May: 40 were sent home to Guantánamo 🙂\n")
	f.Add("\u202eabc\u200b “((((\n\n\n Q: why? A: because")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 4000 {
			t.Skip()
		}
		d := demarche.Document{Name: "fuzz.txt", Text: text, Lang: "en", Published: "2025-02-05"}
		reading, err := newReader(t).Unfiltered().Read(context.Background(), &d)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, &d, reading)
	})
}

func BenchmarkRead(b *testing.B) {
	r := newReader(b)
	docs := reports(b)
	words := 0
	for i := range docs {
		words += len(strings.Fields(docs[i].Text))
	}
	b.ResetTimer()
	for b.Loop() {
		for i := range docs {
			if _, err := r.Read(context.Background(), &docs[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
	perSecond := func(n int) float64 { return float64(n*b.N) / b.Elapsed().Seconds() }
	b.ReportMetric(perSecond(len(docs)), "reports/s")
	b.ReportMetric(perSecond(words), "words/s")
}
