// Package quantity finds numbers and what they count: "about 4 million
// people", "up to 250", "between eight and ten", "25 per cent", "$7.5m". It
// tells them from numbers that name something ("Flight 175", years, ages,
// clock times), which are kept as labels so that nothing counts them.
package quantity

import (
	"demarche"
	"demarche/language"
	"demarche/language/lex"
)

// Component is the step of the analysis that gives quantities.
type Component struct{}

// New makes the component.
func New() Component { return Component{} }

// Name is "quantity".
func (Component) Name() string { return "quantity" }

// Needs tells that it works on tokens. Times tell it which numbers are parts of
// dates, and tags and the parse which noun is counted, where they are there.
func (Component) Needs() language.Layer { return language.Tokens }

// Gives tells that it fills Quantities.
func (Component) Gives() language.Layer { return language.Quantities }

// Apply fills a.Quantities in the order of the text. The value of "dozens" or
// "hundreds" is not known: they have Value 0 and Approx.
func (Component) Apply(a *language.Analysis) error {
	a.Quantities = a.Quantities[:0]
	r := reader{a: a}
	for s := range a.Sentences {
		r.sentence(s)
	}
	return nil
}

// reader reads the numbers of one sentence after the other.
type reader struct {
	a    *language.Analysis
	l    []lex.Lexeme
	sent int
}

// number is a recognised quantity before its noun is looked for.
type number struct {
	language.Quantity
	first, next int // lexemes [first, next), with what stands around the digits
	core        int // first lexeme of the digits or words themselves
}

func (r *reader) sentence(s int) {
	r.sent = s
	r.l = lex.Scan(r.l[:0], r.a.Text, r.a.Sentences[s].Span)
	for i := 0; i < len(r.l); {
		n, ok := r.at(i)
		if !ok {
			i++
			continue
		}
		n.first = r.takeBefore(&n)
		r.give(n)
		i = n.next
	}
}

// give adds a quantity with its tokens and the noun that it counts.
func (r *reader) give(n number) {
	q := n.Quantity
	q.Span = demarche.Span{Start: r.l[n.first].Start, End: r.l[n.next-1].End}
	if k := len(r.a.Quantities); k > 0 && r.a.Quantities[k-1].Overlaps(q.Span) {
		q.Start = r.l[n.core].Start
		if r.a.Quantities[k-1].Overlaps(q.Span) {
			return
		}
	}
	q.First, q.Last = r.a.TokensIn(q.Span)
	q.Counted = language.None
	if q.Kind != language.Label {
		q.Counted = r.counted(&q)
	}
	r.a.Quantities = append(r.a.Quantities, q)
}

// word gives the lower-case text of lexeme i, empty outside the sentence.
func (r *reader) word(i int) string {
	if i < 0 || i >= len(r.l) {
		return ""
	}
	return r.l[i].Lower
}

// joined reports whether lexeme i stands directly behind the one before it.
func (r *reader) joined(i int) bool { return i > 0 && i < len(r.l) && !r.l[i].Space }

// at reads the quantity whose digits, words or currency begin at lexeme i.
func (r *reader) at(i int) (number, bool) {
	if currency, next, ok := r.currencyBefore(i); ok {
		if n, ok := r.value(next); ok {
			n.core, n.Kind, n.Currency = i, language.MoneyAmount, currency
			return r.extend(n), true
		}
		return number{}, false
	}
	if n, ok := r.share(i); ok {
		return n, true
	}
	if n, ok := r.ordinal(i); ok {
		return n, true
	}
	n, ok := r.value(i)
	if !ok {
		return number{}, false
	}
	if next, ok := r.label(i, n.next); ok {
		return number{Quantity: language.Quantity{Kind: language.Label, Value: n.Value}, core: i, next: next}, true
	}
	if r.pronoun(i, n.next) {
		return number{}, false
	}
	return r.extend(n), true
}

// value reads a bare number.
func (r *reader) value(i int) (number, bool) {
	v, ok := lex.Number(r.l, i)
	if !ok {
		return number{}, false
	}
	n := number{core: i, next: v.Next}
	n.Value = v.Value
	if v.Vague {
		n.Value, n.Approx = 0, true
	}
	return n, true
}

// extend takes in what stands after a number: the end of a range, a percent
// sign, a currency, "or so".
func (r *reader) extend(n number) number {
	r.unit(&n)
	r.toRange(&n)
	r.oneIn(&n)
	switch {
	case r.word(n.next) == "or" && (r.word(n.next+1) == "so" || r.word(n.next+1) == "more"):
		n.Approx, n.next = true, n.next+2
	case r.word(n.next) == "-" && r.word(n.next+1) == "odd":
		n.Approx, n.next = true, n.next+2
	case r.word(n.next) == "at" && r.word(n.next+1) == "most":
		n.AtMost, n.next = true, n.next+2
	case r.word(n.next) == "at" && r.word(n.next+1) == "least":
		n.Approx, n.next = true, n.next+2
	}
	return n
}

