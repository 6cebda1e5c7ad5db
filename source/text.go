package source

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

// ByteOrderMark is the UTF-8 byte order mark. A capture may begin with it; it
// is no part of the report's text.
const ByteOrderMark = "\ufeff"

// CheckText reports why b cannot be the text of a report: empty, a known
// format that is not plain text, another encoding, or damaged UTF-8. The
// address stands in the message. The errors are *demarche.Error with the code
// Invalid (nothing in it, damaged) or Unsupported (something else than text).
func CheckText(address string, b []byte) error {
	refuse := func(code demarche.Code, hint, format string, args ...any) error {
		return &demarche.Error{Code: code, Op: op, Path: address, Detail: fmt.Sprintf(format, args...), Hint: hint}
	}
	what := "file"
	if address == StandardInput {
		what = "text"
	}
	switch {
	case len(b) == 0:
		return refuse(demarche.Invalid, "give a file with the text of a report", "the %s is empty", what)
	case len(bytes.TrimFunc(bytes.TrimPrefix(b, []byte(ByteOrderMark)), unicode.IsSpace)) == 0:
		return refuse(demarche.Invalid, "give a file with the text of a report", "the %s holds nothing but white space", what)
	}
	if what, hint := format(b); what != "" {
		return refuse(demarche.Unsupported, hint, "this is %s, not a text", what)
	}
	if name := WideEncoding(b); name != "" {
		return refuse(demarche.Unsupported, "convert it: iconv -f "+name+" -t UTF-8 OLD.txt > NEW.txt", "the text is encoded in %s, not UTF-8", name)
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return refuse(demarche.Unsupported, "give the text of the report as UTF-8", "this is binary data, not a text")
	}
	if at, cut := invalidAt(b); at >= 0 {
		if cut {
			return refuse(demarche.Invalid, "the file seems to be cut off; get a whole copy", "the text ends in the middle of a character, at byte %d", at)
		}
		return refuse(demarche.Invalid, "if it is an older encoding, convert it: iconv -f WINDOWS-1252 -t UTF-8 OLD.txt > NEW.txt",
			"the text is not UTF-8: byte %d (hexadecimal %02x) is part of no character", at, b[at])
	}
	return nil
}

// invalidAt gives the offset of the first byte that is not UTF-8, -1 if there
// is none, and whether it begins a character that the end of b cuts off.
func invalidAt(b []byte) (at int, cut bool) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size <= 1 {
			return i, !utf8.FullRune(b[i:])
		}
		i += size
	}
	return -1, false
}

// WideEncoding names UTF-16 or UTF-32 where b is in one of them, with or
// without a byte order mark.
func WideEncoding(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(b, []byte{0, 0, 0xfe, 0xff}):
		return "UTF-32"
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return "UTF-16"
	}
	// Without a mark, nearly every second byte of a Western text is zero.
	head := b[:min(len(b), 1024)]
	var zero [2]int
	for i, c := range head {
		if c == 0 {
			zero[i%2]++
		}
	}
	switch half := len(head) / 2; {
	case half >= 4 && zero[1] > half*3/4 && zero[0] < half/8:
		return "UTF-16LE"
	case half >= 4 && zero[0] > half*3/4 && zero[1] < half/8:
		return "UTF-16BE"
	}
	return ""
}

const (
	hintText   = "save or copy the text of the report into a .txt file"
	hintUnpack = "unpack it and give the text files in it"
)

// textFormats and binaryFormats are formats that net/http does not tell apart.
var textFormats = []struct{ prefix, what, hint string }{
	{"{\\rtf", "an RTF document", "save it as plain text (.txt)"},
	{"WARC/1.", "a web archive (WARC)", "give the text of the reports in it"},
}

var binaryFormats = []struct{ prefix, what, hint string }{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document of the old binary form (.doc, .xls, .ppt)", "save it as plain text (.txt)"},
	{"SQLite format 3\x00", "an SQLite database", "if it is a ledger, name it with --ledger"},
	{"\x7fELF", "a program", hintText},
	{"MZ\x90\x00", "a program", hintText},
	{"BZh", "a bzip2 archive", hintUnpack},
	{"\xfd7zXZ\x00", "an xz archive", hintUnpack},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", hintUnpack},
	{"\x28\xb5\x2f\xfd", "a Zstandard archive", hintUnpack},
}

// format names what b is if it is a known format other than plain text, with
// what to do about it.
func format(b []byte) (what, hint string) {
	mime, _, _ := strings.Cut(http.DetectContentType(b), ";")
	switch mime {
	case "application/pdf":
		return "a PDF", "copy the text out of it, or run: pdftotext FILE.pdf FILE.txt"
	case "application/postscript":
		return "a PostScript document", hintText
	case HTML:
		if wholePage(b) {
			return "a web page (HTML)", hintText
		}
	case "text/xml":
		return "an XML document", hintText
	}
	for _, f := range textFormats {
		if bytes.HasPrefix(b, []byte(f.prefix)) {
			return f.what, f.hint
		}
	}
	if utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 {
		return jsonFormat(b) // a text may begin like a binary format: "BM" is a bitmap, but also a maker of cars
	}
	for _, f := range binaryFormats {
		if bytes.HasPrefix(b, []byte(f.prefix)) {
			return f.what, f.hint
		}
	}
	return mediaFormat(b, mime)
}

func mediaFormat(b []byte, mime string) (what, hint string) {
	switch mime {
	case "application/zip":
		return zipFormat(b)
	case "application/x-gzip", "application/x-rar-compressed":
		return "a compressed archive", hintUnpack
	}
	switch kind, _, _ := strings.Cut(mime, "/"); kind {
	case "image":
		return "an image", "Demarche reads text; put the words into a .txt file"
	case "audio", "video":
		return "a recording (" + kind + ")", "Demarche reads text; give a transcript"
	case "font":
		return "a font", hintText
	}
	return "", ""
}

func jsonFormat(b []byte) (what, hint string) {
	head := bytes.TrimLeftFunc(bytes.TrimPrefix(b, []byte(ByteOrderMark)), unicode.IsSpace)
	if (head[0] == '{' || head[0] == '[') && json.Valid(head) {
		return "a JSON file", "give the report's .txt file, not its records"
	}
	return "", ""
}

// zipFormat tells the documents that are zip archives from other archives.
func zipFormat(b []byte) (what, hint string) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return "a damaged zip archive", hintUnpack
	}
	for _, f := range z.File {
		switch top, _, _ := strings.Cut(f.Name, "/"); {
		case top == "word":
			return "a Word document", "save it as plain text (.txt)"
		case top == "xl":
			return "an Excel workbook", hintText
		case top == "ppt":
			return "a PowerPoint presentation", hintText
		case f.Name == "META-INF/container.xml":
			return "an e-book (EPUB)", hintText
		case f.Name == "content.xml":
			return "an OpenDocument file", "save it as plain text (.txt)"
		}
	}
	return "a zip archive", hintUnpack
}
