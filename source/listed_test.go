package source_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/source"
)

// web is a loader for which the given addresses are the web.
func web(pages map[string]string) source.Loader {
	l := loader()
	l.Fetch = func(_ context.Context, address string) (demarche.Capture, error) {
		body, ok := pages[address]
		if !ok {
			return demarche.Capture{}, &demarche.Error{Code: demarche.NotFound, Op: "fetch", Path: address, Detail: "not there"}
		}
		return demarche.Capture{Address: address, Bytes: []byte(body), Taken: noon, Media: source.MediaOf([]byte(body), "")}, nil
	}
	return l
}

// outcome tells of each item: its address, what became of it, or the code of its error.
func outcome(t *testing.T, l source.Loader, path string) (all []string) {
	t.Helper()
	for item, err := range l.Open(context.Background(), path) {
		switch {
		case err != nil:
			all = append(all, string(demarche.CodeOf(err)))
		case item.Over != "":
			all = append(all, item.Over)
		default:
			all = append(all, item.Address)
		}
	}
	return all
}

func zipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, s)
	_ = z.Close()
	return b.String()
}

const (
	onReturns = "<!doctype html><html><body><p>The deportation flight landed.</p></body></html>"
	onGoals   = "<!doctype html><html><body><p>The goal was scored late.</p></body></html>"
)

