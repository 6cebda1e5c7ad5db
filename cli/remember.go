package cli

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"demarche"
	"demarche/answers"
)

// cacheBeside is added to the name of a ledger's file for the folder beside it
// in which is kept what was found of copies and events.
const cacheBeside = "-cache"

// answers gives answers over the ledger of the session that keep beside it what
// they find of copies and events. Of a ledger that is no file nothing is kept.
func (s *session) answers(l demarche.Ledger) *answers.Answers {
	a := answers.New(l, s.around.Now)
	path, err := s.ledgerPath()
	program, known := programVersion()
	if err != nil || !known || strings.Contains(path, "://") {
		return a
	}
	a.Remember(answers.NewCache(path+cacheBeside, program, s.mention))
	return a
}

// mention tells, if that is asked for, what a user need not know.
func (s *session) mention(what string) {
	if s.verbose {
		_, _ = fmt.Fprintf(s.around.Err, "demarche: %s\n", oneLine(what))
	}
}

// programVersion names the program that runs, so that one that was built anew
// has another name: what finds copies and events may have changed.
func programVersion() (version string, known bool) {
	path, err := os.Executable()
	if err != nil {
		return "", false
	}
	file, err := os.Stat(path)
	if err != nil {
		return "", false
	}
	version = fmt.Sprintf("%d bytes of %d", file.Size(), file.ModTime().UnixNano())
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, set := range info.Settings {
			if strings.HasPrefix(set.Key, "vcs.") {
				version += " " + set.Value
			}
		}
	}
	return version, true
}
