package answers_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
)

const (
	own, third, anyone = demarche.OwnNationals, demarche.ThirdNationals, demarche.AnyPeople
	military, civil    = demarche.MilitaryAircraft, demarche.CivilianAircraft
	land, anyMeans     = demarche.Land, demarche.MeansAny
	accept, refuse     = demarche.Accept, demarche.Refuse
	unsettled          = demarche.Unsettled
)

var (
	usa    = &demarche.Speaker{Role: "press secretary", State: "USA"}
	report *demarche.Speaker
)

func TestWould(t *testing.T) {
	type history []*demarche.Position
	for _, tt := range []struct {
		name  string
		said  history
		ask   answers.Question
		want  answers.Verdict
		terms []demarche.Term
		rests []int // indexes of said
	}{
		{
			"a refusal for a place answers for the place",
			history{position("MEX", refuse, own, anyMeans, "2025-02-04", at("Guantánamo Bay")), position("MEX", accept, own, anyMeans, "2025-02-04")},
			answers.Question{State: "MEX", People: own, Place: "Guantanamo Bay naval base"}, answers.No, nil, []int{0},
		},
		{
			"and not for the general question",
			history{position("MEX", refuse, own, anyMeans, "2025-02-04", at("Guantánamo Bay")), position("MEX", accept, own, anyMeans, "2025-02-04")},
			answers.Question{State: "MEX", People: own}, answers.Yes, nil, []int{1},
		},
		{
			"an acceptance in general does not reach a place elsewhere",
			history{position("MEX", accept, own, anyMeans, "2025-02-04")},
			answers.Question{State: "MEX", People: own, Place: "Guantanamo"}, answers.Unknown, nil, nil,
		},
		{
			"it reaches a place in the state",
			history{position("MEX", accept, own, anyMeans, "2025-02-04")},
			answers.Question{State: "MEX", People: own, Place: "Toluca", PlaceIn: "MEX"}, answers.Yes, nil, []int{0},
		},
		{
			"a refusal in general reaches every place",
			history{position("MEX", refuse, third, anyMeans, "2025-02-04")},
			answers.Question{State: "MEX", People: third, Place: "Toluca"}, answers.No, nil, []int{0},
		},
		{
			"a refusal with terms is no, with its terms",
			history{position("COL", refuse, own, military, "2025-01-26", on("protocol", "dignity")), position("COL", accept, own, civil, "2025-01-26", on("civilian_only"))},
			answers.Question{State: "COL", People: own, Means: military}, answers.No, []demarche.Term{"dignity", "protocol"}, []int{0},
		},
		{
			"civilian means meet civilian_only",
			history{position("COL", refuse, own, military, "2025-01-26", on("protocol", "dignity")), position("COL", accept, own, civil, "2025-01-26", on("civilian_only"))},
			answers.Question{State: "COL", People: own, Means: civil}, answers.Yes, nil, []int{1},
		},
		{
			"means not said: by some and not by others",
			history{position("COL", refuse, own, military, "2025-01-26", on("protocol")), position("COL", accept, own, civil, "2025-01-26", on("civilian_only"))},
			answers.Question{State: "COL", People: own}, answers.YesWithTerms, []demarche.Term{"civilian_only"}, []int{0, 1},
		},
		{
			"civilian_only in general refuses military aircraft",
			history{position("BRA", accept, own, anyMeans, "2025-01-26", on("civilian_only"))},
			answers.Question{State: "BRA", People: own, Means: military}, answers.No, []demarche.Term{"civilian_only"}, []int{0},
		},
		{
			"civilian_only in general, means not said",
			history{position("BRA", accept, own, anyMeans, "2025-01-26", on("civilian_only"))},
			answers.Question{State: "BRA", People: own}, answers.YesWithTerms, []demarche.Term{"civilian_only"}, []int{0},
		},
		{
			"the report's own voice answers",
			history{position("GTM", accept, own, military, "2025-01-24", by(report))},
			answers.Question{State: "GTM", People: own, Means: military}, answers.Yes, nil, []int{0},
		},
		{
			"silence about other means is not consent",
			history{position("GTM", accept, own, military, "2025-01-24", by(report))},
			answers.Question{State: "GTM", People: own, Means: land}, answers.Unknown, nil, nil,
		},
		{
			"a refusal of some means is not a refusal of all",
			history{position("COL", refuse, own, military, "2025-01-26")},
			answers.Question{State: "COL", People: own}, answers.Unknown, nil, []int{0},
		},
		{
			"silence about other people is not consent",
			history{position("GTM", accept, own, military, "2025-01-24")},
			answers.Question{State: "GTM", People: third, Means: military}, answers.Unknown, nil, nil,
		},
		{
			"people not said: the answer farthest from consent",
			history{position("GTM", accept, own, anyMeans, "2025-01-24"), position("GTM", refuse, third, anyMeans, "2025-01-24")},
			answers.Question{State: "GTM"}, answers.No, nil, []int{0, 1},
		},
		{
			"any people covers own and third",
			history{position("PAN", accept, anyone, anyMeans, "2025-02-12", on("paid"))},
			answers.Question{State: "PAN", People: third, Means: military}, answers.YesWithTerms, []demarche.Term{"paid"}, []int{0},
		},
		{
			"later over earlier",
			history{position("COL", refuse, own, military, "2025-01-26"), position("COL", accept, own, military, "2025-01-27")},
			answers.Question{State: "COL", People: own, Means: military}, answers.Yes, nil, []int{1},
		},
		{
			"as of an earlier day",
			history{position("COL", refuse, own, military, "2025-01-26"), position("COL", accept, own, military, "2025-01-27")},
			answers.Question{State: "COL", People: own, Means: military, On: "2025-01-26"}, answers.No, nil, []int{0},
		},
		{
			"before anything was said",
			history{position("COL", refuse, own, military, "2025-01-26")},
			answers.Question{State: "COL", People: own, Means: military, On: "2025-01-25"}, answers.Unknown, nil, nil,
		},
		{
			"own word over another's later word",
			history{position("COL", refuse, own, military, "2025-01-26"), position("COL", accept, own, military, "2025-01-27", by(usa))},
			answers.Question{State: "COL", People: own, Means: military}, answers.No, nil, []int{0},
		},
		{
			"another's word where there is no other",
			history{position("COL", accept, own, military, "2025-01-27", by(usa))},
			answers.Question{State: "COL", People: own, Means: military}, answers.Yes, nil, []int{0},
		},
		{
			"own word over the report's voice of the same day",
			history{position("COL", refuse, own, military, "2025-01-26"), position("COL", accept, own, military, "2025-01-26", by(report))},
			answers.Question{State: "COL", People: own, Means: military}, answers.No, nil, []int{0},
		},
		{
			"the specific over the later general",
			history{position("COL", refuse, own, military, "2025-01-26"), position("COL", accept, own, anyMeans, "2025-01-28")},
			answers.Question{State: "COL", People: own, Means: military}, answers.No, nil, []int{0},
		},
		{
			"a later refusal in general puts an acceptance in doubt",
			history{position("COL", accept, own, military, "2025-01-26"), position("COL", refuse, own, anyMeans, "2025-01-28")},
			answers.Question{State: "COL", People: own, Means: military}, answers.Disputed, nil, []int{0, 1},
		},
		{
			"a doubt that was taken back",
			history{position("COL", accept, own, military, "2025-01-26"), position("COL", refuse, own, anyMeans, "2025-01-28"), position("COL", accept, own, anyMeans, "2025-01-30")},
			answers.Question{State: "COL", People: own, Means: military}, answers.Yes, nil, []int{0},
		},
		{
			"specific each in its own respect: decided against consent",
			history{position("MEX", accept, own, anyMeans, "2025-02-01"), position("MEX", refuse, anyone, military, "2025-01-24")},
			answers.Question{State: "MEX", People: own, Means: military}, answers.No, nil, []int{1},
		},
		{
			"contradiction of one day",
			history{position("COL", refuse, own, military, "2025-01-26"), position("COL", accept, own, military, "2025-01-26")},
			answers.Question{State: "COL", People: own, Means: military}, answers.Disputed, nil, []int{0, 1},
		},
		{
			"a decision over unsettled of the same day",
			history{position("COL", unsettled, own, military, "2025-01-26"), position("COL", accept, own, military, "2025-01-26")},
			answers.Question{State: "COL", People: own, Means: military}, answers.Yes, nil, []int{1},
		},
		{
			"unsettled later than a decision",
			history{position("COL", accept, own, military, "2025-01-26"), position("COL", unsettled, own, military, "2025-01-27")},
			answers.Question{State: "COL", People: own, Means: military}, answers.Undecided, nil, []int{1},
		},
		{
			"terms of an unbroken run add up",
			history{position("BRA", accept, own, civil, "2025-01-26", on("no_restraints")), position("BRA", accept, own, civil, "2025-01-28")},
			answers.Question{State: "BRA", People: own, Means: civil}, answers.YesWithTerms, []demarche.Term{"no_restraints"}, []int{0, 1},
		},
		{
			"terms from before a refusal do not",
			history{position("BRA", accept, own, civil, "2025-01-26", on("paid")), position("BRA", refuse, own, civil, "2025-01-27"), position("BRA", accept, own, civil, "2025-01-28")},
			answers.Question{State: "BRA", People: own, Means: civil}, answers.Yes, nil, []int{2},
		},
		{
			"a month that is not over is not certain",
			history{position("COL", accept, own, military, "2025-02")},
			answers.Question{State: "COL", People: own, Means: military, On: "2025-02-10"}, answers.Unknown, nil, nil,
		},
		{
			"a month that overlaps a day: the order is not known",
			history{position("COL", refuse, own, military, "2025-01"), position("COL", accept, own, military, "2025-01-27")},
			answers.Question{State: "COL", People: own, Means: military}, answers.Disputed, nil, []int{0, 1},
		},
		{
			"a month before a day",
			history{position("COL", refuse, own, military, "2024-12"), position("COL", accept, own, military, "2025-01-27")},
			answers.Question{State: "COL", People: own, Means: military}, answers.Yes, nil, []int{1},
		},
		{
			"undated before dated",
			history{position("COL", refuse, own, military, "2023"), position("COL", accept, own, military, "")},
			answers.Question{State: "COL", People: own, Means: military}, answers.No, nil, []int{0},
		},
		{
			"undated alone still counts",
			history{position("COL", accept, own, military, "")},
			answers.Question{State: "COL", People: own, Means: military}, answers.Yes, nil, []int{0},
		},
		{
			"named nationalities only",
			history{position("MEX", accept, third, anyMeans, "2025-01-26", of("CUB", "HTI"))},
			answers.Question{State: "MEX", People: third, Nationals: []demarche.State{"HTI"}}, answers.Yes, nil, []int{0},
		},
		{
			"a nationality that was not named",
			history{position("MEX", accept, third, anyMeans, "2025-01-26", of("CUB", "HTI"))},
			answers.Question{State: "MEX", People: third, Nationals: []demarche.State{"CUB", "VEN"}}, answers.Unknown, nil, []int{0},
		},
		{
			"nationalities in general, where only some were named",
			history{position("MEX", accept, third, anyMeans, "2025-01-26", of("CUB", "HTI"))},
			answers.Question{State: "MEX", People: third}, answers.YesWithTerms, nil, []int{0},
		},
		{
			"another sender",
			history{position("RWA", accept, third, anyMeans, "2024-04-01", from("GBR"))},
			answers.Question{State: "RWA", People: third, From: "USA"}, answers.Unknown, nil, nil,
		},
		{
			"senders answered alike",
			history{position("RWA", accept, third, anyMeans, "2024-04-01", from("GBR")), position("RWA", accept, third, anyMeans, "2025-08-01")},
			answers.Question{State: "RWA", People: third}, answers.Yes, nil, []int{0, 1},
		},
		{
			"senders answered differently",
			history{position("RWA", refuse, third, anyMeans, "2024-04-01", from("GBR")), position("RWA", accept, third, anyMeans, "2025-08-01")},
			answers.Question{State: "RWA", People: third}, answers.YesWithTerms, nil, []int{0, 1},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var s shelf
			records := make([]demarche.Record, len(tt.said))
			for i, p := range tt.said {
				records[i] = p
			}
			ids := s.add(t, "report.txt", "", records...)
			got, err := s.answers().Would(context.Background(), tt.ask)
			if err != nil {
				t.Fatal(err)
			}
			if got.Verdict != tt.want {
				t.Errorf("verdict is %s (%s), not %s", got.Verdict, got.Reason, tt.want)
			}
			if !slices.Equal(got.Terms, tt.terms) {
				t.Errorf("terms are %q, not %q", got.Terms, tt.terms)
			}
			var rests []int
			for _, e := range got.Entries {
				rests = append(rests, slices.Index(ids, e.ID()))
			}
			slices.Sort(rests)
			if !slices.Equal(rests, tt.rests) {
				t.Errorf("it rests on %v, not %v", rests, tt.rests)
			}
			if len(got.Entries)+len(got.PassedOver) != len(ids) {
				t.Errorf("%d entries and %d passed over do not account for %d", len(got.Entries), len(got.PassedOver), len(ids))
			}
			if got.Reason == "" {
				t.Error("no reason given")
			}
		})
	}
}

