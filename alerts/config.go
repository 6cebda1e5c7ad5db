package alerts

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"

	"demarche"
	"demarche/ask"
	"demarche/source/fetch"
)

// Config is a file of alerts.
type Config struct {
	Every   time.Duration // between two looks at the ledger
	Site    string        // address of the pages, for links; empty for none
	Mail    *MailServer
	Targets []Target
	Alerts  []Rule
}

// Target is who is told: a webhook or addresses of e-mail.
type Target struct {
	Name         string
	Webhook      string
	Secret       []byte // with which webhooks are signed
	AllowPrivate bool   // the webhook may lie in a private network
	Mail         []string
	Missing      error // why it cannot be told anything: a secret that is not there; nil if it can
}

// Rule says which changes go to which targets.
type Rule struct {
	To     []string
	Filter Filter
}

// MailServer is how e-mail is handed over.
type MailServer struct {
	Server         string // host:port
	From           string
	TLS            string // starttls, tls or none
	User, Password string
	Missing        error // why nobody can be told by it: its password is not there; nil if it can
}

// file is a file of alerts as it is written.
type file struct {
	Every string `yaml:"every"`
	Site  string `yaml:"site"`
	Mail  *struct {
		Server       string `yaml:"server"`
		From         string `yaml:"from"`
		TLS          string `yaml:"tls"`
		User         string `yaml:"user"`
		PasswordEnv  string `yaml:"password_env"`
		PasswordFile string `yaml:"password_file"`
	} `yaml:"mail"`
	Targets []struct {
		Name         string   `yaml:"name"`
		Webhook      string   `yaml:"webhook"`
		SecretEnv    string   `yaml:"secret_env"`
		SecretFile   string   `yaml:"secret_file"`
		AllowPrivate bool     `yaml:"allow_private"`
		Mail         []string `yaml:"mail"`
	} `yaml:"targets"`
	Alerts []struct {
		To      []string `yaml:"to"`
		States  []string `yaml:"states"`
		Changes []string `yaml:"changes"`
		People  string   `yaml:"people"`
		Means   string   `yaml:"means"`
	} `yaml:"alerts"`
}

// Example is a file of alerts to begin with.
const Example = `# Who is told when an answer changes. demarche alerts test FILE sends each target a test.

every: 1m                        # how often the ledger is looked at
site: https://ledger.example     # where the pages are, for links

mail:                            # only if any target has e-mail
  server: smtp.example.org:587
  from: Demarche <demarche@example.org>
  tls: starttls                  # starttls, tls or none
  user: demarche
  password_env: DEMARCHE_SMTP_PASSWORD   # a variable of the environment
  # password_file: smtp.secret   # or a file that only you may read, beside this one

targets:
  - name: desk
    webhook: https://desk.example.org/hooks/demarche
    secret_file: desk.secret     # 24 bytes or more: openssl rand -hex 32 > desk.secret; chmod 600 desk.secret
  - name: local
    webhook: http://127.0.0.1:9000/hook
    secret_env: DEMARCHE_HOOK_SECRET     # or from the environment; also whsec_ and base64, as Standard Webhooks has it
    allow_private: true          # the address may lie in a private network
  - name: editors
    mail: [editors@example.org]

alerts:
  - to: [desk]                   # everything
  - to: [editors]
    states: [Colombia, MEX]      # any of them has a part in it
    changes: [position, flight]  # position, gap, flight
  - to: [local]                  # of positions, only those on
    people: own                  # own, third or any
    means: military_aircraft     # military_aircraft, civilian_aircraft, land, sea or any
`

