// Package work does what a ledger still has to do: it reads what was captured and
// not yet read. The work is found in the ledger itself - a capture without a
// reading by the current reader is work - so that nothing can be forgotten and
// no second queue has to agree with the ledger. A ledger on PostgreSQL hands
// the same work out to many machines, see work/queue.
package work
