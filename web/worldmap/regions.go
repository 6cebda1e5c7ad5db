package worldmap

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"demarche"
)

//go:embed regions.txt
var regionFile string

// Region is a part of the world. One within another lists fewer states.
type Region struct {
	Name   string
	Slug   string // the name as it stands in an address
	Within string // slug of the region in which it lies, empty for a continent
	States []demarche.State
}

// Regions lists the regions of the world: each continent, then what lies in it.
func Regions() []Region { return slices.Clone(regions()) }

var regions = sync.OnceValue(func() []Region {
	var out []Region
	continent := 0
	for line := range strings.Lines(regionFile) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, states, within := strings.Cut(line, ":")
		r := Region{Name: name, Slug: slug(name)}
		if !within {
			continent = len(out)
			out = append(out, r)
			continue
		}
		for code := range strings.FieldsSeq(states) {
			r.States = append(r.States, demarche.State(code))
		}
		r.Within = out[continent].Slug
		out[continent].States = append(out[continent].States, r.States...)
		out = append(out, r)
	}
	return out
})

func slug(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "-") }

// FindRegion gives a region by its slug.
func FindRegion(slug string) (Region, bool) {
	i := slices.IndexFunc(regions(), func(r Region) bool { return r.Slug == slug })
	if i < 0 {
		return Region{}, false
	}
	return regions()[i], true
}
