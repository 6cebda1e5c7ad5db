package pdf

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

const (
	helvetica = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"
	bare      = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
)

// placing makes a PDF of one page, on which forms may be placed: objects 5 and on, named
// X5 and on in the resources of the page.
func placing(content string, forms ...string) []byte {
	var names strings.Builder
	for i := range forms {
		fmt.Fprintf(&names, "/X%d %d 0 R", 5+i, 5+i)
	}
	return file(append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources" + helvetica + "/XObject<<" + names.String() + ">>>>>>",
		stream("", content)}, forms...)...)
}

func at(y int, text string) string { return fmt.Sprintf("BT /F 10 Tf 50 %d Td (%s) Tj ET ", y, text) }

func TestForms(t *testing.T) {
	first, last := at(700, "The flight left."), at(600, "It came back.")
	middle := at(650, "It was refused.")
	own := bare + "/Resources" + helvetica + ">>"
	const all = "The flight left. It was refused. It came back."
	for _, c := range []struct {
		name  string
		pdf   []byte
		wants string
	}{
		{"a page in a form", placing("/X5 Do", stream(own, first+middle+last)), all},
		{"resources of the page", placing(first+"/X5 Do "+last, stream(bare, middle)), all},
		{"moved by its matrix", placing(first+"/X5 Do "+last, stream(own+"/Matrix[1 0 0 1 0 50]", at(600, "It was refused."))), all},
		{"moved by the page", placing(first+"q 1 0 0 1 0 -50 cm /X5 Do Q "+last, stream(own, at(700, "It was refused."))), all},
		{"a form in a form", placing(first+"/X5 Do "+last, stream(own[:len(own)-2]+"/XObject<</In 6 0 R>>>>", "q 1 0 0 1 0 50 cm /In Do Q"), stream(own, at(600, "It was refused."))), all},
		{"states that a form leaves behind", placing(first+"/X5 Do "+last, stream(own, middle+"q q 2 0 0 2 0 0 cm /F 99 Tf")), all},
		{"states that a form takes away", placing("q "+first+"/X5 Do "+last, stream(own, "Q Q Q "+middle)), all},
		{"twice", placing("/X5 Do q 1 0 0 1 0 -50 cm /X5 Do Q", stream(own, first)), "The flight left. The flight left."},
		{"a form without text, and what is none", placing(first+"/X5 Do /X5 Do /X6 Do /X9 Do "+middle+last, stream(bare, "0 0 m 9 9 l S"), stream("/Type/XObject/Subtype/Image", middle)), all},
	} {
		p, err := Read(c.pdf)
		if err != nil || p.Text != c.wants {
			t.Errorf("%s: %q, error %v; want %q", c.name, p.Text, err, c.wants)
		}
	}
}

// What is drawn without end is refused, and soon.
func TestFormsWithoutEnd(t *testing.T) {
	if _, err := Read(placing("/X5 Do", stream(bare, at(700, "Again.")+"/X5 Do"))); !errors.Is(err, ErrDamaged) {
		t.Errorf("a form in itself: error %v", err)
	}
	ten := func(name string) string { return strings.Repeat("/"+name+" Do ", 10) }
	if _, err := Read(placing(ten("X5"), stream(bare, ten("X6")), stream(bare, ten("X7")), stream(bare, ten("X8")), stream(bare, ten("X9")), stream(bare, at(700, "Again.")))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("forms by the hundred thousand: error %v", err)
	}
	if _, err := Read(placing(strings.Repeat("/X5 Do ", 100_000)+at(700, "Done."), stream(bare, "0 0 m 9 9 l S"))); err != nil {
		t.Errorf("a chart of many marks: error %v", err)
	}
	if _, err := Read(placing("Do", stream(bare, ""))); !errors.Is(err, ErrDamaged) {
		t.Errorf("no name: error %v", err)
	}
}
