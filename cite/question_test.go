package cite_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/ask"
	"demarche/cite"
	"demarche/internal/webfixture"
)

// askedWays is two ways to ask for everything of which a question consists, and
// what must stand in the citation of each.
var askedWays = map[string][2][2]string{
	"state":      {{"COL", "Would Colombia take"}, {"USA", "Would the United States take"}},
	"people":     {{"own", "take its own nationals"}, {"third", "take nationals of other states"}},
	"means":      {{"military_aircraft", "by military aircraft"}, {"land", "by land"}},
	"nationals":  {{"CUB", "nationals of Cuba"}, {"CUB,HTI", "nationals of Cuba and Haiti"}},
	"place":      {{"Guantanamo Bay", "at Guantanamo Bay"}, {"Bogota", "at Bogota"}},
	"from":       {{"USA", "sent by the United States"}, {"MEX", "sent by Mexico"}},
	"on":         {{"2025-01-27", "on 27 January 2025"}, {"2025-01-28", "on 28 January 2025"}},
	"number":     {{"88", "if the number of people moved is 88"}, {"5000", "if the number of people moved is 5000"}},
	"notice":     {{"0", "if the days of notice given are 0"}, {"2", "if the days of notice given are 2"}},
	"carrier":    {{"receiver", "if the receiving state moves them"}, {"private", "if a private company moves them"}},
	"restraints": {{"yes", "if people are moved in restraints"}, {"no", "if nobody is moved in restraints"}},
	"identity":   {{"yes", "if nationality is verified"}, {"no", "if nationality is not verified"}},
	"protocol":   {{"yes", "if an agreed procedure or agreement is in force"}, {"no", "if no agreed procedure"}},
	"voluntary":  {{"yes", "if everyone goes of their own will"}, {"no", "if not everyone goes"}},
	"vulnerable": {{"yes", "if children, families or sick people are among them"}, {"no", "if no children"}},
	"criminals":  {{"only", "if all of them have convictions"}, {"none", "if none of them has convictions"}},
	"paid":       {{"yes", "if the receiving state is paid"}, {"no", "if neither the receiving state is paid"}},
	"temporary":  {{"yes", "if they stay only until"}, {"no", "if they do not stay only until"}},
	"safe":       {{"yes", "if each was found not to be at risk"}, {"no", "if not each was found"}},
}

// TestCitationsStateAllThatWasAsked asks with each parameter in turn: what it
// says stands in every form, and no two questions are cited with the same words.
func TestCitationsStateAllThatWasAsked(t *testing.T) {
	a, words := webfixture.Answers(t)
	titles := make(map[string]string)
	for _, name := range ask.WouldFields() {
		ways, ok := askedWays[name]
		if !ok {
			t.Errorf("a question takes %q, and nobody has said what stands in a citation of it", name)
			continue
		}
		for _, way := range ways {
			asked := url.Values{"state": {"COL"}, "on": {"2025-02-01"}}
			asked.Set(name, way[0])
			q, err := words.Question(ask.WouldOf(asked.Get))
			if err != nil {
				t.Fatal(err)
			}
			w, err := cite.OfAnswer(t.Context(), a, words.States.Name, q, asked)
			if err != nil {
				t.Fatal(err)
			}
			question, _, _ := strings.Cut(w.Title, "?")
			if other, had := titles[question]; had {
				t.Errorf("%s=%s is cited with the words of %s: %q", name, way[0], other, question)
			}
			titles[question] = name + "=" + way[0]
			for _, f := range cite.Forms() {
				if got := written(t, w.On("https://ledger.example"), f); !strings.Contains(got, way[1]) {
					t.Errorf("%s=%s as %s does not say %q:\n%s", name, way[0], f, way[1], got)
				}
			}
		}
	}
}

// TestOwnAndNamedNationalsAreBothCited asks for any people and names other states.
func TestOwnAndNamedNationalsAreBothCited(t *testing.T) {
	a, words := webfixture.Answers(t)
	asked := url.Values{"state": {"COL"}, "on": {"2025-02-01"}, "nationals": {"HTI"}, "people": {"any"}}
	q, err := words.Question(ask.WouldOf(asked.Get))
	if err != nil {
		t.Fatal(err)
	}
	w, err := cite.OfAnswer(t.Context(), a, words.States.Name, q, asked)
	if err != nil || !strings.Contains(w.Title, "Would Colombia take "+map[demarche.People]string{demarche.AnyPeople: "its own nationals and nationals of Haiti", demarche.ThirdNationals: "nationals of Haiti"}[q.People]+" on") {
		t.Errorf("%q (%v)", w.Title, err)
	}
}

// TestCitationsSayFromWhatPartTheyAre narrows the ledger in each way.
func TestCitationsSayFromWhatPartTheyAre(t *testing.T) {
	a, words := webfixture.Answers(t)
	q, err := words.Question(ask.Would{State: "COL", People: "own", On: "2025-01-27"})
	if err != nil {
		t.Fatal(err)
	}
	known := time.Date(2025, 2, 3, 18, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		knownBy  time.Time
		reviewed bool
		says     string
		leads    string
	}{
		{time.Time{}, false, "on 27 January 2025? Yes", "/would?on=2025-01-27&people=own&state=COL"},
		{time.Time{}, true, "on 27 January 2025, from what a reviewer accepted or amended alone? Not known", "/would?on=2025-01-27&people=own&reviewed=yes&state=COL"},
		{known, false, "on 27 January 2025, as the ledger knew things by 3 February 2025, 18:30:00 UTC? Not known", "/would?known-by=2025-02-03T18%3A30%3A00Z&on=2025-01-27&people=own&state=COL"},
		{known, true, "as the ledger knew things by 3 February 2025, 18:30:00 UTC, from what a reviewer accepted or amended alone? Not known", "/would?known-by=2025-02-03T18%3A30%3A00Z&on=2025-01-27&people=own&reviewed=yes&state=COL"},
		{webfixture.Now().AddDate(1, 0, 0), false, "on 27 January 2025? Yes", "/would?on=2025-01-27&people=own&state=COL"}, // not known yet
	} {
		asked := url.Values{"state": {"COL"}, "people": {"own"}, "known_by": {"as the API writes it"}, "reviewed_only": {"true"}}
		w, err := cite.OfAnswer(t.Context(), a.Narrowed(c.knownBy, c.reviewed), words.States.Name, q, asked)
		if err != nil {
			t.Fatal(err)
		}
		if w.Path != c.leads {
			t.Errorf("it leads to %s, not to %s", w.Path, c.leads)
		}
		for _, f := range cite.Forms() {
			if got := written(t, w, f); !strings.Contains(got, c.says) {
				t.Errorf("as %s it does not say %q:\n%s", f, c.says, got)
			}
		}
	}
}

// TestEventsOfAPartSaySo cites an event as the ledger knew it.
func TestEventsOfAPartSaySo(t *testing.T) {
	a, _ := webfixture.Answers(t)
	w, err := cite.OfEvent(t.Context(), a.Narrowed(webfixture.Now(), false), webfixture.Reports()[0].Records[0].Shared().ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range cite.Forms() {
		for _, site := range []string{"", "https://ledger.example"} {
			got := written(t, w.On(site), f)
			if !strings.Contains(got, "as the ledger knew things by") || site != "" && !strings.Contains(got, "shows it from all of the ledger") {
				t.Errorf("as %s it does not say from what it is told:\n%s", f, got)
			}
		}
	}
}
