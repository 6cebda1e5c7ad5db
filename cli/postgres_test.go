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
	testscript.Run(t, testscript.Params{
		Dir: "testdata/postgres",
		Setup: func(e *testscript.Env) error {
			for _, name := range []string{"POSTGRES", "ANOTHER", "THIRD"} {
				e.Setenv(name, pgtest.Schema(t, server))
			}
			e.Setenv("XDG_DATA_HOME", e.WorkDir+"/data")
			return nil
		},
	})
}
