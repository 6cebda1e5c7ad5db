package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"demarche"
	"demarche/answers"
)

// cacheBeside is added to the name of a ledger's file for the folder beside it
// in which is kept what was found of copies and events.
const cacheBeside = "-cache"

// answers gives answers over the ledger of the session that keep what they find
// of copies and events, and begin with what was found before.
func (s *session) answers(l demarche.Ledger) *answers.Answers {
	a := answers.New(l, s.around.Now)
	if c := s.cache(l); c != nil {
		a.Remember(c)
	}
	return a
}

// cache gives where it is kept: beside a file in a folder, in PostgreSQL with the
// queue of work. It gives nil where it is kept nowhere.
func (s *session) cache(l demarche.Ledger) *answers.Cache {
	if v, ok := l.(*viewed); ok && v.withheld {
		return nil // what is found is kept for all who use the ledger
	}
	if q, ok := queueOf(l); ok {
		if withheld, err := q.Withholding(s.ctx); err != nil || withheld {
			return nil
		}
		if f, program := q.found(); f != nil {
			return answers.NewSharedCache(f, program, s.mention)
		}
		return nil
	}
	path, err := s.ledgerPath()
	program, known := programVersion()
	if err != nil || !known || strings.Contains(path, "://") {
		return nil
	}
	return answers.NewCache(path+cacheBeside, program, s.mention)
}

// mention tells, if that is asked for, what a user need not know.
func (s *session) mention(what string) {
	if s.verbose {
		s.say(what)
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

// builtVersion names the program that runs as it is on every computer that has
// the same: by the commit that it was built of, else by the hash of its file.
func builtVersion() (version string, known bool) {
	if info, ok := debug.ReadBuildInfo(); ok {
		set := make(map[string]string)
		for _, s := range info.Settings {
			set[s.Key] = s.Value
		}
		if set["vcs.revision"] != "" && set["vcs.modified"] == "false" {
			return set["vcs.revision"] + " " + info.GoVersion, true
		}
	}
	path, err := os.Executable()
	if err != nil {
		return "", false
	}
	file, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer func() { _ = file.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", false
	}
	return hex.EncodeToString(sum.Sum(nil)), true
}
