package answers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/klauspost/compress/zstd"

	"demarche"
)

// Cache keeps what was found of copies and events, so that the next program need
// not find it again: in a folder, or where several computers reach it. It is no
// evidence: what is missing, damaged, of another program or of another ledger is
// made anew from the ledger. Several processes may use one: a file appears as a
// whole or not at all.
type Cache struct {
	files   Files
	program string
	say     func(string)
	// texts is how many texts must have been looked through for copies, and records
	// how many for events, for what was found to be kept.
	texts, records int
}

// Files is where a cache keeps its files.
type Files interface {
	// Load gives the file of a name; an error that is fs.ErrNotExist if there is none.
	Load(ctx context.Context, name string) ([]byte, error)
	// Reach gives how many lines the log had of which the file of a name was found;
	// 0 if there is none, or nobody else keeps any.
	Reach(ctx context.Context, name string) (int64, error)
	// Save keeps what write writes as the file of a name, found of so many lines
	// of the log; whole or not at all. Where several programs keep files, one that
	// is there of as many lines or more stays.
	Save(ctx context.Context, name string, lines int64, write func(io.Writer) error) error
	// Place names a file, for messages.
	Place(name string) string
}

// NewCache gives a cache in a folder, which is made when something is kept.
// Program names the version of what finds copies and events: what another one
// found is not used. Say, unless nil, is told what of the cache is not used, and why.
func NewCache(folder, program string, say func(string)) *Cache {
	return NewSharedCache(inFolder(folder), program, say)
}

// NewSharedCache gives a cache in files of any kind.
func NewSharedCache(files Files, program string, say func(string)) *Cache {
	if say == nil {
		say = func(string) {}
	}
	return &Cache{files: files, program: program, say: say, texts: fewestTexts, records: fewestRecords}
}

// KeepFrom sets of how many texts and of how many records on what was found is
// kept, where less than usual is worth it. It must be called before Remember.
func (c *Cache) KeepFrom(texts, records int) { c.texts, c.records = texts, records }

const (
	cacheForm     = "demarche cache 1\n"
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
func (c *Cache) load(ctx context.Context, name string, into any) (demarche.Head, error) {
	b, err := c.files.Load(ctx, name)
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

// save keeps something under a name.
func (c *Cache) save(ctx context.Context, name string, head demarche.Head, v any) error {
	return c.files.Save(ctx, name, head.Size, func(to io.Writer) error {
		if _, err := io.WriteString(to, cacheForm); err != nil {
			return err
		}
		sum := sha256.New()
		z, err := zstd.NewWriter(io.MultiWriter(to, sum), zstd.WithEncoderLevel(zstd.SpeedFastest))
		if err != nil {
			return err
		}
		e := gob.NewEncoder(z)
		if err := errors.Join(e.Encode(cached{c.program, name, head}), e.Encode(v), z.Close()); err != nil {
			return err
		}
		_, err = to.Write(sum.Sum(nil))
		return err
	})
}

// unused says that something of the cache is not used; that there is nothing is no news.
func (c *Cache) unused(name string, err error) {
	if !errors.Is(err, fs.ErrNotExist) {
		c.say(fmt.Sprintf("%s %v; it is made anew", c.files.Place(name), err))
	}
}
