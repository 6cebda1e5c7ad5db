// Package bundle is the file format of the models: what the trainer writes and
// the program carries.
package bundle

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"demarche/language"
	"demarche/language/internal/linear"
	"demarche/language/syntax/internal/arc"
	"demarche/language/syntax/internal/lemma"
	"demarche/language/syntax/internal/tagging"
)

// Tag is a class of the tagger.
type Tag struct {
	UPOS language.UPOS
	XPOS language.XPOS
}

// Bundle is a set of models. It is safe for concurrent use once read.
type Bundle struct {
	Tags    []Tag // the classes of the tagger
	Words   *tagging.Lexicon
	First   *linear.Table // passes of the tagger
	Second  *linear.Table
	Parsers []Parser
	Lemmas  *lemma.Rules
}

// Parser is one of the parsers that vote.
type Parser struct {
	arc.Kind
	Table *linear.Table
}

// Pack writes the bundle, compressed.
func (m *Bundle) Pack() ([]byte, error) {
	b := []byte{byte(len(m.Tags))}
	for _, t := range m.Tags {
		b = append(b, byte(t.UPOS), byte(t.XPOS))
	}
	b = m.Words.Append(b)
	b = append(b, byte(len(m.Parsers)))
	for _, p := range m.Parsers {
		kind := byte(forward)
		if p.Backward {
			kind = backward
		}
		b = append(b, kind)
	}
	for _, table := range m.tables() {
		t := (*table).Append(nil)
		b = append(binary.LittleEndian.AppendUint32(b, uint32(len(t))), t...)
	}
	b = m.Lemmas.Append(b)
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	return e.EncodeAll(b, nil), nil
}

// Kinds of parser.
const (
	forward = iota
	backward
)

var errCut = errors.New("the models are cut short")

// Unpack reads a bundle.
func Unpack(compressed []byte) (*Bundle, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	defer d.Close()
	b, err := d.DecodeAll(compressed, nil)
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	if len(b) < 1 || len(b) < 1+2*int(b[0]) {
		return nil, errCut
	}
	m := &Bundle{Tags: make([]Tag, b[0])}
	b = b[1:]
	for i := range m.Tags {
		m.Tags[i] = Tag{language.UPOS(b[0]), language.XPOS(b[1])}
		b = b[2:]
	}
	if m.Words, b, err = tagging.ReadLexicon(b); err != nil {
		return nil, err
	}
	if len(b) < 1 || b[0] == 0 || len(b) < 1+int(b[0]) {
		return nil, errCut
	}
	m.Parsers = make([]Parser, b[0])
	b = b[1:]
	for i := range m.Parsers {
		m.Parsers[i].Kind = arc.Kind{Backward: b[i] == backward}
	}
	if b, err = m.readTables(b[len(m.Parsers):]); err != nil {
		return nil, err
	}
	if m.Lemmas, _, err = lemma.Read(b); err != nil {
		return nil, fmt.Errorf("lemmas: %w", err)
	}
	return m, nil
}

// tables gives the places of the tables in the order of the file.
func (m *Bundle) tables() []**linear.Table {
	all := []**linear.Table{&m.First, &m.Second}
	for i := range m.Parsers {
		all = append(all, &m.Parsers[i].Table)
	}
	return all
}

// readTables reads the tables side by side and gives what follows them.
func (m *Bundle) readTables(b []byte) ([]byte, error) {
	var wait sync.WaitGroup
	tables := m.tables()
	errs := make([]error, len(tables))
	for i, table := range tables {
		if len(b) < 4 {
			return nil, errCut
		}
		n := binary.LittleEndian.Uint32(b)
		b = b[4:]
		if uint64(n) > uint64(len(b)) {
			return nil, errCut
		}
		part := b[:n]
		b = b[n:]
		wait.Go(func() { *table, errs[i] = linear.ReadTable(part) })
	}
	wait.Wait()
	return b, errors.Join(errs...)
}
