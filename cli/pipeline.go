package cli

import (
	"context"
	"iter"
	"runtime"
	"strings"

	"github.com/schollz/progressbar/v3"

	"demarche"
	"demarche/document"
	"demarche/source"
	"demarche/source/fetch"
	"demarche/source/gate"
)

// reading is one report on its way: what was captured, what it became, or why it failed.
type reading struct {
	path     string
	item     source.Item
	capture  demarche.Capture
	document demarche.Document
	reading  demarche.Reading
	err      error
	over     string // why a page of an archive is passed over; empty if it is not
}

// readAll captures and reads the reports of the paths, several at a time on as
// many processors as there are, and yields them in the order in which they
// were found. A report that fails is yielded with its error; the rest goes on.
// It stops early when the context of the session ends.
func (s *session) readAll(loader source.Loader, paths []string, published demarche.Date, reader demarche.Reader) iter.Seq[reading] {
	return inOrder(s.ctx, func(ctx context.Context, begin func(func() reading) bool) {
		for item, err := range loader.Load(ctx, paths...) {
			work := func() reading { return readItem(ctx, item, published, reader) }
			if err != nil {
				work = func() reading { return reading{path: pathOf(err), item: item, err: err} }
			}
			if !begin(work) {
				return
			}
		}
	})
}

// inOrder does works on as many processors as there are and yields what each
// gives in the order in which find began them; begin tells find to stop by
// false. It ends early when the context does.
func inOrder[T any](outer context.Context, find func(ctx context.Context, begin func(work func() T) bool)) iter.Seq[T] {
	return func(yield func(T) bool) {
		ctx, stop := context.WithCancel(outer)
		defer stop()
		waiting := make(chan chan T, 4*runtime.GOMAXPROCS(0))
		go func() {
			defer close(waiting)
			slots := make(chan struct{}, runtime.GOMAXPROCS(0))
			find(ctx, func(work func() T) bool {
				done := make(chan T, 1)
				select {
				case <-ctx.Done():
					return false
				case waiting <- done:
				}
				slots <- struct{}{}
				go func() {
					defer func() { <-slots }()
					done <- work()
				}()
				return true
			})
		}()
		for done := range waiting {
			r := <-done
			if outer.Err() != nil || !yield(r) {
				return
			}
		}
	}
}

// loader gives what captures reports; fields names the columns of tables, and
// private allows addresses inside the own network.
func (s *session) loader(fields string, private bool) (source.Loader, error) {
	f, err := source.ParseFields(fields)
	client := fetch.New(fetch.Options{Now: s.around.Now, Private: private, Version: s.around.Version})
	get := func(ctx context.Context, address string) (demarche.Capture, error) {
		a, err := client.Get(ctx, address, fetch.Seen{})
		if err != nil {
			err = fetch.Explain(address, err)
		}
		return a.Capture, err
	}
	return source.Loader{Now: s.around.Now, Stdin: s.around.In, Fields: f, Fetch: get}, err
}

// readItem reads a captured report. Of an archive or a feed, which hold whatever a
// crawler met or a paper wrote, what is no report on returns in English is passed over.
func readItem(ctx context.Context, item source.Item, published demarche.Date, reader demarche.Reader) reading {
	r := reading{path: item.Address, item: item, capture: item.Capture, over: item.Over}
	if item.Over != "" || item.Reached {
		return r
	}
	if r.document, r.err = document.New(item.Capture, published); r.err != nil {
		if item.Archived {
			r.over, r.err = overFor(r.err), nil
		}
		return r
	}
	if item.Archived && item.Media == source.PDF {
		if g, err := gate.Default(); err != nil || !g.Passes([]byte(r.document.Text)) {
			r.err, r.over = err, "cannot concern returns"
			return r
		}
	}
	return read(ctx, r, reader)
}

// overFor puts into a few words why no report could be drawn out of a page.
func overFor(err error) string {
	switch demarche.CodeOf(err) {
	case demarche.Unsupported:
		return "not in English"
	case demarche.TooLarge:
		return "too large"
	}
	return "no text"
}

// readFile captures and reads the report of one file.
func (s *session) readFile(path string, published demarche.Date, reader demarche.Reader) reading {
	c, err := (source.Loader{Now: s.around.Now, Stdin: s.around.In}).Read(s.ctx, path)
	if err != nil {
		return reading{path: pathOf(err), err: err}
	}
	return readOne(s.ctx, c, published, reader)
}

// readOne reads one captured report.
func readOne(ctx context.Context, c demarche.Capture, published demarche.Date, reader demarche.Reader) reading {
	r := reading{path: c.Address, capture: c}
	if r.document, r.err = document.New(c, published); r.err != nil {
		return r
	}
	return read(ctx, r, reader)
}

// read reads a document.
func read(ctx context.Context, r reading, reader demarche.Reader) reading {
	r.reading, r.err = reader.Read(ctx, &r.document)
	if r.reading.Records == nil {
		r.reading.Records = demarche.Records{}
	}
	return r
}

// pathOf gives the path that an error is about.
func pathOf(err error) string {
	if e := asError(err); e != nil {
		return e.Path
	}
	return ""
}

// reach shows on a terminal how far archives were read, in bytes.
func (s *session) reach(total int64, doing string) *progressbar.ProgressBar {
	return progressbar.NewOptions64(total, progressbar.OptionSetVisibility(s.around.ErrTerminal), progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionSetWriter(s.around.Err), progressbar.OptionSetDescription(doing), progressbar.OptionShowBytes(true),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true))
}

// progress shows on a terminal how far a work has come; elsewhere nothing.
// total may be -1 where it is not known.
func (s *session) progress(total int, doing string) *progressbar.ProgressBar {
	// Without an interval the bar is drawn by whoever adds to it, and by no goroutine of its own.
	return progressbar.NewOptions(total, progressbar.OptionSetVisibility(s.around.ErrTerminal), progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionSetWriter(s.around.Err), progressbar.OptionSetDescription(doing),
		progressbar.OptionClearOnFinish(), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(total > 0))
}

// count gives how many reports can be found at the paths, for the progress
// shown on a terminal; -1 where nobody sees it.
func (s *session) count(paths []string) int {
	if !s.around.ErrTerminal {
		return -1
	}
	n := 0
	for path, err := range source.Find(s.ctx, paths...) {
		switch {
		case err == nil && source.Several(path):
			return -1 // how many it holds is not known before it is read
		case err == nil:
			n++
		}
	}
	return n
}

// failure is an input that failed, as JSON tells it.
type failure struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
	Code   string `json:"code"`
	Hint   string `json:"hint,omitempty"`
}

func newFailure(r reading) failure {
	reason := r.err.Error()
	if e := asError(r.err); e != nil && e.Path != "" {
		reason = strings.TrimPrefix(reason, e.Path+": ")
	}
	return failure{Path: r.path, Reason: reason, Code: string(demarche.CodeOf(r.err)), Hint: demarche.HintOf(r.err)}
}

// complainAbout prints why an input failed.
func (s *session) complainAbout(r reading) {
	f := newFailure(r)
	if f.Path == "" {
		s.complain(r.err)
		return
	}
	s.complain(&demarche.Error{Code: demarche.Code(f.Code), Path: f.Path, Detail: f.Reason, Hint: f.Hint})
}
