package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"demarche"
	"demarche/ledger"
	"demarche/source"
	workqueue "demarche/work/queue"
)

type addCommand struct {
	Paths     []string `arg:"" name:"path" help:"Reports: texts (UTF-8), saved web pages, PDFs, tables (.jsonl, .csv, .tsv), web archives (.warc, .warc.gz, .wacz), addresses of pages, feeds and sitemaps (https://...), folders of them, or \"-\" for standard input."`
	Published string   `help:"Day of publication of reports that do not tell it." placeholder:"DAY"`
	Fields    string   `help:"Which columns of tables hold what: text=COLUMN,title=COLUMN,day=COLUMN,address=COLUMN. Usual names are guessed." placeholder:"MAP"`

	Collection string `help:"Put the reports into this collection, which only its teams see until it is published." placeholder:"NAME"`
	reviewer

	Later        bool `help:"Only keep what is captured; demarche worker reads it."`
	AllowPrivate bool `help:"Fetch also from addresses inside the own network."`
	JSON         bool `help:"Print the outcome as JSON."`
}

func (addCommand) Help() string {
	return `Reads reports and keeps what was captured, its text and its records in the ledger. Adding a report again changes nothing. A report that fails is named with the reason, and the rest goes on; the status is then 1, or that of the failure where only one report was given.

Example: demarche add reports/ another.txt page.html note.pdf

Of a web archive, a feed or a sitemap, only pages that may concern returns are read: of a feed or sitemap the newest 200 that it lists. What is damaged in an archive is named with its offset and skipped.

Example: demarche add --fields text=story,day=when export.csv crawl.warc.gz

With --later nothing is read yet: demarche worker does that, beside this command or afterwards. Of a ledger in PostgreSQL, archives that are named (.warc, .warc.gz) are then taken by the workers too, part by part, under the same path.

Example: demarche add --later crawl.warc.gz; demarche worker --once

With --collection only the teams of a collection see the reports, until it is published; what everybody sees already stays so. With --later too, what workers read of them is withheld as they are; archives are then gone through by this command.

Example: demarche add --collection camp-leak --by "A. Analyst" letter.pdf`
}

// added is the outcome of adding one report.
type added struct {
	Path     string `json:"path"`
	Document string `json:"document"` // SHA-256 of the text
	Records  int    `json:"records"`
}

// addition is the outcome of adding many.
type addition struct {
	Ledger  string         `json:"ledger"`
	Added   []added        `json:"added"`
	Already []added        `json:"already"`
	Failed  []failure      `json:"failed"`
	Passed  map[string]int `json:"passed"`          // pages of archives and feeds that were passed over, by reason
	Parts   int            `json:"parts,omitempty"` // of archives, enqueued for workers

	errs []error // of those that failed
}

// Run adds the reports.
func (c *addCommand) Run(s *session) error {
	published, err := day(c.Published)
	if err != nil {
		return err
	}
	loader, err := s.loader(c.Fields, c.AllowPrivate)
	if err != nil {
		return err
	}
	path, err := s.ledgerPath()
	if err != nil {
		return err
	}
	if c.Later && published.Known() {
		return &demarche.Error{Code: demarche.Invalid, Op: "add", Detail: "--published is not kept with a capture", Hint: "add the reports without --later"}
	}
	progress, err := s.beside(path, ".imports.json")
	if err != nil {
		return err
	}
	reader, err := c.reader(s)
	if err != nil {
		return err
	}
	l, err := s.wholeLedger(false)
	if err != nil {
		return err
	}
	keep, paths, parts := whole(l), c.Paths, 0
	if c.Later {
		in, err := s.intake(l)
		if err == nil && c.Collection == "" { // a part of an archive that a worker takes goes into none
			paths, parts, err = s.enqueueArchives(l, paths)
		}
		if err != nil {
			return errors.Join(err, l.Close())
		}
		keep = captured(in)
	}
	if c.Collection != "" {
		if keep, err = c.into(s, l, keep); err != nil {
			return errors.Join(err, l.Close())
		}
	}
	s.sayStdin(paths)
	remembered, err := loadImports(progress)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	out, err := s.add(keep, reader, loader, remembered, paths, published)
	out.Ledger, out.Parts = shown(path), parts
	if cerr := l.Close(); err == nil {
		err = cerr
	}
	if perr := c.summarise(s, out); err == nil {
		err = perr
	}
	if err == nil {
		err = failedInputs(c.Paths, out.errs, len(out.Added)+len(out.Already))
	}
	return err
}

// into has what is kept go into the collection that the command names.
func (c *addCommand) into(s *session, l demarche.Ledger, keep keeping) (keeping, error) {
	if _, ok := l.(ledger.Collector); !ok {
		return nil, noCollections()
	}
	by, err := c.name(s)
	return func(ctx context.Context, r reading) (demarche.Outcome, error) {
		return keep(ledger.IntoCollection(ctx, c.Collection, by), r)
	}, err
}

// reader gives what reads reports: with --later, something that reads nothing.
func (c *addCommand) reader(s *session) (demarche.Reader, error) {
	if c.Later {
		return unread{}, nil
	}
	return s.stages.Reader()
}

// unread stands in for a reader where captures are read later.
type unread struct{}

// Read reads nothing.
func (unread) Read(context.Context, *demarche.Document) (demarche.Reading, error) {
	return demarche.Reading{}, nil
}

// Version is empty: nothing is kept of what was not read.
func (unread) Version() string { return "" }

// keeping keeps what was read of a report.
type keeping func(ctx context.Context, r reading) (demarche.Outcome, error)

// whole keeps capture, document and reading.
func whole(l demarche.Ledger) keeping {
	return func(ctx context.Context, r reading) (demarche.Outcome, error) {
		return l.Add(ctx, r.capture, r.document, r.reading)
	}
}

