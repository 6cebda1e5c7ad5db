package web

import (
	"context"
	"html/template"
	"net/http"
	"slices"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// listKind is a list of entries with a page of its own.
type listKind struct {
	Path, Title, About string
	Empty              string
	More, MoreWord     string // a page beside this one
	Columns            []string
	Kinds              bool // the list can be narrowed by kind
	Ends               bool // ... by sending and receiving state
	Names              bool // ... by name
	Leads              bool // entries lead to their events
	kinds              []demarche.Kind
	items              func(*answers.Answers, context.Context, demarche.Filter) ([]answers.Item, error) // questions; nil where kinds say what is listed
	row                func(Names, itemView) []cell
}

// cell is a field of a row: text, or a text that leads somewhere.
type cell struct {
	Text, Href string
	Strong     bool
	Number     bool
}

var (
	timelineList = listKind{
		Path: "/timeline", Title: "Timeline", About: "Positions, acts and movements in the order in which they are reported to have happened.",
		Empty: "Nothing of this kind is in the ledger.", Kinds: true, Ends: true, Names: true, kinds: []demarche.Kind{demarche.KindPosition, demarche.KindAct, demarche.KindMovement},
	}
	eventsList = listKind{
		Path: "/events", Title: "Events", About: "What happened or was said, each once, however many reports tell of it: movements, acts, positions and figures. Copies of a report are no further witnesses.", More: "/copies", MoreWord: "Which reports copy which",
		Empty: "Nothing of this kind is in the ledger.", Kinds: true, Ends: true, Leads: true, kinds: []demarche.Kind{demarche.KindMovement, demarche.KindAct, demarche.KindPosition, demarche.KindCount},
	}
	gapsList = listKind{
		Path: "/gaps", Title: "What is not known", About: "What a report says was not said, not answered or not confirmed, and by whom, as far as no later entry answers it.", More: "/gaps/answered", MoreWord: "Questions that were answered",
		Empty: "No silence is reported here.", items: (*answers.Answers).Gaps, Columns: []string{"Who", "In which way", "About", "Sentence"},
		row: func(n Names, v itemView) []cell {
			g, ok := v.Record.(*demarche.Gap)
			if !ok {
				return nil
			}
			return []cell{{Text: n.Party(g.Who), Strong: true}, {Text: capital(word(g.Type))}, {Text: string(g.About)}, {Text: v.Evidence}}
		},
	}
	countsList = listKind{
		Path: "/counts", Title: "Counts", About: "Figures with their meaning: whose nationals, where, as of when, and who counts.",
		Empty: "No figure is reported here.", kinds: []demarche.Kind{demarche.KindCount}, Columns: []string{"Figure", "What", "Of", "Where", "Who counts", "Sentence"},
		row: func(n Names, v itemView) []cell {
			c, ok := v.Record.(*demarche.Count)
			if !ok {
				return nil
			}
			return []cell{
				{Text: figure(c), Strong: true, Number: true}, {Text: capital(orElse(countPhrases[c.What], word(c.What)))}, {Text: ofWhat(n, c)},
				{Text: join(", ", string(c.Place), n.State(c.In))}, {Text: n.Party(c.Source)}, {Text: v.Evidence},
			}
		},
	}
	quotesList = listKind{
		Path: "/quotes", Title: "Quotes", About: "Words said, exactly as the report prints them.",
		Empty: "No words are quoted here.", Names: true, kinds: []demarche.Kind{demarche.KindQuote},
	}
	officesList = listKind{
		Path: "/offices", Title: "Offices", About: "Who holds which post, as reports state it.",
		Empty: "No office is reported here.", Names: true, kinds: []demarche.Kind{demarche.KindOffice}, Columns: []string{"Name", "Post", "State or body", "Sentence"},
		row: func(n Names, v itemView) []cell {
			o, ok := v.Record.(*demarche.Office)
			if !ok {
				return nil
			}
			role := string(o.Role)
			if o.Former {
				role = "former " + role
			}
			return []cell{{Text: o.Name, Strong: true}, {Text: role}, {Text: join(", ", n.State(o.State), string(o.Body))}, {Text: v.Evidence}}
		},
	}
)

// ofWhat says whose nationals, or whose goods, a figure is about.
func ofWhat(n Names, c *demarche.Count) string {
	if c.Of == "" {
		return ""
	}
	return capital(ofState(c.What)) + " " + n.the(c.Of)
}

// listView is a list ready to be shown.
type listView struct {
	listKind
	Asked    ask.List
	Options  []kindOption
	States   []stateOption
	Items    []itemView
	Lines    template.HTML // where the items, written, are put in; empty if they are rows
	Rows     [][]cell
	Pages    pages
	Together int  // entries of the page that stand under others of the same event
	Asking   bool // some filter is set
}

type kindOption struct {
	Kind   demarche.Kind
	Chosen bool
}

// stateOption is a state that the ledger knows something about.
type stateOption struct {
	Code demarche.State
	Name string
}

func (s *site) listPage(l listKind) page {
	return asking(func(r *http.Request) (view, error) {
		asked := ask.List{
			State: query(r, "state"), From: query(r, "from"), To: query(r, "to"), Since: query(r, "since"),
			Until: query(r, "until"), Kind: query(r, "kind"), Name: query(r, "name"),
		}
		f, err := s.words.Filter(asked)
		if err != nil {
			return view{}, err
		}
		v := listView{listKind: l, Asked: asked, Asking: asked != ask.List{}}
		var some []answers.Item
		if some, v.Pages, err = s.part(r, l, asked, f); err != nil {
			return view{}, err
		}
		v.Items = s.items(some)
		if err := s.withEvents(r.Context(), some, v.Items); err != nil {
			return view{}, err
		}
		v.Items = folded(v.Items)
		for i := range v.Items {
			if e := v.Items[i].Event; l.Leads && e != "" {
				v.Items[i].Link = e
			}
			v.Together += len(v.Items[i].Same)
		}
		if l.row != nil {
			for _, i := range v.Items {
				v.Rows = append(v.Rows, l.row(s.names, i))
			}
		}
		for _, k := range l.kinds {
			v.Options = append(v.Options, kindOption{k, string(k) == asked.Kind})
		}
		if v.States, err = s.stateOptions(r.Context()); err != nil {
			return view{}, err
		}
		page := view{Template: "list", Title: l.Title, Section: l.Path}
		if l.row == nil {
			written := s.zippers.buffer()
			if err := s.lines.entries(written, v.Items); err != nil {
				return view{}, err
			}
			v.Lines = page.later(written)
		}
		page.Data = v
		return page, nil
	}, l.parameters()...)
}

// parameters are what the address of the list can ask: what its form does.
func (l listKind) parameters() []string {
	out := []string{"state", "since", "until", "page"}
	if l.Ends {
		out = append(out, "from", "to")
	}
	if l.Kinds {
		out = append(out, "kind")
	}
	if l.Names {
		out = append(out, "name")
	}
	return out
}

// part gives the part of a list that a page shows: the newest first, what has
// no day last.
func (s *site) part(r *http.Request, l listKind, asked ask.List, f demarche.Filter) ([]answers.Item, pages, error) {
	at := func(page string) string {
		return address(l.Path, "state", asked.State, "from", asked.From, "to", asked.To, "since", asked.Since,
			"until", asked.Until, "kind", asked.Kind, "name", asked.Name, "page", page)
	}
	if l.items == nil {
		if len(f.Kinds) == 0 || !l.Kinds {
			f.Kinds = l.kinds
		}
		return sliced(query(r, "page"), at, func(offset, limit int) ([]answers.Item, int, error) {
			return s.answers.NewestPart(r.Context(), f, offset, limit)
		})
	}
	if many, err := s.manyQuestions(r); err != nil || many {
		if err != nil {
			return nil, pages{}, err
		}
		open, _, p, err := s.questions(r, f, at)
		p.Looked = true
		return open, p, err
	}
	all, err := l.items(s.answers, r.Context(), f)
	if err != nil {
		return nil, pages{}, err
	}
	slices.Reverse(all)
	if dated := slices.IndexFunc(all, func(i answers.Item) bool { return i.Day.Known() }); dated > 0 {
		all = slices.Concat(all[dated:], all[:dated])
	}
	some, p := slice(all, query(r, "page"), at)
	return some, p, nil
}
