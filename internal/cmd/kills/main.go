// Command kills ends the program itself, by SIGKILL or as Ctrl-C does, at
// random moments while it adds, decides, exports, imports, backs up and
// restores, and then gives each of these too little room for its files. It
// checks after each that the ledger is sound, that nothing is missing that
// another process had seen in it, that nothing is there twice, and that the same
// command, given again, completes the work. It prints what it did, and fails at
// the first thing that is wrong.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	binary := flag.String("binary", "build/demarche", "the program")
	rounds := flag.Int("rounds", 300, "how many additions are ended in the middle; other commands are ended now and then")
	seed := flag.Uint64("seed", 1, "from which the moments are drawn")
	flag.Parse()
	err := run(ctx, *binary, *rounds, *seed, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "kills:", err)
		os.Exit(1)
	}
}

// perLedger is after how many additions a new ledger is begun, so that making
// one is ended in the middle as well.
const perLedger = 20

func run(ctx context.Context, binary string, rounds int, seed uint64, tell io.Writer) error {
	binary, err := filepath.Abs(binary)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "kills")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	h := &harness{ctx: ctx, binary: binary, folder: folder, rng: rand.New(rand.NewPCG(seed, 1)), counts: map[string]*tally{}, steps: 6}
	if rounds < 100 {
		h.steps = 1
	}
	for round, ended := 0, 0; ended < rounds; round++ {
		if round%perLedger == 0 {
			if err := h.begin(round / perLedger); err != nil {
				return err
			}
		}
		for i, w := range h.works(round) {
			inTime, err := h.end(w)
			if err != nil {
				return fmt.Errorf("round %d, %s: %w", round, w.name, err)
			}
			if i == 0 && inTime { // the addition
				ended++
			}
		}
	}
	for _, name := range names() {
		if c := h.counts[name]; c != nil {
			_, _ = fmt.Fprintf(tell, "%-22s %4d times: %d killed and %d interrupted on the way, %d were done before; %d sightings of a report, none lost\n",
				name, c.times, c.killed, c.interrupted, c.before, c.seen)
		}
	}
	refused, err := h.fill()
	if err != nil {
		return err
	}
	for _, name := range names() {
		if n := refused[name]; n > 0 {
			_, _ = fmt.Fprintf(tell, "%-22s %4d times without room for its files: told so, and completed with room\n", name, n)
		}
	}
	return nil
}

func names() []string {
	return []string{"add", "add, two at once", "review", "export", "import", "backup", "restore"}
}

// tally counts what happened to one kind of work.
type tally struct{ times, killed, interrupted, before, seen int }
