"""The report of a comparison."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ladder.comparison import Comparison, Row, side_by_side
from ladder.comparison.result import clear_means, letter
from ladder.figures import forest
from ladder.reporting import examples, list_charts, tables, writing
from ladder.reporting.cards import example_cards
from ladder.reporting.charts import chart
from ladder.reporting.markup import Element, document, element, section, table
from ladder.runs import RunFolder
from ladder.words import directions, outcomes
from ladder.words.figures import decimals, title

HEADLINES = ("recall@1", "cs@100")
READ = (
    f"Clear: {clear_means('the figures that are read together')}. Intervals and randomisation tests are over images: "
    "they say how the figures would vary with other images and, where a side has several runs, other seeds."
)


def comparison_report(comparison: Comparison, sides: Sequence[Sequence[RunFolder]]) -> str:
    """A comparison as a stand-alone HTML page: differences, curves, settings, example rankings beside each other.

    Args:
        comparison: What :func:`ladder.comparison.compare` found.
        sides: The runs of each of its sides; curves and examples are of the first of each.

    Raises:
        RunError: If the vectors or values per query of a run are missing.
    """
    firsts = [folders[0] for folders in sides]
    reports = [folder.evaluation()[comparison.view] for folder in firsts]
    named = [f"{letter(place)}: {folder.name}" for place, folder in enumerate(firsts)]
    galleries = examples.galleries(firsts, named, comparison.view, reports)
    body = [_head(comparison)]
    for side in range(1, len(sides)):
        rows = [row for row in comparison.family if row.side == side]
        body.append(element("section", *_cards(rows), class_="cards"))
        body.append(
            section(f"{_named(comparison, 0)} against {_named(comparison, side)}", *_differences(comparison, side))
        )
    body += [
        section("Along the list", *list_charts.charts(list(zip(named, reports, strict=True)))),
        section("In what the settings differ", *_settings(comparison)),
        section("What was compared", tables.facts(_about(comparison))),
        section("Example rankings", *example_cards(galleries)),
        section("All differences", *(_table(comparison, side, family=False) for side in range(1, len(sides)))),
        section("How this was made", element("p", READ), element("p", _made(comparison))),
    ]
    return document(" against ".join(side.name for side in comparison.sides), body)


def _named(comparison: Comparison, side: int) -> str:
    return f"{letter(side)}, {comparison.sides[side].name}"


def _head(comparison: Comparison) -> Element:
    """The title, and the outcome in words."""
    names = [element("span", side.name, class_=f"side-{place}") for place, side in enumerate(comparison.sides)]
    heading = element("h1", names[0])
    for name in names[1:]:
        heading[-1].tail = " against "
        heading.append(name)
    return element(
        "header",
        element("p", "Ladder · comparison", class_="kicker"),
        heading,
        *(element("p", sentence) for sentence in comparison.sentences()),
    )


def _cards(rows: Sequence[Row]) -> Iterator[Element]:
    """The figures that say most: both values and the outcome."""
    for name in HEADLINES:
        for row in rows:
            found = row.found
            if found.figure == name and found.direction:
                within = f"{_signed(name, found.low)} to {_signed(name, found.high)}"
                yield element(
                    "div",
                    element("div", f"{title(name)} · {directions.shown(found.direction)}", class_="label"),
                    element(
                        "div", f"{writing.value(name, found.a)} → {writing.value(name, found.b)}", class_="big two"
                    ),
                    element("div", f"{_signed(name, found.difference)} ({within})", class_="within"),
                    element("p", _outcome(row)),
                    class_="card",
                )


def _differences(comparison: Comparison, side: int) -> Iterator[Element]:
    """The figures that are read together, drawn and as a table."""
    a, b = letter(0), letter(side)
    if whiskers := side_by_side.whiskers([row for row in comparison.family if row.side == side]):
        yield chart(
            f"Differences {b} − {a} with 95 % intervals",
            "Grey: the interval holds 0. Filled: a clear difference, also after Holm's correction. Ranks, of which "
            "less is better, are in the table only.",
            partial(forest, whiskers, (a, b)),
        )
    yield _table(comparison, side, family=True)


def _table(comparison: Comparison, side: int, *, family: bool) -> Element:
    """A row a figure and direction: values, difference with interval, test, and at how many queries B is better."""
    a, b = letter(0), letter(side)
    chosen = [row for row in comparison.rows if row.side == side and (row.p_holm is not None or not family)]
    rows: list[list[Element | str]] = [
        [
            element(
                "span",
                title(row.found.figure),
                *([element("small", directions.shown(row.found.direction))] if row.found.direction else []),
            ),
            writing.value(row.found.figure, row.found.a),
            writing.value(row.found.figure, row.found.b),
            _change(row),
            "–" if row.p_holm is None else f"{row.p_holm:.3f}",
            _shares(row),
            _outcome(row) if family else f"{row.found.p:.3f}",
        ]
        for row in chosen
    ]
    last = "Outcome" if family else "p alone"
    return table(
        rows, ["Figure", a, b, f"{b} − {a}", "p, Holm", f"{b} better / same / worse", last], class_="differences"
    )


def _change(row: Row) -> Element:
    name, found = row.found.figure, row.found
    within = element("small", f"{_signed(name, found.low)} to {_signed(name, found.high)}")
    return element("span", _signed(name, found.difference), within)


def _shares(row: Row) -> str:
    """Of the queries."""
    shares = (row.found.better, row.found.equal, row.found.worse)
    return " / ".join("–" if share is None else f"{100 * share:.0f} %" for share in shares)


def _outcome(row: Row) -> Element:
    """In words, orange where A is better and purple where B is."""
    if not row.is_clear:
        return element("span", outcomes.shown(row.outcome), class_="quiet")
    side = row.side if row.outcome == "better" else 0
    return element("span", outcomes.shown(row.outcome, b=letter(row.side)), class_=f"outcome side-{min(side, 1)}")


def _signed(name: str, number: float) -> str:
    return f"{number:+.{decimals(name)}f}".replace("-", writing.MINUS)


def _settings(comparison: Comparison) -> Iterator[Element]:
    """A table a side: only what differs."""
    for side, differences in enumerate(comparison.settings, start=1):
        if not differences:
            yield element("p", f"{_named(comparison, side)}: in nothing.", class_="note")
            continue
        rows = [[key, _setting(ours), _setting(theirs)] for key, (ours, theirs) in differences.items()]
        yield table(rows, ["Setting", letter(0), letter(side)], class_="facts")


def _setting(value: Any) -> str:
    return "–" if value is None else str(value)


def _about(comparison: Comparison) -> dict[str, str]:
    """What was compared on what, and who judged."""
    rows = {}
    for place, side in enumerate(comparison.sides):
        seeds = ", ".join(str(seed) for seed in side.seeds)
        rows[f"{letter(place)}"] = f"{', '.join(side.runs)} (seed {seeds})"
    asked = ", ".join(f"{directions.shown(way)} {count:,}" for way, count in comparison.queries.items())
    first = comparison.sides[0]
    rows |= {
        "View": f"“{comparison.view}”: {comparison.images:,} images",
        "Queries": asked,
        "Judge of relevance": f"{writing.judge(first.judge)}. {writing.same_judge({'same_judge': first.same_judge})}",
    }
    if first.second:
        rows["Second judge"] = writing.judge(first.second)
    if comparison.notes:
        rows["Notes"] = "; ".join(comparison.notes)
    return rows


def _made(comparison: Comparison) -> str:
    runs = " ".join(",".join(side.runs) for side in comparison.sides)
    return (
        f"{comparison.resamples:,} bootstrap resamples, {comparison.permutations:,} permutations, seed "
        f"{comparison.seed}. Made again by: ladder compare {runs} --view {comparison.view} --report FILE"
    )
