package cite

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"demarche"
)

// cslItem is an item as the schema of CSL-JSON has it.
type cslItem struct {
	ID        string     `json:"id"`
	Type      string     `json:"type"`
	Title     string     `json:"title,omitempty"`
	Author    []cslName  `json:"author,omitempty"`
	Container string     `json:"container-title,omitempty"`
	Publisher string     `json:"publisher,omitempty"`
	Issued    *cslDate   `json:"issued,omitempty"`
	Accessed  *cslDate   `json:"accessed,omitempty"`
	URL       string     `json:"URL,omitempty"`
	Language  string     `json:"language,omitempty"`
	Archive   string     `json:"archive,omitempty"`
	Location  string     `json:"archive_location,omitempty"`
	Note      string     `json:"note,omitempty"`
	Custom    *cslCustom `json:"custom,omitempty"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

// cslCustom holds what CSL has no variable for.
type cslCustom struct {
	Quotes     []string `json:"demarche-quotes,omitempty"`
	Characters []string `json:"demarche-characters,omitempty"`
	TextHash   string   `json:"demarche-text-sha256,omitempty"`
	BytesHash  string   `json:"demarche-bytes-sha256,omitempty"`
	LogSize    int64    `json:"demarche-log-size,omitempty"`
	TreeHash   string   `json:"demarche-tree-hash,omitempty"`
}

func (w Work) csl() (string, error) {
	items := []cslItem{}
	if w.What == Answer {
		items = append(items, cslItem{
			ID: "demarche-answer-" + short(w.Head.Tree), Type: "webpage", Title: clean(w.Title), Publisher: "Demarche ledger", Issued: cslDay(w.Day), URL: w.Permalink(),
			Note: w.checkpoint(), Custom: &cslCustom{LogSize: w.Head.Size, TreeHash: w.Head.Tree},
		})
	}
	for _, s := range w.Sources {
		items = append(items, w.cslSource(s))
	}
	b, err := json.MarshalIndent(items, "", "  ")
	if err != nil {
		return "", fmt.Errorf("write CSL-JSON: %w", err)
	}
	return string(b) + "\n", nil
}

func (w Work) cslSource(s Source) cslItem {
	c := cslItem{
		ID: w.key(s), Type: "article-newspaper", Title: s.name(), Container: clean(s.Publisher), Issued: cslDay(s.Published), URL: s.URL, Language: clean(s.Lang),
		Archive: "Demarche ledger", Location: w.link(s), Note: w.kept(s),
		Custom: &cslCustom{TextHash: s.Text, BytesHash: s.Bytes, LogSize: w.Head.Size, TreeHash: w.Head.Tree},
	}
	if c.Container == "" {
		c.Type = "webpage"
	}
	if byline := clean(s.Byline); byline != "" {
		c.Author = []cslName{{byline}}
	}
	if !s.Taken.IsZero() {
		c.Accessed = cslDay(demarche.Day(s.Taken.UTC()))
	}
	for _, q := range s.Quotes {
		c.Custom.Quotes = append(c.Custom.Quotes, q.Exact)
		c.Custom.Characters = append(c.Custom.Characters, fmt.Sprintf("%d-%d", q.Start, q.End))
	}
	return c
}

func cslDay(d demarche.Date) *cslDate {
	if !d.Known() {
		return nil
	}
	var parts []int
	for p := range strings.SplitSeq(string(d), "-") {
		if n, err := strconv.Atoi(p); err == nil {
			parts = append(parts, n)
		}
	}
	return &cslDate{[][]int{parts}}
}
