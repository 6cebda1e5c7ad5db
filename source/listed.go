package source

import (
	"context"
	"errors"
	"slices"

	"demarche"
	"demarche/source/feed"
	"demarche/source/gate"
)

// Bounds of what is fetched of one list: one request at a time per host, with
// seconds between them, makes more than this a matter of watching.
const (
	mostListed = 200 // reports, the newest
	mostMaps   = 20  // sitemaps of an index, the newest
)

// Why something listed is passed over.
const (
	overOlder   = "older than the newest 200 listed"
	overNothing = "cannot concern returns"
)

// listed captures the newest reports that a feed or sitemap lists, itself captured
// at a path, and passes over what cannot concern returns. A report that cannot be
// fetched is an error; the rest goes on.
func (l Loader) listed(ctx context.Context, path string, list demarche.Capture) func(yield func(Item, error) bool) {
	return func(yield func(Item, error) bool) {
		g, err := gate.Default()
		if err != nil {
			yield(Item{}, err)
			return
		}
		entries, errs := l.entries(ctx, list)
		for _, err := range errs {
			if !yield(Item{Path: path}, err) {
				return
			}
		}
		for i, e := range entries {
			item := Item{Capture: demarche.Capture{Address: e.Address}, Path: path, Archived: true}
			if i >= mostListed {
				item.Over = overOlder
				if !yield(item, nil) {
					return
				}
				continue
			}
			c, err := l.fetch(ctx, e.Address)
			if err == nil {
				err = checked(c)
			}
			switch {
			case ctx.Err() != nil:
				yield(Item{}, ctx.Err())
				return
			case err == nil && c.Media != PDF && !g.Passes(c.Bytes):
				item.Over = overNothing
			case err == nil:
				item.Capture = c
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// entries gives what a list lists, the newest first, and, of an index, what its
// newest sitemaps list.
func (l Loader) entries(ctx context.Context, list demarche.Capture) (all []feed.Entry, errs []error) {
	at := ""
	if IsURL(list.Address) {
		at = list.Address
	}
	read := func(c demarche.Capture) []feed.Entry {
		f, err := feed.Parse(c.Bytes, at)
		if err != nil {
			errs = append(errs, &demarche.Error{Code: demarche.Invalid, Op: op, Path: c.Address, Err: err, Hint: "check that the address gives a whole feed or sitemap"})
		}
		all = append(all, f.Entries...)
		return f.Maps
	}
	maps := read(list)
	newestFirst(maps)
	for _, m := range maps[:min(len(maps), mostMaps)] {
		c, err := l.fetch(ctx, m.Address)
		if ctx.Err() != nil {
			return nil, []error{ctx.Err()}
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		read(c) // an index in an index is left alone
	}
	newestFirst(all)
	known := map[string]bool{}
	all = slices.DeleteFunc(all, func(e feed.Entry) bool {
		again := known[e.Address]
		known[e.Address] = true
		return again
	})
	if len(all) == 0 && len(errs) == 0 {
		errs = append(errs, &demarche.Error{Code: demarche.NotFound, Op: op, Path: list.Address, Err: errors.New("the feed or sitemap lists no reports"), Hint: "a feed lists something only now and then: watch it with demarche watch"})
	}
	return all, errs
}

func newestFirst(entries []feed.Entry) {
	slices.SortStableFunc(entries, func(a, b feed.Entry) int { return b.At.Compare(a.At) })
}
