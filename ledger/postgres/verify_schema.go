package postgres

import (
	_ "embed"
	"strings"
)

// madeObjects are the tables, columns, indexes, triggers and functions that the
// migrations make, as the query Objects gives them: a line each. A test compares
// it with what they do make.
//
//go:embed schema.txt
var madeObjects string

// object is a column, constraint, index, trigger, function ...
type object struct{ kind, name, table, is string }

func (o object) String() string { return strings.Join([]string{o.kind, o.name, o.table, o.is}, "\t") }

// label names an object to a reader.
func (o object) label() string {
	if o.table == "" || o.kind == "kind" {
		return strings.Replace(o.kind, "kind", "table", 1) + " " + o.name
	}
	return o.kind + " " + o.name + " of " + o.table
}

func (a access) objects() ([]object, error) {
	return list(a, "Objects", nil, func(row scanner) (o object, err error) {
		return o, row.Scan(&o.kind, &o.name, &o.table, &o.is)
	})
}

// schema compares what the tables are made of with what the migrations make,
// triggers that refuse changes above all. Other tables in the schema are others'.
func (v *verifier) schema() error {
	have, err := v.objects()
	if err != nil {
		return err
	}
	is := make(map[[3]string]string)
	for _, o := range have {
		is[[3]string{o.kind, o.name, o.table}] = o.is
	}
	ours := map[string]bool{}
	secured, err := v.secured()
	if err != nil {
		return err
	}
	for line := range strings.Lines(madeObjects) {
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 4)
		o := object{f[0], f[1], f[2], f[3]}
		if o.kind == "kind" {
			o.is += secured[o.table]
		}
		ours[o.table] = true
		key := [3]string{o.kind, o.name, o.table}
		switch got, there := is[key]; {
		case !there:
			v.Fault("ledger", o.label(), "is not there")
		case got != o.is:
			v.Fault("ledger", o.label(), "was changed")
		}
		delete(is, key)
	}
	for _, o := range have { // in order
		if _, left := is[[3]string{o.kind, o.name, o.table}]; left && ours[o.table] {
			v.Fault("ledger", o.label(), "was not made by this program")
		}
	}
	return nil
}
