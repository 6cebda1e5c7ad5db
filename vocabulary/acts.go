package vocabulary

import (
	"fmt"
	"slices"

	"demarche"
)

// Act says which predicates are which act, and where its sides stand (acts.yaml).
type Act struct {
	Type        demarche.ActType `yaml:"type"`
	Verbs       []string         `yaml:"verbs"`
	Nouns       []string         `yaml:"nouns"`
	Object      []string         `yaml:"object"`      // lemmas of which the object is one
	SubjectIn   []string         `yaml:"subject_in"`  // lemmas of which the subject is one: the thing sent, not who acts
	Suffered    bool             `yaml:"suffered"`    // the subject is whom it is done to
	ObjectSome  bool             `yaml:"object_some"` // there is an object
	ObjectOf    []string         `yaml:"object_of"`   // lemmas of which the object is "of" one: "the prospect of tariffs"
	ObjectNot   []string         `yaml:"object_not"`  // lemmas of which it is none; nor is it people
	OfPeople    bool             `yaml:"of_people"`   // done to people who are, or may be, moved
	Below       []string         `yaml:"below"`       // predicates of which one completes the clause
	With        []string         `yaml:"with"`        // prepositions of which the clause has one
	Judged      []string         `yaml:"judged"`      // words of judgement of which one stands in the clause
	Target      []string         `yaml:"target"`
	Speech      bool             `yaml:"speech"`     // done by speaking: the actor is the speaker
	Said        bool             `yaml:"said"`       // what a speaker's words amount to
	Strict      bool             `yaml:"strict"`     // only in sentences that themselves speak of returns
	Infinitive  bool             `yaml:"infinitive"` // somebody is told "to" do something
	Complement  bool             `yaml:"complement"` // a clause completes the predicate
	Wish        bool             `yaml:"wish"`       // the clause that completes it says what should be
	Coming      bool             `yaml:"coming"`     // the clause that completes it says what is to come
	Future      bool             `yaml:"future"`
	Active      bool             `yaml:"active"`
	If          bool             `yaml:"if"`          // under a condition
	Existential bool             `yaml:"existential"` // it says what there is
	Addressed   bool             `yaml:"addressed"`   // only where somebody is named at whom it is aimed
	Also        bool             `yaml:"also"`        // it tells how an act is done, which is one of its own beside it
	Again       bool             `yaml:"again"`       // something is done again
	Negated     bool             `yaml:"negated"`
	Copular     bool             `yaml:"copular"`
	Both        bool             `yaml:"both"`       // symmetric: not without the other side
	People      bool             `yaml:"people"`     // the target is the noun phrase itself, not a word in it
	Places      bool             `yaml:"places"`     // a place stands for its state
	Other       bool             `yaml:"other"`      // always aimed at somebody: the state opposite if not named
	Felt        bool             `yaml:"felt"`       // who feels it does it, the subject of a passive
	Foreign     bool             `yaml:"foreign"`    // said of another state than the speaker's
	Sides       bool             `yaml:"sides"`      // a noun that names the act only with both its sides
	Oblique     []string         `yaml:"oblique"`    // lemmas of which one stands after a preposition of "with"
	NoAgent     bool             `yaml:"noagent"`    // a passive does not take its speaker as actor
	Any         bool             `yaml:"any"`        // any predicate but those of Not
	Not         []string         `yaml:"not"`        // predicates that are not meant
	Received    bool             `yaml:"received"`   // a noun of what the subject of its clause gets from the noun's owner
	Around      bool             `yaml:"around"`     // a noun whose sides may stand in the clause around it
	NotPeople   bool             `yaml:"not_people"` // not done to people, unless they stand for a state
	Nationals   bool             `yaml:"nationals"`  // a state's people stand for it
	Own         bool             `yaml:"own"`        // the object is the subject's own: not "renewed the request of another"
	Court       bool             `yaml:"court"`
	Aimed       bool             `yaml:"aimed"`  // a noun whose "of" is whom it is aimed at where another owner is named
	Stated      bool             `yaml:"stated"` // a noun that tells its act only with a state as its owner
	NoTarget    bool             `yaml:"notarget"`
	Example     string           `yaml:"example"`
}

// actsFile is acts.yaml.
type actsFile struct {
	Words    map[string][]string `yaml:"words"`
	Agents   []string            `yaml:"agents"`
	Sides    []string            `yaml:"sides"`
	Matters  []string            `yaml:"matters"`
	Asides   []string            `yaml:"asides"`
	Pairs    []string            `yaml:"pairs"`
	Lands    []string            `yaml:"lands"`
	Unreal   []string            `yaml:"unreal"`
	Writings []string            `yaml:"writings"`
	Bodies   []string            `yaml:"bodies"`
	Civil    []string            `yaml:"civil"`
	Deeds    map[string]string   `yaml:"deeds"`
	Measures []string            `yaml:"measures"`
	Acts     []Act               `yaml:"acts"`
}

// expand puts the words of a class in the place of its name ("@talks") in every list.
func (f *actsFile) expand() error {
	for i := range f.Acts {
		a := &f.Acts[i]
		for _, list := range []*[]string{&a.Verbs, &a.Nouns, &a.Object, &a.SubjectIn, &a.ObjectOf, &a.ObjectNot, &a.Below, &a.Judged, &a.Oblique, &a.Not} {
			if err := expandClasses(list, f.Words); err != nil {
				return fmt.Errorf("entry %d (%s): %w", i+1, a.Type, err)
			}
		}
	}
	return nil
}

// expandClasses puts the words of classes in the place of their names, each word once.
func expandClasses(list *[]string, classes map[string][]string) error {
	var words []string
	for _, w := range *list {
		if w == "" || w[0] != '@' {
			words = append(words, w)
			continue
		}
		class, ok := classes[w[1:]]
		if !ok {
			return fmt.Errorf("no class of words %q", w)
		}
		for _, v := range class {
			if !slices.Contains(words, v) {
				words = append(words, v)
			}
		}
	}
	*list = words
	return nil
}

// checkActs gives the faults of the acts; list checks one list of words.
func (r *Reading) checkActs(list func(name string, words []string)) []error {
	var faults []error
	for i, a := range r.Acts {
		name := fmt.Sprintf("acts.yaml entry %d (%s)", i+1, a.Type)
		for _, words := range [][]string{a.Verbs, a.Nouns, a.Object, a.Judged} {
			list(name, words)
		}
		if !slices.Contains(demarche.ActTypes(), a.Type) {
			faults = append(faults, fmt.Errorf("%s: not a type of act of the record model", name))
		}
		if len(a.Verbs)+len(a.Nouns)+len(a.Judged) == 0 && !a.Any {
			faults = append(faults, fmt.Errorf("%s: no verbs, no nouns and no words of judgement", name))
		}
		if a.Example == "" {
			faults = append(faults, fmt.Errorf("%s: no example", name))
		}
	}
	return faults
}