// Load reads a file of alerts. Secrets come from the environment or from files,
// whose names are taken from the folder of the file; never from the file itself.
// A secret that is not there is an error.
func Load(path string, words *ask.Words, getenv func(string) string) (*Config, error) {
	c, err := LoadToTest(path, words, getenv)
	if err != nil {
		return nil, err
	}
	for _, t := range c.Targets {
		if err := c.missing(t); err != nil {
			return nil, &demarche.Error{Code: demarche.Invalid, Op: "alerts", Path: path, Err: fmt.Errorf("target %q: %w", t.Name, err), Hint: "demarche alerts test tells of each target whether it can be told"}
		}
	}
	return c, nil
}

// LoadToTest does the same, but a secret that is not there concerns only the
// targets that need it.
func LoadToTest(path string, words *ask.Words, getenv func(string) string) (*Config, error) {
	b, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &demarche.Error{Code: demarche.NotFound, Op: "alerts", Path: path, Detail: "there is no such file", Hint: "demarche alerts example > alerts.yaml writes one to begin with"}
	case err != nil:
		return nil, &demarche.Error{Code: demarche.Storage, Op: "alerts", Path: path, Detail: "the file cannot be read", Err: err}
	}
	c, err := parse(b, words, secrets{filepath.Dir(path), getenv})
	if err != nil {
		return nil, &demarche.Error{Code: demarche.Invalid, Op: "alerts", Path: path, Err: err, Hint: "demarche alerts example prints a file with every field"}
	}
	return c, nil
}

// missing tells what a target needs that is not there.
func (c *Config) missing(t Target) error {
	if t.Missing == nil && len(t.Mail) > 0 && c.Mail != nil {
		return c.Mail.Missing
	}
	return t.Missing
}

// decode reads the fields of a file of alerts; any other is an error.
func decode(b []byte) (f file, err error) {
	err = yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&f)
	switch {
	case errors.Is(err, io.EOF):
		return f, errors.New("the file is empty")
	case err != nil:
		return f, errors.New(strings.TrimSpace(yaml.FormatError(err, false, false)))
	}
	return f, nil
}

func parse(b []byte, words *ask.Words, from secrets) (*Config, error) {
	f, err := decode(b)
	if err != nil {
		return nil, err
	}
	c := &Config{Every: time.Minute, Site: strings.TrimSuffix(f.Site, "/")}
	if f.Every != "" {
		every, err := time.ParseDuration(f.Every)
		if err != nil || every < time.Second {
			return nil, fmt.Errorf("every %q is no time of a second or more, such as 30s or 5m", f.Every)
		}
		c.Every = every
	}
	if f.Site != "" {
		if _, err := fetch.CheckURL(f.Site); err != nil {
			return nil, fmt.Errorf("site %q: %w", f.Site, err)
		}
	}
	if err := c.takeMail(f, from); err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	if err := c.takeTargets(f, from); err != nil {
		return nil, err
	}
	return c, c.takeRules(f, words)
}

func (c *Config) takeMail(f file, from secrets) error {
	m := f.Mail
	if m == nil {
		return nil
	}
	if _, err := mail.ParseAddress(m.From); err != nil {
		return fmt.Errorf("from %q is no address: %w", m.From, err)
	}
	if _, port, err := net.SplitHostPort(m.Server); err != nil || port == "" {
		return fmt.Errorf("server %q is not written as HOST:PORT", m.Server)
	}
	if m.TLS == "" {
		m.TLS = "starttls"
	}
	if !slices.Contains([]string{"starttls", "tls", "none"}, m.TLS) {
		return fmt.Errorf("tls %q is not starttls, tls or none", m.TLS)
	}
	c.Mail = &MailServer{Server: m.Server, From: m.From, TLS: m.TLS, User: m.User}
	if m.User == "" {
		return nil
	}
	if m.TLS == "none" {
		return errors.New("a password is not sent without TLS")
	}
	password, err := from.get(m.PasswordEnv, m.PasswordFile)
	c.Mail.Password, c.Mail.Missing = string(password), err
	return nil
}

// mostName is how many bytes the name of a target has at most.
const mostName = 60

// notInName reports whether a target may not be called by a character.
func notInName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-", r)
}

