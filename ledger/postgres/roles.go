package postgres

import _ "embed"

//go:embed roles.sql
var rolesScript string

// RolesScript gives the script for psql by which the owner of a ledger gives
// rights in it to a role that reads (-v reader=NAME) and to one that writes
// (-v writer=NAME), in a schema (-v schema=NAME).
func RolesScript() string { return rolesScript }
