package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// into is where what a writer adds goes: into a collection that is not
// published, or to everybody.
type into struct {
	collection int64                  // line that made it; 0 for everybody
	capture    int64                  // that is kept already; 0 for one that is to be kept
	facts      ledger.CollectionFacts // of the collection, and who puts new captures into it
}

// goInto finds where what is added goes, as the context says.
func (w *writer) goInto(ctx context.Context) error {
	if line := ledger.CaptureIn(ctx); line > 0 {
		w.into.capture = line
		return w.scopeOf(line)
	}
	f, ok := ledger.CollectionIn(ctx)
	if !ok {
		return nil
	}
	if err := ledger.CheckCollection(f); err != nil {
		return err
	}
	made, err := w.collection(f.Name)
	if err != nil {
		return err
	}
	if made.published {
		return alreadyPublished(f.Name)
	}
	w.into = into{collection: made.line, facts: f}
	return nil
}

// scopeOf has what is added be seen by those who see a capture.
func (w *writer) scopeOf(capture int64) (err error) {
	w.into.collection, _, err = w.find("CollectionOfCapture", named{"capture": capture})
	return err
}

func alreadyPublished(name string) error {
	return &demarche.Error{Code: demarche.Conflict, Op: "collection", Path: name, Detail: "the collection is published",
		Hint: "everybody sees what is in it, and that cannot be taken back; make another collection"}
}

// madeCollection is a collection as it is found by its name.
type madeCollection struct {
	line      int64
	published bool
}

// collection finds a collection.
func (w *writer) collection(name string) (madeCollection, error) {
	var (
		c     madeCollection
		teams string
	)
	err := w.Row("FindCollection", named{"name": name}).Scan(&c.line, &teams, &c.published)
	if errors.Is(err, errNoRow) {
		return c, noCollection(name)
	}
	return c, err
}

func noCollection(name string) error {
	return &demarche.Error{Code: demarche.NotFound, Op: "collection", Path: name, Detail: "there is no collection of this name", Hint: "demarche collection list lists them"}
}

// withhold puts a capture of this transaction into the collection that is added
// to, before anything else is said about it.
func (w *writer) withhold(capture int64) error {
	if w.into.collection == 0 {
		return nil
	}
	f := w.into.facts
	f.Capture = capture
	return w.collect(w.into.collection, f)
}

// collect keeps what was done with a collection; 0 for one that is made by it.
func (w *writer) collect(collection int64, f ledger.CollectionFacts) error {
	line, err := w.Line(ledger.CollectionLine, f.Name, ledger.Content(ledger.CollectionLine, ledger.CollectionSays(f)))
	if err != nil {
		return err
	}
	if collection == 0 {
		collection = line
	}
	w.queue("InsertCollected", collectedRow(line, collection, f))
	return w.flush()
}

// collectedRow gives what a line says about the collection of a line.
func collectedRow(line, collection int64, f ledger.CollectionFacts) named {
	return named{"sequence": line, "collection": collection, "what": string(f.Did), "name": f.Name,
		"teams": strings.Join(f.Teams, " "), "capture": f.Capture, "by": f.By, "reason": f.Reason}
}

// MakeCollection makes a collection. The first has the policies hold, which the
// owner of the ledger alone can do.
func (s *Store) MakeCollection(ctx context.Context, f ledger.CollectionFacts) error {
	f.Did, f.Capture, f.Teams = ledger.CollectionMade, 0, slices.Sorted(slices.Values(f.Teams))
	if err := ledger.CheckCollection(f); err != nil {
		return err
	}
	return s.explain("collection", s.writing(ctx, func(w *writer) error {
		if err := w.withholdOn(); err != nil {
			return err
		}
		if err := w.start(); err != nil {
			return err
		}
		if known, _, err := w.find("TeamsThere", named{"names": f.Teams}); err != nil {
			return err
		} else if known != int64(len(f.Teams)) {
			return &demarche.Error{Code: demarche.NotFound, Op: "collection", Path: f.Name, Detail: fmt.Sprintf("not all of these teams are there: %s", strings.Join(f.Teams, ", ")),
				Hint: "demarche team list lists them, demarche team add makes one"}
		}
		_, err := w.collection(f.Name)
		switch {
		case err == nil:
			return &demarche.Error{Code: demarche.Conflict, Op: "collection", Path: f.Name, Detail: "a collection has this name", Hint: "choose another name"}
		case demarche.CodeOf(err) != demarche.NotFound:
			return err
		}
		return w.collect(0, f)
	}))
}

// withholdOn has the policies hold, unless they do. It waits for nobody who
// reads, so that it comes before the log is locked.
func (w *writer) withholdOn() error {
	var on bool
	if err := w.Row("Withholding", nil).Scan(&on); err != nil || on {
		return err
	}
	_, err := w.exec("WithholdOn", nil)
	if e := w.store.explain("collection", err); demarche.CodeOf(e) == demarche.Storage {
		return &demarche.Error{Code: demarche.Storage, Op: "collection", Path: w.store.shown, Detail: "the first collection is for the owner of the ledger to make", Err: err,
			Hint: "connect as the owner; from then on whoever may write can, see docs/postgres.md"}
	}
	return err
}

