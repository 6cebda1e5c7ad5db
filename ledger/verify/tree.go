package verify

import (
	"fmt"
	"strconv"

	"demarche/ledger"
	"demarche/ledger/rows"
)

// treeCheck compares the tree with the lines of the log as they are read.
type treeCheck struct {
	verifier *Verifier
	rows     rows.Cursor
	place    int64 // of the node that the table has next
	hash     ledger.Hash
	edge     ledger.Edge
	done     bool // no more nodes, or no use in reading them
	lost     bool // a line is missing: what follows cannot be compared
}

func (v *Verifier) tree() *treeCheck {
	c := &treeCheck{verifier: v}
	nodes, err := v.Open("AllNodes")
	if err != nil {
		v.Broken("the tree", err)
		c.done, c.lost = true, true
		return c
	}
	c.rows = nodes
	c.advance()
	return c
}

// advance goes to the next node of the table.
func (c *treeCheck) advance() {
	if c.done {
		return
	}
	for c.rows.Next() {
		place, hash, err := rows.ScanNode(c.verifier, c.rows)
		if err == nil {
			c.place, c.hash = place, hash
			return
		}
		c.verifier.Fault("tree", strconv.FormatInt(place, 10), "cannot be read: "+err.Error())
	}
	c.done = true
	if err := c.rows.Err(); err != nil {
		c.verifier.Broken("the tree", err)
	}
}

// line compares the nodes that a line completes. A line that is missing is a
// fault already, and nothing after it can be compared.
func (c *treeCheck) line(l ledger.Line, inPlace bool) {
	if c.lost = c.lost || !inPlace; c.lost {
		return
	}
	first, nodes, err := c.edge.Add(l.Leaf())
	if err != nil {
		c.verifier.Broken("the tree", err)
		c.lost = true
	}
	for i, hash := range nodes {
		c.node(first+int64(i), hash, l.Sequence)
	}
}

func (c *treeCheck) node(place int64, want ledger.Hash, line int64) {
	for ; !c.done && c.place < place; c.advance() {
		c.verifier.Fault("tree", strconv.FormatInt(c.place, 10), "no line of the log completes it")
	}
	if c.done || c.place != place {
		c.verifier.Fault("tree", strconv.FormatInt(place, 10), fmt.Sprintf("the node that line %d of the log completes is not there", line))
		return
	}
	if c.hash != want {
		c.verifier.Fault("tree", strconv.FormatInt(place, 10), fmt.Sprintf("it is not the hash of line %d of the log and those below it", line))
	}
	c.advance()
}

// end reports what the table has beyond the last line, and gives the root.
func (c *treeCheck) end() (string, error) {
	for ; !c.done && !c.lost; c.advance() {
		c.verifier.Fault("tree", strconv.FormatInt(c.place, 10), "no line of the log completes it")
	}
	if c.rows != nil {
		_ = c.rows.Close()
	}
	if c.lost {
		return "", nil
	}
	return c.edge.Root()
}
