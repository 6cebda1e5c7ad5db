package cli

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"demarche/api"
)

// askedAt says where the API answers a command, and under which names its flags
// and arguments are parameters there; one with no other name has its own. "-"
// stands for what says how an answer is printed, or is a path of its own.
type askedAt struct {
	paths []string
	as    map[string]string
}

func questions() map[string]askedAt {
	list := map[string]string{"each": "-", "answered": "-"}
	return map[string]askedAt{
		"where": {[]string{"/api/where", "/api/where/{state}"}, nil}, "would": {[]string{"/api/would"}, map[string]string{"movement": "-"}},
		"timeline": {[]string{"/api/timeline"}, nil}, "flights": {[]string{"/api/flights", "/api/flights/each"}, list}, "counts": {[]string{"/api/counts", "/api/counts/each"}, list},
		"gaps": {[]string{"/api/gaps", "/api/gaps/answered"}, list}, "quotes": {[]string{"/api/quotes"}, map[string]string{"by": "name"}}, "offices": {[]string{"/api/offices"}, nil},
		"changes": {[]string{"/api/changes"}, nil}, "events": {[]string{"/api/events", "/api/events/{id}"}, nil}, "places": {[]string{"/api/places"}, map[string]string{"place": "name"}},
		"promises": {[]string{"/api/promises"}, map[string]string{"all": "-"}}, "first": {[]string{"/api/first"}, nil}, "copies": {[]string{"/api/copies", "/api/documents/{hash}/copies"}, map[string]string{"document": "hash"}},
		"show": {[]string{"/api/entries/{id}", "/api/documents/{hash}"}, map[string]string{"text": "-"}}, "search": {[]string{"/api/search"}, map[string]string{"words": "q"}},
		"cite": {[]string{"/api/cite/{id}", "/api/cite/would"}, map[string]string{"what": "id"}}, "diff-readings": {[]string{"/api/diff-readings"}, map[string]string{"doc": "document"}},
		"prove": {[]string{"/api/prove/{id}"}, nil}, "checkpoint": {[]string{"/api/checkpoint"}, map[string]string{"name": "-", "key": "-", "new-key": "-"}},
		"export":     {[]string{"/api/export/{form}"}, map[string]string{"as": "form", "all": "-", "warc": "-", "out": "-", "with-unpublished": "-"}},
		"review log": {[]string{"/api/decisions"}, map[string]string{"id": "entry"}}, "review links": {[]string{"/api/decisions", "/api/connections"}, map[string]string{"id": "entry", "by": "-", "queue": "-"}},
		"review queue": {[]string{"/api/queue"}, map[string]string{"by": "-"}}, "jobs": {[]string{"/api/operations"}, map[string]string{"dead": "-", "retry": "-", "drop": "-"}},
	}
}

// notAsked names the commands that ask the ledger nothing over the network, and why.
func notAsked() map[string]string {
	return map[string]string{
		"read": "reads files here", "analyse": "reads files here", "explain": "reads files here", "parse": "reads files here", "attributions": "reads files here", "score": "reads files here", "codebook": "is of the program", "roles": "is of the program", "version": "is of the program",
		"add": "writes", "watch": "writes", "reread": "writes", "import": "writes", "restore": "writes", "backup": "writes a file here", "worker": "writes", "move": "writes", "check-proof": "needs no ledger", "verify": "reads all of the ledger",
		"review accept": "is POST", "review reject": "is POST", "review amend": "is POST", "review undo": "is POST", "review merge": "writes", "review split": "writes", "review confirm": "writes", "review drop": "writes", "review unlink": "writes",
		"team": "is of whoever runs the server", "collection": "is of whoever runs the server", "alerts": "is of whoever runs the server", "account": "is of whoever runs the server", "serve": "serves it", "demo": "serves it",
	}
}

// beside names what the API answers that is no command.
func beside() []string {
	return []string{"/api/states", "/api/documents", "/api/sources", "/feeds/atom", "/feeds/calendar.ics"}
}

// TestTheAPIAnswersEveryCommandThatAsks walks through the commands: each is a
// question that the API answers with every flag that narrows it, or is known
// to ask nothing. What the API answers is a command, or known to be none.
func TestTheAPIAnswersEveryCommandThatAsks(t *testing.T) {
	b, err := api.Description()
	if err != nil {
		t.Fatal(err)
	}
	var described struct {
		Paths map[string]map[string]struct {
			Parameters []struct{ Name string }
		}
	}
	if err := json.Unmarshal(b, &described); err != nil {
		t.Fatal(err)
	}
	parser, err := kong.New(&grammar{}, kong.Name("demarche"), kong.Vars{"addr": defaultAddr}, kong.Writers(io.Discard, io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	open, others := questions(), notAsked()
	served := beside()
	for _, command := range parser.Model.Leaves(true) {
		name := commandOf(command)
		q, asks := open[name]
		_, none := others[name]
		if !none {
			_, none = others[strings.Fields(name)[0]]
		}
		if asks == none {
			t.Errorf("%q is a question: %t, is none: %t", name, asks, none)
			continue
		}
		delete(open, name)
		var params []string
		for _, path := range q.paths {
			served = append(served, path)
			get, ok := described.Paths[path]["get"]
			if !ok {
				t.Errorf("%q is asked at %s, which is not described", name, path)
			}
			for _, p := range get.Parameters {
				params = append(params, p.Name)
			}
		}
		for _, flag := range narrowing(command) {
			as := flag
			if other, renamed := q.as[flag]; renamed {
				as = other
			}
			if asks && as != "-" && !slices.Contains(params, strings.ReplaceAll(as, "-", "_")) {
				t.Errorf("%q is narrowed by %s here, and over the API only by %v", name, flag, params)
			}
		}
	}
	for name := range open {
		t.Errorf("there is no command %q", name)
	}
	for path, item := range described.Paths {
		if _, asks := item["get"]; asks && !slices.Contains(served, path) {
			t.Errorf("%s is the answer to no command", path)
		}
	}
}

// commandOf names a command without the program and its arguments.
func commandOf(n *kong.Node) string {
	var words []string
	for ; n != nil && n.Type == kong.CommandNode; n = n.Parent {
		words = append([]string{n.Name}, words...)
	}
	return strings.Join(words, " ")
}

// narrowing lists the flags and arguments of a command, without those that say how to print.
func narrowing(n *kong.Node) []string {
	var out []string
	for _, f := range n.Flags {
		if !slices.Contains([]string{"help", "json", "csv"}, f.Name) {
			out = append(out, f.Name)
		}
	}
	for _, p := range n.Positional {
		out = append(out, p.Name)
	}
	return out
}
