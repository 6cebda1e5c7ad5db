package cli

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

type placesCommand struct {
	Name string `arg:"" optional:"" help:"The name of a place; all where people are held or received if none."`
	On   string `help:"As reports up to this day tell. Default: today." placeholder:"DAY"`
	JSON bool   `help:"Print as JSON."`
}

func (placesCommand) Help() string {
	return `Places where people are held or received: the room that is there and the room that is announced, the people held and sent there and those who are to be sent, each figure with its day and who gives it, and never mixed. A warning stands where more people are to be sent than there is room for, as far as anything tells.

Example: demarche places "Guantanamo Bay" --on 2025-02-15`
}

// Run prints places.
func (c *placesCommand) Run(s *session) error {
	found, names, err := consult(s, func(*ask.Words) (demarche.Date, error) { return ask.Day(c.On) },
		func(a *answers.Answers, on demarche.Date) ([]answers.PlaceReport, error) {
			return a.Places(s.ctx, c.Name, on)
		})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return s.asJSON(found)
	case len(found) == 0:
		return s.printf("no place where people are held or received is known\n")
	}
	for i, p := range found {
		if i > 0 {
			if err := s.printf("\n"); err != nil {
				return err
			}
		}
		if err := s.place(p, names); err != nil {
			return err
		}
	}
	return nil
}

// place prints one place with its series.
func (s *session) place(p answers.PlaceReport, names *ask.Words) error {
	ink := s.ink()
	states := make([]string, len(p.States))
	for i, st := range p.States {
		states[i] = names.States.Name(st)
	}
	also := ""
	if len(p.Names) > 1 {
		also = "; also called " + strings.Join(p.Names[1:], ", ")
	}
	if err := s.printf("%s%s%s\n", ink(text.Colors{text.Bold}, oneLine(p.Name)), clause(", ", strings.Join(states, ", ")), oneLine(also)); err != nil {
		return err
	}
	for _, w := range p.Warnings {
		word := "MORE THAN THERE IS ROOM FOR"
		if !w.Certain {
			word = "perhaps more than there is room for"
		}
		if err := s.printf("  %s\n", ink(text.Colors{text.FgRed}, word+": "+w.Reason+" ("+shortList(w.Entries)+")")); err != nil {
			return err
		}
	}
	var rows [][]string
	for _, series := range p.Series {
		for _, point := range series.Points {
			day := string(point.Day)
			if point.DatedBy == answers.ByPublication {
				day += "*"
			}
			if len(point.Perhaps) > 0 {
				day += "?"
			}
			rows = append(rows, clean([]string{seriesWords(series.Kind), day, pointWords(point), saidBy(point.Entry.Record), point.Entry.Sentence(), toldShort(point.Corroboration), short(point.Entry.ID())}))
		}
	}
	if len(rows) == 0 {
		return s.printf("  no figure is told of it\n")
	}
	if err := s.table([]string{"What", "Day", "Figure", "By", "Sentence", "Told by", "Id"}, rows, 3, 4); err != nil {
		return err
	}
	return s.printf("told by: %s; * is the day of the report, ? may be told of another figure of the list\n", toldForm)
}

func pointWords(p answers.Point) string {
	out := approx(p.Approx) + number(float64(p.Low))
	if p.High != p.Low {
		out += " to " + number(float64(p.High))
	}
	return out
}

func seriesWords(k answers.SeriesKind) string {
	w := map[answers.SeriesKind]string{
		answers.ExistingRoom: "room that is there", answers.AnnouncedRoom: "room announced", answers.PeopleHeld: "people held",
		answers.PeopleSent: "people sent", answers.PeopleToSend: "people to be sent",
	}[k]
	if w == "" {
		return fmt.Sprint(k)
	}
	return w
}
