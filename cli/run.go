package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/alecthomas/kong"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// The statuses with which the program ends, next to those of exitOf.
const (
	exitOK          = 0
	exitFaults      = 1   // verification found faults, or some inputs failed
	exitUsage       = 2   // the command line or the question is malformed
	exitInterrupted = 130 // stopped by Ctrl-C
)

// exitOf gives the status for an error of a code.
func exitOf(c demarche.Code) int {
	switch c {
	case demarche.Invalid:
		return exitUsage
	case demarche.NotFound:
		return 3
	case demarche.Unsupported:
		return 4
	case demarche.TooLarge:
		return 5
	case demarche.Conflict:
		return 6
	case demarche.Corrupt:
		return 7
	case demarche.Newer:
		return 8
	case demarche.Storage:
		return 9
	case demarche.NotYet:
		return 75
	}
	return 70
}

// errFaults ends a command whose output already tells what is wrong.
var errFaults = errors.New("faults were found")

// told is an error that its command has reported already.
type told struct{ error }

func (t told) Unwrap() error { return t.error }

// failedInputs gives the error with which a command ends that has reported the
// inputs that failed: where only one was given, that of this one.
func failedInputs(paths []string, failed []error, others int) error {
	switch {
	case len(failed) == 0:
		return nil
	case len(paths) == 1 && len(failed) == 1 && others == 0:
		return told{failed[0]}
	}
	return errFaults
}

const description = `Reads the news about returns between states and keeps a ledger of it in which every entry can be checked against the sentence it came from.

Exit status: 0 done; 1 faults found, or some of several inputs failed; 2 wrong usage or question; 3 not found; 4 not something Demarche reads; 5 too large; 6 held or changed by somebody else; 7 damaged; 8 written by a newer version; 9 the disk refused; 70 a defect in Demarche; 75 not there yet, ask again; 130 interrupted.`

