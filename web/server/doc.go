// Package server puts the pages and the JSON API behind one handler and serves
// it: which hosts may be asked for, what browsers may do with the answers, how
// long a request may take, how the server stops.
package server
