package web

import "html/template"

// evidenceForm is all in which the words of entries differ beside texts and addresses.
type evidenceForm struct{ low bool }

// evidence writes the words of an entry as they stand under a term.
func (l *lines) evidence(v itemView) (template.HTML, error) {
	form := evidenceForm{v.Sure.Low}
	p, ok := l.patterns.had(form)
	if !ok {
		t := texts(3)
		s := itemView{Evidence: t[0]}
		s.Link, s.Sure = signHref, sureView{t[1], t[2], form.low}
		var err error
		if p, err = l.patterns.of(form, "evidence-line-anew", s, append(t, signHref)...); err != nil {
			return "", err
		}
	}
	return l.put(p, v.Evidence, v.Sure.Words, v.Sure.Why, v.Link), nil
}

// passedForm is all in which reasons why entries are passed over differ beside
// texts and addresses.
type passedForm struct{ before bool }

// passedReason writes why an entry is passed over.
func (l *lines) passedReason(v passedView) (template.HTML, error) {
	form := passedForm{v.Before != ""}
	p, ok := l.patterns.had(form)
	if !ok {
		s := passedView{Reason: signText}
		if form.before {
			s.Before = signHref
		}
		var err error
		if p, err = l.patterns.of(form, "passed-reason-anew", s, signText, signHref); err != nil {
			return "", err
		}
	}
	return l.put(p, v.Reason, v.Before), nil
}
