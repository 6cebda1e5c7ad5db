// Package reader reads reports about returns into records: positions, acts,
// movements, counts, quotations, gaps and offices.
//
// The meaning of a record comes from clauses - predicate, arguments, negation,
// modality, condition, attribution - over the analysis of the language layer.
// Which predicates mean what is vocabulary (package vocabulary, YAML); how an
// argument fills a field is the code here. Every record carries its evidence
// as exact positions of the text and a trace of how it was found.
package reader

import (
	"context"
	"fmt"
	"sort"

	"demarche"
	"demarche/language"
	"demarche/language/pipeline"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// version changes with every change of what the reader makes of a text.
const version = "0.1"

// Reader reads documents into records. It is safe for use by several goroutines.
type Reader struct {
	pipeline language.Pipeline
	words    *lexicon
}

var _ demarche.Reader = (*Reader)(nil)

// New makes a reader: it loads the models and the vocabulary that the binary carries.
func New() (*Reader, error) {
	layer, err := pipeline.New()
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	v, err := vocabulary.LoadReading()
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	return &Reader{pipeline: layer, words: compile(v)}, nil
}

// Version names the reader, its vocabulary and its models.
func (r *Reader) Version() string { return "demarche-reader " + version }

// Analyse runs the language layer alone.
func (r *Reader) Analyse(d *demarche.Document) (*language.Analysis, error) {
	return r.pipeline.Analyse(d.Text, d.Published)
}

// Read gives the records of a document in the order of its text.
func (r *Reader) Read(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
	reading := demarche.Reading{Doc: demarche.DocInfo{File: d.Name, Published: d.Published, Lang: d.Lang, Title: d.Title, Agency: d.Agency, SHA256: d.Hash(), Reader: r.Version()}, Records: demarche.Records{}}
	a, err := r.Analyse(d)
	if err != nil {
		return reading, &demarche.Error{Code: demarche.Internal, Op: "read", Path: d.Name, Err: err}
	}
	if err := ctx.Err(); err != nil {
		return reading, fmt.Errorf("read %s: %w", d.Name, err)
	}
	s := newScene(r.words, a)
	var found []finding
	for _, find := range []func(*scene) []finding{positions, acts, movements, counts, quotes, gaps, offices} {
		found = append(found, find(s)...)
	}
	found = merge(s, dropEchoes(found))
	hash := d.Hash()
	offsets := demarche.CodePoints(d.Text)
	for _, f := range found {
		f.finish(offsets)
		if err := f.record.Check(); err != nil {
			return reading, &demarche.Error{Code: demarche.Internal, Op: "read", Path: d.Name, Detail: "rule " + f.rule, Err: err}
		}
		id, err := demarche.Identify(hash, f.record)
		if err != nil {
			return reading, fmt.Errorf("read %s: %w", d.Name, err)
		}
		f.record.Shared().ID = id
		reading.Records = append(reading.Records, f.record)
	}
	return reading, nil
}

// finding is a record on its way: the record with its evidence still as
// sentences of the analysis.
type finding struct {
	record    demarche.Record
	rule      string
	sentences []int         // evidence
	trigger   demarche.Span // the words that made the rule fire
	steps     []string
	scene     *scene
}

// finish turns the evidence into selectors and writes the trace.
func (f *finding) finish(offsets *demarche.Offsets) {
	sort.Ints(f.sentences)
	shared := f.record.Shared()
	shared.Evidence = nil
	last := -1
	for _, n := range f.sentences {
		if n == last {
			continue
		}
		last = n
		shared.Evidence = append(shared.Evidence, offsets.Select(f.scene.a.Sentences[n].Span))
	}
	shared.Trace = &demarche.Trace{Rule: f.rule, Trigger: offsets.Select(f.trigger), Steps: f.steps}
}

// newFinding starts a finding of kind at clause n.
func (s *scene) newFinding(r demarche.Record, kind demarche.Kind, rule string, head int) finding {
	r.Shared().Kind = kind
	f := finding{record: r, rule: string(kind) + "/" + rule, scene: s}
	if head != clause.None {
		f.sentences = []int{int(s.a.Tokens[head].Sentence)}
		f.trigger = s.a.Tokens[head].Span
	}
	return f
}

func (f *finding) step(format string, args ...any) {
	f.steps = append(f.steps, fmt.Sprintf(format, args...))
}
