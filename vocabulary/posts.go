package vocabulary

import (
	"fmt"
	"slices"
	"strings"

	"demarche"
)

// Sex is what a word tells of the sex of the person it is used of.
type Sex string

// The values of Sex; empty where the word does not tell.
const (
	Male   Sex = "male"
	Female Sex = "female"
)

// PostHead is a word that heads a post: "minister", "secretary of state".
type PostHead struct {
	Word  string   `yaml:"word"`
	Many  string   `yaml:"many"`
	Names []string `yaml:"names"` // other spellings
	Sex   Sex      `yaml:"sex"`
	Weak  bool     `yaml:"weak"`  // an office only with a name beside it and a body or state
	Same  bool     `yaml:"same"`  // the post of whoever was spoken of: "counterpart"
	Alone *bool    `yaml:"alone"` // false: no post without a word before it or a phrase after it
}

// StandsAlone reports whether the word is a post by itself.
func (h *PostHead) StandsAlone() bool { return h.Alone == nil || *h.Alone }

// PostModifier is a word before a post that says how it is held.
type PostModifier struct {
	Word   string `yaml:"word"`
	Former bool   `yaml:"former"`
	Acting bool   `yaml:"acting"`
}

// FixedPost is a post that one state has; with Usual, other states can have it
// too, but it means that one unless the report says otherwise; with Also, only
// those others have it.
type FixedPost struct {
	Post  string           `yaml:"post"`
	State demarche.State   `yaml:"state"`
	Usual bool             `yaml:"usual"`
	Also  []demarche.State `yaml:"also"`
}

// PostKind is a word by which the holders of several posts can be called.
type PostKind struct {
	Word  string   `yaml:"word"`
	Posts []string `yaml:"posts"`
}

// BodyPosts are posts of a body that is no state's, which they mean in a report
// that names one of With.
type BodyPosts struct {
	Body  string   `yaml:"body"`
	With  []string `yaml:"with"`
	Posts []string `yaml:"posts"`
}

// PostVerb says what a verb makes of its subject: who coordinates is coordinator.
type PostVerb struct {
	Verb string `yaml:"verb"`
	Role string `yaml:"role"`
}

// AddressTitle is a form of address. Post and State are set where it is short
// for an office: "Sen.".
type AddressTitle struct {
	Word  string         `yaml:"word"`
	Names []string       `yaml:"names"`
	Sex   Sex            `yaml:"sex"`
	Post  string         `yaml:"post"`
	State demarche.State `yaml:"state"`
}

// Posts is the vocabulary of posts and titles. It is read-only and safe for
// use by several goroutines.
type Posts struct {
	Heads     []PostHead
	Modifiers []PostModifier
	Fixed     []FixedPost
	OfBodies  []BodyPosts
	Same      [][]string
	Kinds     []PostKind
	Verbs     []PostVerb
	Titles    []AddressTitle
	Lacks     []LackedPost
	Known     map[demarche.State][]string
	Given     map[Sex][]string // given names that tell the sex
	normal    map[string]string
	fixed     map[string]int
	ofBodies  map[string]int // folded post -> index into OfBodies
	kinds     map[string]int // word -> index into Kinds
	lacked    []string       // folded posts of Lacks, with a space on either side
}

// LackedPost is an office that some states do not have.
type LackedPost struct {
	Post   string           `yaml:"post"`
	States []demarche.State `yaml:"states"`
}

// LoadPosts reads and checks posts.yaml.
func LoadPosts() (*Posts, error) {
	var file struct {
		Heads     []PostHead                  `yaml:"heads"`
		Modifiers []PostModifier              `yaml:"modifiers"`
		Fixed     []FixedPost                 `yaml:"fixed"`
		OfBodies  []BodyPosts                 `yaml:"of_bodies"`
		Same      [][]string                  `yaml:"same"`
		Kinds     []PostKind                  `yaml:"kinds"`
		Verbs     []PostVerb                  `yaml:"verbs"`
		Titles    []AddressTitle              `yaml:"titles"`
		Lacks     []LackedPost                `yaml:"lacks"`
		Known     map[demarche.State][]string `yaml:"known"`
		Given     map[Sex][]string            `yaml:"given"`
	}
	if err := decode("posts.yaml", &file); err != nil {
		return nil, err
	}
	p := &Posts{Heads: file.Heads, Modifiers: file.Modifiers, Fixed: file.Fixed, OfBodies: file.OfBodies, Same: file.Same, Kinds: file.Kinds, Verbs: file.Verbs, Titles: file.Titles, Lacks: file.Lacks, Known: file.Known, Given: file.Given}
	p.index()
	if errs := p.Check(); len(errs) > 0 {
		return nil, fmt.Errorf("vocabulary file posts.yaml: %w", errs[0])
	}
	return p, nil
}

