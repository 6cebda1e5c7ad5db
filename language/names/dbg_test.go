package names

import (
	"demarche"
	"path/filepath"
	"strings"
	"testing"
)

func TestStatesPresent(t *testing.T) {
	pipe := pipeline(t)
	miss, all := 0, 0
	for _, f := range reports(t) {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		text, recs, pub := loadRecords(t, f)
		a, err := pipe.Analyse(text, pub)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range recs {
			var want []demarche.State
			switch r := r.(type) {
			case *demarche.Position:
				want = append(want, r.State, r.From)
			case *demarche.Act:
				want = append(want, demarche.State(r.Actor), demarche.State(r.Target))
			case *demarche.Quote:
				if r.By != nil {
					want = append(want, r.By.State)
				}
			case *demarche.Gap:
				want = append(want, demarche.State(r.Who))
			}
			for _, s := range want {
				if !demarche.IsStateCode(string(s)) {
					continue
				}
				found := false
				for _, ev := range r.Shared().Evidence {
					at := strings.Index(text, ev.Exact)
					if at < 0 {
						found = true
						continue
					}
					first, last := a.TokensIn(demarche.Span{Start: at, End: at + len(ev.Exact)})
					for _, m := range a.Mentions {
						if m.First >= first && m.First < last && m.Entity >= 0 && a.Entities[m.Entity].State == s {
							found = true
						}
					}
				}
				all++
				if !found {
					miss++
					t.Logf("%s %s %s: %.230s", name, r.Shared().Kind, s, r.Shared().Evidence[0].Exact)
				}
			}
		}
	}
	t.Logf("%d of %d not mentioned", miss, all)
}
