package worldmap

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche"
	"demarche/vocabulary"
)

func near(a, b, within float64) bool { return math.Abs(a-b) <= within }

// The extent of the projection is that of its authors: the poles are lines of .59247 of the equator.
func TestEqualEarth(t *testing.T) {
	for p, want := range map[Place][2]float64{
		{0, 0}: {0, 0}, {180, 0}: {2.70663, 0}, {-180, 0}: {-2.70663, 0}, {0, 90}: {0, 1.31736}, {180, 90}: {2.70663 * .59247, 1.31736},
	} {
		if x, y := equalEarth(p); !near(x, want[0], 1e-4) || !near(y, want[1], 1e-4) {
			t.Errorf("%v is drawn at %f, %f, not at %v", p, x, y, want)
		}
	}
}

// A small field of the earth has the same area wherever it lies.
func TestAreasAreTrue(t *testing.T) {
	const d = 1e-4
	for lat := -80.0; lat <= 80; lat += 16 {
		for lon := -150.0; lon <= 150; lon += 75 {
			x0, y0 := equalEarth(Place{lon, lat})
			x1, y1 := equalEarth(Place{lon + d, lat})
			x2, y2 := equalEarth(Place{lon, lat + d})
			drawn := (x1-x0)*(y2-y0) - (x2-x0)*(y1-y0)
			real := math.Pow(d*math.Pi/180, 2) * math.Cos(lat*math.Pi/180)
			if !near(drawn/real, 1, 1e-3) {
				t.Errorf("at %f, %f areas are drawn %f times as large", lon, lat, drawn/real)
			}
		}
	}
}

func TestTheDrawingHoldsTheWorld(t *testing.T) {
	if p := Project(Place{0, north}); !near(p.X, Width/2, 1e-9) || !near(p.Y, 0, 1e-9) {
		t.Errorf("the north is at %v", p)
	}
	if p := Project(Place{180, 0}); !near(p.X, Width, 1e-9) {
		t.Errorf("the east is at %v", p)
	}
	if p := Project(Place{0, south}); !near(p.Y, Height, 1) {
		t.Errorf("the south is at %v, the drawing %d high", p, Height)
	}
}

func TestEveryStateIsOnTheMapAndInOneRegion(t *testing.T) {
	states, err := vocabulary.LoadStates()
	if err != nil {
		t.Fatal(err)
	}
	shapes := make(map[demarche.State]Shape)
	for _, s := range Shapes() {
		shapes[s.Code] = s
		if s.Centre.X < 0 || s.Centre.X > Width || s.Centre.Y < 0 || s.Centre.Y > Height {
			t.Errorf("%s lies at %v, outside the drawing", s.Code, s.Centre)
		}
	}
	regionsOf := make(map[demarche.State]int)
	for _, r := range Regions() {
		if found, ok := FindRegion(r.Slug); !ok || found.Name != r.Name {
			t.Errorf("%q leads to %q", r.Slug, found.Name)
		}
		for _, s := range r.States {
			if !states.Known(s) {
				t.Errorf("%s in %s is no state", s, r.Name)
			}
			if r.Within != "" {
				regionsOf[s]++
			}
		}
	}
	for _, state := range states.All() {
		code := state.Code
		if _, ok := shapes[code]; !ok {
			t.Errorf("%s is not on the map", code)
		}
		if regionsOf[code] != 1 {
			t.Errorf("%s is in %d regions", code, regionsOf[code])
		}
	}
	// Brazil has 8.5 million square kilometres, France's part in Europe and Guyana some 0.64; the earth 510.
	if ratio := shapes["BRA"].Area / shapes["FRA"].Area; ratio < 12 || ratio > 14.5 {
		t.Errorf("Brazil is %f times as large as France", ratio)
	}
	if shapes["COL"].Path == "" || shapes["MDV"].Path != "" {
		t.Error("Colombia has no shape, or the Maldives have one")
	}
}

