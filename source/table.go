package source

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"mime"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"

	"demarche"
)

// Fields names the columns of a table of reports.
type Fields struct {
	Text, Title, Day, Address, Publisher, Byline string
}

// guesses are the usual names of columns.
var guesses = map[string][]string{
	"text":      {"text", "body", "content", "article", "maintext", "fulltext", "article_body"},
	"title":     {"title", "headline", "heading"},
	"day":       {"published", "date", "day", "pub_date", "publication_date", "date_publish", "published_at", "datepublished"},
	"address":   {"url", "address", "link", "uri", "source_url", "canonical"},
	"publisher": {"publisher", "source", "outlet", "site", "source_domain"},
	"byline":    {"byline", "author", "authors"},
}

// ParseFields understands "text=body,title=headline,day=date".
func ParseFields(s string) (Fields, error) {
	var f Fields
	places := f.places()
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		name, column, ok := strings.Cut(part, "=")
		place := places[name]
		if !ok || column == "" || place == nil || *place != "" {
			return Fields{}, &demarche.Error{Code: demarche.Invalid, Op: op, Detail: fmt.Sprintf("%q names no column of reports", part),
				Hint: "write text=COLUMN,title=COLUMN,day=COLUMN,address=COLUMN,publisher=COLUMN,byline=COLUMN"}
		}
		*place = column
	}
	return f, nil
}

func (f *Fields) places() map[string]*string {
	return map[string]*string{"text": &f.Text, "title": &f.Title, "day": &f.Day, "address": &f.Address, "publisher": &f.Publisher, "byline": &f.Byline}
}

// columns gives the columns that are named.
func (f Fields) columns() []string {
	var all []string
	for _, place := range f.places() {
		if *place != "" {
			all = append(all, *place)
		}
	}
	slices.Sort(all)
	return all
}

// guessed fills what is not named with a column of a usual name, letter case aside.
func (f Fields) guessed(has func(string) bool) Fields {
	for name, place := range f.places() {
		if *place != "" {
			continue
		}
		for _, g := range guesses[name] {
			if has(g) {
				*place = g
				break
			}
		}
	}
	return f
}

// media gives the media type of a row with the fields as parameters.
func (f Fields) media() string {
	params := map[string]string{}
	for name, place := range f.places() {
		if *place != "" {
			params[name] = *place
		}
	}
	return mime.FormatMediaType(Row, params)
}

// FieldsOf gives the fields of a row's media type; ok tells whether it is one.
func FieldsOf(media string) (f Fields, ok bool) {
	kind, params, err := mime.ParseMediaType(media)
	if err != nil || kind != Row {
		return Fields{}, false
	}
	for name, place := range f.places() {
		*place = params[name]
	}
	return f, true
}

// table captures the rows of a table of reports: JSON objects on lines of their
// own, or CSV with the names of its columns in the first line. It may be compressed.
func (l Loader) table(ctx context.Context, path string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		file, err := openFile(path)
		if err != nil {
			yield(Item{}, err)
			return
		}
		defer file.Close()
		var in io.Reader = file
		name, compressed := strings.CutSuffix(strings.ToLower(path), ".gz")
		if compressed {
			if in, err = gzip.NewReader(file); err != nil {
				yield(Item{}, &demarche.Error{Code: demarche.Invalid, Op: op, Path: path, Detail: "the table cannot be unpacked", Err: err, Hint: "get a whole copy of it"})
				return
			}
		}
		rows := jsonRows(in)
		if strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".tsv") {
			rows = csvRows(in)
		}
		l.rows(ctx, path, rows)(yield)
	}
}

// rows captures rows of the table at a path.
func (l Loader) rows(ctx context.Context, path string, rows iter.Seq2[[]byte, error]) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		n := 0
		for row, err := range rows {
			if cerr := ctx.Err(); cerr != nil {
				yield(Item{}, cerr)
				return
			}
			n++
			at := fmt.Sprintf("%s#%d", path, n)
			var c demarche.Capture
			if err == nil {
				c, err = l.row(at, row)
			} else {
				err = rowError(at, err)
			}
			if !yield(Item{Capture: c, Path: path}, err) {
				return
			}
		}
		if n == 0 {
			yield(Item{}, &demarche.Error{Code: demarche.Invalid, Op: op, Path: path, Detail: "the table holds no rows"})
		}
	}
}

// row captures one row.
func (l Loader) row(at string, row []byte) (demarche.Capture, error) {
	var values map[string]any
	if err := json.Unmarshal(row, &values); err != nil {
		return demarche.Capture{}, rowError(at, fmt.Errorf("the row is no JSON object: %w", err))
	}
	for _, column := range l.Fields.columns() {
		if _, ok := values[column]; !ok {
			return demarche.Capture{}, rowError(at, fmt.Errorf("the row has no column %q; it has %s", column, strings.Join(slices.Sorted(maps.Keys(values)), ", ")))
		}
	}
	f := l.Fields.guessed(func(name string) bool { _, ok := values[name]; return ok })
	text, ok := values[f.Text].(string)
	if !ok {
		return demarche.Capture{}, rowError(at, fmt.Errorf("the row has no column %q with the text of a report; it has %s", first(f.Text, "text"), strings.Join(slices.Sorted(maps.Keys(values)), ", ")))
	}
	if !hasWords(text) {
		return demarche.Capture{}, rowError(at, fmt.Errorf("column %q holds no text of a report: it has no sentence in it", f.Text))
	}
	address, _ := values[f.Address].(string)
	return demarche.Capture{Address: first(address, at), Bytes: row, Taken: l.Now(), Media: f.media()}, nil
}

// hasWords reports whether a text has the least that a sentence has: two words
// of letters, or ten letters where words are written without spaces.
func hasWords(text string) bool {
	words, letters, inside := 0, 0, false
	for _, r := range text {
		if !unicode.IsLetter(r) {
			inside = inside && unicode.IsMark(r)
			continue
		}
		if letters++; !inside {
			words, inside = words+1, true
		}
		if letters > 2 && words > 1 || letters > 9 {
			return true
		}
	}
	return false
}

func rowError(at string, err error) error {
	return &demarche.Error{Code: demarche.Invalid, Op: op, Path: at, Err: err, Hint: "name the columns with --fields text=COLUMN,title=COLUMN,day=COLUMN"}
}

// errLong is the error for a row over the limit of one report.
var errLong = errors.New("the row is over the limit of one report")

// jsonRows yields the lines that are not blank.
func jsonRows(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		in := bufio.NewReaderSize(r, 1<<16)
		for {
			line, err := in.ReadSlice('\n')
			row := bytes.Clone(line)
			for errors.Is(err, bufio.ErrBufferFull) {
				line, err = in.ReadSlice('\n')
				if len(row) <= Limit {
					row = append(row, line...)
				}
			}
			if err != nil && !errors.Is(err, io.EOF) {
				yield(nil, err)
				return
			}
			trimmed := bytes.TrimSpace(bytes.TrimPrefix(row, []byte(ByteOrderMark)))
			switch {
			case len(row) > Limit:
				if !yield(nil, errLong) {
					return
				}
			case len(trimmed) > 0 && !yield(trimmed, nil):
				return
			}
			if err != nil {
				return
			}
		}
	}
}

// csvRows yields rows as JSON objects of their columns.
func csvRows(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		bounded := &boundedRows{from: r, left: 2 * Limit}
		buffered := bufio.NewReader(bounded)
		in := csv.NewReader(buffered)
		in.FieldsPerRecord = -1
		in.Comma = separator(buffered)
		columns, err := in.Read()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				yield(nil, err)
			}
			return
		}
		columns[0] = strings.TrimPrefix(columns[0], ByteOrderMark)
		for {
			bounded.left = 2 * Limit
			values, err := in.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			var row []byte
			if err == nil {
				row, err = object(columns, values)
			}
			var malformed *csv.ParseError
			if !yield(row, err) || err != nil && !errors.As(err, &malformed) && !errors.Is(err, errColumns) && !errors.Is(err, errEncoding) {
				return
			}
		}
	}
}

// boundedRows ends with errLong where one row has more bytes than are left for it:
// a quotation mark that nothing closes would else gather the whole table.
type boundedRows struct {
	from io.Reader
	left int
}

func (b *boundedRows) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLong
	}
	n, err := b.from.Read(p)
	b.left -= n
	return n, err
}

// separator gives what separates the columns, by the first line: a comma, or the
// semicolon or tab that spreadsheets write in many countries.
func separator(r *bufio.Reader) rune {
	head, _ := r.Peek(4096) // as much as there is
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, most := ',', 0
	for _, c := range ",;\t" {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

var (
	errColumns  = errors.New("the row has another number of columns than the first line")
	errEncoding = errors.New("the row is not UTF-8; convert the file: iconv -f WINDOWS-1252 -t UTF-8 OLD.csv > NEW.csv")
)

func object(columns, values []string) ([]byte, error) {
	if len(columns) != len(values) {
		return nil, errColumns
	}
	for _, v := range values {
		if !utf8.ValidString(v) {
			return nil, errEncoding
		}
	}
	o := make(map[string]string, len(columns))
	for i, name := range columns {
		o[name] = values[i]
	}
	return json.Marshal(o)
}

// openFile opens a file that may be larger than one report.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	if err := checkKind(path, info); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	return f, nil
}

func first(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
