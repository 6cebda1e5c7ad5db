package answers

import (
	"context"
	"fmt"
	"strings"
	"time"

	"demarche"
)

// inPart gives the reason of an answer that is unknown; where some of its parts are
// known it says which are not, so that the answer and its parts do not seem to disagree.
func inPart(a Answer) string {
	var not []string
	for _, p := range a.Parts {
		if p.Verdict == Unknown {
			not = append(not, p.words())
		}
	}
	if len(not) == 0 || len(not) == len(a.Parts) {
		return a.Reason
	}
	return "nothing in the ledger answers this for " + strings.Join(not, ", ") + "; silence is not consent; the other parts are known"
}

// words names a part of a question.
func (p Part) words() string {
	w := map[demarche.People]string{demarche.OwnNationals: "own nationals", demarche.ThirdNationals: "third-country nationals"}[p.People]
	if p.Nationality != "" {
		w += " of " + string(p.Nationality)
	}
	if p.From != "" {
		w += " from " + string(p.From)
	}
	if p.Means != demarche.MeansAny {
		w += " by " + strings.ReplaceAll(string(p.Means), "_", " ")
	}
	return w
}

// oldAfter is from how many days before the day asked about a position is called old.
const oldAfter = 30

// knownUntil says how old the newest position is that an answer rests on, if it is
// old, and of a day that is yet to come that nothing is known of it.
func (a *Answers) knownUntil(ctx context.Context, on demarche.Date, basis []*fact) (string, error) {
	said := ""
	var newest demarche.Date
	for _, f := range basis {
		newest = max(newest, f.latest)
	}
	if days := daysBetween(newest, on); days >= oldAfter {
		said = fmt.Sprintf("; its newest position is of %s, %d days before", newest, days)
	}
	if on <= demarche.Day(a.now()) {
		return said, nil
	}
	kept, err := a.ledger.Documents(ctx)
	if err != nil {
		return "", err
	}
	var last demarche.Date
	for _, k := range kept {
		if k.Published.Known() {
			last = max(last, demarche.Day(k.Published.Last()))
		}
	}
	said += "; the day asked about is yet to come"
	if last.Known() {
		said += ", and nothing is known of what came after " + string(last)
	}
	return said, nil
}

// daysBetween gives the whole days from one day to a later one; 0 if either is not known.
func daysBetween(from, to demarche.Date) int {
	if !from.Known() || !to.Known() {
		return 0
	}
	return int(to.Last().Sub(from.Last()) / (24 * time.Hour))
}
