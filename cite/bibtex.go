package cite

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
)

// bibtex writes an item for every source, and one for an answer itself.
func (w Work) bibtex() string {
	var b strings.Builder
	if w.What == Answer {
		item(&b, w.answerKey(), []bibField{
			{"title", "{" + latex(w.Title) + "}"}, {"howpublished", latex("Demarche ledger")}, {"year", year(string(w.Day))},
			{"url", bibURL(w.Permalink())}, {"note", latex(w.proof())},
		})
	}
	for _, s := range w.Sources {
		author := ""
		if byline := clean(s.Byline); byline != "" {
			author = "{" + latex(byline) + "}" // as it is written: it is not taken apart into names
		}
		address := s.URL
		if address == "" {
			address = w.link(s)
		}
		month, day := "", ""
		if len(s.Published) >= 7 {
			month = strings.ToLower(s.Published.First().Format("Jan"))
		}
		if s.Published.IsDay() {
			day = s.Published.First().Format("2")
		}
		urldate := ""
		if !s.Taken.IsZero() {
			urldate = s.Taken.UTC().Format("2006-01-02")
		}
		item(&b, w.key(s), []bibField{
			{"author", author}, {"title", "{" + latex(s.name()) + "}"}, {"howpublished", latex(s.Publisher)},
			{"year", year(string(s.Published))}, {"month", month}, {"day", day}, {"language", latex(s.Lang)},
			{"url", bibURL(address)}, {"urldate", urldate},
			{"note", latex(joined(" ", quotes(s.Quotes), joined("; ", w.link(s), w.Kept(s))))},
		})
	}
	return b.String()
}

// key names a source among others.
func (w Work) key(s Source) string {
	if s.Entry != "" {
		return "demarche-entry-" + short(s.Entry)
	}
	return "demarche-report-" + short(s.Text)
}

func short(id string) string { return id[:min(len(id), 12)] }

// bibField is a field of an item; empty ones are left out.
type bibField struct{ name, value string }

func item(b *strings.Builder, key string, fields []bibField) {
	fmt.Fprintf(b, "@misc{%s", key)
	for _, f := range fields {
		switch {
		case f.value == "" || f.value == "{}":
		case f.name == "month": // a macro that every style defines
			fmt.Fprintf(b, ",\n  %s = %s", f.name, f.value)
		default:
			fmt.Fprintf(b, ",\n  %s = {%s}", f.name, f.value)
		}
	}
	b.WriteString("\n}\n")
}

func year(date string) string { return date[:min(len(date), 4)] }

// latex writes words so that LaTeX prints them as they are. Braces are written
// by name, because BibTeX counts them even behind a backslash.
func latex(s string) string { return forLaTeX().Replace(clean(s)) }

// forLaTeX and forURLs are made once, for a page has hundreds of citations.
var (
	forLaTeX = sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer(
			`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `_`, `\_`, `%`, `\%`,
			`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
		)
	})
	forURLs = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer(`\`, "%5C", `{`, "%7B", `}`, "%7D", " ", "%20") })
)

// bibURL writes an address so that nothing in it ends the field.
func bibURL(address string) string {
	return forURLs().Replace(ascii(clean(address)))
}

// ascii writes an address without characters that are not of ASCII.
func ascii(address string) string {
	var b strings.Builder
	for _, r := range address {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			b.WriteString(url.PathEscape(string(r)))
		}
	}
	return b.String()
}
