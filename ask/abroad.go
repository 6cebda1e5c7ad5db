package ask

import (
	"strings"

	"demarche"
	"demarche/answers"
)

// Abroad tells whether a destination in a state is a place that another state
// runs. What stands after a comma says where it lies: "Guantánamo Bay, Cuba".
func (w *Words) Abroad(destination string, in demarche.State) (answers.Abroad, bool) {
	name, _, _ := strings.Cut(destination, ",")
	p, ok := w.Places.FindForeign(strings.TrimSpace(name), in)
	return answers.Abroad{Place: p.Name, In: p.State, RunBy: p.RunBy}, ok
}
