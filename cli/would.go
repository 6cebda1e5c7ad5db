package cli

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche/answers"
	"demarche/ask"
)

type wouldCommand struct {
	State     string  `arg:"" optional:"" help:"The receiving state by name, nationality, capital or code."`
	People    *string `help:"Whose nationals: own, third (other states') or any. Default: any, or what the nationals are." enum:"own,third,any"`
	Means     *string `help:"military_aircraft, civilian_aircraft, land, sea or any (not said). Default: any." enum:"military_aircraft,civilian_aircraft,land,sea,any"`
	Nationals string  `help:"Nationalities, by name or code, separated by commas." placeholder:"ISO,..." aliases:"nationality"`
	Place     string  `help:"The place to which they would be taken." placeholder:"NAME"`
	From      string  `help:"The sending state." placeholder:"STATE" aliases:"sender"`
	On        string  `help:"The day asked about. Default: today." placeholder:"DAY"`
	Movement  string  `help:"A proposed movement as JSON, in the names of these options; \"-\" for standard input. Options stand over what it says." placeholder:"FILE"`
	movementConditions
	JSON bool `help:"Print as JSON."`
}

// movementConditions are how a proposed movement would be done: counts and
// conditions, never persons. Empty is not said.
type movementConditions struct {
	Number     string `help:"How many people." placeholder:"N" group:"How it would be done, if that is said:"`
	Notice     string `help:"Whole days of notice given." placeholder:"DAYS" group:"How it would be done, if that is said:"`
	Carrier    string `help:"Who moves them: receiver (the receiving state), sender, private." enum:",receiver,sender,private" default:"" placeholder:"WHO" group:"How it would be done, if that is said:"`
	Restraints string `help:"People are moved in restraints: yes or no." enum:",yes,no" default:"" placeholder:"YES|NO" group:"How it would be done, if that is said:"`
	Identity   string `help:"Nationality is verified and documents are issued before: yes or no." aliases:"documents" enum:",yes,no" default:"" placeholder:"YES|NO" group:"How it would be done, if that is said:"`
	Protocol   string `help:"An agreed procedure or agreement is in force: yes or no." enum:",yes,no" default:"" placeholder:"YES|NO" group:"How it would be done, if that is said:"`
	Voluntary  string `help:"Everyone goes of their own will: yes or no." enum:",yes,no" default:"" placeholder:"YES|NO" group:"How it would be done, if that is said:"`
	Vulnerable string `help:"Children, families or sick people are among them: yes or no." enum:",yes,no" default:"" placeholder:"YES|NO" group:"How it would be done, if that is said:"`
	Criminals  string `help:"People with convictions: only, some, none." enum:",only,some,none" default:"" placeholder:"HOW MANY" group:"How it would be done, if that is said:"`
	Paid       string `help:"The receiving state is paid, or its costs are: yes or no." enum:",yes,no" default:"" placeholder:"YES|NO" group:"How it would be done, if that is said:"`
	Temporary  string `help:"Only until they are moved on: yes or no." enum:",yes,no" default:"" placeholder:"YES|NO" group:"How it would be done, if that is said:"`
	Safe       string `help:"Each was found not to be at risk there: yes or no." enum:",yes,no" default:"" placeholder:"YES|NO" group:"How it would be done, if that is said:"`
}

// said gives the conditions by the names under which ask knows them.
func (c movementConditions) said() map[string]string {
	return map[string]string{
		"number": c.Number, "notice": c.Notice, "carrier": c.Carrier, "restraints": c.Restraints, "identity": c.Identity, "protocol": c.Protocol,
		"voluntary": c.Voluntary, "vulnerable": c.Vulnerable, "criminals": c.Criminals, "paid": c.Paid, "temporary": c.Temporary, "safe": c.Safe,
	}
}

func (wouldCommand) Help() string {
	return `The verdict is yes, yes with terms, no, contested, unsettled or unknown, with the entries it rests on and why others were passed over. Silence is never taken for consent. The rules stand in docs/semantics.md.

A whole movement can be put: from whom, by whom and how, how many people, on what notice. It is described by counts and conditions, never by persons. Every term of the state's position is then met, unmet, or not said, with its sentence.

A file for --movement holds the same in JSON, with the same words:
{"state": "BRA", "people": "own", "from": "USA", "number": 88, "restraints": "yes", "notice": 2}

Example: demarche would Mexico --people own --place "Guantanamo Bay"

Example: demarche would COL --people own --means military_aircraft --on 2025-01-26

Example: demarche would Brazil --people own --from USA --means civilian_aircraft --number 88 --restraints yes --notice 2`
}