func TestWouldRefusesQuestionsThatCannotBe(t *testing.T) {
	var s shelf
	for _, q := range []answers.Question{
		{},
		{State: "MEX", People: "others"},
		{State: "MEX", Means: "balloon"},
		{State: "MEX", People: own, Nationals: []demarche.State{"COL"}},
		{State: "MEX", People: third, Nationals: []demarche.State{"MEX"}},
		{State: "MEX", On: "yesterday"},
	} {
		if a, err := s.answers().Would(context.Background(), q); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("%+v was answered %s (%v)", q, a.Verdict, err)
		}
	}
}

func TestPublicationDayStandsInForAMissingDate(t *testing.T) {
	var s shelf
	s.add(t, "a.txt", "2025-01-26", position("COL", refuse, own, military, ""))
	s.add(t, "b.txt", "2025-01-28", position("COL", accept, own, military, ""))
	for day, want := range map[demarche.Date]answers.Verdict{"2025-01-25": answers.Unknown, "2025-01-26": answers.No, "2025-01-28": answers.Yes} {
		got, err := s.answers().Would(context.Background(), answers.Question{State: "COL", People: own, Means: military, On: day})
		if err != nil || got.Verdict != want {
			t.Errorf("on %s the verdict is %s (%v), not %s", day, got.Verdict, err, want)
		}
	}
}

