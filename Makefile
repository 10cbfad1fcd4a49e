# Short names for the jobs of bootstrap.py, which needs no make.
PYTHON ?= python3
JOBS := demo test lint soak bench stanza ray peers

.PHONY: $(JOBS)
$(JOBS):
	@$(PYTHON) bootstrap.py $@ $(ARGS)
