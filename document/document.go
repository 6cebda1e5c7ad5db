// Package document makes documents out of captures: the exact text of the
// report, and what its head tells about it - title, day of publication, news
// agency, language.
package document

import (
	"path/filepath"
	"strings"
	"unicode"

	"demarche"
	"demarche/source"
)

// New makes the document of a captured report. published, where known, goes
// before what the report says of its own day. The text is the captured text
// less a byte order mark, unchanged, so that offsets into it hold in the
// capture too. The errors are *demarche.Error: Invalid for what is no text,
// Unsupported for other formats and for languages other than English.
func New(c demarche.Capture, published demarche.Date) (demarche.Document, error) {
	if err := source.CheckText(c.Address, c.Bytes); err != nil {
		return demarche.Document{}, err
	}
	text := strings.TrimPrefix(string(c.Bytes), source.ByteOrderMark)
	if strings.IndexFunc(text, unicode.IsLetter) < 0 {
		return demarche.Document{}, &demarche.Error{Code: demarche.Invalid, Op: "read", Path: c.Address,
			Detail: "the text holds no words", Hint: "give a file with the text of a report"}
	}
	lang, err := language(text)
	if err != nil {
		err.Path = c.Address
		return demarche.Document{}, err
	}
	if !published.Known() {
		published, _, _ = PublicationDay(text)
	}
	return demarche.Document{
		Name:      name(c.Address),
		Title:     title(text),
		Published: published,
		Lang:      lang,
		Agency:    agency(text),
		Text:      text,
		Capture:   c.Hash(),
	}, nil
}

// name gives the end of a path or address.
func name(address string) string {
	trimmed := strings.TrimRight(filepath.ToSlash(address), "/")
	if at := strings.LastIndexByte(trimmed, '/'); at >= 0 {
		return trimmed[at+1:]
	}
	return trimmed
}
