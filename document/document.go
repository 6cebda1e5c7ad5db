// Package document makes documents out of captures: the exact text of the
// report, and what its head tells about it - title, day of publication, news
// agency, language.
package document

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"demarche"
	"demarche/document/publisher"
	"demarche/source"
)

// New makes the document of a captured report. published is its day
// where the report does not tell it. The text of a plain text is the
// captured text less a byte order mark, unchanged, so that offsets into it hold
// in the capture too; that of a web page, a PDF or a row of a table is drawn out
// of it, title first, and Extractor names how. The errors are *demarche.Error:
// Invalid for what is no text, Unsupported for other formats and for languages
// other than English.
func New(c demarche.Capture, published demarche.Date) (demarche.Document, error) {
	d, err := drawn(c)
	if err != nil {
		return demarche.Document{}, err
	}
	if strings.IndexFunc(d.Text, unicode.IsLetter) < 0 {
		return demarche.Document{}, &demarche.Error{Code: demarche.Invalid, Op: "read", Path: c.Address,
			Detail: "the text holds no words", Hint: "give a file with the text of a report"}
	}
	lang, lerr := language(d.Text, d.Lang)
	if lerr != nil {
		lerr.Path = c.Address
		return demarche.Document{}, lerr
	}
	d.Lang = lang
	if !d.Published.Known() {
		d.Published, _, _ = PublicationDay(d.Text)
	}
	if !d.Published.Known() {
		d.Published = published
	}
	if d.Title == "" {
		d.Title = title(d.Text)
	}
	d.Name, d.Agency, d.Capture = name(c.Address), agency(d.Text), c.Hash()
	known, err := publisher.Default()
	if err != nil {
		return demarche.Document{}, err
	}
	if d.Agency == "" {
		d.Agency = credited(known, d.Byline, d.Text)
	}
	if d.Publisher == "" || named(d.Publisher, c.Address, d.Canonical) {
		d.Publisher = registered(known, d.Publisher, c.Address, d.Canonical)
	}
	return d, nil
}

// named reports whether what is told of a publisher is no more than the host of an
// address.
func named(publisher string, addresses ...string) bool {
	return slices.ContainsFunc(addresses, func(address string) bool {
		u, err := url.Parse(address)
		return err == nil && strings.EqualFold(strings.TrimPrefix(u.Hostname(), "www."), strings.TrimPrefix(publisher, "www."))
	})
}

// registered gives the name of who publishes at the first address that is known;
// told if none is.
func registered(known *publisher.Registry, told string, addresses ...string) string {
	for _, address := range addresses {
		if p, ok := known.At(address); ok {
			return p.Name
		}
	}
	return told
}

// drawn gives the text of a capture and what its format tells of the report.
func drawn(c demarche.Capture) (demarche.Document, error) {
	if f, ok := source.FieldsOf(c.Media); ok {
		return ofRow(c, f)
	}
	switch kind, _, _ := strings.Cut(c.Media, ";"); kind {
	case source.HTML:
		return ofPage(c)
	case source.PDF:
		return ofPaper(c)
	}
	if err := source.CheckText(c.Address, c.Bytes); err != nil {
		return demarche.Document{}, err
	}
	return demarche.Document{Text: strings.TrimPrefix(string(c.Bytes), source.ByteOrderMark)}, nil
}
