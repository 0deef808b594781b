"""A run in a few words and figures."""

import html
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from ladder.evaluation.names import RECALLS
from ladder.runs import RunFolder
from ladder.words import losses
from ladder.words.directions import DIRECTIONS, candidate, shown
from ladder.words.figures import meaning, plain_name, title
from pages.parts.shell import cache, notices

FIGURES = (*RECALLS, "median_rank", "cs@10", "cs@100", "cs@1000")
LETTERS = ("A", "B")
WAYS = DIRECTIONS[::-1]  # the first is what the pages open with
FIGURE = "text-align:right;overflow-wrap:break-word;padding-left:0.5rem;font-variant-numeric:tabular-nums"
LABEL = "text-align:left;font-weight:400;opacity:0.8;padding-right:0.8rem"


def draw(folders: Sequence[RunFolder], split: str) -> None:
    """One run, or two beside each other, in four lines; all figures of each on request."""
    reports = [cache.evaluation(folder).get(split) for folder in folders]
    header = ("", *LETTERS) if len(folders) > 1 else ()
    columns = [summary(folder, report) for folder, report in zip(folders, reports, strict=True)]
    rows = [(first[0], *(row[1] for row in (first, *others))) for first, *others in zip(*columns, strict=True)]
    st.html(table(rows, header))
    for letter, folder, report in zip(LETTERS, folders, reports, strict=False):
        with st.popover(f"About run {letter}", width="stretch"):
            _whole(folder, report, split)


def _whole(folder: RunFolder, report: dict[str, Any] | None, split: str) -> None:
    """All figures of a run, and where they come from."""
    if report is None:
        notices.aside(f"Not evaluated on {split} yet; `ladder evaluate {folder.path} --split {split}` does.")
    else:
        st.html(table(figures(report), header=("", *map(shown, WAYS))))
        notices.aside("In brackets: 95 % bootstrap intervals over images. R@K from 0 to 1, CS@K from -1 to 1.")
    st.html(table(origin(folder, report)))


def summary(folder: RunFolder, report: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Loss, data set and the two figures that say most."""
    config = folder.config
    first, order = "not evaluated", "not evaluated"
    if report is not None:
        first = share(_figure(report, f"{WAYS[0]}/recall@1").get("value"))
        order = with_interval({"value": _figure(report, f"{WAYS[0]}/cs@100").get("value")})
    return [
        ("Loss", losses.name(config.loss.name)),
        ("Data", re.split("[:,]", config.data.spec)[0]),
        (plain_name("recall@1", candidate(WAYS[0])).capitalize(), first),
        (f"Order ({title('cs@100')})", order),
    ]


def figures(report: dict[str, Any]) -> list[tuple[str, ...]]:
    """A row a figure: its name, and its value with the interval in both directions."""
    return [
        (
            f"{title(name)}: {plain_name(name)}",
            *(with_interval(_figure(report, f"{way}/{name}"), rank=meaning(name).unit == "rank") for way in WAYS),
        )
        for name in FIGURES
    ]


def origin(folder: RunFolder, report: dict[str, Any] | None) -> list[tuple[str, ...]]:
    """What the figures rest on and where the run is."""
    config = folder.config
    rows = [("Data", config.data.spec)]
    rows += [("Loss", ", ".join((config.loss.name, *(f"{key} {value}" for key, value in config.loss.options.items()))))]
    if report is not None:
        rows.append(("Gallery", f"{report['images']:,} images, {report['captions']:,} captions of {report['split']}"))
        rows.append(("Judged by", str(report["judge"].get("name", config.relevance.name))))
    trained = ("Training", f"{config.training.epochs} epochs, seed {config.seed}")
    rows.append(trained if config.came_from is None else ("Imported from", config.came_from))
    if config.origin is not None:
        rows.append(("Made", config.origin.created.partition("T")[0]))
    return [*rows, ("Folder", str(folder.path))]


def with_interval(figure: dict[str, float | None], *, rank: bool = False) -> str:
    r"""A figure and its interval: a fraction with two decimals, a rank as it is.

    Example:
        >>> with_interval({"value": 0.314, "low": 0.28, "high": 0.35}), with_interval({"value": 1.0}, rank=True)
        ('0.31\xa0(0.28–0.35)', '1')
    """
    value, low, high = (figure.get(part) for part in ("value", "low", "high"))
    if value is None or math.isnan(value):
        return "undefined"
    digits = "g" if rank else ".2f"
    if low is None or high is None:
        return f"{value:{digits}}"
    return f"{value:{digits}}\u00a0({low:{digits}}–{high:{digits}})"


def share(value: float | None) -> str:
    """A fraction in percent."""
    return "undefined" if value is None else f"{100 * value:.0f} %"


def table(rows: Iterable[tuple[str, ...]], header: tuple[str, ...] = ()) -> str:
    """Rows as an HTML table; nothing in a cell is markup."""
    head = "".join(f'<th scope="col" style="{FIGURE};font-weight:600">{html.escape(cell)}</th>' for cell in header)
    body = "".join(
        f'<tr><th scope="row" style="{LABEL}">'
        f"{html.escape(label)}</th>"
        + "".join(f'<td style="{FIGURE}">{html.escape(cell)}</td>' for cell in cells)
        + "</tr>"
        for label, *cells in rows
    )
    return f'<table style="width:100%;font-size:0.875rem;line-height:1.7"><tr>{head}</tr>{body}</table>'


def _figure(report: dict[str, Any], name: str) -> dict[str, float | None]:
    """A figure of the report; one that an older evaluation does not have is undefined."""
    return report["figures"].get(name, {})
