package exports

import (
	"encoding/json"

	"demarche/vocabulary"
)

// Line gives the line between two points as it is written.
func Line(from, to vocabulary.LonLat) string {
	b, _ := json.Marshal(line(from, to))
	return string(b)
}

// NotInLines lets tests see notInLines.
func NotInLines() []string { return notInLines() }
