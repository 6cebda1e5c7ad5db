package demarche

// Search says what to look for in the texts of reports and in entries.
type Search struct {
	// Words are what a user writes: words, beginnings of words with a star
	// after them, phrases in quotation marks. All must be there; letter case
	// and accents do not matter.
	Words     string
	In        SearchIn
	Publisher string // part of the name of the publisher or the agency, letter case and accents aside
	// Filter narrows further. Reports pass State, ReviewedOnly and Name if any
	// of their entries does, and Since and Until by their day of publication;
	// Kinds leaves entries alone. After and Limit do not count.
	Filter Filter
	Offset int // hits to leave out at the beginning
	Limit  int // hits at most; 0 for all
}

// SearchIn says where to look.
type SearchIn string

// Where to look; everywhere if it is empty.
const (
	InReports SearchIn = "reports"
	InEntries SearchIn = "entries"
)

// Limits of what can be sought.
const (
	MostSearch = 400   // code points of Words
	MostHits   = 10000 // entries and reports with the words that are looked at and ranked: the newest of the log
)

// Found is a part of what was found, the best first: by how rare the words are
// and how often they stand in it (BM25), what is told in the title or in names
// above the rest, then the newest.
type Found struct {
	Total int   // hits in all, MostHits at most
	More  bool  // the words stand in more that is older in the log, which was not looked at
	Hits  []Hit // the part
}

// Hit is an entry or a report that was found.
type Hit struct {
	Entry   *Entry  // nil if it is the report itself
	Report  Kept    // the report, without its text
	Score   float64 // the higher the better; of no use beyond one search
	Snippet Snippet // where it stands
}

// Snippet is the part of a text in which sought words stand. Its places are
// in code points of the text, like those of a Selector.
type Snippet struct {
	Exact string    `json:"exact"` // text[start:end]
	Start int       `json:"start"`
	End   int       `json:"end"`
	Marks []Stretch `json:"marks"` // the words, in order; none if they stand in the title or in a name only
}

// Stretch is a run of code points of a text, [Start, End).
type Stretch struct {
	Start int `json:"start"`
	End   int `json:"end"`
}
