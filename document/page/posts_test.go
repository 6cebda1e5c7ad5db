package page

import (
	"strings"
	"testing"
)

// A post that a page embeds is quoted if the report speaks of its author.
func TestEmbeddedPosts(t *testing.T) {
	const long = "<p>The president, Rudolf Rassendyll, turned back two planes on Sunday, officials said, and gave his reasons in public afterwards.</p>"
	tweet := func(lang, text, author string) string {
		return `<blockquote class="twitter-tweet" data-lang="en"><p lang="` + lang + `" dir="ltr">` + text + ` <a href="https://t.co/abc">pic.twitter.com/abc</a></p>&mdash; ` + author + ` <a href="https://twitter.com/r/status/1?ref_src=x">January 26, 2025</a></blockquote><script async src="https://platform.example/widgets.js"></script>`
	}
	const words = "We will take our people back,<br>but not in handcuffs."
	for name, c := range map[string]struct{ embedded, want string }{
		"of whom the report names":    {tweet("en", words, "Rudolf Rassendyll (@rassendyll)"), "\n\nRudolf Rassendyll (@rassendyll) on X, January 26, 2025: “We will take our people back, but not in handcuffs.”\n\n"},
		"by the surname":              {tweet("en", words, "President Rassendyll (@rassendyll)"), "\n\nPresident Rassendyll (@rassendyll) on X, January 26, 2025: “We will"},
		"of another site":             {`<blockquote class="bluesky-embed"><p lang="en">We will take our people back.</p>&mdash; Rudolf Rassendyll (<a href="https://bsky.app/profile/r">@r.example</a>) <a href="https://bsky.app/profile/r/post/1">2025-01-26T10:00:00Z</a></blockquote>`, "\n\nRudolf Rassendyll (@r.example) on Bluesky, January 26, 2025: “We will take our people back.”\n\n"},
		"of the site itself":          {tweet("en", words, "Courier (@courier)") + "<p>The Courier will keep you posted on this and on much else that is going on.</p>", ""},
		"of somebody else":            {tweet("en", words, "A Passer-by (@passer)"), ""},
		"in another language":         {tweet("es", "Los recibiremos en aviones civiles.", "Rudolf Rassendyll (@rassendyll)"), ""},
		"of hardly a word":            {tweet("en", "No.", "Rudolf Rassendyll (@rassendyll)"), ""},
		"without an author":           {tweet("en", words, ""), ""},
		"a quotation that is no post": {"<blockquote><p>We will take our people back, but not in handcuffs.</p></blockquote>", "\n\nWe will take our people back, but not in handcuffs.\n\n"},
	} {
		p, err := Read([]byte(`<html lang="en"><head><title>Planes turned back</title><meta property="og:site_name" content="The Courier"></head><body><nav>A Passer-by</nav><article><h1>Planes turned back</h1>`+long+c.embedded+story+`</article></body></html>`), "", "")
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && !strings.Contains(p.Text, c.want):
			t.Errorf("%s: %q", name, p.Text)
		case c.want == "" && (strings.Contains(p.Text, "handcuffs") || strings.Contains(p.Text, "civiles") || strings.Contains(p.Text, "@")):
			t.Errorf("%s is part of the text: %q", name, p.Text)
		}
	}
}
