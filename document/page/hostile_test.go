package page

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// hostile gives pages that are made to take long, each of about n nodes or 10 n bytes.
func hostile(n int) map[string]string {
	rep := strings.Repeat
	numbered := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	return map[string]string{
		"tiny nodes":             "<h1>T</h1>" + story + rep("<i>abcd</i>", n),
		"nodes of their own":     "<h1>T</h1>" + story + numbered("<i>w%d</i> ", n),
		"nodes in a paragraph":   "<p>" + rep("<i>abcd</i>", n) + "</p>" + story + "<h1>T</h1>",
		"blank nodes":            "<p>" + rep("<i> </i>", n) + "</p>" + story + "<h1>T</h1>",
		"deep":                   rep("<div>", 50_000) + story,
		"wide at the bottom":     rep("<div class='byline logox'>", 100) + rep("<i>abcd</i>", n/4) + story,
		"one text":               "<h1>T</h1>" + story + "<p>" + rep("The ministry said that it was so. ", n),
		"one word":               "<h1>T</h1>" + story + "<p>" + rep("x", 100*n),
		"empty lines":            "<h1>T</h1>" + story + "<pre>" + rep("x\r\n\n\r\n\n", n) + "</pre>",
		"one attribute":          "<div class='" + rep("byline ", 100*n) + "'><h1>T</h1>" + story + rep("<b>abcd efg hij</b>", n/2) + "</div>",
		"many attributes":        "<div " + numbered("a%d=x ", n) + "><h1>T</h1>" + story + rep("<b>abcd efg hij</b>", n/2) + "</div>",
		"names at each depth":    rep("<div class='"+rep("logox ", 300)+"'>", 100) + rep("<b>abcd efg hij</b>", n/4) + story,
		"links in a heading":     "<h2>" + rep("<a href='/'>abcd</a>", n) + "</h2>" + story,
		"a long title":           "<title>" + rep("abcd efg hij ", n) + "</title>" + rep("<b>abcd efg hik</b>", n) + story,
		"fonts in fonts":         rep("<font size=7>", 15) + rep("<i>abcd</i>", n) + story,
		"formatting left open":   "<p>" + numbered("<b id=%d>", 300) + "</p>" + rep("<p>x</p>", n) + story,
		"tables":                 "<h1>T</h1>" + story + rep("<table><tr><td>a<td>bcde</table>", n/5),
		"tables in tables":       "<h1>T</h1>" + rep("<table><tr><td>", 30) + rep("<table><tr><td>a<td>bcde</table>", n/20) + story,
		"cells":                  "<h1>T</h1>" + story + "<table><tr>" + rep("<td> \n<td>efgh", n/5) + "</table>",
		"paragraphs":             "<h1>T</h1>" + numbered("<p>The ministry said on day %d that the flight had been turned back and gave no reason for it.</p>", n/5),
		"corrections":            "<h1>T</h1>" + story + numbered("<p>Correction: number %d was wrong in an earlier version.</p>", n/5),
		"times":                  "<h1>T</h1>" + rep("<time datetime='2025'>x</time>", n) + story,
		"links":                  "<h1>T</h1>" + story + "<ul>" + rep("<li><a href='/x'>abcd efgh</a>", n/2) + "</ul>",
		"lines":                  "<h1>T</h1>" + story + rep("abcd<br>", n),
		"structured data":        "<script type='application/ld+json'>[" + rep(`{"@graph":[{}]},`, n) + "{}]</script><h1>T</h1>" + story,
		"structured data, deep":  "<script type='application/ld+json'>" + rep("[", n) + "</script><h1>T</h1>" + story,
		"meta elements":          numbered("<meta name='date%d' content='x'>", n) + "<h1>T</h1>" + story,
		"paragraphs in anything": "<h1>T</h1>" + story + rep("<p><b><i><div>", n/4),
	}
}

// The time that a page takes grows with its size, not with the square of it, or
// the page is refused.
func TestHostilePages(t *testing.T) {
	const n, times = 1000, 4
	took := func(page string) time.Duration {
		began := time.Now()
		if _, err := Read([]byte("<!doctype html><html><body>"+page), "text/html; charset=utf-8", "https://x.example/"); err != nil && !errors.Is(err, ErrTooDeep) && !errors.Is(err, ErrNoText) {
			t.Errorf("%v", err)
		}
		return time.Since(began)
	}
	large := hostile(times * n)
	for name, page := range hostile(n) {
		const attempts = 3 // other programs may take the time of one
		var small, big time.Duration
		for i := range attempts {
			small, big = took(page), took(large[name])
			if big < 2*times*small+300*time.Millisecond {
				break
			}
			if i == attempts-1 {
				t.Errorf("%s: %v, %d times as much took %v", name, small, times, big)
			}
		}
		t.Logf("%-24s %5d kB %8.0f ms, %5d kB %8.0f ms", name, len(page)>>10, small.Seconds()*1000, len(large[name])>>10, big.Seconds()*1000)
	}
}

// A page of megabytes is read, or refused, in seconds.
func TestLargePage(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	var refused bool
	for name, body := range map[string]string{
		"150,000 nodes":   story + strings.Repeat("<i>abcd</i> ", 50_000),
		"one text":        story + "<p>" + strings.Repeat("The ministry said that it was so. ", 60_000),
		"200,000 nodes":   story + strings.Repeat("<i>abcd</i> ", maxNodes),
		"an attribute":    `<div class="` + strings.Repeat("byline ", 150_000) + `">` + story + "</div>",
		"a memory's fill": "<p>" + strings.Repeat("<b x=1><b x=2><b x=3><b x=4>", 50) + "</p>" + strings.Repeat("<p>x</p>", 400_000),
	} {
		began := time.Now()
		p, err := Read([]byte("<h1>T</h1>"+body), "text/html; charset=utf-8", "https://x.example/")
		if err == nil && !strings.Contains(p.Text, "ministry") {
			t.Errorf("%s: text %.200q", name, p.Text)
		}
		refused = refused || errors.Is(err, ErrTooDeep)
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%s: %v", name, took)
		} else {
			t.Logf("%s: %v, %v", name, took, err)
		}
	}
	if !refused {
		t.Error("no page was refused")
	}
}