func (p *Posts) index() {
	p.normal = make(map[string]string)
	for _, group := range p.Same {
		for _, role := range group {
			p.normal[Fold(role)] = group[0]
		}
	}
	for _, l := range p.Lacks {
		p.lacked = append(p.lacked, " "+Fold(l.Post)+" ")
	}
	p.ofBodies = make(map[string]int)
	for i, b := range p.OfBodies {
		for _, post := range b.Posts {
			p.ofBodies[Fold(post)] = i
		}
	}
	p.kinds = make(map[string]int, len(p.Kinds))
	for i, k := range p.Kinds {
		p.kinds[k.Word] = i
	}
	p.fixed = make(map[string]int, len(p.Fixed))
	for i, f := range p.Fixed {
		p.fixed[Fold(f.Post)] = i
	}
}

// Normal gives the usual form of a role, so that one office under several
// names can be found: "minister of foreign affairs" is "foreign minister". A
// role without other names is its own usual form.
func (p *Posts) Normal(role string) string {
	if n, ok := p.normal[Fold(role)]; ok {
		return n
	}
	return role
}

// KindOf gives the posts whose holders a word can mean: "diplomat" an ambassador.
func (p *Posts) KindOf(word string) []string {
	if i, ok := p.kinds[word]; ok {
		return p.Kinds[i].Posts
	}
	return nil
}

// StateOf gives the state that alone has a post, or usually has it.
func (p *Posts) StateOf(role string) (state demarche.State, usual, ok bool) {
	i, ok := p.fixed[Fold(role)]
	if !ok {
		return "", false, false
	}
	return p.Fixed[i].State, p.Fixed[i].Usual || len(p.Fixed[i].Also) > 0, true
}

// BodyOf gives the body whose post a role is in a report that names one of
// with; ok is false for a role that is no such post.
func (p *Posts) BodyOf(role string) (body string, with []string, ok bool) {
	i, ok := p.ofBodies[Fold(role)]
	if !ok {
		return "", nil, false
	}
	return p.OfBodies[i].Body, p.OfBodies[i].With, true
}

// Others gives the states beside the one that StateOf gives that have a post
// only few states have; nil if any state can have it.
func (p *Posts) Others(role string) []demarche.State {
	if i, ok := p.fixed[Fold(role)]; ok {
		return p.Fixed[i].Also
	}
	return nil
}

// LackedBy gives the states that are known not to have the office of a role.
func (p *Posts) LackedBy(role string) []demarche.State {
	var states []demarche.State
	f := " " + Fold(role) + " "
	for i := range p.Lacks {
		if strings.Contains(f, p.lacked[i]) {
			states = append(states, p.Lacks[i].States...)
		}
	}
	return states
}

// Check reports what is wrong in the file: words twice, roles in two groups,
// wrong codes and sexes.
func (p *Posts) Check() []error {
	var errs []error
	report := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	once := func(list string) func(...string) {
		seen := make(map[string]bool)
		return func(words ...string) {
			for _, w := range words {
				if f := Fold(w); f == "" || seen[f] {
					report("%s: %q is empty or listed twice", list, w)
				} else {
					seen[f] = true
				}
			}
		}
	}
	sex := func(w string, s Sex) {
		if !slices.Contains([]Sex{"", Male, Female}, s) {
			report("%q: sex %q is neither male nor female", w, s)
		}
	}
	heads := once("heads")
	for _, h := range p.Heads {
		heads(append([]string{h.Word}, h.Names...)...)
		if h.Many != h.Word {
			heads(h.Many)
		}
		sex(h.Word, h.Sex)
	}
	modifiers := once("modifiers")
	for _, m := range p.Modifiers {
		modifiers(m.Word)
	}
	fixed := once("fixed")
	for _, f := range p.Fixed {
		fixed(f.Post)
		if !demarche.IsStateCode(string(f.State)) {
			report("%q: %q is not an ISO 3166-1 alpha-3 code", f.Post, f.State)
		}
		for _, s := range f.Also {
			if !demarche.IsStateCode(string(s)) {
				report("%q: %q is not an ISO 3166-1 alpha-3 code", f.Post, s)
			}
		}
	}
	ofBodies := once("of_bodies")
	for _, b := range p.OfBodies {
		ofBodies(b.Posts...)
		if b.Body == "" || len(b.With) == 0 {
			report("of_bodies: a list without body or with")
		}
	}
	same := once("same")
	for _, group := range p.Same {
		same(group...)
	}
	kinds := once("kinds")
	for _, k := range p.Kinds {
		kinds(k.Word)
		if len(k.Posts) == 0 {
			report("kinds: %q has no posts", k.Word)
		}
	}
	verbs := once("verbs")
	for _, v := range p.Verbs {
		verbs(v.Verb)
	}
	lacks := once("lacks")
	for _, l := range p.Lacks {
		lacks(l.Post)
		for _, s := range l.States {
			if !demarche.IsStateCode(string(s)) {
				report("lacks %q: %q is not an ISO 3166-1 alpha-3 code", l.Post, s)
			}
		}
	}
	given := once("given")
	for s, names := range p.Given {
		given(names...)
		sex("given", s)
	}
	known := once("known")
	for s, names := range p.Known {
		known(names...)
		if !demarche.IsStateCode(string(s)) {
			report("known: %q is not an ISO 3166-1 alpha-3 code", s)
		}
	}
	for _, t := range p.Titles {
		sex(t.Word, t.Sex)
	}
	return errs
}
