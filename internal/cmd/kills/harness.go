package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"demarche"
	"demarche/ledger/sqlite"
)

// harness holds one ledger after the other, and what must be in it.
type harness struct {
	ctx            context.Context
	binary, folder string
	rng            *rand.Rand
	ledger         string
	whole          map[string][]string // ids of the entries of each report, by name, as an addition without trouble gives them
	usual          map[string]time.Duration
	counts         map[string]*tally
	copies         int
	steps          int // the finer the more room grows by between two tries
}

// work is a command that is ended in the middle.
type work struct {
	name     string
	commands [][]string // run at the same time
	// made is a file that the command makes, as a whole or not at all; empty if
	// the command writes to the ledger.
	made string
	// done fails unless the work is complete, once.
	done func() error
}

// begin starts a new ledger.
func (h *harness) begin(n int) error {
	h.ledger = filepath.Join(h.folder, fmt.Sprintf("ledger%d.db", n))
	h.usual = map[string]time.Duration{"add": 250 * time.Millisecond}
	h.whole = map[string][]string{}
	return nil
}

// reportsPerRound is how many reports a round adds.
const reportsPerRound = 12

// works gives what is ended in a round: an addition always, sometimes one by
// two processes, and one of the other commands in some rounds.
func (h *harness) works(round int) []work {
	reports := h.write(round)
	add := work{name: "add", commands: [][]string{{"add", reports}}, done: func() error { return h.complete(reports) }}
	if round%5 == 4 {
		before := filepath.Join(h.folder, fmt.Sprintf("round%d", round-1))
		add.name, add.commands = "add, two at once", [][]string{{"add", reports, before}, {"add", before, reports}}
	}
	works := []work{add}
	if round%10 == 9 {
		works = append(works, h.others()...)
	}
	return works
}

// write makes the reports of a round. They are made up, as are those who speak.
func (h *harness) write(round int) string {
	folder := filepath.Join(h.folder, fmt.Sprintf("round%d", round))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		panic(err) // the folder was made a moment ago
	}
	states := []string{"Colombia", "Mexico", "Guatemala", "Honduras", "Panama", "Brazil"}
	for i := range reportsPerRound {
		state := states[(round+i)%len(states)]
		text := fmt.Sprintf("%s answers, number %d of %d\n\nCAPITAL, Feb %d, 2025 - %s will not accept military flights with deported nationals, the foreign minister told reporters on Tuesday.\n\n"+
			"A flight with %d deported people arrived in %s on Monday. The ministry did not say how many more would follow.\n", state, i, round, 1+round%27, state, 20+round*reportsPerRound+i, state)
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("r%d-%d.txt", round, i)), []byte(text), 0o644); err != nil {
			panic(err)
		}
	}
	return folder
}

// end starts the work, ends it at a random moment, checks, and completes it. It
// reports whether the work was on its way when it was ended.
func (h *harness) end(w work) (bool, error) {
	c := h.counts[w.name]
	if c == nil {
		c = &tally{}
		h.counts[w.name] = c
	}
	c.times++
	kill := h.rng.IntN(4) > 0 // one in four is interrupted as by Ctrl-C
	seen, ended, err := h.disturb(w, kill)
	if err != nil {
		return false, err
	}
	switch {
	case ended == 0:
		c.before++
	case kill:
		c.killed++
	default:
		c.interrupted++
	}
	c.seen += len(seen)
	if err := h.check(w, seen); err != nil {
		return false, err
	}
	begin := time.Now()
	for _, command := range w.commands {
		if w.made != "" && exists(w.made) {
			continue // it was done before it could be ended
		}
		if out, err := h.run(command); err != nil {
			return false, fmt.Errorf("given again, it fails: %w\n%s", err, out)
		}
	}
	h.usual[w.name] = max(50*time.Millisecond, time.Since(begin)/time.Duration(len(w.commands)))
	if err := h.check(w, seen); err != nil {
		return false, err
	}
	return ended > 0, w.done()
}

