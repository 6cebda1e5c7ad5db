package web

import (
	"bytes"
	"encoding/json"
	"strings"

	"demarche"
)

// fields lists the fields of a record that say something, in the order and
// under the names of the record model, values as JSON writes them; strings
// without their quotation marks. Kind, id and evidence stand elsewhere.
func fields(r demarche.Record) []field {
	b, err := json.Marshal(r)
	if err != nil {
		return []field{{"error", err.Error()}}
	}
	d := json.NewDecoder(bytes.NewReader(b))
	if _, err := d.Token(); err != nil {
		return nil
	}
	var out []field
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return out
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return out
		}
		switch name {
		case "kind", "id", "evidence":
			continue
		}
		if v := plain(raw); v != "" {
			out = append(out, field{name.(string), v})
		}
	}
	return out
}

// plain writes a JSON value for reading; nothing for null and empty lists.
func plain(raw json.RawMessage) string {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return string(raw)
	}
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			b, _ := json.Marshal(e)
			parts[i] = plain(b)
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		var s demarche.Speaker
		if json.Unmarshal(raw, &s) == nil {
			return join(", ", string(s.Name), string(s.Role), string(s.State))
		}
	}
	return string(raw)
}
