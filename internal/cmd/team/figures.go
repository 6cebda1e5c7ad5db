package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"time"
)

// Figures is what was measured. A part that was not is nil.
type Figures struct {
	Reports   *Made      `json:"reports"`
	Reading   *Reading   `json:"reading"`
	Writing   *Writing   `json:"writing"`
	Lag       *Lag       `json:"lag"`
	Jobs      *Jobs      `json:"jobs"`
	Single    *Single    `json:"single"`
	Elsewhere *Elsewhere `json:"elsewhere"`
}

// Where says on what something was measured, and when.
type Where struct {
	Machine string  `json:"machine"`
	Cores   int     `json:"cores"`
	Day     string  `json:"day"`
	Load    float64 `json:"load"` // of the machine before, over a minute; 0 is idle
}

// Elsewhere are figures that other commands print, as their pages show them.
type Elsewhere struct {
	Reports  float64 `json:"reports"`       // make scale, docs/ledger.md: reports of the ledger
	MemoryGB float64 `json:"memory_gb"`     // of a server of it, after all questions
	Ready    float64 `json:"ready_seconds"` // of processor time until it is ready, without a cache
	Dropped  float64 `json:"gate_dropped"`  // make gate-figures, docs/quality.md: reports on politics that the gate drops
	Politics float64 `json:"gate_of"`       // of so many
}

// load reads a file of figures; of one that is not there it gives none.
func load(path string) (Figures, error) {
	var f Figures
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return f, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return f, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

func (f Figures) save(path string) error {
	b, err := json.MarshalIndent(f, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}

// where describes this machine now.
func where() Where {
	w := Where{Machine: "unknown", Cores: runtime.NumCPU(), Day: time.Now().UTC().Format(time.DateOnly)}
	if b, err := os.ReadFile("/proc/loadavg"); err == nil {
		_, _ = fmt.Sscan(string(b), &w.Load)
	}
	if f, err := os.Open("/proc/cpuinfo"); err == nil {
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			if _, model, ok := strings.Cut(lines.Text(), "model name\t: "); ok {
				w.Machine = model
				break
			}
		}
	}
	return w
}

// Passed gives how many reports on politics the gate lets through.
func (e Elsewhere) Passed() float64 { return e.Politics - e.Dropped }
