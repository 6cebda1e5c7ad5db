// Package cli is the command line of Demarche. It parses commands, asks the
// stages of the program, and prints what they answer for people, as JSON or
// as CSV. Everything that a command touches outside the program - streams, the
// clock, the environment, how each stage is made - is handed to Run, so that
// tests can put something else in its place.
package cli
