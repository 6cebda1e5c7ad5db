package cli

import (
	"fmt"
	"log/slog"
	"time"

	"demarche"
)

// log gives where a command that goes on writes what happens.
func (s *session) log() *slog.Logger {
	o := &slog.HandlerOptions{Level: slog.LevelInfo}
	if s.logJSON {
		return slog.New(slog.NewJSONHandler(s.around.Err, o))
	}
	return slog.New(slog.NewTextHandler(s.around.Err, o))
}

// say says something beside the output. Where the log is JSON it is a line of
// that: what reads such a log can do nothing with any other.
func (s *session) say(what string) {
	if s.logJSON {
		s.log().Info(what)
		return
	}
	_, _ = fmt.Fprintf(s.around.Err, "demarche: %s\n", oneLine(what))
}

// complain prints an error and its hint.
func (s *session) complain(err error) {
	hint := demarche.HintOf(err)
	if s.logJSON {
		s.log().Error(err.Error(), "code", demarche.CodeOf(err), "hint", hint)
		return
	}
	s.say(err.Error())
	if hint != "" {
		_, _ = fmt.Fprintf(s.around.Err, "  hint: %s\n", oneLine(hint))
	}
}

// telling says what is being done and how far that is, every few seconds; nothing
// of what takes no longer.
func (s *session) telling() func(doing string, done, total int) {
	const often = 5 * time.Second
	last := s.around.Now()
	return func(doing string, done, total int) {
		if at := s.around.Now(); at.Sub(last) >= often {
			last = at
			s.say(fmt.Sprintf("%s: %d%%", doing, 100*done/max(total, 1)))
		}
	}
}
