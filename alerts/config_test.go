package alerts

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/ask"
	"demarche/ledger"
)

func load(t *testing.T, text string, env map[string]string) (*Config, error) {
	t.Helper()
	words, err := ask.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, mode := range map[string]os.FileMode{"desk.secret": 0o600, "open.secret": 0o644} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(secret+"\n"), mode); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "alerts.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(path, words, func(name string) string { return env[name] })
}

func TestTheExampleIsAFileOfAlerts(t *testing.T) {
	c, err := load(t, Example, map[string]string{"DEMARCHE_SMTP_PASSWORD": "pass", "DEMARCHE_HOOK_SECRET": secret})
	if err != nil {
		t.Fatal(err)
	}
	desk, ok := c.target("desk")
	if !ok || string(desk.Secret) != secret || c.Every != time.Minute || c.Mail.Password != "pass" || c.Site != "https://ledger.example" {
		t.Errorf("it is read as %+v, mail %+v", c, c.Mail)
	}
	if r := c.Alerts[1]; len(r.Filter.States) != 2 || r.Filter.States[0] != "COL" || len(r.Filter.Kinds) != 2 {
		t.Errorf("the second alert is %+v", r)
	}
}

// TestTheExampleHasEveryField goes by the fields that a file may have.
func TestTheExampleHasEveryField(t *testing.T) {
	var check func(reflect.Type)
	fields := 0
	check = func(of reflect.Type) {
		for of.Kind() == reflect.Slice || of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct {
			return
		}
		for i := range of.NumField() {
			fields++
			if name := of.Field(i).Tag.Get("yaml"); !strings.Contains(Example, " "+name+":") && !strings.Contains(Example, "\n"+name+":") {
				t.Errorf("the example has no %s", name)
			}
			check(of.Field(i).Type)
		}
	}
	check(reflect.TypeFor[file]())
	if fields < 20 {
		t.Errorf("only %d fields were looked for", fields)
	}
}

func TestASecretThatIsNotThereConcernsItsTargetAlone(t *testing.T) {
	_, err := load(t, Example, map[string]string{"DEMARCHE_HOOK_SECRET": secret})
	if demarche.CodeOf(err) != demarche.Invalid || !strings.Contains(err.Error(), `target "editors": the environment variable DEMARCHE_SMTP_PASSWORD is not set`) {
		t.Errorf("to run with it is %v", err)
	}
	words, err := ask.Load()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "alerts.yaml")
	if err := os.WriteFile(path, []byte(Example), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := LoadToTest(path, words, func(name string) string { return map[string]string{"DEMARCHE_HOOK_SECRET": secret}[name] })
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	send := func(context.Context, Target, ledger.Delivery) error { asked++; return nil }
	got, err := Test(t.Context(), c, send, "", time.Unix(0, 0))
	if err != nil || len(got) != 3 || asked != 1 || got["local"] != nil {
		t.Fatalf("%d were asked: %v (%v)", asked, got, err)
	}
	for name, want := range map[string]string{"desk": "desk.secret", "editors": "DEMARCHE_SMTP_PASSWORD is not set"} {
		if got[name] == nil || !strings.Contains(got[name].Error(), want) {
			t.Errorf("%s: %v, want one about %s", name, got[name], want)
		}
	}
}

func TestWhatIsWrongInTheFileIsNamed(t *testing.T) {
	const hook = "targets:\n- {name: desk, webhook: 'https://x.example/', secret_file: desk.secret}\n"
	const server = "mail: {server: 'smtp.example:25', from: a@example.org}\n"
	for text, want := range map[string]string{
		"":                "is empty",
		" \n# nothing\n":  "is empty",
		"evry: 1m":        "evry",
		"every: soon\n":   "every",
		"every: 1ms\n":    "every",
		"site: ftp://x\n": "site",
		hook + "alerts:\n- {to: [desk], state: COL}":                                                      "state",
		hook + "alerts:\n- {to: []}":                                                                      "no target",
		hook + "alerts:\n- {to: [nobody]}":                                                                "nobody",
		hook + "alerts:\n- {to: [desk], states: [Ruritania]}":                                             "Ruritania",
		hook + "alerts:\n- {to: [desk], changes: [rumour]}":                                               "rumour",
		hook + "alerts:\n- {to: [desk], people: all}":                                                     "all",
		hook + "alerts:\n- {to: [desk], means: rocket}":                                                   "rocket",
		"targets:\n- {name: desk}":                                                                        "either webhook or mail",
		"targets:\n- {name: 'a b', webhook: 'https://x.example/'}":                                        "name",
		"targets:\n- {name: desk, webhook: 'https://x.example/'}":                                         "secret",
		"targets:\n- {name: desk, webhook: 'https://x.example/', secret_file: missing}":                   "missing",
		"targets:\n- {name: desk, webhook: 'https://x.example/', secret_file: open.secret}":               "chmod",
		"targets:\n- {name: desk, webhook: 'https://x.example/', secret_env: NOT_SET}":                    "NOT_SET",
		"targets:\n- {name: desk, webhook: 'https://x.example/', secret_env: SHORT}":                      "bytes",
		"targets:\n- {name: desk, webhook: 'https://x.example/', secret: abc}":                            "secret",
		"targets:\n- {name: desk, webhook: 'https://u:p@x.example/', secret_file: desk.secret}":           "password",
		"targets:\n- {name: desk, webhook: 'file:///etc/passwd', secret_file: desk.secret}":               "http",
		hook + "- {name: desk, mail: [a@example.org]}":                                                    "twice",
		"targets:\n- {name: m, mail: [a@example.org]}":                                                    "no mail server",
		server + "targets:\n- {name: m, mail: ['a@example.org\r\nBcc: b@example.org']}":                   "no address",
		server + "targets:\n- {name: m, mail: [nobody]}":                                                  "no address",
		"mail: {server: smtp.example, from: a@example.org}":                                               "HOST:PORT",
		"mail: {server: 'smtp.example:25', from: nobody}":                                                 "from",
		"mail: {server: 'smtp.example:25', from: a@example.org, tls: maybe}":                              "maybe",
		"mail: {server: 'smtp.example:25', from: a@example.org, tls: none, user: u, password_env: SHORT}": "without TLS",
		"targets: [": "yaml",
	} {
		_, err := load(t, text, map[string]string{"SHORT": "short"})
		if demarche.CodeOf(err) != demarche.Invalid || !strings.Contains(err.Error(), "alerts.yaml") || want != "yaml" && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v, want one about %q", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "abc") {
			t.Errorf("the error tells a secret: %v", err)
		}
	}
	words, err := ask.Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml"), words, os.Getenv); demarche.CodeOf(err) != demarche.NotFound || demarche.HintOf(err) == "" {
		t.Errorf("a file that is not there: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(Example)
	f.Add("targets:\n- {name: desk, webhook: 'https://x.example/'}")
	words, err := ask.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parse([]byte(text), words, secrets{t.TempDir(), func(string) string { return secret }})
		if err != nil {
			return
		}
		for _, r := range c.Alerts {
			for _, name := range r.To {
				if _, ok := c.target(name); !ok {
					t.Errorf("an alert goes to %q, which there is not", name)
				}
			}
		}
	})
}