// Publish shows a collection to everybody, and has answers go by what everybody sees.
func (s *Store) Publish(ctx context.Context, f ledger.CollectionFacts) error {
	f.Did, f.Capture, f.Teams = ledger.CollectionPublished, 0, nil
	if err := ledger.CheckCollection(f); err != nil {
		return err
	}
	return s.explain("collection", s.writing(ctx, func(w *writer) error {
		if err := w.start(); err != nil {
			return err
		}
		c, err := w.collection(f.Name)
		if err != nil {
			return err
		}
		if c.published {
			return alreadyPublished(f.Name)
		}
		if err := w.collect(c.line, f); err != nil {
			return err
		}
		texts, err := list(w.access, "TextsOfCollection", named{"collection": c.line}, func(row scanner) (n int64, err error) { return n, row.Scan(&n) })
		for _, text := range texts {
			if err == nil {
				err = w.choose(text)
			}
		}
		return err
	}))
}

// Collections lists the collections that may be seen.
func (s *Store) Collections(ctx context.Context) ([]ledger.Collection, error) {
	return s.collections(s.anywhere(ctx))
}

func (s *Store) collections(a access) ([]ledger.Collection, error) {
	all, err := rows.Collections(a)
	return all, s.explain("collection", err)
}

// KeptTwice gives an address of which the same bytes are kept more than once,
// because several collections have them; empty if there is none.
func (s *Store) KeptTwice(ctx context.Context) (address string, err error) {
	err = s.anywhere(ctx).row("KeptTwice", nil).Scan(&address)
	if errors.Is(err, errNoRow) {
		return "", nil
	}
	return address, s.explain("collection", err)
}

// seesAll refuses what needs the whole ledger where a part of it is withheld from who asks.
func seesAll(a access) error {
	var n int64
	if err := a.row("UnseenLines", nil).Scan(&n); err != nil || n == 0 {
		return err
	}
	return &demarche.Error{Code: demarche.Unsupported, Op: "read the whole ledger", Detail: fmt.Sprintf("%d lines of the log are of collections that are not published, and not shown to you", n),
		Hint: "connect as a role that sees everything; what you see can be proved entry by entry, with demarche prove"}
}

// wholly refuses what is done with the whole ledger to a role that the database
// does not show everything. It asks for the right, not for what is withheld now.
func (s *Store) wholly(ctx context.Context) error {
	var on, all bool
	if err := s.anywhere(ctx).row("SeesWhole", nil).Scan(&on, &all); err != nil || all || !on {
		return s.explain("read ledger", err)
	}
	return &demarche.Error{Code: demarche.Unsupported, Op: "read the whole ledger", Path: s.shown, Detail: "the database does not show this user everything: there are collections that are not published",
		Hint: "connect as the owner of the ledger, or as a role that writes, see docs/postgres.md"}
}

// Export writes the ledger, for a role that sees all of it.
func (s *Store) Export(ctx context.Context, to io.Writer, progress func(done, total int)) (demarche.Head, error) {
	if err := s.wholly(ctx); err != nil {
		return demarche.Head{}, err
	}
	return s.Questions.Export(ctx, to, progress)
}

// Lines gives the lines, to a role that sees all of them.
func (s *Store) Lines(ctx context.Context, after int64, take func(ledger.Exported) error) (demarche.Head, error) {
	if err := s.wholly(ctx); err != nil {
		return demarche.Head{}, err
	}
	return s.Questions.Lines(ctx, after, take)
}

// Withheld is what a ledger withholds from somebody, so that two can be compared.
type Withheld struct {
	Log  int64  // length of the log
	Rows int64  // that are noted as withheld, or as shown all the same
	Hash string // SHA-256 over them, hexadecimal
}

// Withheld tells what is withheld, to a role that sees everything.
func (s *Store) Withheld(ctx context.Context) (w Withheld, err error) {
	if err := s.wholly(ctx); err != nil {
		return w, err
	}
	sum := sha256.New()
	err = s.reading(ctx, func(a access) error {
		if err := a.row("LogLength", nil).Scan(&w.Log); err != nil {
			return err
		}
		return a.All("Shelf", nil, func(row scanner) error {
			var (
				entry, collection int64
				content           bool
			)
			err := row.Scan(&entry, &content, &collection)
			w.Rows++
			_, _ = fmt.Fprintln(sum, entry, content, collection) // a hash takes everything
			return err
		})
	})
	w.Hash = hex.EncodeToString(sum.Sum(nil))
	return w, s.explain("read what is withheld", err)
}

// Unpublished gives the texts that are seen only through collections that are not
// published, by their hashes, with the names of those that are seen.
func (s *Store) Unpublished(ctx context.Context) (map[string][]string, error) {
	return s.unpublished(s.anywhere(ctx))
}

func (s *Store) unpublished(a access) (map[string][]string, error) {
	texts, err := rows.Unpublished(a)
	return texts, s.explain("read what is not published", err)
}

// secured gives what the tables say of row security where collections withhold something.
func (v *verifier) secured() (map[string]string, error) {
	secured := make(map[string]string)
	for _, table := range []string{"teams", "memberships", "trusted", "shelf"} {
		secured[table] = ""
	}
	_, any, err := v.find("AnyCollected", nil)
	if err != nil || !any {
		return secured, err
	}
	for _, table := range []string{"log", "captures", "documents", "readings", "records", "decisions", "links", "blobs", "texts", "members", "parts", "reviews", "current"} {
		secured[table] = " row security forced"
	}
	secured["search"], secured["collected"] = " row security", " row security"
	return secured, nil
}

// shelved compares what is noted as withheld with what was done with collections.
func (v *verifier) shelved() error {
	return v.All("Unshelved", nil, func(row scanner) error {
		var line, collection int64
		err := row.Scan(&line, &collection)
		v.Fault("collection", fmt.Sprintf("line %d", line), fmt.Sprintf("whether it is withheld is not noted as follows from the collection of line %d", collection))
		return err
	})
}
