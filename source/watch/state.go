package watch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"demarche"
	"demarche/source/feed"
	"demarche/source/fetch"
)

// Health is how a source fares.
type Health struct {
	Name      string     `json:"name"`
	Address   string     `json:"address"`
	Asked     time.Time  `json:"asked"`             // last, zero if never
	Answered  time.Time  `json:"answered"`          // last without an error
	Next      time.Time  `json:"next"`              // when it is due
	Failures  int        `json:"failures"`          // in a row
	LastError string     `json:"last_error"`        // empty if the last time went well
	Taken     int        `json:"taken"`             // reports taken from it so far
	Passed    int        `json:"passed"`            // reports seen that cannot concern returns
	Dropped   int        `json:"dropped"`           // reports that could not be taken and are not tried again
	Pending   int        `json:"pending"`           // listed, not yet fetched
	Seen      fetch.Seen `json:"seen"`              // what its server said of its version
	Maps      []memory   `json:"maps,omitempty"`    // further sitemaps that it points at
	Known     []memory   `json:"known,omitempty"`   // reports that it listed, newest last
	Waiting   []waiting  `json:"waiting,omitempty"` // reports to fetch, and how often that failed
}

// memory is an address that was seen.
type memory struct {
	Address string     `json:"address"`
	At      time.Time  `json:"at"` // of the report or its last change, as listed; zero if not told
	Seen    fetch.Seen `json:"seen,omitzero"`
}

// waiting is an address to fetch.
type waiting struct {
	Address string    `json:"address"`
	At      time.Time `json:"at"`
	Tries   int       `json:"tries"`
}

// How many reports of a source are noted at a time, and how many are remembered.
const (
	mostListed = 20_000
	mostKnown  = 2 * mostListed
)

// state is what is remembered between runs.
type state struct {
	Version int       `json:"version"`
	Sources []*Health `json:"sources"`
}

// stateVersion is that of the form of the file.
const stateVersion = 1

// Memory keeps what a watcher remembers between runs.
type Memory interface {
	// Load gives what was saved last; nothing if nothing was.
	Load() ([]byte, error)
	// Save keeps it, whole or not at all.
	Save(b []byte) error
	// String names the place, for messages.
	String() string
}

// File is a memory in the file of a path.
type File string

// Load reads the file; there is nothing where it is not there.
func (f File) Load() ([]byte, error) {
	b, err := os.ReadFile(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return b, err //nolint:wrapcheck // loadState says of what
}

// Save writes the file beside itself and puts it in its place.
func (f File) Save(b []byte) error {
	to, err := os.CreateTemp(filepath.Dir(string(f)), ".demarche-watch-*")
	if err != nil {
		return fmt.Errorf("write: %w", err)
	}
	defer func() { _ = os.Remove(to.Name()) }() // nothing is there any more if all went well
	_, err = to.Write(b)
	if err == nil {
		err = to.Sync()
	}
	if cerr := to.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(to.Name(), string(f))
	}
	return err //nolint:wrapcheck // save says of what
}

func (f File) String() string { return string(f) }

// loadState reads what was remembered; nothing is an empty state.
func loadState(m Memory) (*state, error) {
	b, err := m.Load()
	switch {
	case err != nil:
		return nil, &demarche.Error{Code: demarche.Storage, Op: "watch", Path: m.String(), Err: err}
	case b == nil:
		return &state{Version: stateVersion}, nil
	}
	var s state
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, &demarche.Error{Code: demarche.Corrupt, Op: "watch", Path: m.String(), Detail: "what was seen before cannot be read", Err: err, Hint: "remove the file; what is in the ledger already is not taken twice"}
	}
	if s.Version > stateVersion {
		return nil, &demarche.Error{Code: demarche.Newer, Op: "watch", Path: m.String(), Detail: "was written by a newer version of Demarche"}
	}
	return &s, nil
}

// save keeps the state, whole or not at all.
func (s *state) save(m Memory) error {
	b, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return fmt.Errorf("what was seen: %w", err)
	}
	if err := m.Save(b); err != nil {
		return &demarche.Error{Code: demarche.Storage, Op: "watch", Path: m.String(), Detail: "what was seen cannot be written", Err: err}
	}
	return nil
}

// of gives what is remembered of a source; one whose address has changed begins anew.
func (s *state) of(src Source) *Health {
	for i, h := range s.Sources {
		if h.Name != src.Name {
			continue
		}
		if h.Address != src.Address {
			s.Sources[i] = &Health{Name: src.Name, Address: src.Address}
		}
		return s.Sources[i]
	}
	h := &Health{Name: src.Name, Address: src.Address}
	s.Sources = append(s.Sources, h)
	return h
}

// put replaces what is remembered of a source.
func (s *state) put(h *Health) {
	for i, old := range s.Sources {
		if old.Name == h.Name {
			s.Sources[i] = h
			return
		}
	}
	s.Sources = append(s.Sources, h)
}

// clone gives a copy that shares nothing that changes.
func (h *Health) clone() *Health {
	c := *h
	c.Maps, c.Known, c.Waiting = slices.Clone(h.Maps), slices.Clone(h.Known), slices.Clone(h.Waiting)
	return &c
}

// only forgets sources that are not watched any more. What is remembered of one
// goes on under its new name if only that has changed.
func (s *state) only(sources []Source) {
	named := func(name string) bool {
		return slices.ContainsFunc(sources, func(src Source) bool { return src.Name == name })
	}
	for _, src := range sources {
		if slices.ContainsFunc(s.Sources, func(h *Health) bool { return h.Name == src.Name }) {
			continue
		}
		if i := slices.IndexFunc(s.Sources, func(h *Health) bool { return h.Address == src.Address && !named(h.Name) }); i >= 0 {
			s.Sources[i].Name = src.Name
		}
	}
	s.Sources = slices.DeleteFunc(s.Sources, func(h *Health) bool { return !named(h.Name) })
}

// list notes the entries of lists that are new or changed as waiting, the newest
// mostListed of them, and gives how many it leaves out: to come upon them again and
// again would be to fetch them again and again.
func (h *Health) list(entries []feed.Entry) (left int) {
	if left = len(entries) - mostListed; left > 0 {
		entries = slices.Clone(entries)
		slices.SortStableFunc(entries, func(a, b feed.Entry) int { return b.At.Compare(a.At) })
		entries = entries[:mostListed]
	}
	known := make(map[string]int, len(h.Known))
	for i, k := range h.Known {
		known[k.Address] = i
	}
	waits := make(map[string]bool, len(h.Waiting))
	for _, w := range h.Waiting {
		waits[w.Address] = true
	}
	for _, e := range entries {
		i, old := known[e.Address]
		switch {
		case !old:
			known[e.Address] = len(h.Known)
			h.Known = append(h.Known, memory{Address: e.Address, At: e.At})
		case e.At.After(h.Known[i].At) && !h.Known[i].At.IsZero():
			h.Known[i].At = e.At
		default:
			continue
		}
		if !waits[e.Address] {
			waits[e.Address] = true
			h.Waiting = append(h.Waiting, waiting{Address: e.Address, At: e.At})
		}
	}
	h.Known = slices.Delete(h.Known, 0, max(0, len(h.Known)-mostKnown))
	h.Pending = len(h.Waiting)
	return max(left, 0)
}
