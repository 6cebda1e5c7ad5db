package ledger_test

import (
	"crypto/sha256"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"demarche"
	"demarche/ledger"
)

// keys makes a pair of keys, the same every time.
func keys(t testing.TB, seed byte) (signer, verifier string) {
	t.Helper()
	signer, verifier, err := note.GenerateKey(rand.NewChaCha8([32]byte{seed}), "ledger.example")
	if err != nil {
		t.Fatal(err)
	}
	return signer, verifier
}

func aCheckpoint() ledger.Checkpoint {
	return ledger.Checkpoint{Origin: "ledger.example", At: time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC),
		Tree: demarche.TreeHead{Size: 12, Hash: ledger.Hash(sha256.Sum256([]byte("root"))).String()}}
}

func TestACheckpointIsReadAsItIsPrinted(t *testing.T) {
	at := ledger.Checkpoint{Origin: "ledger.example", Tree: demarche.TreeHead{Size: 7, Hash: strings.Repeat("ab", 32)}, At: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	text, err := at.Text()
	if err != nil {
		t.Fatal(err)
	}
	asJSON, err := json.Marshal(at)
	if err != nil {
		t.Fatal(err)
	}
	for _, printed := range []string{text, text + "\n— ledger.example AAAA\n", string(asJSON), " \n" + string(asJSON) + "\n"} {
		if got, err := ledger.ReadCheckpoint([]byte(printed)); err != nil || got != at {
			t.Errorf("%q is read as %+v, %v", printed, got, err)
		}
	}
	for _, other := range []string{"", "{}", "{", `{"origin":"x","tree":{"size":0,"hash":"` + at.Tree.Hash + `"}}`, `{"origin":"","tree":{"size":1,"hash":"` + at.Tree.Hash + `"}}`, `{"origin":"x","tree":{"size":1,"hash":"ab"}}`, "ledger.example\n7\n"} {
		if got, err := ledger.ReadCheckpoint([]byte(other)); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("%q is read as %+v, %v", other, got, err)
		}
	}
}

func TestCheckpointsAreSignedAndOpened(t *testing.T) {
	signer, verifier := keys(t, 1)
	want := aCheckpoint()
	signed, err := ledger.SignCheckpoint(want, signer+"\n")
	if err != nil {
		t.Fatal(err)
	}
	const text = "ledger.example\n12\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\ntime 2025-03-01T12:00:00Z\n\n— ledger.example "
	if !strings.HasPrefix(string(signed), text) {
		t.Errorf("signed is %s", signed)
	}
	got, err := ledger.OpenCheckpoint(signed, verifier+"\n")
	if err != nil || got != want {
		t.Errorf("comes back as %+v, %v", got, err)
	}
	_, other := keys(t, 2)
	for name, test := range map[string]struct {
		signed, verifier string
		code             demarche.Code
	}{
		"another's key":  {string(signed), other, demarche.Corrupt},
		"another size":   {strings.Replace(string(signed), "\n12\n", "\n13\n", 1), verifier, demarche.Corrupt},
		"another time":   {strings.Replace(string(signed), "2025", "2024", 1), verifier, demarche.Corrupt},
		"no signature":   {text, verifier, demarche.Corrupt},
		"no checkpoint":  {"words", verifier, demarche.Corrupt},
		"no verifier":    {string(signed), "words", demarche.Invalid},
		"a signer's key": {string(signed), signer, demarche.Invalid},
	} {
		if _, err := ledger.OpenCheckpoint([]byte(test.signed), test.verifier); demarche.CodeOf(err) != test.code || demarche.HintOf(err) == "" {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), signer) {
			t.Errorf("%s: the error holds the key", name)
		}
	}
	if _, err := ledger.SignCheckpoint(want, signer+"x"); demarche.CodeOf(err) != demarche.Invalid || strings.Contains(err.Error(), signer[:30]) {
		t.Errorf("a key that is none: %v", err)
	}
}

func TestWhatACheckpointCovers(t *testing.T) {
	c := aCheckpoint()
	later := demarche.TreeHead{Size: 30, Hash: strings.Repeat("ab", 32)}
	for name, test := range map[string]struct {
		proof demarche.Proof
		want  demarche.Code
	}{
		"the same head":      {demarche.Proof{Tree: c.Tree}, ""},
		"growth from it":     {demarche.Proof{Tree: later, Since: &demarche.Extended{TreeHead: c.Tree}}, ""},
		"another root":       {demarche.Proof{Tree: demarche.TreeHead{Size: 12, Hash: later.Hash}}, demarche.Corrupt},
		"another beginning":  {demarche.Proof{Tree: later, Since: &demarche.Extended{TreeHead: demarche.TreeHead{Size: 12, Hash: later.Hash}}}, demarche.Corrupt},
		"growth elsewhere":   {demarche.Proof{Tree: later, Since: &demarche.Extended{TreeHead: demarche.TreeHead{Size: 4}}}, demarche.Invalid},
		"a later head alone": {demarche.Proof{Tree: later}, demarche.Invalid},
	} {
		err := c.Covers(test.proof)
		if (test.want == "") != (err == nil) || err != nil && demarche.CodeOf(err) != test.want {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

func FuzzParseCheckpoint(f *testing.F) {
	text, err := aCheckpoint().Text()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add("a\n1\n\ntime 2025-03-01T12:00:00Z\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ledger.ParseCheckpoint(text)
		if err != nil {
			if demarche.CodeOf(err) != demarche.Invalid {
				t.Errorf("refused with %v", err)
			}
			return
		}
		again, err := c.Text()
		if err != nil {
			t.Fatal(err)
		}
		if back, err := ledger.ParseCheckpoint(again); err != nil || back != c {
			t.Errorf("%q gives %+v, and that %+v (%v)", text, c, back, err)
		}
	})
}
