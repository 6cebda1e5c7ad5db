package web

import (
	"bytes"
	"strings"
)

// standForm is all in which what a state says, or others say of it, differs on
// the page of a state beside texts, addresses and days.
type standForm struct {
	template           string
	class, word, terms string
	since, entries     int // length of the date; how many entries it rests on
	by, reason, low    bool
}

// stands writes where a state stands on one thing after another.
func (p *patterns) stands(out *bytes.Buffer, rows []rowView) error {
	for i := range rows {
		if err := p.stand(out, "stand", &rows[i]); err != nil {
			return err
		}
		out.WriteByte('\n')
	}
	return nil
}

// toldStands writes what others say where a state has not spoken, and then what
// they say beside its word and that of reports.
func (p *patterns) toldStands(out *bytes.Buffer, told []rowView, beside ...[]rowView) error {
	for i := range told {
		if told[i].Class != "unknown" {
			if err := p.stand(out, "told-stand", &told[i]); err != nil {
				return err
			}
		}
		if err := p.said(out, told[i].Others); err != nil {
			return err
		}
	}
	for _, rows := range beside {
		for i := range rows {
			if err := p.said(out, rows[i].Others); err != nil {
				return err
			}
		}
	}
	return nil
}

// said writes what others say.
func (p *patterns) said(out *bytes.Buffer, others []saidView) error {
	for i := range others {
		o := &others[i]
		v := rowView{standing: o.standing, What: o.What, Terms: o.Terms, Since: o.Date, By: o.By, Sentence: o.Sentence, Entries: []string{o.Entry}, Sure: o.Sure}
		if err := p.stand(out, "said", &v); err != nil {
			return err
		}
	}
	return nil
}

// stand writes where a state stands on one thing, by one of the templates.
func (p *patterns) stand(out *bytes.Buffer, by string, v *rowView) error {
	form := standForm{by, v.Class, v.Word, strings.Join(v.Terms, "|"), len(v.Since), len(v.Entries), v.By != "", v.Reason != "", v.Sure.Low}
	written, ok := p.had(form)
	if !ok {
		var err error
		if written, err = p.standOf(form, v); err != nil {
			return err
		}
	}
	values := make([]string, 0, 24) // of the stack
	values = append(append(values, v.What, v.Sentence, v.By, string(v.Since), day(v.Since), v.Sure.Words, v.Sure.Why, v.Reason), v.Entries...)
	out.Write(written.write(out.AvailableBuffer(), values...))
	return nil
}

// standOf makes the pattern of a form, of which one is given.
func (p *patterns) standOf(form standForm, v *rowView) (pattern, error) {
	t := texts(6)
	s := rowView{standing: v.standing, What: t[0], Sentence: t[1], Terms: v.Terms, Since: signDay[:form.since], Sure: sureView{t[3], t[4], form.low}}
	signs := []string{t[0], t[1], t[2], string(s.Since), day(s.Since), t[3], t[4], t[5]}
	if form.by {
		s.By = t[2]
	}
	if form.reason {
		s.Reason = t[5]
	}
	for n := range v.Entries {
		s.Entries = append(s.Entries, entrySign(n))
	}
	return p.of(form, form.template, s, append(signs, s.Entries...)...)
}

// entrySign stands where the address of the entry of a number is put in.
func entrySign(n int) string { return signHref + strings.Repeat("-", n) + "." }
