package source

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// looksMarkedUp reports whether b has the elements of a web page.
func looksMarkedUp(b []byte) bool {
	head := bytes.ToLower(b[:min(len(b), 64<<10)])
	return bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<body")) || bytes.Contains(head, []byte("<p>")) || bytes.Contains(head, []byte("<p ")) || bytes.Contains(head, []byte("<div"))
}

// wholePage reports whether b is a web page from its first element on.
func wholePage(b []byte) bool { return begins(b, atom.Html) }

// beginsPage reports whether b begins with an element of a web page that texts do
// not have, as saved fragments and pages with leading comments do.
func beginsPage(b []byte) bool {
	return begins(b, atom.Html, atom.Head, atom.Body, atom.Article, atom.Main, atom.Section)
}

// begins reports whether b, comments aside, begins with one of the elements or with
// the declaration of a web page.
func begins(b []byte, elements ...atom.Atom) bool {
	const head = 64 << 10
	z := html.NewTokenizer(bytes.NewReader(bytes.TrimPrefix(b[:min(len(b), head)], []byte(ByteOrderMark))))
	for {
		switch kind := z.Next(); kind {
		case html.CommentToken: // a declaration of XML is one too
		case html.TextToken:
			if len(bytes.TrimSpace(z.Raw())) > 0 {
				return false
			}
		case html.DoctypeToken:
			name, _, _ := strings.Cut(z.Token().Data, " ")
			return strings.EqualFold(name, "html")
		case html.StartTagToken:
			return slices.Contains(elements, z.Token().DataAtom)
		default:
			return false
		}
	}
}

// standsInBlocks reports whether most of what b says stands within the elements that
// make the paragraphs of a page. In a text with a few tags it does not.
func standsInBlocks(b []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(b))
	open, inside, outside := 0, 0, 0
	for {
		switch z.Next() {
		case html.ErrorToken: // the end
			return inside > outside
		case html.StartTagToken:
			if isBlock(z) {
				open++
			}
		case html.EndTagToken:
			if isBlock(z) {
				open = max(0, open-1)
			}
		case html.TextToken:
			if n := letters(z.Raw()); open > 0 {
				inside += n
			} else {
				outside += n
			}
		}
	}
}

// isBlock reports whether the tag at which z stands is one of an element that makes
// paragraphs.
func isBlock(z *html.Tokenizer) bool {
	name, _ := z.TagName()
	switch atom.Lookup(name) {
	case atom.P, atom.Div, atom.Table, atom.Ul, atom.Ol, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.Body, atom.Article, atom.Main, atom.Section:
		return true
	}
	return false
}

func letters(b []byte) (n int) {
	for _, r := range string(b) {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
