package quantity

import (
	"demarche/language"
	"demarche/language/lex"
)

// signs are currency signs and the prefixes that tell dollars apart.
var signs = map[string]string{"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₦": "NGN", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₪": "ILS", "₩": "KRW"}

// dollars are the letters before a dollar sign.
var dollars = map[string]string{"us": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "r": "BRL", "s": "SGD", "hk": "HKD", "mx": "MXN"}

// codes are ISO 4217 codes that reports write before or after an amount.
var codes = map[string]bool{"USD": true, "EUR": true, "GBP": true, "CHF": true, "AUD": true, "CAD": true, "MXN": true, "COP": true, "BRL": true, "DKK": true, "SEK": true, "NOK": true, "PLN": true, "TRY": true, "INR": true, "PKR": true, "BDT": true, "NGN": true, "KES": true, "ZAR": true, "UGX": true, "RWF": true}

// currencyBefore reads a currency in front of an amount and gives the lexeme
// of the amount.
func (r *reader) currencyBefore(i int) (currency string, next int, ok bool) {
	if i >= len(r.l) {
		return "", i, false
	}
	number := func(j int) bool { return j < len(r.l) && r.l[j].Kind == lex.Digits }
	l := &r.l[i]
	if c, known := signs[l.Text]; known && number(i+1) {
		return c, i + 1, true
	}
	if l.Kind != lex.Word {
		return "", i, false
	}
	if c, known := dollars[l.Lower]; known && l.Capital() && r.word(i+1) == "$" && r.joined(i+1) && number(i+2) {
		return c, i + 2, true
	}
	if (codes[l.Text] || l.Text == "Rs") && number(i+1) {
		if l.Text == "Rs" {
			return "INR", i + 1, true
		}
		return l.Text, i + 1, true
	}
	if l.Text == "Rs" && r.word(i+1) == "." && number(i+2) {
		return "INR", i + 2, true
	}
	return "", i, false
}

// currencyWords stand after an amount.
var currencyWords = map[string]string{"dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR", "pounds": "GBP", "pound": "GBP", "rupees": "INR", "yen": "JPY", "roubles": "RUB", "rubles": "RUB", "naira": "NGN", "reais": "BRL", "kronor": "SEK", "yuan": "CNY", "shekels": "ILS", "lira": "TRY", "rand": "ZAR", "taka": "BDT"}

// unit takes in what says that a number is a share or an amount of money: "%",
// "per cent", "percentage points", "million US dollars", "EUR".
func (r *reader) unit(n *number) {
	if n.Kind == language.MoneyAmount {
		return
	}
	i := n.next
	switch w := r.word(i); {
	case w == "%" || w == "percent" || w == "pc" && i < len(r.l) && r.l[i].Space:
		n.Kind, n.next = language.Percent, i+1
	case w == "per" && r.word(i+1) == "cent":
		n.Kind, n.next = language.Percent, i+2
	case w == "percentage" && r.word(i+1) == "points":
		n.Kind, n.next = language.Percent, i+2
	case w == "-" && (r.word(i+1) == "percent"):
		n.Kind, n.next = language.Percent, i+2
	case signs[w] != "" && r.joined(i) && !(i+1 < len(r.l) && r.l[i+1].Kind == lex.Digits && r.joined(i+1)):
		n.Kind, n.Currency, n.next = language.MoneyAmount, signs[w], i+1
	case i < len(r.l) && codes[r.l[i].Text]:
		n.Kind, n.Currency, n.next = language.MoneyAmount, r.l[i].Text, i+1
	default:
		j := i
		if w == "us" || w == "american" || w == "u" {
			j++
			for w == "u" && (r.word(j) == "." || r.word(j) == "s") {
				j++
			}
		}
		if c, ok := currencyWords[r.word(j)]; ok {
			n.Kind, n.Currency, n.next = language.MoneyAmount, c, j+1
		}
	}
}
