package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"demarche"
)

// Figures are the scores of one kind of record, or of all of them.
type Figures struct {
	Gold      int     // annotated records
	Predicted int     // records found
	Precision float64 // matched part of those found, 0 to 1, three decimals
	Recall    float64 // matched part of those annotated
	F1        float64 // harmonic mean of the two
	Soft      float64 // agreement of all fields of the matched records
	NotFound  int     // found records with no evidence in the report
}

// MarshalJSON writes the figures; a whole one has a fraction too, 1.0.
func (f Figures) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"gold":%d,"predicted":%d,"precision":%s,"recall":%s,"f1":%s,"soft":%s,"evidence_not_found":%d}`,
		f.Gold, f.Predicted, formatFloat(f.Precision), formatFloat(f.Recall), formatFloat(f.F1), formatFloat(f.Soft), f.NotFound), nil
}

// Result is a comparison of two folders of records.
type Result struct {
	Reports int // annotated reports
	kinds   []tally
	misses  []miss // by report, kind and sign
}

// tally counts the matches of one kind.
type tally struct {
	kind                      demarche.Kind
	fields                    fields
	gold, pred, hit, notFound int
	soft                      float64
}

// miss is a record that was matched with none.
type miss struct {
	sign   byte // '-' annotated but not found, '+' found but not annotated
	report string
	kind   demarche.Kind
	fields []string
	record record
}

// add counts the records of one report and gives those that have no partner.
func (t *tally) add(report string, gold, pred []record) []miss {
	t.gold += len(gold)
	t.pred += len(pred)
	for _, p := range pred {
		if len(p.spans) == 0 {
			t.notFound++
		}
	}
	pairs := match(gold, pred, t.fields)
	t.hit += len(pairs)
	goldUsed, predUsed := make([]bool, len(gold)), make([]bool, len(pred))
	names := t.fields.all()
	for _, p := range pairs {
		goldUsed[p.gold], predUsed[p.pred] = true, true
		sum := 0.0
		for _, name := range names {
			sum += agreement(name, at(gold[p.gold].value, name), at(pred[p.pred].value, name))
		}
		t.soft += sum / float64(len(names))
	}
	var misses []miss
	unused := func(sign byte, records []record, used []bool) {
		for i, r := range records {
			if !used[i] {
				misses = append(misses, miss{sign, report, t.kind, names, r})
			}
		}
	}
	unused('-', gold, goldUsed)
	unused('+', pred, predUsed)
	return misses
}

func (t *tally) figures() Figures {
	precision, recall, f1 := 0.0, 0.0, 0.0
	if t.pred > 0 {
		precision = float64(t.hit) / float64(t.pred)
	}
	if t.gold > 0 {
		recall = float64(t.hit) / float64(t.gold)
	}
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return Figures{
		Gold: t.gold, Predicted: t.pred, Precision: round(precision), Recall: round(recall), F1: round(f1),
		Soft: round(t.soft / float64(max(1, t.gold, t.pred))), NotFound: t.notFound,
	}
}

// round rounds to three decimals, a tie in binary to the even one.
func round(x float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 3, 64), 64) // cannot fail
	return r
}

// Of gives the figures of one kind of record; zero for a kind that was not scored.
func (r *Result) Of(k demarche.Kind) Figures {
	for i := range r.kinds {
		if r.kinds[i].kind == k {
			return r.kinds[i].figures()
		}
	}
	return Figures{}
}

// All gives the figures of all kinds together.
func (r *Result) All() Figures {
	var all tally
	for _, t := range r.kinds {
		all.gold += t.gold
		all.pred += t.pred
		all.hit += t.hit
		all.soft += t.soft
		all.notFound += t.notFound
	}
	return all.figures()
}

// rows calls f for each kind in order and then for all of them together.
func (r *Result) rows(f func(name string, g Figures) error) error {
	for i := range r.kinds {
		if err := f(string(r.kinds[i].kind), r.kinds[i].figures()); err != nil {
			return err
		}
	}
	return f("all", r.All())
}

// WriteText writes the figures as a table.
func (r *Result) WriteText(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "%-10s %5s %5s %6s %6s %6s %6s %8s   (%d reports)\n", "kind", "gold", "pred", "P", "R", "F1", "soft", "no-evid", r.Reports); err != nil {
		return err
	}
	return r.rows(func(name string, g Figures) error {
		_, err := fmt.Fprintf(w, "%-10s %5d %5d %6.3f %6.3f %6.3f %6.3f %8d\n", name, g.Gold, g.Predicted, g.Precision, g.Recall, g.F1, g.Soft, g.NotFound)
		return err
	})
}

// WriteJSON writes the figures as one JSON object with a field for each kind
// and one for "all".
func (r *Result) WriteJSON(w io.Writer) error {
	b := []byte("{")
	err := r.rows(func(name string, g Figures) error {
		if len(b) > 1 {
			b = append(b, ',')
		}
		f, err := g.MarshalJSON()
		b = append(fmt.Appendf(b, "%q:", name), f...)
		return err
	})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, append(b, '}'), "", " "); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err = out.WriteTo(w)
	return err
}

// Show writes one line for every record without a partner: "-" for one that
// was not found and "+" for one that is not annotated, its report, kind,
// fields and the beginning of its evidence.
func (r *Result) Show(w io.Writer) error {
	for _, m := range r.misses {
		shown := &object{keys: m.fields, fields: map[string]value{}}
		for _, name := range m.fields {
			shown.fields[name] = at(m.record.value, name)
		}
		first := ""
		if pieces, _ := evidence(m.record.value); len(pieces) > 0 { // checked when it was read
			first = clip(pieces[0], 160)
		}
		if _, err := fmt.Fprintf(w, "%c %s %s %s | %s\n", m.sign, m.report, m.kind, appendJSON(nil, shown), first); err != nil {
			return err
		}
	}
	return nil
}
