package page

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const story = "<p>The ministry in Bogotá said on Sunday that the flight – the “second” – had been turned back, and gave no other reason for it.</p><p>It did not say how many people had been on board, or where the plane had gone afterwards.</p>"

// A page is read in its own encoding, whoever declares it.
func TestEncodings(t *testing.T) {
	bom16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	for name, c := range map[string]struct {
		meta, declared string
		as             encoding.Encoding
	}{
		"UTF-8 by the server":             {"", "text/html; charset=utf-8", encoding.Nop},
		"UTF-8 by the page":               {`<meta charset="utf-8">`, "", encoding.Nop},
		"windows-1252 by the server":      {"", "text/html; charset=windows-1252", charmap.Windows1252},
		"windows-1252 by the page":        {`<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">`, "", charmap.Windows1252},
		"ISO-8859-1, which is 1252":       {`<meta charset="ISO-8859-1">`, "", charmap.Windows1252},
		"the server goes before the page": {`<meta charset="utf-8">`, "text/html; charset=windows-1252", charmap.Windows1252},
		"UTF-16 by its mark":              {"", "", bom16},
		"a mark goes before the page":     {`<meta charset="windows-1252">`, "", bom16},
	} {
		b, err := c.as.NewEncoder().Bytes([]byte("<!doctype html><html><head>" + c.meta + "<title>T</title></head><body><h1>A flight is turned back</h1>" + story + "</body></html>"))
		if err != nil {
			t.Fatal(err)
		}
		p, err := Read(b, c.declared, "")
		if err != nil || !strings.Contains(p.Text, "Bogotá said on Sunday that the flight – the “second” – had") {
			t.Errorf("%s: %q %v", name, p.Text, err)
		}
	}
}

func TestFacts(t *testing.T) {
	p, err := Read([]byte(`<!doctype html><html lang="en-GB"><head><title>Flight turned back - The Gazette</title>
<link rel="canonical" href="/2025/01/flight"><meta property="og:site_name" content="The Gazette">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Flight turned back","datePublished":"2025-01-26T23:30:00-05:00","author":[{"name":"Robin Sample"},{"name":"Kim Placeholder"}],"correction":{"text":"The first version named another airport."}}</script>
<script type="application/ld+json">{broken</script></head><body><h1>Flight turned back</h1>`+story+`<p>This article was amended on 28 January 2025 to give the right number of planes.</p></body></html>`), "", "https://gazette.example/x?utm=1")
	if err != nil {
		t.Fatal(err)
	}
	if p.Title != "Flight turned back" || p.Published != "2025-01-26" || p.At.Hour() != 23 || p.Byline != "Robin Sample, Kim Placeholder" || p.Publisher != "The Gazette" || p.Canonical != "https://gazette.example/2025/01/flight" || p.Lang != "en" {
		t.Errorf("facts %+v", p)
	}
	want := []string{"The first version named another airport.", "This article was amended on 28 January 2025 to give the right number of planes."}
	if !slices.Equal(p.Corrections, want) || strings.Contains(p.Text, "amended") {
		t.Errorf("corrections %q, text %q", p.Corrections, p.Text)
	}
}

// A day that the page does not tell is not guessed.
func TestNoDay(t *testing.T) {
	p, err := Read([]byte("<html><body><h1>T</h1>"+story+"<p>The treaty of 3 March 2019 is in force, and its text was published in the gazette of the republic.</p><footer>© 2024</footer></body></html>"), "", "")
	if err != nil || p.Published.Known() {
		t.Errorf("day %q, %v", p.Published, err)
	}
}

