package api

import (
	"context"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/exports"
)

// operation is a question that the API answers.
type operation struct {
	ID      string
	Path    string
	Summary string
	Params  []param
	Answer  reflect.Type
	// Table makes the rows of the answer; nil if it is no list.
	Table func(answer any) (exports.Table, error)
	run   func(*service, context.Context, input) (any, error)
	// Media lists the media types of what is not answered as JSON; nil for all else.
	Media []string
	// Live marks what changes without the ledger: it is never answered from memory.
	Live bool
}

// param is a parameter of an operation.
type param struct {
	Name, About string
	Enum        []string
	Example     string
	Required    bool
	Path        bool
	Integer     bool
	Boolean     bool
}

func (p param) inPath() bool { return p.Path }

// tableOf makes the rows of answers of one type.
func tableOf[T any](rows func(T) exports.Table) func(any) (exports.Table, error) {
	return func(answer any) (exports.Table, error) { return rows(answer.(T)), nil }
}

// one makes the rows of a single thing as those of a list of it.
func one[T any](rows func([]T) exports.Table) func(T) exports.Table {
	return func(v T) exports.Table { return rows([]T{v}) }
}

// Parameters that several questions share.
func stateParam(about string) param {
	return param{Name: "state", About: about, Example: "MEX"}
}

func onParam() param {
	return param{Name: "on", About: "the day for which the answer holds, 2025-01-26; a month or a year means its last day; today if absent", Example: "2025-01-26"}
}

// timeParams narrow a list in time.
func timeParams() []param {
	return []param{
		{Name: "since", About: "on or after this day, month or year; what has no day of its own is judged by the day of its report", Example: "2025-01"},
		{Name: "until", About: "on or before this day, month or year", Example: "2025-02-05"},
	}
}

// partParams ask for a part of a list.
func partParams() []param {
	return []param{
		{Name: "limit", About: "entries at most, 1 to 1000; 100 if absent", Integer: true},
		{Name: "offset", About: "entries to leave out at the beginning", Integer: true},
	}
}

// listParams are those of a list of entries or events.
func listParams(more ...param) []param {
	return slices.Concat([]param{stateParam("a state that has any part in the entry: by name, nationality, capital or ISO 3166-1 alpha-3 code")},
		timeParams(), partParams(), more, narrowParams())
}

func endParams() []param {
	return []param{
		{Name: "from", About: "the sending state", Example: "USA"},
		{Name: "to", About: "the receiving state", Example: "COL"},
	}
}

// movementParams narrow movements.
func movementParams() []param {
	return append(endParams(),
		param{Name: "status", About: "how far they got", Enum: texts(demarche.Planned, demarche.UnderWay, demarche.Completed, demarche.TurnedBack, demarche.Cancelled)},
		param{Name: "means", About: "by what means, as any report tells", Enum: texts(demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea)})
}

// nameParam narrows by a speaker or office holder.
func nameParam() param {
	return param{Name: "name", About: "part of the name of a speaker or office holder; letter case and accents do not matter"}
}

func pathParam(name, about, example string) param {
	return param{Name: name, About: about, Example: example, Path: true, Required: true}
}

func texts[T ~string](vs ...T) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = string(v)
	}
	return out
}

// input is what a request asks: the value of each parameter, "" where it is not given.
type input map[string]string

// read takes the parameters of an operation from a request. A parameter that
// the operation does not have is an error: a misspelt one would otherwise be
// answered as if it had not been asked.
func (o operation) read(r *http.Request) (input, error) {
	in := make(input)
	asked, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil { // what cannot be understood would be left out, and another question answered
		return nil, invalid("the question after ? cannot be understood: %w", err)
	}
	for name, values := range asked {
		i := slices.IndexFunc(o.Params, func(p param) bool { return p.Name == name && !p.inPath() })
		switch {
		case i < 0:
			return nil, invalid("there is no parameter %q here; there are %s", clip(name), o.paramNames())
		case len(values) > 1:
			return nil, invalid("the parameter %q is given twice", name)
		}
		in[name] = strings.TrimSpace(values[0])
	}
	for _, p := range o.Params {
		if p.inPath() {
			in[p.Name] = r.PathValue(p.Name)
		}
		if p.Required && in[p.Name] == "" {
			return nil, invalid("the parameter %q is missing", p.Name)
		}
	}
	return in, nil
}

func (o operation) paramNames() string {
	var names []string
	for _, p := range o.Params {
		if !p.inPath() {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

func clip(s string) string {
	if len(s) <= 60 {
		return s
	}
	return strings.ToValidUTF8(s[:60], "") + "..."
}

// number reads a parameter that is a number.
func (in input) number(name string, usual, least, most int) (int, error) {
	if in[name] == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(in[name])
	if err != nil || n < least || n > most {
		return 0, invalid("%s %q is not a number from %d to %d", name, clip(in[name]), least, most)
	}
	return n, nil
}
