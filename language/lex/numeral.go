package lex

import (
	"math"
	"strconv"
	"strings"
)

// Numeral is a number read from lexemes.
type Numeral struct {
	Value float64
	Next  int  // index of the lexeme after it
	Words bool // written in words, at least in part
	Vague bool // "dozens", "hundreds", "tens of thousands": Value is the unit, the least that it can mean
}

// units are the words for 0 to 19 and the tens.
var units = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// scales multiply what stands before them.
var scales = map[string]float64{
	"dozen": 12, "score": 20, "hundred": 100, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12,
}

// suffixes are scales written at the end of digits, "7.5m".
var suffixes = map[string]float64{"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}

// plurals are scales that stand for an unknown number of themselves.
var plurals = map[string]float64{
	"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1e3, "lakhs": 1e5, "millions": 1e6, "billions": 1e9,
}

// Number reads the numeral that begins at lexeme i: "4,094", "1.73 million",
// "$" not included, "twenty-three", "one hundred and twelve", "a dozen", "half
// a million", "7.5m", "two and a half million", "dozens".
func Number(l []Lexeme, i int) (Numeral, bool) {
	if i >= len(l) {
		return Numeral{}, false
	}
	switch l[i].Kind {
	case Digits:
		return digits(l, i)
	case Word:
		if n, ok := vague(l, i); ok {
			return n, true
		}
		return words(l, i)
	}
	return Numeral{}, false
}

// Digit gives the value of a run of digits in English form, "4,094", "1.73", "1,00,000".
func Digit(s string) (float64, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if strings.Contains(fraction, ",") {
		return 0, false
	}
	if strings.Contains(fraction, ".") { // 1.733.000, or a date or section
		return 0, false
	}
	if groups := strings.Split(whole, ","); len(groups) > 1 {
		for k, g := range groups[1:] {
			if last := k == len(groups)-2; len(g) != 3 && (last || len(g) != 2) {
				return 0, false
			}
		}
		if len(groups[0]) > 3 {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(whole, ",", "")+"."+fraction, 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, false
	}
	return v, true
}

func digits(l []Lexeme, i int) (Numeral, bool) {
	v, ok := Digit(l[i].Text)
	if !ok {
		return Numeral{}, false
	}
	n := Numeral{Value: v, Next: i + 1}
	if n.Next < len(l) && l[n.Next].Kind == Word && !l[n.Next].Space {
		scale, known := suffixes[l[n.Next].Lower]
		if !known {
			return n, true // 17th, 1990s: for the caller to judge
		}
		n.Value *= scale
		n.Next++
		return n, true
	}
	n.times(l)
	return n, true
}

// times multiplies by the scale words that follow: "4 million", "2.3 hundred thousand".
func (n *Numeral) times(l []Lexeme) {
	for n.Next < len(l) {
		next := n.Next
		if l[next].Dash() && next+1 < len(l) && !l[next].Space && !l[next+1].Space { // "a 4-million"
			next++
		}
		scale, ok := scales[l[next].Lower]
		if !ok && l[next].Space && (l[next].Lower == "bn" || l[next].Lower == "mn") {
			scale, ok = suffixes[l[next].Lower], true
		}
		if !ok {
			return
		}
		n.Value *= scale
		n.Next = next + 1
	}
}

// vague reads "dozens", "tens of thousands", "hundreds of thousands".
func vague(l []Lexeme, i int) (Numeral, bool) {
	v, ok := plurals[l[i].Lower]
	of := i+1 < len(l) && l[i+1].Lower == "of"
	if !ok || v <= 20 && !of && l[i].Lower != "dozens" { // "the scores", "in their tens"
		return Numeral{}, false
	}
	n := Numeral{Value: v, Next: i + 1, Words: true, Vague: true}
	if of && i+2 < len(l) {
		if w, ok := plurals[l[i+2].Lower]; ok && w > v {
			n.Value, n.Next = v*w, i+3
		}
	}
	return n, true
}

// words reads a number in words.
func words(l []Lexeme, i int) (Numeral, bool) {
	n := Numeral{Next: i, Words: true}
	if l[i].Lower == "half" {
		if i+2 < len(l) && l[i+1].Lower == "a" && scales[l[i+2].Lower] != 0 {
			n.Value, n.Next = 0.5, i+2
			n.times(l)
			return n, true
		}
		return Numeral{}, false
	}
	var ok bool
	if n.Value, n.Next, ok = belowThousand(l, i); !ok {
		return Numeral{}, false
	}
	if n.Next+2 < len(l) && l[n.Next].Lower == "and" && l[n.Next+1].Lower == "a" && l[n.Next+2].Lower == "half" && n.Value < 100 {
		n.Value, n.Next = n.Value+0.5, n.Next+3
	}
	n.times(l)
	return n.rest(l), true
}

// rest adds the smaller groups of a number: the "five hundred" of "two
// thousand five hundred", the "and two" of "one thousand and two".
func (n Numeral) rest(l []Lexeme) Numeral {
	for room := n.Value; room >= 1000 && math.Mod(room, 1000) == 0; {
		next := n.Next
		if next < len(l) && l[next].Lower == "and" {
			next++
		}
		part, end, ok := belowThousand(l, next)
		if !ok || part < 1 {
			break
		}
		m := Numeral{Value: part, Next: end}
		m.times(l)
		if m.Value >= 1000 && (next > n.Next || m.Value >= room || math.Mod(room, 1e6) != 0) {
			break
		}
		n.Value += m.Value
		n.Next = m.Next
		room = m.Value
	}
	return n
}

// definite are words before a scale word that stand for one of it: "the dozen
// men", "another hundred".
var definite = map[string]bool{
	"the": true, "these": true, "those": true, "this": true, "that": true, "its": true, "his": true, "her": true, "their": true, "our": true,
	"another": true, "further": true, "additional": true, "extra": true, "first": true, "last": true, "other": true,
}

// roundNumber are the scale words that definite words can stand before.
var roundNumber = map[string]bool{"dozen": true, "hundred": true, "thousand": true, "million": true}

// belowThousand reads "seven", "a hundred", "eight hundred and forty-two". "A"
// counts only before a scale word: "a dozen", "a million".
func belowThousand(l []Lexeme, i int) (v float64, next int, ok bool) {
	if i+1 < len(l) && (l[i].Lower == "a" || l[i].Lower == "an") && scales[l[i+1].Lower] != 0 && l[i+1].Lower != "score" {
		v, next = 1, i+1
	} else if i > 0 && definite[l[i-1].Lower] && roundNumber[l[i].Lower] {
		v, next = 1, i
	} else if v, next, ok = belowHundred(l, i); !ok {
		return 0, i, false
	}
	if next >= len(l) || l[next].Lower != "hundred" {
		return v, next, true
	}
	v *= 100
	next++
	more := next
	if more < len(l) && l[more].Lower == "and" {
		more++
	}
	if part, end, ok := belowHundred(l, more); ok && part >= 1 {
		return v + part, end, true
	}
	return v, next, true
}

// belowHundred reads "seven", "seventeen", "seventy", "seventy-seven".
func belowHundred(l []Lexeme, i int) (v float64, next int, ok bool) {
	if i >= len(l) {
		return 0, i, false
	}
	v, ok = units[l[i].Lower]
	if !ok {
		return 0, i, false
	}
	next = i + 1
	if v < 20 {
		return v, next, true
	}
	j := next
	if j < len(l) && l[j].Dash() && !l[j].Space {
		j++
	}
	if j < len(l) {
		if ones, ok := units[l[j].Lower]; ok && ones >= 1 && ones <= 9 {
			return v + ones, j + 1, true
		}
	}
	return v, next, true
}
