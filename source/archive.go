package source

import (
	"archive/zip"
	"bytes"
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

// Item is a capture and where it was found.
type Item struct {
	demarche.Capture
	Path     string // of the file
	Archived bool   // it is a page of an archive, or was listed by a feed or sitemap: it may be no report on returns
	Over     string // why what was listed is passed over; empty if it is not
	Next     int64  // offset at which reading the archive can be taken up behind it; 0 if it cannot
	Reached  bool   // it is no report, and only tells how far the archive was read
}

// archive captures the pages and papers of a web archive that may concern
// returns: answers of status 200 that are pages or texts and pass the gate, and
// all PDFs, whose words cannot be seen in their bytes. What is damaged is an error
// that names the offset; the rest goes on.
func (l Loader) archive(ctx context.Context, path string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		g, err := gate.Default()
		if err != nil {
			yield(Item{}, err)
			return
		}
		file, err := openFile(path)
		if err != nil {
			yield(Item{}, err)
			return
		}
		defer file.Close()
		s := scan{path: path, gate: g, ctx: ctx, yield: yield, passed: l.Passed, tells: l.From != nil}
		var from int64
		if l.From != nil {
			from = l.From(path)
		}
		if strings.HasSuffix(strings.ToLower(path), ".wacz") {
			if from == 0 { // else it was read whole: there is no way to go on inside
				s.collection(file)
			}
			return
		}
		if _, err := file.Seek(from, io.SeekStart); err != nil {
			yield(Item{}, fileError(path, err))
			return
		}
		s.archive(file, from)
	}
}

// Part captures as Load does, of a web archive (.warc, .warc.gz), from the records
// that begin at offsets from from and before to; 0 for the end. The offsets
// may lie anywhere: parts that meet have every record once.
func (l Loader) Part(ctx context.Context, path string, from, to int64) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		g, err := gate.Default()
		if err != nil {
			yield(Item{}, err)
			return
		}
		file, err := openFile(path)
		if err != nil {
			yield(Item{}, err)
			return
		}
		defer file.Close()
		in, err := warc.NewReaderFrom(file, from)
		if err != nil {
			yield(Item{}, fileError(path, err))
			return
		}
		s := scan{path: path, gate: g, ctx: ctx, yield: yield, passed: l.Passed, to: to, inside: from > 0}
		s.through(in, from)
	}
}

// scan goes through one archive.
type scan struct {
	path  string
	gate  *gate.Gate
	ctx   context.Context
	yield func(Item, error) bool

	passed func(path string, offset int64) // may be nil
	tells  bool                            // how far the archive was read is told now and then
	seen   int                             // records
	hurt   bool                            // damage was met
	inner  bool                            // the archive lies in a collection
	inside bool                            // reading begins anywhere in the archive, and no record was met yet
	to     int64                           // records that begin here or behind it are another's; 0 for none
	piped  bool                            // the archive comes from another program, and cannot be gone back in
}

// collection goes through the archives in a WACZ (a zip archive with folder "archive").
func (s *scan) collection(file interface {
	io.ReaderAt
	io.Seeker
}) {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		s.yield(Item{}, fileError(s.path, err))
		return
	}
	z, err := zip.NewReader(file, size)
	if err != nil {
		s.yield(Item{}, &demarche.Error{Code: demarche.Invalid, Op: op, Path: s.path, Detail: "is a damaged collection (WACZ)", Err: err})
		return
	}
	found := false
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "archive/") || form(f.Name) != archiveForm {
			continue
		}
		found = true
		inner := *s
		inner.path, inner.inner, inner.passed, inner.seen, inner.hurt = s.path+"!"+f.Name, true, nil, 0, false
		r, err := f.Open()
		if err != nil {
			if !s.yield(Item{}, fileError(inner.path, err)) {
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
		s.yield(Item{}, &demarche.Error{Code: demarche.Invalid, Op: op, Path: s.path, Detail: "the collection holds no archive", Hint: "a WACZ has its WARC files in a folder archive/"})
		return
	}
	s.tell(size)
}

// tell tells how far the archive was read, so that this can be remembered even
// where it holds nothing on returns, and reports whether the consumer wants more.
func (s *scan) tell(offset int64) bool {
	if !s.tells || s.inner || s.piped || offset == 0 {
		return true
	}
	return s.yield(Item{Path: s.path, Archived: true, Next: offset, Reached: true}, nil)
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
		return s.yield(Item{}, fileError(s.path, err))
	}
	end, more := s.through(in, from)
	if !more {
		return false
	}
	if s.seen == 0 && !s.hurt && from == 0 {
		return s.yield(Item{Path: s.path}, &demarche.Error{Code: demarche.Invalid, Op: op, Path: s.path, Detail: "the archive holds no records", Hint: "get a whole copy of it"})
	}
	return s.tell(end)
}

