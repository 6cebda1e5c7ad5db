package conformance

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/ledger"
)

// heads compares the head with what Verify reads, and shows that the log of
// each is the beginning of the next.
func heads(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	if h := headOf(t, l); h != (demarche.Head{}) {
		t.Errorf("the head of an empty ledger is %+v", h)
	}
	var earlier []demarche.Head
	for n := range uint64(9) {
		r := rich(n)
		add(t, l, r, demarche.Added)
		h, v := headOf(t, l), sound(t, l)
		if h.Size != v.LogLength || h.Chain != v.LogHead || h.Tree != v.TreeHash || h.Tree == "" {
			t.Fatalf("the head is %+v, verified %+v", h, v)
		}
		for _, before := range earlier {
			p := proofOf(t, l, r.Document.Hash(), before.Size)
			if p.Since == nil || p.Since.Hash != before.Tree || p.Tree.Hash != h.Tree {
				t.Fatalf("the growth from %+v to %+v is %+v", before, h, p.Since)
			}
			grown(t, l, before, h)
		}
		earlier = append(earlier, h)
		grown(t, l, h, h)
	}
}

// grown shows by checkpoints that the log of an earlier head is the beginning of
// that of a later one, and that one with another root is not.
func grown(t *testing.T, l demarche.Ledger, earlier, later demarche.Head) {
	t.Helper()
	g, ok := l.(ledger.Grower)
	if !ok {
		return
	}
	nodes, err := g.Growth(t.Context(), earlier.Size, later.Size)
	if err != nil || nodes.Hash != earlier.Tree || nodes.Size != earlier.Size {
		t.Fatalf("the growth from %+v to %+v is %+v, %v", earlier, later, nodes, err)
	}
	at := ledger.Checkpoint{Origin: "ledger.example", Tree: demarche.TreeHead{Size: earlier.Size, Hash: earlier.Tree}}
	head := demarche.TreeHead{Size: later.Size, Hash: later.Tree}
	if err := at.Begins(head, nodes.Consistency); err != nil {
		t.Fatalf("the log of %+v is not the beginning of that of %+v: %v", earlier, later, err)
	}
	other := at
	other.Tree.Hash = strings.Repeat("ab", 32)
	if err := other.Begins(head, nodes.Consistency); demarche.CodeOf(err) != demarche.Corrupt {
		t.Fatalf("a checkpoint with another root: %v", err)
	}
	longer := at
	longer.Tree.Size = later.Size + 1
	if err := longer.Begins(head, nodes.Consistency); demarche.CodeOf(err) != demarche.Corrupt {
		t.Fatalf("a checkpoint of a longer log: %v", err)
	}
	for _, sizes := range [][2]int64{{0, later.Size}, {later.Size + 1, later.Size + 1}, {later.Size + 1, later.Size}} {
		if _, err := g.Growth(t.Context(), sizes[0], sizes[1]); demarche.CodeOf(err) != demarche.Invalid {
			t.Fatalf("of a log of %d lines the growth from %d to %d: %v", later.Size, sizes[0], sizes[1], err)
		}
	}
}

func headOf(t fatal, l demarche.Ledger) demarche.Head {
	t.Helper()
	h, err := l.Head(context.Background())
	if err != nil {
		t.Fatalf("head: %v", err)
	}
	return h
}

// proofOf gives a proof that was checked after it went through JSON.
func proofOf(t fatal, l demarche.Ledger, id string, since int64) demarche.Proof {
	t.Helper()
	p, err := l.Prove(context.Background(), id, since)
	if err != nil {
		t.Fatalf("prove %s since %d: %v", id, since, err)
	}
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatalf("write proof: %v", err)
	}
	var back demarche.Proof
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatalf("read proof: %v", err)
	}
	if err := ledger.CheckProof(back); err != nil {
		t.Fatalf("the proof of %s since %d: %v", id, since, err)
	}
	return back
}

