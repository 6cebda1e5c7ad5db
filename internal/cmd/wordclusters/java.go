package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// object is an instance of a Java class of which only what its own writer wrote
// is kept: of a collection its elements, of a map its keys and values in turn.
type object struct{ children []any }

// class describes a class of the stream.
type class struct {
	fields   []byte // kinds of the primitive fields
	ownWrite bool   // more follows the fields
	super    *class
}

// javaReader reads the part of the Java Object Serialization Stream Protocol
// that maps, sets and lists of strings need.
type javaReader struct {
	*bufio.Reader
	handles []any
}

// Marks of the protocol.
const (
	markNull      = 0x70
	markReference = 0x71
	markClass     = 0x72
	markObject    = 0x73
	markString    = 0x74
	markBlock     = 0x77
	markEnd       = 0x78

	firstHandle = 0x7e0000
	hasWriter   = 1 // flag of a class that writes more than its fields
)

// end is what markEnd reads as, block what raw bytes read as.
type (
	end   struct{}
	block struct{}
)

// readObject reads a stream of one collection and gives its elements.
func readObject(b *bufio.Reader) ([]any, error) {
	r := javaReader{Reader: b}
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	if head != [4]byte{0xac, 0xed, 0, 5} {
		return nil, fmt.Errorf("not written by Java")
	}
	v, err := r.value()
	if err != nil {
		return nil, err
	}
	o, ok := v.(*object)
	if !ok {
		return nil, fmt.Errorf("the stream holds no collection")
	}
	return o.children, nil
}

func (r *javaReader) value() (any, error) {
	mark, err := r.ReadByte()
	if err != nil {
		return nil, err
	}
	switch mark {
	case markNull:
		return nil, nil
	case markEnd:
		return end{}, nil
	case markReference:
		var n uint32
		if err := binary.Read(r, binary.BigEndian, &n); err != nil {
			return nil, err
		}
		if n -= firstHandle; int(n) >= len(r.handles) {
			return nil, fmt.Errorf("handle %d is unknown", n)
		}
		return r.handles[n], nil
	case markString:
		s, err := r.text()
		r.handles = append(r.handles, s)
		return s, err
	case markBlock:
		n, err := r.ReadByte()
		if err == nil {
			_, err = r.Discard(int(n))
		}
		return block{}, err
	case markClass:
		return r.class()
	case markObject:
		return r.object()
	}
	return nil, fmt.Errorf("mark %#x is not read here", mark)
}

func (r *javaReader) text() (string, error) {
	var n [2]byte
	if _, err := io.ReadFull(r, n[:]); err != nil {
		return "", err
	}
	b := make([]byte, binary.BigEndian.Uint16(n[:]))
	_, err := io.ReadFull(r, b)
	return string(b), err
}

func (r *javaReader) class() (*class, error) {
	if _, err := r.text(); err != nil {
		return nil, err
	}
	c := &class{}
	r.handles = append(r.handles, c)
	var head [11]byte // version, flags, number of fields
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	c.ownWrite = head[8]&hasWriter != 0
	for range binary.BigEndian.Uint16(head[9:]) {
		kind, err := r.ReadByte()
		if err != nil {
			return nil, err
		}
		if kind != 'I' && kind != 'F' {
			return nil, fmt.Errorf("fields of kind %q are not read here", kind)
		}
		if _, err := r.text(); err != nil {
			return nil, err
		}
		c.fields = append(c.fields, kind)
	}
	if v, err := r.value(); err != nil {
		return nil, err
	} else if v != (end{}) {
		return nil, fmt.Errorf("annotations of classes are not read here")
	}
	super, err := r.value()
	if err != nil {
		return nil, err
	}
	c.super, _ = super.(*class)
	return c, nil
}

func (r *javaReader) object() (*object, error) {
	v, err := r.value()
	if err != nil {
		return nil, err
	}
	c, ok := v.(*class)
	if !ok {
		return nil, fmt.Errorf("an object without a class")
	}
	o := &object{}
	r.handles = append(r.handles, o)
	return o, r.contents(o, c)
}

// contents reads what the classes of an object wrote, from the topmost down.
func (r *javaReader) contents(o *object, c *class) error {
	if c == nil {
		return nil
	}
	if err := r.contents(o, c.super); err != nil {
		return err
	}
	if _, err := r.Discard(4 * len(c.fields)); err != nil || !c.ownWrite {
		return err
	}
	for {
		v, err := r.value()
		if err != nil {
			return err
		}
		switch v {
		case end{}:
			return nil
		case block{}:
		default:
			o.children = append(o.children, v)
		}
	}
}
