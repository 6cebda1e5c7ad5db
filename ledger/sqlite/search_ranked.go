package sqlite

import "sync"

// ranking is a row in which sought words stand, and how well it fits them.
type ranking struct {
	row   int64
	score float64
}

// rankings remembers where words stood until the log grows: whoever looks at
// the next page or narrows a search asks for the same words again.
type rankings struct {
	mu    sync.Mutex
	line  int64
	of    map[string][]ranking
	order []string // the words, the oldest first
}

// mostRankings is of how many searches it is remembered, each of 160 kB at most.
const mostRankings = 64

func (r *rankings) get(line int64, match string) ([]ranking, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.line != line {
		return nil, false
	}
	had, ok := r.of[match]
	return had, ok
}

// put remembers what was found, which must not be changed, and gives it back.
func (r *rankings) put(line int64, match string, found []ranking) []ranking {
	r.mu.Lock()
	defer r.mu.Unlock()
	if line < r.line {
		return found
	}
	if line > r.line {
		r.line, r.of, r.order = line, nil, nil
	}
	if r.of == nil {
		r.of = make(map[string][]ranking)
	}
	if _, had := r.of[match]; !had {
		r.order = append(r.order, match)
		if len(r.order) > mostRankings {
			delete(r.of, r.order[0])
			r.order = r.order[1:]
		}
	}
	r.of[match] = found
	return found
}
