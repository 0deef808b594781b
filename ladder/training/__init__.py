"""Training: from a configuration to a run, here or in a process of its own."""