// captured keeps the capture alone.
func captured(in ledger.Intake) keeping {
	return func(ctx context.Context, r reading) (demarche.Outcome, error) {
		_, outcome, err := in.Take(workqueue.WithPriority(ctx, workqueue.Added), r.capture)
		return outcome, err
	}
}

// noteEvery is after how many reports of archives it is noted how far they were
// added; after a crash, so many may be read again, which the ledger notices.
const noteEvery = 50

// add reads and keeps reports one after the other. The error is one after
// which the ledger takes nothing more; what was added before stays.
func (s *session) add(keep keeping, reader demarche.Reader, loader source.Loader, remembered *imports, paths []string, published demarche.Date) (addition, error) {
	out := addition{Added: []added{}, Already: []added{}, Failed: []failure{}, Passed: map[string]int{}}
	show, finish := s.adding(&loader, paths)
	defer finish()
	loader.From, loader.AtOnce = remembered.from, archivesAtOnce()
	archived := 0
	for rd := range s.readAll(loader, paths, published, reader) {
		if !rd.item.Reached {
			show(rd)
			if err := s.keep(keep, rd, &out); err != nil {
				return out, errors.Join(err, remembered.save())
			}
		}
		if err := remembered.reached(rd.item); err != nil {
			return out, err
		}
		if rd.item.Next > 0 {
			archived++
		}
		if rd.item.Reached || rd.item.Next > 0 && archived%noteEvery == 0 {
			if err := remembered.save(); err != nil {
				return out, err
			}
		}
	}
	if err := s.ctx.Err(); err != nil {
		return out, errors.Join(err, remembered.save())
	}
	archives, _ := s.archivesIn(paths)
	return out, remembered.finished(archives)
}

// archivesAtOnce gives how many archives are gone through at a time: to go through
// one, a processor decompresses and another looks for words.
func archivesAtOnce() int { return max(1, runtime.GOMAXPROCS(0)/2) }

// keep has one report kept and notes what became of it. The error is one
// after which the ledger takes nothing more.
func (s *session) keep(keep keeping, rd reading, out *addition) error {
	var outcome demarche.Outcome
	if rd.err == nil && rd.over == "" {
		// An addition once begun is finished: it is short, and what is acknowledged must be kept.
		outcome, rd.err = keep(context.WithoutCancel(s.ctx), rd)
		if rd.err != nil && endsAdding(rd.err) {
			return rd.err
		}
	}
	s.tally(out, rd, outcome)
	return nil
}

// tally notes what became of a report.
func (s *session) tally(out *addition, rd reading, outcome demarche.Outcome) {
	switch {
	case rd.over != "":
		out.Passed[rd.over]++
		return
	case rd.err != nil:
		s.complainAbout(rd)
		out.Failed = append(out.Failed, newFailure(rd))
		out.errs = append(out.errs, rd.err)
		return
	}
	a := added{Path: rd.path, Document: rd.document.Hash(), Records: len(rd.reading.Records)}
	if outcome == demarche.Already {
		out.Already = append(out.Already, a)
	} else {
		out.Added = append(out.Added, a)
	}
}

// adding shows on a terminal how far adding has come: in bytes of archives and
// tables, if there are some, else in reports.
func (s *session) adding(loader *source.Loader, paths []string) (show func(reading), finish func()) {
	bar := s.progress(-1, "adding")
	advance := func() { _ = bar.Add(1) }
	if s.around.ErrTerminal {
		if archives, size := s.archivesIn(paths); len(archives) > 0 {
			bar = s.reach(size, "adding")
			var mu sync.Mutex // archives are gone through at once
			far := map[string]int64{}
			loader.Passed = func(path string, offset int64) {
				mu.Lock()
				defer mu.Unlock()
				step := offset - far[path]
				far[path] = offset
				_ = bar.Add64(step)
			}
			advance = func() {}
		} else {
			bar = s.progress(s.count(paths), "adding")
		}
	}
	return func(r reading) {
		if r.err != nil {
			_ = bar.Clear()
		}
		advance()
	}, func() { _ = bar.Finish() }
}

// endsAdding reports whether the ledger can take nothing more after an error.
func endsAdding(err error) bool {
	switch demarche.CodeOf(err) {
	case demarche.Storage, demarche.Corrupt, demarche.Newer:
		return true
	}
	return false
}

// summarise closes with what was added, what was there and what failed.
func (c *addCommand) summarise(s *session, out addition) error {
	if c.JSON {
		return s.asJSON(out)
	}
	if c.Later {
		parts := ""
		if out.Parts > 0 {
			parts = ", enqueued " + plural(out.Parts, "part") + " of archives"
		}
		return s.printf("took %s to be read by demarche worker%s, already there %d, failed %d%s; ledger %s\n",
			plural(len(out.Added), "capture"), parts, len(out.Already), len(out.Failed), passedOver(out.Passed), out.Ledger)
	}
	records := 0
	for _, a := range out.Added {
		records += a.Records
	}
	return s.printf("added %s with %s, already there %d, failed %d%s; ledger %s\n",
		plural(len(out.Added), "report"), plural(records, "record"), len(out.Already), len(out.Failed), passedOver(out.Passed), out.Ledger)
}

// passedOver tells how many pages of archives and feeds were passed over, and why.
func passedOver(by map[string]int) string {
	if len(by) == 0 {
		return ""
	}
	total := 0
	var parts []string
	for _, why := range slices.Sorted(maps.Keys(by)) {
		total += by[why]
		parts = append(parts, fmt.Sprintf("%s %d", why, by[why]))
	}
	return fmt.Sprintf(", passed over %d (%s)", total, strings.Join(parts, ", "))
}
