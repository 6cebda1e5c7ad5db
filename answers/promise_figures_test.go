package answers_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"demarche"
	"demarche/answers"
)

// promiseStory is a story of testdata/promises.json: one promise or more, what
// came later, and what of that follows from which.
type promiseStory struct {
	Name    string `json:"name"`
	Reports []struct {
		Key       string          `json:"key"`
		Published demarche.Date   `json:"published"`
		Text      string          `json:"text"`
		Record    json.RawMessage `json:"record"`
	} `json:"reports"`
	Follows []struct {
		Promise  string            `json:"promise"`
		Later    string            `json:"later"`
		Relation demarche.Relation `json:"relation"`
	} `json:"follows"`
}

// shelve keeps all stories in one ledger and gives what follows from what, in
// words, and the key of each record by its id.
func shelve(t *testing.T, s *shelf, stories []promiseStory) (want map[string]bool, key map[string]string) {
	want, key = make(map[string]bool), make(map[string]string)
	for _, story := range stories {
		for _, r := range story.Reports {
			record, err := demarche.ParseRecord(r.Record)
			if err != nil {
				t.Fatalf("%s: %v", story.Name, err)
			}
			record.Shared().Evidence = []demarche.Selector{{Exact: r.Text, End: len([]rune(r.Text))}}
			if err := record.Check(); err != nil {
				t.Fatalf("%s, %s: %v", story.Name, r.Key, err)
			}
			hash := demarche.HashOf([]byte(r.Text))
			if record.Shared().ID, err = demarche.Identify(hash, record); err != nil {
				t.Fatal(err)
			}
			s.keep(r.Key+".txt", r.Published, r.Text, []demarche.Record{record})
			key[record.Shared().ID] = r.Key
		}
		for _, f := range story.Follows {
			want[fmt.Sprint(f.Promise, " ", f.Relation, " ", f.Later)] = true
		}
	}
	return want, key
}

// TestPromiseFigures prints, with -v, how well the rules find what came of
// promises; `make promises-figures` runs it. The stories were written when the
// rules were, all lie in one ledger, and each that has no deed has something
// near one.
func TestPromiseFigures(t *testing.T) {
	b, err := os.ReadFile("testdata/promises.json")
	if err != nil {
		t.Fatal(err)
	}
	var stories []promiseStory
	if err := json.Unmarshal(b, &stories); err != nil {
		t.Fatal(err)
	}
	s := &shelf{}
	want, key := shelve(t, s, stories)
	list := promises(t, s, "")
	right, wrong := 0, 0
	for _, p := range list.Open {
		for _, c := range p.Connections {
			if c.Status != answers.ConnectionProposed {
				t.Fatalf("judged by nobody, but %+v", c)
			}
			found := fmt.Sprint(key[p.ID], " ", c.Relation, " ", key[c.Entry.ID()])
			if want[found] {
				right++
				delete(want, found)
			} else {
				wrong++
				t.Logf("wrong: %s by %s: %q, then %q", found, c.Rule, p.Entry.Sentence(), c.Entry.Sentence())
			}
		}
	}
	for missed := range want {
		t.Logf("missed: %s", missed)
	}
	precision, recall := float64(right)/float64(max(1, right+wrong)), float64(right)/float64(max(1, right+len(want)))
	t.Logf("figures: %d stories, %d promises, %d connections; right %d, wrong %d, missed %d; precision %.3f, recall %.3f",
		len(stories), len(list.Open), right+len(want), right, wrong, len(want), precision, recall)
	if len(stories) < 30 || precision < .8 || recall < .75 {
		t.Errorf("precision %.3f and recall %.3f over %d stories; want .8 and .75 over 30 or more", precision, recall, len(stories))
	}
}
