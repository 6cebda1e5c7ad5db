package cite

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"demarche"
)

// CSLItem is an item as the schema of CSL-JSON (csl-data.json) has it.
type CSLItem struct {
	ID        string     `json:"id"`
	Type      string     `json:"type"`
	Title     string     `json:"title,omitempty"`
	Author    []CSLName  `json:"author,omitempty"`
	Container string     `json:"container-title,omitempty"`
	Publisher string     `json:"publisher,omitempty"`
	Issued    *CSLDate   `json:"issued,omitempty"`
	Accessed  *CSLDate   `json:"accessed,omitempty"`
	URL       string     `json:"URL,omitempty"`
	Language  string     `json:"language,omitempty"`
	Archive   string     `json:"archive,omitempty"`
	Location  string     `json:"archive_location,omitempty"`
	Note      string     `json:"note,omitempty"`
	Custom    *CSLCustom `json:"custom,omitempty"`
}

// CSLName is a name that is not taken apart: who wrote a report is told in many forms.
type CSLName struct {
	Literal string `json:"literal"`
}

// CSLDate is a day, a month or a year: its numbers, the year first.
type CSLDate struct {
	Parts [][]int `json:"date-parts"`
}

// CSLCustom holds what CSL has no variable for.
type CSLCustom struct {
	Quotes     []string `json:"demarche-quotes,omitempty"`
	Characters []string `json:"demarche-characters,omitempty"`
	TextHash   string   `json:"demarche-text-sha256,omitempty"`
	BytesHash  string   `json:"demarche-bytes-sha256,omitempty"`
	LogSize    int64    `json:"demarche-log-size,omitempty"`
	TreeHash   string   `json:"demarche-tree-hash,omitempty"`
}

func (w Work) csl() (string, error) {
	b, err := json.MarshalIndent(w.CSLItems(), "", "  ")
	if err != nil {
		return "", fmt.Errorf("write CSL-JSON: %w", err)
	}
	return string(b) + "\n", nil
}

// CSLItems gives an item for every source, and one for an answer itself.
// Exports write the same, so that a report has one item however it is taken over.
func (w Work) CSLItems() []CSLItem {
	items := []CSLItem{}
	if w.What == Answer {
		items = append(items, CSLItem{
			ID: w.answerKey(), Type: "webpage", Title: clean(w.Title), Publisher: "Demarche ledger", Issued: CSLDay(w.Day), URL: w.Permalink(),
			Note: w.proof(), Custom: &CSLCustom{LogSize: w.Head.Size, TreeHash: w.Head.Tree},
		})
	}
	for _, s := range w.Sources {
		items = append(items, w.cslSource(s))
	}
	return items
}

func (w Work) cslSource(s Source) CSLItem {
	c := CSLItem{
		ID: w.key(s), Type: "article-newspaper", Title: s.name(), Container: clean(s.Publisher), Issued: CSLDay(s.Published), URL: s.URL, Language: clean(s.Lang),
		Archive: "Demarche ledger", Location: w.link(s), Note: w.Kept(s),
		Custom: &CSLCustom{TextHash: s.Text, BytesHash: s.Bytes, LogSize: w.Head.Size, TreeHash: w.Head.Tree},
	}
	if c.Container == "" {
		c.Type = "webpage"
	}
	if byline := clean(s.Byline); byline != "" {
		c.Author = []CSLName{{byline}}
	}
	if !s.Taken.IsZero() {
		c.Accessed = CSLDay(demarche.Day(s.Taken.UTC()))
	}
	for _, q := range s.Quotes {
		c.Custom.Quotes = append(c.Custom.Quotes, q.Exact)
		c.Custom.Characters = append(c.Custom.Characters, fmt.Sprintf("%d-%d", q.Start, q.End))
	}
	return c
}

// CSLDay writes a day, a month or a year; nil where nothing is known.
func CSLDay(d demarche.Date) *CSLDate {
	if !d.Known() {
		return nil
	}
	var parts []int
	for p := range strings.SplitSeq(string(d), "-") {
		if n, err := strconv.Atoi(p); err == nil {
			parts = append(parts, n)
		}
	}
	return &CSLDate{[][]int{parts}}
}
