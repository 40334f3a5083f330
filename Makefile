# The commands of the house; each installs what it needs. See README.md.
PYTHON ?= python3
export PORT HOST ARGS

.PHONY: run test check bench types engines install
run test check bench types engines install:
	@exec $(PYTHON) -m venue.launch $@