// toRange takes in the upper bound: "8 to 10", "8-10", "two or three", "between
// eight and ten", "£240 million and £290 million".
func (r *reader) toRange(n *number) {
	i := n.next
	if i >= len(r.l) || n.Value == 0 || r.word(n.core-1) == "from" { // "rose from 15 to 20"
		return
	}
	between := r.word(n.core-1) == "between"
	switch w := r.word(i); {
	case r.l[i].Dash(), w == "to", w == "or", between && w == "and":
	default:
		return
	}
	j := i + 1
	currency, next, money := r.currencyBefore(j)
	if money {
		if n.Kind != language.MoneyAmount || currency != n.Currency {
			return
		}
		j = next
	}
	end, ok := r.value(j)
	if !ok || end.Approx {
		return
	}
	if _, label := r.label(j, end.next); label {
		return
	}
	scaled := *n
	r.unit(&end)
	if end.Kind != language.Cardinal && n.Kind == language.Cardinal {
		scaled.Kind, scaled.Currency = end.Kind, end.Currency
	} else if end.Kind != n.Kind && !(n.Kind == language.MoneyAmount && end.Kind == language.Cardinal) {
		return
	}
	if end.Value >= 1000 && scaled.Value < 1000 && r.scaled(j, end.next) { // "6 to 7 million"
		for end.Value >= 1000*scaled.Value {
			scaled.Value *= 1000
		}
	}
	if end.Value <= scaled.Value || r.word(i) == "or" && end.Value > 3*scaled.Value {
		return
	}
	scaled.Max, scaled.Approx, scaled.next = end.Value, true, end.next
	*n = scaled
}

// scaled reports whether a scale word or suffix ends the numeral [i, next).
func (r *reader) scaled(i, next int) bool { return next > i+1 && r.l[i].Kind == lex.Digits }

// oneIn reads "one in four" as a share.
func (r *reader) oneIn(n *number) {
	if n.Kind != language.Cardinal || n.Value == 0 || n.Value > 10 || r.word(n.next) != "in" {
		return
	}
	whole, ok := lex.Number(r.l, n.next+1)
	if !ok || whole.Vague || whole.Value <= n.Value || whole.Value > 100 || whole.Value == 24 {
		return
	}
	if _, label := r.label(n.next+1, whole.Next); label {
		return
	}
	switch r.word(whole.Next) {
	case "days", "weeks", "months", "years", "hours", "minutes": // "two in three days"
		return
	}
	n.Value, n.Kind, n.next = 100*n.Value/whole.Value, language.Percent, whole.Next
}

// takeBefore takes in the words in front of a quantity that limit it, and
// gives the first lexeme of the whole.
func (r *reader) takeBefore(n *number) int {
	if n.Kind == language.Label || n.Kind == language.Ordinal {
		return n.core
	}
	i := n.core
	for {
		m, size := r.limiter(i)
		if size == 0 {
			return i
		}
		i -= size
		switch m {
		case about:
			n.Approx = true
		case atMost:
			n.AtMost = true
		}
	}
}

// limit says what the words before a number make of it.
type limit uint8

const (
	plain limit = iota
	about
	atMost
)

// limiters are the words that may stand before a number, the last first.
var limiters = []struct {
	words []string
	limit limit
}{
	{[]string{"about"}, about}, {[]string{"around"}, about}, {[]string{"some"}, about}, {[]string{"nearly"}, about}, {[]string{"almost"}, about},
	{[]string{"roughly"}, about}, {[]string{"approximately"}, about}, {[]string{"approx", "."}, about}, {[]string{"circa"}, about},
	{[]string{"over"}, about}, {[]string{"under"}, about}, {[]string{"nearing"}, about}, {[]string{"estimated"}, about}, {[]string{"an", "estimated"}, about},
	{[]string{"perhaps"}, about}, {[]string{"probably"}, about}, {[]string{"maybe"}, about}, {[]string{"exceeding"}, about},
	{[]string{"no", "more", "than"}, atMost}, {[]string{"not", "more", "than"}, atMost}, {[]string{"never", "more", "than"}, atMost}, {[]string{"no", "fewer", "than"}, about}, {[]string{"no", "less", "than"}, about},
	{[]string{"not", "less", "than"}, about}, {[]string{"not", "fewer", "than"}, about},
	{[]string{"more", "than"}, about}, {[]string{"fewer", "than"}, about}, {[]string{"less", "than"}, about}, {[]string{"at", "least"}, about},
	{[]string{"close", "to"}, about}, {[]string{"upwards", "of"}, about}, {[]string{"upward", "of"}, about}, {[]string{"in", "excess", "of"}, about},
	{[]string{"in", "the", "region", "of"}, about}, {[]string{"something", "like"}, about}, {[]string{"well", "over"}, about}, {[]string{"just", "over"}, about},
	{[]string{"just", "under"}, about}, {[]string{"an", "additional"}, plain}, {[]string{"between"}, plain},
	{[]string{"up", "to"}, atMost}, {[]string{"as", "many", "as"}, atMost}, {[]string{"as", "much", "as"}, atMost}, {[]string{"at", "most"}, atMost},
	{[]string{"a", "maximum", "of"}, atMost}, {[]string{"maximum", "of"}, atMost}, {[]string{"~"}, about}, {[]string{"not", "even"}, about},
}

// limiter gives the longest limiter that ends before lexeme i and its length.
func (r *reader) limiter(i int) (best limit, size int) {
	for _, c := range limiters {
		if len(c.words) <= size || len(c.words) > i {
			continue
		}
		match := true
		for k, w := range c.words {
			if r.l[i-len(c.words)+k].Lower != w {
				match = false
				break
			}
		}
		if match {
			best, size = c.limit, len(c.words)
		}
	}
	if size == 1 && r.word(i-1) == "over" && (r.word(i-2) == "handed" || r.word(i-2) == "flew" || r.word(i-2) == "crossed") {
		return plain, 0
	}
	return best, size
}
