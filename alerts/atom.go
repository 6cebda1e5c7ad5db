package alerts

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"demarche/phrases"
)

// atomFeed is a feed as RFC 4287 writes it.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	Updated  string      `xml:"updated"`
	Author   atomAuthor  `xml:"author"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary"`
}

type atomCategory struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr"`
}

// Atom writes changes as a feed. site is the address at which the pages are,
// path that of the feed there, about what was asked for; key names the same
// whatever the words are.
func Atom(changes []Change, site, path, key, about string) ([]byte, error) {
	f := atomFeed{
		ID: "urn:demarche:feed:" + identify("feed", key), Title: clean("Demarche: " + about), Subtitle: clean(about), Author: atomAuthor{"Demarche"},
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links:   []atomLink{{Rel: "self", Type: "application/atom+xml", Href: site + path}, {Rel: "alternate", Type: "text/html", Href: site + "/"}},
	}
	if len(changes) > 0 {
		f.Updated = stamp(changes[0].Found)
	}
	for _, c := range changes {
		e := atomEntry{
			ID: "urn:demarche:change:" + c.ID, Title: clean(c.Title), Updated: stamp(c.Found), Published: stamp(c.Found),
			Links:      []atomLink{{Rel: "alternate", Type: "text/html", Href: site + c.Path}},
			Categories: []atomCategory{{string(c.Kind), "urn:demarche:kind"}}, Summary: clean(summary(c)),
		}
		for _, s := range c.States {
			e.Categories = append(e.Categories, atomCategory{string(s), "urn:demarche:state"})
		}
		f.Entries = append(f.Entries, e)
	}
	b, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write feed: %w", err)
	}
	return append([]byte(xml.Header), append(b, '\n')...), nil
}

// summary says in a line what a change rests on.
func summary(c Change) string {
	parts := []string{}
	if c.Day.Known() {
		parts = append(parts, phrases.Day(c.Day)+".")
	}
	if c.Sentence != "" {
		parts = append(parts, "“"+c.Sentence+"”")
	}
	return oneLine(strings.Join(parts, " "))
}

func stamp(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

// clean leaves out what XML cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}
