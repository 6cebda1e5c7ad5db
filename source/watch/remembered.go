package watch

// Remembered gives how every source fares that a watcher noted in its state,
// whatever the file of sources says now; nothing if there is no state yet.
func Remembered(path string) ([]Health, error) {
	s, err := loadState(File(path))
	if err != nil {
		return nil, err
	}
	var all []Health
	for _, h := range s.Sources {
		all = append(all, *h)
	}
	return all, nil
}
