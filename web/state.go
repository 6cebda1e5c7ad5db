package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// stateOptions lists the states that have a part in any entry, by name.
func (s *site) stateOptions(ctx context.Context) ([]stateOption, error) {
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

// stateView is all that the ledger knows about a state.
type stateView struct {
	Code     demarche.State
	Name     string
	The      string // the name as it stands in a sentence
	On       demarche.Date
	Columns  []string
	Halves   []halfRow
	Rows     []rowView // its own word
	Told     []rowView // what others say where it has not spoken
	Timeline []itemView
	Gaps     []itemView
	Quotes   []itemView
	Offices  []itemView
	Counts   []itemView
	Nothing  bool
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
}

// saidView is what another says of a state.
type saidView struct {
	standing
	What, By, Sentence, Entry string
	Terms                     []string
	Date                      demarche.Date
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
	if string(code) != asked {
		return view{}, moved{stateOn(code, on)}
	}
	st, err := s.answers.Where(ctx, code, on)
	if err != nil {
		return view{}, err
	}
	v := stateView{
		Code: code, Name: s.names.State(code), The: s.names.the(code), On: st.On,
		Halves: []halfRow{newHalf(st, demarche.OwnNationals, on, columns()), newHalf(st, demarche.ThirdNationals, on, columns())},
	}
	for _, m := range columns() {
		v.Columns = append(v.Columns, columnWord(m))
	}
	for _, row := range st.Rows {
		rv := s.row(row)
		if row.Word == answers.OtherWord || row.Stance == "" {
			v.Told = append(v.Told, rv)
			continue
		}
		v.Rows = append(v.Rows, rv)
	}
	f := demarche.Filter{State: code}
	for _, l := range []struct {
		into *[]itemView
		list func(*answers.Answers, context.Context, demarche.Filter) ([]answers.Item, error)
	}{
		{&v.Timeline, (*answers.Answers).Timeline}, {&v.Gaps, (*answers.Answers).Gaps}, {&v.Quotes, (*answers.Answers).Quotes},
		{&v.Offices, (*answers.Answers).Offices}, {&v.Counts, (*answers.Answers).Counts},
	} {
		items, err := l.list(s.answers, ctx, f)
		if err != nil {
			return view{}, err
		}
		*l.into = s.items(items)
		if err := s.withEvents(ctx, items, *l.into); err != nil {
			return view{}, err
		}
	}
	v.Nothing = len(st.Rows)+len(v.Timeline)+len(v.Gaps)+len(v.Quotes)+len(v.Offices)+len(v.Counts) == 0
	return view{Template: "state", Title: v.Name, Section: "/", Data: v}, nil
}

func (s *site) row(r answers.Row) rowView {
	v := rowView{
		standing: stanceStanding(r.Stance, r.Terms), What: capital(s.topic(r.People, r.Means, r.Place, r.Nationals, r.From)),
		Terms: terms(r.Terms), Since: r.Since, By: s.names.speaker(r.By), Sentence: r.Sentence, Reason: r.Reason,
	}
	for _, id := range r.Entries {
		v.Entries = append(v.Entries, entryHref(id))
	}
	for _, o := range r.Others {
		v.Others = append(v.Others, saidView{
			standing: stanceStanding(o.Stance, o.Terms), What: v.What, By: s.names.speaker(o.By), Sentence: o.Sentence,
			Entry: entryHref(o.Entry), Terms: terms(o.Terms), Date: o.Date,
		})
	}
	return v
}
