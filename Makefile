# The two commands that matter: `make demo` and `make test`. Both install what is missing first.
.PHONY: help demo test build bench soak format lint docs gates clean bootstrap

help:
	@echo "make demo    enrich a list of titles twice, cold and then from the cache"
	@echo "make test    build and run all tests"
	@echo "make build   build everything, warnings are errors"
	@echo "make bench   run the benchmarks"
	@echo "make soak    a million tagged commands while connections are killed at random"
	@echo "make format  format every Swift file"
	@echo "make lint    check the format"
	@echo "make docs    build the documentation into .build/docs"
	@echo "make gates   everything that a change must pass"
	@echo "make clean   remove what was built"

bootstrap:
	@scripts/bootstrap

demo:
	@scripts/bootstrap demo
	@scripts/demo

test: bootstrap
	@scripts/test

build: bootstrap
	@scripts/build

bench: bootstrap
	@scripts/bench

soak: bootstrap
	@STRATA_SOAK_READS=16000 scripts/test --filter KilledConnectionTests

format:
	@scripts/format --fix

lint:
	@scripts/format

docs: bootstrap
	@scripts/docs

gates:
	@.ci/run

clean:
	@rm -rf .build Examples/.build Benchmarks/.build
