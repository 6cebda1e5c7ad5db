package cite

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"demarche"
	"demarche/answers"
)

// What says what is cited.
type What string

// What can be cited.
const (
	Entry  What = "entry"
	Event  What = "event"
	Report What = "report"
	Answer What = "answer"
)

// Work is what is cited.
type Work struct {
	What    What
	ID      string // of the entry or event, SHA-256 of a report's text, empty of an answer
	Title   string // of an answer: the question and what is answered
	Path    string // of its page, which is its permalink on a site
	Site    string // address of the site, without a slash at the end; empty if it is not known
	Sources []Source
	Review  answers.Reviewed // of all entries on which an answer or an event rests
	Head    demarche.Head    // of the log when it was cited
	Day     demarche.Date    // of an answer: the day for which it holds
	Part    string           // of an event: the part of the ledger from which it is told, in words; an answer says so in its title
}

// Source is a report on which what is cited rests.
type Source struct {
	Entry     string                  // id of the entry that was read from it, the first; empty of a report itself
	Review    []demarche.ReviewStatus // of the entries that were read from it
	Title     string
	Byline    string
	Publisher string // or the agency
	Lang      string
	Published demarche.Date
	URL       string // address on the web; empty if it has none
	Taken     time.Time
	Text      string // SHA-256
	Bytes     string // SHA-256 of what was captured
	Quotes    []Quote

	Unpublished string // collections through which alone it is seen, spaces between them; empty where everybody sees it
}

// Quote is words of a report and where they stand, in code points of its text.
type Quote struct {
	Exact      string
	Start, End int
}

// On gives the work as it is cited on a site.
func (w Work) On(site string) Work {
	w.Site = site
	return w
}

// Permalink gives the address of the page, a path if the site is not known.
func (w Work) Permalink() string { return w.Site + w.Path }

