"""Runs every benchmark: ``python -m benchmarks [NAME …]``."""

import sys

from benchmarks import training_step

ALL = {"training_step": training_step.main}

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        print(f"== {name}")
        ALL[name]()
