package page

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"demarche/source"
)

// decoded gives the bytes of a page as UTF-8. What they are goes before what is
// said of them, where they tell: a byte order mark, UTF-16 by its zero bytes, and
// UTF-8, as which no text in another encoding can be read by chance. Else the
// server is believed, then the page; none of them where it says UTF-8 and that is
// wrong.
func decoded(b []byte, contentType string) ([]byte, error) {
	if wide := source.WideEncoding(b); wide == "UTF-16LE" || wide == "UTF-16BE" {
		contentType = "text/html; charset=" + wide
	} else {
		characters, broken := inUTF8(b)
		switch {
		case broken == 0 && characters > 0 || broken > 0 && characters > broken:
			contentType = "text/html; charset=utf-8"
		case broken > 0 && saysUTF8(b, contentType):
			contentType = "text/html"
			if saysUTF8(b, contentType) {
				contentType = "text/html; charset=windows-1252" // which the web means where nothing else is said
			}
		}
	}
	r, err := charset.NewReader(bytes.NewReader(b), contentType)
	if err != nil {
		return nil, fmt.Errorf("the encoding of the page: %w", err)
	}
	whole, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("the encoding of the page: %w", err)
	}
	return whole, nil
}

// inUTF8 counts the characters of several bytes that b has if it is UTF-8, and
// the bytes that are part of none. Zero bytes are no text.
func inUTF8(b []byte) (characters, broken int) {
	if bytes.IndexByte(b, 0) >= 0 {
		return 0, 0
	}
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			broken++
		} else {
			characters++
		}
		i += size
	}
	return characters, broken
}

// saysUTF8 reports whether a page is UTF-8 by what is said of it.
func saysUTF8(b []byte, contentType string) bool {
	_, name, _ := charset.DetermineEncoding(b[:min(len(b), 1024)], contentType)
	return name == "utf-8"
}