// ParseSite reads the address of a site: where its pages are reached.
func ParseSite(site string) (string, error) {
	site = strings.TrimSpace(site)
	if site == "" {
		return "", nil
	}
	u, err := url.Parse(site)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || len(site) > 200 || clean(site) != site {
		return "", &demarche.Error{Code: demarche.Invalid, Op: "cite", Detail: fmt.Sprintf("%.60q is not the address of a site", site), Hint: "write it as in https://ledger.example"}
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// Form is a form of citation.
type Form string

// The forms.
const (
	Text   Form = "text"
	BibTeX Form = "bibtex"
	RIS    Form = "ris"
	CSL    Form = "csl"
	Brief  Form = "brief"
)

// Forms lists the forms.
func Forms() []Form { return []Form{Text, BibTeX, RIS, CSL, Brief} }

// ParseForm reads the name of a form; nothing is plain text.
func ParseForm(name string) (Form, error) {
	f := Form(strings.ToLower(strings.TrimSpace(name)))
	if f == "" {
		return Text, nil
	}
	if !slices.Contains(Forms(), f) {
		return "", &demarche.Error{Code: demarche.Invalid, Op: "cite", Detail: fmt.Sprintf("%.40q is not a form of citation", name), Hint: "the forms are text, bibtex, ris, csl and brief"}
	}
	return f, nil
}

// Media gives the media type of a citation in a form.
func (f Form) Media() string {
	return map[Form]string{
		Text: "text/plain; charset=utf-8", Brief: "text/plain; charset=utf-8", BibTeX: "application/x-bibtex; charset=utf-8",
		RIS: "application/x-research-info-systems; charset=utf-8", CSL: "application/vnd.citationstyles.csl+json",
	}[f]
}

// Word names a form for readers.
func (f Form) Word() string {
	return map[Form]string{Text: "Text", BibTeX: "BibTeX", RIS: "RIS", CSL: "CSL-JSON", Brief: "Legal brief"}[f]
}

// As writes the citation in a form.
func (w Work) As(f Form) (string, error) {
	switch f {
	case BibTeX:
		return w.bibtex(), nil
	case RIS:
		return w.ris(), nil
	case CSL:
		return w.csl()
	case Brief:
		return w.brief(), nil
	}
	return w.text(), nil
}

// clean writes words on one line: what controls a terminal, the direction of
// writing or the lines of a file becomes a space or goes.
func clean(s string) string {
	if plain(s) { // most are
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Bidi_Control, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// plain reports whether words are of printed ASCII and stand on one line with
// one space between two of them, as clean writes them.
func plain(s string) bool {
	space := true // there is none at the beginning
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return s == "" || !space
}

// joined joins what says something.
func joined(between string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return p == "" }), between)
}

// sentence ends words with a full stop, unless they end with one.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}

// name gives the title of a source, or what stands for it.
func (s Source) name() string {
	if t := clean(s.Title); t != "" {
		return t
	}
	return "untitled report"
}

// characters tells where the quotes stand.
func (s Source) characters() string {
	var parts []string
	for _, q := range s.Quotes {
		parts = append(parts, fmt.Sprintf("%d-%d", q.Start, q.End))
	}
	if parts == nil {
		return ""
	}
	return "characters " + strings.Join(parts, ", ")
}

// Kept tells how a source is found and checked in the ledger.
func (w Work) Kept(s Source) string {
	entry := ""
	if s.Entry != "" {
		entry = "Demarche entry " + s.Entry
	}
	return joined("; ", entry, w.event(), s.withheld(), s.review(), "text SHA-256 "+s.Text, s.characters(), captured(s), w.checkpoint())
}

// withheld says of a source that only some see that it is not published.
func (s Source) withheld() string {
	if s.Unpublished == "" {
		return ""
	}
	return "unpublished, in the collection " + strings.Join(strings.Fields(s.Unpublished), ", ")
}

func (w Work) event() string {
	switch {
	case w.What != Event:
		return ""
	case w.Site == "":
		return joined(", ", "Demarche event "+w.ID, w.Part)
	case w.Part != "":
		return "Demarche event " + w.ID + ", " + w.Part + " (" + w.Permalink() + " shows it from all of the ledger)"
	}
	return "Demarche event " + w.ID + ", " + w.Permalink()
}

// review says whether a person has judged the entries that were read from a source.
func (s Source) review() string {
	judged := slices.DeleteFunc(slices.Clone(s.Review), func(r demarche.ReviewStatus) bool { return r == demarche.Proposed })
	switch {
	case len(s.Review) == 0:
		return ""
	case len(judged) == 0:
		return "read by a machine, not reviewed"
	case len(s.Review) == 1:
		return string(judged[0]) + " in review"
	}
	return ofReviewed(len(judged), len(s.Review))
}

// reviewed says of how many of the entries on which a work rests a person has judged.
func (w Work) reviewed() string {
	all := w.Review.Accepted + w.Review.Proposed
	if all == 0 {
		return ""
	}
	return ofReviewed(w.Review.Accepted, all)
}

func ofReviewed(judged, all int) string {
	if judged == 0 {
		return fmt.Sprintf("read by a machine, 0 of %d entries reviewed", all)
	}
	return fmt.Sprintf("%d of %d entries reviewed", judged, all)
}

// proof says of an answer how far it was reviewed, and against which log it holds.
func (w Work) proof() string { return joined("; ", w.reviewed(), w.checkpoint()) }

// answerKey names an answer among others: by what was asked, and of which ledger.
func (w Work) answerKey() string {
	return "demarche-answer-" + short(demarche.HashOf([]byte(w.Path+"\n"+w.Head.Tree)))
}

func captured(s Source) string {
	if s.Taken.IsZero() {
		return ""
	}
	return "captured " + s.Taken.UTC().Format("2006-01-02T15:04:05Z")
}

// checkpoint names the head of the log, against which a proof holds.
func (w Work) checkpoint() string {
	if w.Head.Size == 0 {
		return ""
	}
	return fmt.Sprintf("checkpoint: log of %d lines, tree hash %s", w.Head.Size, w.Head.Tree)
}
