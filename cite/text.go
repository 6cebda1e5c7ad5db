package cite

import (
	"strings"

	"demarche"
)

// text writes the citation as a sentence.
func (w Work) text() string {
	var lines []string
	if w.What == Answer {
		lines = append(lines, joined(" ", sentence(clean(w.Title)), sentence("Demarche ledger, "+w.Permalink()+"; "+w.proof())))
	}
	for _, s := range w.Sources {
		lines = append(lines, joined(" ", quotes(s.Quotes),
			sentence(joined(", ", clean(s.Byline), "“"+s.name()+"”", clean(s.Publisher), written(s.Published), s.URL)),
			sentence(joined("; ", w.link(s), w.Kept(s)))))
	}
	return strings.Join(lines, "\n") + "\n"
}

// link gives the address of the page of a source: that of the entry that was
// read from it, or of the report that is cited itself; nothing if the site is not known.
func (w Work) link(s Source) string {
	if w.Site == "" {
		return ""
	}
	if s.Entry != "" {
		return w.Site + "/entries/" + s.Entry
	}
	return w.Permalink()
}

// quotes writes the words on which something rests.
func quotes(all []Quote) string {
	var parts []string
	for _, q := range all {
		if words := clean(q.Exact); words != "" {
			parts = append(parts, "“"+words+"”")
		}
	}
	return strings.Join(parts, " … ")
}

// written writes a day: "26 January 2025"; "n.d." if it is not known.
func written(d demarche.Date) string {
	return dated(d, "2 January 2006", "January 2006")
}

func dated(d demarche.Date, day, month string) string {
	switch len(d) {
	case 10:
		return d.First().Format(day)
	case 7:
		return d.First().Format(month)
	case 0:
		return "n.d."
	}
	return string(d)
}

// brief writes the citation as a legal brief does (after rule 18 of the
// Bluebook for sources on the internet): author, title, publisher and day,
// address, where it is archived, and the words cited; what proves it is in
// brackets. Several sources are one citation sentence.
func (w Work) brief() string {
	var parts []string
	for _, s := range w.Sources {
		named := joined(" ", joined(", ", clean(s.Byline), s.name(), strings.ToUpper(clean(s.Publisher))), "("+abbreviated(s.Published)+")")
		head := joined(", ", named, s.URL)
		words := ""
		if q := quotes(s.Quotes); q != "" {
			words = "(" + q + ")"
		}
		archived := ""
		if link := w.link(s); link != "" {
			archived = "archived at " + link
		}
		parts = append(parts, joined(" ", joined(", ", head, archived), words, "["+w.Kept(s)+"]"))
	}
	cited := strings.Join(parts, "; ")
	if w.What == Answer {
		cited = joined("; see ", clean(w.Title)+" DEMARCHE LEDGER, "+w.Permalink()+" ["+w.proof()+"]", cited)
	}
	return sentence(cited) + "\n"
}

// abbreviated writes a day with the month as the Bluebook abbreviates it: "Jan. 26, 2025".
func abbreviated(d demarche.Date) string {
	month := ""
	if d.Known() {
		month = map[string]string{
			"January": "Jan.", "February": "Feb.", "March": "Mar.", "April": "Apr.", "August": "Aug.",
			"September": "Sept.", "October": "Oct.", "November": "Nov.", "December": "Dec.",
		}[d.First().Format("January")]
		if month == "" {
			month = d.First().Format("January")
		}
	}
	return dated(d, month+" 2, 2006", month+" 2006")
}