// proofs proves every record and document, and spoils the proofs.
func proofs(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	for n := range uint64(6) {
		add(t, l, rich(n), demarche.Added)
	}
	for _, e := range entries(t, l, demarche.Filter{}) {
		p := proofOf(t, l, e.Record.Shared().ID, 0)
		kinds := []string{p.Lines[0].What, p.Lines[1].What, p.Lines[2].What}
		if !slices.Equal(kinds, []string{"record", "document", "capture"}) || p.Lines[0].Sequence != e.Sequence ||
			!p.Lines[0].At.Equal(e.Kept) || p.Lines[1].ID != e.Document || p.Since != nil {
			t.Fatalf("the proof of %s is of %v: %+v", e.Record.Shared().ID, kinds, p)
		}
	}
	for _, k := range documents(t, l) {
		if p := proofOf(t, l, k.Hash[:20], 0); p.Lines[0].What != "document" || p.Lines[1].ID != k.Capture {
			t.Fatalf("the proof of a text is of %+v", p.Lines[0])
		}
	}
	size := headOf(t, l).Size
	for _, since := range []int64{-1, size + 1} {
		if _, err := l.Prove(t.Context(), idsOf(rich(1))[0], since); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("growth since %d lines: %v", since, err)
		}
	}
	if _, err := l.Prove(t.Context(), "0000000000000000", 0); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("the proof of nothing: %v", err)
	}
	spoiledProofs(t, func() demarche.Proof { return proofOf(t, l, idsOf(rich(2))[1], size/2) })
}

// spoiledProofs changes one thing of a proof at a time.
func spoiledProofs(t *testing.T, fresh func() demarche.Proof) {
	t.Helper()
	flip := func(hash *string) {
		c := byte('0')
		if (*hash)[3] == c {
			c = '1'
		}
		*hash = (*hash)[:3] + string(c) + (*hash)[4:]
	}
	spoils := map[string]func(p *demarche.Proof){
		"no lines":        func(p *demarche.Proof) { p.Lines = nil },
		"another head":    func(p *demarche.Proof) { flip(&p.Tree.Hash) },
		"no head":         func(p *demarche.Proof) { p.Tree.Hash = "" },
		"another size":    func(p *demarche.Proof) { p.Tree.Size += 10 },
		"an earlier head": func(p *demarche.Proof) { flip(&p.Since.Hash) },
		"another growth":  func(p *demarche.Proof) { flip(&p.Since.Consistency[0]) },
		"an earlier size": func(p *demarche.Proof) { p.Since.Size++ },
		"no size":         func(p *demarche.Proof) { p.Since.Size = 0 },
		"another record":  func(p *demarche.Proof) { flip(&p.Lines[0].ID) },
		"another body":    func(p *demarche.Proof) { p.Lines[0].Says[2].Value += " " },
		"another name":    func(p *demarche.Proof) { p.Lines[2].Says[2].Name = "source" },
		"less said":       func(p *demarche.Proof) { p.Lines[1].Says = p.Lines[1].Says[1:] },
	}
	for i, what := range []string{"record", "document", "capture"} {
		// A proof has the last of the fields that later versions gave only if it says something.
		spoils["an empty end of what is said by "+what] = func(p *demarche.Proof) {
			p.Lines[i].Says = append(p.Lines[i].Says, demarche.Field{Name: "media"})
		}
	}
	for i := range fresh().Lines {
		spoils["another time of "+fresh().Lines[i].What] = func(p *demarche.Proof) { p.Lines[i].At = p.Lines[i].At.Add(1) }
		spoils["another place of "+fresh().Lines[i].What] = func(p *demarche.Proof) { p.Lines[i].Sequence++ }
		spoils["another leaf of "+fresh().Lines[i].What] = func(p *demarche.Proof) { flip(&p.Lines[i].Leaf) }
		spoils["another way of "+fresh().Lines[i].What] = func(p *demarche.Proof) { flip(&p.Lines[i].Inclusion[1]) }
		spoils["a shorter way of "+fresh().Lines[i].What] = func(p *demarche.Proof) { p.Lines[i].Inclusion = p.Lines[i].Inclusion[1:] }
		spoils["no such thing as "+fresh().Lines[i].What] = func(p *demarche.Proof) { p.Lines[i].What = "rumour" }
	}
	for name, spoil := range spoils {
		p := fresh()
		spoil(&p)
		if err := ledger.CheckProof(p); demarche.CodeOf(err) != demarche.Corrupt {
			t.Errorf("%s: %v, want that the proof does not hold", name, err)
		}
	}
	p := fresh()
	p.Form = "demarche proof 99"
	if err := ledger.CheckProof(p); demarche.CodeOf(err) != demarche.Unsupported {
		t.Errorf("a form that is not known: %v", err)
	}
}
