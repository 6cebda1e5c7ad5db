package watch

// Remembered gives how every source fares that a watcher noted in its state,
// whatever the file of sources says now; nothing if there is no state yet.
func Remembered(m Memory) ([]Health, error) {
	s, err := loadState(m)
	if err != nil {
		return nil, err
	}
	var all []Health
	for _, h := range s.Sources {
		all = append(all, *h)
	}
	return all, nil
}
