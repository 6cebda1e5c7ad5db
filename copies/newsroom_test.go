package copies

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/demo"
)

// sample is a text and the originals that it was made from.
type sample struct {
	Text
	of   []string // names of originals
	name string   // how it was made
}

// originals gives the texts that copy no other: the example reports and those
// in testdata, by name.
func originals(t testing.TB) map[string]string {
	t.Helper()
	out := make(map[string]string)
	for _, fsys := range []fs.FS{demo.Reports(), os.DirFS("testdata/texts")} {
		files, err := fs.Glob(fsys, "*.txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := fs.ReadFile(fsys, f)
			if err != nil {
				t.Fatal(err)
			}
			out[strings.TrimSuffix(f, path.Ext(f))] = string(b)
		}
	}
	// These two are copies of colombia-turns-planes-back.
	delete(out, "harbour-post-colombia")
	delete(out, "evening-courier-colombia")
	return out
}

var agencyOf = regexp.MustCompile(`(?m)^[A-Z][A-Z ]+, \w+\.? \d+ \(([^)]+)\) - `)

// asSample gives a text as the index takes it, published so many days after the first of January.
func asSample(name, body string, day int, of ...string) sample {
	s := sample{Text: Text{ID: demarche.HashOf([]byte(body)), Published: demarche.Date(fmt.Sprintf("2025-%02d-%02d", 1+day/28, 1+day%28)), Body: body}, of: of, name: name}
	if m := agencyOf.FindStringSubmatch(body); m != nil {
		s.Agency = m[1]
	}
	return s
}

// desk makes the edits that newsrooms make.
type desk struct{ *rand.Rand }

// paragraphs splits a report into its headline and its paragraphs.
func paragraphsOf(body string) (headline string, rest []string) {
	for _, p := range strings.Split(body, "\n") {
		if p = strings.TrimSpace(p); p != "" && !strings.HasPrefix(p, "date 20") {
			rest = append(rest, p)
		}
	}
	return rest[0], rest[1:]
}

var dateline = regexp.MustCompile(`^[A-Z][A-Z ]+, (\w+\.? \d+) \([^)]+\) - `)

var headlines = []string{
	"Dispute over returns: what we know", "Deportations: governments at odds", "World in brief", "Planes, papers and politics",
	"Return flights back on the agenda", "Foreign desk: the morning's news", "Tug of war over deportees",
}

var own = []string{
	"Readers of this newspaper have written to us about the matter in large numbers; a selection of their letters appears on page nine.",
	"Our correspondent adds that shops in the town were open as usual and that nobody she spoke to had heard of the decision before noon.",
	"The local chamber of commerce said it was too early to judge what the news meant for freight through the harbour.",
	"Teachers at the secondary school plan an evening on the subject, with a film and a discussion, on the last Friday of the month.",
}

// copy makes one copy of a report as a paper might print it.
func (d desk) copy(body string) string {
	headline, ps := paragraphsOf(body)
	ps = slices.Clone(ps)
	d.dateline(ps)
	d.shorten(&ps)
	for i := range ps {
		ps[i] = d.wording(ps[i])
	}
	ps = d.style(ps)
	if d.IntN(4) > 0 {
		headline = headlines[d.IntN(len(headlines))]
	}
	if d.IntN(4) == 0 {
		ps = append(ps, own[d.IntN(len(own))])
	}
	if d.IntN(3) == 0 {
		ps = append(ps, "(Agencies)")
	}
	return d.typeset(append([]string{headline}, ps...))
}

// merge makes one report out of passages of two.
func (d desk) merge(a, b string) string {
	_, p := paragraphsOf(a)
	_, q := paragraphsOf(b)
	p, q = slices.Clone(p), slices.Clone(q)
	d.dateline(p)
	d.dateline(q)
	p, q = p[:longEnough(p, 90+d.IntN(60))], q[:longEnough(q, 90+d.IntN(60))]
	if d.IntN(2) == 0 { // the second report between the paragraphs of the first
		p = append(append(slices.Clone(p[:len(p)-1]), q...), p[len(p)-1])
	} else {
		p = append(p, q...)
	}
	for i := range p {
		p[i] = d.wording(p[i])
	}
	return d.typeset(append([]string{headlines[d.IntN(len(headlines))]}, d.style(p)...))
}

