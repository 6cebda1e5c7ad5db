package demarche

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Span is a half-open range [Start, End) of byte offsets into a text. Inside
// the program all positions are byte offsets; code points appear only in a
// Selector, which is what leaves it.
type Span struct{ Start, End int }

// Len gives the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether the two spans share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Of returns the part of text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Selector points at evidence in a text so that it can be found again by its
// words or by its place: the W3C TextQuoteSelector (exact, prefix, suffix) and
// TextPositionSelector (start, end) in one. Start and End count Unicode code
// points.
type Selector struct {
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

// contextLength is how many code points of prefix and suffix a Selector keeps.
const contextLength = 32

// UnmarshalJSON reads both forms of evidence: the program's own object and the
// plain string of annotated reports (whose position is then unknown, 0 to 0).
func (s *Selector) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		*s = Selector{}
		return json.Unmarshal(b, &s.Exact)
	}
	if own, ok := plainSelector(b); ok {
		*s = own
		return nil
	}
	type plain Selector
	return strictUnmarshal(b, (*plain)(s))
}

// Check reports how the selector disagrees with text, or nil if text[start:end]
// in code points is exactly its words.
func (s Selector) Check(text string) error {
	span, err := CodePoints(text).Span(s.Start, s.End)
	if err != nil {
		return err
	}
	if got := span.Of(text); got != s.Exact {
		return fmt.Errorf("characters %d to %d are %q, not %q", s.Start, s.End, clip(got), clip(s.Exact))
	}
	return nil
}

func clip(s string) string {
	if len(s) <= 60 {
		return s
	}
	return strings.ToValidUTF8(s[:60], "") + "..."
}

// Offsets converts between byte offsets and code points of one text. Its zero
// value is not usable; CodePoints makes one in a single pass.
type Offsets struct {
	text  string
	marks []int // byte offset of every 64th code point
	count int   // code points in the text
}

const markEvery = 64

// CodePoints prepares text for conversions between byte offsets and code
// points. Each conversion then reads at most 64 code points.
func CodePoints(text string) *Offsets {
	o := &Offsets{text: text}
	for i := range text {
		if o.count%markEvery == 0 {
			o.marks = append(o.marks, i)
		}
		o.count++
	}
	return o
}

// Count gives the number of code points in the text.
func (o *Offsets) Count() int { return o.count }

// Point gives the number of code points before byte offset b.
func (o *Offsets) Point(b int) int {
	lo, hi := 0, len(o.marks)
	for lo < hi { // the last mark at or before b
		if mid := (lo + hi) / 2; o.marks[mid] <= b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return 0
	}
	return (lo-1)*markEvery + utf8.RuneCountInString(o.text[o.marks[lo-1]:b])
}

// Byte gives the byte offset of code point p, which may be Count() for the end.
func (o *Offsets) Byte(p int) int {
	if p >= o.count {
		return len(o.text)
	}
	at := o.marks[p/markEvery]
	for n := p % markEvery; n > 0; n-- {
		_, size := utf8.DecodeRuneInString(o.text[at:])
		at += size
	}
	return at
}

// Span gives the bytes of the code points [start, end).
func (o *Offsets) Span(start, end int) (Span, error) {
	if start < 0 || end < start || end > o.count {
		return Span{}, fmt.Errorf("characters %d to %d lie outside a text of %d characters", start, end, o.count)
	}
	return Span{o.Byte(start), o.Byte(end)}, nil
}

// Select makes the selector of a span of the text.
func (o *Offsets) Select(s Span) Selector {
	start, end := o.Point(s.Start), o.Point(s.End)
	return Selector{
		Exact:  s.Of(o.text),
		Prefix: o.text[o.Byte(max(0, start-contextLength)):s.Start],
		Suffix: o.text[s.End:o.Byte(min(o.count, end+contextLength))],
		Start:  start,
		End:    end,
	}
}

var errTrailing = errors.New("text after the end of the JSON value")

// strictUnmarshal reads one JSON value and refuses unknown fields and anything after it.
func strictUnmarshal(b []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return errTrailing
	}
	return nil
}
