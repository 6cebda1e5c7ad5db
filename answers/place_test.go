package answers

import "testing"

func TestFoldPlace(t *testing.T) {
	for _, same := range [][]string{
		{"Guantánamo", "Guantanamo Bay", "the Guantanamo Bay naval base", "U.S. Naval Station Guantánamo Bay", "guantánamo bay, Cuba", "Guantanamo detention camp"},
		{"CECOT", "CECOT prison", "cecot (El Salvador)"},
		{"Fort Bliss", "Bliss"},
		{"Naval Base", "the naval base"},
	} {
		for _, name := range same[1:] {
			if a, b := foldPlace(same[0]), foldPlace(name); a != b {
				t.Errorf("%q and %q are not one place: %q, %q", same[0], name, a, b)
			}
		}
	}
	for _, different := range [][2]string{{"Panama", "Panama City"}, {"San Salvador", "San Pedro Sula"}, {"Fort Bliss", "Fort Worth"}, {"Naval Base", "Air Base"}} {
		if foldPlace(different[0]) == foldPlace(different[1]) {
			t.Errorf("%q and %q are taken for one place", different[0], different[1])
		}
	}
	if foldPlace("") != "" {
		t.Error("no place is folded to something")
	}
}

func FuzzFoldPlace(f *testing.F) {
	f.Add("U.S. Naval Station Guantánamo Bay, Cuba")
	f.Fuzz(func(t *testing.T, name string) {
		if once := foldPlace(name); foldPlace(once) != once {
			t.Errorf("%q becomes %q and then %q", name, once, foldPlace(once))
		}
	})
}