// through goes through what a reader gives from an offset on. It tells up to which
// one that was, and whether the consumer wants more.
func (s *scan) through(in *warc.Reader, from int64) (end int64, more bool) {
	ctx, stop := context.WithCancel(s.ctx)
	used := make(chan []byte, ahead+2)
	steps := records(ctx, in, used)
	defer func() {
		stop()
		for range steps { // so that nobody reads r any more
		}
	}()
	end = from
	for x := range steps {
		if err := s.ctx.Err(); err != nil {
			s.yield(Item{}, err)
			return end, false
		}
		end = x.next
		if !s.step(x) {
			return end, false
		}
		if x.record != nil {
			select {
			case used <- x.record.Block:
			default:
			}
		}
	}
	if err := s.ctx.Err(); err != nil {
		s.yield(Item{}, err)
		return end, false
	}
	return end, true
}

// step looks at one record and reports whether the consumer wants more.
func (s *scan) step(x step) bool {
	var damage *warc.DamageError
	switch {
	case errors.As(x.err, &damage) && s.inside:
		return true // what lies before the first record belongs to the part before, which tells of it
	case errors.As(x.err, &damage):
		s.hurt = true
		return s.yield(Item{Path: s.path, Archived: true, Next: s.next(x)}, s.damaged(damage))
	case x.err != nil:
		return s.yield(Item{Path: s.path}, fileError(s.path, x.err))
	}
	s.inside = false
	if s.to > 0 && x.record.Offset >= s.to {
		return false
	}
	const often, seldom = 100, 20_000
	if s.seen++; s.passed != nil && s.seen%often == 0 {
		s.passed(s.path, x.next)
	}
	if s.seen%seldom == 0 && !s.tell(x.next) {
		return false
	}
	item, ok, err := s.page(x.record)
	item.Path, item.Archived, item.Next = s.path, true, s.next(x)
	return !ok && err == nil || s.yield(item, err)
}

// next gives where reading can be taken up behind a step: not inside a collection.
func (s *scan) next(x step) int64 {
	if s.inner || s.piped {
		return 0
	}
	return x.next
}

func (s *scan) damaged(d *warc.DamageError) error {
	hint := "the rest of the archive is read"
	if d.AtEnd {
		hint = "the end of the archive seems to be missing: get a whole copy of it; what could be read of it is read"
	}
	return &demarche.Error{Code: demarche.Invalid, Op: op, Path: s.path, Detail: d.Error(), Hint: hint}
}

// maxHead is the size in bytes above which the head of an answer is refused, as of
// one that is fetched.
const maxHead = 256 << 10

// page makes a capture of a record; ok tells whether it can concern returns.
func (s *scan) page(r *warc.Record) (i Item, ok bool, err error) {
	switch {
	case r.Skipped():
		return Item{}, false, nil
	case r.Type == "resource":
		return s.capture(r, r.Block, r.Media, nil)
	case !r.IsAnswer():
		return Item{}, false, nil
	}
	if !opaque(r.Block) && !s.gate.Passes(r.Block) {
		return Item{}, false, nil
	}
	a, err := r.Answer(Limit)
	if err == nil && len(a.Head) > maxHead {
		err = fmt.Errorf("its head has over %d kB", maxHead>>10)
	}
	if err != nil {
		return Item{}, false, &demarche.Error{Code: demarche.Invalid, Op: op, Path: s.path, Detail: fmt.Sprintf("the answer of %s at byte %d cannot be read", r.Target, r.Offset), Err: err}
	}
	if a.Status != 200 {
		return Item{}, false, nil
	}
	return s.capture(r, a.Body, a.Header.Get("Content-Type"), a.Head)
}

// capture gives the capture of a body that is a page, a PDF, a text or the row of
// a table; head is that of the answer, if there is one.
func (s *scan) capture(r *warc.Record, body []byte, declared string, head []byte) (Item, bool, error) {
	media := MediaOf(body, declared)
	if _, ok := FieldsOf(declared); ok && head == nil {
		media = declared
	}
	switch {
	case len(body) == 0:
		return Item{}, false, nil
	case media == "" && (!strings.HasPrefix(declared, Text) || CheckText(r.Target, body) != nil):
		return Item{}, false, nil
	case media != PDF && !s.gate.Passes(body):
		return Item{}, false, nil
	}
	if err := r.CheckDigests(); err != nil {
		var damage *warc.DamageError
		if errors.As(err, &damage) {
			err = s.damaged(damage)
		}
		return Item{}, false, err
	}
	return Item{Capture: demarche.Capture{Address: warc.AddressOf(r.Target), Bytes: bytes.Clone(body), Taken: r.Date, Media: media, Head: head}}, true, nil
}

// opaque reports whether the words of an answer cannot be seen in its bytes: it is
// compressed, or a PDF. It is asked of every record, and makes nothing.
func opaque(answer []byte) bool {
	head, _, _ := bytes.Cut(answer[:min(len(answer), 4096)], []byte("\r\n\r\n"))
	return hasFold(head, "content-encoding:") || hasFold(head, PDF)
}

// hasFold reports whether b holds an ASCII word in lower case, letter case aside.
func hasFold(b []byte, word string) bool {
	for len(b) >= len(word) {
		at := 0
		for at < len(word) && lower(b[at]) == word[at] {
			at++
		}
		if at == len(word) {
			return true
		}
		b = b[1:]
	}
	return false
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
