package segment

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
)

// paragraphs finds the lines that are not empty and says what each is.
func paragraphs(text string) []language.Paragraph {
	var out []language.Paragraph
	for at := 0; at < len(text); {
		end, next := lineEnd(text, at)
		if s := trim(text, demarche.Span{Start: at, End: end}); s.Start < s.End {
			if len(out) == 0 {
				if date := datePrefix(text, s); date.End > date.Start {
					out = append(out, language.Paragraph{Span: date, Kind: language.Meta})
					s = trim(text, demarche.Span{Start: date.End, End: s.End})
				}
			}
			if s.Start < s.End {
				out = append(out, language.Paragraph{Span: s})
			}
		}
		at = next
	}
	classify(text, out)
	return out
}

// lineEnd gives the end of the line that begins at a place and the start of the next.
func lineEnd(text string, at int) (end, next int) {
	for i := at; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if isBreak(rune(c)) {
				return i, i + 1
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if isBreak(r) {
			return i, i + n
		}
		i += n
	}
	return len(text), len(text)
}

// datePrefix gives the span of "date 2025-02-05" at the beginning of the first line, as some archives print it.
func datePrefix(text string, s demarche.Span) demarche.Span {
	const form = "date 2006-01-02"
	t := s.Of(text)
	if len(t) < len(form) || t[:5] != "date " {
		return demarche.Span{}
	}
	if _, err := demarche.ParseDate(t[5:len(form)]); err != nil || len(t) > len(form) && isASCIIWord(t[len(form)]) {
		return demarche.Span{}
	}
	return demarche.Span{Start: s.Start, End: s.Start + len(form)}
}

// Bounds in bytes on what the kinds of line look like.
const (
	maxTitle    = 250
	maxHeading  = 110
	maxHead     = 140 // of a dateline or speaker
	maxMetaLine = 160
)

var (
	bullet  = regexp.MustCompile(`^(?:[•‣▪●○◦∙·*]|[-–—](?:\s))\s*\S|^(?:\(?\d{1,2}[.)]|\(?[a-zA-Z]\))\s+\S`)
	byline  = regexp.MustCompile(`^(?:By|From|BY|FROM) (?:\p{Lu}[\p{L}.'’-]*|and|Our|our|in|,|&| )+$`)
	credits = regexp.MustCompile(`^[(\[]?(?:(?:Reporting|Writing|Editing|Compiled|Edited|Additional reporting) by\b|(?:Photo|Photograph|Image|Video|Source|Sources|Related|Read more|READ MORE)(?: by)?:|Advertisement$|ADVERTISEMENT$|(?:Published|Updated|Last updated|Copyright)\b|©)`)
	dayOnly = regexp.MustCompile(`^(?:\p{Lu}[\p{L}. '’-]*, )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December),? \d{4}|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4})\.?$`)

	// A place in capitals (or a few words with capitals), more places, a day and an agency, then a dash.
	dateline = regexp.MustCompile(`^(?:\p{Lu}[\p{Lu}.'’/ -]*\p{Lu}\.?(?:,? D\.C\.)?(?:[,/] ?(?:\p{Lu}[\p{L}.'’-]*)(?: \p{Lu}[\p{L}.'’-]*)*)*)(?:,? (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:\d{1,2} \p{Lu}\p{L}+\.?|\p{Lu}\p{L}+\.? \d{1,2})(?:,? \d{4})?)?(?: ?\([\p{L}\p{N} .,/&-]{2,40}\))? ?(?:[-–—]+|:) `)
	// A place and a full date, then a stop or dash: "Bogotá D.C., 29 January 2025."
	placeDay = regexp.MustCompile(`^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’]*)*, (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:\d{1,2} \p{Lu}\p{L}+\.?|\p{Lu}\p{L}+\.? \d{1,2})(?:,? \d{4})?(?: ?\([\p{L}\p{N} .,/&-]{2,40}\))?(?:\.| ?[-–—]+) `)
	// An agency alone: "(Reuters) - ".
	agencyOnly = regexp.MustCompile(`^\([\p{Lu}][\p{L}\p{N} .,/&-]{1,40}\) ?[-–—]+ `)

	transcript = regexp.MustCompile(`^(?:(?:Q|A|QUESTION|ANSWER|Question|Answer|Reporter|REPORTER|Interviewer|MODERATOR|Moderator)\.?|(?:MR|MS|MRS|DR|SEN|GEN|AMB|PRESIDENT|SECRETARY|MINISTER|CHAIRMAN|SPEAKER)\.?(?: \p{Lu}[\p{Lu}.'’-]*){1,4}|THE (?:PRESIDENT|CHAIR|CHAIRMAN|CHAIRWOMAN|SPEAKER|PRIME MINISTER|MINISTER|SECRETARY(?:-GENERAL)?|MODERATOR|COURT|WITNESS))(?: \([^()]{1,60}\))?:`)
)

