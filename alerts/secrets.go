package alerts

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"demarche/ledger"
)

// shortest is how many bytes a secret has at least; Standard Webhooks asks for 24 to 64.
const shortest = 24

// secrets reads what must not stand in the file of alerts.
type secrets struct {
	dir    string
	getenv func(string) string
}

func (s secrets) get(env, path string) ([]byte, error) {
	switch {
	case (env == "") == (path == ""):
		return nil, errors.New("the secret comes either from a variable of the environment or from a file")
	case env != "":
		if v := s.getenv(env); v != "" {
			return []byte(v), nil
		}
		return nil, fmt.Errorf("the environment variable %s is not set", env)
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.dir, path)
	}
	private, err := ledger.Private(path, s.getenv)
	if err != nil {
		return nil, fmt.Errorf("the secret cannot be read: %w", err)
	}
	if !private {
		return nil, fmt.Errorf("others may read %s; chmod 600 it", path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the secret cannot be read: %w", err)
	}
	return bytes.TrimSpace(b), nil
}

// secretOf gives the bytes of a signing secret: base64 after whsec_, else as they are.
func secretOf(b []byte) ([]byte, error) {
	if encoded, ok := bytes.CutPrefix(b, []byte("whsec_")); ok {
		decoded, err := base64.StdEncoding.DecodeString(string(encoded))
		if err != nil {
			return nil, errors.New("what follows whsec_ in the secret is not base64")
		}
		b = decoded
	}
	if len(b) < shortest {
		return nil, fmt.Errorf("the secret has %d bytes; it takes %d", len(b), shortest)
	}
	return b, nil
}
