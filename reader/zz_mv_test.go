package reader

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"demarche"
)

func TestMV(t *testing.T) {
	pat := os.Getenv("MV")
	if pat == "" {
		t.Skip()
	}
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	re := regexp.MustCompile(`^ date (\d{4}-\d\d-\d\d)`)
	files, _ := filepath.Glob(pat)
	for _, p := range files {
		b, _ := os.ReadFile(p)
		d := &demarche.Document{Name: filepath.Base(p), Text: string(b), Lang: "en"}
		if m := re.FindStringSubmatch(d.Text); m != nil {
			d.Published = demarche.Date(m[1])
		}
		a, err := r.Analyse(d)
		if err != nil {
			t.Fatal(err)
		}
		s := newScene(r.words, a)
		fmt.Println("== ", d.Name, s.sender, s.receiver, s.returnees, "|", s.mainNationality())
	}
}
