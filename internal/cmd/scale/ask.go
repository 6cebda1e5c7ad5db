package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"demarche"
)

// server is the program itself, serving a ledger over loopback.
type server struct {
	command *exec.Cmd // nil if somebody else started it
	process int       // its number, 0 if it is not known
	url     string
}

// serve starts the program and waits until it says where it serves.
func serve(ctx context.Context, binary, ledger string) (*server, error) {
	c := exec.CommandContext(ctx, binary, "--ledger", ledger, "serve", "--addr", "127.0.0.1:0", "--json")
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	var said struct {
		URL string `json:"url"`
	}
	if err := json.NewDecoder(out).Decode(&said); err != nil {
		return nil, fmt.Errorf("the server says nothing: %w", err)
	}
	return &server{c, c.Process.Pid, strings.TrimSuffix(said.URL, "/")}, nil
}

func (s *server) stop() error {
	if err := s.command.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return s.command.Wait()
}

// memory gives a line of /proc/PID/status in megabytes, 0 where there is none.
func (s *server) memory(field string) int {
	if s.process == 0 {
		return 0
	}
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		var kilobytes int
		if rest, ok := strings.CutPrefix(line, field+":"); ok {
			if _, err := fmt.Sscanf(rest, "%d", &kilobytes); err == nil {
				return kilobytes / 1024
			}
		}
	}
	return 0
}

// cpu gives the processor time that the server has used, over all its threads;
// 0 where the system does not tell. Others on the machine do not change it.
func (s *server) cpu() time.Duration {
	if s.process == 0 {
		return 0
	}
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", s.process))
	if err != nil {
		return 0
	}
	total := int64(0)
	for _, name := range threads {
		var ran int64
		if b, err := os.ReadFile(name); err == nil {
			if _, err := fmt.Sscan(string(b), &ran); err == nil {
				total += ran
			}
		}
	}
	return time.Duration(total)
}

// ready waits until the server says that it can answer every question.
func (s *server) ready(ctx context.Context) error {
	for ctx.Err() == nil {
		switch _, _, err := s.ask(ctx, "/readyz"); {
		case err == nil:
			return nil
		case !errors.Is(err, errNotYet):
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return context.Cause(ctx)
}

// idle waits until the server has used next to no processor time for a while.
// Where the system does not tell it returns at once.
func (s *server) idle(ctx context.Context) error {
	const look, next = 3 * time.Second, 0.02
	for before := s.cpu(); before > 0; {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(look):
		}
		now := s.cpu()
		if float64(now-before) < next*float64(look) {
			return nil
		}
		before = now
	}
	return nil
}

// errNotYet says that the server is not ready for a question.
var errNotYet = errors.New("not yet")

// ask gets an answer and gives how long it took.
func (s *server) ask(ctx context.Context, address string) (time.Duration, int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+address, nil)
	if err != nil {
		return 0, 0, err
	}
	begin := time.Now()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	n, err := io.Copy(io.Discard, answer.Body)
	if err == nil && answer.StatusCode == http.StatusServiceUnavailable {
		err = errNotYet
	}
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s", address, answer.Status)
	}
	return time.Since(begin), int(n), err
}

// question makes a question of a kind about a state.
func question(kind, state string, rng *rand.Rand) string {
	on := demarche.Day(time.Date(2016, 2, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rng.IntN(3600)))
	switch kind {
	case "where":
		return "/api/where/" + state
	case "where on a day":
		return "/api/where/" + state + "?on=" + string(on)
	case "would":
		return "/api/would?" + url.Values{"state": {state}, "people": {"own"}, "means": {"military_aircraft"}, "on": {string(on)}}.Encode()
	}
	return "/api/timeline?" + url.Values{"state": {state}, "offset": {fmt.Sprint(rng.IntN(500))}}.Encode()
}

func kinds() []string { return []string{"where", "where on a day", "would", "timeline"} }

// latency is how long answers took.
type latency struct {
	kind              string
	asked             int
	p50, p99, longest time.Duration
	cpu, cpu99        time.Duration // of the server, the median and p99
	bytes             int           // of an answer, on average
}

// warm asks each kind of question about each state once.
func (s *server) warm(ctx context.Context, p *press) ([]latency, error) {
	rng := p.rng(0, 6)
	m := newMeasure(s)
	for _, state := range p.states {
		for _, kind := range kinds() {
			if err := m.ask(ctx, kind, question(kind, string(state), rng)); err != nil {
				return nil, err
			}
		}
	}
	return m.latencies(), nil
}

// measure asks questions and notes what they take.
type measure struct {
	server     *server
	took, used map[string][]time.Duration
	bytes      map[string]int
}

func newMeasure(s *server) *measure {
	return &measure{s, make(map[string][]time.Duration), make(map[string][]time.Duration), make(map[string]int)}
}

func (m *measure) ask(ctx context.Context, kind, address string) error {
	before := m.server.cpu()
	d, n, err := m.server.ask(ctx, address)
	if err != nil {
		return err
	}
	m.took[kind], m.used[kind] = append(m.took[kind], d), append(m.used[kind], m.server.cpu()-before)
	m.bytes[kind] += n
	return nil
}

func (m *measure) latencies() []latency {
	var out []latency
	for _, kind := range kinds() {
		all, cpu := m.took[kind], m.used[kind]
		slices.Sort(all)
		slices.Sort(cpu)
		last := len(all) - 1
		out = append(out, latency{kind, len(all), all[last/2], all[last*99/100], all[last], cpu[last/2], cpu[last*99/100], m.bytes[kind] / len(all)})
	}
	return out
}

// load asks each kind of question so many times, one after the other, about
// states that are in the news as often as in the reports.
func (s *server) load(ctx context.Context, p *press, seed uint64, each int) ([]latency, error) {
	w := &writer{press: p, rng: p.rng(int(seed), 4)}
	m := newMeasure(s)
	for range each {
		for _, kind := range kinds() {
			if err := m.ask(ctx, kind, question(kind, string(w.state()), w.rng)); err != nil {
				return nil, err
			}
		}
	}
	return m.latencies(), nil
}
