package names

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche/language"
)

// The people in these sentences are invented.
var postCases = []struct {
	text string
	want []string // name | role | state or body, "former" and "acting" where so
}{
	{"Colombian Foreign Minister Marta Quiroz Londoño spoke on Monday.", []string{"Marta Quiroz Londoño | foreign minister | COL"}},
	{"Foreign Minister Juan Pablo de la Vega of Mexico spoke on Monday.", []string{"Juan Pablo de la Vega | foreign minister | MEX"}},
	{"Honduras objected. The country's president, Ramona Castellón, spoke on Monday.", []string{"Ramona Castellón | president | HND"}},
	{"Ramona Castellón, the president of Honduras, spoke on Monday.", []string{"Ramona Castellón | president | HND"}},
	{"Trisha McLoud, an assistant secretary of homeland security, said it on Monday.", []string{"Trisha McLoud | assistant secretary of homeland security | USA"}},
	{"President Vlora Hoxha of Kosovo spoke on Monday.", []string{"Vlora Hoxha | president | XKX"}},
	{"Wilson Carpentier, who coordinates the National Coalition for Refugees, complained.", []string{"Wilson Carpentier | coordinator | National Coalition for Refugees"}},
	{"White House press secretary Caroline Lovett said so.", []string{"Caroline Lovett | White House press secretary | USA"}},
	{"Uganda's state minister for foreign affairs, Henry Okidi, denied it.", []string{"Henry Okidi | state minister for foreign affairs | UGA"}},
	{"“Nobody was told,” said Gerald Simmons, associate emergencies director at Human Rights Watch.", []string{"Gerald Simmons | associate emergencies director | Human Rights Watch"}},
	{"Michel Haddad, then president of Lebanon, vowed not to give in.", []string{"Michel Haddad | president | LBN | former"}},
	{"The former Turkish interior minister Suat Soylemez denied it.", []string{"Suat Soylemez | interior minister | TUR | former"}},
	{"Acting Prime Minister Hamid Akbari of Afghanistan complained.", []string{"Hamid Akbari | acting prime minister | AFG | acting"}},
	{"Mr. Ishmael Daro, who is deputy prime minister of Pakistan as well, flew to Kabul.", []string{"Ishmael Daro | deputy prime minister | PAK"}},
	{"Ghana's government denies it, according to Felix Kwame Ofori, Minister for Government Communications.", []string{"Felix Kwame Ofori | minister for government communications | GHA"}},
	{"More came from Hamid Noushad, director-general for parliamentary and consular affairs at Iran's foreign ministry.", []string{"Hamid Noushad | director-general for parliamentary and consular affairs at the foreign ministry | IRN"}},
	{"Judge Brian F. Moore of Federal District Court in Boston ruled on Friday.", []string{"Brian F. Moore | judge of Federal District Court in Boston | USA"}},
	{"In Boston, a federal judge, Brian Moore, intervened within hours.", []string{"Brian Moore | federal judge | USA"}},
	{"Acting ICE Director Todd Lyman defended the flights.", []string{"Todd Lyman | acting ICE director | USA | acting"}},
	{"Border czar Tim Holman said the flights would go on.", []string{"Tim Holman | border czar | USA"}},
	{"UNHCR spokeswoman Celia Schmidt confirmed the figure.", []string{"Celia Schmidt | spokeswoman | UNHCR"}},
	{"Celia Schmidt, a spokeswoman for the UN refugee agency in Damascus, confirmed the figure.", []string{"Celia Schmidt | spokeswoman in Damascus | UNHCR"}},
	{"The U.S. ambassador to Colombia, Frank Palmer, was summoned.", []string{"Frank Palmer | ambassador to Colombia | USA"}},
	{"German Interior Minister Axel Dorn (CSU) defended the flight.", []string{"Axel Dorn | interior minister | DEU"}},
	{"Jan Novak (Greens), the Czech environment minister, disagreed.", []string{"Jan Novak | environment minister | CZE"}},
	{"Deputy Secretary of State Christian Lund flew to Juba.", []string{"Christian Lund | deputy secretary of state | USA"}},
	{"Presidents Ana Ruiz of Panama and Pedro Soler of Guatemala met on Monday.", []string{"Ana Ruiz | president | PAN", "Pedro Soler | president | GTM"}},
	{"Kenya recalled its ambassador to Somalia, Joseph Mwangi, on Monday.", []string{"Joseph Mwangi | ambassador to Somalia | KEN"}},
	{"The Director of the Colombian Institute of Family Welfare (ICBF), Astrid Camargo, told the press so.", []string{"Astrid Camargo | director of the Colombian Institute of Family Welfare | COL"}},
	{"Simon Peters, 54, the Irish justice minister, signed the order.", []string{"Simon Peters | justice minister | IRL"}},
	{"The Taoiseach, Sean Byrne, told the Dáil so.", []string{"Sean Byrne | taoiseach | IRL"}},
	{"Home Secretary Yasmin Coopland told the BBC in London that the scheme was dead.", []string{"Yasmin Coopland | home secretary | GBR"}},
	{"Himani Das, the chief minister of Assam, said so.", []string{"Himani Das | chief minister of Assam | IND"}},
	{"Somalia's consul in Nairobi, Siyad Shirwa, was arrested.", []string{"Siyad Shirwa | consul | SOM"}},
	{"Senator Jean Sheldon, the senior Democrat on the US Senate Foreign Relations Committee, objected.", []string{"Jean Sheldon | senior Democrat on the US Senate Foreign Relations Committee | USA"}},
	{"The minister of foreign affairs of Ecuador, Gabriela Sosa, replied.", []string{"Gabriela Sosa | foreign minister | ECU"}},
	{"Gabriela Sosa has been Ecuador's foreign minister since May.", []string{"Gabriela Sosa | foreign minister | ECU"}},
	{"Olga Duarte, the head of the National Migration Service of Panama, replied.", []string{"Olga Duarte | head of the National Migration Service | PAN"}},
	{"Katia Maliq, executive director of Amnesty International Malaysia, objected.", []string{"Katia Maliq | executive director | Amnesty International Malaysia"}},
	{"The UN special rapporteur on the human rights of migrants, Felipe Morel, objected.", []string{"Felipe Morel | special rapporteur on the human rights of migrants | United Nations"}},
	{"Guatemalan President Bernard Arce and his Salvadoran counterpart, Nestor Buitrago, met.", []string{"Bernard Arce | president | GTM", "Nestor Buitrago | president | SLV"}},
	{"Nigeria will not give in, its foreign minister has said.\n\nYakubu Tagar said some had come straight out of prison.", []string{"Yakubu Tagar | foreign minister | NGA"}},
	{"Iran's government spokeswoman, Fariba Mohadi, denied it.", []string{"Fariba Mohadi | government spokeswoman | IRN"}},
	{"Chinese Foreign Ministry spokeswoman Mao Lin said so.", []string{"Mao Lin | foreign ministry spokeswoman | CHN"}},
	{"Thailand's deputy prime minister and defence minister, Phumtham Wecha, said so.", []string{"Phumtham Wecha | deputy prime minister | THA", "Phumtham Wecha | defence minister | THA"}},
	{"Then-President Michel Haddad of Lebanon vowed it.", []string{"Michel Haddad | president | LBN | former"}},
	{"Ex-minister Michel Haddad of Lebanon vowed it.", []string{"Michel Haddad | minister | LBN | former"}},
	{"Nigeria's Minister of State for Foreign Affairs, Bianca Ojuk, said so.", []string{"Bianca Ojuk | state minister for foreign affairs | NGA"}},
	{"The head of the IOM mission in Libya, Nicole Giordani, said so.", []string{"Nicole Giordani | head | International Organization for Migration"}},
	{"Lee Gelman, deputy director of the ACLU's Immigrants' Rights Project, objected.", []string{"Lee Gelman | deputy director | American Civil Liberties Union"}},
	{"Pakistan's ambassador in Kabul, Ubaid Nizami, said so.", []string{"Ubaid Nizami | ambassador to Afghanistan | PAK"}},
	{"Boston Mayor Michelle Woo objected.", []string{"Michelle Woo | Boston mayor | USA"}},
	{"Kremlin spokesman Dmitri Pesk said so.", []string{"Dmitri Pesk | Kremlin spokesman | RUS"}},
	{"Director-General of Immigration Services Evelyn Kamau said Kenya would act.", []string{"Evelyn Kamau | director-general of immigration services | KEN"}},
	{"Undersecretary for Human Mobility Alejandra Dávila said Ecuador would pay.", []string{"Alejandra Dávila | undersecretary for human mobility | ECU"}},
	{"State Secretary for Asylum and Migration Nadine Claes said Belgium would pay.", []string{"Nadine Claes | state secretary for asylum and migration | BEL"}},
	{"Minister of State Aoife Brennan told the Dáil so.", []string{"Aoife Brennan | minister of state | IRL"}},
	{"Bolivia's president-elect, Ramiro Sosa, said so.", []string{"Ramiro Sosa | president-elect | BOL"}},
	{"Pakistan Foreign Office spokesperson Shafqat Baloch said so.", []string{"Shafqat Baloch | Foreign Office spokesperson | PAK"}},
	{"Ana Ruiz, a spokeswoman for President Pedro Soler of Guatemala, said so.", []string{"Ana Ruiz | spokeswoman for the president | GTM", "Pedro Soler | president | GTM"}},
	{"Jonas Falk, a spokesman for the UN secretary-general, said so.", []string{"Jonas Falk | spokesman for the secretary-general | United Nations"}},
	{"Home Minister Datuk Seri Zakaria Hashim said Malaysia would act.", []string{"Zakaria Hashim | home minister | MYS"}},
	{"Homeland Security Minister Anil Ramroop said Trinidad would act.", []string{"Anil Ramroop | Homeland Security minister | TTO"}},
	{"The spokesman of the Directorate of Illegal Migration in eastern Libya, Fathi Mabrook, denied it.", []string{"Fathi Mabrook | spokesman of the Directorate of Illegal Migration | LBY"}},
	{"Chile wants talks. \"Any Bolivian may come,\" Deputy Interior Minister Rolando Quispe told reporters in La Paz.", []string{"Rolando Quispe | deputy interior minister | BOL"}},
	{"Foreign Minister Omar Dar is in Kabul. Pakistan will take no more.", []string{"Omar Dar | foreign minister | PAK"}},
	{"Judge Hilda Crosby of the Northern District of California blocked it.", []string{"Hilda Crosby | judge of the Northern District of California | USA"}},
	{"In Cotonou the government spokesman, Wilfried Houng, contradicted Togo.", []string{"Wilfried Houng | government spokesman | BEN"}},
	{"The state secretary for migration, Eline Verhoek, told the Dutch parliament that 120 Moroccans had left.", []string{"Eline Verhoek | state secretary for migration | NLD"}},
	{"State Minister Mesfin Haile complained to Germany on Fana television.", []string{"Mesfin Haile | state minister | ETH"}},
	{"In Tbilisi, Deputy Interior Minister Giorgi Mchedli received his Polish colleague, Deputy Interior Minister Marek Zawada.", []string{"Giorgi Mchedli | deputy interior minister | GEO", "Marek Zawada | deputy interior minister | POL"}},
	{"The European Commission was asked. Migration Commissioner Henrik Laurits said he would look at it.", []string{"Henrik Laurits | migration commissioner | European Commission"}},
	{"Venezuela's embassy asked for a meeting and, according to Ambassador Martha Bolívar, got none from Barbados.", []string{"Martha Bolívar | ambassador | VEN"}},
	{"Lana Ortiz, a lawyer from Bogota, objected.", nil},
	{"The Colombian migrants met Lana Ortiz at the airport.", nil},
	{"The minister met the president of the club.", nil},
}

func TestPosts(t *testing.T) {
	pipe := pipeline(t)
	for _, c := range postCases {
		a, err := pipe.Analyse(c.text, "2025-02-05")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, o := range offices(a) {
			line := fmt.Sprintf("%s | %s | %s%s", o.Name, o.Role, o.State, o.Body)
			if o.Former {
				line += " | former"
			}
			if acting(a, o.Name) {
				line += " | acting"
			}
			got = append(got, line)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\n got %s\nwant %s", c.text, strings.Join(got, "; "), strings.Join(c.want, "; "))
		}
	}
}

func acting(a *language.Analysis, name string) bool {
	for i := range a.Entities {
		if e := &a.Entities[i]; e.Name == name {
			for _, p := range e.Posts {
				if p.Acting {
					return true
				}
			}
		}
	}
	return false
}
