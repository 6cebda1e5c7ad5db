//go:build unix

package pipeline_test

import (
	"syscall"
	"testing"
	"time"

	"demarche/language"
)

// Quadratic work takes 16 times as long for four times the text. Processor time
// is measured, which other programs on the machine hardly change.
const (
	smallText  = 12_000
	mostGrowth = 9.0
	tooShort   = 25 * time.Millisecond // for a growth to be measured
	attempts   = 4
)

func TestTheTimeIsInProportionToTheText(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	p, err := layer()
	if err != nil {
		t.Fatal(err)
	}
	small, large := hostile(smallText), hostile(4*smallText)
	for name := range small {
		t.Run(name, func(t *testing.T) {
			inProportion(t, p, small[name], large[name])
		})
	}
}

// A megabyte full of people who hold posts: everyone is looked for among all.
func TestAMegabyteOfHolders(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	p, err := layer()
	if err != nil {
		t.Fatal(err)
	}
	const megabyte = 1 << 20
	inProportion(t, p, holders(megabyte/4, " "), holders(megabyte, " "))
}

// inProportion fails where a component takes more than mostGrowth times as long
// for large as for small, four times its size, at its fastest of some attempts:
// a garbage collection counts for whichever component it falls into.
func inProportion(t *testing.T, p language.Pipeline, small, large string) {
	t.Helper()
	var less, more []time.Duration
	for range attempts {
		less, more = fastest(less, times(t, p, small)), fastest(more, times(t, p, large))
		if !slow(less, more) {
			return
		}
	}
	for i, c := range p {
		t.Logf("%s: %v, four times the text %v", c.Name(), less[i], more[i])
	}
	t.Errorf("a component takes more than %v times as long for four times the text", mostGrowth)
}

// times gives how much processor time each component takes over a text.
func times(t *testing.T, p language.Pipeline, text string) []time.Duration {
	t.Helper()
	a := &language.Analysis{Text: text, Published: "2025-02-05"}
	took := make([]time.Duration, len(p))
	for i, c := range p {
		start := processorTime(t)
		if err := c.Apply(a); err != nil {
			t.Fatal(err)
		}
		a.Have |= c.Gives()
		took[i] = processorTime(t) - start
	}
	if err := exact(a); err != nil {
		t.Fatal(err)
	}
	return took
}

func fastest(a, b []time.Duration) []time.Duration {
	for i := range a {
		b[i] = min(a[i], b[i])
	}
	return b
}

func slow(less, more []time.Duration) bool {
	for i := range less {
		if more[i] > tooShort && float64(more[i]) > mostGrowth*float64(less[i]) {
			return true
		}
	}
	return false
}

// processorTime gives the time that the processor has worked for this process.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
