"""With 200 runs in the folder a rerun of the app spends under 30 ms on its sidebar and under 200 ms on the page Runs.

Measured inside whole reruns of the page Runs with a run picked, without a browser: the seconds of the processor that
the script's thread spends in the functions that draw them. The baseline reads all rows of the table anew.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

import numpy as np
from streamlit.testing.v1 import AppTest

from benchmarks.timing import medians
from ladder.runs import BUNDLED, RunFolder
from ladder.runs.embeddings import Embeddings
from ladder.runs.folder import STATUS
from ladder.runs.many import table as rows
from pages.parts.runs import actions, table, trash
from pages.parts.runs.keys import KEYS
from pages.parts.shell import sidebar

RUNS, REPEATS = 200, 7
LIMITS = {"sidebar": 0.030, "page Runs": 0.200}  # seconds
LEFT = shutil.ignore_patterns("maps", "embeddings", "samples", "batches", "checkpoints", "evaluation.json")
MAIN = Path(__file__).resolve().parent.parent / "pages" / "main.py"


def make_runs(root: Path, count: int) -> None:
    """Copies of two bundled runs with all that is small, and a small split embedded; every fifth has broken off."""
    names, unit = [f"item-{row}" for row in range(8)], np.eye(8, dtype=np.float32)
    vectors = Embeddings("test", unit, unit, names, names, names, np.arange(8))
    for number in range(count):
        path = root / f"run-{number:03d}"
        shutil.copytree(BUNDLED / ("demo-triplet", "demo-adaptive")[number % 2], path, ignore=LEFT)
        run = RunFolder(path)
        run.write_config(run.config.model_copy(update={"seed": number}))
        run.write_embeddings(vectors)
        if number % 5 == 4:
            status = path / STATUS
            status.write_text(status.read_text(encoding="utf-8").replace("finished", "running"), encoding="utf-8")


@contextmanager
def timed(owner: object, name: str) -> Iterator[list[float]]:
    """The seconds of the processor that each call of a function takes of its own thread."""
    seconds: list[float] = []
    function: Callable[..., object] = getattr(owner, name)

    def clocked(*arguments: object) -> object:
        began = time.thread_time()
        try:
            return function(*arguments)
        finally:
            seconds.append(time.thread_time() - began)

    with mock.patch.object(owner, name, clocked):
        yield seconds


def reruns(count: int) -> dict[str, np.ndarray]:
    """What the sidebar and the page Runs take of each of a number of reruns; the first is a visit."""
    page = AppTest.from_file(str(MAIN), default_timeout=300).switch_page("runs.py")
    page.query_params[KEYS.pick] = "run-000"
    with ExitStack() as stack:
        side, *rest = [stack.enter_context(timed(owner, "draw")) for owner in (sidebar, table, actions, trash)]
        for _ in range(count):
            page.run()
    if page.exception:
        raise RuntimeError(page.exception[0].message)
    return {"sidebar": np.array(side), "page Runs": np.sum(rest, axis=0)}


def main(count: int = RUNS, repeats: int = REPEATS) -> None:
    """Prints both shares beside their limits, and what it takes to read every run."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, LADDER_RUNS=folder):
        make_runs(Path(folder), count)
        seconds = reruns(repeats + 1)
        anew = medians({"anew": rows.entries}, 3, time.thread_time)["anew"]
        for name, limit in LIMITS.items():
            first, *others = seconds[name]
            median = float(np.median(others))
            print(
                f"{count} runs, {name}: {1000 * median:.0f} ms of a rerun (claim: under {1000 * limit:.0f}), "
                f"{1000 * max(others):.0f} at most, {1000 * first:.0f} of the first visit; "
                f"{anew / median:.0f} x as fast as reading all rows anew"
            )


if __name__ == "__main__":
    main()
