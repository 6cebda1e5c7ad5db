package main

import (
	"math"
	"slices"

	"demarche/web/worldmap"
)

// atEdge cuts a ring that crosses the edge of the map, 180 degrees, in two.
func atEdge(r worldmap.Ring) []worldmap.Ring {
	whole := unrolled(r)
	if slices.ContainsFunc(whole, func(p worldmap.Place) bool { return p.Lon < -180 }) {
		whole = shifted(whole, 360)
	}
	if !slices.ContainsFunc(whole, func(p worldmap.Place) bool { return p.Lon > 180 }) {
		return []worldmap.Ring{whole}
	}
	return kept(cut(whole, 1), shifted(cut(whole, -1), -360))
}

// unrolled gives a ring whose longitudes go on beyond 180 degrees instead of leaping.
func unrolled(r worldmap.Ring) worldmap.Ring {
	out := make(worldmap.Ring, len(r))
	turn := 0.0
	for i, p := range r {
		if i > 0 {
			turn -= 360 * math.Round((p.Lon-r[i-1].Lon)/360)
		}
		out[i] = worldmap.Place{Lon: p.Lon + turn, Lat: p.Lat}
	}
	return out
}

func shifted(r worldmap.Ring, by float64) worldmap.Ring {
	out := make(worldmap.Ring, len(r))
	for i, p := range r {
		out[i] = worldmap.Place{Lon: p.Lon + by, Lat: p.Lat}
	}
	return out
}

func kept(rings ...worldmap.Ring) []worldmap.Ring {
	var out []worldmap.Ring
	for _, r := range rings {
		if len(r) > 2 {
			out = append(out, r)
		}
	}
	return out
}

// cut gives the part of a ring west of 180 degrees if side is 1, east of it if
// side is -1 (Sutherland and Hodgman, 1974).
func cut(r worldmap.Ring, side float64) worldmap.Ring {
	in := func(p worldmap.Place) bool { return side*(180-p.Lon) >= 0 }
	var out worldmap.Ring
	for i, p := range r {
		q := r[(i+1)%len(r)]
		if in(p) {
			out = append(out, p)
		}
		if in(p) != in(q) {
			t := (180 - p.Lon) / (q.Lon - p.Lon)
			out = append(out, worldmap.Place{Lon: 180, Lat: p.Lat + t*(q.Lat-p.Lat)})
		}
	}
	return out
}
