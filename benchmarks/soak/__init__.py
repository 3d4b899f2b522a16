"""Long runs: what is tried many times, with what came of it in benchmarks/results/soak_*.json.

The suite runs a short form of each; see the test that is named in each module.
"""
