package source

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"iter"

	"github.com/klauspost/compress/gzip"

	"demarche/source/feed"
	"demarche/source/gate"
)

// piped captures what another program writes to standard input: a report, a web
// archive, rows of JSON, or a feed. Which it is, its beginning tells.
func (l Loader) piped(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		written, stop := interruptible(ctx, l.Stdin)
		defer stop()
		in := bufio.NewReaderSize(written, sniffed)
		head := beginning(in)
		switch {
		case bytes.HasPrefix(unzipped(head), []byte("WARC/")):
			g, err := gate.Default()
			if err != nil {
				yield(Item{}, err)
				return
			}
			s := scan{path: StandardInput, gate: g, ctx: ctx, yield: yield, piped: true}
			s.archive(in, 0)
		case beginsWithRow(head):
			l.rows(ctx, StandardInput, jsonRows(in))(yield)
		default:
			l.Stdin = in
			l.report(ctx, Stdin)(yield)
		}
	}
}

// interruptible gives what r gives until ctx ends, even if r never does.
func interruptible(ctx context.Context, r io.Reader) (until io.Reader, stop func()) {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	forget := context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
	return out, func() {
		forget()
		_ = out.Close()
	}
}

// sniffed is how many bytes of standard input are looked at, and smallest how many
// bytes compressed ones must be to show what they are.
const (
	sniffed  = 64 << 10
	smallest = 512
)

// beginning gives the first bytes of r, up to the end of a line if it has lines,
// without taking them.
func beginning(r *bufio.Reader) []byte {
	peek := func(n int) []byte {
		b, _ := r.Peek(n) // an error comes again when it is read
		b, _ = r.Peek(max(len(b), r.Buffered()))
		return b
	}
	head := peek(1)
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		return peek(smallest)
	}
	for len(head) < sniffed && bytes.IndexByte(head, '\n') < 0 {
		more := peek(len(head) + 1)
		if len(more) == len(head) {
			break
		}
		head = more
	}
	return head
}

// unzipped gives the first bytes of what begins compressed; others as they are.
func unzipped(head []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return head
	}
	b := make([]byte, 16)
	n, _ := io.ReadFull(z, b)
	return b[:n]
}

// beginsWithRow reports whether the first line is a JSON object, other than that
// of a feed.
func beginsWithRow(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte(ByteOrderMark)))
	return bytes.HasPrefix(line, []byte("{")) && json.Valid(line) && !feed.Is(line)
}