func TestPublicationEndsAMonth(t *testing.T) {
	var s shelf
	s.add(t, "a.txt", "2025-02-08", position("COL", accept, own, military, "2025-02"))
	got, err := s.answers().Would(context.Background(), answers.Question{State: "COL", People: own, Means: military, On: "2025-02-08"})
	if err != nil || got.Verdict != answers.Yes {
		t.Errorf("the verdict is %s (%v): a report of the 8th cannot tell of the 9th", got.Verdict, err)
	}
}

func TestRejectedEntriesDoNotCount(t *testing.T) {
	var s shelf
	s.add(t, "a.txt", "2025-02-08", position("COL", accept, own, military, "2025-02-07"))
	s.entries[0].Review = demarche.Rejected
	got, err := s.answers().Would(context.Background(), answers.Question{State: "COL", People: own, Means: military})
	if err != nil || got.Verdict != answers.Unknown || got.PassedOver[0].Why != answers.WhyRejected {
		t.Errorf("verdict %s, passed over %+v (%v)", got.Verdict, got.PassedOver, err)
	}
}

func TestSilencesAreShownWhereNothingIsKnown(t *testing.T) {
	var s shelf
	ids := s.add(t, "a.txt", "2025-01-26",
		&demarche.Gap{Type: demarche.NotDisclosed, Who: "MEX", About: "other countries' nationals"},
		&demarche.Gap{Type: demarche.NoResponse, Who: "USA", About: "comment"})
	got, err := s.answers().Would(context.Background(), answers.Question{State: "MEX", People: third})
	if err != nil || got.Verdict != answers.Unknown || len(got.Silences) != 1 || got.Silences[0].ID() != ids[0] {
		t.Errorf("verdict %s, silences %v (%v)", got.Verdict, got.Silences, err)
	}
}

