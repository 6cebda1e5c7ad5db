package rows

import (
	"cmp"
	"hash/maphash"
	"slices"
	"sync"

	"demarche/ledger"
)

// wordMemory remembers in which rows each word stands, once a server had that
// found out ahead (WarmSearch), and takes in what the ledger is given since.
type wordMemory struct {
	mu     sync.RWMutex
	line   int64 // of the log, up to which it is taken in
	index  *wordIndex
	titles map[int64]uint64 // of texts, by their keys: sums, for most are told again under the same
	seed   maphash.Seed
}

const (
	// mostBehind is how many lines of the log a search takes in by itself.
	mostBehind = 5000
	// mostRetold is how many texts can be told anew until all is made anew.
	mostRetold = 2000
)

// find gives the newest rows in which words stand, at a moment which is that of
// a line of the log; false if it is not known here. It knows words alone:
// phrases and beginnings are for the database.
func (w *wordMemory) find(m Moment, line int64, terms []ledger.Term, most int) (found []Place, known bool, err error) {
	words := make([]string, len(terms))
	for i, t := range terms {
		if len(t.Words) != 1 || t.Beginning {
			return nil, false, nil
		}
		words[i] = t.Words[0]
	}
	if known, err = w.renew(m, line); err != nil || !known {
		return nil, false, err
	}
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.index == nil || w.line != line {
		return nil, false, nil
	}
	return w.index.newest(words, most), true, nil
}

// renew takes in what came up to a line; false if there is too much of it, or
// nothing is remembered, or more is taken in already.
func (w *wordMemory) renew(m Moment, line int64) (bool, error) {
	w.mu.RLock()
	known, have := w.index != nil, w.line
	w.mu.RUnlock()
	if !known || line <= have {
		return known && line == have, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.index == nil || line < w.line || line-w.line > mostBehind {
		return false, nil
	}
	return w.take(m, line)
}

// take takes in what came up to a line of the log. The lock must be held. What
// fails in between is forgotten altogether.
func (w *wordMemory) take(m Moment, line int64) (bool, error) {
	if line <= w.line {
		return line == w.line, nil
	}
	err := w.takeAnew(m, line)
	if err == nil {
		err = w.takeNew(m, line)
	}
	if w.line = line; err != nil || len(w.index.anew) > mostRetold {
		w.index, w.titles, w.line = nil, nil, 0
	}
	return w.index != nil, err
}

// takeNew adds the rows of the lines up to one.
func (w *wordMemory) takeNew(m Moment, line int64) error {
	type added struct {
		row        int64
		head, body string
	}
	var all []added
	p := Named{"after": w.line, "until": line}
	err := m.All("SearchableTextsAfter", p, func(row Row) error {
		var (
			key         int64
			title, text string
		)
		err := row.Scan(&key, &title, &text)
		w.titles[key] = w.sum(title)
		all = append(all, added{key, ledger.Searchable(title), ledger.Searchable(text)})
		return err
	})
	if err != nil {
		return err
	}
	if err := m.All("SearchableRecordsAfter", p, func(row Row) error {
		var (
			sequence int64
			id, body string
		)
		if err := row.Scan(&sequence, &id, &body); err != nil {
			return err
		}
		r, err := ledger.ParseRow(id, []byte(body), 0)
		if err != nil {
			return nil //nolint:nilerr // it is damaged; Verify tells
		}
		told, evidence := ledger.SearchableRecord(r)
		all = append(all, added{sequence, told, evidence})
		return nil
	}); err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b added) int { return cmp.Compare(a.row, b.row) })
	for _, a := range all {
		w.index.add(a.row, a.head, a.body)
	}
	return nil
}

// takeAnew takes in what came up to a line about texts that were there before.
func (w *wordMemory) takeAnew(m Moment, line int64) error {
	var keys []int64
	if err := m.All("RetoldTexts", Named{"after": w.line, "until": line}, func(row Row) error {
		var key int64
		err := row.Scan(&key)
		keys = append(keys, key)
		return err
	}); err != nil || len(keys) == 0 {
		return err
	}
	return m.All("SearchableTextsOf", Named{"rows": keys}, func(row Row) error {
		var (
			key         int64
			title, text string
		)
		if err := row.Scan(&key, &title, &text); err != nil {
			return err
		}
		sum := w.sum(title)
		if had, ok := w.titles[key]; !ok || had != sum {
			w.titles[key] = sum
			w.index.tell(key, ledger.Searchable(title), ledger.Searchable(text))
		}
		return nil
	})
}

func (w *wordMemory) sum(title string) uint64 { return maphash.String(w.seed, title) }

// warm takes in what came up to the end of the log, some at a time; all of it
// if nothing is remembered. reading gives a moment, line the end of the log at it.
func (w *wordMemory) warm(reading func(do func(m Moment) error) error) error {
	w.mu.RLock()
	made := wordMemory{index: w.index, line: w.line, titles: w.titles, seed: w.seed}
	w.mu.RUnlock()
	if made.index != nil {
		return w.goOn(reading, &w.mu)
	}
	made.index, made.titles, made.seed = newWordIndex(), make(map[int64]uint64), maphash.MakeSeed()
	if err := made.goOn(reading, new(sync.RWMutex)); err != nil || made.index == nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.index == nil {
		w.index, w.line, w.titles, w.seed = made.index, made.line, made.titles, made.seed
	}
	return nil
}

// goOn takes in what came up to the end of the log while it holds a lock, some
// at a time.
func (w *wordMemory) goOn(reading func(do func(m Moment) error) error, lock sync.Locker) error {
	for done := false; !done; {
		if err := reading(func(m Moment) error {
			var line int64
			if err := m.Row("LogLength", nil).Scan(&line); err != nil {
				return err
			}
			lock.Lock()
			defer lock.Unlock()
			if done = w.index == nil || w.line >= line; done {
				return nil
			}
			_, err := w.take(m, min(line, w.line+warmAtATime))
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
