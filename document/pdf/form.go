package pdf

import (
	"fmt"
	"io"

	"github.com/ledongthuc/pdf"
)

const (
	maxNested = 20      // forms within one another; good files nest a few
	formCost  = 4 << 10 // bytes that drawing a form counts for at least: a short one may be drawn without end
)

// scope is where operators look up what they name: the resources of a page or of a form.
type scope struct {
	resources pdf.Value
	fonts     map[string]*font
	forms     map[string]*form
}

// form is a drawing of its own that pages and other forms place: programs that lay out
// newspapers put whole pages into one.
type form struct {
	*scope
	content pdf.Value
	placed  matrix
	mute    bool // it was drawn and had no text, as the thousands of marks of a chart have none
}

func newScope(resources pdf.Value) *scope {
	return &scope{resources: resources, fonts: map[string]*font{}, forms: map[string]*form{}}
}

// font gives the font of a name, read once.
func (s *scope) font(name string) *font {
	if s.fonts[name] == nil {
		s.fonts[name] = fontOf(pdf.Font{V: s.resources.Key("Font").Key(name)})
	}
	return s.fonts[name]
}

// form gives the form of a name, read once; nil where the name is that of a picture. A
// form without resources of its own has those of where it is placed.
func (s *scope) form(name string) *form {
	if known, ok := s.forms[name]; ok {
		return known
	}
	var read *form
	if object := s.resources.Key("XObject").Key(name); object.Kind() == pdf.Stream && object.Key("Subtype").Name() == "Form" {
		read = &form{scope: s, content: object, placed: same}
		if own := object.Key("Resources"); !own.IsNull() {
			read.scope = newScope(own)
		}
		if m := object.Key("Matrix"); m.Len() == len(read.placed) {
			for i := range read.placed {
				read.placed[i] = m.Index(i).Float64()
			}
		}
	}
	s.forms[name] = read
	return read
}

// place draws the form of a name where the pen is, and leaves the pen as it was.
func (p *pen) place(name string) {
	f := p.in.form(name)
	if f == nil || f.mute {
		return
	}
	if p.nested == maxNested {
		p.err = fmt.Errorf("%w: more than %d forms stand in one another", ErrDamaged, maxNested)
		return
	}
	before, saved, in, drawn := p.state, p.saved, p.in, len(p.drawn)
	p.saved, p.in, p.page = nil, f.scope, f.placed.times(p.page)
	p.nested++
	p.draw(f.content, formCost)
	p.nested--
	p.state, p.saved, p.in = before, saved, in
	f.mute = len(p.drawn) == drawn
}

// draw follows the operators of a content, for which there must be room. It counts for
// cost at least.
func (p *pen) draw(content pdf.Value, cost int64) {
	if p.room -= max(cost, size(content, p.room)); p.room <= 0 {
		p.err = ErrTooLarge
		return
	}
	pdf.Interpret(content, func(stack *pdf.Stack, operator string) {
		operands := make([]pdf.Value, stack.Len())
		for i := range operands {
			operands[len(operands)-1-i] = stack.Pop()
		}
		if p.err != nil {
			return
		}
		if want, ok := operandsOf[operator]; ok && len(operands) != want {
			p.err = fmt.Errorf("%w: %d operands of %q", ErrDamaged, len(operands), operator)
			return
		}
		p.follow(operator, operands)
	})
}

// size gives how many bytes a content has once decompressed, counted up to limit.
func size(contents pdf.Value, limit int64) int64 {
	switch contents.Kind() {
	case pdf.Stream:
		rd := contents.Reader()
		defer rd.Close()
		n, _ := io.Copy(io.Discard, io.LimitReader(rd, limit)) // damage shows when the content is read
		return n
	case pdf.Array:
		var sum int64
		for i := 0; i < contents.Len() && sum < limit; i++ {
			sum += size(contents.Index(i), limit-sum)
		}
		return sum
	}
	return 0
}
