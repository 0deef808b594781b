"""What importing may cost: the command line and the record know nothing of torch."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

LIGHT = [
    "ladder",
    "ladder.cli",
    "ladder.comparison",
    "ladder.runs.config",
    "ladder.runs",
    "ladder.datasets",
    "ladder.evaluation",
    "ladder.levels",
    "ladder.metrics",
    "ladder.relevance",
]
HEAVY = ["torch", "streamlit", "sklearn", "transformers"]


@pytest.mark.parametrize("module", LIGHT)
def test_it_does_not_bring_torch(module):
    code = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_found():
    import ladder

    assert callable(ladder.open_dataset)
    assert callable(ladder.load_run)
    assert callable(ladder.train)
    with pytest.raises(AttributeError, match="no attribute `open_datset`"):
        ladder.open_datset  # noqa: B018
