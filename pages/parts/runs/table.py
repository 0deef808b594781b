"""The table of runs, filtered, with a line of every epoch; what is picked in it."""

import math
from collections.abc import Sequence
from typing import Any

import streamlit as st

from ladder.runs.many.table import Entry
from ladder.words import losses, states
from ladder.words.directions import FINDS, shown
from ladder.words.figures import expert, title
from pages.parts.runs.keys import KEYS, VIEW
from pages.parts.shell import frame, listing, notices

RSUM = title("rsum")
WAY = shown(FINDS["images"])  # of the figures in the table, as `ladder.runs.many.table` takes them
RECALL, ORDER = title("recall@1"), title("cs@100")
STATES = tuple(states.SHOWN.values())
COLOURS = ("blue", "blue", "green", "orange", "red", "red", "red", "gray")
ROW, HEAD, MOST_ROWS = 38, 40, 14  # pixels, pixels, rows without scrolling


def draw() -> list[Entry] | None:
    """Draws the table; gives the entries that are picked, None where there is no run at all."""
    entries = listing.rows()
    if not entries:
        notices.notice("There are no runs yet. Train one on the Train page, or bring one in below.")
        return None
    shown = _filter(entries)
    frame.said(sentence(entries, shown))
    if not shown:
        return []
    first = [place for place, entry in enumerate(shown) if entry.name == st.query_params.get(KEYS.pick)]
    event: Any = st.dataframe(
        _cells(shown),
        hide_index=True,
        column_config=_columns(shown),
        row_height=ROW,
        height=HEAD + ROW * min(len(shown), MOST_ROWS),
        on_select="rerun",
        selection_mode="multi-row",
        selection_default={"selection": {"rows": first}} if first else None,
        key=KEYS.table("|".join(entry.name for entry in shown)),
        alt="A row a run; select one or two.",
    )
    _below(shown)
    return [shown[place] for place in event.selection.rows if place < len(shown)]


def _cells(entries: Sequence[Entry]) -> dict[str, list[Any]]:
    """The columns as the table shows them."""
    rows = [_row(entry) for entry in entries]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "state": [states.shown(entry.state)],
        "loss": losses.name(entry.loss),
        "rsum": entry.figures.get("rsum"),
        "rsum by epoch": _line(entry.series.get("rsum", [])),
        "recall": entry.figures.get("recall@1"),
        "order": entry.figures.get("cs@100"),
        "order by epoch": _line(entry.series.get("cs@100", [])),
        "best": entry.best_epoch,
        "epochs": f"{entry.epochs[0]} of {entry.epochs[1]}" if entry.epochs[1] else "",
        "relevance": entry.relevance,
        "seed": entry.seed,
        "MB": entry.size / 1e6,
        "tags": list(entry.tags),
        "note": entry.note,
        "data": entry.data,
    }


def sentence(entries: Sequence[Entry], shown: Sequence[Entry]) -> str:
    """How many there are, and which is best.

    Example:
        >>> from pathlib import Path
        >>> one = Entry("first", Path("first"), "finished", figures={"rsum": 120.0}, size=2_000_000)
        >>> sentence([one], [one])
        '1 run, 2 MB; the best rsum is 120.0, of `first`.'
        >>> sentence([one, one], [])
        'None of 2 runs fits.'
    """
    if not shown:
        return f"None of {len(entries)} runs fits."
    count = f"{len(shown)} run" + "s" * (len(shown) != 1)
    of = "" if len(shown) == len(entries) else f" of {len(entries)}"
    best = max(shown, key=lambda entry: entry.figures.get("rsum") or -math.inf)
    size = sum(entry.size for entry in shown) / 1e6
    rsum = best.figures.get("rsum")
    of_one_data = len({entry.data for entry in shown}) == 1
    end = f"; the best {RSUM} is {rsum:.1f}, of `{best.name}`" if rsum is not None and of_one_data else ""
    return f"{count}{of}, {size:.0f} MB{end}."


