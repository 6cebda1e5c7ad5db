package page

import (
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"demarche"
)

// facts gives what a page tells of itself in its head, its structured data and
// the marked parts of its body, the surest source first, and what was found.
func facts(doc *html.Node, base *url.URL) (Page, found) {
	var f found
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			f.element(n)
		}
	}
	p := Page{
		Byline:    first(f.data.author(), f.meta["author"], f.meta["article:author"], f.meta["parsely-author"], f.meta["dc.creator"], f.byline),
		Publisher: first(f.data.publisher(), f.meta["og:site_name"], f.meta["application-name"], f.meta["dc.publisher"]),
	}
	p.Lang, _, _ = strings.Cut(f.lang, "-")
	p.Byline = bylineName(p.Byline)
	for _, address := range []string{f.canonical, f.meta["og:url"], f.data.URL} {
		if p.Canonical = absolute(address, base); p.Canonical != "" {
			break
		}
	}
	p.Published, p.At = f.day()
	if c := oneLine(f.data.Correction); c != "" {
		p.Corrections = []string{c}
	}
	return p, f
}

// body takes from the body of a page, less what stands beside the report, what
// the head did not tell: the headline, and the day around it. It gives the element
// of the headline, nil if there is none.
func (p *Page) body(f found, doc *html.Node, base *url.URL) (at *html.Node) {
	at = headline(doc, f.title, p.Publisher)
	heading := ""
	if at != nil {
		heading = text(at)
	}
	p.Title = first(headlined(f.data.Headline), headlined(f.meta["og:title"]), heading, headlined(f.meta["twitter:title"]), headlined(f.title))
	if len(p.Title) > maxTitle || p.Title == f.data.Headline && heading != "" && at.DataAtom == atom.H1 {
		p.Title = first(heading, p.Title) // the headline that readers see
	}
	p.Publisher = first(p.Publisher, siteBeside(first(f.title, f.meta["og:title"]), heading))
	p.Title = printTitle.ReplaceAllString(oneLine(withoutSite(p.Title, p.Publisher)), "")
	ofAddress := func() demarche.Date { return dayOfAddress(first(p.Canonical, address(base))) }
	shown := func() moment { return nearDay(pieces(doc), at, orderIn(f.lang)) }
	if p.Published.Known() {
		if !p.At.IsZero() {
			p.Published = readersDay(p.At, ofAddress, func() demarche.Date { return shown().Day })
		}
		return at
	}
	for _, told := range []func() moment{func() moment { return moment{Day: ofAddress()} }, shown, func() moment { return markedDay(doc) }} {
		if m := told(); m.Day.Known() {
			p.Published, p.At = m.Day, m.At
			break
		}
	}
	return at
}

// maxTitle is the most bytes of a headline where there is a shorter one.
const maxTitle = 400

// headlined gives a title on one line, empty if it is too long for any.
func headlined(title string) string {
	if title = oneLine(title); len(title) > longestText {
		return ""
	}
	return title
}

func address(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.String()
}

// found is what was come across in a page.
type found struct {
	meta      map[string]string // by name or property, in lower case; the first of each
	title     string
	byline    string
	canonical string
	lang      string
	data      structured
	times     []string // that the page marks as those of publication, in microdata
}

func (f *found) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		f.lang = strings.ToLower(attribute(n, "lang"))
	case atom.Meta:
		f.metaElement(n)
	case atom.Title:
		f.title = first(f.title, text(n))
	case atom.Link:
		if strings.EqualFold(attribute(n, "rel"), "canonical") {
			f.canonical = first(f.canonical, attribute(n, "href"))
		}
	case atom.Script:
		if strings.EqualFold(strings.TrimSpace(attribute(n, "type")), "application/ld+json") && n.FirstChild != nil {
			f.data.read([]byte(n.FirstChild.Data))
		}
	}
	f.microdata(n)
}

