//go:build unix

package pgtest

import (
	"os"
	"os/exec"
	"os/user"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// nobody gives the user as whom the server runs if the tests are run by root,
// for whom it refuses to; ok is false for other users.
func nobody() (uid, gid int, ok bool, err error) {
	if os.Getuid() != 0 {
		return 0, 0, false, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		u, err = user.Lookup("nobody")
	}
	if err != nil {
		return 0, 0, false, err
	}
	if uid, err = strconv.Atoi(u.Uid); err != nil {
		return 0, 0, false, err
	}
	gid, err = strconv.Atoi(u.Gid)
	return uid, gid, true, err
}

// own gives a folder to the user as whom the server runs.
func own(folder string) error {
	uid, gid, ok, err := nobody()
	if err != nil || !ok {
		return err
	}
	return os.Chown(folder, uid, gid)
}

// asNobody has a program run as a user without rights, if need be.
func asNobody(c *exec.Cmd) error {
	c.Dir = "/"
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	uid, gid, ok, err := nobody()
	if ok {
		c.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return err
}

// process is a server that runs.
type process struct {
	command *exec.Cmd
	ended   chan struct{} // closed when it has
}

// run starts a program that is told to end when this process ends, however it does.
func run(c *exec.Cmd) (*process, error) {
	p := &process{command: c, ended: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the system looks at the thread that started it
		dieWithParent(c.SysProcAttr)
		err := c.Start()
		started <- err
		if err == nil {
			_ = c.Wait()
		}
		close(p.ended)
	}()
	return p, <-started
}

func (p *process) pid() int { return p.command.Process.Pid }

// stop has it end its connections and end; it is killed if it does not.
func (p *process) stop() {
	_ = p.command.Process.Signal(syscall.SIGINT) // its fast shutdown
	select {
	case <-p.ended:
	case <-time.After(20 * time.Second):
		p.kill()
	}
}

// kill kills it and its workers at once.
func (p *process) kill() {
	_ = syscall.Kill(-p.command.Process.Pid, syscall.SIGKILL)
	<-p.ended
}