func TestDays(t *testing.T) {
	for s, want := range map[string]string{
		"2025-01-26T23:30:00-05:00": "2025-01-26", "2025-01-26T04:30:00Z": "2025-01-26", "2025-01-26": "2025-01-26", "20250126": "2025-01-26",
		"Sun, 26 Jan 2025 10:00:00 GMT": "2025-01-26", "January 26, 2025": "2025-01-26", "26 January 2025, 10:15": "2025-01-26", "2025-01-26T10:00": "2025-01-26",
		"1970-01-01T00:00:00Z": "", "0001-01-01": "", "yesterday": "", "2025-13-45": "", "": "",
	} {
		if got, _, _ := Time(s); string(got) != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for address, want := range map[string]string{
		"https://x.example/2025/01/26/story": "2025-01-26", "https://x.example/2025/jan/26/story": "2025-01-26", "https://x.example/a-20250126.html": "2025-01-26", "https://x.example/2025-01-26-story": "2025-01-26",
		"https://x.example/2025/story": "", "https://x.example/id/123456789": "", "https://x.example/2025/02/31/story": "",
	} {
		if got := dayOfAddress(address); string(got) != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

// The day is the one nearest to the headline, above or below it, that is not of
// something else.
func TestDayNearHeadline(t *testing.T) {
	long := "<p>" + strings.Repeat("The ministry said that the flight had been turned back and gave no reason. ", 3) + "</p>"
	for name, c := range map[string]struct{ lang, body, want string }{
		"above":                    {"en", `<div>4 March 2025</div><h1>A flight is turned back</h1>` + long, "2025-03-04"},
		"below":                    {"en", `<h1>A flight is turned back</h1><div>4 March 2025, 10:15 AM EST</div>` + long, "2025-03-04"},
		"labelled before nearest":  {"en", `<h1>A flight is turned back</h1><dl><dt>Opened</dt><dd>1 March 2025</dd><dt>Published</dt><dd>4 March 2025</dd></dl>` + long, "2025-03-04"},
		"updated is none":          {"en", `<h1>A flight is turned back</h1><div>Last updated 9 March 2025</div>` + long, ""},
		"updated, in the class":    {"en", `<h1>A flight is turned back</h1><div class="updated">9 March 2025</div>` + long, ""},
		"printed is none":          {"en", `<div>Printed on 9 March 2025</div><h1>A flight is turned back</h1>` + long, ""},
		"behind the text":          {"en", `<h1>A flight is turned back</h1>` + long + `<div>9 March 2025</div>`, ""},
		"of another report":        {"en", `<h1>A flight is turned back</h1>` + long + `<article><time datetime="2024-07-07">July 7, 2024</time><h4>Another</h4></article>`, ""},
		"first put up elsewhere":   {"en", `<h1>A flight is turned back</h1><dl><dt>Posted</dt><dd>9 March 2025</dd><dt>Originally published</dt><dd>4 March 2025</dd></dl>` + long, "2025-03-04"},
		"on a card":                {"en", `<div><h3><a href="/b">Another flight lands elsewhere</a></h3><time>9 March 2025</time></div><h1>A flight is turned back</h1>` + long, ""},
		"shown, not that of UTC":   {"en", `<h1>A flight is turned back</h1><time datetime="2025-03-05T02:10:00Z">March 4, 2025</time>` + long, "2025-03-04"},
		"in the masthead":          {"en", `<header>9 March 2025</header><h1>A flight is turned back</h1>` + long, ""},
		"in a masthead of divs":    {"en", `<div id="top-bar">Sunday, 9 March 2025</div><h1>A flight is turned back</h1><p>4 March 2025</p>` + long, "2025-03-04"},
		"below before above":       {"en", `<div>Sunday, 9 March 2025</div><h1>A flight is turned back</h1><div>By Robin Sample</div><div>|</div><div>4 March 2025</div>` + long, "2025-03-04"},
		"address of the original":  {"en", `<h2>A flight is turned back</h2><div>Source: https://paper.example/2025/03/04/story.html</div>` + long, "2025-03-04"},
		"address without a label":  {"en", `<h2>A flight is turned back</h2><div>http://paper.example/2025/03/04/story.html</div>` + long, "2025-03-04"},
		"below a long standfirst":  {"en", `<h1>A flight is turned back</h1><h2>` + strings.Repeat("What is known and what is not. ", 5) + `</h2><span>By Robin Sample</span><span>4 March 2025, 3:51 pm</span>` + long, "2025-03-04"},
		"below a summary":          {"en", `<h1>A flight is turned back</h1><p class="article__summary">` + strings.Repeat("What is known and what is not. ", 5) + `</p><span>4 March 2025</span>` + long, "2025-03-04"},
		"written, to the second":   {"en", `<h1>A flight is turned back</h1><p class="date">Written: 2025-03-04 15:03:30<span> / </span>Updated: 2025-03-05 15:30:46</p>` + long, "2025-03-04"},
		"in numbers, Britain":      {"en-GB", `<h1>A flight is turned back</h1><div>04/03/2025</div>` + long, "2025-03-04"},
		"in numbers, America":      {"en-US", `<h1>A flight is turned back</h1><div>03/04/2025</div>` + long, "2025-03-04"},
		"in numbers, nobody knows": {"en", `<h1>A flight is turned back</h1><div>03/04/2025</div>` + long, ""},
	} {
		p, err := Read([]byte(`<html lang="`+c.lang+`"><head><title>Paper</title></head><body>`+c.body+`</body></html>`), "", "")
		if err != nil || string(p.Published) != c.want {
			t.Errorf("%s: day %q, want %q (%v)", name, p.Published, c.want, err)
		}
	}
}

// The time of day is kept in the zone in which it is told, and none is made up.
func TestStamp(t *testing.T) {
	for s, want := range map[string]string{
		"2025-01-26T23:30:00-05:00": "2025-01-26T23:30:00-05:00", "2025-01-26T23:30:00Z": "2025-01-26T23:30:00Z", "2025-01-26T23:30:00+00:00": "2025-01-26T23:30:00Z",
		"2025-01-26 23:30": "2025-01-26T23:30:00", "Sun, 26 Jan 2025 10:00:00 GMT": "2025-01-26T10:00:00Z", "Sun, 26 Jan 2025 10:00:00 +0530": "2025-01-26T10:00:00+05:30",
		"2025-01-26 10:00:00 IST": "2025-01-26T10:00:00", "2025-01-26": "", "January 26, 2025": "", "soon": "",
	} {
		if _, at, _ := Time(s); Stamp(at) != want {
			t.Errorf("%q: %q, want %q", s, Stamp(at), want)
		}
	}
}

// A time that is told in UTC is on the day that readers are shown.
func TestReadersDay(t *testing.T) {
	for name, c := range map[string]struct{ told, shown, address, want string }{
		"west of UTC":          {"2025-01-27T03:10:00Z", "January 26, 2025 10:10 pm", "", "2025-01-26"},
		"by the address":       {"2025-01-27T03:10:00+00:00", "", "https://x.example/2025/01/26/story", "2025-01-26"},
		"east of UTC":          {"2025-01-26T22:10:00Z", "27 January 2025", "", "2025-01-27"},
		"another day":          {"2025-01-27T15:10:00Z", "January 26, 2025", "", "2025-01-27"},
		"a zone of its own":    {"2025-01-27T03:10:00-05:00", "January 26, 2025", "", "2025-01-27"},
		"the day of a change":  {"2025-01-26T22:10:00Z", "Updated 27 January 2025", "", "2025-01-26"},
		"nothing else is told": {"2025-01-27T03:10:00Z", "", "", "2025-01-27"},
	} {
		p, err := Read([]byte(`<html lang="en"><head><meta property="article:published_time" content="`+c.told+`"></head><body><h1>A flight is turned back</h1><div>`+c.shown+`</div>`+story+`</body></html>`), "", c.address)
		if _, at, _ := Time(c.told); err != nil || string(p.Published) != c.want || !p.At.Equal(at) {
			t.Errorf("%s: day %q at %v, want %q (%v)", name, p.Published, p.At, c.want, err)
		}
	}
}

// A rule parts the sections of a report; only the last one, near the end, ends it.
func TestRules(t *testing.T) {
	sentence := "<p>The ministry said that the flight had been turned back and gave no reason for it at all.</p>"
	p, err := Read([]byte("<html><body><h1>Five questions</h1>"+strings.Repeat(sentence, 3)+"<p>___</p>"+strings.Replace(strings.Repeat(sentence, 3), "no reason", "one reason", 1)+"<p>___</p><p>WHAT COMES NEXT?</p><p>The two ministers will meet on Friday in the capital, and both have asked for time.</p><p>___</p><p>See the page of the agency on returns.</p></body></html>"), "", "")
	if err != nil || !strings.Contains(p.Text, "will meet on Friday") || strings.Contains(p.Text, "page of the agency") {
		t.Errorf("text %q, %v", p.Text, err)
	}
}

// The name of the site is no headline.
func TestHeadline(t *testing.T) {
	for name, page := range map[string]string{
		"the site's name links home":     `<title>The Gazette: A flight is turned back</title><body><h1><a href="/">The Gazette</a></h1><h3>A flight is turned back</h3>`,
		"the site's name is a logo":      `<title>A flight is turned back | The Gazette</title><body><h1 class="logo">The Gazette</h1><h2>A flight is turned back</h2>`,
		"no h1, and no word in title":    `<title>World news</title><body><h3>Sections</h3><h2>A flight is turned back</h2>`,
		"font tags":                      `<title>World news</title><body><font size="5"><b>A flight is turned back</b></font><br>`,
		"a page for printing":            `<title>Print: A flight is turned back</title><body>`,
		"no heading, the site's name is": `<title>A flight is turned back - The Gazette</title><meta property="og:site_name" content="The Gazette"><body>`,
	} {
		p, err := Read([]byte("<html><head>"+page+story+"</body></html>"), "", "https://gazette.example/x")
		if err != nil || p.Title != "A flight is turned back" {
			t.Errorf("%s: title %q (%v)", name, p.Title, err)
		}
	}
}

// Lines about the page are told from the news, which may use the same words.
func TestAboutPage(t *testing.T) {
	for _, line := range []string{
		"Get our morning newsletter in your inbox.", "Robin Sample contributed to this report.", "Reach her at sample@paper.example.", "© 2025 The Gazette",
		"This article may not be reproduced without written permission.", "Media enquiries", "Robin Sample is a staff reporter based in the capital.", "[1] http://paper.example/topics",
	} {
		if !aboutPage(line) {
			t.Errorf("%q was taken for news", line)
		}
	}
	for _, line := range []string{
		"The two states may become a member of the pact.", "No person may be transferred without the written consent of the other state.", "The agreement covers 200 nationals of third states.",
		"Contact with the 238 people on board was lost.", "The press office of the ministry said that 40 people had returned.", "Subscribers to the treaty met on Monday.",
	} {
		if aboutPage(line) {
			t.Errorf("%q was taken for a line about the page", line)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		want error
	}{
		"no text":     {"<html><body><nav>Home</nav></body></html>", ErrNoText},
		"too deep":    {"<html><body>" + strings.Repeat("<div>", 5000) + story, ErrTooDeep},
		"too many":    {"<html><body>" + strings.Repeat("<i>a</i>", maxNodes) + story, ErrTooDeep},
		"only script": {"<html><body><script>var deported = 1</script></body></html>", ErrNoText},
	} {
		if _, err := Read([]byte(c.page), "", ""); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// Markup in a source never becomes markup of the text.
func TestHostileMarkup(t *testing.T) {
	p, err := Read([]byte(`<html><body><h1>T</h1>`+story+`<p onclick="alert(1)">Officials wrote &lt;script&gt;alert(1)&lt;/script&gt; in the note, and said nothing else about it that day.</p><script>alert(2)</script></body></html>`), "", "")
	if err != nil || strings.Contains(p.Text, "alert(2)") || !strings.Contains(p.Text, "<script>alert(1)</script> in the note") {
		t.Errorf("text %q, %v", p.Text, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("<html><body><h1>T</h1>" + story + "</body></html>"))
	f.Add([]byte("<table><tr><td>" + story + "</table>"))
	f.Add([]byte("<html><head><script type=application/ld+json>[{\"@type\":\"NewsArticle\",\"datePublished\":1}]</script>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Read(b, "text/html; charset=utf-8", "https://x.example/")
		if err == nil && (strings.TrimSpace(p.Text) == "" || !utf8.ValidString(p.Text)) {
			t.Errorf("text %q", p.Text)
		}
	})
}

// The time of day is kept, with its zone, wherever the page tells it.
func TestTimeOfTheHeadline(t *testing.T) {
	for element, want := range map[string]string{
		`<time datetime="2025-03-04T06:05:00-06:00">4 March 2025</time>`:           "2025-03-04T06:05:00-06:00",
		`<time datetime="2025-03-05T02:10:00Z">4 March 2025</time>`:                "2025-03-05T02:10:00Z",
		`<time datetime="2025-03-04T00:00:00+00:00">4 March 2025</time>`:           "",
		`<div>4 March 2025</div>`:                                                  "",
		`<abbr class="published" title="2025-03-04T06:05:00+01:00">4 March</abbr>`: "2025-03-04T06:05:00+01:00",
	} {
		p, err := Read([]byte(`<html lang="en"><body><h1>A flight is turned back</h1>`+element+story+`</body></html>`), "", "")
		if err != nil || Stamp(p.At) != want || p.Published != "2025-03-04" {
			t.Errorf("%s: %s, %q (%v)", element, p.Published, Stamp(p.At), err)
		}
	}
}

func TestNameOfTheSite(t *testing.T) {
	for _, c := range []struct{ title, headline, want string }{
		{"Flight turned back - The Gazette", "Flight turned back", "The Gazette"},
		{"Flight turned back | World | The Gazette", "Flight turned back", "The Gazette"},
		{"Flight turned back - by Robin Sample - Border Letters", "Flight turned back", "Border Letters"},
		{"Ministry of Interior - Flight turned back", "Flight turned back", "Ministry of Interior"},
		{"Flight turned back", "Flight turned back", ""},
		{"Flight turned back after a day of talks", "Flight turned back", ""},
		{"Flight turned back - what is known, what is not, and what comes next", "Flight turned back", ""},
		{"The Gazette", "", ""}, {"The Gazette", "Flight turned back", ""}, {"", "", ""},
	} {
		if got := siteBeside(c.title, c.headline); got != c.want {
			t.Errorf("%q with %q: %q, want %q", c.title, c.headline, got, c.want)
		}
	}
}

// Cards of other reports are none of a report, the headline of its own may be a link.
func TestCards(t *testing.T) {
	card := `<div class="item"><h3><a href="/other">Goalkeeper scores from afar</a></h3><p>She had never left her own half in eleven seasons, the club said on Monday.</p></div>`
	for name, c := range map[string]struct {
		body string
		want bool // the goalkeeper stays
	}{
		"beside the report":     {"<h1>A flight is turned back</h1>" + story + card, false},
		"in the report":         {"<h1>A flight is turned back</h1><div>" + story + card + story + "</div>", false},
		"the author":            {`<header><h1>A flight is turned back</h1><h4><a href="/robin">Robin Sample</a></h4><p>She had never left her own half in eleven seasons, the club said on Monday.</p></header>` + story, true},
		"its own headline":      {`<div class="post"><h2><a href="/own">A flight is turned back</a></h2><p>She had never left her own half in eleven seasons, the club said on Monday.</p></div>` + story, true},
		"a part of the page":    {"<h1>A flight is turned back</h1>" + story + strings.ReplaceAll(card, "/other", "#other"), true},
		"a page of briefs":      {"<h1>A flight is turned back</h1>" + card + strings.ReplaceAll(card, "scores", "leaves") + card, true},
		"a heading and no link": {"<h1>A flight is turned back</h1>" + story + strings.ReplaceAll(strings.ReplaceAll(card, `<a href="/other">`, ""), "</a>", ""), true},
	} {
		p, err := Read([]byte(`<html lang="en"><head><title>A flight is turned back - Paper</title></head><body><article>`+c.body+`</article></body></html>`), "", "")
		if err != nil || strings.Contains(p.Text, "her own half") != c.want {
			t.Errorf("%s: %q (%v)", name, p.Text, err)
		}
	}
}

// The number of a note is no part of the word before it.
func TestNotes(t *testing.T) {
	p, err := Read([]byte(`<html lang="en"><body><h1>A flight is turned back</h1><p>The ministry counted 88 people<a href="#n1">1</a> on the first plane<sup><a href="#n2">[2]</a></sup> and 12 on the second, it said on Sunday, from the 10<sup>th</sup> on.</p>`+story+
		`<div class="footnotes"><p>The figures are those of the ministry, and nobody else has counted the people on board.</p></div></body></html>`), "", "")
	if err != nil || !strings.Contains(p.Text, "88 people on the first plane and 12") || !strings.Contains(p.Text, "10th on") || strings.Contains(p.Text, "nobody else") {
		t.Errorf("%q (%v)", p.Text, err)
	}
}

func TestFeedOfAPage(t *testing.T) {
	for head, want := range map[string]string{
		`<link rel="alternate" type="application/rss+xml" href="/feed">`:                                                                    "https://paper.example/feed",
		`<link rel="alternate" hreflang="es" href="/es"><link rel="Alternate" type="application/atom+xml" href="https://feeds.example/a"/>`: "https://feeds.example/a",
		`<link rel="stylesheet" href="/a.css">`:                                                                                             "", `<link rel="alternate" type="application/rss+xml" href="javascript:x">`: "", "": "",
	} {
		if got := Feed([]byte("<!doctype html><html><head>"+head+"</head><body></body></html>"), "", "https://paper.example/world"); got != want {
			t.Errorf("%s: %q, want %q", head, got, want)
		}
	}
}

// First paragraphs that stand apart from the others below the headline are part of
// the report.
func TestLeadApart(t *testing.T) {
	const lead = "The minister opened the talks on Sunday with a warning that no flight would land before there was an agreement."
	long := strings.Repeat(story, 3)
	for name, c := range map[string]struct {
		body string
		want bool
	}{
		"below the headline": {`<h2>A flight is turned back</h2><div class="body"><div class="intro"><p>` + lead + `</p></div><div class="full">` + long + `</div></div>`, true},
		"in an aside":        {`<h2>A flight is turned back</h2><div class="body"><aside><p>` + lead + `</p></aside><div class="full">` + long + `</div></div>`, false},
	} {
		p, err := Read([]byte(`<html lang="en"><head><title>A flight is turned back</title></head><body>`+c.body+`</body></html>`), "", "")
		if err != nil || strings.Contains(p.Text, "opened the talks") != c.want {
			t.Errorf("%s: %q (%v)", name, p.Text, err)
		}
	}
}
