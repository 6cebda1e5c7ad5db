package copies

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
)

// printings gives many copies of one report.
func printings(t testing.TB, n int) []sample {
	d := desk{rand.New(rand.NewPCG(11, 1))}
	body := originals(t)["colombia-turns-planes-back"]
	out := []sample{asSample("original", body, 0)}
	for i := range n - 1 {
		out = append(out, asSample(fmt.Sprint("copy ", i), d.copy(body), d.IntN(4)))
	}
	return out
}

// press makes n synthetic reports of some 200 words: a fifth of them copies of
// an earlier one, every tenth with a stock paragraph, words as frequent as in a
// language (Zipf).
func press(n int) []Text {
	d := desk{rand.New(rand.NewPCG(5, 1))}
	z := rand.NewZipf(d.Rand, 1.1, 2, 20000)
	paragraph := func() string {
		words := make([]string, 35)
		for i := range words {
			words[i] = fmt.Sprintf("w%d", z.Uint64())
		}
		return strings.Join(words, " ") + "."
	}
	stock := paragraph()
	var recent [][]string
	out := make([]Text, n)
	for i := range out {
		var ps []string
		if len(recent) > 50 && d.IntN(5) == 0 {
			ps = slices.Clone(recent[len(recent)-1-d.IntN(50)])
			ps = ps[:3+d.IntN(len(ps)-2)]
			ps[0] = paragraph()
		} else {
			for range 6 {
				ps = append(ps, paragraph())
			}
			if i%10 == 0 {
				ps[5] = stock
			}
			recent = append(recent, ps)
		}
		body := strings.Join(ps, "\n")
		out[i] = Text{ID: demarche.HashOf([]byte(body)), Body: body, Published: demarche.Day(time.Date(2025, 1, 1+i/60, 0, 0, 0, 0, time.UTC))}
	}
	return out
}

// BenchmarkAdd adds 20,000 reports and prints what the last 2,000 cost
// against the first 2,000.
func BenchmarkAdd(b *testing.B) {
	const texts, tenth = 20000, 2000
	all := press(texts)
	for b.Loop() {
		x := New()
		var start, end time.Duration
		for i := 0; i < texts; i += tenth {
			began := time.Now()
			for _, t := range all[i : i+tenth] {
				x.Add(t)
			}
			switch end = time.Since(began); i {
			case tenth: // the first tenth finds nothing to compare with
				start = end
			}
		}
		b.ReportMetric(float64(end.Microseconds())/tenth, "µs/text-at-end")
		b.ReportMetric(float64(end)/float64(start), "end/start")
	}
}

// What Add does for a text is bounded by whom it compares it with. This counts
// it, where times depend on what else the machine does.
func TestCostDoesNotGrow(t *testing.T) {
	const texts, tenth = 10000, 1000
	x := New()
	all := press(texts)
	for _, text := range all {
		x.Add(text)
	}
	compared := func(some []Text) (n int) {
		for _, s := range some {
			n += len(x.texts[s.ID].tried)
		}
		return n
	}
	start, end := compared(all[tenth:2*tenth]), compared(all[texts-tenth:])
	t.Logf("compared with on average: %.2f texts at the start, %.2f at the end", share(start, tenth), share(end, tenth))
	if end > start*3/2 {
		t.Errorf("a text is compared with %.2f others at the end, %.2f at the start", share(end, tenth), share(start, tenth))
	}
}
