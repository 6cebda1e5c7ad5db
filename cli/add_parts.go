package cli

import (
	"os"
	"path/filepath"
	"strings"

	"demarche"
	workqueue "demarche/work/queue"
)

// partSize is how many bytes of a web archive one job takes.
const partSize = 64 << 20

// enqueueArchives has the web archives among the paths taken by workers, part by
// part, if the ledger has a queue. It gives the other paths, and how many parts
// are new.
func (s *session) enqueueArchives(l demarche.Ledger, paths []string) (rest []string, parts int, err error) {
	q, ok := l.(*queued)
	if !ok {
		return paths, 0, nil
	}
	var all []workqueue.Part
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || !isArchive(path) {
			rest = append(rest, path)
			continue
		}
		whole, err := filepath.Abs(path)
		if err != nil {
			return nil, 0, &demarche.Error{Code: demarche.Storage, Op: "add", Path: path, Err: err}
		}
		for from := int64(0); from == 0 || from < info.Size(); from += partSize {
			to := from + partSize
			if to >= info.Size() {
				to = 0
			}
			all = append(all, workqueue.Part{Path: whole, From: from, To: to})
		}
	}
	parts, err = q.queue.Take(s.ctx, all)
	return rest, parts, err
}

// isArchive reports whether a file is a web archive that can be taken in parts.
func isArchive(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	return strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz")
}
