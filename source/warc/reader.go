// Package warc reads and writes web archives in the WARC format (ISO 28500:2017),
// plain or compressed with gzip record by record. It reads in constant memory,
// tells damage with its offset, and goes on behind it.
package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// MaxBlock is the size in bytes above which the block of a record is skipped
// (24 MiB), and maxHead the same for its head.
const (
	MaxBlock = 24 << 20
	maxHead  = 1 << 20
)

// Record is one record of an archive.
type Record struct {
	Type   string // "response", "request", "metadata", "warcinfo", "resource", "revisit" ...
	ID     string // WARC-Record-ID
	Target string // WARC-Target-URI, empty if it has none
	Date   time.Time
	Media  string // Content-Type of the block
	Offset int64  // where the record, or the gzip member that holds it, begins in the archive
	Block  []byte // valid until the next call of Next
	Fields []Field

	skipped bool
}

// Field is one named field of a record's head, in its order.
type Field struct{ Name, Value string }

// Get gives the first field of a name, letter case aside.
func (r *Record) Get(name string) string {
	for _, f := range r.Fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Clone gives a record whose block stays valid; into, which may be nil, is
// overwritten by it if it has room.
func (r *Record) Clone(into []byte) *Record {
	c := *r
	into = append(into[:0], r.Block...)
	c.Block = into
	return &c
}

// DamageError tells that something in the archive cannot be read. Reading goes on
// with the next record that can, unless the archive ends there.
type DamageError struct {
	Offset int64 // of the record or member, in bytes of the archive
	Reason string
	Target string // address of the record, where its head could be read
	AtEnd  bool   // the archive ended where more of a record was promised
	Err    error
}

func (e *DamageError) Error() string {
	of := ""
	if e.Target != "" {
		of = " (the record of " + e.Target + ")"
	}
	return fmt.Sprintf("damaged at byte %d%s: %s", e.Offset, of, e.Reason)
}

// Unwrap gives the error below, if any.
func (e *DamageError) Unwrap() error { return e.Err }

// Reader reads the records of an archive in their order.
type Reader struct {
	below   *counted
	in      *bufio.Reader // buffers below; the decompressor takes no byte behind its member from it
	members bool          // the archive is compressed
	gz      *gzip.Reader
	text    *bufio.Reader // of the member, or of the archive if it is plain
	inside  bool          // a member is open
	began   int64         // offset of the open member
	block   bytes.Buffer
	target  string // of the record that is being read, as soon as its head is
	lost    bool   // after damage: look for the next beginning
	from    int64  // where the damage begins
}

// NewReader reads an archive from r, whose first byte lies at offset: 0, or
// where an earlier reader was (Offset). Where r is an io.Seeker, damage costs the
// one record that it lies in; elsewhere it may also cost what was read beyond it.
func NewReader(r io.Reader, offset int64) (*Reader, error) {
	below := &counted{r: r, n: offset}
	in := bufio.NewReaderSize(below, 1<<20)
	head, err := in.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read archive: %w", err)
	}
	x := &Reader{below: below, in: in, members: bytes.Equal(head, gzipMagic[:2])}
	if !x.members {
		x.text = in
	}
	return x, nil
}

// NewReaderFrom reads an archive from about an offset, which may lie anywhere: from
// the first place at or behind it at which a record may begin. What looks like a
// beginning and is none is a *DamageError as elsewhere.
func NewReaderFrom(r io.ReadSeeker, offset int64) (*Reader, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read archive: %w", err)
	}
	x, err := NewReader(r, 0) // its first bytes tell whether it is compressed
	if err == nil && offset > 0 {
		x.lost, x.from = true, offset-1
	}
	return x, err
}

// Offset gives where the next record begins: reading can be taken up there.
func (x *Reader) Offset() int64 {
	if x.inside {
		return x.began
	}
	return x.at()
}

// at gives how far the archive was read.
func (x *Reader) at() int64 { return x.below.n - int64(x.in.Buffered()) }

