package vocabulary

import (
	"fmt"
	"maps"
	"slices"

	"demarche"
)

// EventCode is how event data codes a record.
type EventCode struct {
	Event    string   `yaml:"event"` // category of PLOVER, empty for none
	Mode     string   `yaml:"mode"`
	Contexts []string `yaml:"contexts"`
	Cameo    string   `yaml:"cameo"` // code of CAMEO, empty for none
	Why      string   `yaml:"why"`
}

// None reports whether neither ontology codes the record.
func (c EventCode) None() bool { return c.Event == "" && c.Cameo == "" }

// EventCategory is a category of PLOVER.
type EventCategory struct {
	Class int      `yaml:"class"` // 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict
	Modes []string `yaml:"modes"`
}

// EventCodes maps records to event data, as plover.yaml says. It is read-only
// and safe for use by several goroutines.
type EventCodes struct {
	Categories map[string]EventCategory       `yaml:"categories"`
	Contexts   []string                       `yaml:"contexts"`
	Acts       map[demarche.ActType]EventCode `yaml:"acts"`
	Positions  map[demarche.Stance]EventCode  `yaml:"positions"`
	Movements  map[demarche.Status]EventCode  `yaml:"movements"`
}

// LoadEventCodes reads and checks plover.yaml.
func LoadEventCodes() (*EventCodes, error) {
	c := &EventCodes{}
	if err := decode("plover.yaml", c); err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("vocabulary file plover.yaml: %w", err)
	}
	return c, nil
}

// Of gives the code of a record; none for kinds of which event data has nothing.
func (c *EventCodes) Of(r demarche.Record) EventCode {
	switch r := r.(type) {
	case *demarche.Act:
		return c.Acts[r.Type]
	case *demarche.Position:
		return c.Positions[r.Stance]
	case *demarche.Movement:
		return c.Movements[r.Status]
	}
	return EventCode{}
}

func (c *EventCodes) check() error {
	if got, want := slices.Sorted(maps.Keys(c.Acts)), slices.Sorted(slices.Values(demarche.ActTypes())); !slices.Equal(got, want) {
		return fmt.Errorf("acts are %v, not %v", got, want)
	}
	if got, want := slices.Sorted(maps.Keys(c.Positions)), []demarche.Stance{demarche.Accept, demarche.Refuse, demarche.Unsettled}; !slices.Equal(got, want) {
		return fmt.Errorf("positions are %v, not %v", got, want)
	}
	want := []demarche.Status{demarche.Cancelled, demarche.Completed, demarche.Planned, demarche.TurnedBack, demarche.UnderWay}
	if got := slices.Sorted(maps.Keys(c.Movements)); !slices.Equal(got, want) {
		return fmt.Errorf("movements are %v, not %v", got, want)
	}
	for what, code := range c.all() {
		if err := c.checkCode(code); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	return nil
}

// all yields every code with what it codes.
func (c *EventCodes) all() func(yield func(string, EventCode) bool) {
	return func(yield func(string, EventCode) bool) {
		for k, v := range c.Acts {
			if !yield(string(k), v) {
				return
			}
		}
		for k, v := range c.Positions {
			if !yield(string(k), v) {
				return
			}
		}
		for k, v := range c.Movements {
			if !yield(string(k), v) {
				return
			}
		}
	}
}

func (c *EventCodes) checkCode(code EventCode) error {
	category, known := c.Categories[code.Event]
	switch {
	case code.Event != "" && !known:
		return fmt.Errorf("%q is no category", code.Event)
	case code.Mode != "" && !slices.Contains(category.Modes, code.Mode):
		return fmt.Errorf("%s has no mode %q", code.Event, code.Mode)
	case code.Why == "":
		return fmt.Errorf("nothing says why")
	case code.Cameo != "" && (len(code.Cameo) < 3 || len(code.Cameo) > 4 || slices.ContainsFunc([]rune(code.Cameo), func(r rune) bool { return r < '0' || r > '9' })):
		return fmt.Errorf("%q has not the form of a CAMEO code", code.Cameo)
	}
	for _, x := range code.Contexts {
		if !slices.Contains(c.Contexts, x) {
			return fmt.Errorf("%q is no context", x)
		}
	}
	return nil
}
