package phrases

import (
	"testing"

	"demarche"
)

func TestStances(t *testing.T) {
	for _, tt := range []struct {
		stance        demarche.Stance
		terms         []demarche.Term
		stands, stood string
	}{
		{demarche.Accept, nil, "accepts", "accepted"},
		{demarche.Accept, []demarche.Term{"criminals_only", "no_restraints"}, "accepts on terms (no restraints, convicted only)", "accepted on terms (no restraints, convicted only)"},
		{demarche.Refuse, []demarche.Term{"protocol"}, "refuses (asks for a protocol first)", "refused (asks for a protocol first)"},
		{demarche.Unsettled, nil, "unsettled", "unsettled"},
		{"contested", nil, "contested", "contested"},
	} {
		if stands, stood := Stands(tt.stance, tt.terms), Stood(tt.stance, tt.terms); stands != tt.stands || stood != tt.stood {
			t.Errorf("%s %v: %q, %q, not %q, %q", tt.stance, tt.terms, stands, stood, tt.stands, tt.stood)
		}
	}
}

func TestTopics(t *testing.T) {
	names := Names(func(s demarche.State) string {
		return map[demarche.State]string{"USA": "United States", "VEN": "Venezuela", "CUB": "Cuba"}[s]
	})
	for want, got := range map[string]string{
		"its own nationals on military aircraft, from the United States": names.Topic(demarche.OwnNationals, demarche.MilitaryAircraft, "", nil, "USA"),
		"other states’ nationals by land":                                names.Topic(demarche.ThirdNationals, demarche.Land, "", nil, ""),
		"nationals of Cuba and Venezuela, at Port Rosa":                  names.Topic(demarche.ThirdNationals, demarche.MeansAny, "Port Rosa", []demarche.State{"CUB", "VEN"}, ""),
		"returns in general":                                             names.Topic(demarche.AnyPeople, demarche.MeansAny, "", nil, ""),
		"The United States has not said how many there were":             names.Gap(&demarche.Gap{Type: demarche.NotDisclosed, Who: "USA", About: "how many there were"}),
		"An embassy has not responded":                                   names.Gap(&demarche.Gap{Type: demarche.NoResponse, Who: "an embassy"}),
		"1,500 people":                                                   People(1500), "1 person": People(1),
		"24 January 2025": Day("2025-01-24"), "Jan 2025": ShortDay("2025-01"),
	} {
		if got != want {
			t.Errorf("it says %q, not %q", got, want)
		}
	}
}
