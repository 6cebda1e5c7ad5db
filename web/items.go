package web

import (
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
)

// itemView is an entry as it stands in a list.
type itemView struct {
	card
	Day      demarche.Date
	Guessed  bool // the day is that of the report, for want of a better
	Source   string
	Report   string // address of the report
	Evidence string
	Record   demarche.Record
	Event    string     // address of its event, empty if it is of none or that was not asked
	Told     string     // who tells of the event
	Same     []itemView // others on the page that tell of the same event, folded under it
}

// folded puts those that tell the same under the first of them: forty copies of
// one report are one thing that happened.
func folded(views []itemView) []itemView {
	first := make(map[string]int) // place of the first that tells it
	out := make([]itemView, 0, len(views))
	for _, v := range views {
		tells := v.tells()
		if at, had := first[tells]; had && tells != "" {
			out[at].Same = append(out[at].Same, v)
			continue
		}
		first[tells] = len(out)
		out = append(out, v)
	}
	return out
}

// tells gives what two entries have in common that tell the same: the event or,
// of a quote and of who holds a post, which are of none, the words and who says
// them. It is empty where only the entry itself tells it.
func (v itemView) tells() string {
	if v.Event == "" && (v.Kind == demarche.KindQuote || v.Kind == demarche.KindOffice) {
		return string(v.Kind) + " " + v.Sentence + " " + v.By
	}
	return v.Event
}

func (s *site) item(i answers.Item) itemView {
	v := itemView{
		card: newCard(s.names, i.Record, entryHref), Day: i.Day, Guessed: i.DatedBy == answers.ByPublication,
		Source: orElse(i.Title, i.Name), Report: reportHref(i.Document), Evidence: i.Sentence(), Record: i.Record,
	}
	if i.Unpublished != "" {
		v.Notes = append(v.Notes, unpublishedNote(i.Unpublished))
	}
	v.Label, v.Sure = letter(v.Kind), newSure(i.Review, i.Record.Shared().Confidence)
	return v
}

// unpublishedNote says of what only some see in which collection it is.
func unpublishedNote(collections string) string {
	return "not published: " + strings.Join(strings.Fields(collections), ", ")
}

func (s *site) items(is []answers.Item) []itemView {
	out := make([]itemView, len(is))
	for n, i := range is {
		out[n] = s.item(i)
	}
	return out
}

// pageSize is how many entries a page of a list shows.
const pageSize = 50

// pages divides a list; the number comes from the address, 1 and up.
type pages struct {
	Number, Count, Total int
	Previous, Next       string
	Looked               bool // Total is how many were looked through, not how many are shown
}

// slice cuts the part of a list out that the address asks for.
func slice[T any](all []T, number string, at func(page string) string) ([]T, pages) {
	p := pages{Total: len(all), Count: max(1, (len(all)+pageSize-1)/pageSize), Number: 1}
	if n, err := strconv.Atoi(number); err == nil {
		p.Number = min(max(1, n), p.Count)
	}
	if p.Number > 1 {
		p.Previous = at(strconv.Itoa(p.Number - 1))
	}
	if p.Number < p.Count {
		p.Next = at(strconv.Itoa(p.Number + 1))
	}
	return all[(p.Number-1)*pageSize : min(len(all), p.Number*pageSize)], p
}

// sliced gives the part of a list that the address asks for, from what gives
// parts: so many from an offset on, and how many there are in all.
func sliced[T any](number string, at func(page string) string, part func(offset, limit int) ([]T, int, error)) ([]T, pages, error) {
	asked := 1
	if n, err := strconv.Atoi(number); err == nil {
		asked = min(max(1, n), 1<<24)
	}
	some, total, err := part((asked-1)*pageSize, pageSize)
	if err != nil {
		return nil, pages{}, err
	}
	p := pages{Total: total, Count: max(1, (total+pageSize-1)/pageSize), Number: asked}
	if asked > p.Count { // the last one, as slice has it
		p.Number = p.Count
		if some, _, err = part((p.Number-1)*pageSize, pageSize); err != nil {
			return nil, pages{}, err
		}
	}
	if p.Number > 1 {
		p.Previous = at(strconv.Itoa(p.Number - 1))
	}
	if p.Number < p.Count {
		p.Next = at(strconv.Itoa(p.Number + 1))
	}
	return some, p, nil
}
