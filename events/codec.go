package events

import (
	"encoding/binary"
	"math"

	"demarche"
)

// symbols numbers strings that come often, each once.
type symbols struct {
	numbers map[string]uint64
	all     []string
}

func newSymbols() *symbols { return &symbols{numbers: make(map[string]uint64)} }

func (s *symbols) number(v string) uint64 {
	n, ok := s.numbers[v]
	if !ok {
		n = uint64(len(s.all))
		s.numbers[v] = n
		s.all = append(s.all, v)
	}
	return n
}

// codec writes what a record says into bytes, or reads it from them: one
// description of the fields serves both, so that they cannot differ. A record
// that is written is not touched: others may read it meanwhile.
type codec struct {
	symbols *symbols
	bytes   []byte // written, or yet to be read
	reading bool
}

// number is a whole number that is mostly small and never negative.
func (c *codec) number(v *uint64) {
	if !c.reading {
		c.bytes = binary.AppendUvarint(c.bytes, *v)
		return
	}
	n := 0
	*v, n = binary.Uvarint(c.bytes)
	c.bytes = c.bytes[n:]
}

// fixed is a number of which all bits are used.
func (c *codec) fixed(v *uint64) {
	if !c.reading {
		c.bytes = binary.LittleEndian.AppendUint64(c.bytes, *v)
		return
	}
	*v = binary.LittleEndian.Uint64(c.bytes)
	c.bytes = c.bytes[8:]
}

func (c *codec) float(v *float64) {
	bits := math.Float64bits(*v)
	c.fixed(&bits)
	if c.reading {
		*v = math.Float64frombits(bits)
	}
}

func (c *codec) whole(v *int) {
	n := uint64(*v<<1) ^ uint64(*v>>63)
	c.number(&n)
	if c.reading {
		*v = int(n>>1) ^ -int(n&1)
	}
}

func (c *codec) flag(v *bool) {
	n := uint64(0)
	if *v {
		n = 1
	}
	c.number(&n)
	if c.reading {
		*v = n == 1
	}
}

// words is a text that no other record has.
func (c *codec) words(v *string) {
	n := uint64(len(*v))
	c.number(&n)
	if !c.reading {
		c.bytes = append(c.bytes, *v...)
		return
	}
	*v, c.bytes = string(c.bytes[:n]), c.bytes[n:]
}

// symbol is a text that many records share.
func symbol[T ~string](c *codec, v *T) {
	n := uint64(0)
	if !c.reading {
		n = c.symbols.number(string(*v))
	}
	c.number(&n)
	if c.reading {
		*v = T(c.symbols.all[n])
	}
}

// several is a list; one that is nil stays so.
func several[T any](c *codec, v *[]T, each func(*T)) {
	n := uint64(0)
	if *v != nil {
		n = uint64(len(*v)) + 1
	}
	c.number(&n)
	if c.reading && n > 0 {
		*v = make([]T, n-1)
	}
	for i := range *v {
		each(&(*v)[i])
	}
}

// optional is a value that may not be given.
func optional[T any](c *codec, v **T, of func(*T)) {
	there := *v != nil
	c.flag(&there)
	if there && c.reading {
		*v = new(T)
	}
	if there {
		of(*v)
	}
}

func symbolList[T ~string](c *codec, v *[]T) { several(c, v, func(s *T) { symbol(c, s) }) }

func (c *codec) speaker(v **demarche.Speaker) {
	optional(c, v, func(s *demarche.Speaker) {
		symbol(c, &s.Name)
		symbol(c, &s.Role)
		symbol(c, &s.State)
	})
}

// record is a record without its evidence and trace, which events do not need,
// and without its confidence, which the item has.
func (c *codec) record(r *demarche.Record) {
	kind := demarche.Kind("")
	if !c.reading {
		kind = (*r).Shared().Kind
	}
	symbol(c, &kind)
	if c.reading {
		*r, _ = demarche.NewRecord(kind) // what was written is of a known kind
	}
	shared := (*r).Shared()
	c.words(&shared.ID)
	switch r := (*r).(type) {
	case *demarche.Movement:
		c.movement(r)
	case *demarche.Act:
		symbol(c, &r.Type)
		symbol(c, &r.Actor)
		symbol(c, &r.Target)
		c.speaker(&r.By)
		symbol(c, &r.Date)
	case *demarche.Position:
		c.position(r)
	case *demarche.Count:
		c.figure(r)
	}
}

func (c *codec) movement(r *demarche.Movement) {
	symbol(c, &r.Status)
	symbol(c, &r.Sender)
	symbol(c, &r.Origin)
	symbol(c, &r.Destination)
	symbol(c, &r.DestinationState)
	symbol(c, &r.Means)
	optional(c, &r.Flights, c.whole)
	optional(c, &r.People, c.whole)
	optional(c, &r.Max, c.whole)
	c.flag(&r.Approx)
	symbolList(c, &r.Nationals)
	optional(c, &r.Restrained, c.flag)
	c.speaker(&r.By)
	symbol(c, &r.Date)
}

func (c *codec) position(r *demarche.Position) {
	symbol(c, &r.State)
	symbol(c, &r.Stance)
	symbol(c, &r.From)
	symbol(c, &r.People)
	symbolList(c, &r.Nationals)
	symbol(c, &r.Means)
	symbol(c, &r.Place)
	symbolList(c, &r.Terms)
	c.speaker(&r.By)
	symbol(c, &r.Date)
}

func (c *codec) figure(r *demarche.Count) {
	symbol(c, &r.What)
	c.float(&r.Value)
	optional(c, &r.Max, c.float)
	symbol(c, &r.Unit)
	c.flag(&r.Approx)
	symbol(c, &r.Of)
	symbol(c, &r.In)
	symbol(c, &r.Place)
	symbol(c, &r.AsOf)
	symbol(c, &r.Source)
}

// item is a record made ready for comparison, but not what is kept beside it.
func (c *codec) item(x *item) {
	c.record(&x.Record)
	symbol(c, &x.Document)
	symbol(c, &x.Publish)
	c.whole(&x.when.from)
	c.whole(&x.when.to)
	for _, f := range []*bool{&x.when.known, &x.when.estimated, &x.when.ahead, &x.number.known, &x.number.approx} {
		c.flag(f)
	}
	if x.number.known {
		c.float(&x.number.low)
		c.float(&x.number.high)
	}
	for _, words := range []*[]string{&x.origin, &x.destination, &x.place, &x.actor, &x.target, &x.speaker} {
		symbolList(c, words)
	}
	several(c, &x.said, c.fixed)
	c.float(&x.sure)
	x.id = x.Record.Shared().ID
}
