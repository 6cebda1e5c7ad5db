// Package linear holds linear classifiers over hashed features: the averaged
// perceptron that learns them (Collins 2002) and the frozen table that the
// program carries.
package linear

// Feature is the 32-bit hash of a feature. Different features that share a
// hash share their weights, in training as at run time.
type Feature = uint32

const (
	k0 = 0x9e3779b97f4a7c15
	k1 = 0xbf58476d1ce4e5b9
	k2 = 0x94d049bb133111eb
	k3 = 0xd6e8feb86659fd93
)

// F1 makes a feature of a template and one value.
func F1(template int, a uint64) Feature {
	return fold(uint64(template)*k0 + a*k1)
}

// F2 makes a feature of a template and two values.
func F2(template int, a, b uint64) Feature {
	return fold((uint64(template)*k0+a*k1)*k3 ^ b*k2)
}

// F3 makes a feature of a template and three values.
func F3(template int, a, b, c uint64) Feature {
	h := (uint64(template)*k0+a*k1)*k3 ^ b*k2
	return fold((h^h>>29)*k3 ^ c*k1)
}

// F4 makes a feature of a template and four values.
func F4(template int, a, b, c, d uint64) Feature {
	h := (uint64(template)*k0+a*k1)*k3 ^ b*k2
	h = (h^h>>29)*k3 ^ c*k1
	return fold((h^h>>31)*k0 ^ d*k2)
}

func fold(h uint64) Feature {
	h ^= h >> 32
	h *= k2
	h ^= h >> 29
	h *= k1
	return Feature(h >> 32)
}

// Hash gives the 32-bit hash of a string (FNV-1a, finished by multiplication).
func Hash(s string) uint32 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return fold(h)
}
