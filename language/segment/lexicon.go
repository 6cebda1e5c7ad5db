package segment

import "strings"

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// Closed lists that the rules consult. Abbreviations are written without the
// period that ends them and with their letter case.
var (
	// neverEnds lists abbreviations that stand before what they belong to, so
	// that no sentence ends after them.
	neverEnds = set(`Mr Mrs Ms Mx Messrs Dr Drs Prof Rev Fr Hon Gen Maj Col Lt Cmdr Cdr Capt Sgt Cpl Pvt Adm Brig Sen Sens Rep Reps Gov Govs Pres
		Amb Supt Insp Det Msgr Mgr Mme Mlle St Ste Ft Mt Sr Sra Srta vs viz cf Attn Assoc Asst Dept Jr-elect eg ie e.g i.e E.g I.e P.S Reverend Secy Treas Ald Lieut Comdr Gens Profs`)

	// mayEnd lists abbreviations that can end a sentence.
	mayEnd = set(`Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thur Thurs Fri Inc Corp Co Ltd Bros LLC Cos Cie Jr Esq Ave Blvd Rd Univ etc al
		approx est ca Calif Ariz Ala Ark Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Minn Miss Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wis Wyo Wash Mass Mich
		Dist Ed Eds ed eds Vol vol pp oz lb lbs yrs mins hrs sq ext Ext dept govt Govt incl Sec Ph Esp esp Que Ont Alta Para`)

	// endsBare lists members of mayEnd that are words in their own right, so
	// that a period after them at the end of a paragraph is a stop.
	endsBare = set(`Mar Sat Sun Del Ill Ind La Miss Mass Wash ca est Ga Md Pa Va al ed Ed Jun Jul Para Rd Ext ext`)

	// numbered lists abbreviations that are such only before a number.
	numbered = set(`No Nos no nos Art art Arts Sec Fig fig Figs figs p ch Ch para Res c`)

	// allCaps lists abbreviations as they stand in capitals, before a blank.
	allCaps = set(`LTD INC CORP CO PVT DEPT`)

	// lettered lists nouns of things that have a letter for their name.
	lettered = set(`plan vitamin group section appendix annex exhibit category schedule hepatitis terminal gate pier wing zone option point grade class
		type form tier paragraph subparagraph subsection part unit level phase option scenario influenza`)

	// placing lists prepositions and adverbs before the name of the service X,
	// a letter that is hardly ever an initial.
	placing = set(`on to via through at formerly called as`)

	// dotted lists abbreviations that keep a period inside.
	dotted = set(`Ph.D M.Sc B.Sc Lt.Col Ph.Ds Ll.B Ll.M`)

	// starters lists words that, with a capital, more likely open a sentence than continue a name.
	starters = set(`The A An This That These Those There Here He She It They We You I His Her Its Their Our My Your In On At By For From With Without To As After
		Before During Since Until While When Where Why What Who How If Although Though Because But And Or Yet So Nor Then Thus However Meanwhile Still Also Even
		Both Some Many Most Several Few All Each Every Any No Not None One Two Three Another Other Others According Asked Under Over Despite Among Between Once
		Earlier Later Last Next Now Today Yesterday Officials Authorities Critics Neither Either Instead Nevertheless Moreover Furthermore Only Just More Such
		Whether Is Are Was Were Do Does Did Has Have Had Can Could Will Would Should May Might Must Let Please Thank Thanks Yes Nobody Nothing Everyone
		Everything Somebody Something Someone People Whatever Whoever Nearly Almost About`)

	// dollarPrefixes go with the sign that follows: US$.
	dollarPrefixes = set(`US A C HK NZ AU CA S R Z NT TT J B Bds EC CDN USD AUD CAD`)

	// wholePrefixes keep the hyphen that follows in the word, as in the treebanks.
	wholePrefixes = set(`e non anti re co pre pro mid post over ex multi counter semi sub mini neo socio micro intra inter un ultra trans pan uh`)

	// cliticTails follow an apostrophe at the end of a word.
	cliticTails = set(`s m re ve ll d`)

	// apostropheWords begin with an apostrophe.
	apostropheWords = set(`em til till cause bout cuz round n`)

	// fusedWords lists words written as one and where they are cut.
	fusedWords = map[string]int{
		"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "dont": 2, "doesnt": 4, "didnt": 3, "cant": 2, "wont": 2, "isnt": 2,
		"wasnt": 3, "arent": 3, "couldnt": 5, "wouldnt": 5, "shouldnt": 6, "havent": 4, "hasnt": 3, "hadnt": 3, "werent": 4, "aint": 2, "im": 1, "ive": 1, "youre": 3, "youve": 3, "theyre": 4, "thats": 4, "theres": 5, "whats": 4, "hes": 2, "shes": 3,
	}

	// unitTails lists units that may follow a number without a blank.
	unitTails = set(`am pm AM PM a.m p.m mm cm km kg kgs lb lbs oz ft mph kph km2 m bn tn k K M B G GB MB TB KB Hz kHz MHz GHz hrs hr min mins sec yo yr yrs x mg ml kW MW GW kWh C F in`)

	// suffixes lists top-level domains and file suffixes.
	suffixes = set(`com org net edu gov mil int co uk us ca eu de fr mx br ar cl it es nl ch info io tv me html htm php asp pdf doc docx xls xlsx ppt txt jpg png gif zip exe COM ORG NET DOC XLS PDF`)
)
