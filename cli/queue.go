package cli

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

type reviewQueueCommand struct {
	reviewer
	State string `help:"Only entries in which this state has a part." placeholder:"STATE"`
	Kind  string `help:"Only these kinds of record, separated by commas." placeholder:"KIND,..."`
	JSON  bool   `help:"Print the queue as JSON and decide nothing."`
}

func (reviewQueueCommand) Help() string {
	return `What nobody has judged yet: positions first, then acts, movements, counts, quotes, gaps and offices, and of each kind the least certain first. One key decides: a accepts, r rejects, e edits fields, s skips, u undoes your last decision, q ends. What you decided is kept at once.

Example: demarche review --by "A. Reviewer" --state Colombia --kind position`
}

// Run goes through the queue.
func (c *reviewQueueCommand) Run(s *session) error {
	by := ""
	if !c.JSON {
		var err error
		if by, err = c.name(s); err != nil {
			return err
		}
	}
	l, err := s.ledgerThere()
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	entries, err := waiting(s, l, ask.List{State: c.State, Kind: c.Kind})
	if err != nil {
		return err
	}
	if c.JSON {
		return s.asJSON(entries)
	}
	asked := make([]demarche.Entry, len(entries))
	for i, it := range entries {
		asked[i] = it.Entry
	}
	q := &queue{session: s, ledger: l, by: by, entries: asked, keys: keys{session: s, in: bufio.NewReader(s.around.In)}}
	return q.run()
}

// queue is one person going through entries.
type queue struct {
	*session
	ledger  demarche.Ledger
	by      string
	keys    keys
	entries []demarche.Entry // what is asked, or was
	decided []string         // ids of what was decided, the last one last
	seen    int64            // line of the log up to which the reviewer has seen what was decided
}

// errEnough ends the queue: the reviewer has had enough, or the input ends.
var errEnough = errors.New("enough")

func (q *queue) run() error {
	if len(q.entries) == 0 {
		return q.printf("nothing waits for a review\n")
	}
	for i := 0; i < len(q.entries); i++ { // undoing puts more at the end
		err := q.show(i, len(q.entries), q.entries[i])
		if err == nil {
			err = q.ask(q.entries[i])
		}
		if errors.Is(err, errEnough) {
			break
		}
		if err != nil {
			return err
		}
	}
	return q.printf("\n%s made\n", plural(len(q.decided), "decision"))
}

// show prints an entry with its sentences in context.
func (q *queue) show(i, of int, e demarche.Entry) error {
	if err := q.look(); err != nil {
		return err
	}
	shown, err := answers.New(q.ledger, q.around.Now).Show(q.ctx, e.Record.Shared().ID)
	if err != nil {
		return err
	}
	ink := q.ink()
	var b strings.Builder
	fmt.Fprintf(&b, "\n%d of %d  %s  %s\n", i+1, of, short(shown.Item.ID()), ink(text.Colors{text.Bold}, summary(e.Record)))
	fmt.Fprintf(&b, "  %s; %s; by %s; confidence %s\n", e.Record.Shared().Kind, dayWords(shown.Item), orNobody(saidBy(e.Record)), confidenceWords(e.Record))
	for _, ev := range shown.Evidence {
		b.WriteString(q.wrap("    ", oneLine(ev.Before)+ink(text.Colors{text.Bold, text.FgYellow}, "["+oneLine(ev.Exact)+"]")+oneLine(ev.After)) + "\n")
	}
	fmt.Fprintf(&b, "  %s, %s\n", oneLine(shown.Document.Name), orUnknown(shown.Document.Published))
	return q.printf("%s", b.String())
}

func confidenceWords(r demarche.Record) string {
	if c := r.Shared().Confidence; c > 0 {
		return fmt.Sprintf("%.2f", c)
	}
	return "not known"
}

// ask asks for keys until one of them decides about the entry.
func (q *queue) ask(e demarche.Entry) error {
	id := e.Record.Shared().ID
	return q.session.ask(&q.keys, "a accept   r reject   e edit   s skip   u undo the last   q end", func(key rune) (bool, error) {
		switch key {
		case 'a':
			return q.decide(demarche.Decision{Record: id, What: demarche.ToAccept}, "the sentence says so")
		case 'r':
			return q.decide(demarche.Decision{Record: id, What: demarche.ToReject}, "")
		case 'e':
			return q.edit(e)
		case 'u':
			return false, q.undo()
		}
		return false, nil
	})
}

// ask asks for keys until one is s, which skips, or settles what is asked about;
// q ends the queue.
func (s *session) ask(keys *keys, choice string, settle func(key rune) (bool, error)) error {
	for {
		if err := s.printf("  %s > ", choice); err != nil {
			return err
		}
		key, err := keys.key()
		if err != nil {
			return err
		}
		if err := s.printf("%c\n", key); err != nil {
			return err
		}
		switch key {
		case 's':
			return nil
		case 'q':
			return errEnough
		}
		if done, err := settle(key); err != nil || done {
			return err
		}
	}
}

