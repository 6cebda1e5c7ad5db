// Package exports writes what the ledger answers in the forms that other
// programs read: tables (CSV), records (JSON lines), W3C Web Annotations,
// FollowTheMoney entities, CSL-JSON, GeoJSON and PLOVER/CAMEO event rows.
//
// One file holds one form. Every form is written as the entries come, so that
// an export takes no more memory for a larger ledger than it takes to remember
// which reports, states and events were written. What each column and field
// means is the data dictionary in docs/exports.md, which is made from this package.
package exports
