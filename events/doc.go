// Package events finds out which records of several reports tell of one
// movement, act, position or figure, and makes one event of them with all its
// witnesses, so that forty reports of a flight are counted as one flight.
//
// Two records are compared field by field. What cannot both be true of one
// event (another destination, a day that does not fit, a number farther off
// than reports of one event are) keeps them apart; what agrees speaks for a
// join, and enough of it makes one. Records are joined best first, as in
// agglomerative clustering with constraints (Davidson and Ravi, 2005): never
// two of one report, never across a contradiction between any two members. A
// record that fits two events which exclude each other, because it leaves out
// what tells them apart, joins neither; it says which it may belong to.
//
// Each join names its reasons, and a reviewer can force or forbid one. Events
// depend on what records are held, not on the order in which they came.
package events
