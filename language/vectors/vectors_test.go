package vectors_test

import (
	"math"
	"slices"
	"testing"

	"demarche/language/vectors"
)

// cosine gives how near two words lie, from -1 to 1.
func cosine(t *testing.T, table *vectors.Table, a, b string) float64 {
	t.Helper()
	u, v := make([]float32, vectors.Dims), make([]float32, vectors.Dims)
	if !table.Add(u, a) || !table.Add(v, b) {
		t.Fatalf("%q or %q has no vector", a, b)
	}
	var uv, uu, vv float64
	for i := range u {
		uv, uu, vv = uv+float64(u[i]*v[i]), uu+float64(u[i]*u[i]), vv+float64(v[i]*v[i])
	}
	if math.Abs(uu-1) > 0.05 {
		t.Errorf("the vector of %q has the length %.3f", a, math.Sqrt(uu))
	}
	return uv / math.Sqrt(uu*vv)
}

func TestWordsOfLikeUseLieNear(t *testing.T) {
	table, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ word, near, far string }{
		{"refused", "declined", "celebrated"},
		{"condemned", "denounced", "imported"},
		{"deported", "repatriated", "tasted"},
		{"airplane", "plane", "parliament"},
	} {
		if near, far := cosine(t, table, c.word, c.near), cosine(t, table, c.word, c.far); near < far+0.2 {
			t.Errorf("%s lies at %.2f to %s, at %.2f to %s", c.word, near, c.near, far, c.far)
		}
	}
}

func TestAdd(t *testing.T) {
	one, other := make([]float64, vectors.Dims), make([]float64, vectors.Dims)
	one[0], other[0], other[1] = 3, 1, 2
	table, err := vectors.New(map[string][]float64{"one": one, "other": other})
	if err != nil {
		t.Fatal(err)
	}
	sum := make([]float32, vectors.Dims)
	if table.Add(sum, "none") || slices.Max(sum) != 0 {
		t.Error("a word that is not there has a vector")
	}
	if !table.Add(sum, "one") {
		t.Fatal("a word that is there has none")
	}
	// One less the mean is (1, -1), of length 1 (0.71, -0.71).
	if math.Abs(float64(sum[0])-math.Sqrt2/2) > 0.01 || math.Abs(float64(sum[1])+math.Sqrt2/2) > 0.01 {
		t.Errorf("the vector is %v", sum[:2])
	}
	if !table.Add(sum, "other") || math.Abs(float64(sum[0])) > 0.01 {
		t.Errorf("the sum of opposites is %v", sum[:2])
	}
}

func TestNewRefuses(t *testing.T) {
	for word, dims := range map[string]int{"short": vectors.Dims - 1, "two\nlines": vectors.Dims, "": vectors.Dims} {
		if _, err := vectors.New(map[string][]float64{word: make([]float64, dims)}); err == nil {
			t.Errorf("a vector of %d dimensions for %q is taken", dims, word)
		}
	}
}

func TestPack(t *testing.T) {
	v := make([]float64, vectors.Dims)
	v[3] = 1
	table, err := vectors.New(map[string][]float64{"b": v, "a": make([]float64, vectors.Dims)})
	if err != nil {
		t.Fatal(err)
	}
	packed, err := table.Pack()
	if err != nil {
		t.Fatal(err)
	}
	again, err := vectors.Unpack(packed)
	if err != nil {
		t.Fatal(err)
	}
	want, got := make([]float32, vectors.Dims), make([]float32, vectors.Dims)
	if !table.Add(want, "b") || !again.Add(got, "b") || !slices.Equal(want, got) {
		t.Errorf("the vector is %v, want %v", got[:5], want[:5])
	}
}

func FuzzUnpack(f *testing.F) {
	table, err := vectors.New(map[string][]float64{"a": make([]float64, vectors.Dims)})
	if err != nil {
		f.Fatal(err)
	}
	packed, err := table.Pack()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(packed, "a")
	f.Add(packed[:len(packed)/2], "b")
	f.Fuzz(func(t *testing.T, b []byte, word string) {
		table, err := vectors.Unpack(b)
		if err != nil {
			return
		}
		sum := make([]float32, vectors.Dims)
		if table.Add(sum, word); len(sum) != vectors.Dims {
			t.Errorf("%d dimensions", len(sum))
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	table, err := vectors.Load()
	if err != nil {
		b.Fatal(err)
	}
	sum := make([]float32, vectors.Dims)
	for b.Loop() {
		table.Add(sum, "refuse")
	}
}
