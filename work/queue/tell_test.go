package queue

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"
)

func TestTheSameIsToldOnceAMinute(t *testing.T) {
	var out bytes.Buffer
	h := newAmiss(slog.NewTextHandler(&out, nil))
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	say := func(after time.Duration, handler slog.Handler, message string) {
		if err := handler.Handle(context.Background(), slog.NewRecord(start.Add(after), slog.LevelError, message, 0)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 300 { // five a second
		say(time.Duration(i)*200*time.Millisecond, h.WithAttrs([]slog.Attr{slog.Int("n", i)}), "no jobs")
	}
	say(time.Second, h, "something else")
	if got := strings.Count(out.String(), "no jobs"); got != 1 || strings.Count(out.String(), "something else") != 1 {
		t.Fatalf("in a minute it was told %d times:\n%s", got, out.String())
	}
	say(time.Minute, h, "no jobs")
	if !strings.Contains(out.String(), "alike_before=299") {
		t.Errorf("it is not told how many were alike:\n%s", out.String())
	}
	say(5*time.Minute, h, "no jobs")
	if strings.Count(out.String(), "no jobs") != 3 || strings.Count(out.String(), "alike_before") != 1 {
		t.Errorf("what came once is told with a number:\n%s", out.String())
	}
}
