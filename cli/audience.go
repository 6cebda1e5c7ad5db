package cli

import (
	"context"
	"slices"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ledger"
	"demarche/ledger/postgres"
	"demarche/web/server"
)

// wholeAudience, in the place of a team, asks for everything that the role of
// the database sees.
const wholeAudience = "*"

// audienceOf gives the teams that the session asks as: those of --team, or else
// of $DEMARCHE_TEAM.
func audienceOf(given []string, getenv func(string) string) []string {
	if len(given) > 0 {
		return given
	}
	return strings.FieldsFunc(getenv("DEMARCHE_TEAM"), func(r rune) bool { return r == ',' || r == ' ' })
}

// viewed is a ledger in PostgreSQL as an audience sees it.
type viewed struct {
	*postgres.View
	whole    *queued
	withheld bool // the ledger withholds something from somebody
}

// Close closes the ledger too.
func (v *viewed) Close() error {
	err := v.View.Close()
	if cerr := v.whole.Close(); err == nil {
		err = cerr
	}
	return err
}

// queueOf gives the queue of the work on a ledger, whatever is seen of the ledger.
func queueOf(l demarche.Ledger) (*queued, bool) {
	if v, ok := l.(*viewed); ok {
		return v.whole, true
	}
	q, ok := l.(*queued)
	return q, ok
}

// asSeen gives a ledger as the audience of the session sees it: everybody, if no
// team is named. It closes the ledger if it cannot.
func (s *session) asSeen(l demarche.Ledger, err error) (demarche.Ledger, error) {
	if err != nil {
		return nil, err
	}
	q, ok := l.(*queued)
	switch {
	case !ok && len(s.teams) == 0:
		return l, nil
	case !ok:
		_ = l.Close()
		return nil, noCollections()
	}
	v, err := s.seenBy(q, s.teams)
	if err != nil {
		_ = q.Close()
		return nil, err
	}
	return v, nil
}

// forEverybody refuses to tell others what only a team sees.
func (s *session) forEverybody(op string) error {
	if len(s.teams) == 0 {
		return nil
	}
	return &demarche.Error{Code: demarche.Invalid, Op: op, Detail: "pages and alerts are not of a team: whoever gets them would see what it withholds",
		Hint: "leave out --team and $DEMARCHE_TEAM; who signs in to the pages sees what the account's teams see"}
}

// seenBy gives the ledger as teams see it.
func (s *session) seenBy(q *queued, teams []string) (*viewed, error) {
	withheld, err := q.Withholding(s.ctx)
	if err != nil {
		return nil, err
	}
	var v *postgres.View
	if slices.Equal(teams, []string{wholeAudience}) {
		v, err = q.ForRole(s.ctx)
	} else if err = q.TeamsKnown(s.ctx, teams); err == nil {
		v, err = q.For(s.ctx, teams)
	}
	if err != nil {
		return nil, err
	}
	return &viewed{View: v, whole: q, withheld: withheld}, nil
}

// noCollections tells that a ledger in a file is one audience's.
func noCollections() error {
	return &demarche.Error{Code: demarche.Unsupported, Op: "collection", Detail: "a ledger in a file is seen by whoever reads the file: teams and collections that only they see need PostgreSQL",
		Hint: "move the ledger with demarche move --to postgres://..., or keep what is not published in a file of its own; docs/postgres.md tells more"}
}

// atCollections runs do with the teams and collections of a ledger that is there.
func (s *session) atCollections(do func(ledger.Collector) error) error {
	l, err := s.wholeThere()
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	c, ok := l.(ledger.Collector)
	if !ok {
		return noCollections()
	}
	return do(c)
}

// audiences gives what the teams of those who sign in see of a ledger; nil where
// all see the same.
func (s *session) audiences(l demarche.Ledger) *server.Audiences {
	v, ok := l.(*viewed)
	if !ok {
		return nil
	}
	return &server.Audiences{
		Teams: v.TeamsOf,
		Answers: func(ctx context.Context, teams []string) (*answers.Answers, func(), error) {
			seen, err := v.whole.For(ctx, teams)
			if err != nil {
				return nil, nil, err
			}
			// What is found of copies and events is kept in memory alone: it is for
			// nobody else.
			a := answers.New(seen, s.around.Now)
			a.Watching(s.watchedFor(l))
			a.Working(s.operations(l))
			ctx, cancel := context.WithCancel(s.ctx)
			warmed, ended := a.Warm(ctx), make(chan struct{})
			go func() {
				defer close(ended)
				if err := <-warmed; err != nil && ctx.Err() == nil {
					s.log().Error("copies and events were not found for teams; the questions that need them will try again", "error", err)
				}
			}()
			return a, func() {
				cancel()
				<-ended
				_ = seen.Close()
			}, nil
		},
	}
}

// allPublished refuses to write into a file what is not published: a file is
// seen by whoever reads it.
func (s *session) allPublished(op string, l demarche.Ledger, file string) error {
	listed, ok := l.(collections)
	if !ok {
		return nil
	}
	all, err := listed.Collections(s.ctx)
	if err != nil {
		return err
	}
	var names []string
	for _, c := range all {
		if c.Published == nil {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return &demarche.Error{Code: demarche.Unsupported, Op: op, Path: file, Detail: "a file is seen by whoever reads it, and these collections are not published: " + strings.Join(names, ", "),
		Hint: "publish them, or let demarche move or export --all write them with --with-unpublished, if whoever can read the file may see them; demarche move --to postgres://... withholds them there too"}
}

// fitsFile refuses what a ledger in a file cannot hold: there the same bytes from
// the same address are one capture, whatever collections they were put into.
func (s *session) fitsFile(op string, l demarche.Ledger, file string) error {
	many, ok := l.(interface {
		KeptTwice(ctx context.Context) (string, error)
	})
	if !ok {
		return nil
	}
	address, err := many.KeptTwice(s.ctx)
	if err != nil || address == "" {
		return err
	}
	return &demarche.Error{Code: demarche.Unsupported, Op: op, Path: file, Detail: "a ledger in a file keeps the same bytes from the same address once, and several collections of this one have them: " + address,
		Hint: "move to another ledger in PostgreSQL, or copy it with pg_dump; docs/deployment.md has the steps"}
}
