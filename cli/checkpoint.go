package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unicode"

	"demarche"
	"demarche/ledger"
)

type checkpointCommand struct {
	Key    string `help:"Sign with the key in this file." placeholder:"FILE" xor:"key"`
	NewKey string `help:"Make a key, write it to this file, and print its verifier key." placeholder:"FILE" xor:"key"`
	Name   string `help:"Whose ledger it is: the name of the new key, without spaces." default:"demarche-ledger"`
	JSON   bool   `help:"Print as JSON, unsigned."`
}

func (checkpointCommand) Help() string {
	return `Prints the size of the log and the root of the Merkle tree over it, to publish or to have a time stamped on: it holds for everything before it. The form is that of a C2SP checkpoint, signed as a note (Ed25519). Keep the key where the ledger is not.

Example: demarche checkpoint --new-key ledger.key --name ledger.example

Example: demarche checkpoint --key ledger.key > checkpoint.txt`
}

// Run prints a checkpoint, or makes a key.
func (c *checkpointCommand) Run(s *session) error {
	if c.NewKey != "" {
		return c.makeKey(s)
	}
	key := ""
	if c.Key != "" {
		var err error
		if key, err = s.readSecret(c.Key); err != nil {
			return err
		}
	}
	l, err := s.wholeLedger(true)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	head, err := l.Head(s.ctx)
	if err != nil {
		return err
	}
	if head.Size == 0 {
		return &demarche.Error{Code: demarche.Invalid, Op: "checkpoint", Detail: "the ledger is empty", Hint: "add reports first"}
	}
	point := ledger.Checkpoint{Origin: c.Name, Tree: demarche.TreeHead{Size: head.Size, Hash: head.Tree}, At: s.around.Now().UTC()}
	switch {
	case c.JSON:
		return s.asJSON(point)
	case key != "":
		signed, err := ledger.SignCheckpoint(point, key)
		if err != nil {
			return err
		}
		return s.printf("%s", signed)
	}
	text, err := point.Text()
	if err != nil {
		return err
	}
	return s.printf("%s", text)
}

func (c *checkpointCommand) makeKey(s *session) error {
	if c.Name == "" || strings.ContainsFunc(c.Name, func(r rune) bool { return unicode.IsSpace(r) || r == '+' }) {
		return &demarche.Error{Code: demarche.Invalid, Op: "make key", Detail: fmt.Sprintf("%q cannot name a key", c.Name), Hint: "a name has no spaces and no plus sign"}
	}
	signer, verifier, err := s.stages.NewKey(c.Name)
	if err != nil {
		return fmt.Errorf("make key: %w", err)
	}
	if err := writeNew(c.NewKey, signer+"\n", 0o600); err != nil {
		return err
	}
	if err := writeNew(c.NewKey+".pub", verifier+"\n", 0o644); err != nil {
		return err
	}
	return s.printf("%s\n", verifier)
}

// writeNew writes a file that must not be there yet.
func writeNew(path, words string, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err == nil {
		_, err = f.WriteString(words)
		err = errors.Join(err, f.Close())
	}
	return newFileError(path, err)
}

// newFileError explains why a new file could not be written.
func newFileError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return &demarche.Error{Code: demarche.Conflict, Path: path, Detail: "the file is there already", Hint: "name another; it was not changed"}
	case errors.Is(err, fs.ErrNotExist):
		return &demarche.Error{Code: demarche.NotFound, Path: path, Detail: "the file cannot be written, for its folder is not there", Hint: "make the folder first, or name a file in one that is there"}
	case err != nil:
		return &demarche.Error{Code: demarche.Storage, Path: path, Detail: "the file cannot be written", Err: cause(err), Hint: "check that the folder may be written to and the disk is not full"}
	}
	return nil
}

// readSecret reads a file that nobody else may read.
func (s *session) readSecret(path string) (string, error) {
	if private, err := ledger.Private(path, s.around.Getenv); err == nil && !private {
		return "", &demarche.Error{Code: demarche.Invalid, Path: path, Detail: "others may read the key", Hint: "chmod 600 " + path}
	}
	b, err := readFile(path)
	return string(b), err
}
