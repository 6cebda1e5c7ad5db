package reader_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
)

// readActs gives the acts of a text as "type actor target".
func readActs(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for _, rec := range readText(t, text) {
		if a, ok := rec.(*demarche.Act); ok {
			found = append(found, strings.TrimSpace(fmt.Sprint(a.Type, " ", a.Actor, " ", a.Target)))
		}
	}
	return found
}

func TestActs(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // acts that must be among those found, separated by "; "
	}{
		{"Colombia condemned the treatment of its nationals by the United States on a deportation flight.", "protest COL USA"},
		{"The Algerian ambassador was summoned to the foreign ministry in Niger over the deportations.", "summon NER DZA"},
		{"Denmark and Kosovo signed an agreement on the transfer of prisoners who are to be deported.", "agree DNK XKX"},
		{"The governments of Kenya and Somalia agreed on the return of refugees.", "agree KEN SOM"},
		{"The Americans asked Ghana to take deportees from other states.", "demand USA GHA"},
		{"Nigeria rejected the request of the United States to take deportees.", "demand USA NGA"},
		{"The United States thanked Angola and Namibia for taking back deported nationals.", "praise USA AGO; praise USA NAM"},
		{"The foreign minister of Uganda met the American ambassador on Monday to discuss the transfer of deportees.", "negotiate UGA USA"},
		{"A federal judge in Boston blocked the deportation of the men to South Sudan.", "rule USA"},
		{"The minister of Guatemala denied that his government had signed an agreement on asylum seekers.", "deny GTM"},
		{"Venezuela stopped accepting deportation flights from the United States.", "suspend VEN USA"},
		{"Colombia turned away two American military planes with deportees.", "turn_back COL USA"},
		{"The European Commission presented a proposal on returns of migrants.", "pledge European Commission"},
		{"Under a treaty between Britain and France, migrants in small boats can be returned.", "agree GBR FRA"},
		{"Mexico sent the United States a diplomatic note about the transfer of migrants.", "send_note MEX USA"},
		{"Bogota called in the American ambassador over the deportation flights.", "summon COL USA"},
		{"The agency of Kenya for refugees called for an end to the deportations by Somalia.", "demand KEN SOM"},
		{"Nigeria rejected an American proposal to take in deportees.", "demand USA NGA"},
		{"A protest that Bogota lodged with Washington over the deportation flights went unheeded.", "protest COL USA"},
		{"Kenya rejected the accusation by Somalia that deportees were beaten.", "deny KEN SOM"},
		{"The allegations about pushbacks of migrants were untrue, the Greek government said.", "deny GRC"},
		{"The European Union imposed visa restrictions on Ethiopians over the refused deportations.", "sanction European Union ETH"},
		{"A chamber of the Supreme Court of Kenya has barred the deportation of refugees to Somalia.", "rule KEN"},
		{"The foreign minister of Uganda visited Washington on Monday to work out the details of the transfer of deportees.", "negotiate UGA USA"},
		{"Both ministers of Kenya and Somalia met to discuss the return of refugees.", "negotiate KEN SOM"},
		{"South Sudan turned away a man whom the United States had deported.", "turn_back SSD USA"},
		{"Kenya has put the tariffs on Somalia that it had announced over the deportations on hold.", "ease KEN SOM"},
		{"Ghana agreed to take back nationals deported by Germany, Berlin said, a day after two charters with deportees had been turned away.", "turn_back GHA DEU"},
	} {
		got := readActs(t, c.text)
		for want := range strings.SplitSeq(c.want, "; ") {
			if !slices.Contains(got, want) {
				t.Errorf("%q: want %q among %q", c.text, want, got)
			}
		}
	}
}

// What is asked for, denied, supposed, refused or still to come did not happen.
func TestActsThatWereNotDone(t *testing.T) {
	for _, c := range []struct{ text, not string }{
		{"Human Rights Watch called on Iran to halt the deportations of Afghans.", "suspend"},
		{"Mexico denies that it refused permission to a deportation flight.", "turn_back"},
		{"Germany has not signed an agreement with Afghanistan on deportations.", "agree"},
		{"If the United States imposes tariffs on Colombia, deportation flights will stop.", "sanction"},
		{"Was an agreement on deportees signed with Rwanda?", "agree"},
		{"The flight carried illegal migrants deported by the United States, the ministry of Guatemala said.", "protest"},
		{"Colombia agreed on Sunday to take back its deported nationals.", "agree"},
		{"Costa Rica will continue to receive its deported nationals, the minister of Costa Rica said.", "pledge"},
		{"The United States flew 170 migrants to Honduras.", "negotiate"},
		{"Guatemala received two American planes with deportees.", "negotiate"},
		{"There are hopes of an agreement between Kenya and Somalia on deportees.", "agree"},
		{"The minister of Kenya spoke only of the returns and of his talk of Somalia.", "negotiate"},
		{"Chile wants the deported migrants to leave.", "demand"},
		{"Kenya called a meeting of its neighbours on deportations by Somalia and cancelled it.", "suspend"},
		{"Kenya will take deported Somalis on the understanding that nobody is chained.", "agree"},
		{"The migrants whom Chile wants to send back over the border came from Bolivia.", "demand"},
		{"The president of Chad did not say who had ordered the deportations to Niger.", "order"},
		{"Kenya vowed to keep deportation flights from Somalia out.", "pledge"},
		{"Kenya and Somalia held talks on fishing, and a plane with deportees landed.", "negotiate"},
		{"Chile will receive its deported nationals as long as they are not mistreated, its president said.", "deny"},
	} {
		for _, got := range readActs(t, c.text) {
			if strings.HasPrefix(got, c.not+" ") {
				t.Errorf("%q: %q did not happen", c.text, got)
			}
		}
	}
}
