package warc

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"

	"demarche/source/decode"
)

// Answer is what a server answered, as a response record holds it.
type Answer struct {
	Status int
	Header http.Header
	Head   []byte // status line and header fields as they came, with the empty line
	Body   []byte // without transfer and content encoding
}

// Answer takes a response record apart. limit is the most bytes of the body.
func (r *Record) Answer(limit int64) (Answer, error) {
	resp, err := http.ReadResponse(bufio.NewReader(r.answer()), nil)
	if err != nil {
		return Answer{}, fmt.Errorf("the answer in the record cannot be understood: %w", err)
	}
	defer resp.Body.Close()
	body, err := decode.Body(resp.Body, resp.Header.Get("Content-Encoding"), limit)
	if err != nil {
		return Answer{}, err
	}
	head := r.Block
	if at := bytes.Index(r.Block, []byte("\r\n\r\n")); at >= 0 {
		head = r.Block[:at+4]
	} else if at := bytes.Index(r.Block, []byte("\n\n")); at >= 0 {
		head = r.Block[:at+2]
	}
	if original, ok := r.original(); ok {
		head = original
	}
	return Answer{Status: resp.StatusCode, Header: resp.Header, Head: bytes.Clone(head), Body: body}, nil
}

// answer reads the block with a first line of HTTP/1, which is all that net/http understands.
func (r *Record) answer() io.Reader {
	line, rest, _ := bytes.Cut(r.Block, []byte("\n"))
	if written := statusLine(string(line)); written != string(line) {
		return io.MultiReader(strings.NewReader(written+"\n"), bytes.NewReader(rest))
	}
	return bytes.NewReader(r.Block)
}

// IsAnswer reports whether the record holds what a server answered.
func (r *Record) IsAnswer() bool {
	return r.Type == "response" && bytes.HasPrefix(r.Block, []byte("HTTP/"))
}
