package demarche

import (
	"fmt"
	"slices"
)

// Vocabulary of the record model: the values that each field may take.
var (
	stances    = []Stance{Accept, Refuse, Unsettled}
	peoples    = []People{OwnNationals, ThirdNationals, AnyPeople}
	means      = []Means{MilitaryAircraft, CivilianAircraft, Land, Sea}
	terms      = []Term{"dignity", "no_restraints", "civilian_only", "own_transport", "protocol", "prior_notice", "identity_check", "criminals_only", "no_criminals", "voluntary", "vulnerable_excluded", "temporary", "cap", "paid", "case_by_case", "safe_third", "other"}
	actTypes   = []ActType{TurnBack, SendNote, Protest, Summon, Demand, Agree, Negotiate, Threaten, Sanction, Ease, Order, Pledge, Deny, Suspend, Resume, Rule, Praise}
	statuses   = []Status{Planned, UnderWay, Completed, TurnedBack, Cancelled}
	countWhats = []CountWhat{UnauthorizedPopulation, Returned, Held, Capacity, Flights, Encounters, Eligible, Agreed, Money, Tariff, OtherCount}
	units      = []string{"people", "flights", "percent", "usd", "eur", "gbp", "places"}
	channels   = []Channel{"", Post, Statement, Briefing, Interview, Speech, Paper}
	gapTypes   = []GapType{NoResponse, Declined, NotSpecified, NotDisclosed, Unconfirmed}
)

// Terms lists the conditions that a position may carry.
func Terms() []Term { return slices.Clone(terms) }

// ActTypes lists the types of act.
func ActTypes() []ActType { return slices.Clone(actTypes) }

// CountWhats lists what a figure may count.
func CountWhats() []CountWhat { return slices.Clone(countWhats) }

// Statuses lists how far a movement may have got.
func Statuses() []Status { return slices.Clone(statuses) }

// Stances lists the stances that a state may take.
func Stances() []Stance { return slices.Clone(stances) }

// Peoples lists whose nationals a position may concern.
func Peoples() []People { return slices.Clone(peoples) }

// IsStateCode reports whether s has the form of an ISO 3166-1 alpha-3 code;
// whether such a state exists is known to the vocabulary.
func IsStateCode(s string) bool {
	if len(s) != 3 {
		return false
	}
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

func oneOf[T ~string](field string, v T, allowed []T) error {
	if slices.Contains(allowed, v) {
		return nil
	}
	return fmt.Errorf("%s %q is not one of %q", field, v, allowed)
}

func states(field string, ss ...State) error {
	for _, s := range ss {
		if s != "" && !IsStateCode(string(s)) {
			return fmt.Errorf("%s %q is not an ISO 3166-1 alpha-3 code", field, s)
		}
	}
	return nil
}

func speaker(s *Speaker) error {
	if s == nil {
		return nil
	}
	return states("by.state", s.State)
}

func present(field, v string) error {
	if v == "" {
		return fmt.Errorf("%s is missing", field)
	}
	return nil
}

func (h *Common) check() error {
	if len(h.Evidence) == 0 {
		return fmt.Errorf("no evidence")
	}
	if h.Confidence < 0 || h.Confidence > 1 {
		return fmt.Errorf("confidence %v is not between 0 and 1", h.Confidence)
	}
	return nil
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Check reports the first way in which the position breaks the record model.
func (r *Position) Check() error {
	err := first(r.check(), present("state", string(r.State)), states("state", r.State), states("from", r.From),
		oneOf("stance", r.Stance, stances), oneOf("people", r.People, peoples),
		oneOf("means", r.Means, append(slices.Clone(means), MeansAny)), states("nationals", r.Nationals...), speaker(r.By))
	for _, t := range r.Terms {
		err = first(err, oneOf("term", t, terms))
	}
	return err
}

// Check reports the first way in which the act breaks the record model.
func (r *Act) Check() error {
	return first(r.check(), oneOf("type", r.Type, actTypes), present("actor", string(r.Actor)), speaker(r.By))
}

// Check reports the first way in which the movement breaks the record model.
func (r *Movement) Check() error {
	return first(r.check(), oneOf("status", r.Status, statuses), states("sender", r.Sender),
		states("destination_state", r.DestinationState), oneOf("means", r.Means, append(slices.Clone(means), MeansUnknown)),
		states("nationals", r.Nationals...), speaker(r.By))
}

// Check reports the first way in which the count breaks the record model.
func (r *Count) Check() error {
	return first(r.check(), oneOf("what", r.What, countWhats), oneOf("unit", r.Unit, units), states("of", r.Of), states("in", r.In))
}

// Check reports the first way in which the quotation breaks the record model.
func (r *Quote) Check() error {
	if r.By == nil {
		return first(r.check(), fmt.Errorf("by is missing"))
	}
	return first(r.check(), present("text", r.Text), oneOf("channel", r.Channel, channels), speaker(r.By))
}

// Check reports the first way in which the gap breaks the record model.
func (r *Gap) Check() error {
	return first(r.check(), oneOf("type", r.Type, gapTypes), present("who", string(r.Who)), speaker(r.By))
}

// Check reports the first way in which the office breaks the record model.
func (r *Office) Check() error {
	return first(r.check(), present("name", r.Name), present("role", string(r.Role)), states("state", r.State))
}
