package main

import (
	"fmt"
	"os"
	"path/filepath"

	"demarche/ledger/sqlite"
)

// others gives the works besides adding.
func (h *harness) others() []work {
	h.copies++
	file := func(name string) string { return filepath.Join(h.folder, fmt.Sprintf("%d-%s", h.copies, name)) }
	export, imported, backup, restored := file("export.jsonl"), file("imported.db"), file("backup.db"), file("restored.db")
	review, err := h.review()
	if err != nil {
		panic(err) // the addition before it was checked
	}
	return []work{
		review,
		{name: "export", commands: [][]string{{"export", "--all", export}}, made: export, done: func() error { return h.importable(export, file("again.db")) }},
		{name: "import", commands: [][]string{{"--ledger", imported, "import", export}}, made: imported, done: func() error { return h.sameHead(imported) }},
		{name: "backup", commands: [][]string{{"backup", backup}}, made: backup, done: func() error { return h.sameHead(backup) }},
		{name: "restore", commands: [][]string{{"--ledger", restored, "restore", backup}}, made: restored, done: func() error { return h.sameHead(restored) }},
	}
}

// review accepts an entry of the ledger.
func (h *harness) review() (work, error) {
	all, err := h.entries(h.ledger)
	if err != nil {
		return work{}, err
	}
	var names []string
	for name := range all {
		names = append(names, name)
	}
	id := all[names[h.rng.IntN(len(names))]][0]
	return work{
		name: "review", commands: [][]string{{"review", "accept", id, "--by", "A. Reviewer", "--reason", "the sentence says so"}},
		done: func() error {
			l, err := sqlite.Open(h.ctx, h.ledger, sqlite.Options{ReadOnly: true})
			if err != nil {
				return err
			}
			defer func() { _ = l.Close() }()
			decisions, err := l.Decisions(h.ctx, id)
			if err == nil && len(decisions) != 1 {
				err = fmt.Errorf("%d decisions, want one", len(decisions))
			}
			return err
		},
	}, nil
}

// importable checks that an export is whole: a ledger can be made of it.
func (h *harness) importable(export, ledger string) error {
	defer removeLedger(ledger)
	if out, err := h.runOn(ledger, "import", export); err != nil {
		return fmt.Errorf("the export is not whole: %w\n%s", err, out)
	}
	return h.sameHead(ledger)
}

// sameHead checks that a copy ends where the ledger does.
func (h *harness) sameHead(path string) error {
	var heads [2]string
	for i, p := range []string{h.ledger, path} {
		l, err := sqlite.Open(h.ctx, p, sqlite.Options{ReadOnly: true})
		if err != nil {
			return err
		}
		head, err := l.Head(h.ctx)
		_ = l.Close()
		if err != nil {
			return err
		}
		heads[i] = head.Chain
	}
	if heads[0] != heads[1] {
		return fmt.Errorf("%s ends in %s, the ledger in %s", filepath.Base(path), heads[1], heads[0])
	}
	if beside, _ := filepath.Glob(path + "*"); len(beside) > 1 {
		return fmt.Errorf("%d files were left beside %s", len(beside)-1, filepath.Base(path))
	}
	return os.Chmod(path, 0o644)
}
