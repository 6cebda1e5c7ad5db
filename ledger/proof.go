package ledger

import (
	"fmt"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"

	"demarche"
)

// CheckProof reports the first thing that keeps a proof from proving what it
// says: that its lines say what they are said to, stand in a log with the
// head of the proof, and belong together; and that the log only grew since the
// earlier head, if it names one. It trusts nothing but the head: that the head
// is that of the ledger must be known otherwise, as from a checkpoint.
func CheckProof(p demarche.Proof) error {
	if p.Form == "" {
		return &demarche.Error{Code: demarche.Invalid, Op: "check proof", Detail: "this is no proof", Hint: "give a file that demarche prove wrote"}
	}
	if p.Form != demarche.ProofForm {
		return &demarche.Error{Code: demarche.Unsupported, Op: "check proof", Detail: fmt.Sprintf("the form %q is not known", p.Form),
			Hint: "use the newest version of demarche, and a file that demarche prove wrote"}
	}
	if err := checkProof(p); err != nil {
		return &demarche.Error{Code: demarche.Corrupt, Op: "check proof", Err: err, Detail: "the proof does not hold",
			Hint: "ask for the proof again; what it says must not be relied on"}
	}
	return nil
}

func checkProof(p demarche.Proof) error {
	root, err := ParseHash(p.Tree.Hash)
	if err != nil {
		return fmt.Errorf("head of the tree: %w", err)
	}
	if len(p.Lines) == 0 {
		return fmt.Errorf("it has no lines")
	}
	for _, l := range p.Lines {
		if err := checkLine(l, p.Tree.Size, root); err != nil {
			return fmt.Errorf("%s %s, line %d: %w", l.What, l.ID, l.Sequence, err)
		}
	}
	if err := checkTogether(p.Lines); err != nil {
		return err
	}
	if p.Since == nil {
		return nil
	}
	if err := checkGrowth(*p.Since, p.Tree.Size, root); err != nil {
		return fmt.Errorf("growth since %d lines: %w", p.Since.Size, err)
	}
	return nil
}

// checkLine checks one line by itself: what it says, its leaf, the way to the root.
func checkLine(l demarche.Proven, size int64, root Hash) error {
	if l.Sequence < 1 || l.Sequence > size {
		return fmt.Errorf("a tree over %d lines does not have it", size)
	}
	if err := checkNames(l); err != nil {
		return err
	}
	line := Line{Sequence: l.Sequence, At: l.At, What: l.What, ID: l.ID, Content: Content(l.What, l.Says)}
	if line.Leaf().String() != l.Leaf {
		return fmt.Errorf("what it says has another hash")
	}
	way, err := hashes(l.Inclusion)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(way, size, tlog.Hash(root), l.Sequence-1, tlog.Hash(line.Leaf())); err != nil {
		return fmt.Errorf("its way does not lead to the head")
	}
	return nil
}

// checkNames checks the names of the fields, which the hash does not cover.
func checkNames(l demarche.Proven) error {
	var want []demarche.Field
	must := -1 // so many at least; all if negative
	switch l.What {
	case CaptureLine:
		want, must = CaptureSays(CaptureFacts{Head: "-"}), len(CaptureSays(CaptureFacts{}))
	case DocumentLine:
		want, must = DocumentSays(DocumentFacts{PublishedAt: "-"}), len(DocumentSays(DocumentFacts{}))
	case RecordLine:
		want = RecordSays("", "", nil)
	case DecisionLine:
		want = DecisionSays(demarche.Decision{})
	case LinkLine:
		want = LinkSays(demarche.Link{})
	default:
		return fmt.Errorf("this version cannot check a %q", l.What)
	}
	if must < 0 {
		must = len(want)
	}
	if len(l.Says) < must || len(l.Says) > len(want) {
		return fmt.Errorf("it says %d things, not %d to %d", len(l.Says), must, len(want))
	}
	if n := len(l.Says); n > must && l.Says[n-1].Value == "" {
		return fmt.Errorf("what it says last is empty")
	}
	for i, f := range l.Says {
		if f.Name != want[i].Name {
			return fmt.Errorf("%q stands where %q should", f.Name, want[i].Name)
		}
	}
	return nil
}

// checkTogether checks that the lines belong to each other: the document to
// the text of the record, the capture to the document, decisions to the record.
func checkTogether(lines []demarche.Proven) error {
	var record, about, text, capture string
	meant := false // one of the decisions names the record itself
	for _, l := range lines {
		switch says := values(l.Says); {
		case l.What == RecordLine && (says["id"] != l.ID || BodyID(says["text"], []byte(says["body"])) != l.ID):
			return fmt.Errorf("record %s: its id is not that of what it says", l.ID)
		case l.What == RecordLine:
			record, text = l.ID, says["text"]
		case l.What == DecisionLine && (says["record"] != l.ID || about != "" && about != l.ID):
			return fmt.Errorf("the decision of line %d is about another record", l.Sequence)
		case l.What == DecisionLine:
			about, meant = l.ID, meant || record == l.ID || record == says["version"]
		case l.What == LinkLine && !names(says, record, about):
			return fmt.Errorf("the link of line %d is about other records", l.Sequence)
		case l.What == DocumentLine && (says["text"] != l.ID || text != "" && text != l.ID):
			return fmt.Errorf("document %s is not of the text that the record was read from", l.ID)
		case l.What == DocumentLine:
			capture = says["capture"]
		case l.What == CaptureLine && (says["sha256"] != l.ID || capture != strconv.FormatInt(l.Sequence, 10)):
			return fmt.Errorf("capture %s is not the one that the document was taken out of", l.ID)
		}
	}
	if about != "" && !meant {
		return fmt.Errorf("the decisions are about %s, not about the record", about)
	}
	return nil
}

func values(says []demarche.Field) map[string]string {
	m := make(map[string]string, len(says))
	for _, f := range says {
		m[f.Name] = f.Value
	}
	return m
}

func checkGrowth(since demarche.Extended, size int64, root Hash) error {
	earlier, err := ParseHash(since.Hash)
	if err != nil {
		return err
	}
	if since.Size < 1 || since.Size > size {
		return fmt.Errorf("a log of %d lines was not that long", size)
	}
	nodes, err := hashes(since.Consistency)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(nodes, size, tlog.Hash(root), since.Size, tlog.Hash(earlier)); err != nil {
		return fmt.Errorf("the earlier log is not the beginning of the later one")
	}
	return nil
}
