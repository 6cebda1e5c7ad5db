package cli

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"demarche"
	"demarche/source"
)

// imports remembers beside the ledger how far archives were added, so that an
// import that was interrupted goes on where it stopped.
type imports struct {
	path     string
	mu       sync.Mutex          // guards what follows: archives are opened while others are added
	unsaved  bool                // what is remembered differs from the file
	Archives map[string]imported `json:"archives"` // by absolute path
}

// imported is how far one archive was added.
type imported struct {
	Size   int64 `json:"size"`     // of the file
	At     int64 `json:"modified"` // when it was changed last, nanoseconds since 1970
	Offset int64 `json:"offset"`   // all before it is in the ledger, passed over or was complained about
}

// loadImports reads what a file beside a ledger remembers.
func loadImports(path string) (*imports, error) {
	m := &imports{path: path, Archives: map[string]imported{}}
	b, err := os.ReadFile(m.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return m, nil
	case err == nil:
		err = json.Unmarshal(b, m)
	}
	if err != nil {
		return nil, &demarche.Error{Code: demarche.Corrupt, Op: "read", Path: m.path, Detail: "how far archives were added cannot be read", Err: cause(err), Hint: "remove the file; archives are then read from the beginning, and nothing is added twice"}
	}
	return m, nil
}

// from gives where to go on in an archive: 0 if it is not the one remembered.
func (m *imports) from(path string) int64 {
	key, now, err := identify(path)
	m.mu.Lock()
	defer m.mu.Unlock()
	if known := m.Archives[key]; err == nil && known.Size == now.Size && known.At == now.At {
		return known.Offset
	}
	return 0
}

// reached notes that an archive was added up to an item, if it can be taken up there.
func (m *imports) reached(i source.Item) error {
	if i.Next == 0 {
		return nil
	}
	key, now, err := identify(i.Path)
	if err != nil {
		return err
	}
	now.Offset = i.Next
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Archives == nil {
		m.Archives = map[string]imported{}
	}
	m.Archives[key], m.unsaved = now, true
	return nil
}

// finished forgets archives, all of which were added whole.
func (m *imports) finished(archives []string) error {
	m.mu.Lock()
	for _, path := range archives {
		if key, err := filepath.Abs(path); err == nil && m.Archives[key] != (imported{}) {
			delete(m.Archives, key)
			m.unsaved = true
		}
	}
	none := len(m.Archives) == 0
	m.mu.Unlock()
	if !none {
		return m.save()
	}
	if m.path == "" {
		return nil
	}
	if err := os.Remove(m.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return writeError(m.path, err)
	}
	return nil
}

// save writes what is remembered, if that is not done yet.
func (m *imports) save() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.unsaved || m.path == "" {
		return nil
	}
	if err := writeFile(m.path, func(w io.Writer) error { return json.NewEncoder(w).Encode(m) }); err != nil {
		return err
	}
	m.unsaved = false
	return nil
}

// identify tells an archive by its path, size and last change.
func identify(path string) (key string, now imported, err error) {
	key, err = filepath.Abs(path)
	if err != nil {
		return "", imported{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", imported{}, err
	}
	return key, imported{Size: info.Size(), At: info.ModTime().UnixNano()}, nil
}

// archivesIn gives the archives among the files of the paths, and their size in bytes.
func (s *session) archivesIn(paths []string) (archives []string, size int64) {
	for path, err := range source.Find(s.ctx, paths...) {
		if err == nil && source.Several(path) {
			archives = append(archives, path)
			if info, err := os.Stat(path); err == nil {
				size += info.Size()
			}
		}
	}
	return archives, size
}
