// Package publisher knows who publishes reports: by the domain of an address, and
// by the words with which a report credits an agency. The registry is
// publishers.yaml.
package publisher

import (
	_ "embed"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"demarche"
)

//go:embed publishers.yaml
var registry []byte

// Kind says what a publisher is.
type Kind string

// The kinds of publisher.
const (
	Agency      Kind = "agency"
	Daily       Kind = "daily"
	Weekly      Kind = "weekly"
	Broadcaster Kind = "broadcaster"
	Government  Kind = "government"
	Court       Kind = "court"
	NGO         Kind = "NGO"
	Body        Kind = "body" // of several states
)

var kinds = []Kind{Agency, Daily, Weekly, Broadcaster, Government, Court, NGO, Body}

// Publisher is one publisher.
type Publisher struct {
	Name    string         `yaml:"name"`
	Domains []string       `yaml:"domains"`
	State   demarche.State `yaml:"state"` // where it sits; empty for bodies of several states
	Kind    Kind           `yaml:"kind"`
	Credits []string       `yaml:"credits"` // of an agency: how others credit it; the first is the usual one
}

// Registry is all known publishers.
type Registry struct {
	all      []Publisher
	byDomain map[string]int
	credits  []credit
}

// credit is a way to credit an agency.
type credit struct {
	word string
	as   string // the usual credit of the agency
	in   *regexp.Regexp
}

// Default gives the registry that the program ships.
var Default = sync.OnceValues(func() (*Registry, error) { return Parse(registry) })

// Parse reads a registry of the form of publishers.yaml and checks it.
func Parse(file []byte) (*Registry, error) {
	var read struct {
		Agencies   []Publisher `yaml:"agencies"`
		Publishers []Publisher `yaml:"publishers"`
	}
	if err := yaml.UnmarshalWithOptions(file, &read, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("registry of publishers: %w", err)
	}
	r := &Registry{byDomain: map[string]int{}}
	for _, p := range read.Agencies {
		p.Kind = Agency
		if len(p.Credits) == 0 {
			return nil, fmt.Errorf("registry of publishers: the agency %s has no credits", p.Name)
		}
		r.all = append(r.all, p)
	}
	r.all = append(r.all, read.Publishers...)
	for i, p := range r.all {
		if err := r.add(i, p); err != nil {
			return nil, fmt.Errorf("registry of publishers: %w", err)
		}
	}
	// "Agence France-Presse" before "AFP", so that the longest credit is found.
	slices.SortStableFunc(r.credits, func(a, b credit) int { return len(b.word) - len(a.word) })
	return r, nil
}

func (r *Registry) add(i int, p Publisher) error {
	switch {
	case p.Name == "":
		return fmt.Errorf("publisher %d has no name", i+1)
	case !slices.Contains(kinds, p.Kind):
		return fmt.Errorf("%s is of the unknown kind %q", p.Name, p.Kind)
	case len(p.Domains) == 0:
		return fmt.Errorf("%s has no domain", p.Name)
	}
	for _, d := range p.Domains {
		if other, ok := r.byDomain[d]; ok {
			return fmt.Errorf("the domain %s is that of %s and of %s", d, r.all[other].Name, p.Name)
		}
		r.byDomain[d] = i
	}
	for _, word := range p.Credits {
		in, err := regexp.Compile(`(?:^|[^\pL\d])` + regexp.QuoteMeta(word) + `(?:$|[^\pL\d])`)
		if err != nil {
			return err
		}
		r.credits = append(r.credits, credit{word, p.Credits[0], in})
	}
	return nil
}

// At gives the publisher of an address: that of its host, or of the nearest
// domain above it.
func (r *Registry) At(address string) (Publisher, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return Publisher{}, false
	}
	for host := strings.ToLower(u.Hostname()); host != ""; {
		if i, ok := r.byDomain[host]; ok {
			return r.all[i], true
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return Publisher{}, false
}

// Credited gives the usual credit of the agency that words name, letter case
// minded; empty if they name none.
func (r *Registry) Credited(words string) string {
	for _, c := range r.credits {
		if c.in.MatchString(words) {
			return c.as
		}
	}
	return ""
}
