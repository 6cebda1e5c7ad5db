//go:build !unix

package pgtest

import (
	"errors"
	"os/exec"
)

var errSystem = errors.New("tests start it on Unix only")

func own(string) error { return errSystem }

func asNobody(*exec.Cmd) error { return errSystem }

// process would be a server that runs.
type process struct{ ended chan struct{} }

func run(*exec.Cmd) (*process, error) { return nil, errSystem }

func (*process) stop()    {}
func (*process) pid() int { return 0 }
func (*process) kill()    {}
