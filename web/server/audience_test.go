package server

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
	"demarche/internal/webfixture"
)

// withheldReport is a report that only a team sees.
func withheldReport() (demarche.Capture, demarche.Document, demarche.Reading) {
	const text = "The camp at Example Field was shut\n\nMexico declined to say who had the keys of the hangar."
	const sentence = "Mexico declined to say who had the keys of the hangar."
	d := demarche.Document{Name: "withheld.txt", Text: text, Title: "The camp at Example Field was shut", Published: "2025-01-28", Lang: "en"}
	c := demarche.Capture{Address: "withheld.txt", Bytes: []byte(text), Taken: webfixture.Now()}
	d.Capture = c.Hash()
	g := &demarche.Gap{Type: "declined", Who: "MEX", About: "the keys of the hangar"}
	g.Kind = demarche.KindGap
	g.Evidence = []demarche.Selector{demarche.CodePoints(text).Select(demarche.Span{Start: strings.Index(text, sentence), End: len(text)})}
	id, err := demarche.Identify(d.Hash(), g)
	if err != nil {
		panic(err) // every record can be written as JSON
	}
	g.ID = id
	info := demarche.DocInfo{File: d.Name, Published: d.Published, Lang: d.Lang, Title: d.Title, SHA256: d.Hash(), Reader: "fixture"}
	return c, d, demarche.Reading{Doc: info, Records: demarche.Records{g}}
}

// withTeam is a site that shows the team south one more report. fails has the
// teams of accounts be out of reach.
func withTeam(t *testing.T) (s *site, opened, closed *int, fails *error) {
	t.Helper()
	opened, closed, fails = new(int), new(int), new(error)
	s = newSite(t, func(o *Options) {
		o.Audiences = &Audiences{
			Teams: func(_ context.Context, account string) ([]string, error) {
				if account == "Ann" {
					return []string{"south"}, *fails
				}
				return nil, *fails
			},
			Answers: func(ctx context.Context, teams []string) (*answers.Answers, func(), error) {
				if !slices.Equal(teams, []string{"south"}) {
					return nil, nil, errors.New("of which teams?")
				}
				*opened++
				a, _, _, l := webfixture.Review(t, webfixture.Now)
				c, d, r := withheldReport()
				_, err := l.Add(ctx, c, d, r)
				return a, func() { *closed++ }, err
			},
		}
	})
	return s, opened, closed, fails
}

func TestOnlyATeamSeesWhatIsWithheld(t *testing.T) {
	s, opened, _, fails := withTeam(t)
	_, ann := s.token("Ann", accounts.Reader)
	_, rob := s.token("Rob", accounts.Reader)
	_, d, _ := withheldReport()
	hash := demarche.HashOf([]byte(d.Text))
	for _, path := range []string{"/gaps", "/api/gaps", "/search?q=hangar", "/api/search?q=hangar", "/reports/" + hash, "/api/documents/" + hash, "/api/export/csv", "/copies", "/timeline"} {
		for name, token := range map[string]string{"a stranger": "", "another": rob} {
			got := s.sent(http.MethodGet, path, token, "")
			if strings.Contains(got.text, "keys of the hangar") || strings.Contains(got.text, "Example Field") || strings.Contains(got.text, "not published") {
				t.Errorf("%s is told of it at %s", name, path)
			}
		}
		got := s.sent(http.MethodGet, path, ann, "")
		if cache := got.Header.Get("Cache-Control"); cache != "no-store" {
			t.Errorf("%s for a team may be stored: %q", path, cache)
		}
		if !strings.HasPrefix(path, "/api/") && !strings.Contains(got.text, "what is not published") {
			t.Errorf("%s does not say whose it is", path)
		}
	}
	for _, path := range []string{"/gaps", "/api/gaps", "/api/search?q=hangar", "/reports/" + hash, "/api/export/csv"} {
		if got := s.sent(http.MethodGet, path, ann, ""); got.StatusCode != http.StatusOK || !strings.Contains(got.text, "keys of the hangar") {
			t.Errorf("the team is not told of it at %s: %d", path, got.StatusCode)
		}
	}
	// What is not there and what is withheld are told in the same words.
	nothing := strings.Repeat("0", len(hash))
	for _, path := range []string{"/reports/HASH", "/reports/HASH/proof.json", "/api/documents/HASH"} {
		one, other := s.sent(http.MethodGet, strings.ReplaceAll(path, "HASH", hash), rob, ""), s.sent(http.MethodGet, strings.ReplaceAll(path, "HASH", nothing), rob, "")
		if one.StatusCode != http.StatusNotFound || other.StatusCode != http.StatusNotFound || strings.ReplaceAll(one.text, hash, nothing) != other.text {
			t.Errorf("%s: %d and %d: %.300s", path, one.StatusCode, other.StatusCode, one.text)
		}
	}
	if *opened != 1 {
		t.Errorf("answers for the team were made %d times", *opened)
	}
	*fails = errors.New("the database is away")
	for name, token := range map[string]string{"one of the team": ann, "another": rob} {
		if got := s.sent(http.MethodGet, "/gaps", token, ""); got.StatusCode != http.StatusServiceUnavailable || strings.Contains(got.text, "hangar") {
			t.Errorf("%s is answered %d where it is not known what to show", name, got.StatusCode)
		}
	}
}

func TestAnswersForATeamAreLetGo(t *testing.T) {
	s, opened, closed, _ := withTeam(t)
	_, ann := s.token("Ann", accounts.Reader)
	wants(t, "the team", s.sent(http.MethodGet, "/gaps", ann, ""), http.StatusOK)
	of := &audiences{now: s.clock.Now, kept: map[string]*audience{
		"idle": {closed: func() { *closed++ }, asked: s.clock.Now()}, "asking": {closed: func() { t.Error("answers are closed while somebody asks") }, asking: 1}}}
	s.clock.pass(audienceIdle + 1)
	of.letGo()
	if *closed != 1 || len(of.kept) != 1 || *opened != 1 {
		t.Errorf("%d closed, %d kept, %d opened", *closed, len(of.kept), *opened)
	}
}
