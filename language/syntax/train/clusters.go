package train

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed" // of the clusters
	"fmt"
	"strconv"
	"strings"

	"demarche/language/syntax/internal/tagging"
)

// wordClusters is a list of words in small letters, numbers folded to 0, each
// with its path in a tree of Brown clusters; drawn from NLP4J (Apache License
// 2.0) by cmd/wordclusters.
//
//go:embed clusters.tsv.gz
var wordClusters []byte

// readClusters gives the cluster of the hash of each word, Word.Folded.
func readClusters() (map[uint32]tagging.Cluster, error) {
	z, err := gzip.NewReader(bytes.NewReader(wordClusters))
	if err != nil {
		return nil, fmt.Errorf("clusters: %w", err)
	}
	out := map[uint32]tagging.Cluster{}
	var look tagging.Word
	var runes []rune
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		word, path, _ := strings.Cut(lines.Text(), "\t")
		c, err := strconv.ParseUint("1"+path, 2, 32)
		if err != nil {
			return nil, fmt.Errorf("clusters: path of %q: %w", word, err)
		}
		runes = look.Look(word, runes)
		out[look.Folded] = tagging.Cluster(c)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("clusters: %w", err)
	}
	return out, nil
}
