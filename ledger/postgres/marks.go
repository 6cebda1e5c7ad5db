package postgres

import (
	"context"
	"strings"
	"sync"

	"demarche"
)

// marks remembers which texts an audience sees only through collections that are
// not published, until the log grows.
type marks struct {
	mu    sync.Mutex
	line  int64 // length of the log for which they hold
	known bool
	texts map[string]string // hashes, and the names of the collections
}

// unpublishedNow gives the texts that the audience sees only through collections,
// with their names. What is marked is what was asked for before, so that a mark
// that is a moment too new says that a thing is published which just was.
func (v *View) unpublishedNow(ctx context.Context) (map[string]string, error) {
	if v.marks == nil {
		return nil, nil //nolint:nilnil // nothing is marked
	}
	var line int64
	if err := v.anywhere(ctx).row("HighestSequence", nil).Scan(&line); err != nil {
		return nil, v.explain("read what is not published", err)
	}
	m := v.marks
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known && m.line == line {
		return m.texts, nil
	}
	all, err := v.Unpublished(ctx)
	if err != nil {
		return nil, err
	}
	texts := make(map[string]string, len(all))
	for hash, names := range all {
		texts[hash] = strings.Join(names, " ")
	}
	m.texts, m.line, m.known = texts, line, true
	return texts, nil
}

// Entries gives the entries that are shown, each marked if it is not published.
func (v *View) Entries(ctx context.Context, f demarche.Filter) ([]demarche.Entry, error) {
	all, err := v.Questions.Entries(ctx, f)
	if err != nil {
		return nil, err
	}
	texts, err := v.unpublishedNow(ctx)
	for i := range all {
		all[i].Unpublished = texts[all[i].Document]
	}
	return all, err
}

// Entry gives an entry that is shown, marked if it is not published.
func (v *View) Entry(ctx context.Context, id string) (demarche.Entry, error) {
	e, err := v.Questions.Entry(ctx, id)
	if err != nil {
		return e, err
	}
	texts, err := v.unpublishedNow(ctx)
	e.Unpublished = texts[e.Document]
	return e, err
}

// Document gives a document that is shown, marked if it is not published.
func (v *View) Document(ctx context.Context, hash string) (demarche.Kept, error) {
	k, err := v.Questions.Document(ctx, hash)
	if err != nil {
		return k, err
	}
	texts, err := v.unpublishedNow(ctx)
	k.Unpublished = texts[k.Hash]
	return k, err
}

// Documents gives the documents that are shown, each marked if it is not published.
func (v *View) Documents(ctx context.Context) ([]demarche.Kept, error) {
	all, err := v.Questions.Documents(ctx)
	if err != nil {
		return nil, err
	}
	return all, v.mark(ctx, all)
}

// DocumentsOf gives documents that are shown, each marked if it is not published.
func (v *View) DocumentsOf(ctx context.Context, hashes []string) ([]demarche.Kept, error) {
	all, err := v.Questions.DocumentsOf(ctx, hashes)
	if err != nil {
		return nil, err
	}
	return all, v.mark(ctx, all)
}

// mark marks those documents that are not published.
func (v *View) mark(ctx context.Context, all []demarche.Kept) error {
	texts, err := v.unpublishedNow(ctx)
	for i := range all {
		all[i].Unpublished = texts[all[i].Hash]
	}
	return err
}

// Search finds what is shown, each hit marked if it is not published.
func (v *View) Search(ctx context.Context, q demarche.Search) (demarche.Found, error) {
	found, err := v.Questions.Search(ctx, q)
	if err != nil {
		return found, err
	}
	texts, err := v.unpublishedNow(ctx)
	for i := range found.Hits {
		h := &found.Hits[i]
		h.Report.Unpublished = texts[h.Report.Hash]
		if h.Entry != nil {
			h.Entry.Unpublished = texts[h.Entry.Document]
		}
	}
	return found, err
}
