"""Benchmarks: each a command that prints a table and ratios measured in one run."""
