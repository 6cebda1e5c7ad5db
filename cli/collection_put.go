package cli

import (
	"demarche/ledger"
)

type collectionPutCommand struct {
	Name    string   `arg:"" help:"The collection that they are put into."`
	Reports []string `arg:"" help:"Reports that are in a collection, by the SHA-256 of their texts or a unique beginning of it."`
	reviewer
	Reason string `help:"Why." required:"" placeholder:"TEXT"`
	JSON   bool   `help:"Print as JSON."`
}

func (collectionPutCommand) Help() string {
	return `The reports stay in the collections in which they are: who saw them goes on seeing them. The teams of the other collection see them too from then on, with their entries and what was decided about these, and everybody does when either collection is published. So a part of a collection is published: make another collection of the same teams, put the reports into it, publish that.

It is asked as a team that sees the reports (--team NAME). Refused are reports that everybody sees, because that cannot be taken back, and collections that are published. Links between reports are seen by those who see both through the collections in which they were when the link was made. A ledger in a file keeps the same bytes from the same address once: a ledger in which reports were put into another collection is moved and backed up as PostgreSQL is.

Example: demarche --team desk-south collection put camp-open 3f9a61 --by "A. Analyst" --reason "what the ministry confirmed"`
}

// Run puts reports into a collection.
func (c *collectionPutCommand) Run(s *session) error {
	by, err := c.name(s)
	if err != nil {
		return err
	}
	if err := s.ledgerFileThere(); err != nil {
		return err
	}
	seen, err := s.ledger(false)
	if err != nil {
		return err
	}
	defer func() { _ = seen.Close() }()
	l, ok := seen.(*viewed)
	if !ok {
		return noCollections()
	}
	for _, hash := range c.Reports {
		if _, err := l.Put(s.ctx, ledger.CollectionFacts{Name: c.Name, By: by, Reason: c.Reason}, hash); err != nil {
			return err
		}
	}
	return s.collection(l.whole, c.Name, c.JSON)
}
