package queue

import (
	"time"

	"github.com/riverqueue/river"
)

// ReindexEvery has a worker build the indexes of the queue anew so often, where it may.
func (w *Worker) ReindexEvery(d time.Duration) { w.reindex = river.PeriodicInterval(d) }