// classify says what each paragraph is and where its dateline or speaker ends.
func classify(text string, ps []language.Paragraph) {
	titled := false
	for i := range ps {
		p := &ps[i]
		if p.Kind == language.Meta {
			continue
		}
		last := i == len(ps)-1
		line := p.Of(text)
		start := line[:min(len(line), maxHead)]
		p.Dateline = headSpan(p, datelineLength(start))
		if p.Dateline.Len() == 0 {
			p.Speaker = headSpan(p, len(transcript.FindString(start)))
		}
		switch {
		case isMeta(line):
			p.Kind = language.Meta
			p.Dateline, p.Speaker = demarche.Span{}, demarche.Span{}
		case !titled && !last && p.Speaker.Len() == 0 && len(line) <= maxTitle && !endsStop(line):
			p.Kind = language.Title
			p.Dateline = demarche.Span{}
		case bullet.MatchString(start):
			p.Kind = language.ListItem
		case len(ps) > 1 && len(line) <= maxHeading && p.Speaker.Len() == 0 && isHeading(line):
			p.Kind = language.Heading
			p.Dateline = demarche.Span{}
		}
		if p.Kind != language.Meta {
			titled = true
		}
	}
}

func headSpan(p *language.Paragraph, n int) demarche.Span {
	if n == 0 || n >= p.Len() {
		return demarche.Span{}
	}
	return demarche.Span{Start: p.Start, End: p.Start + n}
}

// datelineLength gives the length of the dateline that the line begins with,
// without the blank after it, or 0.
func datelineLength(start string) int {
	for _, re := range []*regexp.Regexp{dateline, placeDay, agencyOnly} {
		if m := re.FindString(start); m != "" {
			if strings.HasSuffix(m, ": ") && !strings.ContainsAny(m, ",(") {
				continue // "GUATEMALA: NOT ONLY GUATEMALANS" is a heading, "Q: " a speaker
			}
			return len(strings.TrimRight(m, " "))
		}
	}
	return 0
}

func isMeta(line string) bool {
	if len(line) > maxMetaLine {
		return false
	}
	return dayOnly.MatchString(line) || !endsStop(line) && byline.MatchString(line) || credits.MatchString(line) && (!endsStop(line) || line[0] == '(')
}

// endsStop reports whether the line ends like a sentence: with a full stop, an
// ellipsis or a colon, quotation marks and brackets after it aside. A question
// or exclamation mark may also end a headline and does not count.
func endsStop(line string) bool {
	line = strings.TrimRightFunc(line, func(r rune) bool { return isCloser(r) || r == '"' || r == '\'' })
	if strings.HasSuffix(line, ".") {
		return !endsAbbreviated(line)
	}
	return strings.HasSuffix(line, "…") || strings.HasSuffix(line, ":") || strings.HasSuffix(line, ",") || strings.HasSuffix(line, ";")
}

// endsAbbreviated reports whether the period that ends the line belongs to initials: "back to the U.S."
func endsAbbreviated(line string) bool {
	n := len(line)
	return n >= 4 && line[n-3] == '.' && isUpper(rune(line[n-2])) && isUpper(rune(line[n-4])) && len(line) <= maxHeading
}

// isHeading reports whether a short line has no stop at its end and none inside that ends a sentence.
func isHeading(line string) bool {
	if endsStop(line) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	if last == '!' || isCloser(last) && (strings.ContainsAny(line, "!?") || strings.Contains(line, "…")) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(line)
	if !isWordRune(first) && !isOpener(first) && first != '"' && first != '\'' {
		return false
	}
	return !unicode.IsLower(first)
}
