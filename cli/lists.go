package cli

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/exports"
)

// days narrows a list in time and says how to print it.
type days struct {
	Since string `help:"On or after this day; what has no day of its own is judged by the day of its report." placeholder:"DAY"`
	Until string `help:"On or before this day." placeholder:"DAY"`
	JSON  bool   `help:"Print as JSON, in the fields of the record model." xor:"form"`
	CSV   bool   `name:"csv" help:"Print as CSV." xor:"form"`
}

// about narrows a list to a state.
type about struct {
	State string `arg:"" optional:"" help:"A state by name, nationality, capital or code, in whatever part; all if none."`
}

type timelineCommand struct {
	about
	From string `help:"The sending state." placeholder:"STATE"`
	To   string `help:"The receiving state." placeholder:"STATE"`
	Kind string `help:"Kinds of record, separated by commas. Default: position,act,movement." placeholder:"KIND,..."`
	days
}

func (timelineCommand) Help() string {
	return "Example: demarche timeline Colombia --since 2025-01-20 --until 2025-02-10"
}

// Run prints what happened and was said, by day.
func (c *timelineCommand) Run(s *session) error {
	return s.list(ask.List{State: c.State, From: c.From, To: c.To, Since: c.Since, Until: c.Until, Kind: c.Kind}, c.days, (*answers.Answers).Timeline, listTable{
		headings: []string{"Day", "Kind", "What", "By", "Report", "Told by", "Id"}, flexible: []int{2, 3}, told: true,
		row: func(it answers.Item) []string {
			told := ""
			if it.Told != nil {
				told = toldShort(*it.Told)
			}
			return []string{string(it.Record.Shared().Kind), summary(it.Record), saidBy(it.Record), it.Name, told}
		},
	})
}

type flightsCommand struct {
	about
	From string `help:"The state that sends." placeholder:"STATE"`
	To   string `help:"The state of the destination." placeholder:"STATE"`

	Status string `help:"How far they got: planned, under_way, completed, turned_back or cancelled." enum:",planned,under_way,completed,turned_back,cancelled" default:""`
	Means  string `help:"By what means, as any report tells: military_aircraft, civilian_aircraft, land or sea." enum:",military_aircraft,civilian_aircraft,land,sea" default:""`
	Per    string `help:"Add them up by month, quarter or year too." enum:",month,quarter,year" default:""`
	Each   bool   `help:"Print every report's entry by itself, not events."`
	days
}

func (flightsCommand) Help() string {
	return "Every reported movement of people, planned, under way, completed, turned back or cancelled. A movement that several reports tell of is listed and counted once, with how many tell of it; where they differ, the range is shown. What may be the same as another, for want of a day or a number, stands apart and is in no total. Legs of one journey are counted each; those that may be are named. --each prints every report's entry by itself.\n\nExample: demarche flights --from USA --to Honduras --since 2025-01-01 --csv"
}

// Run prints movements.
func (c *flightsCommand) Run(s *session) error {
	l := ask.List{State: c.State, From: c.From, To: c.To, Since: c.Since, Until: c.Until}
	asked, err := ask.Movements(c.Status, c.Means, c.Per)
	if err != nil {
		return err
	}
	if !c.Each {
		return s.events(l, c.days, func(a *answers.Answers, ctx context.Context, f demarche.Filter) (answers.EventList, error) {
			list, err := a.FlightEvents(ctx, f)
			return asked.Of(list), err
		}, eventTable{
			headings: []string{"Status", "Sender", "Route", "Means", "Flights", "People"}, flexible: []int{3}, per: asked.Per,
			row: func(e answers.Event) []string {
				to := e.Says("destination")
				if state := e.Says("destination_state"); to == "" {
					to = state
				} else if state != "" {
					to += " (" + state + ")"
				}
				return []string{
					words(e.Status()), e.Says("sender"), strings.TrimSpace(e.Says("origin")+clause(" to ", to)) + clause("; nationals of ", e.Says("nationals")),
					words(e.Says("means")), ranged(e, "flights"), ranged(e, "people"),
				}
			},
		})
	}
	return s.list(l, c.days, func(a *answers.Answers, ctx context.Context, f demarche.Filter) ([]answers.Item, error) {
		items, err := a.Flights(ctx, f)
		return asked.Told(items), err
	}, listTable{
		headings: []string{"Day", "Status", "Sender", "Route", "Means", "Flights", "People", "Restraints", "By", "Id"}, flexible: []int{3, 8},
		row: func(it answers.Item) []string {
			m, ok := it.Record.(*demarche.Movement)
			if !ok {
				return make([]string, 8)
			}
			return []string{
				words(m.Status), string(m.Sender), route(m) + clause("; nationals of ", wordList(m.Nationals)), words(m.Means), intOr(m.Flights),
				peopleCount(m), map[string]string{"": "?", ", in restraints": "yes", ", not in restraints": "no"}[restraints(m.Restrained)], saidBy(m),
			}
		},
	})
}

