package worldmap

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"demarche"
)

// Ring is the edge of a piece of land; it closes itself.
type Ring []Place

// Land is a state on the earth. One that is too small to have a shape has no rings.
type Land struct {
	Code   demarche.State
	Centre Place // a place well inside its largest part
	Rings  []Ring
}

// step is the grain of the file, in degrees: finer than the drawing.
const step = 0.05

// Write writes a state as a line of the file: code, centre, and each ring as
// its first place followed by steps, longitude before latitude, all in whole
// numbers of 1/20 degree. Rings that come to nothing at that grain are left out.
func Write(w io.Writer, l Land) {
	grains := func(d float64) int { return int(math.Round(d / step)) }
	_, _ = fmt.Fprintf(w, "%s\t%d %d", l.Code, grains(l.Centre.Lon), grains(l.Centre.Lat)) // a bufio.Writer keeps the error
	for _, r := range l.Rings {
		var steps []string
		x, y := 0, 0
		for i, p := range r {
			dx, dy := grains(p.Lon)-x, grains(p.Lat)-y
			if i > 0 && dx == 0 && dy == 0 {
				continue
			}
			x, y = x+dx, y+dy
			steps = append(steps, strconv.Itoa(dx)+" "+strconv.Itoa(dy))
		}
		if len(steps) > 2 {
			_, _ = fmt.Fprint(w, "\t", strings.Join(steps, " "))
		}
	}
	_, _ = fmt.Fprintln(w)
}

// read reads what Write wrote.
func read(file string) ([]Land, error) {
	var out []Land
	for line := range strings.Lines(file) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(fields) < 2 {
			return nil, fmt.Errorf("shapes of states: no centre in %.40q", line)
		}
		l := Land{Code: demarche.State(fields[0])}
		for i, f := range fields[1:] {
			r, err := ring(f)
			if err != nil {
				return nil, fmt.Errorf("shape of %s: %w", l.Code, err)
			}
			if i == 0 {
				l.Centre = r[0]
				continue
			}
			l.Rings = append(l.Rings, r)
		}
		out = append(out, l)
	}
	return out, nil
}

func ring(text string) (Ring, error) {
	numbers := strings.Fields(text)
	if len(numbers) == 0 || len(numbers)%2 != 0 {
		return nil, fmt.Errorf("%d numbers", len(numbers))
	}
	var r Ring
	x, y := 0, 0
	for i := 0; i < len(numbers); i += 2 {
		dx, err := strconv.Atoi(numbers[i])
		if err != nil {
			return nil, err
		}
		dy, err := strconv.Atoi(numbers[i+1])
		if err != nil {
			return nil, err
		}
		x, y = x+dx, y+dy
		r = append(r, Place{Lon: float64(x) * step, Lat: float64(y) * step})
	}
	return r, nil
}
