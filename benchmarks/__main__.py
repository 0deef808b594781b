"""Runs every benchmark: ``python -m benchmarks [NAME …]``."""

import sys

from benchmarks import coherence, comparison, evaluation, levels, many_runs, projection, scenes, training_step

ALL = {
    "coherence": coherence.main,
    "comparison": comparison.main,
    "evaluation": evaluation.main,
    "levels": levels.main,
    "many_runs": many_runs.main,
    "projection": projection.main,
    "scenes": scenes.main,
    "training_step": training_step.main,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        print(f"== {name}")
        ALL[name]()
