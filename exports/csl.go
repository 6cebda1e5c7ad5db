package exports

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
)

// cslItem is a report as citation processors read it (csl-data.json).
type cslItem struct {
	ID             string    `json:"id"`
	Type           string    `json:"type"`
	Title          string    `json:"title,omitempty"`
	Author         []cslName `json:"author,omitempty"`
	ContainerTitle string    `json:"container-title,omitempty"`
	Publisher      string    `json:"publisher,omitempty"`
	Issued         *cslDate  `json:"issued,omitempty"`
	Accessed       *cslDate  `json:"accessed,omitempty"`
	URL            string    `json:"URL,omitempty"`
	Language       string    `json:"language,omitempty"`
	Note           string    `json:"note,omitempty"`
}

// cslName is a name that is not taken apart: who wrote a report is told in many forms.
type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

// writeCSL writes the reports on which the records rest, each once, as a list of items.
func writeCSL(j *job) error {
	seen := make(map[[32]byte]bool)
	j.raw("[")
	err := j.each(func(it answers.Item) error {
		var key [32]byte
		if n, err := hex.Decode(key[:], []byte(it.Document)); err != nil || n != len(key) {
			return demarche.Errorf(demarche.Corrupt, "export", "%q is no hash of a text", it.Document)
		}
		if seen[key] {
			return nil
		}
		seen[key] = true
		d, err := j.report(it.Document)
		if err != nil {
			return err
		}
		return j.element(newCSLItem(d))
	})
	j.raw("\n]\n")
	return err
}

func newCSLItem(d answers.DocumentFact) cslItem {
	item := cslItem{
		ID: "demarche-" + d.Hash[:16], Type: "article-newspaper", Title: d.Title, ContainerTitle: d.Publisher, Publisher: d.Agency,
		Issued: dateParts(d.Published), Language: d.Lang, Note: "SHA-256 of the text: " + d.Hash,
	}
	if item.Title == "" {
		item.Title = d.Name
	}
	if d.Byline != "" {
		item.Author = []cslName{{d.Byline}}
	}
	if isWeb(address(d)) {
		item.URL = address(d)
		item.Type = "webpage"
		if d.Publisher != "" || d.Agency != "" {
			item.Type = "article-newspaper"
		}
	}
	if !d.Taken.IsZero() {
		item.Accessed = dateParts(demarche.Date(d.Taken.UTC().Format(time.DateOnly)))
	}
	return item
}

// dateParts writes a day, a month or a year; nil where nothing is known.
func dateParts(d demarche.Date) *cslDate {
	if !d.Known() {
		return nil
	}
	var parts []int
	for p := range strings.SplitSeq(string(d), "-") {
		n, err := strconv.Atoi(p)
		if err != nil {
			return nil
		}
		parts = append(parts, n)
	}
	return &cslDate{[][]int{parts}}
}
