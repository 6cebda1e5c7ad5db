package vocabulary

import (
	"slices"
	"testing"
)

func TestPostsNormal(t *testing.T) {
	p, err := LoadPosts()
	if err != nil {
		t.Fatal(err)
	}
	for role, want := range map[string]string{
		"Minister of Foreign Affairs": "foreign minister", "external affairs minister": "foreign minister",
		"minister of the interior": "interior minister", "mayor": "mayor", "keeper of the lighthouse": "keeper of the lighthouse",
	} {
		if got := p.Normal(role); got != want {
			t.Errorf("Normal(%q) = %q, want %q", role, got, want)
		}
	}
}

func TestPostsStateOf(t *testing.T) {
	p, err := LoadPosts()
	if err != nil {
		t.Fatal(err)
	}
	if s, usual, ok := p.StateOf("Taoiseach"); s != "IRL" || usual || !ok {
		t.Errorf("Taoiseach: %q %v %v", s, usual, ok)
	}
	if s, usual, ok := p.StateOf("Home Secretary"); s != "GBR" || !usual || !ok {
		t.Errorf("Home Secretary: %q %v %v", s, usual, ok)
	}
	if _, _, ok := p.StateOf("president"); ok {
		t.Error("every state may have a president")
	}
}

func TestPostsCheckFindsFaults(t *testing.T) {
	p := &Posts{
		Heads:  []PostHead{{Word: "boss", Many: "bosses"}, {Word: "Boss", Many: "bosses", Sex: "other"}},
		Fixed:  []FixedPost{{Post: "boss", State: "nowhere"}},
		Same:   [][]string{{"boss", "chief"}, {"chief"}},
		Titles: []AddressTitle{{Word: "Mx", Sex: "x"}},
	}
	p.index()
	if got := p.Check(); len(got) != 6 {
		t.Errorf("%d faults found, want 6: %v", len(got), got)
	}
}

func TestPostsLack(t *testing.T) {
	p, err := LoadPosts()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(p.LackedBy("foreign minister"), "USA") || !slices.Contains(p.LackedBy("president"), "GBR") || !slices.Contains(p.LackedBy("prime minister"), "USA") {
		t.Error("the United States have no ministers, the United Kingdom no president")
	}
	if slices.Contains(p.LackedBy("foreign minister"), "COL") || slices.Contains(p.LackedBy("prime minister"), "GBR") || slices.Contains(p.LackedBy("president"), "USA") {
		t.Error("Colombia has ministers, the United Kingdom a prime minister, the United States a president")
	}
}
