package main

import (
	"fmt"
	"io"
)

func (w Where) String() string {
	return fmt.Sprintf("%s, %d cores, %s, load %.1f before", w.Machine, w.Cores, w.Day, w.Load)
}

func (s *Single) tell(to io.Writer) {
	_, _ = fmt.Fprintf(to, "one core (%v): %.0f pages of archives scanned a second, %.1f reports read a second\n", s.Where, s.Scan, s.Read)
}

func (r *Reading) tell(to io.Writer, m *Made) {
	_, _ = fmt.Fprintf(to, "reading (%v; PostgreSQL %s): %d reports, %d rounds; a report has %.0f words, %.1f records, %.1f kB as a page, %.1f kB packed\n",
		r.Where, r.Version, r.Reports, r.Rounds, m.Words, m.Records, m.PageBytes/1000, m.PackedBytes/1000)
	for _, w := range r.Ways {
		_, _ = fmt.Fprintf(to, "  %-34s %6.1f reports a second, ratio %.2f; processor time a report: program %.1f ms, PostgreSQL %.1f ms; rounds %.1f\n",
			w.Name, w.Rate, w.Rate/r.Ways[0].Rate, w.ProgramTime, w.DatabaseTime, w.Rates)
	}
	_, _ = fmt.Fprintf(to, "  PostgreSQL takes %.1f kB a report beside the packed page, and writes %.1f kB ahead\n", r.BytesReport/1000, r.LogReport/1000)
}

func (w *Writing) tell(to io.Writer) {
	_, _ = fmt.Fprintf(to, "writing (%v), %d reports, read before\n", w.Where, w.Reports)
	for i, n := range w.Writers {
		_, _ = fmt.Fprintf(to, "  %d at once: %.0f captures with their jobs a second, %.0f readings a second\n", n, w.Captures[i], w.Readings[i])
	}
}

func (l *Lag) tell(to io.Writer) {
	_, _ = fmt.Fprintf(to, "lag (%v): %.0f reports a second for %.0f s, %d workers, a server, %d reports there before\n", l.Where, l.Rate, l.Seconds, l.Workers, l.Before)
	for _, s := range []struct {
		what string
		Spread
	}{{"a capture is acknowledged", l.Taken}, {"from capture to reading, in the log", l.Kept}, {"from acknowledgment to an answer", l.Shown}} {
		_, _ = fmt.Fprintf(to, "  %-36s p50 %.0f ms, p95 %.0f ms, longest %.0f ms (%d)\n", s.what+":", s.P50, s.P95, s.Longest, s.Count)
	}
	_, _ = fmt.Fprintf(to, "  backlog %v, grows: %t; nothing unread %.1f s after the last capture\n", l.Backlog, l.Grows, l.Drained)
}

func (j *Jobs) tell(to io.Writer) {
	_, _ = fmt.Fprintf(to, "jobs (%v), %d worked at each size\n", j.Where, j.Tried)
	for _, s := range j.Sizes {
		_, _ = fmt.Fprintf(to, "  %7d waiting, %7d done: enqueuing one %.2f ms; taking and finishing one %.2f ms (%.0f a second), PostgreSQL %.2f ms; counting all %.0f ms; %.0f MB\n",
			s.Waiting, s.Done, s.Enqueue, s.Work, 1000/s.Work, s.DatabaseTime, s.Count, s.Bytes/1e6)
	}
	_, _ = fmt.Fprintf(to, "  cleaning away %d done: %d left after %.0f s\n", j.Cleaned.Done, j.Cleaned.Left, j.Cleaned.Seconds)
}
