package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche"
	"demarche/ledger"
)

type collectionCommand struct {
	Add     collectionAddCommand     `cmd:"" help:"Make a collection that only some teams see."`
	Put     collectionPutCommand     `cmd:"" help:"Put reports of a collection that is not published into another too."`
	List    collectionListCommand    `cmd:"" help:"Which collections there are."`
	Publish collectionPublishCommand `cmd:"" help:"Show a collection to everybody; that cannot be taken back."`
}

func (collectionCommand) Help() string {
	return `A report that is added with demarche add --collection NAME is seen by the teams of the collection alone, with its entries and all that follows from them, until the collection is published. Everybody else is answered as if it were not there. What everybody saw is not withheld afterwards, and what a team saw is not taken from it: a report is never taken out of a collection, but collection put puts it into another too. Collections need a ledger in PostgreSQL, see docs/postgres.md.`
}

type collectionAddCommand struct {
	Name  string   `arg:"" help:"The name: small letters, digits, - and _."`
	Teams []string `arg:"" help:"The teams that are to see it."`
	reviewer
	Reason string `help:"Why it is not published." required:"" placeholder:"TEXT"`
	JSON   bool   `help:"Print as JSON."`
}

func (collectionAddCommand) Help() string {
	return "Who made it, for whom and why stands in the log. The first collection of a ledger is for its owner to make.\n\nExample: demarche collection add camp-leak desk-south --by \"A. Analyst\" --reason \"the source is not safe yet\""
}

// Run makes a collection.
func (c *collectionAddCommand) Run(s *session) error {
	by, err := c.name(s)
	if err != nil {
		return err
	}
	return s.atCollections(func(l ledger.Collector) error {
		if err := l.MakeCollection(s.ctx, ledger.CollectionFacts{Name: c.Name, Teams: c.Teams, By: by, Reason: c.Reason}); err != nil {
			return err
		}
		return s.collection(l, c.Name, c.JSON)
	})
}

type collectionListCommand struct {
	JSON bool `help:"Print as JSON."`
}

func (collectionListCommand) Help() string {
	return "Lists what everybody sees and, with --team NAME, what the team sees.\n\nExample: demarche --team desk-south collection list"
}

// Run lists collections.
func (c *collectionListCommand) Run(s *session) error {
	seen, err := s.ledger(true)
	if err != nil {
		return err
	}
	defer func() { _ = seen.Close() }()
	l, ok := seen.(collections)
	if !ok {
		return noCollections()
	}
	all, err := l.Collections(s.ctx)
	switch {
	case err != nil:
		return err
	case c.JSON:
		return s.asJSON(append([]ledger.Collection{}, all...))
	case len(all) == 0 && hides(seen) && !slices.Equal(s.teams, []string{wholeAudience}):
		return s.printf("there are no collections that you see; --team '*' shows all that your role of the database sees\n")
	case len(all) == 0:
		return s.printf("there are no collections here\n")
	}
	for _, one := range all {
		if err := s.printf("%s\n", oneLine(inWords(one))); err != nil {
			return err
		}
	}
	return nil
}

// hides reports whether a ledger withholds something from somebody.
func hides(l demarche.Ledger) bool {
	v, ok := l.(*viewed)
	return ok && v.withheld
}

type collectionPublishCommand struct {
	Name string `arg:"" help:"The collection."`
	reviewer
	Reason string `help:"Why." required:"" placeholder:"TEXT"`
	JSON   bool   `help:"Print as JSON."`
}

func (collectionPublishCommand) Help() string {
	return "Who published it, when and why stands in the log.\n\nExample: demarche collection publish camp-leak --by \"A. Analyst\" --reason \"confirmed by a second source\""
}

// Run publishes a collection.
func (c *collectionPublishCommand) Run(s *session) error {
	by, err := c.name(s)
	if err != nil {
		return err
	}
	return s.atCollections(func(l ledger.Collector) error {
		if err := l.Publish(s.ctx, ledger.CollectionFacts{Name: c.Name, By: by, Reason: c.Reason}); err != nil {
			return err
		}
		return s.collection(l, c.Name, c.JSON)
	})
}

// collections is a ledger that has some; one in a file has those that were moved there.
type collections interface {
	Collections(ctx context.Context) ([]ledger.Collection, error)
}

// collection prints a collection as it is now.
func (s *session) collection(l ledger.Collector, name string, asJSON bool) error {
	all, err := l.Collections(s.ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(c ledger.Collection) bool { return c.Name == name })
	switch {
	case i < 0:
		return &demarche.Error{Code: demarche.NotFound, Op: "collection", Path: name, Detail: "it is not there any more"}
	case asJSON:
		return s.asJSON(all[i])
	}
	return s.printf("%s\n", oneLine(inWords(all[i])))
}

// inWords tells what a collection is.
func inWords(c ledger.Collection) string {
	words := fmt.Sprintf("%s: %s, ", c.Name, plural(c.Captures, "capture"))
	if p := c.Published; p != nil {
		return words + fmt.Sprintf("published %s by %s: %s", p.At.Format("2006-01-02"), p.By, p.Reason)
	}
	return words + fmt.Sprintf("not published, seen by %s; made %s by %s: %s", strings.Join(c.Teams, ", "), c.Made.Format("2006-01-02"), c.By, c.Reason)
}
