package cli

import "demarche/ledger/postgres"

type rolesCommand struct {
	JSON bool `help:"Print as JSON."`
}

func (rolesCommand) Help() string {
	return `Prints the script by which the owner of a ledger in PostgreSQL gives one role the right to read and one the right to read and to add, for psql. Run it once the owner has opened the ledger for the first time, and again after an upgrade that made tables.

Example: demarche roles | psql postgres://owner@db.example/news -v schema=demarche -v reader=analyst -v writer=worker`
}

// Run prints the script.
func (c *rolesCommand) Run(s *session) error {
	if c.JSON {
		return s.asJSON(map[string]string{"script": postgres.RolesScript()})
	}
	return s.printf("%s", postgres.RolesScript())
}