// longEnough gives how many paragraphs hold so many words.
func longEnough(ps []string, words int) int {
	for i, p := range ps {
		if words -= len(strings.Fields(p)); words <= 0 {
			return i + 1
		}
	}
	return len(ps)
}

func (d desk) dateline(ps []string) {
	switch d.IntN(3) {
	case 0:
		ps[0] = dateline.ReplaceAllString(ps[0], "")
	case 1:
		ps[0] = dateline.ReplaceAllString(ps[0], "From our desk, $1 - ")
	}
}

// shorten drops, moves and cuts paragraphs, and keeps at least forty words.
func (d desk) shorten(ps *[]string) {
	p := *ps
	least := longEnough(p, 45)
	switch d.IntN(6) {
	case 0, 1: // cut from the end
		p = p[:least+d.IntN(len(p)-least+1)]
	case 2: // one or two left out
		for range 1 + d.IntN(2) {
			if len(p) > least+1 {
				i := d.IntN(len(p))
				p = slices.Delete(p, i, i+1)
			}
		}
	case 3: // one moved
		if len(p) > 3 {
			i, j := 1+d.IntN(len(p)-1), 1+d.IntN(len(p)-1)
			p[i], p[j] = p[j], p[i]
		}
	case 4: // broken off within a sentence
		p = p[:least+d.IntN(len(p)-least+1)]
		if last := strings.Fields(p[len(p)-1]); len(p) > least && len(last) > 8 {
			p[len(p)-1] = strings.Join(last[:len(last)/2], " ") + " ..."
		}
	}
	*ps = p
}

var attribution = regexp.MustCompile(`^([A-Z][^".]*), (the [a-z ]*(?:ministry|presidency|office|police|department)) said( on [A-Z][a-z]+)?\.`)

var rewordings = [][2]string{
	{" said", " stated"}, {" according to ", " as reported by "}, {" about ", " around "}, {" also ", " "}, {" however", ""},
	{" people ", " persons "}, {" told reporters", " told journalists"}, {" because ", " as "}, {" began ", " started "},
	{" has not ", " has so far not "}, {" agreed ", " consented "}, {" several ", " a number of "}, {" plane ", " aircraft "},
	{" immediately respond", " respond at once"}, {" would ", " was to "}, {" until ", " before "}, {" arrived ", " came "},
}

// wording edits the words of a paragraph lightly.
func (d desk) wording(p string) string {
	if strings.Contains(p, `"`) {
		return p
	}
	if d.IntN(3) == 0 {
		p = attribution.ReplaceAllString(p, "According to $2, $1.")
	}
	for range d.IntN(6) {
		r := rewordings[d.IntN(len(rewordings))]
		p = strings.Replace(p, r[0], r[1], 1)
	}
	return p
}

var houses = []*strings.Replacer{
	strings.NewReplacer("U.S.", "US", "%", " per cent", "Jan ", "January ", "Feb ", "February ", "President ", "Mr ", "organiz", "organis"),
	strings.NewReplacer("US ", "U.S. ", " percent", "%", "United States", "US", "January ", "Jan. ", "centre", "center", "programme", "program"),
	strings.NewReplacer(" two ", " 2 ", " three ", " 3 ", " eleven ", " 11 ", " nine ", " 9 ", "labour", "labor", " 12 ", " twelve "),
	strings.NewReplacer(),
}

func (d desk) style(ps []string) []string {
	house := houses[d.IntN(len(houses))]
	for i := range ps {
		ps[i] = house.Replace(ps[i])
	}
	return ps
}

var typographic = regexp.MustCompile(`"([^"]*)"`)

