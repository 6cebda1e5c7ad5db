package page

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// quotePosts writes posts that a page embeds from other sites as what they are, the
// words of somebody: "Name (@handle) on X, January 26, 2025: “...”". Only posts in
// English of whom a sentence of the page names elsewhere become part of its text, so
// that nobody's reply to the news is taken for news, nor what the site says of itself;
// the others stay what they were and are taken out with all that is embedded.
func quotePosts(doc *html.Node, site string) {
	var posts []*html.Node
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Blockquote && postClass.MatchString(attribute(n, "class")) {
			posts = append(posts, n)
		}
	}
	if len(posts) == 0 || len(posts) > mostPosts {
		return
	}
	own := ownWords(doc)
	for _, n := range posts {
		p, ok := postOf(n)
		if !ok || !p.by(own) || p.ofSite(site) {
			continue
		}
		line := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
		line.AppendChild(&html.Node{Type: html.TextNode, Data: p.line()})
		n.Parent.InsertBefore(line, n)
		n.Parent.RemoveChild(n)
	}
}

// mostPosts is how many posts a report embeds at most; more is a page of posts.
const mostPosts = 40

// postClass is the class of posts as the sites give them out to be embedded.
var postClass = regexp.MustCompile(`(?:^|\s)(?:twitter-tweet|twitter-video|bluesky-embed|mastodon-embed|truthsocial-embed)(?:$|\s)`)

// post is an embedded post.
type post struct {
	name, handle, site, day, text string
}

// signature is who wrote a post, behind its text: "— Name (@handle) January 26, 2025".
var signature = regexp.MustCompile(`^[—–-]\s*(.{2,80}?)\s*\((@[^()\s]{1,80})\)\s*(.*)$`)

// fewestOfPost is how many words a post has at least that says something.
const fewestOfPost = 4

// postOf reads an embedded post; ok is false if it has no words in English or no author.
func postOf(n *html.Node) (p post, ok bool) {
	var words, rest strings.Builder
	for child := range n.ChildNodes() {
		if child.DataAtom != atom.P {
			rest.WriteString(allText(child))
			continue
		}
		if lang := attribute(child, "lang"); lang != "" && lang != "und" && !strings.HasPrefix(lang, "en") {
			return post{}, false
		}
		words.WriteString(allText(child) + " ")
	}
	p.text = oneLine(pictures.ReplaceAllString(words.String(), ""))
	m := signature.FindStringSubmatch(oneLine(rest.String()))
	if m == nil || len(strings.Fields(p.text)) < fewestOfPost {
		return post{}, false
	}
	p.name, p.handle, p.site = m[1], m[2], siteOf(n)
	if d, _ := parseTime(m[3]); d.Known() {
		p.day = d.First().Format("January 2, 2006")
	}
	return p, true
}

// pictures are the links to pictures and other pages that posts end with.
var pictures = regexp.MustCompile(`\b(?:pic\.(?:twitter|x)\.com/\S+|https?://t\.co/\S+)`)

// postSites are the sites that posts come from, by their hosts.
var postSites = map[string]string{"twitter.com": "X", "x.com": "X", "bsky.app": "Bluesky", "truthsocial.com": "Truth Social"}

// siteOf gives the site to which the last link of a post leads, empty if it is not known.
func siteOf(n *html.Node) string {
	site := ""
	for d := range n.Descendants() {
		if d.DataAtom != atom.A {
			continue
		}
		if u, err := url.Parse(attribute(d, "href")); err == nil {
			site = postSites[strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")]
		}
	}
	return site
}

// by reports whether the author of a post is named among words, in full or by surname.
func (p post) by(words string) bool {
	name := strings.Fields(p.name)
	if len(name) == 0 {
		return false
	}
	const shortest = 4 // bytes of a surname that says who is meant
	last := name[len(name)-1]
	return strings.Contains(words, " "+strings.Join(name, " ")) || len(name) > 1 && len(last) >= shortest && strings.Contains(words, " "+last)
}

// ofSite reports whether a post is by the site that embeds it.
func (p post) ofSite(site string) bool {
	bare := func(s string) string { return strings.TrimPrefix(fold(s), "the ") }
	return site != "" && (strings.Contains(bare(site), bare(p.name)) || strings.Contains(bare(p.name), bare(site)))
}

// line writes a post as a paragraph of a report.
func (p post) line() string {
	line := p.name + " (" + p.handle + ")"
	if p.site != "" {
		line += " on " + p.site
	}
	if p.day != "" {
		line += ", " + p.day
	}
	return line + ": “" + p.text + "”"
}

// ownWords gives the words of the sentences of a page outside of quoted blocks, on
// one line, each after a space.
func ownWords(doc *html.Node) string {
	const long = 50 // bytes, as sentences have
	var out strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			if t := oneLine(n.Data); len(t) >= long {
				out.WriteString(" " + t)
			}
			return
		case n.DataAtom == atom.Blockquote, n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Head:
			return
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
	}
	walk(doc)
	return " " + oneLine(out.String())
}

// allText gives all text of a tree, with a space for a break of the line.
func allText(n *html.Node) string {
	var out strings.Builder
	if n.Type == html.TextNode {
		out.WriteString(n.Data)
	}
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			out.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			out.WriteByte(' ')
		}
	}
	return out.String()
}
