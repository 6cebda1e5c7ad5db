package document

import (
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	"demarche/source"
)

// name gives what users know a report by: the name of its file, or the host of
// its address and the end of it that tells reports apart.
func name(address string) string {
	if source.IsURL(address) {
		if u, err := url.Parse(address); err == nil && u.Host != "" {
			return webName(u)
		}
	}
	trimmed := strings.TrimRight(filepath.ToSlash(address), "/")
	if at := strings.LastIndexByte(trimmed, '/'); at >= 0 {
		return trimmed[at+1:]
	}
	return trimmed
}

// webName gives the host and the path from the last part on that has words: most
// addresses end in those of the headline, others in a number, "index.html" or a query.
func webName(u *url.URL) string {
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	if len(parts) > 0 && homeFile.MatchString(parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	from := len(parts) - 1
	for from > 0 && !inWords(parts[from]) {
		from--
	}
	end := strings.Join(parts[max(from, 0):], "/")
	if u.RawQuery != "" {
		end += "?" + u.RawQuery
	} else {
		end = pageEnding.ReplaceAllString(end, "")
	}
	return cut(strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(u.Host), "www.")+"/"+end, "/"))
}

var (
	homeFile   = regexp.MustCompile(`^(?i)(?:index|default|home)\.\w{2,5}$`)
	pageEnding = regexp.MustCompile(`(?i)\.(?:s?html?|xhtml|php|aspx?|jsp|cms)$`)
	aWord      = regexp.MustCompile(`\pL{3}`)
	partOfAll  = regexp.MustCompile(`^(?i)(?:amp|print|story|article|articles|news|post|node|view|page|full|\w+\.(?:php|aspx?|jsp))$`)
)

// inWords reports whether a part of a path has words, and not ones that all the
// reports of a site have.
func inWords(part string) bool { return aWord.MatchString(part) && !partOfAll.MatchString(part) }

// longestName is the most characters of a name; the rest tells little.
const longestName = 120

func cut(name string) string {
	if r := []rune(name); len(r) > longestName {
		return string(r[:longestName-1]) + "…"
	}
	return name
}
