// Package ledger holds what every store of the ledger shares, whatever
// database stands behind it: how an addition is checked, what a record is
// looked up by, how the log is chained, which telling of a text counts, and
// where the ledger of a user lies. It knows no SQL; ledger/sqlite is the store
// for one machine, and ledger/conformance the suite that any store must pass.
package ledger
