package page

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// prune takes out of a page what is never part of its report, whatever it
// stands in, and may be taken for it. What holds a large share of the sentences
// of the page stays, whatever it is called: pages wrap reports in forms, and in
// elements that hide them from readers who have not paid.
func prune(doc *html.Node) {
	held := map[*html.Node]int{}
	all := sentences(doc, held)
	for n := range doc.Descendants() {
		for child := n.FirstChild; child != nil; {
			next := child.NextSibling
			switch {
			case child.Type == html.ElementNode && note(child):
				n.RemoveChild(child)
			case child.Type != html.ElementNode || !besideText(child):
			case never(child) || float64(held[child]) < largeShare*float64(all) || all == 0:
				n.RemoveChild(child)
			default:
				unname(child)
			}
			child = next
		}
	}
}

// note reports whether an element is the number of a note, which would else become
// the end of a word.
func note(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A:
		return strings.HasPrefix(attribute(n, "href"), "#") && noteNumber.MatchString(text(n))
	case atom.Sup:
		for d := range n.Descendants() {
			if d.DataAtom == atom.A {
				return noteNumber.MatchString(text(n))
			}
		}
	}
	return false
}

var noteNumber = regexp.MustCompile(`^(?:\[?(?:\d{1,3}|[ivx]{1,5}|[a-z])\]?|[*†‡§↑↩︎]+)$`)

// unname takes from an element what makes it look like something beside the report.
func unname(n *html.Node) {
	n.Attr, n.Data, n.DataAtom = nil, atom.Div.String(), atom.Div
}

// largeShare is the share of the sentences of a page that its report has at
// least, and hardly anything beside a report has.
const largeShare = 0.4

// sentences counts, for each element, the bytes of its texts that are long
// enough for sentences, those in elements that never hold a report left out.
func sentences(n *html.Node, held map[*html.Node]int) int {
	const long = 50
	switch {
	case n.Type == html.TextNode:
		if t := oneLine(n.Data); len(t) >= long {
			return len(t)
		}
		return 0
	case n.Type == html.ElementNode && never(n):
		return 0
	}
	sum := 0
	for child := range n.ChildNodes() {
		sum += sentences(child, held)
	}
	held[n] = sum
	return sum
}

// never reports whether an element cannot hold a report, however much it holds.
func never(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Nav, atom.Iframe, atom.Svg, atom.Template, atom.Button, atom.Select, atom.Input, atom.Textarea:
		return true
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.P, atom.H1:
		return false
	}
	return named(n, others)
}

// others are words for what others write: comments, and consent to cookies.
var others = anyWord(`comments?|disqus|respond|responses|cookies?|consent|gdpr`)

// beside are words in the class, id or role of an element that say that it
// stands beside the report.
var beside = anyWord(`caption|credit|read-?more|more-?on|see-?also|most-?(?:read|popular|viewed)|trending|newsletters?|sign-?up|subscribe|subscriptions?|` +
	`paywall|promo|advert(?:isement)?|ads?|ad-?box|sponsor(?:ed)?|share|sharing|social|breadcrumbs?|navigation|nav|menu|sidebar|toolbar|tags?|topics|` +
	`author-?(?:bio|card|info|box)|about-the-author|bios?|gallery|slideshow|carousel|infobox|visually-hidden|sr-only|screen-reader-text|skip-link|teaser|latest-?news|top-?stories|` +
	`copyright|copy|print-only|no-?print|cta|donate|donation|updates|history|ticker|conversation|read-?next|feedback|twitter-(?:tweet|video)|(?:bluesky|mastodon|truthsocial|tiktok|reddit)-embed|instagram-media|text-post-media|fb-post|pull-?quote|foot-?notes?|end-?notes?|references|ref-?list|image-?(?:subtitle|card|title|description|meta)|photo-?description|post-footer|entry-footer`)

// elsewhere are words for what leads to other reports, even within the report.
var elsewhere = anyWord(`related(?:-?(?:content|posts?|stories|articles|links))?|recommend(?:ed|ations?)?|recirc(?:ulation)?|next-?article`)

// main are words that say that an element holds the report, whatever else.
var main = anyWord(`article|story|post|entry|content|main|body`)

// anyWord makes an expression for whole words of names like "story__share-box".
func anyWord(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[\s_-])(?:` + alternatives + `)(?:$|[\s_-])`)
}

// named reports whether the class or id of an element has one of the words.
func named(n *html.Node, these *regexp.Regexp) bool {
	return slices.ContainsFunc([]string{"class", "id"}, func(key string) bool { return these.MatchString(parted(attribute(n, key))) })
}

// parted puts hyphens between the words of "AuthorBio",
// and leaves out what an element says that it is not, "non-paywall".
func parted(name string) string {
	return negated.ReplaceAllString(humps.ReplaceAllString(name, "$1-$2"), "")
}

var negated = regexp.MustCompile(`(?i)\b(?:non|not|without)[-_][a-z]+`)

var humps = regexp.MustCompile(`([a-z])([A-Z])`)

// besideText reports whether an element stands beside the report.
func besideText(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Figcaption, atom.Nav, atom.Aside, atom.Form, atom.Button, atom.Select, atom.Textarea, atom.Iframe, atom.Svg, atom.Dialog, atom.Template, atom.Noscript, atom.Audio, atom.Video:
		return true
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.Head, atom.P, atom.H1:
		return false
	}
	if embedded.MatchString(n.Data) {
		return true
	}
	switch attribute(n, "role") {
	case "navigation", "complementary", "search", "banner", "contentinfo", "dialog", "alert":
		return true
	}
	if attribute(n, "aria-hidden") == "true" || hasAttribute(n, "hidden") || hiddenStyle.MatchString(attribute(n, "style")) {
		return true
	}
	for _, key := range []string{"class", "id"} {
		name := parted(attribute(n, key))
		if elsewhere.MatchString(name) || (beside.MatchString(name) || others.MatchString(name)) && !main.MatchString(name) {
			return true
		}
	}
	return false
}

// embedded are elements of AMP pages for what is shown from elsewhere, or asked of the reader.
var embedded = regexp.MustCompile(`^amp-(?:ad|analytics|audio|brightcove|carousel|consent|embed|facebook|form|iframe|img|instagram|list|sidebar|social-share|sticky-ad|twitter|user-notification|video|youtube)$`)

var hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)
