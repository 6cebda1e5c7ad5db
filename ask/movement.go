package ask

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
)

// ConditionField is one of the things that can be said of how a proposed
// movement would be done.
type ConditionField struct {
	Name   string
	About  string
	Number bool
	Values []string // what it can be, if not a number

	clauses map[string]string // how each value is said of the movement; of a number one for all, in which "%s" stands for it
}

// ConditionFields lists them. There is none that could hold a person.
func ConditionFields() []ConditionField {
	of := func(name, about string, values []string, clauses ...string) ConditionField {
		f := ConditionField{Name: name, About: about, Number: values == nil, Values: values, clauses: map[string]string{"": clauses[0]}}
		for i, v := range values {
			f.clauses[v] = clauses[i]
		}
		return f
	}
	yesNo := []string{"yes", "no"}
	return []ConditionField{
		of("number", "how many people", nil, "the number of people moved is %s"),
		of("notice", "whole days of notice given", nil, "the days of notice given are %s"),
		of("carrier", "who moves them: the receiving state, the sending state, a private company", texts(answers.Carriers()),
			"the receiving state moves them", "the sending state moves them", "a private company moves them"),
		of("restraints", "people are moved in restraints", yesNo, "people are moved in restraints", "nobody is moved in restraints"),
		of("identity", "nationality is verified and documents are issued before", yesNo,
			"nationality is verified and documents are issued before", "nationality is not verified and documents are not issued before"),
		of("protocol", "an agreed procedure or agreement is in force", yesNo,
			"an agreed procedure or agreement is in force", "no agreed procedure or agreement is in force"),
		of("voluntary", "everyone goes of their own will", yesNo, "everyone goes of their own will", "not everyone goes of their own will"),
		of("vulnerable", "children, families or sick people are among them", yesNo,
			"children, families or sick people are among them", "no children, families or sick people are among them"),
		of("criminals", "people with convictions: only such, some, none", texts(answers.Shares()),
			"all of them have convictions", "some of them have convictions", "none of them has convictions"),
		of("paid", "the receiving state is paid, or its costs are", yesNo,
			"the receiving state is paid, or its costs are", "neither the receiving state is paid, nor its costs are"),
		of("temporary", "only until they are moved on", yesNo, "they stay only until they are moved on", "they do not stay only until they are moved on"),
		of("safe", "each was found not to be at risk there", yesNo, "each was found not to be at risk there", "not each was found not to be at risk there"),
	}
}

// Stated says how a proposed movement would be done, a clause for everything
// that is said of it: "people are moved in restraints". Whoever repeats a
// question repeats all of them, for the answer may hang on each.
func Stated(c answers.Conditions) []string {
	said := Said(c)
	var out []string
	for _, f := range ConditionFields() {
		switch v := said[f.Name]; {
		case v == "":
		case f.Number:
			out = append(out, fmt.Sprintf(f.clauses[""], v))
		default:
			out = append(out, f.clauses[v])
		}
	}
	return out
}

// WouldFields names everything of which a question whether a state would take
// people consists, as addresses and options write it.
func WouldFields() []string {
	out := []string{"state", "people", "means", "nationals", "place", "from", "on"}
	for _, f := range ConditionFields() {
		out = append(out, f.Name)
	}
	return out
}

// WouldOf gives the question that an address writes; by gives a value by its name.
func WouldOf(by func(name string) string) Would {
	w := Would{
		State: by("state"), People: by("people"), Means: by("means"), Nationals: by("nationals"), Place: by("place"), From: by("from"), On: by("on"),
		Conditions: make(map[string]string),
	}
	for _, f := range ConditionFields() {
		w.Conditions[f.Name] = by(f.Name)
	}
	return w
}

func texts[T ~string](vs []T) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = string(v)
	}
	return out
}