// Run answers the question.
func (c *wouldCommand) Run(s *session) error {
	asked, err := c.asked(s)
	if err != nil {
		return err
	}
	answer, _, err := consult(s, func(w *ask.Words) (answers.Question, error) { return w.Question(asked) }, func(a *answers.Answers, q answers.Question) (answers.Answer, error) { return a.Would(s.ctx, q) })
	if err != nil {
		return err
	}
	if c.JSON {
		return s.asJSON(answer)
	}
	return s.answer(answer)
}

// asked gives the question of the options over that of the file.
func (c *wouldCommand) asked(s *session) (ask.Would, error) {
	text := func(p *string) string {
		if p == nil {
			return ""
		}
		return *p
	}
	asked := ask.Would{State: c.State, People: text(c.People), Means: text(c.Means), Nationals: c.Nationals, Place: c.Place, From: c.From, On: c.On, Conditions: c.said()}
	if c.Movement == "" {
		return asked, nil
	}
	in, closeIt, err := s.open(c.Movement)
	if err != nil {
		return asked, err
	}
	defer closeIt()
	proposed, err := ask.ReadMovement(in)
	return proposed.Over(asked), inFile(c.Movement, err)
}

// answer prints a verdict and what it rests on.
func (s *session) answer(a answers.Answer) error {
	ink := s.ink()
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	line(ink(append(text.Colors{text.Bold}, verdictColour(a.Verdict)...), strings.ToUpper(answerWord(a))), "  ", a.Reason)
	line("  asked: ", string(a.Question.State), ", ", askedWords(a.Question), clause(" from ", string(a.Question.From)),
		byMeans(a.Question.Means), clause(" at ", oneLine(string(a.Question.Place))), ", on ", string(a.Question.On), clause("; ", strings.Join(ask.Stated(a.Question.Conditions), "; ")))
	if len(a.Terms) > 0 {
		line("  terms: ", wordList(a.Terms))
	}
	for _, p := range a.Parts {
		line("  part:  ", peopleWords(p.People, nil), clause(" of ", string(p.Nationality)), clause(" from ", string(p.From)), byMeans(p.Means), ": ",
			verdictWord(p.Verdict, p.Terms), clause("; ", wordList(p.Terms)))
	}
	s.weighed(line, a.Weighed)
	section := func(title string, items []answers.Item) {
		if len(items) == 0 {
			return
		}
		line("\n", title)
		for _, it := range items {
			line("  ", short(it.ID()), "  ", dayWords(it), clause("  ", saidBy(it.Record)), "  (", oneLine(it.Name), "; ", sureLineOf(it), ")")
			line(s.wrap("            ", quoted(it.Sentence())))
		}
	}
	section("It rests on, "+toldBy(a.Corroboration), a.Entries)
	section("What others said of it", a.Others)
	section("What it is reported not to have said", a.Silences)
	if len(a.PassedOver) > 0 {
		line("\nPassed over")
		for _, p := range a.PassedOver {
			line("  ", short(p.Item.ID()), "  ", summary(p.Item.Record), ", ", dayWords(p.Item), ": ", shortened(oneLine(p.Reason)))
		}
	}
	return s.printf("%s", b.String())
}

// answerWord says the answer to a question: one that is unknown as a whole may be known in part.
func answerWord(a answers.Answer) string {
	if a.Verdict == answers.Unknown && len(a.Entries) > 0 {
		return "known in part"
	}
	return verdictWord(a.Verdict, a.Terms)
}

// weighed prints how a movement stands to each term.
func (s *session) weighed(line func(...string), terms []answers.TermAnswer) {
	if len(terms) > 0 {
		line("\nTerms")
	}
	for _, t := range terms {
		line("  ", fmt.Sprintf("%-10s", words(t.Status)), words(t.Term), ": ", oneLine(t.Reason))
		for _, it := range t.Entries {
			line(s.wrap("            ", short(it.ID())+"  "+quoted(it.Sentence())))
		}
	}
}

// shortened makes the ids in a reason as short as elsewhere.
func shortened(reason string) string {
	fields := strings.Fields(reason)
	for i, f := range fields {
		if len(f) == 16 && strings.Trim(f, "0123456789abcdef") == "" {
			fields[i] = short(f)
		}
	}
	return strings.Join(fields, " ")
}

func dayWords(it answers.Item) string { return sinceWords(it.Day, it.DatedBy) }
