package document

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"

	"demarche"
)

// english is the ISO 639-1 code of the one language that Demarche reads.
const english = "en"

// Bounds of the judgement. Function words make up 30 to 45 of 100 words of
// English news; the words that English shares with its neighbours (in, is, was,
// of, on) stay under 12 of 100 in Dutch, Danish or Afrikaans.
const (
	sampleSize     = 20_000 // bytes judged, from the beginning
	fewWords       = 20     // fewer words than this tell nothing
	englishShare   = 0.18   // function words among all words that make a text English
	foreignLetters = 0.6    // share of letters in another script that makes it another language
)

// functionWords are frequent English words that hardly occur in other languages' texts.
var functionWords = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields("the of and to in that is was for on with said by from it as has have had were are will not be been at which who their his they this would after but its more than about into no") {
		set[w] = true
	}
	return set
}()

// language gives the code of the text's language, or an error that names the
// language if it is not English. declared is the code of the language that the
// source says it is in, if it says one. Texts too short to tell count as English
// unless another language is declared.
func language(text, declared string) (string, *demarche.Error) {
	sample := strings.ToValidUTF8(text[:min(len(text), sampleSize)], "")
	words := strings.FieldsFunc(sample, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	known, letters, latin := 0, 0, 0
	for _, w := range words {
		if functionWords[strings.ToLower(w)] {
			known++
		}
	}
	for _, r := range sample {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Latin, r) {
				latin++
			}
		}
	}
	if float64(known) >= englishShare*float64(len(words)) {
		return english, nil
	}
	info := whatlanggo.Detect(sample)
	otherScript := float64(letters-latin) > foreignLetters*float64(letters)
	if otherScript || len(words) >= fewWords && info.Lang != whatlanggo.Eng && info.IsReliable() {
		return "", notEnglish(info)
	}
	if foreign(declared) && (len(words) < fewWords || info.Lang != whatlanggo.Eng) {
		return "", declaredForeign(declared)
	}
	return english, nil
}

// foreign reports whether a declared language is a language, and not English.
func foreign(declared string) bool {
	code, _, _ := strings.Cut(strings.ToLower(declared), "-")
	notLetter := func(r rune) bool { return r < 'a' || r > 'z' }
	return (len(code) == 2 || len(code) == 3) && strings.IndexFunc(code, notLetter) < 0 && code != english && code != "eng" && code != "und"
}

func declaredForeign(declared string) *demarche.Error {
	return &demarche.Error{Code: demarche.Unsupported, Op: "read",
		Detail: "the source says that it is in the language " + strconv.Quote(declared) + ", and its text does not read as English, which is what Demarche reads",
		Hint:   "give an English text of the report"}
}

func notEnglish(info whatlanggo.Info) *demarche.Error {
	detail := "the report seems to be in " + info.Lang.String() + "; Demarche reads English"
	if info.Lang < 0 || info.Lang.String() == "" {
		detail = "the report seems not to be in English, which is what Demarche reads"
	}
	return &demarche.Error{Code: demarche.Unsupported, Op: "read", Detail: detail, Hint: "give an English text of the report"}
}
