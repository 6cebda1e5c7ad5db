package main

import (
	"math"
	"testing"

	"demarche/web/worldmap"
)

func TestRingsAreCutAtTheEdge(t *testing.T) {
	square := func(lons ...float64) worldmap.Ring {
		return worldmap.Ring{{Lon: lons[0], Lat: 0}, {Lon: lons[1], Lat: 0}, {Lon: lons[2], Lat: 10}, {Lon: lons[3], Lat: 10}}
	}
	for name, tt := range map[string]struct {
		ring  worldmap.Ring
		parts int
	}{
		"far from it":   {square(0, 10, 10, 0), 1},
		"over it":       {square(175, -175, -175, 175), 2},
		"over it, west": {square(-175, 175, 175, -175), 2},
		"up to it":      {square(170, 180, 180, 170), 1},
	} {
		got := atEdge(tt.ring)
		if len(got) != tt.parts {
			t.Errorf("%s: %d parts, not %d", name, len(got), tt.parts)
		}
		total := 0.0
		for _, r := range got {
			total += area(r)
			for i, p := range r {
				if math.Abs(p.Lon) > 180 || math.Abs(p.Lon-r[(i+1)%len(r)].Lon) > 180 {
					t.Errorf("%s: %v lies outside the map, or its line leaps", name, p)
				}
			}
		}
		if math.Abs(total-100*math.Cos(5*math.Pi/180)) > 1 {
			t.Errorf("%s: the parts have an area of %f", name, total)
		}
	}
}

func TestTheMiddleOfABentStateIsWithinIt(t *testing.T) {
	bent := worldmap.Ring{{Lon: 0, Lat: 0}, {Lon: 10, Lat: 0}, {Lon: 10, Lat: 10}, {Lon: 8, Lat: 10}, {Lon: 8, Lat: 2}, {Lon: 0, Lat: 2}}
	if c := centre(bent); !inside(c, bent) {
		t.Errorf("%v lies outside", c)
	}
}
