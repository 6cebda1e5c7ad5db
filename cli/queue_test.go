package cli_test

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"demarche/cli"
)

// meanwhile is an input before which something happens.
type meanwhile struct {
	happens func()
	*strings.Reader
}

func (m *meanwhile) Read(p []byte) (int, error) {
	if m.happens != nil {
		m.happens()
		m.happens = nil
	}
	return m.Reader.Read(p)
}

// Somebody decides while another looks at the same entry in the queue: what
// was decided is told, and only then overruled.
func TestTheQueueTellsWhatOthersDecidedMeanwhile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	run := func(around cli.Surroundings, args ...string) outcome {
		return try(context.Background(), around, withReader(marks{}), append([]string{"--ledger", path}, args...)...)
	}
	if got := run(cli.Surroundings{}, "add", reports(t, 1)); got.status != 0 {
		t.Fatal(got.err)
	}
	listed := run(cli.Surroundings{}, "review", "queue", "--json").out
	id := regexp.MustCompile(`"id": "([0-9a-f]{16})"`).FindStringSubmatch(listed)
	if id == nil {
		t.Fatalf("nothing waits: %s", listed)
	}
	in := &meanwhile{Reader: strings.NewReader("r\nnot so\nr\nnot so, having seen that\n"), happens: func() {
		if got := run(cli.Surroundings{}, "review", "accept", id[1], "--by", "Bea", "--reason", "it says so"); got.status != 0 {
			t.Error(got.err)
		}
	}}
	got := run(cli.Surroundings{In: in}, "review", "--by", "Ann")
	if got.status != 0 || !strings.Contains(got.out, "meanwhile Bea decided: accept, it says so") || !strings.Contains(got.out, "1 decision made") {
		t.Errorf("status %d: %s %s", got.status, got.out, got.err)
	}
	log := run(cli.Surroundings{}, "review", "log").out
	if !strings.Contains(log, "not so, having seen that") || strings.Count(log, "Ann") != 1 {
		t.Errorf("the log says %s", log)
	}
}
