"""Claims of speed, each measured as a ratio in one run against a named baseline."""
