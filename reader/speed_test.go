package reader

import (
	"strings"
	"testing"
	"time"

	"demarche"
)

// TestTimeGrowsWithTheText reads a line without a full stop that would take
// four times as long at twice its length if any rule walked the whole report
// for each clause.
func TestTimeGrowsWithTheText(t *testing.T) {
	if testing.Short() {
		t.Skip("long lines")
	}
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	const unit = "Colombia said it will not accept deportees on military planes on Sunday and "
	read := func(bytes int) time.Duration {
		d := &demarche.Document{Name: "line.txt", Text: strings.Repeat(unit, bytes/len(unit)) + ".", Lang: "en"}
		began := time.Now()
		if _, err := r.Read(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		return time.Since(began)
	}
	// The machine may be busy with something else: one good try of five will do.
	var tries []time.Duration
	for range 5 {
		short := read(100_000)
		long := read(200_000)
		if long <= 3*short {
			return
		}
		tries = append(tries, short, long)
	}
	t.Errorf("100 KB and 200 KB take, try by try, %v", tries)
}
