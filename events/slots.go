package events

import "iter"

// slots holds numbers of records by keys, without a pointer.
type slots struct {
	first map[uint64]int32 // the first link of the chain of each key
	links []link
	free  int32 // first link of the chain of those that are not in use
}

// link is one record in the chain of a key.
type link struct{ number, next int32 }

// noLink ends a chain.
const noLink = -1

func newSlots() *slots { return &slots{first: make(map[uint64]int32), free: noLink} }

// put adds a number under a key.
func (s *slots) put(key uint64, number int32) {
	next, ok := s.first[key]
	if !ok {
		next = noLink
	}
	at := s.free
	if at == noLink {
		at = int32(len(s.links))
		s.links = append(s.links, link{})
	} else {
		s.free = s.links[at].next
	}
	s.links[at] = link{number, next}
	s.first[key] = at
}

// remove takes a number away from under a key, as often as it was put there.
func (s *slots) remove(key uint64, number int32) {
	before := int32(noLink)
	at, ok := s.first[key]
	for ok && at != noLink {
		next := s.links[at].next
		if s.links[at].number != number {
			before, at = at, next
			continue
		}
		switch {
		case before != noLink:
			s.links[before].next = next
		case next != noLink:
			s.first[key] = next
		default:
			delete(s.first, key)
		}
		s.links[at].next, s.free = s.free, at
		at = next
	}
}

// of gives the numbers under a key.
func (s *slots) of(key uint64) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		at, ok := s.first[key]
		for ok && at != noLink {
			if !yield(s.links[at].number) {
				return
			}
			at = s.links[at].next
		}
	}
}
