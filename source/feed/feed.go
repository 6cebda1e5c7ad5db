// Package feed reads lists of reports as the web publishes them: RSS, Atom and
// JSON feeds, news sitemaps and indexes of sitemaps.
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"

	"demarche/source/decode"
)

// Limit is the most entries of one list that are read.
const Limit = 50_000

// ErrNoFeed is the error for what is neither a feed nor a sitemap.
var ErrNoFeed = errors.New("this is neither a feed (RSS, Atom, JSON) nor a sitemap")

// List is what a feed or sitemap lists.
type List struct {
	Entries []Entry
	Maps    []Entry // further sitemaps, of an index
}

// Entry is one report of a list, or one sitemap of an index.
type Entry struct {
	Address string // absolute, http or https
	Title   string
	At      time.Time // of publication, or last change in a sitemap; zero if not told
}

// maxUnpacked is the size in bytes above which a compressed list is refused; a
// sitemap may have 50 MB.
const maxUnpacked = 64 << 20

var gzipMagic = []byte{0x1f, 0x8b}

// unpacked gives a list that lies compressed at its address ("sitemap.xml.gz") as
// it is meant to be read; others as they are.
func unpacked(b []byte) ([]byte, error) {
	if !bytes.HasPrefix(b, gzipMagic) {
		return b, nil
	}
	return decode.Body(bytes.NewReader(b), "gzip", maxUnpacked)
}

// Is reports whether b is a feed or a sitemap by its outermost element, or by the
// version that a JSON feed names.
func Is(b []byte) bool {
	b, err := unpacked(b)
	if err != nil {
		return false
	}
	switch head := bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\ufeff")), " \t\r\n"); {
	case bytes.HasPrefix(head, []byte("<")):
		switch root(b) {
		case "rss", "feed", "RDF", "urlset", "sitemapindex":
			return true
		}
	case bytes.HasPrefix(head, []byte("{")):
		return bytes.Contains(head[:min(len(head), 4096)], []byte("jsonfeed.org/version"))
	}
	return false
}

// Parse reads a list that lay at an address, against which relative addresses are
// resolved. Entries without an address of the web are left out. The error is or
// wraps ErrNoFeed, or tells what is malformed. A list that is compressed with gzip
// is unpacked first.
func Parse(b []byte, at string) (List, error) {
	b, err := unpacked(b)
	if err != nil {
		return List{}, fmt.Errorf("the list cannot be unpacked: %w", err)
	}
	base, err := url.Parse(at)
	if err != nil {
		return List{}, fmt.Errorf("the address of the feed: %w", err)
	}
	switch root(b) {
	case "urlset":
		return sitemap(b, base)
	case "sitemapindex":
		return index(b, base)
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(b))
	switch {
	case errors.Is(err, gofeed.ErrFeedTypeNotDetected):
		return List{}, ErrNoFeed
	case err != nil:
		return List{}, fmt.Errorf("the feed is malformed: %w", err)
	}
	if f.FeedType == "json" && f.FeedVersion == "" {
		return List{}, ErrNoFeed // any other JSON
	}
	var l List
	for _, item := range f.Items {
		if item == nil {
			continue
		}
		e := Entry{Title: strings.Join(strings.Fields(item.Title), " ")}
		for _, link := range append([]string{item.Link, item.GUID}, item.Links...) {
			if e.Address = absolute(link, base); e.Address != "" {
				break
			}
		}
		for _, t := range []*time.Time{item.PublishedParsed, item.UpdatedParsed} {
			if t != nil && e.At.IsZero() {
				e.At = t.UTC()
			}
		}
		l.add(&l.Entries, e)
	}
	return l, nil
}

// add adds an entry that has an address, within the limit.
func (*List) add(to *[]Entry, e Entry) {
	if e.Address != "" && len(*to) < Limit {
		*to = append(*to, e)
	}
}

// root gives the name of the outermost element of an XML document, empty if b is none.
func root(b []byte) string {
	d := decoder(b)
	for {
		t, err := d.Token()
		if err != nil {
			return ""
		}
		if e, ok := t.(xml.StartElement); ok {
			return e.Name.Local
		}
	}
}

func decoder(b []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	return d
}

// located is an address in a sitemap or index.
type located struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		At    string `xml:"publication_date"`
		Title string `xml:"title"`
	} `xml:"news"`
}

func sitemap(b []byte, base *url.URL) (List, error) {
	var l List
	err := elements(b, "url", func(u located) { l.add(&l.Entries, u.entry(base)) })
	return l, err
}

func index(b []byte, base *url.URL) (List, error) {
	var l List
	err := elements(b, "sitemap", func(u located) { l.add(&l.Maps, u.entry(base)) })
	return l, err
}

func (u located) entry(base *url.URL) Entry {
	e := Entry{Address: absolute(u.Loc, base), Title: strings.Join(strings.Fields(u.News.Title), " ")}
	for _, s := range []string{u.News.At, u.LastMod} {
		if t, ok := w3c(strings.TrimSpace(s)); ok && e.At.IsZero() {
			e.At = t
		}
	}
	return e
}

// elements calls take with each element of a name, one after the other.
func elements(b []byte, name string, take func(located)) error {
	d := decoder(b)
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the sitemap is malformed: %w", err)
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == name {
			var u located
			if err := d.DecodeElement(&u, &e); err != nil {
				return fmt.Errorf("the sitemap is malformed: %w", err)
			}
			take(u)
		}
	}
}

// w3c understands the times of sitemaps (a profile of ISO 8601).
func w3c(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// absolute gives an address in full, empty if it is none of the web.
func absolute(ref string, base *url.URL) string {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil || strings.TrimSpace(ref) == "" {
		return ""
	}
	u = base.ResolveReference(u)
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}