type countsCommand struct {
	about
	Each bool `help:"Print every report's entry by itself, not events."`
	days
}

func (countsCommand) Help() string {
	return "Figures, each listed once with how many reports give it; where they differ, the range is shown. --each prints every report's entry by itself.\n\nExample: demarche counts Colombia --csv"
}

// Run prints figures.
func (c *countsCommand) Run(s *session) error {
	l := ask.List{State: c.State, Since: c.Since, Until: c.Until}
	if !c.Each {
		return s.events(l, c.days, (*answers.Answers).CountEvents, eventTable{
			headings: []string{"What", "Value", "Unit", "Of", "In", "Place", "Source"}, flexible: []int{6, 7},
			row: func(e answers.Event) []string {
				return []string{words(e.Says("what")), ranged(e, "value"), e.Says("unit"), e.Says("of"), e.Says("in"), e.Says("place"), e.Says("source")}
			},
		})
	}
	return s.list(l, c.days, (*answers.Answers).Counts, listTable{
		headings: []string{"As of", "What", "Value", "Unit", "Of", "In", "Place", "Source", "Report", "Id"}, flexible: []int{7, 8},
		row: func(it answers.Item) []string {
			n, ok := it.Record.(*demarche.Count)
			if !ok {
				return make([]string, 8)
			}
			return []string{
				words(n.What), approx(n.Approx) + number(n.Value) + clause(" to ", numberOr(n.Max)), n.Unit, string(n.Of), string(n.In), string(n.Place), string(n.Source), it.Name,
			}
		},
	})
}

type gapsCommand struct {
	about
	Answered bool `help:"Questions that a later entry answers, with what does."`
	days
}

func (gapsCommand) Help() string {
	return "Who did not answer, declined, gave no details or has not said whether; and what could not be verified. A question leaves the list only when a later entry answers it; --answered shows those, and by what. A reviewer can drop or confirm an answer: demarche review drop GAP ENTRY --as answers.\n\nExample: demarche gaps USA --since 2025-01-01"
}

// Run prints what is not known.
func (c *gapsCommand) Run(s *session) error {
	if c.Answered {
		return c.answered(s)
	}
	return s.list(ask.List{State: c.State, Since: c.Since, Until: c.Until}, c.days, (*answers.Answers).Gaps, listTable{
		headings: []string{"Report of", "Who", "How", "About", "Sentence", "Id"}, flexible: []int{3, 4},
		row: func(it answers.Item) []string {
			g, ok := it.Record.(*demarche.Gap)
			if !ok {
				return make([]string, 4)
			}
			return []string{string(g.Who), words(g.Type), string(g.About), it.Sentence()}
		},
	})
}

type quotesCommand struct {
	about
	By string `help:"Part of the speaker's name; letter case and accents do not matter." placeholder:"NAME"`
	days
}

func (quotesCommand) Help() string { return "Example: demarche quotes --by Petro" }

// Run prints words said.
func (c *quotesCommand) Run(s *session) error {
	return s.list(ask.List{State: c.State, Since: c.Since, Until: c.Until, Name: c.By}, c.days, (*answers.Answers).Quotes, listTable{
		headings: []string{"Day", "By", "Where", "Words", "Report", "Id"}, flexible: []int{1, 3},
		row: func(it answers.Item) []string {
			q, ok := it.Record.(*demarche.Quote)
			if !ok {
				return make([]string, 4)
			}
			return []string{saidBy(q), words(q.Channel), quoted(q.Text), it.Name}
		},
	})
}

type officesCommand struct {
	about
	Name string `help:"Part of the holder's name; letter case and accents do not matter." placeholder:"NAME"`
	days
}

func (officesCommand) Help() string { return "Example: demarche offices Mexico" }

