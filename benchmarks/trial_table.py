"""The table of trials as ``benchmarks.trials`` keeps it: read, added to, summed up."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.stats

WAYS = ("image_to_caption", "caption_to_image")
FIGURES = {
    "recall@1": "R@1",
    "ndcg@50": "nDCG@50",
    "cs@100": "CS@100",
    "cs@1000": "CS@1000",
    "second/cs@1000": "CS@1000, TF-IDF",
}
MEASURED = ("rsum", *(f"{way}/{figure}" for way in WAYS for figure in FIGURES))
COLUMNS = ("form", "seed", "epochs", "seconds", *MEASURED)


def read(table: Path) -> list[dict[str, str]]:
    """The rows that are there."""
    if not table.exists():
        return []
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keep(table: Path, row: dict[str, Any]) -> None:
    """Adds a row, at once."""
    is_new = not table.exists()
    with table.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(row)
    print(", ".join(f"{name} {value}" for name, value in row.items()), flush=True)


def summary(rows: Sequence[dict[str, str]]) -> str:
    """Markdown: a line a form, the means over its seeds, both ways."""
    lines = ["| " + " | ".join(("form", "seeds", "epochs", "rsum", *FIGURES.values())) + " |"]
    lines.append("|---" * (4 + len(FIGURES)) + "|")
    for form in dict.fromkeys(row["form"] for row in rows):
        seeds = [row for row in rows if row["form"] == form]
        ways = (" / ".join(f"{mean_of(seeds, f'{way}/{figure}')[0]:.3f}" for way in WAYS) for figure in FIGURES)
        rsum, low, high = mean_of(seeds, "rsum")
        between = f" [{low:.0f}, {high:.0f}]" if len(seeds) > 1 else ""
        cells = (str(len(seeds)), seeds[0]["epochs"], f"{rsum:.1f}{between}", *ways)
        lines.append(f"| {form}" + "".join(f" | {cell}" for cell in cells).replace(" 0.", " .") + " |")
    return "\n".join(lines)


def mean_of(rows: Sequence[dict[str, str]], *names: str) -> tuple[float, float, float]:
    """The mean over seeds of a figure, or of several of a seed, with Student's 95 % interval; of one seed itself."""
    values = [np.mean([float(row[name]) for name in names]) for row in rows]
    mean = float(np.mean(values))
    if len(values) == 1:
        return mean, mean, mean
    half = scipy.stats.t.ppf(0.975, len(values) - 1) * float(np.std(values, ddof=1)) / len(values) ** 0.5
    return mean, mean - half, mean + half
