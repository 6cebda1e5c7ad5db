package warc

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"strings"
)

// OriginalHead names the field that holds, in base64, the head of an answer as it
// came, where the one written in front of the body says other things.
const OriginalHead = "WARC-X-Original-Head"

// original gives the head that the record says the answer came with.
func (r *Record) original() ([]byte, bool) {
	told := r.Get(OriginalHead)
	if told == "" {
		return nil, false
	}
	b, err := base64.StdEncoding.DecodeString(told)
	return b, err == nil && bytes.HasPrefix(b, []byte("HTTP/"))
}

// headFor gives the head of an answer as it can stand in front of a body without
// transfer and content encoding: it names no such encoding and no other length,
// and its first line is one of HTTP/1, as archives write that of later versions too.
func headFor(head []byte, body int) []byte {
	var b bytes.Buffer
	length := strconv.Itoa(body)
	leftOut, told := false, false
	for i, line := range strings.Split(strings.TrimRight(string(head), "\r\n"), "\n") {
		line = strings.TrimRight(line, "\r")
		name, value, _ := strings.Cut(line, ":")
		switch folded := line != "" && (line[0] == ' ' || line[0] == '\t'); {
		case i == 0:
			line = statusLine(line)
		case line == "", folded && leftOut:
			continue
		case folded:
		default:
			switch strings.ToLower(strings.TrimSpace(name)) {
			case "content-encoding", "transfer-encoding", "trailer":
				leftOut = true
				continue
			case "content-length":
				leftOut = told || strings.TrimSpace(value) != length
				told = told || !leftOut
			default:
				leftOut = false
			}
			if leftOut {
				continue
			}
		}
		b.WriteString(line + "\r\n")
	}
	if !told {
		b.WriteString("Content-Length: " + length + "\r\n")
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

// statusLine gives a status line in the form of HTTP/1.
func statusLine(line string) string {
	version, rest, _ := strings.Cut(line, " ")
	if strings.HasPrefix(version, "HTTP/1.") {
		return line
	}
	return "HTTP/1.1 " + rest
}
