package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche/cli"
)

// jsonLines gives the messages of a log, each line of which must be JSON with a
// time, a level and a message.
func jsonLines(t *testing.T, log string) (messages []string) {
	t.Helper()
	for line := range strings.Lines(log) {
		var l struct {
			Time       time.Time
			Level, Msg string
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil || l.Time.IsZero() || l.Level == "" || l.Msg == "" {
			t.Errorf("%q is no line of a log: %v", line, err)
		}
		messages = append(messages, l.Msg)
	}
	return messages
}

// TestALogInJSONIsNothingElse starts and stops what goes on for long, and has it
// fail: whatever it prints is a line of JSON.
func TestALogInJSONIsNothingElse(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "l.db")
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	run := func(words string, args ...string) string {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		var out bytes.Buffer
		log := &until{words: words, stop: stop}
		cli.Run(ctx, append([]string{"--log-json"}, args...), cli.Surroundings{In: strings.NewReader(""), Out: &out, Err: log, Now: time.Now, Getenv: os.Getenv}, withReader(marks{}))
		if out.Len() > 0 {
			t.Errorf("%s prints beside its log: %s", args, out.String())
		}
		if !strings.Contains(log.String(), words) {
			t.Errorf("%s does not say %q: %s", args, words, log.String())
		}
		return strings.Join(jsonLines(t, log.String()), "\n")
	}
	for _, command := range []string{"worker", "serve"} {
		if said := run(`"code":"not_found","hint":"`, "--ledger", ledger, command); !strings.Contains(said, "no ledger") {
			t.Errorf("without a ledger %s says %s", command, said)
		}
	}
	do(t, "--ledger", ledger, "add", reports(t, 1))
	run(`"msg":"figures for Prometheus","url":"http://127.0.0.1:`, "--ledger", ledger, "worker", "--metrics", "127.0.0.1:0")
	run(`"msg":"ready"`, "--ledger", ledger, "serve", "--addr", "127.0.0.1:0", "--metrics", "127.0.0.1:0")
	run(`"msg":"serving","url":"http://127.0.0.1:`, "--ledger", ledger, "serve", "--addr", "127.0.0.1:0")
}
