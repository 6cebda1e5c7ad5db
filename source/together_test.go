package source_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"

	"demarche"
)

// shelf writes archives, one of which is damaged in its middle and one a
// collection, and a text between them; it gives their paths.
func shelf(t *testing.T) []string {
	t.Helper()
	dir, archive := t.TempDir(), anArchive(t)
	var wacz bytes.Buffer
	z := zip.NewWriter(&wacz)
	inner, err := z.Create("archive/data.warc.gz")
	if err != nil {
		t.Fatal(err)
	}
	inner.Write(archive)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	hurt := slices.Clone(archive)
	hurt[len(hurt)/3] ^= 0xff
	for name, b := range map[string][]byte{"a.warc.gz": archive, "b.warc.gz": hurt, "c.wacz": wacz.Bytes(), "d.warc.gz": archive, "e.txt": []byte("A flight landed.\n"), "f.warc.gz": archive} {
		write(t, dir+"/"+name, b)
	}
	return []string{dir + "/a.warc.gz", dir + "/b.warc.gz", dir + "/c.wacz", dir + "/d.warc.gz", dir + "/e.txt", dir + "/f.warc.gz"}
}

// Several archives at once give what they give one after the other, each in its own
// order, and what follows them follows.
func TestArchivesAtOnce(t *testing.T) {
	paths := shelf(t)
	taken := func(atOnce int) (by map[string][]string, order []string) {
		l := loader()
		l.AtOnce = atOnce
		by = map[string][]string{}
		for item, err := range l.Load(context.Background(), paths...) {
			told := item.Address
			if err != nil {
				told = err.Error()
			}
			by[item.Path] = append(by[item.Path], told)
			order = append(order, item.Path)
		}
		return by, order
	}
	want, _ := taken(1)
	got, order := taken(3)
	if fmt.Sprint(got) != fmt.Sprint(want) || len(want[paths[0]]) != 3 {
		t.Errorf("at once:\n%v\nwant\n%v", got, want)
	}
	text := slices.Index(order, paths[4])
	if slices.Contains(order[:text], paths[5]) || slices.Contains(order[text:], paths[3]) {
		t.Errorf("order %v", order)
	}
}

// Whoever wants no more, or is interrupted, gets no more, and nobody goes on reading.
func TestArchivesAtOnceStop(t *testing.T) {
	paths := shelf(t)
	l := loader()
	l.AtOnce = 3
	n := 0
	for range l.Load(context.Background(), paths...) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d items after two were enough", n)
	}
	ctx, stop := context.WithCancel(context.Background())
	var last error
	for _, err := range l.Load(ctx, paths...) {
		stop()
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("interrupted, it ends with %v", last)
	}
	stop()
}

// How far an archive was read is told at its end even if it holds nothing on
// returns, and a collection that was read whole is not read again.
func TestHowFarIsToldAtTheEnd(t *testing.T) {
	paths := shelf(t)
	for _, atOnce := range []int{1, 3} {
		far := map[string]int64{}
		l := loader()
		l.AtOnce = atOnce
		l.From = func(string) int64 { return 0 }
		for item := range l.Load(context.Background(), paths...) {
			if item.Reached {
				far[item.Path] = item.Next
			}
		}
		for _, i := range []int{0, 1, 2, 3, 5} {
			info, err := os.Stat(paths[i])
			if err != nil || far[paths[i]] != info.Size() {
				t.Errorf("%s: read up to %d (%v)", paths[i], far[paths[i]], err)
			}
		}
		l.From = func(path string) int64 { return far[path] }
		for item, err := range l.Load(context.Background(), paths[:4]...) {
			if err != nil || !item.Reached {
				t.Errorf("read whole before, %s gives %s again (%v)", item.Path, item.Address, err)
			}
		}
	}
	l := loader()
	for item, err := range l.Load(context.Background(), paths[0]) {
		if item.Reached || err != nil && demarche.CodeOf(err) == "" {
			t.Error("how far it was read is told without being asked for")
		}
	}
}
