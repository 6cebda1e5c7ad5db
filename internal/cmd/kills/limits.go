package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// narrowest is the least room, in blocks of 512 bytes, that a command gets.
const narrowest = 8

// fill does every kind of work with no more room than so many bytes to a file,
// as the system sets it (RLIMIT_FSIZE), from nearly none up until it suffices.
// What does not fit fails and says so; the ledger is sound, nothing is lost, and
// with room the same command completes.
func (h *harness) fill() (refused map[string]int, err error) {
	refused = map[string]int{}
	if err := h.begin(1000); err != nil {
		return nil, err
	}
	reports := h.write(1000)
	add := work{name: "add", commands: [][]string{{"add", reports}}, done: func() error { return h.complete(reports) }}
	for i, next := 0, []work{add}; i < len(next); i++ {
		n, err := h.squeeze(next[i])
		if err != nil {
			return nil, fmt.Errorf("%s with little room: %w", next[i].name, err)
		}
		refused[next[i].name] = n
		if i == 0 {
			next = append(next, h.others()...)
		}
	}
	return refused, nil
}

// squeeze does one work with ever more room, and gives how often there was too little.
func (h *harness) squeeze(w work) (refused int, err error) {
	for blocks := narrowest; ; blocks += 1 + blocks/h.steps {
		seen := map[string]bool{}
		if err := h.look(seen); err != nil {
			return refused, err
		}
		out, err := h.within(blocks, w.commands[0])
		if cerr := h.check(w, seen); cerr != nil {
			return refused, fmt.Errorf("with %d blocks: %w", blocks, cerr)
		}
		if err == nil {
			break
		}
		refused++
		if !strings.Contains(string(out), "hint:") {
			return refused, fmt.Errorf("with %d blocks it fails without a word of what to do: %w\n%s", blocks, err, out)
		}
	}
	return refused, w.done()
}

// within runs a command that can write no file larger than so many blocks.
func (h *harness) within(blocks int, command []string) ([]byte, error) {
	arguments := append([]string{"-c", fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, blocks), h.binary, "--ledger", h.ledger}, command...)
	c := exec.CommandContext(h.ctx, "sh", arguments...)
	c.Env = append(os.Environ(), "LC_ALL=C")
	return c.CombinedOutput()
}