// grammar is the command line.
type grammar struct {
	Ledger string `help:"The ledger: a file, or postgres://user@host/database. Default: $DEMARCHE_LEDGER, else demarche.db in your data folder." placeholder:"FILE"`

	Team []string `help:"Ask as this team, which sees its collections that are not published, see demarche collection; * for all that the role of the database sees. May be given several times. Default: $DEMARCHE_TEAM, else what everybody sees." placeholder:"NAME"`

	LogJSON      bool   `help:"Write what commands that go on for long tell of their work - serve, worker, watch, alerts - as JSON, a line each, and why any command ends too."`
	KnownBy      string `help:"Answer questions as the ledger knew things at this time: a day, or 2025-02-03 18:30 (UTC)." placeholder:"TIME"`
	Verbose      bool   `short:"v" help:"Say also what need not be known: what was found anew although it had been found before, and why."`
	ReviewedOnly bool   `help:"Answer questions only from what a reviewer accepted or amended."`

	Read    readCommand    `cmd:"" help:"Read reports into records; nothing is stored."`
	Explain explainCommand `cmd:"" help:"Show the rule, the words and the steps that led to each record."`
	Add     addCommand     `cmd:"" help:"Keep reports and what they say in the ledger."`
	Worker  workerCommand  `cmd:"" help:"Read what was captured and not yet read."`
	Jobs    jobsCommand    `cmd:"" help:"What work there is on the ledger, and what failed for good."`
	Watch   watchCommand   `cmd:"" help:"Ask feeds, sitemaps and pages for new reports and keep them in the ledger."`
	Reread  rereadCommand  `cmd:"" help:"Read the kept reports again with this version of the reader."`

	Where    whereCommand    `cmd:"" help:"Where a state stands, or all states."`
	Would    wouldCommand    `cmd:"" help:"Whether a state would take certain people by certain means."`
	Timeline timelineCommand `cmd:"" help:"Positions, acts and movements by day."`
	Flights  flightsCommand  `cmd:"" help:"Movements of people by day, each once."`
	Counts   countsCommand   `cmd:"" help:"Figures and what they count, each once."`
	Gaps     gapsCommand     `cmd:"" help:"What is not known, and who did not say it."`
	Quotes   quotesCommand   `cmd:"" help:"Words said, exactly."`
	Offices  officesCommand  `cmd:"" help:"Who holds which post."`
	Changes  changesCommand  `cmd:"" help:"Which states changed their stance, and when."`
	Events   eventsCommand   `cmd:"" help:"What several reports tell of, and who tells which."`
	Places   placesCommand   `cmd:"" help:"Where people are held or received: room, people held and sent."`
	Promises promisesCommand `cmd:"" help:"Pledges, orders and threats that are open, and what follows."`
	First    firstCommand    `cmd:"" help:"Which state was the first to do something, and how sure that is."`
	Copies   copiesCommand   `cmd:"" help:"Which reports copy one another."`
	Show     showCommand     `cmd:"" help:"One entry with its evidence in context, or one report."`
	Search   searchCommand   `cmd:"" help:"Reports and entries by their words."`
	Cite     citeCommand     `cmd:"" help:"An entry, event, report or answer as a citation: text, BibTeX, RIS, CSL-JSON, legal brief."`
	Verify   verifyCommand   `cmd:"" help:"Check every hash, every span and the log of the ledger."`

	Review reviewCommand `cmd:"" help:"Judge entries: accept, amend, reject, and take that back."`

	DiffReadings diffReadingsCommand `cmd:"" help:"What a newer version of the reader reads otherwise."`

	Prove      proveCommand      `cmd:"" help:"A proof that an entry is in the log, checkable without the ledger."`
	CheckProof checkProofCommand `cmd:"" help:"Check a proof; needs no ledger."`
	Checkpoint checkpointCommand `cmd:"" help:"The head of the log, signed, to publish."`

	Backup  backupCommand  `cmd:"" help:"A verified copy of the ledger, also while it is used."`
	Restore restoreCommand `cmd:"" help:"Make the ledger of a copy."`
	Export  exportCommand  `cmd:"" help:"The ledger in a form that other programs read, or whole."`
	Import  importCommand  `cmd:"" help:"Make the ledger of an export, with the same log."`
	Move    moveCommand    `cmd:"" help:"Copy the ledger to PostgreSQL, or back, with the same log."`
	Roles   rolesCommand   `cmd:"" help:"The script that gives roles of PostgreSQL their rights in a ledger."`

	Alerts  alertsCommand  `cmd:"" help:"Tell others when an answer changes: webhooks and e-mail."`
	Account accountCommand `cmd:"" help:"Who may review on the pages that are served: names, roles, passwords."`

	Team_      teamCommand       `cmd:"" name:"team" help:"Who sees collections together: teams and their accounts."`
	Collection collectionCommand `cmd:"" help:"Reports that only some teams see until they are published."`

	Serve serveCommand `cmd:"" help:"Serve the pages and the JSON API."`
	Demo  demoCommand  `cmd:"" help:"The main job on bundled example reports, in a ledger of its own."`

	Score        scoreCommand        `cmd:"" help:"Compare records with annotated ones."`
	Analyse      analyseCommand      `cmd:"" help:"Who and what a report names, when, how many, and who says what."`
	Attributions attributionsCommand `cmd:"" help:"Who says what in each text of a JSONL stream."`
	Parse        parseCommand        `cmd:"" help:"Sentences, words, tags and parse of a text as CoNLL-U."`
	Codebook     codebookCommand     `cmd:"" help:"The vocabulary that the reader works with."`
	Version      versionCommand      `cmd:"" help:"The version of the program."`
}

// session is one run: the surroundings, the stages and what they have made so far.
type session struct {
	ctx    context.Context
	around Surroundings
	stages Stages
	path   string   // of the ledger, as given
	teams  []string // as which questions are asked; everybody if none

	knownBy      string // narrow every question
	reviewedOnly bool
	verbose      bool // say what a user need not know
	logJSON      bool // what goes on for long logs as JSON
}

