package postgres

import (
	"context"
	"slices"

	"demarche"
	"demarche/ledger"
)

// Put puts a report that is kept, and that the audience sees through collections
// that are not published, into another collection too. What was seen stays seen:
// the report stays where it was, and is kept once more - its capture, what it
// says and the reading that answers go by - as a report of that collection, of
// which its bytes, its text and its records are there already. What everybody
// sees is refused, and what the audience does not see is not there.
func (v *View) Put(ctx context.Context, f ledger.CollectionFacts, hash string) (demarche.Outcome, error) {
	f.Did, f.Capture, f.Teams = ledger.CollectionTakes, 0, nil
	if err := ledger.CheckCollection(f); err != nil {
		return "", err
	}
	k, err := v.Document(ctx, hash)
	if err != nil {
		return "", err
	}
	texts, err := v.Unpublished(ctx)
	if err != nil {
		return "", err
	}
	if len(texts[k.Hash]) == 0 {
		return "", &demarche.Error{Code: demarche.Conflict, Op: "collection", Path: k.Name, Detail: "everybody sees the report, and what everybody sees is not withheld afterwards",
			Hint: "a report that is to be withheld is added with demarche add --collection NAME"}
	}
	c, r, err := v.answering(ctx, k)
	if err != nil {
		return "", err
	}
	return v.Store.Add(ledger.IntoCollectionFor(ctx, f.Name, f.By, f.Reason), c, k.Document, r)
}

// answering gives the capture and the reading that answers go by for a document
// that is shown.
func (v *View) answering(ctx context.Context, k demarche.Kept) (demarche.Capture, demarche.Reading, error) {
	var text int64
	var t ledger.Telling
	if err := v.anywhere(ctx).row("ShownTelling", named{"hash": k.Hash}).Scan(&text, &t.Sequence, &t.Capture, &t.Published); err != nil {
		return demarche.Capture{}, demarche.Reading{}, v.explain("collection", err)
	}
	c, err := v.CaptureAt(ctx, t.Capture)
	if err != nil {
		return demarche.Capture{}, demarche.Reading{}, err
	}
	all, err := v.Readings(ctx, k.Hash)
	if err != nil {
		return demarche.Capture{}, demarche.Reading{}, err
	}
	for _, r := range slices.Backward(all) {
		if r.Reader == k.Reader && r.Published == k.Published {
			return c.Capture, demarche.Reading{Doc: demarche.DocInfo{File: k.Name, Published: k.Published, Lang: k.Lang, Title: k.Title, Agency: k.Agency, SHA256: k.Hash, Reader: k.Reader}, Records: r.Records}, nil
		}
	}
	return demarche.Capture{}, demarche.Reading{}, &demarche.Error{Code: demarche.Conflict, Op: "collection", Path: k.Name, Detail: "the reading that answers go by has just changed", Hint: "try again"}
}