def fits(entry: Entry, words: str, within: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether a run holds all the words somewhere, is in one of the states and has all the tags."""
    loss = f"{entry.loss} {losses.name(entry.loss)}"
    text = " ".join((entry.name, loss, entry.relevance, entry.data, entry.note, *entry.tags)).casefold()
    return (
        all(word in text for word in words.casefold().split())
        and (not within or states.shown(entry.state) in within)
        and set(tags) <= set(entry.tags)
    )


def _filter(entries: list[Entry]) -> list[Entry]:
    words, there = "name, loss, data, note …", {states.shown(entry.state) for entry in entries}
    with st.container(horizontal=True, vertical_alignment="bottom"):  # goes on in the next line where it is narrow
        typed = st.text_input("Find", key=KEYS.words, placeholder=words, bind="query-params", width=300)
        within = st.multiselect("State", [one for one in STATES if one in there], width=220)
        tags = st.multiselect("Tags", sorted({one for entry in entries for one in entry.tags}), width=220)
        only = st.toggle("My own", key=KEYS.own, help="Leaves out the runs that come with the project.")
    return [entry for entry in entries if fits(entry, typed, within, tags) and not (only and entry.bundled)]


def _columns(entries: Sequence[Entry]) -> dict[str, Any]:
    column = st.column_config
    tags = sorted({tag for entry in entries for tag in entry.tags})
    return {
        "name": column.TextColumn("Name", pinned=True, width=150),
        "state": column.MultiselectColumn("State", options=STATES, color=COLOURS, width=92),
        "loss": column.TextColumn("Loss", width=105),
        "rsum": column.NumberColumn(RSUM, format="%.1f", help=f"{expert('rsum').capitalize()}, best epoch.", width=62),
        "rsum by epoch": column.LineChartColumn("by epoch", width=105, help=f"{RSUM} of every epoch."),
        "recall": column.NumberColumn(RECALL, format="%.3f", help=f"{WAY}, best epoch, validation.", width=62),
        "order": column.NumberColumn(ORDER, format="%.3f", help=f"{WAY}, best epoch.", width=72),
        "order by epoch": column.LineChartColumn("by epoch", width=105, help=f"{ORDER} of every epoch."),
        "best": column.NumberColumn("Best", help="The epoch that was kept.", width=52),
        "epochs": column.TextColumn("Epochs", width=78),
        "relevance": column.TextColumn("Relevance", width=90),
        "seed": column.NumberColumn("Seed", format="%d", width=52),
        "MB": column.NumberColumn("MB", format="%.1f", help="Size on disk.", width=62),
        "tags": column.MultiselectColumn("Tags", options=tags, color="auto"),
        "note": column.TextColumn("Note", width="medium"),
        "data": column.TextColumn("Data", width="medium"),
    }


def _below(entries: Sequence[Entry]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.as_csv(lambda: [_flat(entry) for entry in entries], "runs.csv", VIEW.runs)
        frame.what_is_this(
            VIEW.runs,
            f"A row is one training. The higher {RSUM} and {RECALL}, the more often the right item comes first; the "
            f"higher {ORDER}, the better all the rest is in order. The little lines show how they went up, epoch by "
            "epoch.",
            f"Validation figures of the kept epoch, {WAY} for {RECALL} and {ORDER}, without intervals: to compare "
            "two runs fairly, pick both and open Compare. A header sorts by its column.",
        )


def _flat(entry: Entry) -> dict[str, Any]:
    """A row for a spreadsheet."""
    said = {name: getattr(entry, name) for name in ("name", "state", "loss", "relevance", "data", "seed", "created")}
    said |= {"epochs": entry.epochs[0], "best_epoch": entry.best_epoch, "bytes": entry.size}
    return said | entry.figures | {"tags": " ".join(entry.tags), "note": entry.note}


def _line(series: Sequence[float]) -> list[float]:
    return [value for value in series if not math.isnan(value)]
