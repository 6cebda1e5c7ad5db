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
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"sort"

	"demarche"
	"demarche/language"
	"demarche/language/pipeline"
	"demarche/language/segment"
	"demarche/language/speech"
	"demarche/language/syntax"
	"demarche/language/vectors"
	"demarche/reader/choice"
	"demarche/reader/clause"
	"demarche/reader/confidence"
	"demarche/reader/detection"
	"demarche/vocabulary"
)

// rules is the version of the rules in this package and in the language layer:
// raise it with every change of what they make of a text.
const rules = "0.8"

// Reader reads documents into records. It is safe for use by several goroutines.
type Reader struct {
	pipeline language.Pipeline
	words    *lexicon
	channels *speech.Channels
	detect   *detection.Detector
	vectors  *vectors.Table
	choices  choice.Model
	surety   *confidence.Model
	floor    bool // leave out what is less sure than the floor
	version  string
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
	places, err := vocabulary.LoadPlaces()
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	version, err := versionOf(rules)
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	cues, err := vocabulary.LoadSpeech()
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	surety, err := confidence.Load()
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	words, err := detection.Load()
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	table, err := vectors.Load()
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	choices, err := choice.Load()
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	return &Reader{pipeline: layer, words: compile(v, places), channels: speech.NewChannels(cues), detect: detection.NewDetector(words), vectors: table, choices: choices, surety: surety, floor: true, version: version}, nil
}

// versionOf names the rules together with the vocabulary and the models that
// the binary carries: "0.1+3fa94c10".
func versionOf(rules string) (string, error) {
	h := sha256.New()
	segment.Fingerprint(h)
	syntax.Fingerprint(h)
	if err := vocabulary.Fingerprint(h); err != nil {
		return "", err
	}
	if err := vectors.Fingerprint(h); err != nil {
		return "", err
	}
	if err := detection.Fingerprint(h); err != nil {
		return "", err
	}
	if err := choice.Fingerprint(h); err != nil {
		return "", err
	}
	if err := confidence.Fingerprint(h); err != nil {
		return "", err
	}
	return rules + "+" + hex.EncodeToString(h.Sum(nil))[:8], nil
}

// Unfiltered gives a reader that keeps every finding, however unsure: what the
// confidence is learnt from.
func (r *Reader) Unfiltered() *Reader {
	all := *r
	all.floor = false
	return &all
}

// Detecting gives a reader that detects by other weights than the embedded
// ones: those learnt without the reports that it is to be judged on.
func (r *Reader) Detecting(m detection.Model) *Reader {
	other := *r
	other.detect = detection.NewDetector(m)
	return &other
}

// Choosing gives a reader that chooses by other weights than the embedded ones.
func (r *Reader) Choosing(m choice.Model) *Reader {
	other := *r
	other.choices = m
	return &other
}

// judge estimates how likely a finding is right, in hundredths and neither
// impossible nor certain, notes by what, and gives its features.
func (r *Reader) judge(f *finding) []string {
	shared := f.record.Shared()
	features := f.describe()
	p := r.surety.Of(shared.Kind, features)
	shared.Confidence = min(max(math.Round(p*100)/100, 0.01), 0.99)
	shared.Trace.Features = r.surety.Weigh(shared.Kind, features)
	return features
}

// Version names the reader, its vocabulary and its models.
func (r *Reader) Version() string { return r.version }

// Analyse runs the language layer alone.
func (r *Reader) Analyse(d *demarche.Document) (*language.Analysis, error) {
	return r.pipeline.Analyse(d.Text, d.Published)
}

// Read gives the records of a document in the order of its text. It stops
// between the steps of its work once ctx is done.
func (r *Reader) Read(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
	reading := demarche.Reading{Doc: demarche.DocInfo{File: d.Name, Published: d.Published, Lang: d.Lang, Title: d.Title, Agency: d.Agency, SHA256: d.Hash(), Reader: r.Version()}, Records: demarche.Records{}}
	a, err := r.pipeline.AnalyseContext(ctx, d.Text, d.Published)
	if stopped := ctx.Err(); stopped != nil {
		return reading, fmt.Errorf("read %s: %w", d.Name, stopped)
	}
	if err != nil {
		return reading, &demarche.Error{Code: demarche.Internal, Op: "read", Path: d.Name, Err: err}
	}
	s := r.sceneOf(a)
	found, err := s.find(ctx)
	if err != nil {
		return reading, fmt.Errorf("read %s: %w", d.Name, err)
	}
	found = protect(s, found)
	found = merge(s, dropEchoes(found))
	hash := d.Hash()
	offsets := demarche.CodePoints(d.Text)
	for _, f := range found {
		f.finish(offsets)
		notLater(f.record, d.Published)
		if err := f.record.Check(); err != nil {
			return reading, &demarche.Error{Code: demarche.Internal, Op: "read", Path: d.Name, Detail: "rule " + f.rule, Err: err}
		}
		id, err := demarche.Identify(hash, f.record)
		if err != nil {
			return reading, fmt.Errorf("read %s: %w", d.Name, err)
		}
		f.record.Shared().ID = id
		features := r.judge(&f)
		if r.floor && !confidence.Keeps(r.surety.Floor, f.record.Shared().Confidence, features) {
			continue
		}
		reading.Records = append(reading.Records, f.record)
	}
	return reading, nil
}

// sceneOf makes the scene of an analysis.
func (r *Reader) sceneOf(a *language.Analysis) *scene {
	labelAges(a)
	s := newScene(r.words, r.channels, a)
	s.detect, s.vectors, s.choices, s.likelyAct, s.likelyStance = r.detect, r.vectors, r.choices, likelyAct, likelyStance
	return s
}

// find gives the findings of every kind, each with what was chosen for it.
func (s *scene) find(ctx context.Context) ([]finding, error) {
	var found []finding
	for _, find := range []func(*scene) []finding{positions, acts, movements, counts, quotes, gaps, offices} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		of := find(s)
		s.choose(of)
		found = append(found, slices.DeleteFunc(of, isUnfilled)...)
	}
	more := detected(s, found)
	s.choose(more)
	more = slices.DeleteFunc(more, isUnfilled)
	s.toldAgain(more)
	return append(found, more...), nil
}

// isUnfilled reports whether nobody was chosen as who does an act or takes a stance, or nothing as what a figure counts.
func isUnfilled(f finding) bool {
	switch r := f.record.(type) {
	case *demarche.Act:
		return r.Actor == ""
	case *demarche.Count:
		return r.What == ""
	case *demarche.Position:
		return r.State == ""
	}
	return false
}

// finding is a record on its way: the record with its evidence still as
// sentences of the analysis.
type finding struct {
	record    demarche.Record
	rule      string
	sentences []int         // evidence
	trigger   demarche.Span // the words that made the rule fire
	steps     []string
	features  []string // noted by the rule for the estimate of confidence, see mark
	chosen    float64  // how probable what was chosen for it is, 0 if nothing was
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

// notLater takes away a day after publication from what a report says was said
// or done: such a day was read wrongly.
func notLater(r demarche.Record, published demarche.Date) {
	if !published.IsDay() || !r.When().Known() || !r.When().First().After(published.First()) {
		return
	}
	switch r := r.(type) {
	case *demarche.Position:
		r.Date = ""
	case *demarche.Act:
		r.Date = ""
	case *demarche.Quote:
		r.Date = ""
	}
}
