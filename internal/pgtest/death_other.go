//go:build unix && !linux

package pgtest

import "syscall"

// dieWithParent does nothing: this system cannot.
func dieWithParent(*syscall.SysProcAttr) {}
