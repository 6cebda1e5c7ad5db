package main

import (
	"encoding/json"
	"fmt"
	"os"

	"demarche/web/worldmap"
)

// topology is as much of a TopoJSON file as is needed: lines that neighbours
// share, in whole steps of a grid, and the states made of them.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   struct {
		Countries struct{ Geometries []geometry }
	}
}

type geometry struct {
	Type       string
	Arcs       json.RawMessage
	Properties map[string]string
}

// read gives the rings of each state of a file. Holes are rings too; no state of these files needs one told apart.
func read(name string) (map[string][]worldmap.Ring, error) {
	b, err := os.ReadFile(name) //nolint:gosec // the file that the user names
	if err != nil {
		return nil, err
	}
	var t topology
	if err := json.Unmarshal(b, &t); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	out := make(map[string][]worldmap.Ring)
	for _, g := range t.Objects.Countries.Geometries {
		var polygons [][][]int
		switch g.Type {
		case "Polygon":
			polygons = make([][][]int, 1)
			err = json.Unmarshal(g.Arcs, &polygons[0])
		case "MultiPolygon":
			err = json.Unmarshal(g.Arcs, &polygons)
		default:
			err = fmt.Errorf("a state is a %q", g.Type)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", name, g.Properties["name"], err)
		}
		for _, rings := range polygons {
			for _, arcs := range rings {
				code := codeOf(g.Properties)
				out[code] = append(out[code], atEdge(t.ring(arcs))...)
			}
		}
	}
	return out, nil
}

// ring puts lines together; those with negative numbers run backwards.
func (t topology) ring(arcs []int) worldmap.Ring {
	var out worldmap.Ring
	for _, n := range arcs {
		line := t.line(max(n, ^n))
		if n < 0 {
			for i, j := 0, len(line)-1; i < j; i, j = i+1, j-1 {
				line[i], line[j] = line[j], line[i]
			}
		}
		if len(out) > 0 {
			line = line[1:] // where the line before it ended
		}
		out = append(out, line...)
	}
	return out[:len(out)-1] // where it began
}

// line gives a line in degrees; the file holds its first point and steps.
func (t topology) line(n int) []worldmap.Place {
	var out []worldmap.Place
	x, y := 0.0, 0.0
	for _, step := range t.Arcs[n] {
		x, y = x+step[0], y+step[1]
		out = append(out, worldmap.Place{Lon: x*t.Transform.Scale[0] + t.Transform.Translate[0], Lat: y*t.Transform.Scale[1] + t.Transform.Translate[1]})
	}
	return out
}
