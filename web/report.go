package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"strings"

	"demarche"
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
