package train_test

import (
	"bytes"
	"io"
	"log/slog"
	"strings"
	"testing"

	"demarche/language"
	"demarche/language/segment"
	"demarche/language/syntax"
	"demarche/language/syntax/train"
)

// treebank holds a few sentences of a tiny language; each is repeated.
const treebank = `# text = Freedonia refused the flights.
1	Freedonia	Freedonia	PROPN	NNP	_	2	nsubj	_	_
2	refused	refuse	VERB	VBD	_	0	root	_	_
3	the	the	DET	DT	_	4	det	_	_
4	flights	flight	NOUN	NNS	_	2	obj	_	SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

# text = It can't land.
1	It	it	PRON	PRP	_	4	nsubj	_	_
2-3	can't	_	_	_	_	_	_	_	_
2	ca	can	AUX	MD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	land	land	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

`

func learn(t *testing.T, text string) []byte {
	t.Helper()
	o := train.Default()
	o.LeastTagWeight, o.LeastArcWeight = 1, 1 // a few sentences make few updates
	models, err := train.Train([]io.Reader{strings.NewReader(text)}, o, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return models
}

func TestTrain(t *testing.T) {
	models := learn(t, strings.Repeat(treebank, 10))
	if !bytes.Equal(models, learn(t, strings.Repeat(treebank, 10))) {
		t.Error("the same treebank gave other models")
	}
	m, err := syntax.Read(models)
	if err != nil {
		t.Fatal(err)
	}
	a, err := append(language.Pipeline{segment.New()}, m.Pipeline()...).Analyse("Freedonia refused the flights. It can't land.", "")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	if err := syntax.WriteCoNLLU(&got, a); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(treebank, "\n") {
		if !strings.HasPrefix(line, "#") && !strings.Contains(got.String(), line) {
			t.Errorf("%q is missing from\n%s", line, got.String())
		}
	}
}

func TestTrainRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":              "",
		"a line cut short":     "1\tIt\tit\n",
		"a head in words":      "1\tIt\tit\tPRON\tPRP\t_\tx\troot\t_\t_\n",
		"an unknown tag":       "1\tIt\tit\tWORD\tPRP\t_\t0\troot\t_\t_\n",
		"a head outside":       "1\tIt\tit\tPRON\tPRP\t_\t7\troot\t_\t_\n",
		"an unknown relation":  "1\tIt\tit\tPRON\tPRP\t_\t0\tfriend\t_\t_\n",
		"a sentence in a ring": "1\tIt\tit\tPRON\tPRP\t_\t1\tdep\t_\t_\n",
	} {
		if _, err := train.Train([]io.Reader{strings.NewReader(text)}, train.Default(), slog.New(slog.DiscardHandler)); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
