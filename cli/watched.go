package cli

import (
	"demarche/answers"
	"demarche/source/watch"
)

// watched gives how the sources fare that somebody on this computer watches for
// the ledger.
func (s *session) watched() ([]answers.Watched, error) {
	path, err := s.ledgerPath()
	if err != nil {
		return nil, err
	}
	state, err := s.beside(path, watchState)
	if err != nil {
		return nil, err
	}
	all, err := watch.Remembered(watch.File(state))
	return watchedOf(all), err
}

// watchedOf gives how sources fare in the words of answers.
func watchedOf(all []watch.Health) []answers.Watched {
	out := make([]answers.Watched, len(all))
	for i, h := range all {
		out[i] = answers.Watched{
			Name: h.Name, Address: h.Address, Asked: h.Asked, Answered: h.Answered, Next: h.Next, Failures: h.Failures, LastError: h.LastError,
			Taken: h.Taken, Passed: h.Passed, Dropped: h.Dropped, Pending: h.Pending,
		}
	}
	return out
}

// watchState ends the name of the file in which a watcher remembers what it
// saw, beside the ledger.
const watchState = ".watch.json"
