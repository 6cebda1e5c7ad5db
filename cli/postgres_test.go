package cli_test

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"demarche/internal/pgtest"
)

func TestPostgresScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("each step starts the program anew: not when short")
	}
	server := pgtest.Start(t).URL()
	pgtest.PSQL(t, server, "-c", "CREATE ROLE ordinary LOGIN", "-c", "GRANT CREATE ON DATABASE postgres TO ordinary", "-c", "CREATE ROLE desk_of_the_south")
	testscript.Run(t, testscript.Params{
		Dir: "testdata/postgres",
		Setup: func(e *testscript.Env) error {
			for _, name := range []string{"POSTGRES", "ANOTHER", "THIRD", "FOURTH"} {
				e.Setenv(name, pgtest.Schema(t, server))
			}
			for _, name := range []string{"ORDINARY", "ORDINARY_TOO", "ORDINARY_BACK"} {
				e.Setenv(name, pgtest.Schema(t, server)+"&user=ordinary") // no superuser
			}
			e.Setenv("XDG_DATA_HOME", e.WorkDir+"/data")
			return nil
		},
	})
}
