package feed

import (
	"errors"
	"strings"
	"testing"
	"time"
)

const at = "https://paper.example/feeds/world"

var day = time.Date(2025, 1, 26, 17, 0, 0, 0, time.UTC)

func TestParse(t *testing.T) {
	for name, text := range map[string]string{
		"RSS": `<?xml version="1.0"?><rss version="2.0"><channel><title>World</title><item><title>A  flight
 is turned back</title><link>/2025/a</link><pubDate>Sun, 26 Jan 2025 12:00:00 -0500</pubDate></item><item><title>No address</title></item></channel></rss>`,
		"RDF":        `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><title>A flight is turned back</title><link>https://paper.example/2025/a</link><dc:date>2025-01-26T17:00:00Z</dc:date></item></rdf:RDF>`,
		"Atom":       `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A flight is turned back</title><link rel="alternate" href="https://paper.example/2025/a"/><published>2025-01-26T17:00:00Z</published><updated>2025-01-27T00:00:00Z</updated></entry></feed>`,
		"JSON":       `{"version":"https://jsonfeed.org/version/1.1","title":"World","items":[{"id":"1","url":"https://paper.example/2025/a","title":"A flight is turned back","date_published":"2025-01-26T12:00:00-05:00"}]}`,
		"sitemap":    `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://paper.example/2025/a#top </loc><lastmod>2025-02-01</lastmod><news:news><news:publication_date>2025-01-26T12:00-05:00</news:publication_date><news:title>A flight is turned back</news:title></news:news></url></urlset>`,
		"in Latin-1": "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\"><channel><item><title>A flight is turned back</title><link>https://paper.example/2025/a</link><pubDate>Sun, 26 Jan 2025 17:00:00 GMT</pubDate><description>Bogot\xe1</description></item></channel></rss>",
	} {
		l, err := Parse([]byte(text), at)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := Entry{"https://paper.example/2025/a", "A flight is turned back", day}
		if len(l.Entries) != 1 || l.Entries[0] != want {
			t.Errorf("%s: %+v, want %+v", name, l.Entries, want)
		}
	}
}

func TestIndex(t *testing.T) {
	l, err := Parse([]byte(`<sitemapindex><sitemap><loc>https://paper.example/maps/1.xml</loc><lastmod>2025-01-26T17:00:00Z</lastmod></sitemap><sitemap><loc>ftp://paper.example/2</loc></sitemap></sitemapindex>`), at)
	if err != nil || len(l.Maps) != 1 || l.Maps[0] != (Entry{"https://paper.example/maps/1.xml", "", day}) || len(l.Entries) != 0 {
		t.Errorf("%+v %v", l, err)
	}
}

func TestNoFeed(t *testing.T) {
	for _, text := range []string{"", "<html><body>No feed</body></html>", "plain", "{}", "[1,2]"} {
		if l, err := Parse([]byte(text), at); err == nil {
			t.Errorf("%q is a feed: %+v", text, l)
		} else if text != "{}" && text != "[1,2]" && !errors.Is(err, ErrNoFeed) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestIs(t *testing.T) {
	for text, want := range map[string]bool{
		"<?xml version='1.0'?>\n<!-- made --><rss version='2.0'/>": true, "<feed xmlns='http://www.w3.org/2005/Atom'/>": true, "\ufeff<urlset/>": true,
		`{"version": "https://jsonfeed.org/version/1", "items": []}`: true,
		"<!doctype html><html><p>rss</html>":                         false, "The feed.": false, `{"version": 1}`: false, "": false, "\x1f\x8bno gzip": false, "<svg/>": false,
	} {
		if Is([]byte(text)) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// What an entity stands for is not fetched and does not grow.
func TestEntities(t *testing.T) {
	bomb := `<!DOCTYPE x [<!ENTITY a "` + strings.Repeat("x", 1000) + `"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://paper.example/&b;&f;</loc></url></urlset>`
	l, err := Parse([]byte(bomb), at)
	if err == nil && (len(l.Entries) != 1 || len(l.Entries[0].Address) > 100) {
		t.Errorf("%+v", l)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>https://a.example/</loc></url></urlset>`))
	f.Add([]byte(`<rss version="2.0"><channel><item><link>https://a.example/</link></item></channel></rss>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"url":"x"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := Parse(b, at)
		if err != nil {
			return
		}
		for _, e := range append(l.Entries, l.Maps...) {
			if !strings.HasPrefix(e.Address, "http") {
				t.Errorf("address %q", e.Address)
			}
		}
	})
}
