"""What the program costs, measured on demand: ``python -m tests.benchmarks``."""
