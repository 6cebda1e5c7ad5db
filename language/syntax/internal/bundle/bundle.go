// Package bundle is the file format of the models: what the trainer writes and
// the program carries.
package bundle

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/klauspost/compress/zstd"

	"demarche/language"
	"demarche/language/syntax/internal/lemma"
	"demarche/language/syntax/internal/linear"
)

// Tag is a class of the tagger.
type Tag struct {
	UPOS language.UPOS
	XPOS language.XPOS
}

// Bundle is a set of models. It is safe for concurrent use once read.
type Bundle struct {
	Tags   []Tag             // the classes of the tagger
	Known  map[uint32]uint32 // words of the training data and, hashed, their tags there
	Tagger *linear.Table
	Parser *linear.Table
	Lemmas *lemma.Rules
}

// Pack writes the bundle, compressed.
func (m *Bundle) Pack() ([]byte, error) {
	b := []byte{byte(len(m.Tags))}
	for _, t := range m.Tags {
		b = append(b, byte(t.UPOS), byte(t.XPOS))
	}
	keys := make([]uint32, 0, len(m.Known))
	for k := range m.Known {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(keys)))
	for _, k := range keys {
		b = binary.LittleEndian.AppendUint32(b, k)
		b = binary.LittleEndian.AppendUint32(b, m.Known[k])
	}
	b = m.Tagger.Append(b)
	b = m.Parser.Append(b)
	b = m.Lemmas.Append(b)
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	return e.EncodeAll(b, nil), nil
}

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
	if len(b) < 1 || len(b) < 5+2*int(b[0]) {
		return nil, errCut
	}
	m := &Bundle{Tags: make([]Tag, b[0])}
	b = b[1:]
	for i := range m.Tags {
		m.Tags[i] = Tag{language.UPOS(b[0]), language.XPOS(b[1])}
		b = b[2:]
	}
	n := int(binary.LittleEndian.Uint32(b))
	b = b[4:]
	if n > len(b)/8 {
		return nil, errCut
	}
	m.Known = make(map[uint32]uint32, n)
	for range n {
		m.Known[binary.LittleEndian.Uint32(b)] = binary.LittleEndian.Uint32(b[4:])
		b = b[8:]
	}
	if m.Tagger, b, err = linear.ReadTable(b); err != nil {
		return nil, fmt.Errorf("tagger: %w", err)
	}
	if m.Parser, b, err = linear.ReadTable(b); err != nil {
		return nil, fmt.Errorf("parser: %w", err)
	}
	if m.Lemmas, _, err = lemma.Read(b); err != nil {
		return nil, fmt.Errorf("lemmas: %w", err)
	}
	return m, nil
}
