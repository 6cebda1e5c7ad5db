package exports

import (
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/vocabulary"
)

// PloverColumns lists the columns of coded events, with what they mean.
func PloverColumns() []Column {
	of := func(name, kind, about string) Column { return Column{Name: name, Type: kind, About: about} }
	return []Column{
		of("id", "id", "of the event: the record that was published first"),
		of("date", "date", "day, month or year of the event"),
		of("dated_by", "code", "where the date comes from: record, publication or nothing"),
		of("source", "code", "who does it: ISO 3166-1 alpha-3, IGO, NGO, or empty where the name alone is known"),
		of("source_sector", "code", "GOV for a state, JUD for the court of a ruling, empty for others"),
		of("source_text", "text", "the same as the report has it"),
		of("recipient", "code", "to whom, as source"),
		of("recipient_sector", "code", "as source_sector"),
		of("recipient_text", "text", "the same as the report has it"),
		of("event", "code", "category of PLOVER; empty where PLOVER codes nothing of the kind"),
		of("mode", "code", "of the category"),
		of("contexts", "list", "contexts of PLOVER"),
		of("cameo", "code", "code of CAMEO"),
		of("cameo_root", "code", "its first two digits"),
		of("quad_class", "integer", "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict; empty without a category"),
		of("kind", "code", "kind of record: act, position or movement"),
		of("what", "code", "type of the act, stance of the position, status of the movement"),
		of("reports", "integer", "reports that tell of it"),
		of("families", "integer", "of these, without copies"),
		of("independent", "integer", "of these, of different publishers"),
		of("sentence", "text", "the first piece of evidence that is not the headline"),
		of("document", "hash", "SHA-256 of the text that it stands in"),
		of("unpublished", "list", "the collections that are not published through which alone entries of the event are seen; empty where everybody sees all"),
	}
}

// writePlover writes events as rows of coded event data.
func writePlover(j *job) error {
	codes, err := vocabulary.LoadEventCodes()
	if err != nil {
		return err
	}
	var headings []string
	for _, c := range PloverColumns() {
		headings = append(headings, c.Name)
	}
	s := newSheet(j.out, headings)
	err = j.events(func(e answers.Event) error {
		row := ploverRow(e, codes)
		if row == nil {
			return nil
		}
		s.row(row)
		j.written++
		return s.err
	})
	if err != nil {
		return err
	}
	return s.close()
}

// ploverRow gives the row of an event, nil if it is not coded.
func ploverRow(e answers.Event, codes *vocabulary.EventCodes) []string {
	r := e.First().Record
	code := codes.Of(r)
	if m, ok := r.(*demarche.Movement); ok { // what all witnesses come to
		said := *m
		said.Status = e.Status()
		r = &said
		code = codes.Of(r)
	}
	if code.None() {
		return nil
	}
	source, recipient, what := sides(r)
	class := ""
	if c, ok := codes.Categories[code.Event]; ok {
		class = strconv.Itoa(c.Class)
	}
	root := ""
	if len(code.Cameo) >= 2 {
		root = code.Cameo[:2]
	}
	w := e.Corroboration
	row := []string{e.ID, string(e.Day), string(e.DatedBy)}
	row = append(append(row, actor(source)...), actor(recipient)...)
	return append(row, code.Event, code.Mode, strings.Join(code.Contexts, ";"), code.Cameo, root, class, string(e.Kind), what,
		strconv.Itoa(w.Reports), strconv.Itoa(w.Families), strconv.Itoa(w.Independent), e.First().Sentence(), e.First().Document, unpublished(e.Witnesses...))
}

// sides gives who does what a record tells of, and to whom.
func sides(r demarche.Record) (source, recipient, what string) {
	switch r := r.(type) {
	case *demarche.Act:
		return string(r.Actor), string(r.Target), string(r.Type)
	case *demarche.Position:
		return string(r.State), string(r.From), string(r.Stance)
	case *demarche.Movement:
		if r.Status == demarche.TurnedBack {
			return string(r.DestinationState), string(r.Sender), string(r.Status)
		}
		return string(r.Sender), string(r.DestinationState), string(r.Status)
	}
	return "", "", ""
}

// actor gives code, sector and text of a side. A state acts through its
// government; of others only the great international bodies have a code.
func actor(name string) []string {
	if demarche.IsStateCode(name) {
		return []string{name, "GOV", name}
	}
	folded := vocabulary.Fold(name)
	for _, igo := range []string{"united nations", "european union", "african union", "organization of american states", "international criminal court", "world bank"} {
		if strings.HasPrefix(folded, igo) {
			return []string{"IGO", "", name}
		}
	}
	for _, part := range []string{"human rights watch", "amnesty international", "red cross", "refugees international", "international rescue committee"} {
		if strings.Contains(folded, part) {
			return []string{"NGO", "", name}
		}
	}
	return []string{"", "", name}
}
