package source

import (
	"context"
	"sync"
)

// together goes through several archives at once, AtOnce of them at a time, and
// reports whether the consumer wants more.
func (l Loader) together(ctx context.Context, archives []string, yield func(Item, error) bool) bool {
	type found struct {
		item Item
		err  error
	}
	ctx, stop := context.WithCancel(ctx)
	all, next := make(chan found), make(chan string)
	go func() {
		defer close(next)
		for _, path := range archives {
			select {
			case next <- path:
			case <-ctx.Done():
				return
			}
		}
	}()
	var readers sync.WaitGroup
	for range min(l.AtOnce, len(archives)) {
		readers.Go(func() {
			for path := range next {
				for item, err := range l.Open(ctx, path) {
					if err != nil && ctx.Err() != nil {
						return
					}
					select {
					case all <- found{item, err}:
					case <-ctx.Done():
						return
					}
				}
			}
		})
	}
	go func() {
		readers.Wait()
		close(all)
	}()
	more := true
	for f := range all {
		if more = more && yield(f.item, f.err); !more {
			stop() // the readers end; what they have sent already is let go
		}
	}
	outer := ctx.Err()
	stop()
	if more && outer != nil {
		more = false
		yield(Item{}, outer)
	}
	return more
}
