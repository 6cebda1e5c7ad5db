// Command wordclusters makes the list of word clusters that the models of
// package syntax are learnt with from the lexica of NLP4J, which are maps that
// Java wrote:
//
//	wordclusters CLUSTERS WORDS... > language/syntax/train/clusters.tsv.gz
//
// CLUSTERS maps words to the prefixes of their paths in the tree of clusters;
// a word is kept if it is a key of one of WORDS too. See `make clusters`.
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "wordclusters:", err)
		os.Exit(1)
	}
}

func run(names []string, out io.Writer) error {
	if len(names) < 2 {
		return fmt.Errorf("name a file of clusters and files of words")
	}
	clusters, err := readMap(names[0])
	if err != nil {
		return err
	}
	keep := map[string]bool{}
	for _, name := range names[1:] {
		words, err := readMap(name)
		if err != nil {
			return err
		}
		for w := range words {
			keep[strings.ToLower(w)] = true
		}
	}
	var lines []string
	for w, prefixes := range clusters {
		if keep[w] && !strings.ContainsFunc(w, unicode.IsSpace) {
			lines = append(lines, w+"\t"+longest(prefixes)+"\n")
		}
	}
	slices.Sort(lines)
	z, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(z, strings.Join(lines, "")); err != nil {
		return err
	}
	return z.Close()
}

// longest gives the longest of the strings: the whole path.
func longest(prefixes []any) string {
	best := ""
	for _, p := range prefixes {
		if s, ok := p.(string); ok && len(s) > len(best) {
			best = s
		}
	}
	return best
}

// readMap reads a file that holds a map from words to collections.
func readMap(name string) (map[string][]any, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	children, err := readObject(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	out := make(map[string][]any, len(children)/2)
	for i := 0; i+1 < len(children); i += 2 {
		key, ok := children[i].(string)
		value, isObject := children[i+1].(*object)
		if !ok || !isObject {
			return nil, fmt.Errorf("%s: entry %d is no word with a collection", name, i/2)
		}
		out[key] = value.children
	}
	return out, nil
}
