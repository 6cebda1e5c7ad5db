package answers

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"demarche"
)

// Cache keeps in a folder what was found of copies and events, so that the next
// program need not find it again. It is no evidence: what is missing, damaged,
// of another program or of another ledger is made anew from the ledger. Several
// processes may use one folder: a file appears as a whole or not at all.
type Cache struct {
	folder  string
	program string
	say     func(string)
	// texts is how many texts must have been looked through for copies, and records
	// how many for events, for what was found to be kept.
	texts, records int
}

// NewCache gives a cache in a folder, which is made when something is kept.
// Program names the version of what finds copies and events: what another one
// found is not used. Say, unless nil, is told what of the cache is not used, and why.
func NewCache(folder, program string, say func(string)) *Cache {
	if say == nil {
		say = func(string) {}
	}
	return &Cache{folder: folder, program: program, say: say, texts: fewestTexts, records: fewestRecords}
}

const (
	cacheForm = "demarche cache 1\n"
	// unfinished begins the names of files that are being written, and givenUp is
	// after how long without a change nobody writes one any more.
	unfinished    = "."
	givenUp       = time.Hour
	fewestTexts   = 1000 // less is made anew in no time
	fewestRecords = 5000
)

// cached is what stands before the contents of a file.
type cached struct {
	Program string
	Name    string
	Head    demarche.Head // of the ledger of which it was found
}

// errStale says that a file of the cache is of another program or ledger.
var errStale = errors.New("is of another version of the program or of another time of the ledger")

// load reads what was kept under a name, and of which head of the ledger it is.
func (c *Cache) load(name string, into any) (demarche.Head, error) {
	b, err := os.ReadFile(filepath.Join(c.folder, name))
	if err != nil {
		return demarche.Head{}, err
	}
	body, ok := bytes.CutPrefix(b, []byte(cacheForm))
	if !ok || len(body) < sha256.Size {
		return demarche.Head{}, errors.New("is not what this program wrote")
	}
	body, sum := body[:len(body)-sha256.Size], body[len(body)-sha256.Size:]
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) {
		return demarche.Head{}, errors.New("is damaged")
	}
	z, err := zstd.NewReader(bytes.NewReader(body))
	if err != nil {
		return demarche.Head{}, err
	}
	defer z.Close()
	d, h := gob.NewDecoder(z), cached{}
	if err := d.Decode(&h); err != nil {
		return demarche.Head{}, fmt.Errorf("is damaged: %w", err)
	}
	if h.Program != c.program || h.Name != name {
		return demarche.Head{}, errStale
	}
	if err := d.Decode(into); err != nil {
		return demarche.Head{}, fmt.Errorf("is damaged: %w", err)
	}
	return h.Head, nil
}

// save keeps something under a name. The file appears once it is whole.
func (c *Cache) save(name string, head demarche.Head, v any) (err error) {
	if err := os.MkdirAll(c.folder, 0o755); err != nil {
		return err
	}
	c.sweep()
	f, err := os.CreateTemp(c.folder, unfinished+name+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if _, err := io.WriteString(f, cacheForm); err != nil {
		return err
	}
	sum := sha256.New()
	z, err := zstd.NewWriter(io.MultiWriter(f, sum), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return err
	}
	e := gob.NewEncoder(z)
	if err := errors.Join(e.Encode(cached{c.program, name, head}), e.Encode(v), z.Close()); err != nil {
		return err
	}
	if _, err := f.Write(sum.Sum(nil)); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(c.folder, name))
}

// sweep removes what was left half written by programs that were killed.
func (c *Cache) sweep() {
	files, err := os.ReadDir(c.folder)
	if err != nil {
		return
	}
	for _, f := range files {
		if info, err := f.Info(); err == nil && strings.HasPrefix(f.Name(), unfinished) && time.Since(info.ModTime()) > givenUp {
			_ = os.Remove(filepath.Join(c.folder, f.Name()))
		}
	}
}

// unused says that something of the cache is not used; that there is nothing is no news.
func (c *Cache) unused(name string, err error) {
	if !errors.Is(err, os.ErrNotExist) {
		c.say(fmt.Sprintf("%s %v; it is made anew", filepath.Join(c.folder, name), err))
	}
}