func (f *found) metaElement(n *html.Node) {
	content := strings.TrimSpace(attribute(n, "content"))
	if content == "" {
		return
	}
	if f.meta == nil {
		f.meta = map[string]string{}
	}
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		if name := strings.ToLower(attribute(n, key)); name != "" && f.meta[name] == "" {
			f.meta[name] = content
		}
	}
}

func (f *found) microdata(n *html.Node) {
	for _, prop := range strings.Fields(strings.ToLower(attribute(n, "itemprop"))) {
		switch prop {
		case "datepublished":
			if inCard(n) || ancestor(n, atom.Li) != nil {
				continue
			}
			f.times = append(f.times, first(attribute(n, "content"), attribute(n, "datetime"), text(n)))
		case "author":
			f.byline = first(f.byline, attribute(n, "content"), text(n))
		}
	}
	if f.byline == "" && n.DataAtom != atom.Body && bylineClass.MatchString(attribute(n, "class")+" "+attribute(n, "rel")) {
		if t := text(n); len(t) < 120 {
			f.byline = t
		}
	}
}

var bylineClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:byline|author)(?:$|[\s_-]|-?name)`)

// dayNames are the meta elements that tell the time of publication.
var dayNames = []string{"article:published_time", "og:article:published_time", "datepublished", "date.issued", "dc.date.issued", "dcterms.created", "dcterms.date", "dcterms.issued",
	"dc.date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "published_time", "article.published", "cxenseparse:recs:publishtime", "citation_publication_date", "date", "displaydate", "originalpublicationdate"}

// day gives the day of publication and, if told, the time.
func (f *found) day() (demarche.Date, time.Time) {
	told := []string{f.data.DatePublished}
	for _, name := range dayNames {
		told = append(told, f.meta[name])
	}
	told = append(told, f.otherNames()...)
	told = append(told, f.times...)
	for _, s := range told {
		if d, at := parseTime(s); d.Known() {
			return d, at
		}
	}
	return "", time.Time{}
}

// publicationName is how other meta elements are called that tell the time.
var publicationName = regexp.MustCompile(`first-?publish|publi(?:sh(?:ed)?|cation|c)[-_:.]?(?:at|time|date|on)$|^(?:date|time)[-_:.]?published$`)

// otherNames gives what other meta elements tell of the time of publication, in
// the order of their names.
func (f *found) otherNames() []string {
	var told []string
	for _, name := range slices.Sorted(maps.Keys(f.meta)) {
		if publicationName.MatchString(name) && !notPublished.MatchString(name) {
			told = append(told, f.meta[name])
		}
	}
	return told
}

// plausible tells days of publication from 0001-01-01 and 1970-01-01.
func plausible(t time.Time) bool { return t.Year() > 1970 && t.Year() < 2200 }

// addressDay is a day in the path of an address.
var addressDay = regexp.MustCompile(`/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:/|-|\.|$)|/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(0?[1-9]|[12]\d|3[01])(?:/|$)|[/-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/.-]|$)`)

// dayOfAddress gives the day that an address tells.
func dayOfAddress(address string) demarche.Date {
	m := addressDay.FindStringSubmatch(address)
	if m == nil {
		return ""
	}
	for i, layout := range []string{"2006/1/2", "2006/Jan/2", "2006/01/02"} {
		if part := m[1+3*i : 4+3*i]; part[0] != "" {
			month := part[1]
			if i == 1 {
				month = strings.ToUpper(month[:1]) + month[1:]
			}
			if t, err := time.Parse(layout, part[0]+"/"+month+"/"+part[2]); err == nil {
				return demarche.Day(t)
			}
		}
	}
	return ""
}

// structured is what a page tells in JSON-LD (schema.org) of its article.
type structured struct {
	Headline      string
	DatePublished string
	Correction    string
	URL           string
	authors       []string
	site          string
}

func (s *structured) author() string    { return strings.Join(s.authors, ", ") }
func (s *structured) publisher() string { return s.site }

// read takes one block of structured data; what cannot be understood tells nothing.
func (s *structured) read(b []byte) {
	var v any
	if json.Unmarshal(b, &v) == nil {
		s.value(v, 0)
	}
}

func (s *structured) value(v any, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			s.value(x, depth+1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			s.article(v)
		}
		for _, key := range []string{"@graph", "mainEntity"} {
			s.value(v[key], depth+1)
		}
	}
}

func (s *structured) article(v map[string]any) {
	s.Headline = first(s.Headline, names(v["headline"])...)
	s.DatePublished = first(s.DatePublished, names(v["datePublished"])...)
	s.Correction = first(s.Correction, names(v["correction"])...)
	s.URL = first(s.URL, names(v["url"])...)
	s.site = first(s.site, names(v["publisher"])...)
	if len(s.authors) == 0 {
		s.authors = names(v["author"])
	}
}

// isArticle reports whether a type is one of schema.org's kinds of article.
func isArticle(t any) bool {
	for _, name := range names(t) {
		if strings.HasSuffix(name, "Article") || name == "Report" || name == "LiveBlogPosting" || name == "BlogPosting" || name == "GovernmentService" || name == "SpecialAnnouncement" {
			return true
		}
	}
	return false
}

// names gives the strings that a value is or names: a string, a thing with a
// name or text, or several of them.
func names(v any) []string {
	switch v := v.(type) {
	case string:
		if s := oneLine(html.UnescapeString(v)); s != "" {
			return []string{s}
		}
	case []any:
		var all []string
		for _, x := range v {
			all = append(all, names(x)...)
		}
		return all
	case map[string]any:
		for _, key := range []string{"name", "text"} {
			if all := names(v[key]); len(all) > 0 {
				return all
			}
		}
	}
	return nil
}

// withoutSite takes the name of the publisher off the end of a title.
func withoutSite(title, site string) string {
	if site == "" {
		return title
	}
	for _, bar := range []string{" | ", " - ", " – ", " — ", " :: "} {
		if at := strings.LastIndex(title, bar); at > 0 && strings.EqualFold(strings.TrimSpace(title[at+len(bar):]), site) {
			return title[:at]
		}
	}
	return title
}

// bars part the name of a site from a headline in the title of a page.
var bars = regexp.MustCompile(`\s+(?:[|·•»«–—-]|::)\s+`)

// siteBeside gives the name of the site from a title of a page that holds the
// headline and, behind or before it, a bar and a few words; empty if there are none.
func siteBeside(title, headline string) string {
	const most = 6 // words
	title = oneLine(title)
	before, behind, ok := strings.Cut(title, oneLine(headline))
	if headline == "" || !ok {
		return ""
	}
	var name string
	switch parts := bars.Split(behind, -1); {
	case len(parts) > 1 && before == "":
		name = parts[len(parts)-1] // behind sections and authors
	case behind == "" && len(bars.FindAllString(before, -1)) == 1:
		name, _, _ = strings.Cut(before, bars.FindString(before))
	}
	if len(strings.Fields(name)) > most {
		return ""
	}
	return strings.TrimSpace(name)
}

var byWord = regexp.MustCompile(`^(?i)(?:(?:written|posted|reported|published|words|text|story|report|reporting) )?by[:\s]+`)

// bylineName gives a byline without "By"; addresses are none.
func bylineName(s string) string {
	s = byWord.ReplaceAllString(oneLine(s), "")
	if strings.Contains(s, "://") {
		return ""
	}
	return s
}

// absolute gives an address in full; empty if it is none of the web.
func absolute(ref string, base *url.URL) string {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil || ref == "" {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return u.String()
}

// first gives the first string that is not empty.
func first(s string, others ...string) string {
	for _, o := range others {
		if s != "" {
			break
		}
		s = o
	}
	return s
}
