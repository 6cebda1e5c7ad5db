package exports

import (
	"slices"
	"strconv"

	"demarche"
	"demarche/answers"
	"demarche/vocabulary"
)

// feature is a movement or a figure on the map (RFC 7946).
type feature struct {
	Type       string         `json:"type"`
	ID         string         `json:"id"`
	Geometry   *geometry      `json:"geometry"` // nil where nothing tells where it is
	Properties map[string]any `json:"properties"`
}

// geometry is a point or a line; coordinates are longitude and latitude.
type geometry struct {
	Type        string `json:"type"`
	Coordinates any    `json:"coordinates"`
}

// How exactly a point is known.
const (
	atPlace = "place" // the place itself
	inState = "state" // somewhere in the state: its centre
	nowhere = "none"
)

// writeGeoJSON writes events as features of one collection.
func writeGeoJSON(j *job) error {
	where, err := vocabulary.LoadPositions()
	if err != nil {
		return err
	}
	j.raw(`{"type":"FeatureCollection","features":[`)
	err = j.events(func(e answers.Event) error {
		var f feature
		if e.Kind == demarche.KindMovement {
			f = movementFeature(e, where)
		} else {
			f = figureFeature(e, where)
		}
		if f.Geometry == nil {
			return nil // what lies nowhere belongs on no map; some readers refuse it
		}
		return j.element(f)
	})
	j.raw("\n]}\n")
	return err
}

// movementFeature is a line from the place of departure to that of arrival,
// each the centre of its state where the place is not known.
func movementFeature(e answers.Event, where *vocabulary.Positions) feature {
	f := feature{Type: "Feature", ID: e.ID, Properties: properties(e, "status", "sender", "origin", "destination", "destination_state", "means", "nationals", "restrained")}
	f.Properties["status"] = string(e.Status())
	for _, field := range []string{"flights", "people"} {
		bounds(f.Properties, e, field)
	}
	from, fromBy := point(where, e.Says("origin"), demarche.State(e.Says("sender")))
	to, toBy := point(where, e.Says("destination"), demarche.State(e.Says("destination_state")))
	f.Properties["from_by"], f.Properties["to_by"] = fromBy, toBy
	switch {
	case fromBy != nowhere && toBy != nowhere && from != to:
		f.Geometry = line(from, to)
	case toBy != nowhere:
		f.Geometry = &geometry{"Point", to}
	case fromBy != nowhere:
		f.Geometry = &geometry{"Point", from}
	}
	return f
}

// figureFeature is a point where a figure was counted; without geometry if no place is named.
func figureFeature(e answers.Event, where *vocabulary.Positions) feature {
	f := feature{Type: "Feature", ID: e.ID, Properties: properties(e, "what", "unit", "of", "in", "place", "source")}
	bounds(f.Properties, e, "value")
	if e.Says("place") == "" {
		return f
	}
	at, by := point(where, e.Says("place"), demarche.State(e.Says("in")))
	f.Properties["at_by"] = by
	if by != nowhere {
		f.Geometry = &geometry{"Point", at}
	}
	return f
}

func properties(e answers.Event, fields ...string) map[string]any {
	w := e.Corroboration
	p := map[string]any{
		"kind": string(e.Kind), "day": string(e.Day), "dated_by": string(e.DatedBy), "reports": w.Reports, "families": w.Families, "independent": w.Independent,
		"perhaps": append([]string{}, e.Perhaps...), "sentence": e.First().Sentence(),
	}
	for _, f := range fields {
		if v := e.Says(f); v != "" {
			p[f] = v
		}
	}
	if in := unpublished(e.Witnesses...); in != "" {
		p["unpublished"] = in
	}
	return p
}

// bounds puts the lowest and highest number that is told of a field, if any is.
func bounds(p map[string]any, e answers.Event, field string) {
	d := e.Detail(field)
	for name, text := range map[string]string{field + "_low": d.Low, field + "_high": d.High} {
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			p[name] = n
		}
	}
}

// point gives where a place lies, or the state in which it is.
func point(where *vocabulary.Positions, place string, in demarche.State) (at vocabulary.LonLat, by string) {
	if at, ok := where.Place(place, in); ok && place != "" {
		return at, atPlace
	}
	if at, ok := where.Of(in); ok {
		return at, inState
	}
	return at, nowhere
}

// line draws the shorter way between two points. One that crosses the
// antimeridian is cut there (RFC 7946, section 3.1.9).
func line(from, to vocabulary.LonLat) *geometry {
	d := to[0] - from[0]
	if d >= -180 && d <= 180 {
		return &geometry{"LineString", []vocabulary.LonLat{from, to}}
	}
	edge := 180.0
	if from[0] < 0 {
		edge = -180
	}
	there := to[0] + 2*edge // where the end lies, going on over the edge
	lat := to[1]
	if there != from[0] {
		lat = from[1] + (to[1]-from[1])*(edge-from[0])/(there-from[0])
	}
	parts := [][]vocabulary.LonLat{{from, {edge, lat}}, {{-edge, lat}, to}}
	parts = slices.DeleteFunc(parts, func(p []vocabulary.LonLat) bool { return p[0] == p[1] })
	return &geometry{"MultiLineString", parts}
}