// In the drawing, the middle of a state lies within its shape, and neighbours lie as they do on the earth.
func TestShapesLieWhereTheyShould(t *testing.T) {
	at := make(map[demarche.State]Shape)
	for _, s := range Shapes() {
		at[s.Code] = s
	}
	for _, c := range []struct{ west, east demarche.State }{{"USA", "ESP"}, {"MEX", "CUB"}, {"COL", "VEN"}, {"RWA", "KEN"}} {
		if at[c.west].Centre.X >= at[c.east].Centre.X {
			t.Errorf("%s does not lie west of %s", c.west, c.east)
		}
	}
	for _, c := range []struct{ north, south demarche.State }{{"USA", "MEX"}, {"MEX", "GTM"}, {"COL", "PER"}, {"EGY", "ZAF"}} {
		if at[c.north].Centre.Y >= at[c.south].Centre.Y {
			t.Errorf("%s does not lie north of %s", c.north, c.south)
		}
	}
	for _, l := range lands(t) {
		for _, r := range l.Rings {
			for i, p := range r {
				if leap := math.Abs(p.Lon - r[(i+1)%len(r)].Lon); leap > 60 {
					t.Errorf("the edge of %s leaps %f degrees", l.Code, leap)
				}
			}
		}
	}
	data := regexp.MustCompile(`^(M-?\d+[ -]\d+l-?\d+(?:[ -]\d+)*z)+$`)
	total := 0
	for _, s := range Shapes() {
		total += len(s.Path)
		if s.Path != "" && !data.MatchString(s.Path) {
			t.Errorf("the path of %s is no path: %.60s", s.Code, s.Path)
		}
	}
	if total > 60_000 {
		t.Errorf("the map has %d bytes of paths", total)
	}
}

func lands(t *testing.T) []Land {
	t.Helper()
	out, err := read(worldFile)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLandIsReadAsItIsWritten(t *testing.T) {
	var b strings.Builder
	Write(&b, Land{Code: "AAA", Centre: Place{10, -5}, Rings: []Ring{{{10, -5}, {10.5, -5}, {10.5, -4.5}, {10.5001, -4.5}}, {{1, 1}, {1.001, 1}, {1, 1.001}}}})
	Write(&b, Land{Code: "BBB", Centre: Place{-3.05, 7}})
	got, err := read(b.String())
	if err != nil || len(got) != 2 || len(got[0].Rings) != 1 || len(got[0].Rings[0]) != 3 || len(got[1].Rings) != 0 {
		t.Fatalf("%q is read as %v (%v)", b.String(), got, err)
	}
	if p := got[0].Rings[0][2]; !near(p.Lon, 10.5, 1e-9) || !near(p.Lat, -4.5, 1e-9) || !near(got[1].Centre.Lon, -3.05, 1e-9) {
		t.Errorf("the places are %v", got)
	}
	for _, bad := range []string{"AAA\n", "AAA\t1\n", "AAA\t1 2\t1 x 2 3\n", "AAA\t1 2\tx 1 2 3\n", "AAA\t\n"} {
		if _, err := read(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// pointsOf gives the points of path data in straight lines.
func pointsOf(t *testing.T, path string) []Point {
	t.Helper()
	var out []Point
	for _, m := range regexp.MustCompile(`[ML](-?[\d.]+) (-?[\d.]+)`).FindAllStringSubmatch(path, -1) {
		x, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		y, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, Point{x, y})
	}
	return out
}

func TestArcs(t *testing.T) {
	texas, bogota := Place{-97, 31}, Place{-74, 4.6}
	there, back := pointsOf(t, Arc(texas, bogota, .1)), pointsOf(t, Arc(bogota, texas, .1))
	a, b := Project(texas), Project(bogota)
	if !near(there[0].X, a.X, .1) || !near(there[len(there)-1].Y, b.Y, .1) || !near(back[0].X, b.X, .1) {
		t.Errorf("the arc goes from %v to %v", there[0], there[len(there)-1])
	}
	slices.Reverse(back)
	if mid := len(there) / 2; math.Hypot(there[mid].X-back[mid].X, there[mid].Y-back[mid].Y) < 3 {
		t.Error("the way there and the way back are one line")
	}
	if across := Arc(Place{170, 20}, Place{-150, 20}, .1); strings.Count(across, "M") != 2 {
		t.Errorf("an arc over the edge of the map is %q", across)
	}
	if Arc(texas, texas, .1) != "" {
		t.Error("there is an arc from a place to itself")
	}
	for i, p := range there[1:] {
		if d := math.Hypot(p.X-there[i].X, p.Y-there[i].Y); d > 30 {
			t.Errorf("the arc leaps %f units", d)
		}
	}
}

func FuzzLandIsReadOrRefused(f *testing.F) {
	f.Add("AAA\t1 2\t1 2 3 4 5 6\n")
	f.Add("\t\t\n")
	f.Fuzz(func(t *testing.T, file string) {
		lands, err := read(file)
		if err == nil {
			for _, l := range lands {
				for _, r := range l.Rings {
					if len(r) == 0 {
						t.Error("a ring without places")
					}
				}
			}
		}
	})
}