// conditions gives what is said of how a movement would be done; a name that
// is none of ConditionFields is an error.
func conditions(said map[string]string) (answers.Conditions, error) {
	var c answers.Conditions
	numbers := map[string]**int{"number": &c.Number, "notice": &c.Notice}
	truths := map[string]**bool{
		"restraints": &c.Restraints, "identity": &c.Identity, "protocol": &c.Protocol, "voluntary": &c.Voluntary, "vulnerable": &c.Vulnerable,
		"paid": &c.Paid, "temporary": &c.Temporary, "safe": &c.Safe,
	}
	for name, value := range said {
		value = strings.TrimSpace(value)
		if err := tooLong("the condition "+name, value); err != nil {
			return c, err
		}
		field := slices.IndexFunc(ConditionFields(), func(f ConditionField) bool { return f.Name == name })
		if field < 0 {
			return c, invalidMovement(fmt.Sprintf("%q is no condition of a movement", name))
		}
		switch into := truths[name]; {
		case value == "":
		case numbers[name] != nil:
			n, err := strconv.Atoi(value)
			if err != nil {
				return c, invalidMovement(fmt.Sprintf("%s %q is not a whole number", name, value))
			}
			*numbers[name] = &n
		case into != nil:
			yes := slices.Contains([]string{"yes", "true"}, value)
			if !yes && !slices.Contains([]string{"no", "false"}, value) {
				return c, invalidMovement(fmt.Sprintf("%s %q is neither yes nor no", name, value))
			}
			*into = &yes
		case name == "carrier":
			c.Carrier = answers.Carrier(value)
		default:
			c.Criminals = answers.Share(value)
		}
	}
	return c, nil
}

func invalidMovement(detail string) error {
	return &demarche.Error{Code: demarche.Invalid, Op: "ask", Detail: detail,
		Hint: "a movement is described by counts and conditions, never by persons: state, people, means, nationals, place, from, on, number, notice, carrier, restraints, identity (or documents), protocol, voluntary, vulnerable, criminals, paid, temporary, safe"}
}

// movement is a proposed movement as a file writes it.
type movement struct {
	State     string   `json:"state"`
	People    string   `json:"people"`
	Means     string   `json:"means"`
	Nationals []string `json:"nationals"`
	Place     string   `json:"place"`
	From      string   `json:"from"`
	On        string   `json:"on"`

	Number     condition `json:"number"`
	Notice     condition `json:"notice"`
	Carrier    condition `json:"carrier"`
	Restraints condition `json:"restraints"`
	Identity   condition `json:"identity"`
	Protocol   condition `json:"protocol"`
	Voluntary  condition `json:"voluntary"`
	Vulnerable condition `json:"vulnerable"`
	Criminals  condition `json:"criminals"`
	Paid       condition `json:"paid"`
	Temporary  condition `json:"temporary"`
	Safe       condition `json:"safe"`

	// Other words for from, nationals and identity.
	Sender      string    `json:"sender"`
	Nationality string    `json:"nationality"`
	Documents   condition `json:"documents"`
}

// plain puts what is said in other words where it belongs.
func (m *movement) plain() error {
	nationals := strings.Join(m.Nationals, ",")
	for _, f := range []struct {
		name, other string
		into        *string
		said        string
	}{
		{"from", "sender", &m.From, m.Sender}, {"nationals", "nationality", &nationals, m.Nationality},
		{"identity", "documents", (*string)(&m.Identity), string(m.Documents)},
	} {
		if f.said == "" {
			continue
		}
		if *f.into != "" && *f.into != f.said {
			return invalidMovement(fmt.Sprintf("%s and %s are one thing, and say %q and %q", f.name, f.other, *f.into, f.said))
		}
		*f.into = f.said
	}
	if nationals != "" {
		m.Nationals = strings.Split(nationals, ",")
	}
	return nil
}

// condition is what a file says of one thing: a word, a number, or true or false, in
// the words that the options take.
type condition string

