package events

import (
	"strconv"
	"strings"
	"time"

	"demarche"
)

// slots says under which keys a record is found, and under which it looks for
// others. Two records that can be one event meet in at least one.
func (x *item) slots() (put, seek []string) {
	for _, k := range x.keys() {
		if x.number.known {
			p, s := x.numberSlots(k + "=" + strconv.FormatFloat(x.number.low, 'g', -1, 64))
			put, seek = append(put, p...), append(seek, s...)
		}
		for _, f := range x.families {
			put, seek = append(put, k+" copied "+f), append(seek, k+" copied "+f)
		}
		switch w := x.when; {
		case !w.known:
		case w.day(), w.estimated:
			for d := w.from; d <= w.to+1; d++ { // the day after too: reports differ by one
				put, seek = append(put, k+"@"+strconv.Itoa(d)), append(seek, k+"@"+strconv.Itoa(d))
			}
			for _, m := range w.months() {
				put, seek = append(put, k+" fine "+m), append(seek, k+" coarse "+m)
			}
		default:
			for _, m := range w.months() {
				put, seek = append(put, k+" coarse "+m), append(seek, k+" fine "+m, k+" coarse "+m)
			}
		}
	}
	return put, seek
}

// numberSlots lets a record whose time is not known, or only from the day of
// publication, meet others by its number. Of figures that last the time does
// not matter; others meet within some months.
func (x *item) numberSlots(key string) (put, seek []string) {
	c, isCount := x.Record.(*demarche.Count)
	if isCount && lasting(c.What) {
		return []string{key}, []string{key}
	}
	at := x.when
	if (isCount || !at.known) && x.Publish.IsDay() {
		p := dayNumber(x.Publish.First())
		at = when{from: p, to: p, known: true}
	}
	if !at.known {
		return []string{key + " timeless"}, []string{key + " timeless", key + " timed"}
	}
	put, seek = []string{key + " timed"}, []string{key + " timeless"}
	adrift := !x.when.known || x.when.estimated
	kind := " fixed "
	if adrift {
		kind = " adrift "
	}
	for _, m := range at.months() {
		put = append(put, key+kind+m)
	}
	for _, m := range at.around() {
		seek = append(seek, key+" adrift "+m)
		if adrift {
			seek = append(seek, key+" fixed "+m)
		}
	}
	return put, seek
}

// around gives the months that a time touches and the two before and after.
// Whole months, so that one record seeks another where that seeks it.
func (w when) around() []string {
	first, last := dayTime(w.from), dayTime(w.to)
	w.from = dayNumber(time.Date(first.Year(), first.Month()-2, 1, 0, 0, 0, 0, time.UTC))
	w.to = dayNumber(time.Date(last.Year(), last.Month()+3, 0, 0, 0, 0, 0, time.UTC))
	return w.months()
}

// months gives the months that a time touches.
func (w when) months() []string {
	var out []string
	last := dayTime(w.to)
	for t := dayTime(w.from); ; t = time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC) {
		if t.After(last) {
			return out
		}
		out = append(out, t.Format("2006-01"))
	}
}

// keys gives what two records must have in common in the first place, in all
// the forms in which they can.
func (x *item) keys() []string {
	key := func(parts ...string) string { return strings.Join(parts, "|") }
	var out []string
	switch r := x.Record.(type) {
	case *demarche.Movement:
		if r.DestinationState != "" {
			out = append(out, key("movement to", string(r.DestinationState)))
		}
		for _, w := range x.destination {
			out = append(out, key("movement at", w))
		}
		if len(out) == 0 {
			out = append(out, key("movement by", string(r.Sender)))
		}
	case *demarche.Act:
		out = append(out, key("act", string(r.Type), strings.Join(x.actor, " ")))
		if symmetric(r.Type) && len(x.target) > 0 {
			out = append(out, key("act", string(r.Type), strings.Join(x.target, " ")))
		}
	case *demarche.Position:
		out = append(out, key("position", string(r.State), string(r.Stance)))
	case *demarche.Count:
		for _, s := range []demarche.State{r.Of, r.In} {
			if s != "" {
				out = append(out, key("count", string(r.What), r.Unit, string(s)))
			}
		}
		for _, w := range x.place {
			out = append(out, key("count", string(r.What), r.Unit, w))
		}
		if len(out) == 0 {
			out = append(out, key("count", string(r.What), r.Unit))
		}
	}
	return out
}
