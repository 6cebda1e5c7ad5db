package sqlite

import (
	"context"
	"database/sql"
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
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return demarche.Proof{}, s.explain("prove", err)
	}
	defer func() { _ = tx.Rollback() }()
	p := prover{ctx: ctx, store: s, tx: tx}
	proof, err := p.prove(record, text, since)
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
	ctx   context.Context
	store *Store
	tx    *sql.Tx
	size  int64 // lines of the log
}

func (p *prover) prove(record, text string, since int64) (demarche.Proof, error) {
	head, err := p.store.headIn(p.ctx, p.tx)
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
		proof.Since, err = ledger.ProveTree(head.Size, since, p.store.queries.nodesIn(p.ctx, p.tx))
	}
	return proof, err
}

func (p *prover) record(id string) (_ demarche.Proven, text string, err error) {
	var (
		sequence int64
		body     string
	)
	if err := p.row("RecordSays", "id", id).Scan(&sequence, &text, &body); err != nil {
		return demarche.Proven{}, "", err
	}
	line, err := p.line(sequence, ledger.RecordSays(id, text, []byte(body)))
	return line, text, err
}

// decisions proves what was decided about a record, or about the one in whose
// place it was written.
func (p *prover) decisions(id string) ([]demarche.Proven, error) {
	rows, err := p.tx.QueryContext(p.ctx, p.store.queries["Decisions"], sql.Named("id", id))
	if err != nil {
		return nil, err
	}
	decisions, err := scanDecisions(rows)
	if err != nil {
		return nil, err
	}
	lines := make([]demarche.Proven, len(decisions))
	for i, d := range decisions {
		if lines[i], err = p.line(d.Sequence, ledger.DecisionSays(d)); err != nil {
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
	)
	f := ledger.DocumentFacts{Text: text}
	if err = p.row("DocumentSays", "hash", text).Scan(slices.Concat([]any{&sequence, &f.Capture}, told(&f),
		[]any{&c.Bytes, &c.Size, &c.Address, &c.Taken, &c.Media, &c.Head})...); err != nil {
		return document, capture, err
	}
	if document, err = p.line(sequence, ledger.DocumentSays(f)); err != nil {
		return document, capture, err
	}
	capture, err = p.line(f.Capture, ledger.CaptureSays(c))
	return document, capture, err
}

// line proves a line that says something.
func (p *prover) line(sequence int64, says []demarche.Field) (demarche.Proven, error) {
	rows, err := p.tx.QueryContext(p.ctx, p.store.queries["Line"], sql.Named("sequence", sequence))
	if err != nil {
		return demarche.Proven{}, err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return demarche.Proven{}, fmt.Errorf("line %d: %w", sequence, sql.ErrNoRows)
	}
	l, _, err := scanLine(rows)
	if err != nil {
		return demarche.Proven{}, err
	}
	if l.Content != ledger.Content(l.What, says) {
		return demarche.Proven{}, damagedEntry(l.ID, errors.New("it is not what the log says was kept"))
	}
	_ = rows.Close()
	return ledger.ProveLine(p.size, l, says, p.store.queries.nodesIn(p.ctx, p.tx))
}

func (p *prover) row(query, parameter, value string) *sql.Row {
	return p.tx.QueryRowContext(p.ctx, p.store.queries[query], sql.Named(parameter, value))
}
