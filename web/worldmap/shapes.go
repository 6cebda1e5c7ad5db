package worldmap

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"demarche"
)

//go:embed world.txt
var worldFile string

// Shape is a state as it is drawn.
type Shape struct {
	Code   demarche.State
	Path   string // SVG path data; empty for a state that is drawn as a point
	Centre Point
	Area   float64 // in square units of the drawing; 0 for a point
}

// Shapes lists the states of the world in the order of their codes.
func Shapes() []Shape { return slices.Clone(world().shapes) }

// Centre gives the place in the middle of a state.
func Centre(s demarche.State) (Place, bool) {
	p, ok := world().centres[s]
	return p, ok
}

type drawn struct {
	shapes  []Shape
	centres map[demarche.State]Place
}

// world is drawn once, at the first use.
var world = sync.OnceValue(func() drawn {
	lands, err := read(worldFile)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	d := drawn{centres: make(map[demarche.State]Place)}
	for _, l := range lands {
		d.centres[l.Code] = l.Centre
		var b strings.Builder
		area := 0.0
		for _, r := range l.Rings {
			drawRing(&b, r)
			area += areaOf(r)
		}
		d.shapes = append(d.shapes, Shape{Code: l.Code, Path: b.String(), Centre: Project(l.Centre), Area: area})
	}
	slices.SortFunc(d.shapes, func(x, y Shape) int { return strings.Compare(string(x.Code), string(y.Code)) })
	return d
})

// grain is how many steps a unit of the drawing has: half a pixel of a wide window.
const grain = 5

// drawRing writes a ring as path data in whole steps made to be scaled down by
// Grain; points that fall on one step are one.
func drawRing(b *strings.Builder, r Ring) {
	var x, y int
	points := 0
	var out strings.Builder
	for i, p := range r {
		at := Project(p)
		dx, dy := steps(at.X)-x, steps(at.Y)-y
		switch {
		case i == 0:
			out.WriteString("M" + pair(dx, dy) + "l")
		case dx == 0 && dy == 0:
			continue
		case points > 1:
			out.WriteString(joint(dx) + pair(dx, dy))
		default:
			out.WriteString(pair(dx, dy))
		}
		x, y = x+dx, y+dy
		points++
	}
	if points > 2 { // smaller ones cannot be seen
		b.WriteString(out.String() + "z")
	}
}

// Grain is by how much paths must be scaled down to fit Width and Height.
const Grain = grain

// areaOf gives the area of a ring in the drawing.
func areaOf(r Ring) float64 {
	sum := 0.0
	for i, p := range r {
		a, b := Project(p), Project(r[(i+1)%len(r)])
		sum += a.X*b.Y - b.X*a.Y
	}
	return math.Abs(sum) / 2
}

func steps(v float64) int {
	if v < 0 {
		return int(v*grain - .5)
	}
	return int(v*grain + .5)
}

// joint stands before a number that follows another; a minus sign parts them by itself.
func joint(n int) string {
	if n < 0 {
		return ""
	}
	return " "
}

func pair(x, y int) string { return strconv.Itoa(x) + joint(y) + strconv.Itoa(y) }
