package web

import (
	"context"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

// longestTurn is for how long a page that is made keeps others waiting: what
// takes longer goes on beside those that come after it.
const longestTurn = 50 * time.Millisecond

// turns lets as many pages be made at a time as there are processors, in the
// order in which they were asked for. Were all that are asked for at once made
// side by side, each would come as late as the last of them, and some, passed
// over again and again, later than that.
type turns struct{ free *semaphore.Weighted }

func newTurns() turns {
	return turns{semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)))}
}

// take waits for a turn, which lasts until done is called and no longer than
// the longest. It fails with the context.
func (t turns) take(ctx context.Context) (done func(), err error) {
	if err := t.free.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	end := sync.OnceFunc(func() { t.free.Release(1) })
	late := time.AfterFunc(longestTurn, end)
	return func() {
		late.Stop()
		end()
	}, nil
}