// Next gives the next record, io.EOF behind the last. A *DamageError concerns one
// place; the next call goes on behind it. Other errors are those of the reader
// below.
func (x *Reader) Next() (*Record, error) {
	if x.lost {
		x.lost = false
		if err := x.resume(); err != nil {
			return nil, err
		}
	}
	for {
		if x.members && !x.inside {
			if err := x.open(); err != nil {
				return nil, err
			}
		}
		at := x.Offset()
		x.target = ""
		rec, err := x.record()
		if err == nil {
			err = x.finish()
		}
		switch {
		case err == nil:
			rec.Offset = at
			return rec, nil
		case errors.Is(err, io.EOF) && x.members:
			x.inside = false // the member is read to its end, and its checksum was right
			continue
		case errors.Is(err, io.EOF):
			return nil, io.EOF
		}
		if x.below.err != nil {
			return nil, fmt.Errorf("read archive: %w", x.below.err)
		}
		d := damage(at, err)
		d.Target, d.AtEnd = x.target, errors.Is(err, io.ErrUnexpectedEOF) && x.ended()
		x.lost, x.from, x.inside = true, at, false
		return nil, d
	}
}

// finish passes over the empty lines behind a record, and closes the member if it
// ends there: only then is its checksum known to be right. What follows must be
// a record, or the length of this one was wrong.
func (x *Reader) finish() error {
	for {
		b, err := x.text.Peek(1)
		switch {
		case errors.Is(err, io.EOF):
			x.inside = false
			return nil
		case err != nil:
			return err
		case b[0] == '\r' || b[0] == '\n':
			if _, err := x.text.Discard(1); err != nil {
				return err
			}
			continue
		}
		next, err := x.text.Peek(len("WARC/"))
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if string(next) != "WARC/" {
			return &DamageError{Reason: fmt.Sprintf("behind a record stands %q, not another", clip(string(next)))}
		}
		return nil
	}
}

// ended reports whether nothing is left of the archive.
func (x *Reader) ended() bool {
	_, err := x.in.Peek(1)
	return errors.Is(err, io.EOF)
}

// damage tells what an error says of the record at an offset.
func damage(at int64, err error) *DamageError {
	var d *DamageError
	if errors.As(err, &d) {
		d.Offset = at
		return d
	}
	reason := err.Error()
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		reason = "the archive ends inside a record"
	case errors.Is(err, gzip.ErrChecksum):
		reason = "the checksum of the compressed member is wrong"
	case errors.Is(err, gzip.ErrHeader):
		reason = "no compressed member begins here"
	}
	return &DamageError{Offset: at, Reason: reason, Err: err}
}

var gzipMagic = []byte{0x1f, 0x8b, 8}

// open begins the next member.
func (x *Reader) open() error {
	x.began = x.at()
	if _, err := x.in.Peek(1); err != nil {
		if errors.Is(err, io.EOF) {
			return io.EOF
		}
		return fmt.Errorf("read archive: %w", err)
	}
	var err error
	if x.gz == nil {
		x.gz, err = gzip.NewReader(x.in)
	} else {
		err = x.gz.Reset(x.in)
	}
	if err != nil {
		if x.below.err != nil {
			return fmt.Errorf("read archive: %w", x.below.err)
		}
		d := damage(x.began, err)
		d.AtEnd = errors.Is(err, io.ErrUnexpectedEOF) && x.ended()
		x.lost, x.from = true, x.began
		return d
	}
	x.gz.Multistream(false)
	if x.text == nil {
		x.text = bufio.NewReaderSize(x.gz, 1<<16)
	} else {
		x.text.Reset(x.gz)
	}
	x.inside = true
	return nil
}

// record reads one record; io.EOF if there is none any more.
func (x *Reader) record() (*Record, error) {
	line, err := x.firstLine()
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(line, "WARC/") {
		return nil, &DamageError{Reason: fmt.Sprintf("a record begins with %q, not with WARC/1.0 or 1.1", clip(line))}
	}
	rec := &Record{}
	if err := x.head(rec); err != nil {
		return nil, unexpected(err)
	}
	if err := rec.understand(); err != nil {
		return nil, err
	}
	x.target = rec.Target
	size, err := strconv.ParseInt(rec.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return nil, &DamageError{Reason: fmt.Sprintf("the record has no valid Content-Length but %q", clip(rec.Get("Content-Length")))}
	}
	if size > MaxBlock {
		if _, err := io.CopyN(io.Discard, x.text, size); err != nil {
			return nil, unexpected(err)
		}
		rec.skipped = true
		return rec, nil
	}
	x.block.Reset() // grows as bytes arrive, not as the record promises
	if _, err := io.CopyN(&x.block, x.text, size); err != nil {
		return nil, unexpected(err)
	}
	rec.Block = x.block.Bytes()
	return rec, nil
}

// Skipped reports whether the block was over MaxBlock and is not given.
func (r *Record) Skipped() bool { return r.skipped }

