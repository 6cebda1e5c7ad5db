package main

import (
	"context"
	"encoding/json"
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
	command *exec.Cmd
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
	return &server{c, strings.TrimSuffix(said.URL, "/")}, nil
}

func (s *server) stop() error {
	if err := s.command.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return s.command.Wait()
}

// memory gives a line of /proc/PID/status in megabytes, 0 where there is none.
func (s *server) memory(field string) int {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid))
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
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", s.command.Process.Pid))
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
func (s *server) warm(ctx context.Context, p *press) error {
	rng := p.rng(0, 6)
	for _, state := range p.states {
		for _, kind := range kinds() {
			if _, _, err := s.ask(ctx, question(kind, string(state), rng)); err != nil {
				return err
			}
		}
	}
	return nil
}

// load asks each kind of question so many times, one after the other, about
// states that are in the news as often as in the reports.
func (s *server) load(ctx context.Context, p *press, seed uint64, each int) ([]latency, error) {
	w := &writer{press: p, rng: p.rng(int(seed), 4)}
	took, used := make(map[string][]time.Duration), make(map[string][]time.Duration)
	bytes := make(map[string]int)
	for range each {
		for _, kind := range kinds() {
			before := s.cpu()
			d, n, err := s.ask(ctx, question(kind, string(w.state()), w.rng))
			if err != nil {
				return nil, err
			}
			took[kind], used[kind] = append(took[kind], d), append(used[kind], s.cpu()-before)
			bytes[kind] += n
		}
	}
	var out []latency
	for _, kind := range kinds() {
		all, cpu := took[kind], used[kind]
		slices.Sort(all)
		slices.Sort(cpu)
		last := len(all) - 1
		out = append(out, latency{kind, len(all), all[last/2], all[last*99/100], all[last], cpu[last/2], cpu[last*99/100], bytes[kind] / len(all)})
	}
	return out, nil
}
