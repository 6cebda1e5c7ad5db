package exports

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"demarche"
	"demarche/answers"
	"demarche/vocabulary"
)

// entity is an entity of FollowTheMoney.
type entity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// add adds values to a property; empty ones and those that are there already are left out.
func (e *entity) add(property string, values ...string) {
	for _, v := range values {
		if v != "" && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

func newEntity(schema string, key ...string) *entity {
	return &entity{ID: "demarche-" + demarche.HashOf([]byte(schema + "\n" + strings.Join(key, "\n")))[:24], Schema: schema, Properties: map[string][]string{}}
}

// graph writes entities; those that others point at come first and once.
type graph struct {
	*job
	names *vocabulary.States
	seen  map[string]bool // ids of the states, parties, places and reports that were written
}

// writeFTM writes records as FollowTheMoney entities:
//
//   - a report is an Article, a state the PublicBody that is its government, any
//     other side an Organization, a speaker a Person with the state as nationality left open,
//   - an office is a Person, a Position and the Occupancy between them,
//   - an act and a position is an Event with its sides, a movement a Trip between two Addresses,
//     or an Event where a side is not known,
//   - a figure, a quotation and a gap is a Note about the state concerned.
func writeFTM(j *job) error {
	names, err := j.names()
	if err != nil {
		return err
	}
	g := &graph{job: j, names: names, seen: make(map[string]bool)}
	return j.each(g.item)
}

func (g *graph) put(e *entity) error {
	if err := g.json(e); err != nil {
		return err
	}
	g.raw("\n")
	g.written++
	return nil
}

// once writes an entity that others point at, if it was not yet, and gives its id.
func (g *graph) once(e *entity) (string, error) {
	if g.seen[e.ID] {
		return e.ID, nil
	}
	g.seen[e.ID] = true
	return e.ID, g.put(e)
}

func (g *graph) item(it answers.Item) error {
	d, err := g.report(it.Document)
	if err != nil {
		return err
	}
	article, err := g.once(article(d))
	if err != nil {
		return err
	}
	switch r := it.Record.(type) {
	case *demarche.Office:
		return g.office(it, r, article)
	case *demarche.Movement:
		return g.movement(it, r, d, article)
	case *demarche.Act:
		e, err := g.event(it, d, article, "Event", fmt.Sprintf("%s: %s", g.sideName(string(r.Actor)), words(r.Type)))
		if err != nil {
			return err
		}
		return g.withSides(e, string(r.Actor), string(r.Target))
	case *demarche.Position:
		e, err := g.event(it, d, article, "Event", fmt.Sprintf("%s: would %s", g.sideName(string(r.State)), r.Stance))
		if err != nil {
			return err
		}
		e.add("keywords", "people "+string(r.People), "by "+words(r.Means))
		for _, t := range r.Terms {
			e.add("keywords", "term "+words(t))
		}
		return g.withSides(e, string(r.State), string(r.From))
	}
	return g.note(it, article)
}

// article is a report.
func article(d answers.DocumentFact) *entity {
	e := newEntity("Article", d.Hash)
	e.add("title", d.Title)
	e.add("fileName", d.Name)
	e.add("publishedAt", string(d.Published))
	e.add("publisher", d.Publisher, d.Agency)
	e.add("author", d.Byline)
	if isWeb(address(d)) {
		e.add("sourceUrl", address(d))
	}
	e.add("language", threeLetters(d.Lang))
	if !d.Taken.IsZero() {
		e.add("retrievedAt", d.Taken.UTC().Format(time.DateOnly))
	}
	e.add("notes", "SHA-256 of the text: "+d.Hash)
	return e
}

// event begins an event or trip.
func (g *graph) event(it answers.Item, d answers.DocumentFact, article, schema, name string) (*entity, error) {
	e := newEntity(schema, it.ID())
	e.add("name", name)
	e.add("date", string(it.Day))
	e.add("summary", it.Sentence())
	e.add("recordId", it.ID())
	e.add("proof", article)
	e.add("publisher", d.Publisher, d.Agency)
	if isWeb(address(d)) {
		e.add("sourceUrl", address(d))
	}
	for _, s := range answers.StatesOf(it.Record) {
		e.add("country", twoLetters(s))
	}
	e.add("keywords", string(it.Record.Shared().Kind), "review "+string(it.Review))
	if by := it.Record.Says(); by != nil && by.Name != "" {
		id, err := g.once(person(by.Name, by.Role, by.State))
		if err != nil {
			return nil, err
		}
		e.add("involved", id)
	}
	return e, nil
}

// withSides adds who did it and to whom, and writes the event.
func (g *graph) withSides(e *entity, by, to string) error {
	for _, side := range []struct{ name, property string }{{by, "organizer"}, {to, "involved"}} {
		id, err := g.side(side.name)
		if err != nil {
			return err
		}
		e.add(side.property, id)
	}
	return g.put(e)
}

// side writes a state or body, and gives its id; nothing for none.
func (g *graph) side(name string) (string, error) {
	switch {
	case name == "":
		return "", nil
	case demarche.IsStateCode(name):
		e := newEntity("PublicBody", name)
		e.add("name", g.sideName(name))
		e.add("country", twoLetters(demarche.State(name)))
		e.add("topics", "gov.national")
		return g.once(e)
	}
	e := newEntity("Organization", vocabulary.Fold(name))
	e.add("name", name)
	return g.once(e)
}

// sideName names a state by its government, and anything else by its name.
func (g *graph) sideName(name string) string {
	switch {
	case name == "":
		return "unknown"
	case demarche.IsStateCode(name):
		return "Government of " + g.names.Name(demarche.State(name))
	}
	return name
}

// movement writes a trip where both ends are known, and an event otherwise.
func (g *graph) movement(it answers.Item, r *demarche.Movement, d answers.DocumentFact, article string) error {
	schema := "Event"
	from, to := g.place(string(r.Origin), r.Sender), g.place(string(r.Destination), r.DestinationState)
	if from != nil && to != nil {
		schema = "Trip"
	}
	e, err := g.event(it, d, article, schema, "Return: "+words(r.Status))
	if err != nil {
		return err
	}
	e.add("keywords", "status "+words(r.Status), "by "+words(r.Means))
	if r.People != nil {
		e.add("notes", fmt.Sprintf("people: %d", *r.People))
	}
	if schema == "Trip" {
		for property, at := range map[string]*entity{"startLocation": from, "endLocation": to} {
			id, err := g.once(at)
			if err != nil {
				return err
			}
			e.add(property, id)
		}
	}
	return g.withSides(e, string(r.Sender), string(r.DestinationState))
}

// place is a place in a state, or the state; nil where neither is known.
func (g *graph) place(name string, in demarche.State) *entity {
	if name == "" && in == "" {
		return nil
	}
	e := newEntity("Address", vocabulary.Fold(name), string(in))
	parts := []string{name}
	if in != "" {
		parts = append(parts, g.names.Name(in))
	}
	e.add("full", strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", "))
	e.add("country", twoLetters(in))
	return e
}

func person(name, role demarche.Optional, state demarche.State) *entity {
	e := newEntity("Person", vocabulary.Fold(string(name)), string(state))
	e.add("name", string(name))
	e.add("position", string(role))
	e.add("country", twoLetters(state))
	return e
}

// office writes who holds a post.
func (g *graph) office(it answers.Item, r *demarche.Office, article string) error {
	holder, err := g.once(person(demarche.Optional(r.Name), r.Role, r.State))
	if err != nil {
		return err
	}
	post := newEntity("Position", vocabulary.Fold(string(r.Role)), string(r.State), vocabulary.Fold(string(r.Body)))
	post.add("name", strings.TrimSpace(string(r.Role)))
	post.add("country", twoLetters(r.State))
	if r.Body != "" {
		body, err := g.side(string(r.Body))
		if err != nil {
			return err
		}
		post.add("organization", body)
	}
	postID, err := g.once(post)
	if err != nil {
		return err
	}
	e := newEntity("Occupancy", it.ID())
	e.add("holder", holder)
	e.add("post", postID)
	e.add("date", string(it.Day))
	e.add("status", map[bool]string{true: "ended", false: "current"}[r.Former])
	e.add("proof", article)
	e.add("recordId", it.ID())
	return g.put(e)
}

// note writes a figure, a quotation or a gap.
func (g *graph) note(it answers.Item, article string) error {
	e := newEntity("Note", it.ID())
	e.add("description", it.Sentence())
	e.add("keywords", string(it.Record.Shared().Kind), "review "+string(it.Review))
	e.add("proof", article)
	var about []string
	switch r := it.Record.(type) {
	case *demarche.Count:
		e.add("name", fmt.Sprintf("%s: %v %s", words(r.What), r.Value, r.Unit))
		about = []string{string(r.In), string(r.Of)}
	case *demarche.Quote:
		e.add("name", "quotation")
		e.add("summary", r.Text)
	case *demarche.Gap:
		e.add("name", "not known: "+words(r.Type))
		e.add("summary", string(r.About))
		about = []string{string(r.Who)}
	}
	if by := it.Record.Says(); by != nil && by.Name != "" {
		id, err := g.once(person(by.Name, by.Role, by.State))
		if err != nil {
			return err
		}
		e.add("entity", id)
	}
	for _, name := range about {
		id, err := g.side(name)
		if err != nil {
			return err
		}
		e.add("entity", id)
	}
	for _, s := range answers.StatesOf(it.Record) {
		e.add("country", twoLetters(s))
	}
	return g.put(e)
}

// twoLetters gives the country code of FollowTheMoney, ISO 3166-1 alpha-2 in small letters.
func twoLetters(s demarche.State) string {
	if s == "" {
		return ""
	}
	r, err := language.ParseRegion(string(s))
	if err != nil || len(r.String()) != 2 {
		return ""
	}
	return strings.ToLower(r.String())
}

// threeLetters gives a language as ISO 639-3.
func threeLetters(lang string) string {
	b, err := language.ParseBase(lang)
	if err != nil {
		return ""
	}
	return b.ISO3()
}

// words writes a code as words.
func words[T ~string](code T) string { return strings.ReplaceAll(string(code), "_", " ") }