func (c *Config) takeTargets(f file, from secrets) error {
	for _, t := range f.Targets {
		one := Target{Name: t.Name, Webhook: t.Webhook, AllowPrivate: t.AllowPrivate, Mail: t.Mail}
		switch {
		case t.Name == "" || len(t.Name) > mostName || strings.ContainsFunc(t.Name, notInName):
			return fmt.Errorf("target %q: a name has letters, digits, dots, dashes and underscores, 60 at most", t.Name)
		case slices.ContainsFunc(c.Targets, func(other Target) bool { return other.Name == t.Name }):
			return fmt.Errorf("target %q is there twice", t.Name)
		case (t.Webhook == "") == (len(t.Mail) == 0):
			return fmt.Errorf("target %q has either webhook or mail", t.Name)
		case len(t.Mail) > 0 && c.Mail == nil:
			return fmt.Errorf("target %q has mail, but there is no mail server", t.Name)
		}
		for _, a := range t.Mail {
			if _, err := mail.ParseAddress(a); err != nil {
				return fmt.Errorf("target %q: %q is no address: %w", t.Name, a, err)
			}
		}
		if t.Webhook != "" {
			if _, err := fetch.CheckURL(t.Webhook); err != nil {
				return fmt.Errorf("target %q: %w", t.Name, err)
			}
			secret, err := from.get(t.SecretEnv, t.SecretFile)
			if err == nil {
				one.Secret, err = secretOf(secret)
			}
			one.Missing = err
		}
		c.Targets = append(c.Targets, one)
	}
	return nil
}

func (c *Config) takeRules(f file, words *ask.Words) error {
	for i, a := range f.Alerts {
		r := Rule{To: a.To, Filter: Filter{People: demarche.People(a.People), Means: demarche.Means(a.Means)}}
		fail := func(format string, args ...any) error {
			return fmt.Errorf("alert %d: %w", i+1, fmt.Errorf(format, args...))
		}
		if len(a.To) == 0 {
			return fail("it goes to no target")
		}
		for _, name := range a.To {
			if !slices.ContainsFunc(c.Targets, func(t Target) bool { return t.Name == name }) {
				return fail("there is no target %q", name)
			}
		}
		for _, name := range a.States {
			s, err := words.State(name)
			if err != nil {
				return fail("%w", err)
			}
			r.Filter.States = append(r.Filter.States, s)
		}
		for _, name := range a.Changes {
			if !slices.Contains(Kinds(), Kind(name)) {
				return fail("%q is none of the changes %q", name, Kinds())
			}
			r.Filter.Kinds = append(r.Filter.Kinds, Kind(name))
		}
		if err := r.Filter.Check(); err != nil {
			return fail("%w", err)
		}
		c.Alerts = append(c.Alerts, r)
	}
	return nil
}

// Check tells what is wrong with the people and means that a filter asks for.
func (f Filter) Check() error {
	if f.People != "" && !slices.Contains([]demarche.People{demarche.OwnNationals, demarche.ThirdNationals, demarche.AnyPeople}, f.People) {
		return fmt.Errorf("people %q are not own, third or any", f.People)
	}
	if f.Means != "" && !slices.Contains([]demarche.Means{demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea, demarche.MeansAny}, f.Means) {
		return fmt.Errorf("means %q are not military_aircraft, civilian_aircraft, land, sea or any", f.Means)
	}
	return nil
}

// targetsOf names the targets that a change goes to, each once.
func (c *Config) targetsOf(change Change) []string {
	var out []string
	for _, r := range c.Alerts {
		if !r.Filter.Passes(change) {
			continue
		}
		for _, name := range r.To {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// target gives the target of a name.
func (c *Config) target(name string) (Target, bool) {
	i := slices.IndexFunc(c.Targets, func(t Target) bool { return t.Name == name })
	if i < 0 {
		return Target{}, false
	}
	return c.Targets[i], true
}
