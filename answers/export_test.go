package answers

// HoldNews sets of how many texts the entries are held for questions to come.
func (a *Answers) HoldNews(n int) { a.sources.hold = n }
