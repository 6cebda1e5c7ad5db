// Package queue hands the work on a ledger in PostgreSQL out to many workers on
// many machines. The engine is River (riverqueue.com): jobs are rows beside the
// ledger, enqueued in the transaction that keeps the capture that they are
// about, so that there is never one without the other. Every job may be done
// twice, by two workers at once, or be broken off at any point: what the ledger
// keeps is the same.
package queue