// unexpected makes the end of the data an unexpected one.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// firstLine gives the first line that is not empty.
func (x *Reader) firstLine() (string, error) {
	for {
		line, err := x.line()
		if line != "" || err != nil {
			return line, err
		}
	}
}

// line gives a line without its end. At the end of the data it gives io.EOF
// if nothing was left.
func (x *Reader) line() (string, error) {
	var long []byte
	for {
		part, err := x.text.ReadSlice('\n')
		switch {
		case err == nil && long == nil:
			return string(bytes.TrimRight(part, "\r\n")), nil
		case errors.Is(err, bufio.ErrBufferFull) && len(long) < maxHead:
			long = append(long, part...)
			continue
		case errors.Is(err, bufio.ErrBufferFull):
			return "", &DamageError{Reason: "a line of a record's head has over 1 MB"}
		case errors.Is(err, io.EOF) && len(part)+len(long) > 0:
			return string(append(long, part...)), io.ErrUnexpectedEOF
		case err != nil:
			return "", err
		}
		return string(bytes.TrimRight(append(long, part...), "\r\n")), nil
	}
}

// head reads the fields of a record.
func (x *Reader) head(rec *Record) error {
	size := 0
	for {
		line, err := x.line()
		if err != nil {
			return err
		}
		if line == "" {
			return nil
		}
		if size += len(line); size > maxHead {
			return &DamageError{Reason: "the head of a record has over 1 MB"}
		}
		if n := len(rec.Fields); n > 0 && (line[0] == ' ' || line[0] == '\t') {
			rec.Fields[n-1].Value += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return &DamageError{Reason: fmt.Sprintf("the line %q of a record's head names no field", clip(line))}
		}
		rec.Fields = append(rec.Fields, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
}

// understand takes what is known of every record from its fields.
func (r *Record) understand() error {
	for _, f := range r.Fields {
		switch strings.ToLower(f.Name) {
		case "warc-type":
			r.Type = strings.ToLower(f.Value)
		case "warc-record-id":
			r.ID = f.Value
		case "warc-target-uri":
			r.Target = strings.Trim(f.Value, "<>")
		case "content-type":
			r.Media = f.Value
		case "warc-date":
			t, err := time.Parse(time.RFC3339, f.Value)
			if err != nil {
				return &DamageError{Reason: fmt.Sprintf("WARC-Date %q is no time", clip(f.Value)), Err: err}
			}
			r.Date = t.UTC()
		}
	}
	if r.Type == "" {
		return &DamageError{Reason: "the record has no WARC-Type"}
	}
	return nil
}

// clip shortens what a message shows.
func clip(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}

// resume looks for where the next record begins.
func (x *Reader) resume() error {
	if err := x.goBack(); err != nil {
		return err
	}
	for {
		window, err := x.in.Peek(x.in.Size())
		if at := x.beginning(window); at >= 0 {
			_, err = x.in.Discard(at)
			return err
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				return io.EOF
			}
			return fmt.Errorf("read archive: %w", err)
		}
		if _, err := x.in.Discard(len(window) - len(plainMagic)); err != nil {
			return err
		}
	}
}

// goBack returns to just behind the beginning of what is damaged, if it can:
// damage may make a record seem longer than it is.
func (x *Reader) goBack() error {
	s, ok := x.below.r.(io.Seeker)
	if !ok {
		return nil
	}
	if _, err := s.Seek(x.from+1-x.below.n, io.SeekCurrent); err != nil {
		return fmt.Errorf("read archive: %w", err)
	}
	x.below.n = x.from + 1
	x.in.Reset(x.below)
	return nil
}

var plainMagic = []byte("WARC/1.")

// beginning gives where in a window a record or member may begin, -1 if nowhere.
func (x *Reader) beginning(window []byte) int {
	if !x.members {
		return bytes.Index(window, plainMagic)
	}
	for from := 0; ; {
		at := bytes.Index(window[from:], gzipMagic)
		if at < 0 {
			return -1
		}
		from += at
		if flags := from + len(gzipMagic); flags >= len(window) || window[flags]&^0x1f == 0 {
			return from
		}
		from++
	}
}

// counted counts the bytes read from the archive and keeps its first error.
type counted struct {
	r   io.Reader
	n   int64
	err error // other than the end
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && !errors.Is(err, io.EOF) && c.err == nil {
		c.err = err
	}
	return n, err
}
