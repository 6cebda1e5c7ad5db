package pgtest

import "syscall"

// dieWithParent has the system end a program with the one that started it.
func dieWithParent(a *syscall.SysProcAttr) { a.Pdeathsig = syscall.SIGINT }
