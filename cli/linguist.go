package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"demarche"
	"demarche/language"
	"demarche/language/speech"
	"demarche/language/syntax"
	"demarche/source"
)

type attributionsCommand struct {
	File string `arg:"" optional:"" default:"-" help:"JSONL, a {\"id\", \"text\"} a line; standard input if none or \"-\"."`
	JSON bool   `help:"The output is JSON, one object a line, with or without this flag."`
}

func (attributionsCommand) Help() string {
	return "Prints for each text {\"id\", \"attributions\": [{\"source\", \"cue\", \"content\"}]}, each a list of [start, end] in Unicode code points.\n\nExample: echo '{\"id\": \"a\", \"text\": \"The minister said talks had begun.\"}' | demarche attributions"
}

// attributed is one line of the output.
type attributed struct {
	ID           json.RawMessage              `json:"id"`
	Attributions []speech.ExportedAttribution `json:"attributions"`
}

// Run finds attributions, several texts at a time, in the order of the input.
func (c *attributionsCommand) Run(s *session) error {
	find, err := s.stages.Attributions()
	if err != nil {
		return err
	}
	s.sayStdin([]string{c.File})
	in, done, err := s.open(c.File)
	if err != nil {
		return err
	}
	defer done()
	type job struct {
		line []byte
		err  error
	}
	waiting := make(chan chan job, 4*runtime.GOMAXPROCS(0))
	stopped := make(chan struct{})
	defer close(stopped)
	var unread error // why the input ended early; read after waiting is closed
	go func() {
		defer close(waiting)
		slots := make(chan struct{}, runtime.GOMAXPROCS(0))
		unread = lines(in, func(n int, line []byte) bool {
			result := make(chan job, 1)
			select {
			case <-stopped:
				return false
			case <-s.ctx.Done():
				return false
			case waiting <- result:
			}
			slots <- struct{}{}
			go func() {
				defer func() { <-slots }()
				out, err := attribute(find, n, line)
				result <- job{out, err}
			}()
			return true
		})
	}()
	out := bufio.NewWriter(s.around.Out)
	for more := true; more; {
		var result chan job
		select {
		case <-s.ctx.Done(): // the input may never end
			_ = out.Flush()
			return s.ctx.Err()
		case result, more = <-waiting:
		}
		if !more {
			break
		}
		j := <-result
		if j.err != nil {
			_ = out.Flush()
			return j.err
		}
		if _, err := out.Write(append(j.line, '\n')); err != nil {
			return fmt.Errorf("write attributions: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write attributions: %w", err)
	}
	return unread
}

// attribute answers one line of the input.
func attribute(find func(string) ([]speech.ExportedAttribution, error), n int, line []byte) ([]byte, error) {
	var in struct {
		ID   json.RawMessage `json:"id"`
		Text *string         `json:"text"`
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, &demarche.Error{Code: demarche.Invalid, Op: "attributions", Detail: fmt.Sprintf("line %d is not JSON", n), Err: err, Hint: `each line is {"id": ..., "text": ...}`}
	}
	if in.Text == nil || in.ID == nil {
		return nil, &demarche.Error{Code: demarche.Invalid, Op: "attributions", Detail: fmt.Sprintf("line %d lacks id or text", n), Hint: `each line is {"id": ..., "text": ...}`}
	}
	found, err := find(*in.Text)
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", n, err)
	}
	if found == nil {
		found = []speech.ExportedAttribution{}
	}
	return json.Marshal(attributed{ID: in.ID, Attributions: found})
}

// lines calls do with each line of r that is not empty, counted from 1, until it says stop.
func lines(r io.Reader, do func(n int, line []byte) bool) error {
	b := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := b.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 && !do(n, line) {
			return nil
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return &demarche.Error{Code: demarche.Storage, Op: "read", Detail: "the input cannot be read", Err: err}
		}
	}
}

// open opens a file of the command line, or standard input for "-".
func (s *session) open(path string) (io.Reader, func(), error) {
	if path == source.Stdin {
		return s.around.In, func() {}, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, &demarche.Error{Code: demarche.NotFound, Op: "read", Path: path, Detail: "cannot be opened", Err: cause(err), Hint: "check the path"}
	}
	return f, func() { _ = f.Close() }, nil
}

// cause drops the path that an error of the file system repeats.
func cause(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

type parseCommand struct {
	File   string `arg:"" optional:"" default:"-" help:"Plain text, a paragraph a line; standard input if none or \"-\"."`
	Format string `help:"Form of the output: conllu or json." enum:"conllu,json" default:"conllu"`
	JSON   bool   `help:"The same as --format json."`
}

func (parseCommand) Help() string {
	return "Splits a plain text into sentences and words and gives each word its lemma, tags, head and relation, as in the English treebanks of Universal Dependencies.\n\nExample: demarche parse --format conllu text.txt > text.conllu"
}

// Run analyses the text.
func (c *parseCommand) Run(s *session) error {
	parse, err := s.stages.Parse()
	if err != nil {
		return err
	}
	s.sayStdin([]string{c.File})
	capture, err := (source.Loader{Now: s.around.Now, Stdin: s.around.In}).Read(s.ctx, c.File)
	if err != nil {
		return err
	}
	if err := source.CheckText(capture.Address, capture.Bytes); err != nil {
		return err
	}
	a, err := parse(string(bytes.TrimPrefix(capture.Bytes, []byte(source.ByteOrderMark))))
	if err != nil {
		return err
	}
	if c.JSON || c.Format == "json" {
		return s.asJSON(sentences(a))
	}
	out := bufio.NewWriter(s.around.Out)
	if err := syntax.WriteCoNLLU(out, a); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write CoNLL-U: %w", err)
	}
	return nil
}

// parsedSentence is a sentence with its words, in code points of the text.
type parsedSentence struct {
	Text  string       `json:"text"`
	Start int          `json:"start"`
	End   int          `json:"end"`
	Words []parsedWord `json:"words"`
}

type parsedWord struct {
	Form  string `json:"form"`
	Lemma string `json:"lemma"`
	UPOS  string `json:"upos"`
	XPOS  string `json:"xpos"`
	Head  int    `json:"head"` // number of the head in the sentence, from 1; 0 for the root
	Rel   string `json:"rel"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

func sentences(a *language.Analysis) []parsedSentence {
	points := demarche.CodePoints(a.Text)
	out := make([]parsedSentence, len(a.Sentences))
	for i, st := range a.Sentences {
		out[i] = parsedSentence{Text: st.Of(a.Text), Start: points.Point(st.Start), End: points.Point(st.End), Words: make([]parsedWord, 0, st.Last-st.First)}
		for t := st.First; t < st.Last; t++ {
			w := &a.Tokens[t]
			head := 0
			if w.Head >= 0 {
				head = int(w.Head) - st.First + 1
			}
			out[i].Words = append(out[i].Words, parsedWord{
				Form: a.Form(t), Lemma: w.Lemma, UPOS: w.UPOS.String(), XPOS: w.XPOS.String(), Head: head, Rel: w.Rel.String(),
				Start: points.Point(w.Start), End: points.Point(w.End),
			})
		}
	}
	return out
}
