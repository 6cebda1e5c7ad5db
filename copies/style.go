package copies

import "strings"

// houseStyle gives the form in which the house styles of newsrooms agree on a
// word: "Jan." and "January", "12" and "twelve", "organise" and "organize".
// Empty for words that editors put in and leave out at will. That different
// words may come to have one form does no harm: forms are compared in runs.
func houseStyle(w string) string {
	if form, ok := forms[w]; ok {
		return form
	}
	for _, e := range endings {
		if len(w) > len(e.from)+2 && strings.HasSuffix(w, e.from) {
			return w[:len(w)-len(e.from)] + e.to
		}
	}
	return w
}

// forms are words with a form of their own. It is never changed.
var forms = func() map[string]string {
	m := map[string]string{
		"%": "percent", "pc": "percent", "pct": "percent",
		"sept": "sep", "centre": "center", "centres": "centers", "programme": "program", "programmes": "programs",
		"defence": "defense", "offence": "offense", "licence": "license", "licences": "licenses", "cheque": "check",
		"grey": "gray", "tonnes": "tons", "towards": "toward", "amongst": "among", "whilst": "while", "aeroplane": "airplane",
		"government": "govt", "governments": "govts",
	}
	for _, w := range strings.Fields("the a an that s mr mrs ms dr sir") {
		m[w] = ""
	}
	for _, month := range strings.Fields("january february march april june july august september october november december") {
		m[month] = month[:3]
	}
	for i, w := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
		m[w] = digits(i)
	}
	for i, w := range strings.Fields("thirty forty fifty sixty seventy eighty ninety") {
		m[w] = digits(30 + 10*i)
	}
	for i, w := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth") {
		m[w] = digits(i+1) + "th"
	}
	for i, w := range strings.Fields("1st 2nd 3rd") {
		m[w] = digits(i+1) + "th"
	}
	return m
}()

func digits(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return digits(n/10) + digits(n%10)
}

// endings are spelt differently on the two sides of the Atlantic.
var endings = []struct{ from, to string }{
	{"isation", "ization"}, {"isations", "izations"}, {"ise", "ize"}, {"ised", "ized"}, {"ises", "izes"}, {"ising", "izing"},
	{"our", "or"}, {"ours", "ors"}, {"oured", "ored"}, {"ouring", "oring"},
	{"lled", "led"}, {"lling", "ling"}, {"llers", "lers"}, {"ller", "ler"}, {"ogue", "og"}, {"ogues", "ogs"},
}
