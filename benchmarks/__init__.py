"""Figures against floors, each a ratio within one run: python -m benchmarks.<name> (see each module for its arguments)."""