// disturb runs the commands and ends them; seen are the reports that another
// process saw in the ledger meanwhile, and ended is how many were on their way.
func (h *harness) disturb(w work, kill bool) (seen map[string]bool, ended int, err error) {
	var running []*exec.Cmd
	for _, command := range w.commands {
		c := exec.CommandContext(h.ctx, h.binary, append([]string{"--ledger", h.ledger}, command...)...)
		if err := c.Start(); err != nil {
			return nil, 0, err
		}
		running = append(running, c)
	}
	usual := h.usual[w.name]
	if usual == 0 {
		usual = 200 * time.Millisecond
	}
	moment := time.Now().Add(time.Duration(h.rng.Int64N(int64(usual)) * 3 / 4))
	seen = map[string]bool{}
	for time.Now().Before(moment) {
		if err := h.look(seen); err != nil {
			return nil, 0, err
		}
		time.Sleep(min(5*time.Millisecond, max(0, time.Until(moment))))
	}
	for _, c := range running {
		if kill {
			_ = c.Process.Kill()
		} else {
			_ = c.Process.Signal(os.Interrupt)
		}
	}
	for _, c := range running {
		var exit *exec.ExitError
		switch err := c.Wait(); {
		case errors.As(err, &exit):
			ended++
			if status, ok := exit.Sys().(syscall.WaitStatus); kill && (!ok || !status.Signaled()) {
				return nil, 0, fmt.Errorf("it failed by itself: %w", err)
			}
		case err != nil:
			return nil, 0, err
		}
	}
	return seen, ended, nil
}

// look notes the reports that the ledger has at the moment.
func (h *harness) look(seen map[string]bool) error {
	if !exists(h.ledger) {
		return nil
	}
	l, err := sqlite.Open(h.ctx, h.ledger, sqlite.Options{ReadOnly: true})
	if err != nil {
		if exists(h.ledger) && len(seen) == 0 {
			return nil // it is being made
		}
		return fmt.Errorf("the ledger does not open while it is written to: %w", err)
	}
	defer func() { _ = l.Close() }()
	kept, err := l.Documents(h.ctx)
	for _, k := range kept {
		seen[k.Name] = true
	}
	return err
}

// check verifies the ledger, and what the work made if it is there.
func (h *harness) check(w work, seen map[string]bool) error {
	if w.made != "" && exists(w.made) && !strings.HasSuffix(w.made, ".jsonl") {
		if out, err := h.runOn(w.made, "verify"); err != nil {
			return fmt.Errorf("what it made is not sound: %w\n%s", err, out)
		}
	}
	if !exists(h.ledger) {
		return nil
	}
	l, err := sqlite.Open(h.ctx, h.ledger, sqlite.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	v, err := l.Verify(h.ctx, nil)
	if err != nil {
		return err
	}
	if len(v.Faults) > 0 {
		return fmt.Errorf("verify finds %+v", v.Faults)
	}
	kept, err := l.Documents(h.ctx)
	if err != nil {
		return err
	}
	there := map[string]int{}
	for _, k := range kept {
		if there[k.Name]++; there[k.Name] > 1 {
			return fmt.Errorf("%s is there twice", k.Name)
		}
	}
	for name := range seen {
		if there[name] == 0 {
			return fmt.Errorf("%s was in the ledger and is lost", name)
		}
	}
	return nil
}

// complete checks that each report of a folder is there with what an addition
// without trouble gives, and nothing else.
func (h *harness) complete(reports string) error {
	fresh := filepath.Join(h.folder, "fresh.db")
	defer removeLedger(fresh)
	if out, err := h.runOn(fresh, "add", reports); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	want, err := h.entries(fresh)
	if err != nil {
		return err
	}
	got, err := h.entries(h.ledger)
	if err != nil {
		return err
	}
	for name, ids := range want {
		h.whole[name] = ids
	}
	for name, ids := range h.whole {
		if !slices.Equal(got[name], ids) {
			return fmt.Errorf("%s has the entries %q, want %q", name, got[name], ids)
		}
	}
	if len(got) != len(h.whole) {
		return fmt.Errorf("%d reports have entries, want %d", len(got), len(h.whole))
	}
	return nil
}

// entries gives the ids of the entries of each report.
func (h *harness) entries(path string) (map[string][]string, error) {
	l, err := sqlite.Open(h.ctx, path, sqlite.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = l.Close() }()
	all, err := l.Entries(h.ctx, demarche.Filter{Rejected: true})
	out := map[string][]string{}
	for _, e := range all {
		out[e.Name] = append(out[e.Name], e.Record.Shared().ID)
	}
	return out, err
}

func (h *harness) run(command []string) ([]byte, error) { return h.runOn(h.ledger, command...) }

func (h *harness) runOn(ledger string, command ...string) ([]byte, error) {
	var out bytes.Buffer
	c := exec.CommandContext(h.ctx, h.binary, append([]string{"--ledger", ledger}, command...)...)
	c.Stdout, c.Stderr = &out, &out
	err := c.Run()
	return out.Bytes(), err
}

func exists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() > 0
}

func removeLedger(path string) {
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		_ = os.Remove(path + end)
	}
}
