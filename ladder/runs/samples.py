"""The value per query of every figure of an evaluation, on disk: a Parquet file a direction."""

from pathlib import Path

import numpy as np

from ladder.errors import RunError
from ladder.runs.embeddings import write_table
from ladder.words.directions import DIRECTIONS

ROWS = ("image", "query")  # integer columns; all others are float32 figures
Samples = dict[str, dict[str, np.ndarray]]  # direction, then column: ``(query,)``


def view_name(
    split: str,
    protocol: str = "all",
    exact_match: str = "kept",
    *,
    queries: str | None = None,
    judge: str | None = None,
) -> str:
    """The name of an evaluation among those of one split: its key in evaluation.json, and its samples' file.

    Args:
        split: The split that is searched.
        protocol: As :func:`ladder.evaluation.evaluate` takes it.
        exact_match: Likewise.
        queries: The split that asks, where it is another.
        judge: The first judge, where it is not the training's.

    Example:
        >>> view_name("test"), view_name("test", exact_match="hidden"), view_name("test", queries="tail")
        ('test', 'test.hidden', 'test.tail')
        >>> view_name("test", protocol="ladder2020", judge="sentence")
        'test.ladder2020.by-sentence'
    """
    parts = [split, queries, None if protocol == "all" else protocol, None if exact_match == "kept" else exact_match]
    return ".".join(part for part in (*parts, judge and f"by-{judge}") if part)


def write(folder: Path, view: str, samples: Samples) -> None:
    """Keeps the samples of a view; ``image`` and ``query`` as integers, the figures as float32."""
    import pyarrow

    folder.mkdir(parents=True, exist_ok=True)
    for direction, columns in samples.items():
        stored = {name: values.astype(np.int64 if name in ROWS else np.float32) for name, values in columns.items()}
        write_table(_path(folder, view, direction), pyarrow.table(stored))


def read(folder: Path, view: str) -> Samples:
    """The samples of a view; a query for which a figure is undefined has nan.

    Raises:
        RunError: If a file is missing or damaged.
    """
    from pyarrow import ArrowException, parquet

    samples: Samples = {}
    for direction in DIRECTIONS:
        path = _path(folder, view, direction)
        try:
            table = parquet.read_table(path)
        except (OSError, ArrowException) as error:
            raise RunError(f"{path} is missing or damaged ({error}); evaluate the run again") from None
        samples[direction] = {name: table[name].to_numpy() for name in table.column_names}
    return samples


def views(folder: Path) -> list[str]:
    """The views whose samples are there, by the alphabet."""
    ending = f".{DIRECTIONS[0]}.parquet"
    return sorted(path.name.removesuffix(ending) for path in folder.glob(f"*{ending}"))


def _path(folder: Path, view: str, direction: str) -> Path:
    return folder / f"{view}.{direction}.parquet"
