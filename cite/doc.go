// Package cite writes what the ledger holds as citations: an entry, an event, a
// report or an answer as plain text, for BibTeX, RIS and CSL-JSON, and in a
// form fit for a legal brief. Every citation names the report as a reader
// would, and what is needed to find and check it in the ledger: the permalink,
// the SHA-256 of the text, the exact words and their place, and the head of the
// log, against which an inclusion proof holds.
package cite