// Run runs one command line, without the name of the program, and gives the
// status with which the program should end.
func Run(ctx context.Context, args []string, around Surroundings, stages Stages) int {
	s := &session{ctx: ctx, around: around, stages: stages}
	var g grammar
	exited, status := false, exitOK
	parser, err := kong.New(&g,
		kong.Name("demarche"),
		kong.Description(description),
		kong.Vars{"addr": defaultAddr},
		kong.Writers(around.Out, around.Err),
		kong.Exit(func(code int) { exited, status = true, code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: around.Width}),
	)
	if err != nil {
		return s.fail(fmt.Errorf("grammar of the command line: %w", err))
	}
	k, err := parser.Parse(args)
	switch {
	case exited:
		return status
	case err != nil:
		return s.usage(err, args)
	}
	s.logJSON = g.LogJSON
	if command := strings.Fields(k.Command())[0]; (g.KnownBy != "" || g.ReviewedOnly) && !asks(command) && g.Export.As == "" {
		return s.usage(fmt.Errorf("--known-by and --reviewed-only narrow questions to the ledger; %s asks none", command), args)
	}
	if err := noPassword(g.Ledger); err != nil {
		return s.fail(err)
	}
	s.path, s.knownBy, s.reviewedOnly, s.verbose = g.Ledger, g.KnownBy, g.ReviewedOnly, g.Verbose
	if s.path == "" {
		s.path = around.Getenv("DEMARCHE_LEDGER")
	}
	s.teams = audienceOf(g.Team, around.Getenv)
	return s.fail(k.Run(s))
}

// asks reports whether a command asks the ledger a question.
func asks(command string) bool {
	switch command {
	case "where", "would", "timeline", "flights", "counts", "gaps", "quotes", "offices", "changes", "events", "places", "promises", "first", "copies", "show", "search", "cite", "diff-readings":
		return true
	}
	return false
}

// usage reports a command line that cannot be understood.
func (s *session) usage(err error, args []string) int {
	hint := "demarche --help"
	var pe *kong.ParseError
	if errors.As(err, &pe) && pe.Context != nil && pe.Context.Command() != "" {
		command, _, _ := strings.Cut(pe.Context.Command(), " <")
		hint = "demarche " + command + " --help"
	}
	if len(args) == 0 {
		hint = "demarche --help, or demarche demo to see it work"
	}
	s.complain(&demarche.Error{Code: demarche.Invalid, Detail: strings.Replace(err.Error(), `one of "",`, "one of ", 1), Hint: "see " + hint})
	return exitUsage
}

// fail reports an error, if there is one, and gives the status for it.
func (s *session) fail(err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFaults):
		return exitFaults
	case s.ctx.Err() != nil:
		s.say("interrupted; what was done is kept")
		return exitInterrupted
	case isBrokenPipe(err):
		return exitOK
	}
	if !errors.As(err, new(told)) {
		s.complain(err)
	}
	return exitOf(demarche.CodeOf(err))
}

// oneLine keeps a message on its line, and keeps off the terminal what would
// change how it is shown: control characters and marks of writing direction.
func oneLine(message string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, message)
}

// ledger opens the ledger as the audience of the session sees it; readOnly
// demands that it be there.
func (s *session) ledger(readOnly bool) (demarche.Ledger, error) {
	return s.asSeen(s.wholeLedger(readOnly))
}

// wholeLedger opens the ledger for what is done with all of it, whoever sees what.
func (s *session) wholeLedger(readOnly bool) (demarche.Ledger, error) {
	path, err := s.ledgerPath()
	if err != nil {
		return nil, err
	}
	return s.ledgerAt(path, readOnly)
}

// ledgerAt opens the ledger at a path and says how far it is if that takes long.
func (s *session) ledgerAt(path string, readOnly bool) (demarche.Ledger, error) {
	return s.stages.Ledger(s.ctx, path, readOnly, s.around.Now, s.telling())
}

// consult understands a question before it opens the ledger, and answers it from there.
func consult[Q, A any](s *session, understand func(*ask.Words) (Q, error), answer func(*answers.Answers, Q) (A, error)) (A, *ask.Words, error) {
	var none A
	words, err := ask.Load()
	if err != nil {
		return none, nil, err
	}
	q, err := understand(words)
	if err != nil {
		return none, words, err
	}
	knownBy, err := ask.Moment(s.knownBy)
	if err != nil {
		return none, words, err
	}
	l, err := s.ledger(true)
	if err != nil {
		return none, words, err
	}
	defer func() { _ = l.Close() }()
	whole := s.answers(l)
	whole.Telling(s.telling())
	a, err := answer(whole.Narrowed(knownBy, s.reviewedOnly), q)
	if err == nil {
		whole.Save(s.ctx)
	}
	return a, words, err
}

// printf prints to the output.
func (s *session) printf(format string, args ...any) error {
	_, err := fmt.Fprintf(s.around.Out, format, args...)
	return err
}
