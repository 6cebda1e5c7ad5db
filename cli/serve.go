package cli

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
	"demarche/ask"
	"demarche/demo"
	"demarche/ledger"
	"demarche/source"
	"demarche/web/server"
)

// defaultAddr is where the pages are served if nothing else is said.
const defaultAddr = "127.0.0.1:8080"

type serveCommand struct {
	Addr string `help:"The address to serve on; port 0 takes any free port." default:"${addr}" placeholder:"HOST:PORT"`
	JSON bool   `help:"Print the address as JSON."`

	Alerts      string   `help:"Also tell others when an answer changes, as this file says; see demarche alerts." placeholder:"FILE"`
	Host        []string `help:"A name under which the server is reached, beside localhost and its IP addresses; requests for any other are refused. May be given several times." placeholder:"NAME"`
	Open        bool     `help:"Let everybody read who reaches the server. Default on an address of this computer alone." xor:"reading"`
	Closed      bool     `help:"Let only those read who sign in, see demarche account. Default on any other address." xor:"reading"`
	BehindProxy bool     `help:"A proxy stands in front of the server: believe what it says in X-Forwarded-For and X-Forwarded-Proto."`
	Rate        float64  `help:"Requests a second that one client address may make in the long run; 0 for no limit. Clients on this machine are not counted, unless --rate-local." default:"20" placeholder:"N"`
	RateBurst   int      `help:"Requests that one client address may make at once." default:"100" placeholder:"N"`
	RateLocal   bool     `help:"Count clients on this machine too."`

	Metrics  string `help:"Also serve figures for Prometheus, at /metrics of this address. Who reaches it may read them: keep it inside." placeholder:"HOST:PORT"`
	LogEvery bool   `help:"Write a line in the log for each request."`
}

func (serveCommand) Help() string {
	return "Serves pages to be read in a browser - the matrix of states with a day slider, a page for each state and report, lists - and the JSON API behind them, described at /openapi.json. Which reports copy which, and which tell of one event, is found in the background after the start; questions that need it are told so until then, and /readyz says when it is there. Ctrl-C stops it.\n\nWho has an account (demarche account) signs in and reviews at /review. Everybody who reaches the server may read, if that is this computer alone; else only who signs in, unless --open. Passwords are taken over HTTPS or from this computer only: put a proxy in front that speaks HTTPS, and start with --behind-proxy.\n\nExample: demarche serve --addr 127.0.0.1:8080\n\nExample: demarche serve --addr 0.0.0.0:8080 --host ledger.example --behind-proxy"
}

// Run serves until it is stopped.
func (c *serveCommand) Run(s *session) error {
	if err := s.forEverybody("serve"); err != nil {
		return err
	}
	stopAlerts := func() {}
	if c.Alerts != "" {
		stop, err := s.startAlerts(c.Alerts)
		if err != nil {
			return err
		}
		stopAlerts = stop
	}
	defer stopAlerts()
	l, desk, err := s.ledgerToServe()
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	if c.Rate < 0 || c.RateBurst < 1 {
		return &demarche.Error{Code: demarche.Invalid, Op: "serve", Detail: "a rate is not below 0, and a burst not below 1"}
	}
	listener, err := server.Listen(s.ctx, c.Addr)
	if err != nil {
		return err
	}
	o := server.Options{Hosts: append(hosts(c.Addr), c.Host...), Desk: desk, Closed: c.Closed || !c.Open && !onLoopback(listener), Proxied: c.BehindProxy,
		Limit: server.Limit{PerSecond: c.Rate, Burst: c.RateBurst, Loopback: c.RateLocal}, Journal: c.LogEvery}
	if counts, ok := l.(ledger.RateKeeper); ok && desk != nil {
		o.Limit.Together = counts
	}
	if o.Closed {
		if err := s.someoneCanRead(desk); err != nil {
			_ = listener.Close()
			return err
		}
	}
	at := place{site: listener, asJSON: c.JSON}
	if c.Metrics != "" {
		if at.figures, err = server.Listen(s.ctx, c.Metrics); err != nil {
			_ = listener.Close()
			return err
		}
	}
	return s.serve(l, at, o)
}

// ledgerToServe opens the ledger for writing, so that it can be reviewed, or
// for reading only where it cannot be written to; nobody signs in then.
func (s *session) ledgerToServe() (demarche.Ledger, *accounts.Desk, error) {
	l, err := s.ledgerThere()
	if err != nil && demarche.CodeOf(err) == demarche.Storage {
		l, err = s.ledger(true)
		return l, nil, err
	}
	if err != nil {
		return nil, nil, err
	}
	return l, s.stages.Accounts(l, s.around.Now), nil
}

