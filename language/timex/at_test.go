package timex_test

import (
	"testing"

	"demarche/language"
	"demarche/language/timex"
)

func TestAt(t *testing.T) {
	tests := []struct{ text, event, want string }{
		{"The minister said on Tuesday that the plane had landed on Sunday.", "said", "Tuesday"},
		{"The minister said on Tuesday that the plane had landed on Sunday.", "landed", "Sunday"},
		{"The minister said on Tuesday that the plane had landed.", "landed", ""},
		{"It has imposed sanctions on Monday over the Jan. 27 deportation of 40 men.", "imposed", "Monday"},
		{"It has imposed sanctions on Monday over the Jan. 27 deportation of 40 men.", "deportation", "Jan. 27"},
		{"The flight on Friday was cancelled.", "cancelled", "Friday"},
		{"The state refused under the 1951 Refugee Convention.", "refused", ""},
		{"They were held for three weeks.", "held", ""},
	}
	for _, tt := range tests {
		a := analyse(t, tt.text, wednesday)
		event := language.None
		for i := range a.Tokens {
			if a.Form(i) == tt.event {
				event = i
			}
		}
		got, ok := timex.At(a, event)
		if ok != (tt.want != "") || ok && got.Of(a.Text) != tt.want {
			t.Errorf("%q: %q is at %q %v, want %q", tt.text, tt.event, got.Of(a.Text), ok, tt.want)
		}
	}
	a := analyse(t, "It landed on Sunday.", wednesday)
	for _, event := range []int{language.None, len(a.Tokens)} {
		if _, ok := timex.At(a, event); ok {
			t.Errorf("token %d has a time", event)
		}
	}
}
