package page

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits on attributes: what is longer, or stands behind so many, is data of
// programs and tells nothing of a report.
const (
	longestAttribute = 2000 // bytes of a value
	mostAttributes   = 50   // of one element
)

// tame takes attributes over the limits out of a page, so that no step that looks
// at them, for each element below perhaps, takes long.
func tame(doc *html.Node) {
	for n := range doc.Descendants() {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return len(a.Val) > longestAttribute })
		n.Attr = n.Attr[:min(len(n.Attr), mostAttributes)]
	}
}

// formatting elements are opened again by the parser in every paragraph for as long
// as they are not closed.
var formatting = map[atom.Atom]bool{atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Nobr: true,
	atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true}

// grows reports whether the tree of a page may have far more nodes than a report
// has, before it is made: a few kilobytes of unclosed elements can fill the memory.
func grows(page []byte) bool {
	const most = 4 * maxNodes
	z := html.NewTokenizer(bytes.NewReader(page))
	open, nodes := 0, 0
	for nodes <= most {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.EndTagToken:
			name, _ := z.TagName()
			switch {
			case !formatting[atom.Lookup(name)]:
			case kind == html.StartTagToken:
				open++
			case open > 0:
				open--
			}
		}
		nodes += 1 + open
	}
	return true
}

// longestText is the most bytes of the text of an element that is looked at as a
// headline, a byline or a day.
const longestText = 1000

// text gives the words of an element on one line, up to the word at which they
// are longer than any headline.
func text(n *html.Node) string {
	var out strings.Builder
	gap := false
	for d := range n.Descendants() {
		if d.Type != html.TextNode {
			continue
		}
		for _, r := range d.Data {
			switch {
			case unicode.IsSpace(r):
				gap = out.Len() > 0
				if out.Len() >= longestText {
					return out.String()
				}
				continue
			case gap:
				out.WriteByte(' ')
			}
			gap = false
			if out.WriteRune(r); out.Len() >= 2*longestText {
				return out.String()
			}
		}
	}
	return out.String()
}
