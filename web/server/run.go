package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"demarche"
)

// Limits of one request. An answer is a page or a list, never a stream.
const (
	readTimeout  = 10 * time.Second
	writeTimeout = 60 * time.Second
	idleTimeout  = 2 * time.Minute
	stopTimeout  = 5 * time.Second
	maxHeader    = 16 << 10
)

// Listen opens the address to serve on, "127.0.0.1:8080"; port 0 takes any free one.
func Listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if malformed(err) {
		return nil, &demarche.Error{Code: demarche.Invalid, Op: "serve", Path: addr, Detail: "this is no address to serve on", Err: err,
			Hint: "write HOST:PORT, such as 127.0.0.1:8080; port 0 takes any free port"}
	}
	if err != nil {
		return nil, &demarche.Error{Code: demarche.Conflict, Op: "serve", Path: addr, Err: err, Hint: "choose another address with --addr; port 0 takes any free port"}
	}
	return l, nil
}

// malformed reports whether an address was refused for how it is written, or
// names no host that is known.
func malformed(err error) bool {
	var address *net.AddrError
	var name *net.DNSError
	return errors.As(err, &address) || errors.As(err, &name)
}

// Serve answers on the listener until ctx ends; requests under way are then
// given a few seconds to finish. It closes the listener and returns nil if it
// was stopped by ctx.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := newServer(h)
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(l) }()
	select {
	case err := <-failed:
		return &demarche.Error{Code: demarche.Internal, Op: "serve", Path: l.Addr().String(), Err: err}
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	if err := s.Shutdown(grace); err != nil && !errors.Is(err, http.ErrServerClosed) {
		_ = s.Close() // what did not finish in time is cut off
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return &demarche.Error{Code: demarche.Internal, Op: "serve", Path: l.Addr().String(), Err: err}
	}
	return nil
}

// newServer gives a server that waits for no client for long.
func newServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: readTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
	}
}
