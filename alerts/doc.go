// Package alerts tells others when an answer changes: when a position of a
// state becomes another, when a question that was open is answered, when a
// flight is reported. A change is a change of the answer, never a new copy of
// a report: the answers of now are compared with those that were kept the last
// time, and only those about which the ledger was given anything since are
// asked for again.
//
// Changes go out as webhooks, signed as Standard Webhooks says, and as e-mail.
// They wait in an outbox in the ledger's file until the target took them, so
// that none is lost, and each carries an id by which a target can tell that it
// has it already. Feed and Calendar give the same changes to whoever asks.
package alerts
