package web

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sync/semaphore"
)

// TestPagesAreMadeInTheirOrder has ten readers ask for pages one after the other
// while a page is made: none is made before the one that was asked for earlier.
func TestPagesAreMadeInTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pages := turns{semaphore.NewWeighted(1)}
		first := turn(t, pages)
		var made []int // only who has the turn appends
		var readers sync.WaitGroup
		for n := range 10 {
			readers.Go(func() {
				done := turn(t, pages)
				defer done()
				made = append(made, n)
			})
			synctest.Wait() // the next asks once this one stands in the row
		}
		if len(made) > 0 {
			t.Errorf("%v were made while another page was", made)
		}
		first()
		readers.Wait()
		if !slices.IsSorted(made) || len(made) != 10 {
			t.Errorf("pages were made in the order %v", made)
		}
	})
}

// TestALongPageKeepsNobodyWaiting makes a page that takes a minute: others wait
// no longer than the longest turn, and the end of the long page gives no turn back twice.
func TestALongPageKeepsNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pages, began := turns{semaphore.NewWeighted(1)}, time.Now()
		long := turn(t, pages)
		short := turn(t, pages)
		if waited := time.Since(began); waited != longestTurn {
			t.Errorf("the short page waited %v", waited)
		}
		long()
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := pages.take(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a third page has a turn beside the second: %v", err)
		}
		short()
		turn(t, pages)()
	})
}

// TestWhoLeavesIsNotWaitedFor leaves a row of readers in its midst.
func TestWhoLeavesIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pages := turns{semaphore.NewWeighted(1)}
		first := turn(t, pages)
		leaving, leave := context.WithCancel(t.Context())
		left := make(chan error)
		go func() {
			_, err := pages.take(leaving)
			left <- err
		}()
		synctest.Wait()
		leave()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("who left is told %v", err)
		}
		first()
		turn(t, pages)()
	})
}

func turn(t *testing.T, pages turns) (done func()) {
	done, err := pages.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return done
}
