package web

import (
	"bytes"
	"cmp"
	"context"
	"html/template"
	"net/http"
	"slices"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/phrases"
	"demarche/web/worldmap"
)

// stateOptions lists the states that have a part in any entry, by name; while
// entries are still being read, those of the world.
func (s *site) stateOptions(ctx context.Context) ([]stateOption, error) {
	if !s.answers.Ready() {
		return s.allStates(), nil
	}
	all, err := s.answers.StateCodes(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]stateOption, len(all))
	for i, st := range all {
		out[i] = stateOption{st, s.names.State(st)}
	}
	slices.SortFunc(out, func(a, b stateOption) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

// allStates lists the states of the world by name.
func (s *site) allStates() []stateOption {
	var out []stateOption
	for _, st := range s.words.States.All() {
		out = append(out, stateOption{st.Code, st.Name})
	}
	slices.SortFunc(out, func(a, b stateOption) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// stateView is what the ledger knows about a state.
type stateView struct {
	Code       demarche.State
	Name       string
	The        string // the name as it stands in a sentence
	On         demarche.Date
	Today      bool
	Part       partForm
	Kept       []hidden // the part, for the form that asks for another day
	JSON       string   // address of where it stands, for programs
	AllStates  string   // address of the table of all on the same day and part
	Caution    string   // of a day that is yet to come
	Region     string
	RegionHref string
	Columns    []string
	Halves     []halfRow
	Drawing    template.HTML // where it is put in
	Word       template.HTML // where is put in what it says itself
	Reported   template.HTML // ... what reports say in their own voice
	Others     template.HTML // ... what others say
	Apart      bool          // others say anything of it
	Agreements part
	Timeline   part
	Gaps       []itemView
	GapsLater  bool // which questions are open is not known yet
	Quotes     part
	Offices    part
	Counts     part
	Sources    []sourceView
	Nothing    bool
	ReadBy     string // how many of its positions a person has judged
	Atom       string // address of the feed of what changes of it
	Calendar   string // address of the same as a calendar
}

// part is the newest of a list, and where all of it is.
type part struct {
	Items   []itemView
	Total   int
	All     string
	Written template.HTML // where the same is put in, if a template wrote it already

	written []byte
}

// More gives how many are not shown, nor stand under those that are.
func (p part) More() int {
	shown := len(p.Items)
	for _, i := range p.Items {
		shown += len(i.Same)
	}
	return p.Total - shown
}

// sourceView is a report that tells of a state.
type sourceView struct {
	Title, Href string
	Published   demarche.Date
	Entries     int
}

// rowView is where a state stands on one thing.
type rowView struct {
	standing
	What     string
	Terms    []string
	Since    demarche.Date
	By       string
	Sentence string
	Reason   string
	Entries  []string // addresses, newest first
	Others   []saidView
	Sure     sureView
}

// saidView is what another says of a state.
type saidView struct {
	standing
	What, By, Sentence, Entry string
	Terms                     []string
	Date                      demarche.Date
	Sure                      sureView
}

func (s *site) statePage(r *http.Request) (view, error) {
	ctx := r.Context()
	asked := r.PathValue("state")
	code, err := s.words.State(asked)
	if err != nil {
		return view{}, err
	}
	on, err := ask.Day(query(r, "on"))
	if err != nil {
		return view{}, err
	}
	part, err := newLedgerPart(r)
	if err != nil {
		return view{}, err
	}
	if string(code) != asked {
		return view{}, moved{part.to(stateOn(code, on))}
	}
	from, done, err := s.answers.Part(ctx, part.known, part.reviewed)
	if err != nil {
		return view{}, err
	}
	defer done()
	board, rows, err := from.BoardOn(ctx, code, on)
	if err != nil {
		return view{}, err
	}
	v := stateView{
		Code: code, Name: s.names.State(code), The: s.names.the(code), On: board.On, Today: board.On == s.today(), ReadBy: readBy(board),
		Part: part.form(r), Kept: part.values(), Atom: feedHref(code, ""), Calendar: calendarHref(code),
		Halves: []halfRow{newHalf(&board, demarche.OwnNationals, on, columns(), part), newHalf(&board, demarche.ThirdNationals, on, columns(), part)},
	}
	v.JSON = part.ofAPI("/api/where/" + string(code) + "?on=" + string(v.On))
	v.AllStates = part.to("/")
	if !v.Today {
		v.AllStates = part.to(address("/", "on", string(v.On)))
	}
	if board.On > s.today() {
		extent, err := s.answers.Extent(ctx)
		if err != nil {
			return view{}, err
		}
		v.Caution = s.yetToCome(board.On, extent)
	}
	for _, m := range columns() {
		v.Columns = append(v.Columns, columnWord(m))
	}
	for _, r := range worldmap.Regions() {
		if r.Within != "" && slices.Contains(r.States, code) {
			v.Region, v.RegionHref = r.Name, part.to(address("/", "region", r.Slug, "on", string(on)))
		}
	}
	page := view{Template: "state", Title: v.Name, Section: "/", Feed: v.Atom}
	if part.narrowed() { // the drawing and the lists are shown from all of the ledger only
		err = s.writeStands(&v, &page, rows)
	} else {
		err = s.writeWhole(ctx, &v, &page, rows)
	}
	page.Data = v
	return page, err
}

// writeWhole writes where a state stands, between the drawing and the lists of
// what is reported of it.
func (s *site) writeWhole(ctx context.Context, v *stateView, page *view, rows []answers.Row) error {
	parts, err := s.stateParts(ctx, v.Code)
	if err != nil {
		return err
	}
	if len(parts.drawing) > 0 {
		drawing := s.zippers.buffer()
		parts.drawingOn(drawing, v.On)
		v.Drawing = page.later(drawing)
	}
	if err := s.writeStands(v, page, rows); err != nil {
		return err
	}
	if err := s.stateLists(ctx, v, parts); err != nil {
		return err
	}
	for _, p := range []*part{&v.Quotes, &v.Offices, &v.Timeline, &v.Agreements, &v.Counts} { // as they stand on the page
		p.Written = page.fixed(p.written)
	}
	v.Nothing = len(rows)+v.Timeline.Total+len(v.Gaps)+v.Quotes.Total+v.Offices.Total+v.Counts.Total == 0
	return nil
}

// writeStands writes where a state stands on one thing after another, apart by
// whose word it is.
func (s *site) writeStands(v *stateView, page *view, rows []answers.Row) error {
	var own, reported, told []rowView
	for _, row := range rows {
		rv := s.row(row)
		v.Apart = v.Apart || len(rv.Others) > 0 || row.Word == answers.OtherWord && row.Stance != ""
		switch {
		case row.Word == answers.OtherWord || row.Stance == "":
			told = append(told, rv)
		case row.Word == answers.ReportWord:
			reported = append(reported, rv)
		default:
			own = append(own, rv)
		}
	}
	for _, one := range []struct {
		into  *template.HTML
		write func(*bytes.Buffer) error
	}{
		{&v.Word, func(b *bytes.Buffer) error { return s.patterns.stands(b, own) }},
		{&v.Reported, func(b *bytes.Buffer) error { return s.patterns.stands(b, reported) }},
		{&v.Others, func(b *bytes.Buffer) error { return s.patterns.toldStands(b, told, own, reported) }},
	} {
		b := s.zippers.buffer()
		if err := one.write(b); err != nil {
			return err
		}
		if b.Len() > 0 {
			*one.into = page.later(b)
		}
	}
	return nil
}

// How many entries of a state are drawn, and how many of each kind are listed.
const (
	drawnEntries  = 400
	drawnDays     = 60
	listedEntries = 15
	listedOthers  = 8
	listedSources = 12
)

// stateLists puts what is reported of a state into its page: the newest of each kind.
func (s *site) stateLists(ctx context.Context, v *stateView, parts *stateParts) error {
	v.Timeline, v.Agreements, v.Quotes, v.Offices, v.Counts = parts.timeline, parts.agreements, parts.quotes, parts.offices, parts.counts
	gaps, err := s.answers.OpenQuestions(ctx, v.Code, v.On, listedOthers)
	switch {
	case err != nil && demarche.CodeOf(err) == demarche.NotYet:
		v.GapsLater = true
	case err != nil:
		return err
	}
	v.Gaps = s.items(gaps)
	v.Sources = parts.sourcesWith(gaps)
	return nil
}

func (s *site) row(r answers.Row) rowView {
	v := rowView{
		standing: stanceStanding(r.Stance, r.Terms), What: capital(s.names.words().Topic(r.People, r.Means, r.Place, r.Nationals, r.From)),
		Terms: phrases.Terms(r.Terms), Since: r.Since, By: s.names.speaker(r.By), Sentence: r.Sentence, Reason: inWords(r.Reason), Sure: newRowSure(r),
	}
	for _, id := range r.Entries {
		v.Entries = append(v.Entries, entryHref(id))
	}
	for _, o := range r.Others {
		v.Others = append(v.Others, saidView{
			standing: stanceStanding(o.Stance, o.Terms), What: v.What, By: s.names.speaker(o.By), Sentence: o.Sentence,
			Entry: entryHref(o.Entry), Terms: phrases.Terms(o.Terms), Date: o.Date, Sure: newSurest(o.Surest),
		})
	}
	return v
}
