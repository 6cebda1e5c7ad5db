package rows

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
func (q Questions) Prove(ctx context.Context, id string, since int64) (proof demarche.Proof, err error) {
	record, text, err := q.named(ctx, id)
	if err != nil {
		return proof, err
	}
	err = q.base.Reading(ctx, func(m Moment) error {
		p := prover{Moment: m}
		proof, err = p.prove(record, text, since)
		return err
	})
	return proof, q.base.Explain("prove", err)
}

// named gives the id of the record that an id begins, or else the hash of the text.
func (q Questions) named(ctx context.Context, id string) (record, text string, err error) {
	record, err = q.complete(ctx, "RecordIDs", "entry", id)
	if demarche.CodeOf(err) != demarche.NotFound {
		return record, "", err
	}
	if text, again := q.complete(ctx, "TextHashes", "document", id); again == nil {
		return "", text, nil
	}
	return "", "", err
}

type prover struct {
	Moment
	size int64 // lines of the log
}

func (p *prover) prove(record, text string, since int64) (demarche.Proof, error) {
	head, err := Head(p)
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
		decisions, err := p.decisions(record)
		if err != nil {
			return proof, err
		}
		links, err := p.links(record)
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
		proof.Since, err = ledger.ProveTree(head.Size, since, Nodes(p))
	}
	return proof, err
}

func (p *prover) record(id string) (_ demarche.Proven, text string, err error) {
	var (
		sequence int64
		body     string
	)
	if err := p.Row("RecordSays", Named{"id": id}).Scan(&sequence, &text, &body); err != nil {
		return demarche.Proven{}, "", err
	}
	line, err := p.line(sequence, ledger.RecordSays(id, text, []byte(body)))
	return line, text, err
}

// decisions proves what was decided about a record, or about the one in whose
// place it was written.
func (p *prover) decisions(id string) ([]demarche.Proven, error) {
	all, err := Decisions(p, id)
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

// links proves what was decided about how a record hangs together with others.
func (p *prover) links(id string) ([]demarche.Proven, error) {
	all, err := Links(p, id)
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
	if err = p.Row("DocumentSays", Named{"hash": text}).Scan(slices.Concat([]any{&sequence, &f.Capture}, Told(&f),
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
	l, _, err := ScanLine(p.Row("Line", Named{"sequence": sequence}))
	if err != nil {
		return demarche.Proven{}, fmt.Errorf("line %d: %w", sequence, err)
	}
	if l.Content != ledger.Content(l.What, says) {
		return demarche.Proven{}, Damaged(p, l.ID, errors.New("it is not what the log says was kept"))
	}
	return ledger.ProveLine(p.size, l, says, Nodes(p))
}
