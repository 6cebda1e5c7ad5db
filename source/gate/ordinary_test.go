package gate

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

// How many texts of ordinary news the gate drops: `make gate-figures` names a file
// of them, a JSON object with a field "text" on each line.
func TestOrdinaryNews(t *testing.T) {
	path := os.Getenv("DEMARCHE_ORDINARY_NEWS")
	if path == "" {
		t.Skip("DEMARCHE_ORDINARY_NEWS names no file of news")
	}
	g, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dropped, all := 0, 0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var x struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		all++
		if !g.Passes([]byte(x.Text)) {
			dropped++
		}
	}
	if err := lines.Err(); err != nil || all == 0 {
		t.Fatalf("%d texts, %v", all, err)
	}
	t.Logf("dropped: %d of %d texts (%.3f)", dropped, all, float64(dropped)/float64(all))
	if dropped*2 < all {
		t.Error("the gate drops less than half of ordinary news")
	}
}