// Run prints who holds which post.
func (c *officesCommand) Run(s *session) error {
	return s.list(ask.List{State: c.State, Since: c.Since, Until: c.Until, Name: c.Name}, c.days, (*answers.Answers).Offices, listTable{
		headings: []string{"Report of", "Name", "Post", "State", "Body", "Report", "Id"}, flexible: []int{2, 4},
		row: func(it answers.Item) []string {
			o, ok := it.Record.(*demarche.Office)
			if !ok {
				return make([]string, 5)
			}
			role := string(o.Role)
			if o.Former {
				role = "former " + role
			}
			return []string{o.Name, role, string(o.State), string(o.Body), it.Name}
		},
	})
}

// listTable is how a list looks on a terminal: the day first and the id last,
// the cells of row between them.
type listTable struct {
	headings []string
	row      func(answers.Item) []string
	flexible []int
	told     bool // say who tells of the event of each entry
}

type listing func(*answers.Answers, context.Context, demarche.Filter) ([]answers.Item, error)

// list asks for a list and prints it in the form asked for.
func (s *session) list(l ask.List, form days, question listing, t listTable) error {
	items, _, err := consult(s, func(w *ask.Words) (demarche.Filter, error) { return w.Filter(l) },
		func(a *answers.Answers, f demarche.Filter) ([]answers.Item, error) {
			found, err := question(a, s.ctx, f)
			if err == nil && t.told {
				err = a.Corroborate(s.ctx, found)
			}
			return found, err
		})
	switch {
	case err != nil:
		return err
	case form.JSON:
		return s.asJSON(items)
	case form.CSV:
		t, err := exports.ItemTable(items)
		if err != nil {
			return err
		}
		return t.Used(exports.KindColumns()).Write(s.around.Out)
	case len(items) == 0:
		return s.printf("nothing of this kind in the ledger\n")
	}
	rows := make([][]string, len(items))
	for i, it := range items {
		d := string(it.Day)
		if it.DatedBy == answers.ByPublication {
			d += "*"
		}
		rows[i] = clean(append(append([]string{d}, t.row(it)...), sureOf(it), short(it.ID())))
	}
	last := len(t.headings) - 1
	headings := append(slices.Clone(t.headings[:last]), sureHeading, t.headings[last])
	if err := s.table(headings, rows, t.flexible...); err != nil {
		return err
	}
	legend := ""
	if t.told {
		legend = "; told by: " + toldForm
	}
	return s.printf("\n%s; * is the day of the report%s; %s\n", plural(len(items), "entry"), legend, sureLegend)
}

func intOr(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func peopleCount(m *demarche.Movement) string {
	if m.People == nil {
		return ""
	}
	n := approx(m.Approx) + number(float64(*m.People))
	if m.Max != nil {
		n += " to " + number(float64(*m.Max))
	}
	return n
}

type changesCommand struct {
	State string `arg:"" optional:"" help:"The state whose stance changed; all if none."`
	Since string `help:"On or after this day." placeholder:"DAY"`
	Until string `help:"On or before this day." placeholder:"DAY"`
	First bool   `help:"Also the first stance on each thing."`
	JSON  bool   `help:"Print as JSON." xor:"form"`
	CSV   bool   `name:"csv" help:"Print as CSV." xor:"form"`
}

func (changesCommand) Help() string {
	return "Example: demarche changes Colombia --since 2025-01-20 --first"
}

// Run prints changes of stance.
func (c *changesCommand) Run(s *session) error {
	changes, names, err := consult(s, func(w *ask.Words) (answers.ChangesAsked, error) {
		return w.Changes(c.State, c.Since, c.Until, c.First)
	}, func(a *answers.Answers, asked answers.ChangesAsked) ([]answers.Change, error) {
		return a.ChangesOf(s.ctx, asked)
	})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return s.asJSON(changes)
	case c.CSV:
		return exports.ChangeTable(changes).Write(s.around.Out)
	case len(changes) == 0:
		return s.printf("no change of stance is known\n")
	}
	rows := make([][]string, len(changes))
	for i, ch := range changes {
		what := peopleWords(ch.People, ch.Nationals) + byMeans(ch.Means) + clause(" from ", string(ch.From)) + clause(" at ", string(ch.Place))
		rows[i] = []string{string(ch.Date), names.States.Name(ch.State), cmp.Or(string(ch.Before), "first") + " -> " + string(ch.After), oneLine(what), oneLine(ch.Sentence), sureShort(ch.Surest), shortList(ch.Entries)}
	}
	if err := s.table([]string{"Day", "State", "Change", "Of", "Sentence", sureHeading, "Entries"}, rows, 3, 4, 6); err != nil {
		return err
	}
	return s.printf("\n%s; %s\n", plural(len(changes), "change"), sureLegend)
}
