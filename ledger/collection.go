package ledger

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"demarche"
)

// CollectionDeed is something done with a collection.
type CollectionDeed string

// What can be done with a collection. Nothing takes it back.
const (
	CollectionMade      CollectionDeed = "make"
	CollectionTakes     CollectionDeed = "put" // a capture
	CollectionPublished CollectionDeed = "publish"
)

// CollectionFacts is what a line of the log says about a collection.
type CollectionFacts struct {
	Name    string // of the collection
	Did     CollectionDeed
	Teams   []string // to which it belongs, in order; where it is made
	Capture int64    // sequence of the capture that is put into it, or 0
	By      string   // who did it
	Reason  string
}

// CollectionSays gives what a line about a collection says.
func CollectionSays(f CollectionFacts) []demarche.Field {
	return []demarche.Field{{Name: "name", Value: f.Name}, {Name: "what", Value: string(f.Did)}, {Name: "teams", Value: strings.Join(f.Teams, " ")},
		{Name: "capture", Value: decimal(f.Capture)}, {Name: "by", Value: f.By}, {Name: "reason", Value: f.Reason}}
}

// Collection is a number of reports that only some teams see until it is published.
type Collection struct {
	Name      string    `json:"name"`
	Teams     []string  `json:"teams"`
	Captures  int       `json:"captures"`
	Made      time.Time `json:"made"` // UTC
	By        string    `json:"by"`
	Reason    string    `json:"reason"`
	Line      int64     `json:"line"` // of the log, that made it
	Published *Act      `json:"published"`
}

// Act is what somebody did, as the log tells it.
type Act struct {
	Line   int64     `json:"line"` // of the log
	At     time.Time `json:"at"`   // UTC
	By     string    `json:"by"`
	Reason string    `json:"reason"`
}

// Team is a number of accounts that see the same collections.
type Team struct {
	Name    string    `json:"name"`
	Made    time.Time `json:"made"`    // UTC
	Role    string    `json:"role"`    // of the database, whose members see what the team sees; empty for none
	Members []string  `json:"members"` // names of accounts
}

// Collector is a ledger that shows collections that are not published to their
// teams alone.
type Collector interface {
	// AddTeam makes a team, which the members of a role of the database belong to
	// too, unless that is empty.
	AddTeam(ctx context.Context, name, role string) error
	// NameRole says to the members of which role of the database a team's
	// collections are shown; to none if that is empty.
	NameRole(ctx context.Context, team, role string) error
	// Teams lists the teams by name.
	Teams(ctx context.Context) ([]Team, error)
	// Join and Leave change who is in a team.
	Join(ctx context.Context, team, account string) error
	Leave(ctx context.Context, team, account string) error
	// TeamsOf gives the names of an account's teams, in order.
	TeamsOf(ctx context.Context, account string) ([]string, error)
	// MakeCollection makes a collection that belongs to teams, and is not published.
	MakeCollection(ctx context.Context, f CollectionFacts) error
	// Publish shows a collection to everybody, for ever.
	Publish(ctx context.Context, f CollectionFacts) error
	// Collections lists those that may be seen, in the order of the log.
	Collections(ctx context.Context) ([]Collection, error)
}

// CheckName refuses, with an Invalid error, what cannot be the name of a team or
// a collection.
func CheckName(what, name string) error {
	if !regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,62}$`).MatchString(name) || name == "public" {
		return &demarche.Error{Code: demarche.Invalid, Op: what, Path: name, Detail: fmt.Sprintf("%q cannot be the name of a %s", name, what),
			Hint: "small letters a-z, digits, - and _, 63 at most, and not public"}
	}
	return nil
}

// CheckCollection refuses, with an Invalid error, what says too little about a collection.
func CheckCollection(f CollectionFacts) error {
	if err := CheckName("collection", f.Name); err != nil {
		return err
	}
	bad := func(detail, hint string) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "collection", Path: f.Name, Detail: detail, Hint: hint}
	}
	switch {
	case strings.TrimSpace(f.By) == "" || len(f.By) > longestReason || !utf8.ValidString(f.By):
		return bad("who does it is not named", "give the name of an analyst with --by NAME")
	case strings.TrimSpace(f.Reason) == "" && f.Did != CollectionTakes:
		return bad("no reason is given", "say why with --reason TEXT")
	case len(f.Reason) > longestReason || !utf8.ValidString(f.Reason):
		return bad("the reason is too long, or not UTF-8", "say it shorter")
	case f.Did == CollectionMade && len(f.Teams) == 0:
		return bad("no team is named", "name the teams that are to see it with --team NAME")
	case !slices.IsSorted(f.Teams) || len(slices.Compact(slices.Clone(f.Teams))) != len(f.Teams):
		return bad("a team is named twice, or they are not in order", "name each team once")
	}
	for _, team := range f.Teams {
		if err := CheckName("team", team); err != nil {
			return err
		}
	}
	return nil
}

type intoCollection struct{ name, by, reason string }

// IntoCollection has what is added go into a collection that is not published,
// in the name of somebody. What everybody sees already is not withheld.
func IntoCollection(ctx context.Context, name, by string) context.Context {
	return IntoCollectionFor(ctx, name, by, "")
}

// IntoCollectionFor is IntoCollection with a reason, which the log tells.
func IntoCollectionFor(ctx context.Context, name, by, reason string) context.Context {
	return context.WithValue(ctx, intoCollection{}, intoCollection{name, by, reason})
}

// CollectionIn gives the collection that what is added is to go into, and who
// says so and why; empty if that was not said.
func CollectionIn(ctx context.Context) (f CollectionFacts, ok bool) {
	in, ok := ctx.Value(intoCollection{}).(intoCollection)
	return CollectionFacts{Name: in.name, Did: CollectionTakes, By: in.by, Reason: in.reason}, ok
}

type ofCapture struct{}

// OfCapture says that what is added is read out of the capture of a line of the
// log, so that it is seen by those who see the capture.
func OfCapture(ctx context.Context, line int64) context.Context {
	return context.WithValue(ctx, ofCapture{}, line)
}

// CaptureIn gives the line of the capture that what is added is read out of; 0 if that was not said.
func CaptureIn(ctx context.Context) int64 {
	line, _ := ctx.Value(ofCapture{}).(int64)
	return line
}
