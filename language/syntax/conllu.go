package syntax

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/language"
)

// WriteCoNLLU writes the analysis in the CoNLL-U format of Universal
// Dependencies: ten columns, "# newpar" before each paragraph, "# text" before
// each sentence, SpaceAfter=No in the last column. What has not been filled in
// is "_"; without a parse the heads form a chain, so that readers of the
// format accept the file.
func WriteCoNLLU(w io.Writer, a *language.Analysis) error {
	b := bufio.NewWriter(w)
	for i := range a.Sentences {
		s := &a.Sentences[i]
		if i == 0 || a.Sentences[i-1].Paragraph != s.Paragraph {
			fmt.Fprintln(b, "# newpar")
		}
		fmt.Fprintf(b, "# sent_id = %d\n# text = %s\n", i+1, oneLine(s.Of(a.Text)))
		for t := s.First; t < s.Last; t++ {
			if last := multiword(a, t, s); last > t && (t == s.First || !isClitic(a, t)) {
				fmt.Fprintf(b, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", t-s.First+1, last-s.First+1, a.TextOf(t, last+1), spaceAfter(a, last))
			}
			writeWord(b, a, t, s.First)
		}
		b.WriteByte('\n')
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing CoNLL-U: %w", err)
	}
	return nil
}

func writeWord(b *bufio.Writer, a *language.Analysis, t, first int) {
	token := &a.Tokens[t]
	id := t - first + 1
	head, rel := id-1, "dep"
	if head == 0 {
		rel = "root"
	}
	if a.Have&language.Parse != 0 {
		head, rel = 0, token.Rel.String()
		if token.Head >= 0 {
			head = int(token.Head) - first + 1
		}
	}
	upos, lemma, misc := "_", "_", "_"
	if a.Have&language.Tags != 0 {
		upos = token.UPOS.String()
	}
	if a.Have&language.Lemmas != 0 && token.Lemma != "" {
		lemma = oneLine(token.Lemma)
	}
	if t+1 == len(a.Tokens) || a.Tokens[t+1].Sentence != token.Sentence || !isClitic(a, t+1) && (t == first || !isClitic(a, t)) {
		misc = spaceAfter(a, t) // inside a multiword token its own line says it
	}
	form := oneLine(a.Form(t))
	if form == "" {
		form = "_"
	}
	for _, column := range []string{strconv.Itoa(id), form, lemma, upos, token.XPOS.String(), "_", strconv.Itoa(head), rel, "_"} {
		b.WriteString(column)
		b.WriteByte('\t')
	}
	b.WriteString(misc)
	b.WriteByte('\n')
}

func spaceAfter(a *language.Analysis, t int) string {
	if t+1 < len(a.Tokens) && a.Tokens[t+1].Start == a.Tokens[t].End {
		return "SpaceAfter=No"
	}
	return "_"
}

// multiword gives the last word of the multiword token (don't, Mexico's) that begins at t, or t.
func multiword(a *language.Analysis, t int, s *language.Sentence) int {
	for t+1 < s.Last && isClitic(a, t+1) {
		t++
	}
	return t
}

// isClitic reports whether word t and the word before it are one multiword
// token: cut inside letters or before an apostrophe.
func isClitic(a *language.Analysis, t int) bool {
	if t == 0 || a.Tokens[t-1].End != a.Tokens[t].Start || a.Tokens[t-1].Sentence != a.Tokens[t].Sentence {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(a.Form(t - 1))
	form := a.Form(t)
	first, n := utf8.DecodeRuneInString(form)
	switch {
	case first == '\'' || first == '’' || first == 'ʼ':
		if n == len(form) {
			return a.Tokens[t].XPOS == language.TagPOS && unicode.IsLetter(before)
		}
		next, _ := utf8.DecodeRuneInString(form[n:])
		return unicode.IsLetter(next) && (unicode.IsLetter(before) || unicode.IsDigit(before) || before == '.')
	case unicode.IsLetter(first):
		return unicode.IsLetter(before) && len(form) <= len("n’t")
	}
	return false
}

// oneLine replaces what would break a line or column of the format.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\t\n\r") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
