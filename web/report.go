package web

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/cite"
	"demarche/phrases"
)

// Report writes one report as a page of its own: the text, the evidence marked
// by kind, the records beside it. The page holds everything it needs and asks
// no host for anything; its own Content-Security-Policy lets nothing else run.
func Report(w io.Writer, doc demarche.Document, reading demarche.Reading) error {
	names, err := loadNames()
	if err != nil {
		return err
	}
	view := newReportView(names, doc, reading.Records, nil)
	view.Reader = reading.Doc.Reader
	style, script := asset("base.css")+asset("report.css"), asset("report.js")
	var b bytes.Buffer
	err = parsed().ExecuteTemplate(&b, "report-alone", struct {
		View                  reportView
		Style                 template.CSS
		Script                template.JS
		StyleHash, ScriptHash string
	}{view, template.CSS(style), template.JS(script), sourceHash(style), sourceHash(script)}) //nolint:gosec // both are embedded files
	if err != nil {
		return fmt.Errorf("write report as HTML: %w", err)
	}
	if _, err := b.WriteTo(w); err != nil {
		return fmt.Errorf("write report as HTML: %w", err)
	}
	return nil
}

// kindWord names a kind on a page: "Position".
func kindWord(k demarche.Kind) string { return capital(strings.ReplaceAll(string(k), "_", " ")) }

func (s *site) reportPage(r *http.Request) (view, error) {
	asked := r.PathValue("hash")
	p, err := s.answers.Report(r.Context(), asked)
	if err != nil {
		return view{}, err
	}
	if p.Document.Hash != asked {
		return view{}, moved{reportHref(p.Document.Hash)}
	}
	d := p.Document
	records := make(demarche.Records, len(p.Entries))
	for i, e := range p.Entries {
		records[i] = e.Record
	}
	v := newReportView(s.names, demarche.Document{
		Name: d.Name, Title: d.Title, Published: d.Published, Lang: d.Lang, Agency: d.Agency, Text: p.Text, Capture: d.Capture,
		Publisher: d.Publisher, Byline: d.Byline, Canonical: d.Canonical, Corrections: strings.Join(d.Corrections, "\n"), PublishedAt: d.PublishedAt,
	}, records, entryHref)
	if v.Canonical == d.Address {
		v.Canonical = ""
	}
	v.Reader, v.Unpublished = d.Reader, d.Unpublished
	v.Kept = &keptView{Address: d.Address, Capture: d.Capture, Taken: moment(d.Taken), Extractor: d.Extractor, Sequence: d.Sequence}
	families, err := s.answers.CopiesOf(r.Context(), d.Hash)
	if err != nil {
		return view{}, err
	}
	v.Copies = relatives(d.Hash, families)
	if err := s.withNeighbours(r.Context(), p, &v); err != nil {
		return view{}, err
	}
	if v.Proof, err = s.proof(r.Context(), d.Hash, reportHref(d.Hash)); err != nil {
		return view{}, err
	}
	work := cite.Reported(d, demarche.Head{Size: v.Proof.Size, Tree: v.Proof.Root})
	if v.Citations, err = citations(work.On(s.origin(r))); err != nil {
		return view{}, err
	}
	return view{Template: "report", Title: v.Title, Section: "/sources", Scripts: []string{"report.js"}, Data: v}, nil
}

// withNeighbours notes on every record the event to which it belongs, and how
// far a person has judged it.
func (s *site) withNeighbours(ctx context.Context, p answers.Page, v *reportView) error {
	of, err := s.answers.EventsOf(ctx, p.Entries)
	if err != nil {
		return err
	}
	review := make(map[string]answers.Item, len(p.Entries))
	for _, e := range p.Entries {
		review[e.ID()] = e
	}
	note := func(cards []card) {
		for i := range cards {
			if e, ok := review[cards[i].ID]; ok {
				cards[i].Sure = newSure(e.Review, e.Record.Shared().Confidence)
			}
			if e, ok := of[cards[i].ID]; ok {
				cards[i].OfEvent, cards[i].HowTold = eventHref(e.ID), toldBriefly(e.Witnesses)
			}
		}
	}
	for i := range v.Paragraphs {
		note(v.Paragraphs[i].Cards)
	}
	note(v.Loose)
	return nil
}

// toldBriefly says how many stand behind an event, where room is scarce.
func toldBriefly(w answers.Witnesses) string {
	if w.Reports > 1 {
		return plural(w.Reports, "report") + ", " + strconv.Itoa(w.Independent) + " independent"
	}
	return plural(w.Reports, "report")
}

// moment writes a time to the second, as far as anybody needs it.
func moment(t time.Time) string { return phrases.Moment(t) }
