package watch

import (
	"os"
	"path/filepath"
	"testing"

	"demarche"
)

func TestWhatIsRememberedOfEverySource(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	if all, err := Remembered(File(path)); err != nil || len(all) != 0 {
		t.Errorf("without a state: %+v, %v", all, err)
	}
	s := &state{Version: stateVersion, Sources: []*Health{{Name: "a", Taken: 3}, {Name: "b", Failures: 2, LastError: "gone"}}}
	if err := s.save(File(path)); err != nil {
		t.Fatal(err)
	}
	all, err := Remembered(File(path))
	if err != nil || len(all) != 2 || all[0].Taken != 3 || all[1].LastError != "gone" {
		t.Errorf("%+v, %v", all, err)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Remembered(File(path)); demarche.CodeOf(err) != demarche.Corrupt {
		t.Errorf("a damaged state: %v", err)
	}
}
