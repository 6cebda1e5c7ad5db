package pdf

import (
	"fmt"

	"github.com/ledongthuc/pdf"
)

// matrix is a, b, c, d, e and f of a PDF: it puts x, y at ax+cy+e, bx+dy+f.
type matrix [6]float64

var same = matrix{1, 0, 0, 1, 0, 0}

// times gives what does x and then y.
func (x matrix) times(y matrix) matrix {
	return matrix{
		x[0]*y[0] + x[1]*y[2], x[0]*y[1] + x[1]*y[3],
		x[2]*y[0] + x[3]*y[2], x[2]*y[1] + x[3]*y[3],
		x[4]*y[0] + x[5]*y[2] + y[4], x[4]*y[1] + x[5]*y[3] + y[5],
	}
}

// state is how the next glyph is drawn.
type state struct {
	font                   *font
	size, stretch          float64
	rise, spacing, leading float64
	text, line, page       matrix
}

// pen draws the text of a page. The library's Page.Content does so too, but of a font that
// has an encoding it reads nothing else: where names of its own stand there, as in the
// variable fonts that browsers print, it does not see which letters they are. It also
// draws the end of every TJ as a character of the font.
type pen struct {
	state
	saved  []state
	in     *scope
	nested int   // forms within which it draws
	room   int64 // bytes of content that it may yet follow
	drawn  []pdf.Text
	err    error
}

// glyphs gives what is drawn on a page and in the forms placed on it, in the order in which
// it is drawn, and what is left of room, the bytes of content that may be followed.
func glyphs(page pdf.Page, room int64) (drawn []pdf.Text, left int64, err error) {
	contents := page.V.Key("Contents")
	if contents.IsNull() {
		return nil, room, nil
	}
	p := &pen{in: newScope(page.Resources()), room: room, state: state{stretch: 1, page: same, text: same, line: same}}
	p.draw(contents, 0)
	return p.drawn, p.room, p.err
}

// maxSaved is how many states may be saved; good files save a few dozen.
const maxSaved = 10_000

// operandsOf says how many operands the operators have that text is drawn with.
var operandsOf = map[string]int{"cm": 6, "Tm": 6, "Td": 2, "TD": 2, "Tf": 2, "Tc": 1, "TL": 1, "Ts": 1, "Tz": 1, "Tj": 1, "TJ": 1, "'": 1, `"`: 3, "Do": 1}

// follow does what an operator says.
func (p *pen) follow(operator string, operands []pdf.Value) {
	number := func(i int) float64 { return operands[i].Float64() }
	switch operator {
	case "q":
		if p.saved = append(p.saved, p.state); len(p.saved) > maxSaved {
			p.err = fmt.Errorf("%w: more than %d states are saved", ErrDamaged, maxSaved)
		}
	case "Q":
		if last := len(p.saved) - 1; last >= 0 {
			p.state, p.saved = p.saved[last], p.saved[:last]
		}
	case "cm":
		p.page = matrixOf(operands).times(p.page)
	case "BT":
		p.text, p.line = same, same
	case "Tm":
		p.text = matrixOf(operands)
		p.line = p.text
	case "Td":
		p.move(number(0), number(1))
	case "TD":
		p.leading = -number(1)
		p.move(number(0), number(1))
	case "T*":
		p.move(0, -p.leading)
	case "Tf":
		p.font = p.in.font(operands[0].Name())
		p.size = number(1)
	case "Tc":
		p.spacing = number(0)
	case "TL":
		p.leading = number(0)
	case "Ts":
		p.rise = number(0)
	case "Tz":
		p.stretch = number(0) / 100
	case "Tj":
		p.show(operands[0].RawString())
	case "'":
		p.move(0, -p.leading)
		p.show(operands[0].RawString())
	case `"`:
		p.spacing = number(1)
		p.move(0, -p.leading)
		p.show(operands[2].RawString())
	case "TJ":
		p.showAll(operands[0])
	case "Do":
		p.place(operands[0].Name())
	}
}

func matrixOf(operands []pdf.Value) (m matrix) {
	for i := range m {
		m[i] = operands[i].Float64()
	}
	return m
}

// move begins a line at a distance from where the last began.
func (p *pen) move(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.times(p.line)
	p.text = p.line
}

// showAll draws strings, between which stand distances to go back.
func (p *pen) showAll(parts pdf.Value) {
	for i := range parts.Len() {
		if part := parts.Index(i); part.Kind() == pdf.String {
			p.show(part.RawString())
		} else {
			p.forward(-part.Float64() / 1000 * p.size * p.stretch)
		}
	}
}

// show draws a string.
func (p *pen) show(codes string) {
	if p.font == nil {
		p.font = fontOf(pdf.Font{})
	}
	for _, g := range p.font.glyphs(codes) {
		at := matrix{p.size * p.stretch, 0, 0, p.size, 0, p.rise}.times(p.text).times(p.page)
		p.drawn = append(p.drawn, pdf.Text{FontSize: at[0], X: at[4], Y: at[5], W: g.width * at[0], S: g.text})
		p.forward((g.width*p.size + p.spacing) * p.stretch)
	}
}

// forward goes on in the line.
func (p *pen) forward(x float64) { p.text = matrix{1, 0, 0, 1, x, 0}.times(p.text) }
