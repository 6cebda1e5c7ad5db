// Package demarche holds the nouns and contracts of Demarche: what a capture,
// a document, a span, a record of each kind and a ledger entry are, and what
// each stage of the flow owes the next.
//
//	source -> document -> language -> records -> ledger -> answers -> command line, API, pages
//
// The stages live in packages of their own. Each depends on this package and
// on stages above it in the flow, never on one below; nothing here depends on
// any of them.
package demarche