func TestAnswersAgreeWithTheirPartsAndTellTheirAge(t *testing.T) {
	s := &shelf{}
	s.add(t, "report.txt", "2025-02-05", position("COL", accept, own, anyMeans, "2025-02-04"))
	would := func(q answers.Question) answers.Answer {
		t.Helper()
		a, err := s.answers().Would(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if a := would(answers.Question{State: "COL", On: "2025-02-06"}); a.Verdict != answers.Unknown || !strings.Contains(a.Reason, "for third-country nationals; silence is not consent; the other parts are known") {
		t.Errorf("%s: %s", a.Verdict, a.Reason)
	}
	for day, want := range map[demarche.Date]struct{ old, future bool }{
		"2025-02-06": {}, "2025-04-06": {old: true}, "2120-01-01": {old: true, future: true},
	} {
		a := would(answers.Question{State: "COL", People: own, On: day})
		old := strings.Contains(a.Reason, "its newest position is of 2025-02-04")
		future := strings.Contains(a.Reason, "nothing is known of what came after 2025-02-05")
		if a.Verdict != answers.Yes || old != want.old || future != want.future {
			t.Errorf("on %s: %s, %s", day, a.Verdict, a.Reason)
		}
	}
	if _, err := s.answers().Would(t.Context(), answers.Question{State: "COL", From: "COL"}); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("a state sends to itself: %v", err)
	}
}

func TestARefusalForAnUnmetTermSaysWhoseWordItIs(t *testing.T) {
	s := &shelf{}
	p := position("COL", accept, own, anyMeans, "2025-02-04")
	p.Terms, p.By = []demarche.Term{"no_restraints"}, &demarche.Speaker{Role: "foreign minister", State: "COL"}
	s.add(t, "report.txt", "2025-02-05", p)
	yes := true
	a, err := s.answers().Would(t.Context(), answers.Question{State: "COL", People: own, On: "2025-02-06", Conditions: answers.Conditions{Restraints: &yes}})
	if err != nil || a.Verdict != answers.No || !strings.HasSuffix(a.Reason, "COL set this term in its own word") {
		t.Errorf("%s: %s (%v)", a.Verdict, a.Reason, err)
	}
}
