package train

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed" // of the lexicon
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/language/syntax/internal/tagging"
)

// specialist is the inflection table of LemmInflect (MIT licence), made from
// the SPECIALIST Lexicon of the National Library of Medicine: word, category,
// inflected forms; columns apart by commas, spellings by slashes.
//
//go:embed specialist.csv.gz
var specialist []byte

// inflections names, for each category, what the columns hold.
var inflections = map[string][]tagging.Inflection{
	"noun": {tagging.Singular, tagging.Plural},
	"verb": {tagging.Infinitive, tagging.Past, tagging.Participle, tagging.Gerund, tagging.ThirdPerson},
	"adj":  {tagging.Adjective, tagging.Comparative, tagging.Superlative},
	"adv":  {tagging.Adverb, tagging.AdverbComparative, tagging.AdverbComparative},
}

// readLexicon gives for the hash of each form what it can be.
func readLexicon() (map[uint32]tagging.Inflection, error) {
	z, err := gzip.NewReader(bytes.NewReader(specialist))
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	out := map[uint32]tagging.Inflection{}
	var look tagging.Word
	var runes []rune
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		columns := strings.Split(lines.Text(), ",")
		if len(columns) < 2 {
			continue
		}
		kinds := inflections[columns[1]]
		forms := append([]string{columns[0]}, columns[2:]...)
		for i, kind := range kinds {
			if i >= len(forms) {
				break
			}
			for _, form := range strings.Split(forms[i], "/") {
				if form == "" {
					continue
				}
				runes = look.Look(form, runes)
				if r, _ := utf8.DecodeRuneInString(form); unicode.IsUpper(r) {
					out[look.Lower] |= tagging.Capital
				} else {
					out[look.Lower] |= kind
				}
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	return out, nil
}
