package cli

import (
	"strings"
	"testing"
	"time"
)

func TestOnlyWhatTakesLongIsTold(t *testing.T) {
	var b strings.Builder
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := session{around: Surroundings{Err: &b, Now: func() time.Time { return at }}}
	tell := s.telling()
	for done := range 100 {
		tell("counting", done, 100)
	}
	if b.Len() > 0 {
		t.Errorf("told of what took no time: %q", b.String())
	}
	for done := range 12 {
		at = at.Add(time.Second)
		tell("counting", done, 12)
	}
	if lines := strings.Split(strings.TrimSpace(b.String()), "\n"); len(lines) != 2 || lines[0] != "demarche: counting: 33%" || !strings.HasSuffix(lines[1], ": 75%") {
		t.Errorf("in twelve seconds told %q", lines)
	}
	b.Reset()
	s.logJSON = true
	at = at.Add(time.Minute)
	if tell("counting", 6, 12); !strings.Contains(b.String(), `"msg":"counting: 50%"}`) {
		t.Errorf("in a log of JSON told %q", b.String())
	}
}
