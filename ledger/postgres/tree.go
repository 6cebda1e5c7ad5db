package postgres

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/ledger"
)

// nodes gives the nodes of the tree at places, in their order.
func (a access) nodes(places []int64) ([]ledger.Hash, error) {
	found := make(map[int64]ledger.Hash, len(places))
	if err := a.all("Nodes", named{"places": places}, func(row scanner) error {
		place, hash, err := scanNode(row)
		found[place] = hash
		return err
	}); err != nil {
		return nil, err
	}
	nodes := make([]ledger.Hash, len(places))
	for i, place := range places {
		hash, there := found[place]
		if !there {
			return nil, damagedTree(fmt.Errorf("node %d is not there", place))
		}
		nodes[i] = hash
	}
	return nodes, nil
}

func scanNode(row scanner) (int64, ledger.Hash, error) {
	var (
		place int64
		hash  []byte
	)
	if err := row.Scan(&place, &hash); err != nil {
		return 0, ledger.Hash{}, err
	}
	if len(hash) != sha256.Size {
		return place, ledger.Hash{}, damagedTree(fmt.Errorf("node %d has the wrong length", place))
	}
	return place, ledger.Hash(hash), nil
}

func damagedTree(err error) error {
	return &demarche.Error{Code: demarche.Corrupt, Op: "read ledger", Err: err, Detail: "the tree over the log is damaged",
		Hint: "run demarche verify to see what is damaged, and go back to a backup"}
}

// Head gives the end of the log without reading it.
func (s *Store) Head(ctx context.Context) (h demarche.Head, err error) {
	err = s.reading(ctx, func(a access) error {
		h, err = a.head()
		return err
	})
	return h, s.explain("read ledger", err)
}

func (a access) head() (demarche.Head, error) {
	var (
		h    demarche.Head
		at   int64
		hash []byte
	)
	switch err := a.row("LastLine", nil).Scan(&h.Size, &at, &hash); {
	case errors.Is(err, errNoRow):
		return h, nil
	case err != nil:
		return h, err
	}
	edge, err := ledger.LoadEdge(h.Size, a.nodes)
	if err != nil {
		return h, err
	}
	h.Chain = fmt.Sprintf("%x", hash)
	h.Tree, err = edge.Root()
	return h, err
}

func scanLine(row scanner) (ledger.Line, ledger.Hash, error) {
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
