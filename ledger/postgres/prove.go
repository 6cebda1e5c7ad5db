package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"demarche"
	"demarche/ledger"
)

// Prove shows that a record, the decisions about it, its document and its capture are in the log as it
// is at this moment; of the hash of a text, the document and its capture. With
// since it also shows that the log only grew since it had so many lines.
func (s *Store) Prove(ctx context.Context, id string, since int64) (demarche.Proof, error) {
	record, text, err := s.named(ctx, id)
	if err != nil {
		return demarche.Proof{}, err
	}
	var proof demarche.Proof
	err = s.reading(ctx, func(a access) error {
		p := prover{access: a}
		proof, err = p.prove(record, text, since)
		return err
	})
	return proof, s.explain("prove", err)
}

// named gives the id of the record that an id begins, or else the hash of the text.
func (s *Store) named(ctx context.Context, id string) (record, text string, err error) {
	record, err = s.complete(ctx, "RecordIDs", "entry", id)
	if demarche.CodeOf(err) != demarche.NotFound {
		return record, "", err
	}
	if text, again := s.complete(ctx, "TextHashes", "document", id); again == nil {
		return "", text, nil
	}
	return "", "", err
}

type prover struct {
	access
	size int64 // lines of the log
}

func (p *prover) prove(record, text string, since int64) (demarche.Proof, error) {
	head, err := p.head()
	if err != nil {
		return demarche.Proof{}, err
	}
	p.size = head.Size
	proof := demarche.Proof{Form: demarche.ProofForm, Tree: demarche.TreeHead{Size: head.Size, Hash: head.Tree}}
	if record != "" {
		var line demarche.Proven
		if line, text, err = p.record(record); err != nil {
			return proof, err
		}
		decisions, err := p.decided(record)
		if err != nil {
			return proof, err
		}
		links, err := p.linked(record)
		if err != nil {
			return proof, err
		}
		proof.Lines = append(append(append(proof.Lines, line), decisions...), links...)
	}
	document, capture, err := p.document(text)
	if err != nil {
		return proof, err
	}
	proof.Lines = append(proof.Lines, document, capture)
	switch {
	case since < 0 || since > head.Size:
		return proof, &demarche.Error{Code: demarche.Invalid, Op: "prove", Detail: fmt.Sprintf("the log has %d lines and was never %d long", head.Size, since),
			Hint: "give the size of an earlier head of this ledger"}
	case since > 0:
		proof.Since, err = ledger.ProveTree(head.Size, since, p.nodes)
	}
	return proof, err
}

func (p *prover) record(id string) (_ demarche.Proven, text string, err error) {
	var (
		sequence int64
		body     string
	)
	if err := p.row("RecordSays", named{"id": id}).Scan(&sequence, &text, &body); err != nil {
		return demarche.Proven{}, "", err
	}
	line, err := p.line(sequence, ledger.RecordSays(id, text, []byte(body)))
	return line, text, err
}

// decided proves what was decided about a record, or about the one in whose
// place it was written.
func (p *prover) decided(id string) ([]demarche.Proven, error) {
	all, err := p.decisions(id)
	if err != nil {
		return nil, err
	}
	lines := make([]demarche.Proven, len(all))
	for i, d := range all {
		if lines[i], err = p.line(d.Sequence, ledger.DecisionSays(d)); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

// linked proves what was decided about how a record hangs together with others.
func (p *prover) linked(id string) ([]demarche.Proven, error) {
	all, err := p.links(id)
	if err != nil {
		return nil, err
	}
	lines := make([]demarche.Proven, len(all))
	for i, l := range all {
		if lines[i], err = p.line(l.Sequence, ledger.LinkSays(l)); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

// document proves the document that answers go by, and its capture.
func (p *prover) document(text string) (document, capture demarche.Proven, err error) {
	var (
		sequence int64
		c        ledger.CaptureFacts
		head     []byte
	)
	f := ledger.DocumentFacts{Text: text}
	if err = p.row("DocumentSays", named{"hash": text}).Scan(slices.Concat([]any{&sequence, &f.Capture}, told(&f),
		[]any{&c.Bytes, &c.Size, &c.Address, &c.Taken, &c.Media, &head})...); err != nil {
		return document, capture, err
	}
	c.Head = string(head)
	if document, err = p.line(sequence, ledger.DocumentSays(f)); err != nil {
		return document, capture, err
	}
	capture, err = p.line(f.Capture, ledger.CaptureSays(c))
	return document, capture, err
}

// line proves a line that says something.
func (p *prover) line(sequence int64, says []demarche.Field) (demarche.Proven, error) {
	l, _, err := scanLine(p.row("Line", named{"sequence": sequence}))
	if err != nil {
		return demarche.Proven{}, fmt.Errorf("line %d: %w", sequence, err)
	}
	if l.Content != ledger.Content(l.What, says) {
		return demarche.Proven{}, damagedEntry(l.ID, errors.New("it is not what the log says was kept"))
	}
	return ledger.ProveLine(p.size, l, says, p.nodes)
}
