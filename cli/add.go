package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"demarche"
	"demarche/source"
)

type addCommand struct {
	Paths     []string `arg:"" name:"path" help:"Reports: texts (UTF-8), saved web pages, PDFs, tables (.jsonl, .csv, .tsv), web archives (.warc, .warc.gz, .wacz), addresses of pages, feeds and sitemaps (https://...), folders of them, or \"-\" for standard input."`
	Published string   `help:"Day of publication of reports that do not tell it." placeholder:"DAY"`
	Fields    string   `help:"Which columns of tables hold what: text=COLUMN,title=COLUMN,day=COLUMN,address=COLUMN. Usual names are guessed." placeholder:"MAP"`

	AllowPrivate bool `help:"Fetch also from addresses inside the own network."`
	JSON         bool `help:"Print the outcome as JSON."`
}

func (addCommand) Help() string {
	return `Reads reports and keeps what was captured, its text and its records in the ledger. Adding a report again changes nothing. A report that fails is named with the reason, and the rest goes on; the status is then 1, or that of the failure where only one report was given.

Example: demarche add reports/ another.txt page.html note.pdf

Of a web archive, a feed or a sitemap, only pages that may concern returns are read: of a feed or sitemap the newest 200 that it lists. What is damaged in an archive is named with its offset and skipped.

Example: demarche add --fields text=story,day=when export.csv crawl.warc.gz`
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
	Passed  map[string]int `json:"passed"` // pages of archives and feeds that were passed over, by reason

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
	reader, err := s.stages.Reader()
	if err != nil {
		return err
	}
	l, err := s.ledger(false)
	if err != nil {
		return err
	}
	s.sayStdin(c.Paths)
	remembered, err := loadImports(path)
	if err != nil {
		return err
	}
	out, err := s.add(l, reader, loader, remembered, c.Paths, published)
	out.Ledger = path
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

// noteEvery is after how many reports of an archive it is noted how far it was
// added; after a crash, so many may be read again, which the ledger notices.
const noteEvery = 50

// add reads and keeps reports one after the other. The error is one after
// which the ledger takes nothing more; what was added before stays.
func (s *session) add(l demarche.Ledger, reader demarche.Reader, loader source.Loader, remembered *imports, paths []string, published demarche.Date) (addition, error) {
	out := addition{Added: []added{}, Already: []added{}, Failed: []failure{}, Passed: map[string]int{}}
	show, finish := s.adding(&loader, paths)
	defer finish()
	loader.From = remembered.from
	archived := 0
	var at source.Item // the last page of an archive that was dealt with
	for rd := range s.readAll(loader, paths, published, reader) {
		show(rd)
		var outcome demarche.Outcome
		stop := false
		if rd.err == nil && rd.over == "" {
			// An addition once begun is finished: it is short, and what is acknowledged must be kept.
			outcome, rd.err = l.Add(context.WithoutCancel(s.ctx), rd.capture, rd.document, rd.reading)
			stop = rd.err != nil && endsAdding(rd.err)
		}
		if stop {
			return out, rd.err
		}
		s.tally(&out, rd, outcome)
		if rd.item.Next > 0 {
			at = rd.item
			if archived++; archived%noteEvery == 0 {
				if err := remembered.reached(at); err != nil {
					return out, err
				}
			}
		}
	}
	if err := s.ctx.Err(); err != nil {
		return out, errors.Join(err, remembered.reached(at))
	}
	return out, remembered.finished(paths)
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
			before := int64(0)
			last := ""
			loader.Passed = func(path string, offset int64) {
				if path != last {
					before, last = before+sizeOf(last), path
				}
				_ = bar.Set64(before + offset)
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

// sizeOf gives the bytes of a file, 0 if there is none.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if path == "" || err != nil {
		return 0
	}
	return info.Size()
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
