// Package demo holds the example reports that come with the program. Their
// wording is original and the agencies and papers in it are fictional; the
// events, offices and figures follow public reporting from January 2025 to
// February 2026. They are examples of how reports are written, not a source on
// the events.
//
// Among them are a refusal and the agreement that followed it the same night,
// three reports from one agency text, one that bears no day, one summary of
// questions and answers, and several that say what is not known.
package demo

import (
	"embed"
	"io/fs"
)

//go:embed reports/*.txt
var files embed.FS

// Reports gives the example reports, NAME.txt each, in one folder.
func Reports() fs.FS {
	reports, err := fs.Sub(files, "reports")
	if err != nil { // only a malformed name, and this one is not
		panic(err)
	}
	return reports
}
