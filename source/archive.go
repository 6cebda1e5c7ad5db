package source

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"demarche"
	"demarche/source/gate"
	"demarche/source/warc"
)

// archive captures the pages and papers of a web archive that may concern
// returns: answers of status 200 that are pages, PDFs or texts and pass the gate.
func (l Loader) archive(ctx context.Context, path string) iter.Seq2[demarche.Capture, error] {
	return func(yield func(demarche.Capture, error) bool) {
		for page, err := range l.Archive(ctx, path, 0) {
			if !yield(page.Capture, err) {
				return
			}
		}
	}
}

// Page is a capture out of a web archive.
type Page struct {
	demarche.Capture
	Next int64 // offset at which reading the archive can be taken up behind it
}

// Archive is archive from an offset on: 0, or the Next of an earlier page. What is
// damaged is an error that names the offset; the rest goes on.
func (l Loader) Archive(ctx context.Context, path string, from int64) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		g, err := gate.Default()
		if err != nil {
			yield(Page{}, err)
			return
		}
		file, err := openFile(path)
		if err != nil {
			yield(Page{}, err)
			return
		}
		defer file.Close()
		s := scan{path: path, gate: g, ctx: ctx, yield: yield}
		if strings.HasSuffix(strings.ToLower(path), ".wacz") {
			s.collection(file)
			return
		}
		if _, err := file.Seek(from, io.SeekStart); err != nil {
			yield(Page{}, fileError(path, err))
			return
		}
		s.archive(file, from)
	}
}

// scan goes through one archive.
type scan struct {
	path  string
	gate  *gate.Gate
	ctx   context.Context
	yield func(Page, error) bool
}

// collection goes through the archives in a WACZ (a zip archive with folder "archive").
func (s *scan) collection(file interface {
	io.ReaderAt
	io.Seeker
}) {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		s.yield(Page{}, fileError(s.path, err))
		return
	}
	z, err := zip.NewReader(file, size)
	if err != nil {
		s.yield(Page{}, &demarche.Error{Code: demarche.Invalid, Op: op, Path: s.path, Detail: "is a damaged collection (WACZ)", Err: err})
		return
	}
	found := false
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "archive/") || form(f.Name) != archiveForm {
			continue
		}
		found = true
		inner := *s
		inner.path = s.path + "!" + f.Name
		r, err := f.Open()
		if err != nil {
			if !s.yield(Page{}, fileError(inner.path, err)) {
				return
			}
			continue
		}
		more := inner.archive(r, 0)
		_ = r.Close()
		if !more {
			return
		}
	}
	if !found {
		s.yield(Page{}, &demarche.Error{Code: demarche.Invalid, Op: op, Path: s.path, Detail: "the collection holds no archive", Hint: "a WACZ has its WARC files in a folder archive/"})
	}
}

// step is what reading an archive gives at a time: a record, or why there is none.
type step struct {
	record *warc.Record
	next   int64 // offset behind it
	err    error
}

// ahead is how many records are read before they are looked at.
const ahead = 16

// records reads an archive beside whoever looks at the records, so that
// decompressing and looking go on at once. Buffers come back through used.
func records(ctx context.Context, in *warc.Reader, used <-chan []byte) <-chan step {
	out := make(chan step, ahead)
	go func() {
		defer close(out)
		for {
			record, err := in.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			next := step{err: err, next: in.Offset()}
			if err == nil {
				var buffer []byte
				select {
				case buffer = <-used:
				default:
				}
				next.record = record.Clone(buffer)
			}
			select {
			case out <- next:
			case <-ctx.Done():
				return
			}
			if damage := (*warc.DamageError)(nil); err != nil && !errors.As(err, &damage) {
				return
			}
		}
	}()
	return out
}

// archive goes through one WARC and reports whether the consumer wants more.
func (s *scan) archive(r io.Reader, from int64) bool {
	in, err := warc.NewReader(r, from)
	if err != nil {
		return s.yield(Page{}, fileError(s.path, err))
	}
	ctx, stop := context.WithCancel(s.ctx)
	used := make(chan []byte, ahead+2)
	steps := records(ctx, in, used)
	defer func() {
		stop()
		for range steps { // so that nobody reads r any more
		}
	}()
	for x := range steps {
		if err := s.ctx.Err(); err != nil {
			s.yield(Page{}, err)
			return false
		}
		if !s.step(x) {
			return false
		}
		if x.record != nil {
			select {
			case used <- x.record.Block:
			default:
			}
		}
	}
	if err := s.ctx.Err(); err != nil {
		s.yield(Page{}, err)
		return false
	}
	return true
}

// step looks at one record and reports whether the consumer wants more.
func (s *scan) step(x step) bool {
	var damage *warc.DamageError
	switch {
	case errors.As(x.err, &damage):
		return s.yield(Page{Next: x.next}, s.damaged(damage))
	case x.err != nil:
		return s.yield(Page{}, fileError(s.path, x.err))
	}
	page, ok, err := s.page(x.record)
	page.Next = x.next
	return !ok && err == nil || s.yield(page, err)
}

func (s *scan) damaged(d *warc.DamageError) error {
	return &demarche.Error{Code: demarche.Invalid, Op: op, Path: s.path, Detail: d.Error(), Hint: "the rest of the archive is read"}
}

// page makes a capture of a record; ok tells whether it can concern returns.
func (s *scan) page(r *warc.Record) (p Page, ok bool, err error) {
	switch {
	case r.Skipped():
		return Page{}, false, nil
	case r.Type == "resource":
		return s.capture(r, r.Block, r.Media)
	case !r.IsAnswer():
		return Page{}, false, nil
	}
	if !opaque(r.Block) && !s.gate.Passes(r.Block) {
		return Page{}, false, nil
	}
	a, err := r.Answer(Limit)
	if err != nil {
		return Page{}, false, &demarche.Error{Code: demarche.Invalid, Op: op, Path: s.path, Detail: fmt.Sprintf("the answer of %s at byte %d cannot be read", r.Target, r.Offset), Err: err}
	}
	if a.Status != 200 {
		return Page{}, false, nil
	}
	return s.capture(r, a.Body, a.Header.Get("Content-Type"))
}

// capture gives the capture of a body that is a page, a PDF or a text.
func (s *scan) capture(r *warc.Record, body []byte, declared string) (Page, bool, error) {
	media := MediaOf(body, declared)
	switch {
	case len(body) == 0:
		return Page{}, false, nil
	case media == "" && (!strings.HasPrefix(declared, "text/plain") || CheckText(r.Target, body) != nil):
		return Page{}, false, nil
	case media != PDF && !s.gate.Passes(body):
		return Page{}, false, nil
	}
	return Page{Capture: demarche.Capture{Address: r.Target, Bytes: append([]byte(nil), body...), Taken: r.Date, Media: media}}, true, nil
}

// opaque reports whether the words of an answer cannot be seen in its bytes: it is
// compressed, or a PDF.
func opaque(answer []byte) bool {
	head, _, _ := strings.Cut(strings.ToLower(string(answer[:min(len(answer), 4096)])), "\r\n\r\n")
	return strings.Contains(head, "content-encoding:") || strings.Contains(head, PDF)
}
