# For those who type `make`; everything is in run.py, which needs no make.
.PHONY: serve test lint
serve:
	python3 run.py
test:
	python3 run.py test
lint:
	.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports
