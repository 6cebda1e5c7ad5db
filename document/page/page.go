// Package page reads web pages: the main text of a report without what stands
// around it, and what the page tells of itself - title, day and time, byline,
// publisher, address, corrections. Nothing in a page is run or fetched.
package page

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"demarche"
)

// Version names how pages are read; it changes when their text may.
const Version = "page 4, trafilatura 1.12.2"

// Limits on the tree of a page; more is no report.
const (
	maxNodes  = 200_000
	maxDepth  = 400
	maxDepths = 1_500_000 // of all nodes together: what looks at each element with all below it takes that many steps
)

// Errors of Read.
var (
	ErrNoText  = errors.New("the page holds no main text")
	ErrTooDeep = errors.New("the page has more elements, or deeper nested ones, than a report has")
)

// Page is what a page tells.
type Page struct {
	Title       string
	Text        string        // paragraphs on lines of their own, without the title
	Published   demarche.Date // in the zone in which the page gives it
	At          time.Time     // to the second, zero if only the day is told
	Byline      string
	Publisher   string
	Canonical   string   // address that the page calls its own, absolute
	Lang        string   // as the page declares it, "en"
	Corrections []string // notices of correction, as they stand in the text or beside it
}

// Read reads a page of bytes b. contentType is what the server said of it, and
// address where it lay; both may be empty.
func Read(b []byte, contentType, address string) (Page, error) {
	whole, err := decoded(b, contentType)
	if err != nil {
		return Page{}, err
	}
	if grows(whole) {
		return Page{}, ErrTooDeep
	}
	doc, err := html.Parse(bytes.NewReader(whole))
	if err != nil {
		return Page{}, fmt.Errorf("%w: %w", ErrTooDeep, err) // the parser gives up at some depth itself
	}
	if !small(doc) {
		return Page{}, ErrTooDeep
	}
	tame(doc)
	base, _ := url.Parse(address) // nil without an address; then relative ones are not resolved
	p, told := facts(doc, base)
	quotePosts(doc, first(p.Publisher, siteBeside(told.title, p.Title)))
	prune(doc)
	dropCards(doc, told.title+" "+told.meta["og:title"])
	head := p.body(told, doc, base)
	got, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		OriginalURL:     base,
		EnableFallback:  true,
		ExcludeComments: true,
		HtmlDateMode:    trafilatura.Disabled, // days are not guessed
		MaxTreeSize:     maxNodes,
	})
	if err != nil || got.ContentNode == nil {
		return Page{}, ErrNoText
	}
	p.fill(got.Metadata)
	p.Text, p.Corrections = mainText(doc, got.ContentNode, head, p.Title, p.Corrections)
	if strings.IndexFunc(p.Text, unicode.IsLetter) < 0 {
		return Page{}, ErrNoText
	}
	return p, nil
}

// fill takes what the page itself did not tell in so many words.
func (p *Page) fill(m trafilatura.Metadata) {
	if p.Title == "" {
		p.Title = oneLine(m.Title)
	}
	if p.Byline == "" {
		p.Byline = oneLine(m.Author)
	}
	if p.Publisher == "" {
		p.Publisher = oneLine(m.Sitename)
	}
}

// Feed gives the address of the feed that a page names, empty if it names none:
// where a page is no report, what it lists may be.
func Feed(b []byte, contentType, address string) string {
	whole, err := decoded(b, contentType)
	if err != nil {
		return ""
	}
	base, _ := url.Parse(address)
	z := html.NewTokenizer(bytes.NewReader(whole))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			n := &html.Node{Attr: t.Attr}
			if t.DataAtom == atom.Link && strings.EqualFold(attribute(n, "rel"), "alternate") && feedType.MatchString(attribute(n, "type")) {
				return absolute(attribute(n, "href"), base)
			}
		}
	}
}

var feedType = regexp.MustCompile(`(?i)^application/(?:rss|atom|feed)\+(?:xml|json)`)

// small reports whether the tree is of a size that a report can have.
func small(doc *html.Node) bool {
	nodes, depth, depths := 0, 0, 0
	for n := doc; n != nil; {
		nodes++
		depths += depth
		if nodes > maxNodes || depth > maxDepth || depths > maxDepths {
			return false
		}
		if n.FirstChild != nil {
			n = n.FirstChild
			depth++
			continue
		}
		for n != nil && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return true
}

// oneLine puts text on one line with single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
