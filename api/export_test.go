package api

import (
	"errors"
	"net/http/httptest"
	"testing"
	"time"
)

// dripping takes so long for each piece.
type dripping struct {
	*httptest.ResponseRecorder
	clock *time.Time
	each  time.Duration
}

func (d dripping) Write(p []byte) (int, error) {
	*d.clock = d.clock.Add(d.each)
	return len(p), nil
}

// TestWhoTakesAnExportDropByDropIsCutOff has clients take pieces of 4 KiB fast,
// slowly and too slowly; what takes long to make is no fault of theirs.
func TestWhoTakesAnExportDropByDropIsCutOff(t *testing.T) {
	for name, x := range map[string]struct {
		each, making time.Duration
		within       int // pieces until it is cut off; 0 for never
	}{
		"at once": {0, 0, 0}, "as a slow line": {400 * time.Millisecond, 0, 0}, "at once, of what is long in the making": {0, time.Hour, 0},
		"drop by drop": {30 * time.Second, 0, 4}, "a little too slowly": {time.Second, 0, 200},
	} {
		clock := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
		w := &slowly{w: dripping{httptest.NewRecorder(), &clock, x.each}, now: func() time.Time { return clock }, begin: func() {}}
		var err error
		pieces := 0
		for ; pieces < 10_000 && err == nil; pieces++ {
			clock = clock.Add(x.making)
			_, err = w.Write(make([]byte, 4<<10))
		}
		if errors.Is(err, errSlow) != (x.within > 0) || x.within > 0 && pieces > x.within {
			t.Errorf("%s: after %d pieces it is %v", name, pieces, err)
		}
	}
}