func TestWhatFeedsAndSitemapsListIsTaken(t *testing.T) {
	pages := map[string]string{
		"https://p.example/rss": `<?xml version="1.0"?><rss version="2.0"><channel><item><link>/old</link><pubDate>Sun, 26 Jan 2025 12:00:00 GMT</pubDate></item>
			<item><link>https://p.example/new</link><pubDate>Mon, 27 Jan 2025 12:00:00 GMT</pubDate></item><item><link>/goals</link></item><item><link>/gone</link></item><item><link>/new</link></item></channel></rss>`,
		"https://p.example/atom":    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/new"/></entry></feed>`,
		"https://p.example/json":    `{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "https://p.example/new"}]}`,
		"https://p.example/index":   `<sitemapindex><sitemap><loc>/map.xml.gz</loc></sitemap><sitemap><loc>/nomap</loc></sitemap></sitemapindex>`,
		"https://p.example/nothing": `<rss version="2.0"><channel></channel></rss>`,
		"https://p.example/map.xml.gz": zipped(`<urlset><url><loc>https://p.example/old</loc><lastmod>2025-01-26</lastmod></url>
			<url><loc>https://p.example/new</loc><lastmod>2025-01-27</lastmod></url></urlset>`),
		"https://p.example/old": onReturns, "https://p.example/new": onReturns, "https://p.example/goals": onGoals,
	}
	for path, want := range map[string][]string{
		"https://p.example/rss":        {"https://p.example/new", "https://p.example/old", "cannot concern returns", "not_found"},
		"https://p.example/atom":       {"https://p.example/new"},
		"https://p.example/json":       {"https://p.example/new"},
		"https://p.example/map.xml.gz": {"https://p.example/new", "https://p.example/old"},
		"https://p.example/index":      {"not_found", "https://p.example/new", "https://p.example/old"},
		"https://p.example/nothing":    {"not_found"},
	} {
		if got := outcome(t, web(pages), path); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	saved := t.TempDir() + "/saved.xml"
	write(t, saved, []byte(pages["https://p.example/map.xml.gz"]))
	if got := outcome(t, web(pages), saved); len(got) != 2 {
		t.Errorf("a saved sitemap: %q", got)
	}
}

// Of a long list only the newest are fetched, and how many are not is told.
func TestLongListsAreNotFetchedWhole(t *testing.T) {
	var list strings.Builder
	pages := map[string]string{}
	for i := range 250 {
		address := fmt.Sprintf("https://p.example/%d", i)
		fmt.Fprintf(&list, "<url><loc>%s</loc><lastmod>%s</lastmod></url>", address, noon.AddDate(0, 0, i).Format(time.DateOnly))
		pages[address] = onReturns
	}
	pages["https://p.example/map"] = "<urlset>" + list.String() + "</urlset>"
	got := outcome(t, web(pages), "https://p.example/map")
	if len(got) != 250 || got[0] != "https://p.example/249" || got[199] != "https://p.example/50" || !strings.HasPrefix(got[200], "older") {
		t.Errorf("%d items, from %s to %s", len(got), got[0], got[len(got)-1])
	}
}

// What is piped in is taken for what its beginning shows.
func TestStandardInputOfManyKinds(t *testing.T) {
	row := `{"text": "The deportation flight landed on Friday.", "url": "https://p.example/%d"}` + "\n"
	archive := "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://p.example/a\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-01-26T12:00:00Z\r\nContent-Type: text/html\r\nContent-Length: " +
		fmt.Sprint(len(onReturns)) + "\r\n\r\n" + onReturns + "\r\n\r\n"
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"rows":            {fmt.Sprintf(row, 1) + fmt.Sprintf(row, 2), []string{"https://p.example/1", "https://p.example/2"}},
		"archive":         {archive, []string{"https://p.example/a"}},
		"zipped archive":  {zipped(archive), []string{"https://p.example/a"}},
		"text":            {"The flight landed.\nIt was late.\n", []string{source.StandardInput}},
		"text on a line":  {"The flight landed.", []string{source.StandardInput}},
		"page":            {onReturns, []string{source.StandardInput}},
		"feed":            {`<rss version="2.0"><channel><item><link>https://p.example/a</link></item></channel></rss>`, []string{"https://p.example/a"}},
		"nothing":         {"", []string{"invalid"}},
		"another archive": {zipped("words"), []string{"unsupported"}},
		"one JSON value":  {"{\n\"records\": []\n}\n", []string{"unsupported"}},
	} {
		l := web(map[string]string{"https://p.example/a": onReturns})
		l.Stdin = oneByOne{strings.NewReader(c.text)}
		if got := outcome(t, l, source.Stdin); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// oneByOne gives a byte at a time, as slow programs write.
type oneByOne struct{ io.Reader }

func (r oneByOne) Read(p []byte) (int, error) { return r.Reader.Read(p[:min(len(p), 1)]) }

// Whoever reads what never ends can still be stopped.
func TestEndlessRowsCanBeStopped(t *testing.T) {
	never, _ := io.Pipe()
	l := loader()
	l.Stdin = io.MultiReader(strings.NewReader(`{"text": "The deportation flight landed on Friday."}`+"\n"), never)
	ctx, stop := context.WithCancel(context.Background())
	n := 0
	for _, err := range l.Open(ctx, source.Stdin) {
		if n++; n == 1 && err == nil {
			stop()
		}
	}
	if n != 2 {
		t.Errorf("%d items, want the row and that it was stopped", n)
	}
	stop()
}

func TestTablesInOtherDress(t *testing.T) {
	rows := `{"text": "The deportation flight landed on Friday.", "url": "https://p.example/1"}` + "\n"
	for name, text := range map[string]string{
		"a.tsv":      "text\turl\nThe deportation flight landed.\thttps://p.example/1\n",
		"a.jsonl.gz": zipped(rows),
		"a.CSV.gz":   zipped("text,url\nThe deportation flight landed.,https://p.example/1\n"),
	} {
		path := t.TempDir() + "/" + name
		write(t, path, []byte(text))
		if got := outcome(t, loader(), path); !slices.Equal(got, []string{"https://p.example/1"}) {
			t.Errorf("%s: %q", name, got)
		}
	}
	path := t.TempDir() + "/a.jsonl.gz"
	write(t, path, []byte(rows))
	if got := outcome(t, loader(), path); !slices.Equal(got, []string{"invalid"}) {
		t.Errorf("a table that is not compressed: %q", got)
	}
}

// A quotation mark that nothing closes does not gather a whole table in memory.
func TestAnOpenQuotationMarkInATable(t *testing.T) {
	path := t.TempDir() + "/a.csv.gz"
	write(t, path, []byte(zipped("text,url\n\""+strings.Repeat("words and words\n", 4<<20))))
	var reason string
	for _, err := range loader().Open(context.Background(), path) {
		if err != nil {
			reason = err.Error()
		}
	}
	if !strings.Contains(reason, "over the limit of one report") {
		t.Errorf("reason %q", reason)
	}
}
