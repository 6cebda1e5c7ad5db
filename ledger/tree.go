package ledger

import (
	"encoding/hex"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"demarche"
)

// The Merkle tree over the log is that of RFC 6962, kept in the places that
// golang.org/x/mod/sumdb/tlog gives to its nodes: a line and the nodes that it
// completes stand side by side, and nothing that was written changes.

// Edge is the right edge of the tree: the newest complete node of each level,
// which is all that is needed to add a line.
type Edge struct {
	size  int64
	nodes [64]tlog.Hash // by level; only those that tlog asks for are meant
}

// LoadEdge gives the edge of the tree over so many lines. read gives the nodes
// at places, in their order.
func LoadEdge(size int64, read func(places []int64) ([]Hash, error)) (*Edge, error) {
	e := &Edge{size: size}
	if size == 0 {
		return e, nil
	}
	_, err := tlog.TreeHash(size, tlog.HashReaderFunc(func(places []int64) ([]tlog.Hash, error) {
		nodes, err := plain(read)(places)
		if err != nil {
			return nil, err
		}
		for i, place := range places {
			level, _ := tlog.SplitStoredHashIndex(place)
			e.nodes[level] = nodes[i]
		}
		return nodes, nil
	}))
	return e, err
}

// plain makes a reader of nodes one for tlog.
func plain(read func(places []int64) ([]Hash, error)) tlog.HashReaderFunc {
	return func(places []int64) ([]tlog.Hash, error) {
		nodes, err := read(places)
		if err == nil && len(nodes) != len(places) {
			err = fmt.Errorf("%d of %d nodes of the tree were found", len(nodes), len(places))
		}
		if err != nil {
			return nil, err
		}
		out := make([]tlog.Hash, len(nodes))
		for i, n := range nodes {
			out[i] = tlog.Hash(n)
		}
		return out, nil
	}
}

func (e *Edge) reader() tlog.HashReaderFunc {
	return func(places []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(places))
		for i, place := range places {
			level, _ := tlog.SplitStoredHashIndex(place)
			out[i] = e.nodes[level]
		}
		return out, nil
	}
}

// Add gives the nodes that the next line adds, and the place of the first; the
// others follow it.
func (e *Edge) Add(leaf Hash) (first int64, nodes []Hash, err error) {
	added, err := tlog.StoredHashesForRecordHash(e.size, tlog.Hash(leaf), e.reader())
	if err != nil {
		return 0, nil, err
	}
	first = tlog.StoredHashIndex(0, e.size)
	e.size++
	nodes = make([]Hash, len(added))
	for level, n := range added {
		e.nodes[level], nodes[level] = n, Hash(n)
	}
	return first, nodes, nil
}

// Root gives the root of the tree, in hexadecimal; nothing for a tree without lines.
func (e *Edge) Root() (string, error) {
	if e.size == 0 {
		return "", nil
	}
	root, err := tlog.TreeHash(e.size, e.reader())
	return Hash(root).String(), err
}

// ProveTree shows that the tree over the first from lines is the beginning of
// that over the first size lines.
func ProveTree(size, from int64, read func(places []int64) ([]Hash, error)) (*demarche.Extended, error) {
	root, err := tlog.TreeHash(from, plain(read))
	if err != nil {
		return nil, err
	}
	nodes, err := tlog.ProveTree(size, from, plain(read))
	if err != nil {
		return nil, err
	}
	return &demarche.Extended{TreeHead: demarche.TreeHead{Size: from, Hash: Hash(root).String()}, Consistency: texts(nodes)}, nil
}

// ProveLine gives the way from a line to the root of the tree over the first size lines.
func ProveLine(size int64, l Line, says []demarche.Field, read func(places []int64) ([]Hash, error)) (demarche.Proven, error) {
	nodes, err := tlog.ProveRecord(size, l.Sequence-1, plain(read))
	return demarche.Proven{Sequence: l.Sequence, At: l.At.UTC(), What: l.What, ID: l.ID, Says: says, Leaf: l.Leaf().String(), Inclusion: texts(nodes)}, err
}

func texts(nodes []tlog.Hash) []string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		out[i] = Hash(n).String()
	}
	return out
}

// ParseHash reads a SHA-256 in hexadecimal.
func ParseHash(text string) (Hash, error) {
	var h Hash
	if len(text) != hex.EncodedLen(len(h)) {
		return h, fmt.Errorf("%q is not a SHA-256", text)
	}
	_, err := hex.Decode(h[:], []byte(text))
	return h, err
}

func hashes(list []string) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(list))
	for i, text := range list {
		h, err := ParseHash(text)
		if err != nil {
			return nil, err
		}
		out[i] = tlog.Hash(h)
	}
	return out, nil
}
