package copies

import "slices"

const (
	// shingle is how many words make a run that is compared as one.
	shingle = 5
	// window is among how many neighbouring shingles winnowing keeps one: any
	// run of window+shingle-1 words that two texts share gives them a
	// fingerprint in common.
	window = 6
)

// shingles gives the hash of each run of words.
func shingles(words []word) []uint64 {
	if len(words) < shingle {
		return nil
	}
	out := make([]uint64, len(words)-shingle+1)
	for i := range out {
		h := uint64(0)
		for _, w := range words[i : i+shingle] {
			h = mix(h ^ w.hash)
		}
		out[i] = h
	}
	return out
}

// mix spreads every bit of x over all of the result (the finalizer of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// fingerprints thins the shingles of a text by winnowing: of each window the
// smallest one, the last of equal ones. Sorted, each once.
func fingerprints(runs []uint64) []uint64 {
	var out []uint64
	for i := range max(1, len(runs)-window+1) {
		w := runs[i:min(i+window, len(runs))]
		if len(w) > 0 {
			if least := slices.Min(w); len(out) == 0 || out[len(out)-1] != least {
				out = append(out, least)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
