"""Side-by-side measurements: `python -m benchmarks`. One module a measure, one row each in `__main__`."""