// typeset joins paragraphs as some system prints them.
func (d desk) typeset(ps []string) string {
	body := strings.Join(ps, []string{"\n", "\n\n", "\r\n", "\r\n\r\n"}[d.IntN(4)]) + "\n"
	if d.IntN(2) == 0 {
		body = typographic.ReplaceAllString(body, []string{"“$1”", "‘$1’"}[d.IntN(2)])
		body = strings.ReplaceAll(body, "'s", "’s")
	}
	return body
}

// bulletin fills in one of several forms for a week.
func (d desk) bulletin(form, week int) string {
	n := func(from, to int) int { return from + d.IntN(to-from) }
	day := []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}
	from := []string{"Alexandria", "Harlingen", "Laredo", "El Paso", "Miami"}
	switch form {
	case 0:
		return fmt.Sprintf("Weekly bulletin on returns, week %d\nThe migration institute recorded %d flights with %d returned nationals in the week to %s. "+
			"Of the passengers %d were women and %d were children under 18 years of age.\nThe largest number of flights, %d, came from %s. On average a flight carried %d people.\n"+
			"Reception centres gave out %d meals and %d bus tickets. The institute publishes these figures every week; they may be corrected later.\n",
			week, n(3, 9), n(300, 900), day[d.IntN(5)], n(30, 100), n(10, 60), n(2, 4), from[d.IntN(5)], n(80, 130), n(400, 2000), n(200, 800))
	case 1:
		return fmt.Sprintf("Another flight lands\nA plane with %d nationals deported by the United States landed at the international airport on %s, the interior ministry said. "+
			"It was flight number %d since the beginning of the year.\nThe plane came from %s. On board were %d men and %d women, who were received by officers of the migration service.\n"+
			"So far this year %d people have been returned, according to the ministry.\n",
			n(70, 140), day[d.IntN(5)], 10+week, from[d.IntN(5)], n(60, 120), n(5, 30), 900+110*week)
	default:
		return fmt.Sprintf("Channel figures\nA total of %d people crossed in %d boats in the seven days to %s, the Home Office said. It compares with %d a year ago.\n"+
			"Under the pilot scheme %d were sent back and %d were admitted in exchange, bringing the totals to %d and %d.\n"+
			"Charities repeated their call for safe routes. The Home Office said that it would go on breaking up the gangs behind the crossings.\n",
			n(200, 2000), n(5, 30), day[d.IntN(5)], n(200, 2000), n(2, 30), n(2, 30), 40+12*week, 38+11*week)
	}
}

// newsroom makes originals, copies, merged texts and filled-in forms.
func newsroom(t testing.TB, seed uint64) []sample {
	d := desk{rand.New(rand.NewPCG(seed, 1))}
	bodies := originals(t)
	names := slices.Sorted(mapsKeys(bodies))
	var out []sample
	day := make(map[string]int)
	for i, name := range names {
		day[name] = 3 * i
		out = append(out, asSample(name, bodies[name], day[name], name))
		for j := range 6 {
			out = append(out, asSample(fmt.Sprintf("%s copy %d", name, j), d.copy(bodies[name]), day[name]+d.IntN(3), name))
		}
	}
	for i := range 30 {
		a, b := names[d.IntN(len(names))], names[d.IntN(len(names))]
		if story(a) == story(b) {
			continue
		}
		out = append(out, asSample(fmt.Sprintf("merged %d: %s + %s", i, a, b), d.merge(bodies[a], bodies[b]), max(day[a], day[b])+1, a, b))
	}
	for form := range 3 {
		for week := range 12 {
			name := fmt.Sprintf("form %d week %d", form, week)
			body := d.bulletin(form, week)
			out = append(out, asSample(name, body, 7*week, name))
			if week%3 == 0 {
				out = append(out, asSample(name+" copy", d.typeset(strings.Split(strings.TrimSpace("Our region\n"+body), "\n")), 7*week+1, name))
			}
		}
	}
	return out
}

// story gives what the reports on one event have in common in their names.
func story(name string) string { s, _, _ := strings.Cut(name, "-"); return s }
