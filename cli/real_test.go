package cli

import (
	"strings"
	"testing"
	"time"
)

func TestOnlyWhatTakesLongIsTold(t *testing.T) {
	var b strings.Builder
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	tell := telling(&b, func() time.Time { return at })
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
}
