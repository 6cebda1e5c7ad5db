package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"demarche"
	"demarche/ledger"
)

type proveCommand struct {
	ID    string `arg:"" help:"The id of an entry, or the SHA-256 of a text, or a beginning of it that no other shares."`
	Since int64  `help:"Also show that the log only grew since it had so many lines." placeholder:"SIZE"`
	JSON  bool   `help:"Print as JSON, as a proof is in any case."`
}

func (proveCommand) Help() string {
	return `Writes, as JSON, a proof that the entry, its document and its capture are in the log: what each says, its line, and its way to the root of the Merkle tree over the log. demarche check-proof checks it without the ledger. How it is checked stands in docs/ledger.md, so that others can check it without this program.

Example: demarche prove 4be1f0a2 --since 5120 > proof.json`
}

// Run writes the proof.
func (c *proveCommand) Run(s *session) error {
	l, err := s.ledger(true)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	p, err := l.Prove(s.ctx, c.ID, c.Since)
	if err != nil {
		return err
	}
	return s.asJSON(p)
}

type checkProofCommand struct {
	File       string `arg:"" help:"A proof that demarche prove wrote."`
	Checkpoint string `help:"A signed checkpoint that the proof must rest on." placeholder:"FILE"`
	Verifier   string `help:"The verifier key of who signed the checkpoint, or the file that holds it." placeholder:"KEY"`
	JSON       bool   `help:"Print as JSON."`
}

func (checkProofCommand) Help() string {
	return `Needs no ledger. Without a checkpoint, compare the root that is printed with one that you know to be the ledger's.

Example: demarche check-proof proof.json --checkpoint march.txt --verifier "ledger.example+1a2b3c4d+AbC..."`
}

// checkedProof is what a proof was found to show.
type checkedProof struct {
	Holds      bool               `json:"holds"`
	Tree       demarche.TreeHead  `json:"tree"`
	Lines      []demarche.Proven  `json:"lines"`
	Since      *demarche.TreeHead `json:"since"`      // the log only grew since
	Checkpoint *ledger.Checkpoint `json:"checkpoint"` // that it rests on
}

// Run checks the proof.
func (c *checkProofCommand) Run(s *session) error {
	if (c.Checkpoint == "") != (c.Verifier == "") {
		return &demarche.Error{Code: demarche.Invalid, Detail: "a checkpoint and a verifier key go together", Hint: "give --checkpoint FILE and --verifier KEY"}
	}
	p, err := readProof(c.File)
	if err != nil {
		return err
	}
	if err := ledger.CheckProof(p); err != nil {
		return inFile(c.File, err)
	}
	out := checkedProof{Holds: true, Tree: p.Tree, Lines: p.Lines}
	if p.Since != nil {
		out.Since = &p.Since.TreeHead
	}
	if c.Checkpoint != "" {
		if out.Checkpoint, err = c.rests(p); err != nil {
			return err
		}
	}
	if c.JSON {
		return s.asJSON(out)
	}
	return s.printf("%s", proofWords(out))
}

func readProof(path string) (p demarche.Proof, err error) {
	b, err := readFile(path)
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return p, &demarche.Error{Code: demarche.Unsupported, Path: path, Detail: "this is not a proof", Err: err, Hint: "give a file that demarche prove wrote"}
	}
	return p, nil
}

// rests gives the checkpoint if the proof rests on it.
func (c *checkProofCommand) rests(p demarche.Proof) (*ledger.Checkpoint, error) {
	point, err := signedCheckpoint(c.Checkpoint, c.Verifier)
	if err != nil {
		return nil, err
	}
	return &point, inFile(c.File, point.Covers(p))
}

// signedCheckpoint reads a checkpoint and checks its signature by a verifier key,
// or the file that holds it.
func signedCheckpoint(path, verifier string) (ledger.Checkpoint, error) {
	signed, err := readFile(path)
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	if b, err := os.ReadFile(verifier); err == nil {
		verifier = string(b)
	}
	point, err := ledger.OpenCheckpoint(signed, verifier)
	return point, inFile(path, err)
}

// readFile reads a small file that the user named.
func readFile(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &demarche.Error{Code: demarche.NotFound, Path: path, Detail: "there is no such file", Err: err}
	case err != nil:
		return nil, &demarche.Error{Code: demarche.Storage, Path: path, Detail: "the file cannot be read", Err: err}
	}
	return b, nil
}

func proofWords(p checkedProof) string {
	var b strings.Builder
	fmt.Fprintf(&b, "the proof holds, in a log of %s with the root %s\n", plural(int(p.Tree.Size), "line"), p.Tree.Hash)
	for _, l := range p.Lines {
		fmt.Fprintf(&b, "\n%s %s, line %d, kept %s\n", l.What, l.ID, l.Sequence, l.At.UTC().Format(time.RFC3339))
		for _, f := range l.Says {
			if f.Value != "" && f.Value != l.ID {
				fmt.Fprintf(&b, "  %-10s %s\n", f.Name, oneLine(f.Value))
			}
		}
	}
	b.WriteString("\n")
	if p.Since != nil {
		fmt.Fprintf(&b, "the log begins with the %s that had the root %s\n", plural(int(p.Since.Size), "line"), p.Since.Hash)
	}
	if p.Checkpoint != nil {
		fmt.Fprintf(&b, "it rests on the checkpoint that %s signed for %s\n", oneLine(p.Checkpoint.Origin), p.Checkpoint.At.Format(time.RFC3339))
	} else {
		b.WriteString("that the root is the ledger's must be known otherwise: compare it with one that was written down, or give a checkpoint\n")
	}
	return b.String()
}
