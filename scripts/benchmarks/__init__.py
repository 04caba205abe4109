"""The benchmarks behind ``scripts/bench``: ratios measured side by side, never timed tests."""