// onLoopback reports whether only this computer reaches a listener.
func onLoopback(l net.Listener) bool {
	a, ok := l.Addr().(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}

// someoneCanRead refuses to serve pages that nobody could read.
func (s *session) someoneCanRead(desk *accounts.Desk) error {
	if desk != nil {
		all, err := desk.Accounts(s.ctx)
		if err != nil || len(all) > 0 {
			return err
		}
	}
	return &demarche.Error{Code: demarche.Invalid, Op: "serve", Detail: "only those who sign in could read, and nobody has an account",
		Hint: "make accounts with demarche account add NAME; or let everybody read with --open"}
}

// startAlerts looks for changes beside the server, in a ledger of its own that
// is open for writing; stop ends that and waits.
func (s *session) startAlerts(path string) (stop func(), err error) {
	words, config, err := s.alertsFile(path)
	if err != nil {
		return nil, err
	}
	l, err := s.ledger(false)
	if err != nil {
		return nil, err
	}
	log := s.log()
	ctx, cancel := context.WithCancel(s.ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := s.runAlerts(ctx, l, s.answers(l), words, config, false, log, nil); err != nil {
			log.Error("alerts ended", "error", err)
		}
	}()
	return func() {
		cancel()
		<-ended
		_ = l.Close()
	}, nil
}

// place is where a server is reached.
type place struct {
	site    net.Listener
	figures net.Listener // for Prometheus; nil for none
	asJSON  bool         // tell it as JSON
}

// serve serves the pages over a ledger until the context ends. It closes the listeners.
func (s *session) serve(l demarche.Ledger, at place, o server.Options) error {
	defer func() { _ = at.site.Close() }()
	words, err := ask.Load()
	if err != nil {
		return err
	}
	log := s.log()
	a := s.answers(l)
	a.Watching(s.watchedFor(l))
	a.Working(s.operations(l))
	o.Audiences = s.audiences(l)
	if at.figures != nil {
		o.Meter = server.NewMeter(a, s.around.Version, log)
		if _, ok := queueOf(l); ok {
			o.Meter.Register(newWorkCollector(s.operations(l)))
		}
		countAlerts(o.Meter, l, s.around.Now)
	}
	site, err := s.stages.Site(a, words, s.around.Now, log, o)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(s.ctx)
	warm := s.warm(ctx, a, site, log)
	defer func() {
		cancel()
		<-warm // it reads the ledger, which is closed next
	}()
	if at.figures != nil { // once copies and events are looked for, so that /readyz there says no sooner than that of the pages that they are found
		defer s.serveFigures(at.figures, o.Meter, a, log)()
	}
	if err := s.saysServing(at); err != nil {
		return err
	}
	return server.Serve(s.ctx, at.site, site) // nil when Ctrl-C ends it: that is how a server ends
}

// serveFigures serves what a meter counts beside the pages, and to supervisors
// whether the program lives and can work; stop ends that and waits.
func (s *session) serveFigures(at net.Listener, m *server.Meter, of server.Measured, log *slog.Logger) (stop func()) {
	mux := http.NewServeMux()
	server.Probes(mux, of)
	mux.Handle("GET /metrics", m.Handler())
	ctx, cancel := context.WithCancel(s.ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(ctx, at, mux); err != nil {
			log.Error("figures are served no longer", "error", err)
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}

// saysServing tells where the pages are: at an address that a browser can open.
// A log in JSON has it too, in place of a line for people.
func (s *session) saysServing(at place) error {
	listens := at.site.Addr().String()
	address, all := listens, false
	if a, ok := at.site.Addr().(*net.TCPAddr); ok && a.IP.IsUnspecified() {
		address, all = net.JoinHostPort("127.0.0.1", strconv.Itoa(a.Port)), true
	}
	url := "http://" + address + "/"
	says := map[string]string{"url": url, "listens": listens}
	if at.figures != nil {
		says["metrics"] = "http://" + at.figures.Addr().String() + "/metrics"
	}
	switch {
	case at.asJSON:
		return s.asJSON(says)
	case s.logJSON:
		s.log().Info("serving", "url", url, "listens", listens, "metrics", says["metrics"])
		return nil
	}
	if all {
		url += ", and on every other address of this computer"
	}
	if err := s.printf("serving on %s  (Ctrl-C stops)\n", url); err != nil || at.figures == nil {
		return err
	}
	return s.saysFigures(says["metrics"])
}

// saysFigures tells where the figures for Prometheus are.
func (s *session) saysFigures(url string) error {
	if s.logJSON {
		s.log().Info("figures for Prometheus", "url", url)
		return nil
	}
	return s.printf("figures for Prometheus on %s\n", url)
}

// warm has copies and events found in the background, logs when they are there,
// and then has pages made ahead. The channel is closed when nothing of it goes on.
func (s *session) warm(ctx context.Context, a *answers.Answers, site http.Handler, log *slog.Logger) <-chan struct{} {
	begin, ended := s.around.Now(), make(chan struct{})
	warmed := a.Warm(ctx)
	go func() {
		defer close(ended)
		switch err := <-warmed; {
		case ctx.Err() != nil:
		case err != nil:
			log.Error("copies and events were not found; the questions that need them will try again", "error", err)
		default:
			log.Info("ready", "after", s.around.Now().Sub(begin).Round(time.Millisecond).String())
			a.Save(ctx)
			_, _ = a.Queue(ctx, demarche.Filter{}, 0, 1) // so that the first reviewer need not wait; what fails is told to whoever asks
			if pages, ok := site.(interface{ Warm(context.Context) }); ok {
				pages.Warm(ctx)
			}
		}
	}()
	return ended
}

// hosts gives the name under which an address is served, if it has one.
func hosts(addr string) []string {
	host, _, err := net.SplitHostPort(addr)
	if err != nil || host == "" || net.ParseIP(host) != nil {
		return nil
	}
	return []string{host}
}

type demoCommand struct {
	Addr    string `help:"The address to serve the pages on; port 0 takes any free port." default:"${addr}" placeholder:"HOST:PORT"`
	NoServe bool   `help:"Stop after the matrix; do not serve the pages."`
	Keep    string `help:"Write the example reports into this folder and keep the ledger there." placeholder:"DIR"`
	JSON    bool   `help:"Print the matrix as JSON and stop."`
}

func (demoCommand) Help() string {
	return "Reads the bundled example reports into a ledger of their own, prints where each state stands, asks one question, and serves the pages. Nothing of it stays, unless --keep names a folder.\n\nExample: demarche demo\n\nExample: demarche demo --no-serve"
}

// Run shows the main job.
func (c *demoCommand) Run(s *session) (err error) {
	dir := c.Keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "demarche-demo-"); err != nil {
			return writeError(os.TempDir(), err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
	}
	reports := filepath.Join(dir, "reports")
	if err := copyReports(demo.Reports(), reports); err != nil {
		return err
	}
	s.path = filepath.Join(dir, "demarche.db")
	reader, err := s.stages.Reader()
	if err != nil {
		return err
	}
	l, err := s.wholeLedger(false)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	out, err := s.add(whole(l), reader, source.Loader{Now: s.around.Now}, &imports{}, []string{reports}, "")
	if err != nil {
		return err
	}
	words, err := ask.Load()
	if err != nil {
		return err
	}
	a := answers.New(l, s.around.Now)
	matrix, err := a.Matrix(s.ctx, "")
	if err != nil {
		return err
	}
	if c.JSON {
		return s.asJSON(matrix)
	}
	if err := s.printf("Read %s that come with the program (their wording is made up, the events are public).\n\n", plural(len(out.Added), "example report")); err != nil {
		return err
	}
	if err := s.matrix(matrix, words); err != nil {
		return err
	}
	if err := s.demoQuestion(a, words); err != nil {
		return err
	}
	if c.Keep != "" {
		if err := s.printf("\nkept: %s and %s\n", reports, s.path); err != nil {
			return err
		}
	}
	if c.NoServe {
		return nil
	}
	if err := s.printf("\n"); err != nil {
		return err
	}
	listener, err := server.Listen(s.ctx, c.Addr)
	if demarche.CodeOf(err) == demarche.Conflict && c.Addr == defaultAddr {
		listener, err = server.Listen(s.ctx, "127.0.0.1:0") // the first thing a newcomer runs should not fail on a busy port
	}
	if err != nil {
		return err
	}
	return s.serve(l, place{site: listener}, server.Options{Hosts: hosts(c.Addr), Desk: s.stages.Accounts(l, s.around.Now)})
}

// demoQuestion asks one question, so that the answer and its reasons are seen.
func (s *session) demoQuestion(a *answers.Answers, words *ask.Words) error {
	if err := s.printf("\n$ demarche would Mexico --people own --place \"Guantanamo Bay\"\n"); err != nil {
		return err
	}
	q, err := words.Question(ask.Would{State: "Mexico", People: string(demarche.OwnNationals), Means: string(demarche.MeansAny), Place: "Guantanamo Bay"})
	if err != nil {
		return err
	}
	answer, err := a.Would(context.WithoutCancel(s.ctx), q)
	if err != nil {
		return err
	}
	return s.answer(answer)
}

// copyReports writes the bundled reports into a folder.
func copyReports(from fs.FS, into string) error {
	if err := os.MkdirAll(into, 0o755); err != nil {
		return writeError(into, err)
	}
	entries, err := fs.ReadDir(from, ".")
	if err != nil {
		return fmt.Errorf("bundled reports: %w", err)
	}
	for _, e := range entries {
		b, err := fs.ReadFile(from, e.Name())
		if err != nil {
			return fmt.Errorf("bundled reports: %w", err)
		}
		path := filepath.Join(into, e.Name())
		if err := os.WriteFile(path, b, 0o644); err != nil {
			return writeError(path, err)
		}
	}
	return nil
}
