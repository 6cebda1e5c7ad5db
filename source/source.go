// Package source finds reports and captures them: texts, web pages and PDFs in
// files, folders and on standard input, tables of reports, web archives, and what
// feeds and sitemaps list. It gives the bytes exactly as they were, with
// where they came from and when they were taken, and refuses, with a reason
// and a way out, what is not a report as text.
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"syscall"
	"time"

	"demarche"
	"demarche/source/feed"
)

// Limit is the size in bytes above which a capture is refused (16 MiB).
const Limit = 16 << 20

// Stdin is the path that stands for standard input, and StandardInput the
// address of what is captured from there.
const (
	Stdin         = "-"
	StandardInput = "standard input"
)

const op = "read"

// Loader captures reports. Now gives the time of capture; Stdin is what the
// path "-" reads and may be nil where standard input is not offered.
type Loader struct {
	Now    func() time.Time
	Stdin  io.Reader
	Fields Fields // which columns of tables of reports hold what; guessed where empty

	// Fetch gets an address of the web; nil where that is not offered.
	Fetch func(ctx context.Context, address string) (demarche.Capture, error)
	// From gives the offset from which an archive is read; nil for the beginning. If
	// it is set, items that are no reports tell how far each archive was read.
	From func(path string) int64
	// Passed is told how far an archive was read, now and then; it may be nil.
	Passed func(path string, offset int64)
	// AtOnce is how many archives are gone through at a time, 1 if it is less. Of
	// several, the reports come as they are found; From and Passed are then called
	// by several goroutines.
	AtOnce int
}

// Load finds and captures the reports of all paths, in the order of the paths
// and of the names within a folder; those of archives that follow each other as
// they are found where several are gone through at once. Each item is a capture or a
// *demarche.Error that concerns this item alone; the rest goes on. When ctx
// ends, its error is the last item.
func (l Loader) Load(ctx context.Context, paths ...string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		var archives []string
		flush := func() bool {
			more := l.together(ctx, archives, yield)
			archives = nil
			return more
		}
		for path, err := range Find(ctx, paths...) {
			if err == nil && l.AtOnce > 1 && form(path) == archiveForm {
				archives = append(archives, path)
				continue
			}
			if !flush() {
				return
			}
			if err != nil {
				if !yield(Item{}, err) {
					return
				}
				continue
			}
			for c, err := range l.Open(ctx, path) {
				if !yield(c, err) {
					return
				}
			}
		}
		flush()
	}
}

// Open captures the reports of one file: one, or all that an archive or a table
// of reports holds. Errors concern one report; the rest goes on.
func (l Loader) Open(ctx context.Context, path string) iter.Seq2[Item, error] {
	switch form(path) {
	case tableForm:
		return l.table(ctx, path)
	case archiveForm:
		return l.archive(ctx, path)
	}
	if path == Stdin && l.Stdin != nil {
		return l.piped(ctx)
	}
	return l.report(ctx, path)
}

// report captures the report at a path, or those that a feed or sitemap lists.
func (l Loader) report(ctx context.Context, path string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		c, err := l.captured(ctx, path)
		if err == nil && feed.Is(c.Bytes) {
			l.listed(ctx, path, c)(yield)
			return
		}
		if err == nil {
			err = checked(c)
		}
		yield(Item{Capture: c, Path: path}, err)
	}
}

// Read captures the report of one file, or of standard input for "-".
func (l Loader) Read(ctx context.Context, path string) (demarche.Capture, error) {
	c, err := l.captured(ctx, path)
	if err == nil {
		err = checked(c)
	}
	if err != nil {
		return demarche.Capture{}, err
	}
	return c, nil
}

// checked reports why a capture can be no report.
func checked(c demarche.Capture) error {
	if c.Media != "" {
		return nil
	}
	return CheckText(c.Address, c.Bytes)
}

// captured captures what lies at a path, whatever it is.
func (l Loader) captured(ctx context.Context, path string) (demarche.Capture, error) {
	if err := ctx.Err(); err != nil {
		return demarche.Capture{}, err
	}
	if path == Stdin {
		if l.Stdin == nil {
			return demarche.Capture{}, &demarche.Error{Code: demarche.Invalid, Op: op, Path: Stdin, Detail: "standard input is not available here", Hint: "name a file"}
		}
		return l.stream(ctx, StandardInput, l.Stdin)
	}
	if IsURL(path) {
		return l.fetch(ctx, path)
	}
	info, err := os.Stat(path)
	if err != nil {
		return demarche.Capture{}, fileError(path, err)
	}
	if err := checkFile(path, info); err != nil {
		return demarche.Capture{}, err
	}
	f, err := os.Open(path)
	if err != nil {
		return demarche.Capture{}, fileError(path, err)
	}
	defer f.Close()
	return l.stream(ctx, path, f)
}

