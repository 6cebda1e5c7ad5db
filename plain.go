package demarche

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// plainText gives the text of a JSON string that is written as it reads: a
// ledger holds millions, and hardly any has a sign that had to be escaped.
func plainText(b []byte) (string, bool) {
	if len(b) < 2 || b[0] != '"' || b[len(b)-1] != '"' {
		return "", false
	}
	within := b[1 : len(b)-1]
	for _, c := range within {
		if c < ' ' || c == '"' || c == '\\' {
			return "", false
		}
	}
	return string(within), utf8.Valid(within)
}

// plainSelector reads a selector that is written as this program writes it;
// false of any other, which is read as JSON.
func plainSelector(b []byte) (s Selector, ok bool) {
	for _, f := range []struct {
		name string
		into *string
	}{{`{"exact":`, &s.Exact}, {`,"prefix":`, &s.Prefix}, {`,"suffix":`, &s.Suffix}} {
		if b, ok = bytes.CutPrefix(b, []byte(f.name)); !ok {
			return s, false
		}
		if *f.into, b, ok = firstText(b); !ok {
			return s, false
		}
	}
	for _, f := range []struct {
		name string
		into *int
	}{{`,"start":`, &s.Start}, {`,"end":`, &s.End}} {
		if b, ok = bytes.CutPrefix(b, []byte(f.name)); !ok {
			return s, false
		}
		if *f.into, b, ok = firstNumber(b); !ok {
			return s, false
		}
	}
	return s, string(b) == "}"
}

// firstText reads the JSON string with which something begins, and gives what
// stands behind it.
func firstText(b []byte) (text string, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '"' {
		return "", b, false
	}
	end := 1
	for end < len(b) && b[end] != '"' {
		if b[end] == '\\' {
			end++
		}
		end++
	}
	if end >= len(b) {
		return "", b, false
	}
	written, rest := b[:end+1], b[end+1:]
	if text, ok = plainText(written); !ok {
		ok = json.Unmarshal(written, &text) == nil
	}
	return text, rest, ok
}

// firstNumber reads the digits with which something begins, as JSON writes a
// number, and gives what stands behind them.
func firstNumber(b []byte) (n int, rest []byte, ok bool) {
	end := 0
	for end < len(b) && '0' <= b[end] && b[end] <= '9' {
		end++
	}
	if end == 0 || end > 1 && b[0] == '0' {
		return 0, b, false
	}
	n, err := strconv.Atoi(string(b[:end]))
	return n, b[end:], err == nil
}
