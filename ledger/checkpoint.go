package ledger

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"demarche"
)

// Checkpoint is a tree head to publish: whoever has it can tell whether a
// later ledger still begins with the same lines. Its text is that of a
// C2SP tlog-checkpoint: origin, size, root in base64, and the time.
type Checkpoint struct {
	Origin string            `json:"origin"` // whose ledger it is, the name of the key
	Tree   demarche.TreeHead `json:"tree"`
	At     time.Time         `json:"at"` // when it was made, UTC
}

// Text gives the checkpoint as it is signed.
func (c Checkpoint) Text() (string, error) {
	root, err := ParseHash(c.Tree.Hash)
	if err != nil {
		return "", fmt.Errorf("write checkpoint: %w", err)
	}
	return fmt.Sprintf("%s\n%d\n%s\ntime %s\n", c.Origin, c.Tree.Size, base64.StdEncoding.EncodeToString(root[:]), c.At.UTC().Format(time.RFC3339)), nil
}

// ParseCheckpoint reads the text of a checkpoint, without its signatures.
// Lines that come after the time are for others.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	bad := func(err error) (Checkpoint, error) {
		return Checkpoint{}, &demarche.Error{Code: demarche.Invalid, Op: "read checkpoint", Detail: "this is no checkpoint of a ledger", Err: err,
			Hint: "give a file that demarche checkpoint wrote"}
	}
	if len(lines) < 5 || lines[0] == "" {
		return bad(errors.New("lines are missing"))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err == nil && (size < 1 || strconv.FormatInt(size, 10) != lines[1]) {
		err = fmt.Errorf("%q is not a number of lines", lines[1])
	}
	if err != nil {
		return bad(err)
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err == nil && len(root) != len(Hash{}) {
		err = fmt.Errorf("the root has %d bytes", len(root))
	}
	if err != nil {
		return bad(err)
	}
	at, err := time.Parse("time "+time.RFC3339, lines[3])
	if err != nil {
		return bad(err)
	}
	return Checkpoint{Origin: lines[0], Tree: demarche.TreeHead{Size: size, Hash: Hash(root).String()}, At: at.UTC()}, nil
}

// ReadCheckpoint reads a checkpoint as demarche checkpoint prints it, also as
// JSON, without looking at its signatures.
func ReadCheckpoint(printed []byte) (Checkpoint, error) {
	if !bytes.HasPrefix(bytes.TrimSpace(printed), []byte("{")) {
		return ParseCheckpoint(string(printed))
	}
	var c Checkpoint
	if err := json.Unmarshal(printed, &c); err != nil {
		return c, &demarche.Error{Code: demarche.Invalid, Op: "read checkpoint", Detail: "this is no checkpoint of a ledger", Err: err, Hint: "give a file that demarche checkpoint wrote"}
	}
	text, err := c.Text() // what it lacks is refused as in a text
	if err != nil {
		return c, &demarche.Error{Code: demarche.Invalid, Op: "read checkpoint", Detail: "this is no checkpoint of a ledger", Err: err, Hint: "give a file that demarche checkpoint wrote"}
	}
	return ParseCheckpoint(text)
}

// SignCheckpoint signs a checkpoint with a signer's key as note.GenerateKey
// makes it; the origin becomes the name of the key. No error holds the key.
func SignCheckpoint(c Checkpoint, key string) ([]byte, error) {
	signer, err := note.NewSigner(strings.TrimSpace(key))
	if err != nil {
		return nil, &demarche.Error{Code: demarche.Invalid, Op: "sign checkpoint", Detail: "the file does not hold a signing key",
			Hint: "make one with demarche checkpoint --new-key FILE"}
	}
	c.Origin = signer.Name()
	text, err := c.Text()
	if err != nil {
		return nil, err
	}
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint: %w", err)
	}
	return signed, nil
}

// OpenCheckpoint reads a signed checkpoint and checks that the key that the
// verifier belongs to signed it.
func OpenCheckpoint(signed []byte, verifier string) (Checkpoint, error) {
	v, err := note.NewVerifier(strings.TrimSpace(verifier))
	if err != nil {
		return Checkpoint{}, &demarche.Error{Code: demarche.Invalid, Op: "check checkpoint", Detail: "this is not a verifier key", Err: err,
			Hint: "give what demarche checkpoint --new-key printed, or the file beside the key"}
	}
	n, err := note.Open(signed, note.VerifierList(v))
	if err != nil {
		return Checkpoint{}, &demarche.Error{Code: demarche.Corrupt, Op: "check checkpoint", Detail: "the signature does not hold", Err: err,
			Hint: "ask for the checkpoint and the verifier key again; what it says must not be relied on"}
	}
	c, err := ParseCheckpoint(n.Text)
	if err == nil && c.Origin != v.Name() {
		err = &demarche.Error{Code: demarche.Corrupt, Op: "check checkpoint", Detail: fmt.Sprintf("it is of %q, signed by %q", c.Origin, v.Name()),
			Hint: "a checkpoint is signed with the key of its own ledger"}
	}
	return c, err
}

// Begins reports whether a log begins with the lines of the checkpoint: as long
// as it is, its root is the same; longer, the nodes between both trees show it.
func (c Checkpoint) Begins(head demarche.TreeHead, consistency []string) error {
	if head.Size < c.Tree.Size {
		return &demarche.Error{Code: demarche.Corrupt, Op: "compare with checkpoint",
			Detail: fmt.Sprintf("the log has %d lines, and had %d when the checkpoint was made", head.Size, c.Tree.Size),
			Hint:   "this is another ledger, an older copy of it, or its newest lines were removed"}
	}
	root, err := ParseHash(head.Hash)
	if err == nil {
		err = checkGrowth(demarche.Extended{TreeHead: c.Tree, Consistency: consistency}, head.Size, root)
	}
	if err != nil {
		return &demarche.Error{Code: demarche.Corrupt, Op: "compare with checkpoint",
			Detail: fmt.Sprintf("the log does not begin with the %d lines of the checkpoint", c.Tree.Size),
			Hint:   "this is another ledger, or what was in it when the checkpoint was made was changed"}
	}
	return nil
}

// Covers reports whether a proof rests on the checkpoint: its head is the
// checkpoint's, or it shows that the log grew from there. The proof must hold
// by itself, see CheckProof.
func (c Checkpoint) Covers(p demarche.Proof) error {
	if p.Tree == c.Tree || p.Since != nil && p.Since.TreeHead == c.Tree {
		return nil
	}
	sizes := p.Tree.Size == c.Tree.Size || p.Since != nil && p.Since.Size == c.Tree.Size
	if sizes {
		return &demarche.Error{Code: demarche.Corrupt, Op: "check proof",
			Detail: fmt.Sprintf("the checkpoint of %s has another root for %d lines", c.Origin, c.Tree.Size),
			Hint:   "the ledger that gave the proof is not the one that was signed, or one of them was changed"}
	}
	return &demarche.Error{Code: demarche.Invalid, Op: "check proof",
		Detail: fmt.Sprintf("the proof says nothing of the %d lines of the checkpoint", c.Tree.Size),
		Hint:   fmt.Sprintf("make it with demarche prove ID --since %d", c.Tree.Size)}
}
