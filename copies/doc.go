// Package copies groups texts into families that copy one text, however it was
// trimmed, re-headlined, lightly edited, reordered or merged with another, so
// that two hundred printings of one agency report count as one source.
//
// The way is the one of the literature on near-duplicates. Texts become words
// in a form in which house styles agree. Runs of five words (shingles: Broder,
// "On the resemblance and containment of documents", 1997) are thinned to
// fingerprints that depend on the text alone (winnowing: Schleimer, Wilkerson
// and Aiken, 2003), and an inverted index of them proposes few earlier texts for
// each text. Each proposal is then confirmed by aligning the two texts in shared
// runs that may lie in any order (after greedy string tiling: Wise, 1993), and
// judged by containment: how much of either text the runs cover.
//
// What two texts quote from a third is no sign of copying: words between
// quotation marks are left out. Nor is one stock paragraph, nor a form that is
// filled in anew each week, whose numbers and days differ where its words agree.
//
// Families depend on which texts are held and not on the order in which they
// were added.
package copies
