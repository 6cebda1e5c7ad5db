package exports

import (
	"encoding/hex"

	"demarche"
	"demarche/answers"
	"demarche/cite"
)

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

func newCSLItem(d answers.DocumentFact) cite.CSLItem {
	item := cite.CSLItem{
		ID: "demarche-" + d.Hash[:16], Type: "article-newspaper", Title: d.Title, Container: d.Publisher, Publisher: d.Agency,
		Issued: cite.CSLDay(d.Published), Language: d.Lang, Note: "SHA-256 of the text: " + d.Hash,
	}
	if item.Title == "" {
		item.Title = d.Name
	}
	if d.Byline != "" {
		item.Author = []cite.CSLName{{Literal: d.Byline}}
	}
	if isWeb(address(d)) {
		item.URL = address(d)
		item.Type = "webpage"
		if d.Publisher != "" || d.Agency != "" {
			item.Type = "article-newspaper"
		}
	}
	if !d.Taken.IsZero() {
		item.Accessed = cite.CSLDay(demarche.Day(d.Taken.UTC()))
	}
	return item
}