// fetch captures what an address of the web gives.
func (l Loader) fetch(ctx context.Context, address string) (demarche.Capture, error) {
	if l.Fetch == nil {
		return demarche.Capture{}, &demarche.Error{Code: demarche.Invalid, Op: op, Path: address, Detail: "addresses of the web are not fetched here", Hint: "save the page and give the file"}
	}
	c, err := l.Fetch(ctx, address)
	if err != nil {
		if ctx.Err() != nil {
			return demarche.Capture{}, ctx.Err()
		}
		if e := (*demarche.Error)(nil); errors.As(err, &e) {
			return demarche.Capture{}, err
		}
		return demarche.Capture{}, &demarche.Error{Code: demarche.Invalid, Op: "fetch", Path: address, Err: err}
	}
	return c, nil
}

// Stream captures what r holds to its end, as the report of the given address.
// It returns when ctx ends even if r does not.
func (l Loader) Stream(ctx context.Context, address string, r io.Reader) (demarche.Capture, error) {
	c, err := l.stream(ctx, address, r)
	if err == nil {
		err = checked(c)
	}
	if err != nil {
		return demarche.Capture{}, err
	}
	return c, nil
}

// stream captures what r holds to its end, whatever it is.
func (l Loader) stream(ctx context.Context, address string, r io.Reader) (demarche.Capture, error) {
	type result struct {
		bytes []byte
		err   error
	}
	done := make(chan result, 1)
	go func() {
		b, err := io.ReadAll(io.LimitReader(r, Limit+1))
		done <- result{b, err}
	}()
	var got result
	select {
	case <-ctx.Done():
		return demarche.Capture{}, ctx.Err()
	case got = <-done:
	}
	if got.err != nil {
		return demarche.Capture{}, fileError(address, got.err)
	}
	if len(got.bytes) > Limit {
		return demarche.Capture{}, tooLarge(address, "")
	}
	return demarche.Capture{Address: address, Bytes: got.bytes, Taken: l.Now(), Media: MediaOf(got.bytes, declaredByName(address))}, nil
}

// checkFile refuses what is no regular file or too large, before it is opened.
func checkFile(path string, info fs.FileInfo) error {
	if info.Size() > Limit && info.Mode().IsRegular() {
		return tooLarge(path, fmt.Sprintf(" of %.0f MB", float64(info.Size())/(1<<20)))
	}
	return checkKind(path, info)
}

// checkKind refuses what is no regular file.
func checkKind(path string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return &demarche.Error{Code: demarche.Invalid, Op: op, Path: path, Detail: "is a folder, not a file"}
	case !info.Mode().IsRegular():
		return &demarche.Error{Code: demarche.Unsupported, Op: op, Path: path, Detail: "is " + special(info.Mode()) + ", not a file",
			Hint: `to read what another program writes, pipe it in and name "-"`}
	}
	return nil
}

func special(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}

func tooLarge(path, size string) error {
	return &demarche.Error{Code: demarche.TooLarge, Op: op, Path: path,
		Detail: fmt.Sprintf("a text%s is over the limit of %d MB for one report", size, Limit>>20),
		Hint:   "a report is one article; split the file into one text file per report"}
}

// fileError puts an error of the file system into words.
func fileError(path string, err error) error {
	e := &demarche.Error{Op: op, Path: path, Err: err}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		e.Err = pe.Err // the path stands in front already
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Code, e.Detail, e.Hint, e.Err = demarche.NotFound, "there is no such file or folder", "check the path", quiet{err}
		if _, lerr := os.Lstat(path); lerr == nil {
			e.Detail, e.Hint = "is a link to a file that does not exist", "restore the file that it points at, or remove the link"
		}
	case errors.Is(err, fs.ErrPermission):
		e.Code, e.Detail, e.Hint, e.Err = demarche.Storage, "may not be read by this user", "change its permissions, or run as a user who may read it", quiet{err}
	case errors.Is(err, syscall.ELOOP):
		e.Code, e.Detail, e.Hint, e.Err = demarche.Invalid, "is a symbolic link that leads back to itself", "name the file itself", quiet{err}
	default:
		e.Code, e.Detail = demarche.Storage, "cannot be read"
	}
	return e
}

// quiet keeps an error in the chain whose meaning the detail tells already.
type quiet struct{ error }

func (quiet) Error() string   { return "" }
func (q quiet) Unwrap() error { return q.error }
