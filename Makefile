# ciaw: two commands are enough. `make run` to try it, `make test` to trust it.

GO_TAGS   := nodynamic,osusergo,netgo,sqlite_omit_load_extension
GO        := go
export CGO_ENABLED := 1
# For SQLite: plans that do not depend on parameters (or prepared statements are
# prepared again with each use), no count of all memory behind one lock, and
# fdatasync: a commit that leaves the log as long as it was need not write when
# the file was changed.
export CGO_CFLAGS := -O2 -g -DSQLITE_ENABLE_QPSG -DSQLITE_DEFAULT_MEMSTATUS=0 -DHAVE_FDATASYNC=1
OAPI_CODEGEN := $(GO) run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2
GOLANGCI  := bin/tools/golangci-lint-2.15.0
PWA_FILES := $(shell find pwa static/i18n static/numbers.json static/companies.json -type f -not -path '*/node_modules/*' -not -path 'pwa/e2e/*')
GO_FILES  := $(shell find api cmd qr server static -name '*.go' -o -name '*.sql') api/openapi.yaml static/numbers.json static/companies.json go.mod go.sum
ADDR      ?= 127.0.0.1:8080
TLS       ?= off

.PHONY: run build test check crash bench bench-qr lint generate pwa image clean help

run: build ## Build everything and serve it with demo data (ADDR=:8443 TLS=self-signed for phones)
	bin/ciaw serve --demo --open-companies --data ./data --addr $(ADDR) --tls $(TLS)

build: bin/ciaw ## Build the program with the app in it: bin/ciaw

# Finding codes, setting type and reading tables is work of one goroutine each: where nothing is
# shared the race detector finds nothing, and takes ten times as long. What their
# callers share of them is tested with it.
ALONE := server/pdf server/poster server/receiptsheet server/table server/worksheet

# CIAW_REQUIRE=1: what the machine lacks fails the tests that need it, instead of
# skipping them. Pictures beside the repository are not in Go's cache of tests.
test: export CIAW_REQUIRE := 1
test: .ci/needs check ## Install what the tests need and prove everything
	$(GO) test -count=1 -tags $(GO_TAGS) ./qr/...
	$(GO) test -tags $(GO_TAGS) $(ALONE:%=./%)
	$(GO) test -race -tags $(GO_TAGS) -run SameBytes ./server/poster
	$(GO) test -race -tags $(GO_TAGS) -skip 'Corpus' $$($(GO) list ./... | grep -vxF $(patsubst %,-e ciaw/%,qr $(ALONE)))
	npm --prefix pwa run --silent e2e

check: build lint pwa/node_modules/.done ## Linters, type checks and the app's unit tests
	npm --prefix pwa run --silent typecheck
	npm --prefix pwa run --silent test

crash: .ci/needs ## Prove at length that nothing is lost: 100 kills, 20 power cuts and more
	$(GO) test -count=1 -timeout 2h -tags $(GO_TAGS) ./server/store/crashtest -v -rounds 100 -cuts 20

bench: build ## Measure beside PocketBase and others: a quarter of an hour, or BENCH=-quick, BENCH='-beside EARLIER'
	$(GO) build -tags $(GO_TAGS) -o bin/bench ./cmd/bench
	bin/bench -ciaw bin/ciaw -tools bin/tools $(BENCH)

bench-qr: pwa/node_modules/.done ## Measure the QR reader beside the phone's, on ../shared/qr or BENCH='-pictures FOLDER'
	$(GO) build -tags $(GO_TAGS) -o bin/bench-qr ./cmd/bench-qr
	bin/bench-qr -phone pwa/node_modules/zxing-wasm $(BENCH)

lint: $(GOLANGCI) pwa/node_modules/.done pwa/tools/node_modules/.done ## Linters, and whether generated files are up to date
	$(GOLANGCI) run --build-tags $(GO_TAGS) ./...
	npm --prefix pwa run --silent lint
	$(OAPI_CODEGEN) -config api/config.yaml -o bin/api.gen.go api/openapi.yaml
	cmp bin/api.gen.go api/api.gen.go
	npm --prefix pwa/tools run --silent check

generate: pwa/node_modules/.done ## Make server, models and clients from api/openapi.yaml
	$(GO) generate ./api
	npm --prefix pwa run --silent generate

pwa: static/app/index.html ## Build the app into static/app

image: ## Build the container image
	docker build -t ciaw .

clean: ## Remove what was built (not ./data)
	rm -rf bin pwa/node_modules pwa/tools/node_modules static/app/*

help: ## Show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

bin/ciaw: static/app/index.html $(GO_FILES)
	$(GO) build -trimpath -tags $(GO_TAGS) -ldflags '-s -w' -o $@ ./cmd/ciaw

static/app/index.html: pwa/node_modules/.done $(PWA_FILES)
	npm --prefix pwa run --silent build

pwa/node_modules/.done: pwa/package.json pwa/package-lock.json
	npm --prefix pwa ci --ignore-scripts --no-audit --no-fund
	touch $@

pwa/tools/node_modules/.done: pwa/tools/package.json pwa/tools/package-lock.json
	npm --prefix pwa/tools ci --ignore-scripts --no-audit --no-fund
	touch $@

$(GOLANGCI):
	GOBIN=$(CURDIR)/bin/tools $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
	mv bin/tools/golangci-lint $@

# What the tests need of the machine: a browser and its fonts.
.PHONY: .ci/needs
.ci/needs:
	sh .ci/needs.sh
