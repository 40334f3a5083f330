# The commands of the house; each installs what it needs. `make run PORT=8001`, `make test ARGS="tests/canteen -x"`.
PYTHON ?= python3

.PHONY: run test check bench types engines install
run test check bench types engines install:
	@exec $(PYTHON) -m venue.launch $@
