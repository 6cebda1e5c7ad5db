package demarche

import "encoding/json"

// Optional is a text that may be unknown: empty in Go, null in JSON.
type Optional string

// MarshalJSON writes null for an unknown text.
func (o Optional) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(o))
}

// UnmarshalJSON reads a text or null.
func (o *Optional) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*o = ""
		return nil
	}
	if text, ok := plainText(b); ok {
		*o = Optional(text)
		return nil
	}
	return json.Unmarshal(b, (*string)(o))
}

// State is an ISO 3166-1 alpha-3 code, XKX for Kosovo, or empty where unknown
// (null in JSON).
type State string

// MarshalJSON writes null for an unknown state.
func (s State) MarshalJSON() ([]byte, error) { return Optional(s).MarshalJSON() }

// UnmarshalJSON reads a code or null; whether the code exists is checked by Record.Check.
func (s *State) UnmarshalJSON(b []byte) error { return (*Optional)(s).UnmarshalJSON(b) }
