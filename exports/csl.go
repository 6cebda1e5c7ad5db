package exports

import (
	"encoding/hex"

	"demarche"
	"demarche/answers"
	"demarche/cite"
)

// writeCSL writes the reports on which the records rest, each once, as a list
// of the items as which they are cited.
func writeCSL(j *job) error {
	head, err := j.answers.Head(j.ctx)
	if err != nil {
		return err
	}
	seen := make(map[[32]byte]bool)
	j.raw("[")
	err = j.each(func(it answers.Item) error {
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
		for _, item := range cite.Reported(d, head).CSLItems() {
			item.Custom = nil // citeproc-py warns of it, and what it holds of a report stands in the note
			if err := j.element(item); err != nil {
				return err
			}
		}
		return nil
	})
	j.raw("\n]\n")
	return err
}
