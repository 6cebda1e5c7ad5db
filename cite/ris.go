package cite

import (
	"fmt"
	"strings"

	"demarche"
)

// ris writes a reference for every source, and one for an answer itself, as
// the RIS format has it: a tag of two letters, two spaces, a hyphen and a space
// on every line, and lines that end with CR and LF. A value is one line, so
// that nothing in it can be taken for a tag.
func (w Work) ris() string {
	var b strings.Builder
	if w.What == Answer {
		reference(&b, "ELEC", []risLine{
			{"TI", w.Title}, {"PB", "Demarche ledger"}, {"PY", year(string(w.Day))}, {"DA", slashed(w.Day)}, {"UR", w.Permalink()}, {"N1", w.proof()},
		})
	}
	for _, s := range w.Sources {
		kind := "NEWS"
		if clean(s.Publisher) == "" {
			kind = "ELEC"
		}
		accessed := ""
		if !s.Taken.IsZero() {
			accessed = s.Taken.UTC().Format("2006/01/02/")
		}
		address := s.URL
		if address == "" {
			address = w.link(s)
		}
		accession := s.Entry
		if accession == "" {
			accession = s.Text
		}
		lines := []risLine{
			{"AU", s.Byline}, {"TI", s.name()}, {"T2", s.Publisher}, {"PY", year(string(s.Published))}, {"DA", slashed(s.Published)},
			{"LA", s.Lang}, {"UR", ascii(clean(address))}, {"Y2", accessed}, {"DB", "Demarche ledger"}, {"AN", accession}, {"L2", w.link(s)},
		}
		for _, q := range s.Quotes {
			lines = append(lines, risLine{"N1", "“" + clean(q.Exact) + "”"})
		}
		reference(&b, kind, append(lines, risLine{"N1", w.Kept(s)}))
	}
	return b.String()
}

type risLine struct{ tag, value string }

func reference(b *strings.Builder, kind string, lines []risLine) {
	fmt.Fprintf(b, "TY  - %s\r\n", kind)
	for _, l := range lines {
		if v := clean(l.value); v != "" {
			fmt.Fprintf(b, "%s  - %s\r\n", l.tag, v)
		}
	}
	b.WriteString("ER  - \r\n\r\n")
}

// slashed writes a day as RIS does: YYYY/MM/DD/, what is not known left empty.
func slashed(d demarche.Date) string {
	if !d.Known() {
		return ""
	}
	parts := append(strings.Split(string(d), "-"), "", "", "")
	return strings.Join(parts[:3], "/") + "/"
}
