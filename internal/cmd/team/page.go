package main

//go:generate go run . -o figures.json -page ../../../docs/scale.md

import (
	"bytes"
	_ "embed"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"text/template"
)

//go:embed scale.md.tmpl
var pageText string

// makePage makes the page of a file of figures.
func makePage(figures, path string) error {
	f, err := load(figures)
	if err != nil {
		return err
	}
	b, err := f.page()
	if err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
}

// page works everything out and gives the page in Markdown.
func (f Figures) page() ([]byte, error) {
	a := assumed()
	c, err := f.cost(a)
	if err != nil {
		return nil, err
	}
	what := struct {
		Figures
		Assumed
		Cost    Cost
		Years   []Year
		Streams []Stream
		Owns    []Own
		Limits  []Limit
	}{Figures: f, Assumed: a, Cost: c, Owns: a.owns(f, c), Limits: a.limits(f, c)}
	for _, share := range a.Shares {
		what.Years = append(what.Years, a.year(c, share))
		what.Streams = append(what.Streams, a.stream(c, share))
	}
	t, err := template.New("page").Funcs(template.FuncMap{
		"n": round, "bytes": inBytes, "percent": percent, "ratio": func(x, y float64) string { return fmt.Sprintf("%.2f", x/y) },
		"mul": func(x, y float64) float64 { return x * y }, "div": func(x, y float64) float64 { return x / y },
		"whole": func(i int) string { return round(float64(i)) }, "ordinal": ordinal, "load": func(x float64) string { return fmt.Sprintf("%.1f", x) },
	}).Parse(pageText)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, what); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// round gives a number with three figures that count, thousands apart.
func round(x float64) string {
	const figures = 3
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return fmt.Sprint(x)
	}
	decimals := figures - 1 - int(math.Floor(math.Log10(math.Abs(x))))
	if decimals > 0 {
		s := strconv.FormatFloat(x, 'f', decimals, 64)
		return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	shift := math.Pow10(-decimals)
	s := strconv.FormatFloat(math.Round(x/shift)*shift, 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// inBytes gives bytes in a unit that fits.
func inBytes(x float64) string {
	for _, u := range []struct {
		name string
		size float64
	}{{"PB", 1e15}, {"TB", 1e12}, {"GB", 1e9}, {"MB", 1e6}} {
		if x >= u.size {
			return round(x/u.size) + " " + u.name
		}
	}
	return round(x/1e3) + " kB"
}

func percent(x float64) string { return round(x*100) + " %" }

func ordinal(i int) string {
	words := []string{"first", "second", "third", "fourth", "fifth", "sixth"}
	return words[i]
}
