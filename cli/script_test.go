package cli_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"os/signal"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"demarche"
	"demarche/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"demarche":       func() { os.Exit(run(withMarks(cli.Real()))) }, // reads marked records: fast, and the same whatever the reader becomes
		"demarche-newer": func() { os.Exit(run(withNewerMarks(cli.Real()))) },
		"demarche-whole": func() { os.Exit(run(cli.Real())) },
	})
}

func run(stages cli.Stages) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return cli.Run(ctx, os.Args[1:], cli.Surroundings{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Version: "v0.0.0-test",
		Now: func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }, Getenv: os.Getenv,
	}, stages)
}

func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("each step starts the program anew: not when short")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sql":    execSQL,
			"damage": damage,
			"sparse": sparse,
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("DEMARCHE_LEDGER", e.WorkDir+"/ledger.db")
			e.Setenv("XDG_DATA_HOME", e.WorkDir+"/data")
			return nil
		},
	})
}

// execSQL changes a database behind the program's back: sql FILE STATEMENT.
func execSQL(ts *testscript.TestScript, neg bool, args []string) {
	db, err := sql.Open("sqlite", "file:"+ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.Exec(args[1])
	ts.Check(err)
	ts.Check(db.Close())
}

// damage overwrites one place of a file: damage FILE WORDS changes the first occurrence of the words.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	if !strings.Contains(string(b), args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(path, []byte(strings.Replace(string(b), args[1], strings.Repeat("x", len(args[1])), 1)), 0o600))
}

// sparse makes a large file that takes no room: sparse FILE.
func sparse(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(f.Truncate(200 << 20))
	ts.Check(f.Close())
}

// withMarks puts a reader in place that takes records from marks in the text.
func withMarks(s cli.Stages) cli.Stages {
	s.Reader = func() (demarche.Reader, error) { return marks{}, nil }
	return s
}

// marks is a reader for tests: a line "RECORD {...}" of a report is a record
// in the form of the record model without its evidence, which is that line.
type marks struct{}

func (marks) Version() string { return "marks 1" }

func (marks) Read(_ context.Context, d *demarche.Document) (demarche.Reading, error) {
	out := demarche.Reading{Doc: demarche.DocInfo{File: d.Name, Published: d.Published, Lang: d.Lang, SHA256: d.Hash(), Reader: "marks 1"}}
	points := demarche.CodePoints(d.Text)
	at := 0
	for line := range strings.Lines(d.Text) {
		start := at
		at += len(line)
		words, marked := strings.CutPrefix(strings.TrimRight(line, "\n"), "RECORD ")
		if !marked {
			continue
		}
		var fields map[string]any
		if err := json.Unmarshal([]byte(words), &fields); err != nil {
			return out, err
		}
		fields["evidence"] = []demarche.Selector{points.Select(demarche.Span{Start: start, End: start + len(strings.TrimRight(line, "\n"))})}
		b, err := json.Marshal(fields)
		if err != nil {
			return out, err
		}
		r, err := demarche.ParseRecord(b)
		if err != nil {
			return out, err
		}
		if r.Shared().ID, err = demarche.Identify(d.Hash(), r); err != nil {
			return out, err
		}
		r.Shared().Trace = &demarche.Trace{Rule: "marks/" + string(r.Shared().Kind), Steps: []string{"read the mark"}}
		out.Records = append(out.Records, r)
	}
	return out, nil
}

func withNewerMarks(s cli.Stages) cli.Stages {
	s.Reader = func() (demarche.Reader, error) { return newerMarks{}, nil }
	return s
}

// newerMarks is a later version of marks: it takes every gap for one of MEX,
// and reads no acts.
type newerMarks struct{ marks }

func (newerMarks) Version() string { return "marks 2" }

func (m newerMarks) Read(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
	out, err := m.marks.Read(ctx, d)
	out.Doc.Reader = m.Version()
	var kept demarche.Records
	for _, r := range out.Records {
		switch r := r.(type) {
		case *demarche.Gap:
			r.Who = "MEX"
		case *demarche.Act:
			continue
		}
		if r.Shared().ID, err = demarche.Identify(d.Hash(), r); err != nil {
			return out, err
		}
		kept = append(kept, r)
	}
	out.Records = kept
	return out, err
}
