package exports

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"demarche/answers"
)

// flatten gives the fields of an entry as texts, by the names of its columns.
func flatten(it answers.Item) (map[string]string, error) {
	fields, err := recordFields(it)
	if err != nil {
		return nil, err
	}
	shared := it.Record.Shared()
	if by, ok := fields["by"].(map[string]any); ok {
		for k, v := range by {
			fields["by_"+k] = v
		}
	}
	out := make(map[string]string, len(fields)+16)
	for k, v := range fields {
		switch k {
		case "by", "evidence":
		default:
			out[k] = flat(v)
		}
	}
	for k, v := range map[string]string{
		"id": it.ID(), "day": string(it.Day), "dated_by": string(it.DatedBy), "sentence": it.Sentence(), "pieces": strconv.Itoa(len(shared.Evidence)),
		"review": string(it.Review), "amends": it.Amends, "report": it.Name, "title": it.Title, "published": string(it.Publish), "document": it.Document,
		"sequence": strconv.FormatInt(it.Sequence, 10), "kept": moment(it.Kept), "unpublished": unpublished(it),
	} {
		out[k] = v
	}
	if w := it.Told; w != nil {
		out["event"], out["reports"], out["families"], out["independent"] = it.Event, strconv.Itoa(w.Reports), strconv.Itoa(w.Families), strconv.Itoa(w.Independent)
	}
	if len(shared.Evidence) > 0 {
		shown := it.Passage()
		out["start"], out["end"] = strconv.Itoa(shown.Start), strconv.Itoa(shown.End)
	}
	return out, nil
}

// recordFields gives the fields of a record as JSON has them, with numbers as they are written.
func recordFields(it answers.Item) (map[string]any, error) {
	b, err := json.Marshal(it.Record)
	if err != nil {
		return nil, fmt.Errorf("write record %s: %w", it.ID(), err)
	}
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	var fields map[string]any
	if err := d.Decode(&fields); err != nil {
		return nil, fmt.Errorf("write record %s: %w", it.ID(), err)
	}
	return fields, nil
}

func flat(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = flat(x)
		}
		return strings.Join(parts, ";")
	}
	return fmt.Sprint(v)
}

// moment writes a time, nothing for the zero time.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// cellsOf gives the cells of a row under headings.
func cellsOf(fields map[string]string, headings []string) []string {
	out := make([]string, len(headings))
	for i, h := range headings {
		out[i] = fields[h]
	}
	return out
}

// compact writes fields as JSON, names in order.
func compact(fields map[string]any) (string, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(fields); err != nil {
		return "", fmt.Errorf("write JSON: %w", err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}
