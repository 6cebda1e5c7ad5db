package rows

import "sync"

// rankings remembers where words stood until the log grows: whoever looks at
// the next page or narrows a search asks for the same words again.
type rankings struct {
	mu    sync.Mutex
	line  int64
	of    map[string][]Place
	order []string // the words, the oldest first
}

// mostRankings is of how many searches it is remembered, each of 160 kB at most.
const mostRankings = 64

func (r *rankings) get(line int64, words string) ([]Place, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.line != line {
		return nil, false
	}
	had, ok := r.of[words]
	return had, ok
}

// put remembers what was found, which must not be changed.
func (r *rankings) put(line int64, words string, found []Place) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if line < r.line {
		return
	}
	if line > r.line {
		r.line, r.of, r.order = line, nil, nil
	}
	if r.of == nil {
		r.of = make(map[string][]Place)
	}
	if _, had := r.of[words]; !had {
		r.order = append(r.order, words)
		if len(r.order) > mostRankings {
			delete(r.of, r.order[0])
			r.order = r.order[1:]
		}
	}
	r.of[words] = found
}
