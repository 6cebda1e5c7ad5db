// Package speech finds the quotations of a text and who says what: direct,
// indirect and mixed speech as source, cue and content.
//
// Two components of the language layer live here. [Quotations] pairs the
// quotation marks of each paragraph; it looks at characters only. [Attributions]
// reads the parse: the words of speech, writing and thought that the vocabulary
// lists say which dependents of a cue are its source and which its content.
// [Channels] says where something was said, and [Utterances] joins the parts of a
// quotation that its attribution broke.
package speech
