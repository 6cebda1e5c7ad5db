package source

import (
	"bytes"
	"mime"
	"net/http"
	"path"
	"strings"
)

// Media types of captures that are no plain text.
const (
	HTML = "text/html"
	PDF  = "application/pdf"
	Row  = "application/vnd.demarche.row+json" // one row of a table of reports; its parameters are the Fields
)

// Text is what a file or server declares that gives text as it stands.
const Text = "text/plain"

// MediaOf gives the media type of captured bytes that are a web page or a PDF,
// by what they are and, for pages, with what the server declared of their
// encoding. It is empty for everything else, and so for what is declared to be
// text, unless it plainly is a page or a PDF: tags in a text are its words.
func MediaOf(b []byte, declared string) string {
	kind, params, err := mime.ParseMediaType(declared)
	if wide := WideEncoding(b); wide == "UTF-16" || wide == "UTF-16LE" || wide == "UTF-16BE" {
		return mediaOfWide(b, declared)
	}
	detected, _, _ := strings.Cut(http.DetectContentType(b), ";")
	switch {
	case detected == PDF, bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")) && bytes.Contains(b, []byte("endobj")):
		return PDF
	case isPage(b, kind, detected):
		if c := params["charset"]; err == nil && c != "" {
			return mime.FormatMediaType(HTML, map[string]string{"charset": c})
		}
		return HTML
	}
	return ""
}

// isPage reports whether b is a web page, by what it was declared to be and what
// its first bytes look like.
func isPage(b []byte, declared, detected string) bool {
	switch declared {
	case Text:
		return wholePage(b)
	case "application/xhtml+xml":
		return true
	case HTML:
		return detected == HTML || looksMarkedUp(b)
	}
	return beginsPage(b) || detected == HTML && standsInBlocks(b) || detected == "text/xml" && looksMarkedUp(b)
}

// declaredByName gives what the name of a file declares it to be.
func declaredByName(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt":
		return Text
	case ".html", ".htm", ".xhtml":
		return HTML
	}
	return ""
}

// mediaOfWide gives the media type of bytes in UTF-16, which tell what they are
// better without their zero bytes and their mark.
func mediaOfWide(b []byte, declared string) string {
	const head = 64 << 10
	narrow := bytes.ReplaceAll(bytes.TrimLeft(b[:min(len(b), head)], "\xfe\xff"), []byte{0}, nil)
	if WideEncoding(narrow) != "" {
		return ""
	}
	return MediaOf(narrow, declared)
}

// The forms of files by the ends of their names.
const (
	reportForm = iota
	tableForm
	archiveForm
)

// How the names of tables of reports and of archives end, letter case aside.
var (
	tableEnds   = []string{".jsonl", ".ndjson", ".csv", ".tsv", ".jsonl.gz", ".ndjson.gz", ".csv.gz", ".tsv.gz"}
	archiveEnds = []string{".warc", ".warc.gz", ".wacz"}
)

// Several reports whether a file may hold more than one report.
func Several(path string) bool { return form(path) != reportForm }

func form(path string) int {
	if IsURL(path) {
		return reportForm
	}
	lower := strings.ToLower(path)
	for _, f := range []struct {
		form int
		ends []string
	}{{tableForm, tableEnds}, {archiveForm, archiveEnds}} {
		for _, end := range f.ends {
			if strings.HasSuffix(lower, end) {
				return f.form
			}
		}
	}
	return reportForm
}

// IsURL reports whether a path of the command line is an address of the web.
func IsURL(path string) bool {
	scheme, _, ok := strings.Cut(path, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}
