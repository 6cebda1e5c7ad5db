package source

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
)

// Media types of captures that are no plain text.
const (
	HTML = "text/html"
	PDF  = "application/pdf"
	Row  = "application/vnd.demarche.row+json" // one row of a table of reports; its parameters are the Fields
)

// MediaOf gives the media type of captured bytes that are a web page or a PDF,
// by what they are and, for pages, with what the server declared of their
// encoding. It is empty for everything else.
func MediaOf(b []byte, declared string) string {
	kind, params, err := mime.ParseMediaType(declared)
	if wide := WideEncoding(b); wide == "UTF-16" || wide == "UTF-16LE" || wide == "UTF-16BE" {
		return mediaOfWide(b, declared)
	}
	detected, _, _ := strings.Cut(http.DetectContentType(b), ";")
	switch {
	case detected == PDF, bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")) && bytes.Contains(b, []byte("endobj")):
		return PDF
	case detected == HTML, kind == "application/xhtml+xml", kind == HTML && looksMarkedUp(b), detected == "text/xml" && looksMarkedUp(b), detected == "text/plain" && beginsMarkedUp(b):
		if c := params["charset"]; err == nil && c != "" {
			return mime.FormatMediaType(HTML, map[string]string{"charset": c})
		}
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

// looksMarkedUp reports whether b has the elements of a web page.
func looksMarkedUp(b []byte) bool {
	head := bytes.ToLower(b[:min(len(b), 64<<10)])
	return bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<body")) || bytes.Contains(head, []byte("<p>")) || bytes.Contains(head, []byte("<p ")) || bytes.Contains(head, []byte("<div"))
}

// beginsMarkedUp reports whether b begins with an element of a web page, as
// saved fragments and pages with leading comments do.
func beginsMarkedUp(b []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(b[:min(len(b), 4096)], "\ufeff \t\r\n"))
	for _, element := range []string{"<!doctype html", "<html", "<head", "<body", "<article", "<main", "<section"} {
		if bytes.HasPrefix(head, []byte(element)) {
			return true
		}
	}
	return false
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