// decide asks for the reason and keeps the decision; without a reason, where
// none is usual, nothing is decided. What the ledger refuses is told, and asked again.
func (q *queue) decide(d demarche.Decision, usual string) (bool, error) {
	e, err := q.keep(d, usual)
	if err != nil || e == nil {
		return false, err
	}
	q.decided = append(q.decided, e.Record.Shared().ID)
	return true, nil
}

// keep gives the entry as it is then, nil if nothing was decided.
func (q *queue) keep(d demarche.Decision, usual string) (*demarche.Entry, error) {
	prompt := "  why? "
	if usual != "" {
		prompt = "  why? (" + usual + ") "
	}
	reason, err := q.keys.line(prompt)
	if err != nil {
		return nil, err
	}
	d.Reviewer, d.Reason = q.by, cmp.Or(reason, usual)
	if d.Reason == "" {
		return nil, q.printf("  a reason is needed\n")
	}
	if d.What != demarche.ToUndo {
		d.Seen = &q.seen
	}
	e, err := q.ledger.Decide(q.ctx, d)
	if err != nil && demarche.CodeOf(err) == demarche.Conflict {
		return nil, q.tellOthers(d.Record)
	}
	if err != nil && demarche.CodeOf(err) == demarche.Invalid {
		return nil, q.printf("  %s\n", oneLine(err.Error()))
	}
	if err != nil {
		return nil, err
	}
	return &e, q.printf("  %s: %s\n", e.Review, summary(e.Record))
}

// look notes up to where the log says what the reviewer can see.
func (q *queue) look() error {
	head, err := q.ledger.Head(q.ctx)
	q.seen = head.Size
	return err
}

// tellOthers says what somebody else has decided about an entry meanwhile; the
// reviewer has seen it then.
func (q *queue) tellOthers(id string) error {
	if err := q.look(); err != nil {
		return err
	}
	all, err := q.ledger.Decisions(q.ctx, id)
	if err != nil || len(all) == 0 {
		return err
	}
	last := all[len(all)-1]
	return q.printf("  meanwhile %s decided: %s, %s; nothing was kept, decide again or skip\n", oneLine(last.Reviewer), decisionWords(last), oneLine(last.Reason))
}

// edit asks for fields and their values until an empty line.
func (q *queue) edit(e demarche.Entry) (bool, error) {
	var settings []string
	for {
		line, err := q.keys.line("  FIELD=VALUE, or nothing to end: ")
		if err != nil {
			return false, err
		}
		if line == "" {
			break
		}
		settings = append(settings, line)
	}
	if len(settings) == 0 {
		return false, nil
	}
	amended, err := withFields(e.Record, settings)
	if err != nil {
		return false, q.printf("  %s\n", oneLine(err.Error()))
	}
	return q.decide(demarche.Decision{Record: e.Record.Shared().ID, What: demarche.ToAmend, Amended: amended}, "")
}

// undo takes the last decision back and asks about that entry again at the end.
func (q *queue) undo() error {
	if len(q.decided) == 0 {
		return q.printf("  you have decided nothing yet\n")
	}
	last := len(q.decided) - 1
	e, err := q.keep(demarche.Decision{Record: q.decided[last], What: demarche.ToUndo}, "pressed the wrong key")
	if err == nil && e != nil {
		q.decided, q.entries = q.decided[:last], append(q.entries, *e)
	}
	return err
}

// keys reads single keys and lines from the input.
type keys struct {
	session *session
	in      *bufio.Reader
	midline bool // a key was read, and the end of its line was not
}

// key gives the next key that is no white space, in lower case. On a terminal
// it need not be followed by Enter. The end of the input, Ctrl-C and Ctrl-D are
// errEnough.
func (k *keys) key() (rune, error) {
	if f, ok := k.session.around.In.(*os.File); ok && k.session.around.InTerminal {
		state, err := term.MakeRaw(int(f.Fd()))
		if err != nil {
			return 0, fmt.Errorf("read keys: %w", err)
		}
		defer func() { _ = term.Restore(int(f.Fd()), state) }()
	}
	for {
		r, err := within(k.session, func() (rune, error) {
			r, _, err := k.in.ReadRune()
			return r, err
		})
		switch {
		case errors.Is(err, io.EOF), r == 3, r == 4:
			return 0, errEnough
		case err != nil:
			return 0, err
		case !unicode.IsSpace(r):
			k.midline = true
			return unicode.ToLower(r), nil
		}
	}
}

// line gives a line without white space around it.
func (k *keys) line(prompt string) (string, error) {
	if err := k.session.printf("%s", prompt); err != nil {
		return "", err
	}
	if k.midline && !k.session.around.InTerminal {
		if next, err := k.in.Peek(1); err == nil && next[0] == '\n' {
			_, _ = k.in.Discard(1)
		}
	}
	k.midline = false
	line, err := within(k.session, func() (string, error) { return k.in.ReadString('\n') })
	if errors.Is(err, io.EOF) {
		err = errEnough
	}
	return strings.TrimSpace(line), err
}

// within reads until the run is interrupted.
func within[T any](s *session, read func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		v, err := read()
		done <- result{v, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-s.ctx.Done():
		var none T
		return none, s.ctx.Err()
	}
}
