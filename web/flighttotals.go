package web

import (
	"demarche"
	"demarche/answers"
	"demarche/phrases"
)

// flightTotal is how much the movements of one status come to.
type flightTotal struct {
	Status, Events  string
	Flights, People toldSum
}

// toldSum is a sum, and of how many events it is where not all give the number.
type toldSum struct{ Sum, Of string }

func newFlightTotal(t answers.Total) flightTotal {
	return flightTotal{capital(word(t.Status)), phrases.Number(float64(t.Events)), sum(t.Flights, t.Events), sum(t.People, t.Events)}
}

func newFlightTotals(all []answers.Total) []flightTotal {
	var out []flightTotal
	for _, t := range all {
		out = append(out, newFlightTotal(t))
	}
	return out
}

// abroadView is a place that one state runs in another, with what movements to it come to.
type abroadView struct {
	Name   string
	Totals []flightTotal
}

func (s *site) abroad(all []answers.AbroadTotals) []abroadView {
	var out []abroadView
	for _, a := range all {
		out = append(out, abroadView{s.names.abroad(a.Abroad), newFlightTotals(a.Totals)})
	}
	return out
}

// abroad names a place that one state runs in another: "Guantanamo Bay (run by the United States, in Cuba)".
func (n Names) abroad(a answers.Abroad) string {
	return a.Place + " (run by " + n.the(a.RunBy) + ", in " + n.the(a.In) + ")"
}

// untold stands where no report gives a number.
const untold = "not told"

func sum(s answers.Sum, events int) toldSum {
	switch {
	case s.Told == 0:
		return toldSum{Sum: untold}
	case s.Told < events:
		return toldSum{rangeOf(answers.Range{Low: s.Low, High: s.High, Told: true}), "told of " + phrases.Number(float64(s.Told)) + " of " + phrases.Number(float64(events))}
	}
	return toldSum{Sum: rangeOf(answers.Range{Low: s.Low, High: s.High, Told: true})}
}

// periodView is a month, a quarter or a year, with what movements come to in it.
type periodView struct {
	Word, Href               string
	Done                     flightTotal
	Ahead, Stopped, Movement int
	Wide                     int // of a bar, in thousandths of the longest
}

func periods() []string { return []string{"month", "quarter", "year"} }

// periodOf gives the period of a day: what it is called, its first and its last day.
func periodOf(d demarche.Date, per string) (word string, since, until demarche.Date) {
	first := d.First()
	switch {
	case !d.Known():
		return "no day", "", ""
	case per == "year" || len(d) == 4:
		year := demarche.Date(d[:4])
		return string(year), demarche.Day(year.First()), demarche.Day(year.Last())
	case per == "quarter":
		from := first.AddDate(0, -(int(first.Month())-1)%3, 1-first.Day())
		return from.Format("2006") + ", " + []string{"first", "second", "third", "fourth"}[(from.Month()-1)/3] + " quarter", demarche.Day(from), demarche.Day(from.AddDate(0, 3, -1))
	}
	month := demarche.Date(d[:7])
	return day(month), demarche.Day(month.First()), demarche.Day(month.Last())
}

// newPeriods adds movements up by period, the newest first and what has no day last.
func newPeriods(flights []*answers.Flight, asked flightsAsked) []periodView {
	var out []periodView
	var of [][]*answers.Flight
	places := make(map[string]int)
	months := make(map[demarche.Date]int) // places of the periods in which months and years lie
	for _, f := range newestFirst(flights) {
		month := f.Day[:min(len(f.Day), len("2006-01"))]
		at, ok := months[month]
		if !ok {
			name, since, until := periodOf(f.Day, asked.Per)
			if at, ok = places[name]; !ok {
				at = len(out)
				within := asked
				within.Since, within.Until = string(since), string(until)
				v := periodView{Word: name}
				if since.Known() {
					v.Href = within.address()
				}
				places[name], out, of = at, append(out, v), append(of, nil)
			}
			months[month] = at
		}
		of[at] = append(of[at], f)
	}
	most := 1
	for i := range out {
		p := &out[i]
		for _, t := range answers.FlightTotals(of[i]) {
			p.Movement += t.Events
			switch t.Status {
			case demarche.Completed:
				p.Done = newFlightTotal(t)
			case demarche.Planned, demarche.UnderWay:
				p.Ahead += t.Events
			default:
				p.Stopped += t.Events
			}
		}
		most = max(most, p.Movement)
	}
	for i := range out {
		out[i].Wide = out[i].Movement * 1000 / most
	}
	return out
}
