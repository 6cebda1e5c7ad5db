// Package vectors gives words vectors in which words of like use lie near each
// other, so that what is learnt of some words holds for those beside them. They
// are vectors of GloVe (Pennington, Socher and Manning: GloVe: Global Vectors
// for Word Representation. EMNLP 2014), learnt from six billion words of news
// and encyclopedia; `make vectors` draws the commonest words, moves their mean
// to zero, gives each the length 1 and rounds it to a byte a dimension.
package vectors

import (
	_ "embed" // of the vectors
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

//go:embed english.bin.zst
var english []byte

// Fingerprint writes the embedded vectors into a hash.
func Fingerprint(w io.Writer) error {
	_, err := w.Write(english)
	return err
}

// Dims is the number of dimensions.
const Dims = 100

// Table holds the vectors of words. It is safe for concurrent use.
type Table struct {
	words  []string // in order
	values []int8   // Dims a word
	unit   float32  // what 1 in values stands for
}

// Load unpacks the embedded vectors. It takes some hundredths of a second and
// some megabytes: call it once and keep what it gives.
func Load() (*Table, error) {
	t, err := Unpack(english)
	if err != nil {
		return nil, fmt.Errorf("vectors: the embedded file: %w", err)
	}
	return t, nil
}

// Add adds the vector of a word in small letters to sum, which has Dims
// dimensions, and reports whether the word has one.
func (t *Table) Add(sum []float32, word string) bool {
	n, ok := slices.BinarySearch(t.words, word)
	if !ok {
		return false
	}
	for i, v := range t.values[n*Dims : (n+1)*Dims] {
		sum[i] += float32(v) * t.unit
	}
	return true
}

// New makes a table of the vectors of words, the mean of which becomes zero and
// the length of each 1.
func New(of map[string][]float64) (*Table, error) {
	t := &Table{}
	mean := make([]float64, Dims)
	for word, v := range of {
		if len(v) != Dims || word == "" || strings.Contains(word, "\n") {
			return nil, fmt.Errorf("vector of %q: want a word of one line with %d dimensions, got %d", word, Dims, len(v))
		}
		t.words = append(t.words, word)
	}
	slices.Sort(t.words)
	for _, word := range t.words {
		for i, x := range of[word] {
			mean[i] += x / float64(len(t.words))
		}
	}
	even := make([]float64, 0, len(t.words)*Dims)
	largest := 0.0
	for _, word := range t.words {
		squares := 0.0
		for i, x := range of[word] {
			squares += (x - mean[i]) * (x - mean[i])
		}
		for i, x := range of[word] {
			x = (x - mean[i]) / max(math.Sqrt(squares), 1e-9)
			even, largest = append(even, x), max(largest, math.Abs(x))
		}
	}
	t.unit = float32(max(largest, 1e-9) / math.MaxInt8)
	for _, x := range even {
		t.values = append(t.values, int8(math.Round(x/float64(t.unit))))
	}
	return t, nil
}

// Pack writes a table, compressed: the length of the list of words, the unit,
// the words a line each, the values.
func (t *Table) Pack() ([]byte, error) {
	words := strings.Join(t.words, "\n")
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(words)))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(t.unit))
	b = append(b, words...)
	for _, v := range t.values {
		b = append(b, byte(v))
	}
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return nil, err
	}
	return z.EncodeAll(b, nil), nil
}

// most is the size beyond which an unpacked table is none of ours.
const most = 1 << 26

// Unpack reads a table from its compressed form.
func Unpack(compressed []byte) (*Table, error) {
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(most))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	b, err := z.DecodeAll(compressed, nil)
	if err != nil {
		return nil, err
	}
	const head = 8
	if len(b) < head {
		return nil, fmt.Errorf("%d bytes are too few", len(b))
	}
	length, rest := int(binary.LittleEndian.Uint32(b)), b[head:]
	if length > len(rest) {
		return nil, fmt.Errorf("the list of words ends after %d of %d bytes", len(rest), length)
	}
	t := &Table{words: strings.Split(string(rest[:length]), "\n"), unit: math.Float32frombits(binary.LittleEndian.Uint32(b[4:]))}
	if !slices.IsSorted(t.words) {
		return nil, fmt.Errorf("the words are not in order")
	}
	if values := rest[length:]; len(values) != len(t.words)*Dims {
		return nil, fmt.Errorf("%d values for %d words", len(values), len(t.words))
	}
	t.values = make([]int8, len(rest)-length)
	for i, v := range rest[length:] {
		t.values[i] = int8(v)
	}
	return t, nil
}
