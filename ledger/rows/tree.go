package rows

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/ledger"
)

// ScanLine reads a line of the log, and its hash.
func ScanLine(row Row) (ledger.Line, ledger.Hash, error) {
	var (
		l             ledger.Line
		at            int64
		content, hash []byte
	)
	if err := row.Scan(&l.Sequence, &at, &l.What, &l.ID, &content, &hash); err != nil {
		return l, ledger.Hash{}, err
	}
	if len(content) != sha256.Size || len(hash) != sha256.Size {
		return l, ledger.Hash{}, errors.New("its hashes have the wrong length")
	}
	l.At, l.Content = time.Unix(0, at), ledger.Hash(content)
	return l, ledger.Hash(hash), nil
}

// ScanNode reads a node of the tree and its place.
func ScanNode(m Moment, row Row) (int64, ledger.Hash, error) {
	var (
		place int64
		hash  []byte
	)
	if err := row.Scan(&place, &hash); err != nil {
		return 0, ledger.Hash{}, err
	}
	if len(hash) != sha256.Size {
		return place, ledger.Hash{}, DamagedTree(m, fmt.Errorf("node %d has the wrong length", place))
	}
	return place, ledger.Hash(hash), nil
}

// DamagedTree is the error of a tree that is not what was kept.
func DamagedTree(m Moment, err error) error {
	return damaged(m, "", "the tree over the log is damaged", err)
}

// Nodes gives a reader of the nodes of the tree.
func Nodes(m Moment) func(places []int64) ([]ledger.Hash, error) {
	return func(places []int64) ([]ledger.Hash, error) {
		found := make(map[int64]ledger.Hash, len(places))
		if err := m.All("Nodes", Named{"places": places}, func(row Row) error {
			place, hash, err := ScanNode(m, row)
			found[place] = hash
			return err
		}); err != nil {
			return nil, err
		}
		nodes := make([]ledger.Hash, len(places))
		for i, place := range places {
			hash, there := found[place]
			if !there {
				return nil, DamagedTree(m, fmt.Errorf("node %d is not there", place))
			}
			nodes[i] = hash
		}
		return nodes, nil
	}
}

// Head gives the end of the log without reading it.
func Head(m Moment) (demarche.Head, error) {
	switch size, chain, err := lastLine(m); {
	case errors.Is(err, sql.ErrNoRows):
		return demarche.Head{}, nil
	case err != nil:
		return demarche.Head{}, err
	default:
		return headOf(m, size, chain)
	}
}

// lastLine gives how long the log is and the hash of its last line.
func lastLine(m Moment) (size int64, chain string, err error) {
	var (
		at   int64
		hash []byte
	)
	err = m.Row("LastLine", nil).Scan(&size, &at, &hash)
	return size, hex.EncodeToString(hash), err
}

// headOf gives the head of the log as long as it was at a line with a hash.
func headOf(m Moment, size int64, chain string) (demarche.Head, error) {
	h := demarche.Head{Size: size}
	edge, err := ledger.LoadEdge(size, Nodes(m))
	if err != nil {
		return h, err
	}
	h.Chain = chain
	h.Tree, err = edge.Root()
	return h, err
}

// Head gives the end of the log without reading it. Whoever asks while the last
// line is the same is given what was found before: each page asks several times.
func (q Questions) Head(ctx context.Context) (h demarche.Head, err error) {
	if size, chain, err := lastLine(q.base.Anywhere(ctx)); err == nil {
		if had := q.head.Load(); had != nil && had.Size == size && had.Chain == chain {
			return *had, nil
		}
	}
	err = q.base.Reading(ctx, func(m Moment) error {
		h, err = Head(m)
		return err
	})
	if err == nil {
		q.head.Store(&h)
	}
	return h, q.base.Explain("read ledger", err)
}

// Growth gives what shows that the log of so many lines is the beginning of that of later lines.
func (q Questions) Growth(ctx context.Context, earlier, later int64) (grown demarche.Extended, err error) {
	err = q.base.Reading(ctx, func(m Moment) error {
		size, _, err := lastLine(m)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if earlier < 1 || earlier > later || later > size {
			return &demarche.Error{Code: demarche.Invalid, Op: "prove", Path: q.base.Path, Detail: fmt.Sprintf("a log of %d lines did not grow from %d lines to %d", size, earlier, later)}
		}
		shown, err := ledger.ProveTree(later, earlier, Nodes(m))
		if err == nil {
			grown = *shown
		}
		return err
	})
	return grown, q.base.Explain("prove", err)
}

// HeadAt gives the head that the log had when it was so many lines long.
func (q Questions) HeadAt(ctx context.Context, size int64) (h demarche.Head, err error) {
	if size == 0 {
		return h, nil
	}
	err = q.base.Reading(ctx, func(m Moment) error {
		_, hash, err := ScanLine(m.Row("Line", Named{"sequence": size}))
		if errors.Is(err, sql.ErrNoRows) {
			return &demarche.Error{Code: demarche.NotFound, Op: "read ledger", Path: q.base.Path, Detail: fmt.Sprintf("its log was never %d lines long", size)}
		}
		if err != nil {
			return err
		}
		h, err = headOf(m, size, hash.String())
		return err
	})
	return h, q.base.Explain("read ledger", err)
}
