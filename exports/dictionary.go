package exports

import (
	"fmt"
	"strings"

	"demarche"
	"demarche/vocabulary"
)

// Dictionary writes the forms, their columns and the codes of events as the
// tables of docs/exports.md.
func Dictionary() (string, error) {
	var b strings.Builder
	b.WriteString("### Forms\n\n| form | what is in it | kinds | defined in | media type |\n|---|---|---|---|---|\n")
	for _, f := range Forms() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | `%s` |\n", f.Name, f.About, Column{Kinds: f.Kinds}.KindList(), f.Standard, f.Media)
	}
	b.WriteString("\n### Records: csv and jsonl\n\n")
	columnTable(&b, Columns())
	b.WriteString("\n### JSON lines: jsonl\n\nA line has the columns above as fields, null where a cell is empty (`confidence`, `max`, `body` and `former` are absent then), but for " + codes(notInLines()) + ". It has these besides:\n\n")
	columnTable(&b, LineFields())
	b.WriteString("\n### Properties of features: geojson\n\n")
	columnTable(&b, MapProperties())
	b.WriteString("\n### Coded events: plover\n\n")
	columnTable(&b, PloverColumns())
	b.WriteString("\n### How records become PLOVER and CAMEO codes\n\n")
	if err := codeTable(&b); err != nil {
		return "", err
	}
	return b.String(), nil
}

// codes writes names as code.
func codes(names []string) string { return "`" + strings.Join(names, "`, `") + "`" }

func columnTable(b *strings.Builder, columns []Column) {
	b.WriteString("| column | type | kinds | meaning |\n|---|---|---|---|\n")
	for _, c := range columns {
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", c.Name, c.Type, c.KindList(), c.About)
	}
}

// codeTable writes vocabulary/plover.yaml as a table.
func codeTable(b *strings.Builder) error {
	events, err := vocabulary.LoadEventCodes()
	if err != nil {
		return err
	}
	b.WriteString("| record | PLOVER | mode | contexts | CAMEO | why |\n|---|---|---|---|---|---|\n")
	row := func(what string, c vocabulary.EventCode) {
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", what, orDash(c.Event), orDash(c.Mode), orDash(strings.Join(c.Contexts, ", ")), orDash(c.Cameo), c.Why)
	}
	for _, t := range demarche.ActTypes() {
		row("act, "+string(t), events.Acts[t])
	}
	for _, s := range []demarche.Stance{demarche.Accept, demarche.Refuse, demarche.Unsettled} {
		row("position, "+string(s), events.Positions[s])
	}
	for _, s := range []demarche.Status{demarche.Planned, demarche.UnderWay, demarche.Completed, demarche.TurnedBack, demarche.Cancelled} {
		row("movement, "+string(s), events.Movements[s])
	}
	return nil
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
