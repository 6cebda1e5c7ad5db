// Package names finds who and what a text speaks of: persons with their posts,
// states by name, demonym or seat of government, organisations with the state
// for which they act, places and nationals. It then resolves what stands for
// them later on: surnames, "the president", "the ministry", "his government",
// "the country" and pronouns.
//
// The component [Names] reads words first and the parse second, so that a
// wrong parse costs little. [Actor] gives what a token stands for as an
// argument of a verb, [Steps] the words with which explain shows how.
package names
