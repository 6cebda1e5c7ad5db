package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/internal/webfixture"
)

func TestSourcesTellHowTheyFare(t *testing.T) {
	a, words := webfixture.Newsroom(t)
	day := webfixture.Now()
	a.Watching(func() ([]answers.Watched, error) {
		return []answers.Watched{
			{Name: "well", Address: "https://well.example/feed", Asked: day, Answered: day, Next: day.Add(time.Hour), Taken: 3, Passed: 40},
			{Name: webfixture.Hostile, Address: "https://ill.example/" + webfixture.Hostile, Asked: day, Failures: 3, LastError: "429 " + webfixture.Hostile, Next: day},
			{Name: "new", Address: "https://new.example/"},
			{Name: "alone", Address: "https://alone.example/", Asked: day.AddDate(0, 0, -9), Next: day.AddDate(0, 0, -8)},
		}, nil
	})
	h := pagesOver(a, words)
	w := get(h, "/sources")
	checkPage(t, "/sources", w.Body.Bytes(), false)
	got := text(t, w.Body.Bytes())
	for _, s := range []string{
		"reports3 without copies2", "sources that are watched, of which 1 fail4", "Answers", "Fails, 3 times in a row", "Not asked yet", "nobody watches it", "429 <script>", "not told", "3 reports",
	} {
		if !strings.Contains(got, s) {
			t.Errorf("the page does not say %q:\n%s", s, got)
		}
	}
	if again := mainOf(get(h, "/sources?page=99").Body.String()); again != mainOf(w.Body.String()) {
		t.Error("a page beyond the last is another")
	}
	a.Watching(func() ([]answers.Watched, error) {
		return nil, &demarche.Error{Code: demarche.Corrupt, Op: "watch", Err: errors.New("secret path")}
	})
	if w := get(h, "/sources"); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret path") {
		t.Errorf("a damaged state answers %d: %s", w.Code, text(t, w.Body.Bytes()))
	}
}