// UnmarshalJSON takes a string, a whole number, true, false or null.
func (c *condition) UnmarshalJSON(b []byte) error {
	var v any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return err
	}
	switch v := v.(type) {
	case nil:
	case string:
		*c = condition(v)
	case json.Number:
		*c = condition(v)
	case bool:
		*c = condition(yesNo(v))
	default:
		return fmt.Errorf("%s is neither a word nor a number", b)
	}
	return nil
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// Said gives what is said of how a movement would be done, in words, by the names of ConditionFields.
func Said(c answers.Conditions) map[string]string {
	out := map[string]string{"carrier": string(c.Carrier), "criminals": string(c.Criminals)}
	for name, n := range map[string]*int{"number": c.Number, "notice": c.Notice} {
		if n != nil {
			out[name] = strconv.Itoa(*n)
		}
	}
	for name, b := range map[string]*bool{
		"restraints": c.Restraints, "identity": c.Identity, "protocol": c.Protocol, "voluntary": c.Voluntary, "vulnerable": c.Vulnerable,
		"paid": c.Paid, "temporary": c.Temporary, "safe": c.Safe,
	} {
		if b != nil {
			out[name] = yesNo(*b)
		}
	}
	return out
}

// longestMovement is the most bytes that a file with a movement may have.
const longestMovement = 1 << 16

// ReadMovement reads a proposed movement from JSON; a field that a movement
// does not have is an error.
func ReadMovement(r io.Reader) (Would, error) {
	d := json.NewDecoder(io.LimitReader(r, longestMovement))
	d.DisallowUnknownFields()
	var m movement
	if err := d.Decode(&m); err != nil {
		return Would{}, invalidMovement("this is not a movement: " + strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Would{}, invalidMovement("something stands after the movement")
	}
	if err := m.plain(); err != nil {
		return Would{}, err
	}
	w := Would{
		State: m.State, People: m.People, Means: m.Means, Nationals: strings.Join(m.Nationals, ","), Place: m.Place, From: m.From, On: m.On,
		Conditions: make(map[string]string),
	}
	for name, said := range map[string]condition{
		"number": m.Number, "notice": m.Notice, "carrier": m.Carrier, "restraints": m.Restraints, "identity": m.Identity, "protocol": m.Protocol,
		"voluntary": m.Voluntary, "vulnerable": m.Vulnerable, "criminals": m.Criminals, "paid": m.Paid, "temporary": m.Temporary, "safe": m.Safe,
	} {
		w.Conditions[name] = string(said)
	}
	if _, err := conditions(w.Conditions); err != nil {
		return Would{}, err
	}
	return w, nil
}

// Over gives a question in which everything that other says stands in the place of what w says.
func (w Would) Over(other Would) Would {
	for _, f := range []struct {
		into *string
		text string
	}{
		{&w.State, other.State}, {&w.People, other.People}, {&w.Means, other.Means}, {&w.Nationals, other.Nationals},
		{&w.Place, other.Place}, {&w.From, other.From}, {&w.On, other.On},
	} {
		if f.text != "" {
			*f.into = f.text
		}
	}
	both := make(map[string]string)
	for _, said := range []map[string]string{w.Conditions, other.Conditions} {
		for name, value := range said {
			if value != "" {
				both[name] = value
			}
		}
	}
	w.Conditions = both
	return w
}

// Claim is a question as users write it: which state was the first.
type Claim struct {
	What, People, Nationals, Means, Place, From, Target, Since string
}

// Claim gives the question that the words ask. What it does not check, answers.First does.
func (w *Words) Claim(c Claim) (answers.Claim, error) {
	out := answers.Claim{
		What: strings.ReplaceAll(strings.ToLower(strings.TrimSpace(c.What)), " ", "_"), People: demarche.People(c.People), Means: demarche.Means(c.Means),
		Place: demarche.Optional(strings.TrimSpace(c.Place)), Target: demarche.Optional(strings.TrimSpace(c.Target)),
	}
	for what, text := range map[string]string{"the place": c.Place, "the target": c.Target, "what is asked about": c.What} {
		if err := tooLong(what, text); err != nil {
			return out, err
		}
	}
	var err error
	if out.Nationals, err = w.StateList(c.Nationals); err != nil {
		return out, err
	}
	if out.From, err = w.State(c.From); err != nil {
		return out, err
	}
	if s, ok := w.States.Parse(string(out.Target)); ok {
		out.Target = demarche.Optional(s)
	}
	out.Since, err = Day(c.Since)
	return out, err
}
