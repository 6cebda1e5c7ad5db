package web

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io/fs"
	"sync"

	"demarche"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets
var assetFiles embed.FS

// functions are what the templates can call.
func functions(written *lines) template.FuncMap {
	return template.FuncMap{
		"entryline":    written.entry,
		"usualreason":  func() string { return usualReason },
		"flightrows":   written.flights,
		"wayrows":      written.ways,
		"mapways":      written.mapWays,
		"hitline":      written.hit,
		"once":         written.patterns.once,
		"key":          key,
		"evidenceline": written.evidence,
		"passedreason": written.passedReason,
		"options":      options,
		"statechoices": stateChoices,
		"statenames":   stateNames,

		"clock":       clock,
		"day":         day,
		"shortday":    shortDay,
		"plural":      plural,
		"kindword":    kindWord,
		"letter":      letter,
		"unpublished": unpublishedNote,
		"capital":     capital,
		"kindmeans":   kindMeans,
		"field":       newStateField,
		"undoing":     undoing,
		"signs":       func() []string { return []string{"accept", "terms", "refuse", "contested", "unsettled", "unknown"} },
		"ways":        func() []string { return []string{"done", "ahead", "stopped"} },
		"wayclasses":  func() map[string]string { return wayClasses },
		"ago":         ago,
		"seconds":     seconds,
		"jobword":     jobWord,
		"jobstate":    jobState,
		"inc":         func(i int) int { return i + 1 },
	}
}

// stateField is a field of a form in which a state is chosen.
type stateField struct {
	Name, Word, None, Value string
	States                  []stateOption
}

func newStateField(name, word, none, value string, states []stateOption) stateField {
	return stateField{name, word, none, value, states}
}

// kindMeans says what the records of a kind are.
func kindMeans(k demarche.Kind) string {
	return map[demarche.Kind]string{
		demarche.KindPosition: "What a state will take, and will not.",
		demarche.KindAct:      "What one state or body did to another.",
		demarche.KindMovement: "People moved, or meant to be: how many, from where to where, how.",
		demarche.KindCount:    "A figure with its meaning: of what, where, as of when, by whose count.",
		demarche.KindQuote:    "Words said, exactly.",
		demarche.KindGap:      "What is not known, and who did not say it.",
		demarche.KindOffice:   "Who holds which post.",
	}[k]
}

// parsed gives the templates, parsed once, at the first use.
var parsed = sync.OnceValue(func() *template.Template {
	written := new(lines)
	written.patterns.templates = template.Must(template.New("").Funcs(functions(written)).ParseFS(templateFiles, "templates/*.html"))
	return written.patterns.templates
})

// asset reads an embedded file; the name is one that the program holds, so
// that a missing one is a defect.
func asset(name string) string {
	b, err := fs.ReadFile(assetFiles, "assets/"+name)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// sourceHash gives the hash of an inline style or script as a Content-Security-Policy names it.
func sourceHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
