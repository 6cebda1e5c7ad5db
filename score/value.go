package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// value is a JSON value as it stands in a file of records: nil, bool, number,
// string, []value or *object. The scorer works on values rather than on
// records, since it must compare whatever a file holds.
type value any

// number is a JSON number with the difference between 1 and 1.0 kept.
type number struct {
	float   float64
	text    string // as a reader would print it: "1", "1.0", "1e+16"
	integer bool
}

// object is a JSON object that remembers the order of its fields.
type object struct {
	keys   []string
	fields map[string]value
}

// get gives a field, nil if o is no object or has no such field.
func get(v value, name string) value {
	if o, ok := v.(*object); ok {
		return o.fields[name]
	}
	return nil
}

// at gives the value at a path of fields, "by.state".
func at(v value, path string) value {
	for part := range strings.SplitSeq(path, ".") {
		v = get(v, part)
	}
	return v
}

// parseJSON reads one JSON value and refuses anything after it.
func parseJSON(b []byte) (value, error) {
	if !utf8.Valid(b) {
		return nil, fmt.Errorf("not valid UTF-8")
	}
	if err := json.Unmarshal(b, new(json.RawMessage)); err != nil { // syntax and depth of the whole
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	return parseValue(d)
}

func parseValue(d *json.Decoder) (value, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '[' {
			return parseList(d)
		}
		return parseObject(d)
	case json.Number:
		return parseNumber(t.String()), nil
	}
	return t, nil
}

func parseList(d *json.Decoder) (value, error) {
	list := []value{}
	for d.More() {
		v, err := parseValue(d)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := d.Token() // the closing bracket
	return list, err
}

func parseObject(d *json.Decoder) (value, error) {
	o := &object{fields: map[string]value{}}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		name := t.(string) // the decoder allows nothing else here
		v, err := parseValue(d)
		if err != nil {
			return nil, err
		}
		if _, twice := o.fields[name]; !twice {
			o.keys = append(o.keys, name)
		}
		o.fields[name] = v
	}
	_, err := d.Token() // the closing brace
	return o, err
}

func parseNumber(s string) number {
	f, _ := strconv.ParseFloat(s, 64) // out of range gives an infinity, which is what is wanted
	if strings.ContainsAny(s, ".eE") {
		return number{float: f, text: formatFloat(f)}
	}
	if s == "-0" {
		s = "0"
	}
	return number{float: f, text: s, integer: true}
}

// formatFloat writes the shortest decimal that reads back as f, always with a
// fraction or an exponent: "0.5", "1.0", "1e+16".
func formatFloat(f float64) string {
	if math.IsInf(f, 0) {
		return strings.TrimPrefix(strings.ToLower(strconv.FormatFloat(f, 'g', -1, 64)), "+")
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	_, exponent, _ := strings.Cut(s, "e")
	if e, _ := strconv.Atoi(exponent); e < -4 || e >= 16 {
		return s
	}
	s = strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// empty reports whether v says nothing: null, an empty text or an empty list.
func empty(v value) bool {
	if list, ok := v.([]value); ok {
		return len(list) == 0
	}
	return v == nil || v == ""
}

// truthy reports whether v is anything but null, false, zero and the empty
// text, list or object.
func truthy(v value) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case number:
		return v.float != 0
	case string:
		return v != ""
	case []value:
		return len(v) > 0
	case *object:
		return len(v.keys) > 0
	}
	return true
}

// equal reports whether two values are the same; 1, 1.0 and true are.
func equal(a, b value) bool {
	switch a := a.(type) {
	case []value:
		b, ok := b.([]value)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !equal(a[i], b[i]) {
				return false
			}
		}
		return true
	case *object:
		b, ok := b.(*object)
		if !ok || len(a.keys) != len(b.keys) {
			return false
		}
		for _, k := range a.keys {
			if other, ok := b.fields[k]; !ok || !equal(a.fields[k], other) {
				return false
			}
		}
		return true
	}
	if x, ok := amount(a); ok {
		y, ok := amount(b)
		return ok && x == y
	}
	switch b.(type) {
	case []value, *object:
		return false
	}
	return a == b
}

// amount gives the number that v is; true is 1 and false 0.
func amount(v value) (float64, bool) {
	switch v := v.(type) {
	case number:
		return v.float, true
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

// text gives v as words: a text is itself, anything else is written out.
func text(v value) string {
	if s, ok := v.(string); ok {
		return s
	}
	return string(appendJSON(nil, v))
}

// appendJSON writes v as JSON on one line, with a blank after commas and
// colons and letters of all scripts as they are.
func appendJSON(b []byte, v value) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case number:
		if math.IsInf(v.float, 0) && !v.integer {
			if v.float < 0 {
				b = append(b, '-')
			}
			return append(b, "Infinity"...)
		}
		return append(b, v.text...)
	case string:
		return appendString(b, v)
	case []value:
		b = append(b, '[')
		for i, x := range v {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = appendJSON(b, x)
		}
		return append(b, ']')
	case *object:
		b = append(b, '{')
		for i, k := range v.keys {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = append(appendString(b, k), ": "...)
			b = appendJSON(b, v.fields[k])
		}
		return append(b, '}')
	}
	return b
}

func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch r {
		case '"', '\\':
			b = append(b, '\\', byte(r))
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		case '\t':
			b = append(b, `\t`...)
		case '\f':
			b = append(b, `\f`...)
		case '\b':
			b = append(b, `\b`...)
		default:
			if r < ' ' {
				b = fmt.Appendf(b, `\u%04x`, r)
			} else {
				b = utf8.AppendRune(b, r)
			}
		}
	}
	return append(b, '"')
}
