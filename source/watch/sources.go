// Package watch keeps an eye on sources of the web: feeds, sitemaps and pages. It
// remembers what it has seen, asks only for what has changed, leaves hosts alone
// that want it, and tells how each source fares.
package watch

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/goccy/go-yaml"

	"demarche"
	"demarche/source/fetch"
)

// Source is one source that is watched.
type Source struct {
	Name    string        `yaml:"name"`    // how it is called; unique
	Address string        `yaml:"address"` // of a feed, a sitemap, or a page
	Every   time.Duration `yaml:"every"`   // how often it is asked; 30 minutes if not said
	All     bool          `yaml:"all"`     // take all that it lists, also what cannot concern returns
}

// Bounds of how often a source is asked.
const (
	usually  = 30 * time.Minute
	oftenest = time.Minute
)

// Example is a file of sources, as it is shown to users.
const Example = `# Sources that demarche watch keeps an eye on.
sources:
  - name: Harbour Post, world
    address: https://harbour-post.example/world/rss
    every: 15m
  - name: Foreign ministry, press releases
    address: https://ministry.example/sitemap.xml
    all: true        # also what seems not to concern returns
`

// Load reads a file of sources (YAML, see Example). Unknown fields, addresses
// that are not of the web and names given twice are errors that name the file.
func Load(path string) ([]Source, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		code := demarche.Storage
		if os.IsNotExist(err) {
			code = demarche.NotFound
		}
		return nil, &demarche.Error{Code: code, Op: "watch", Path: path, Err: err, Hint: "write the sources into it; demarche watch --example shows how"}
	}
	sources, err := parse(b)
	if err != nil {
		return nil, &demarche.Error{Code: demarche.Invalid, Op: "watch", Path: path, Err: err, Hint: "demarche watch --example shows how sources are written"}
	}
	return sources, nil
}

func parse(b []byte) ([]Source, error) {
	var file struct {
		Sources []Source `yaml:"sources"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&file); err != nil {
		return nil, fmt.Errorf("the sources cannot be understood: %w", err)
	}
	if len(file.Sources) == 0 {
		return nil, fmt.Errorf("the file names no sources")
	}
	var names []string
	for i := range file.Sources {
		s := &file.Sources[i]
		switch {
		case s.Name == "":
			return nil, fmt.Errorf("source %d has no name", i+1)
		case slices.Contains(names, s.Name):
			return nil, fmt.Errorf("two sources are called %q", s.Name)
		case s.Every == 0:
			s.Every = usually
		case s.Every < oftenest:
			return nil, fmt.Errorf("source %q: every %s is too often; %s is the least", s.Name, s.Every, oftenest)
		}
		if _, err := fetch.CheckURL(s.Address); err != nil {
			return nil, fmt.Errorf("source %q: %w", s.Name, err)
		}
		names = append(names, s.Name)
	}
	return file.Sources, nil
}
