package web

import (
	"net/http"
	"strconv"
	"time"

	"demarche/answers"
)

// sourcesView is where the reports of the ledger come from.
type sourcesView struct {
	answers.Press
	Watches []watchedView
	Failing int
	Total   int // publishers, of which those with most reports are listed
	News    []answers.DocumentFact
	Pages   pages
	Work    bool // whoever asks may see how the work goes
}

// watchedView is how a source that is watched fares.
type watchedView struct {
	answers.Watched
	Health, Class    string
	LastAnswer, Next string
}

// mostPublishers is how many publishers the page lists.
const mostPublishers = 50

func (s *site) sourcesPage(r *http.Request) (view, error) {
	press, err := s.answers.Press(r.Context())
	if err != nil {
		return view{}, err
	}
	v := sourcesView{Press: press, Total: len(press.Publishers)}
	v.Publishers = press.Publishers[:min(len(press.Publishers), mostPublishers)]
	for _, w := range press.Watched {
		wv := newWatchedView(w, s.now())
		if w.Failures > 0 {
			v.Failing++
		}
		v.Watches = append(v.Watches, wv)
	}
	v.Work = s.mayOperate(r) == nil
	number, err := strconv.Atoi(query(r, "page"))
	if err != nil {
		number = 1
	}
	count := max(1, (press.Reports+pageSize-1)/pageSize)
	number = min(max(1, number), count)
	if v.News, _, err = s.answers.NewestReports(r.Context(), (number-1)*pageSize, pageSize); err != nil {
		return view{}, err
	}
	v.Pages = pages{Number: number, Count: count, Total: press.Reports}
	if number > 1 {
		v.Pages.Previous = address("/sources", "page", strconv.Itoa(number-1))
	}
	if number < count {
		v.Pages.Next = address("/sources", "page", strconv.Itoa(number+1))
	}
	return view{Template: "sources", Title: "Sources", Section: "/sources", Data: v}, nil
}

// late is for how long after it was due a source may not have been asked
// before nobody seems to watch it.
const late = 24 * time.Hour

func newWatchedView(w answers.Watched, now time.Time) watchedView {
	v := watchedView{Watched: w, LastAnswer: minute(w.Answered), Next: minute(w.Next)}
	switch {
	case w.Asked.IsZero():
		v.Health, v.Class = "not asked yet", "unknown"
	case w.Failures > 0:
		v.Health, v.Class = "fails, "+plural(w.Failures, "time")+" in a row", "refuse"
	case !w.Next.IsZero() && now.Sub(w.Next) > late:
		v.Health, v.Class = "not asked since it was due: nobody watches it", "unsettled"
	default:
		v.Health, v.Class = "answers", "accept"
	}
	return v
}

// minute writes a time where room is scarce: "2 Jan 2006, 15:04 UTC".
func minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006, 15:04 UTC")
}
