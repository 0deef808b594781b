"""Tables of figures and of facts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ladder.evaluation.names import GROUPS
from ladder.evaluation.protocols import MEANINGS
from ladder.reporting import writing
from ladder.reporting.markup import Element, element, table
from ladder.runs import RunFolder
from ladder.words import directions
from ladder.words.directions import DIRECTIONS
from ladder.words.figures import QUESTIONS, SECOND, expert, title

UNDEFINED = (
    "“of 40 % of queries”: the figure is the mean of so many. The others have no order to follow (all they retrieve is "
    "equally relevant), or no such rung."
)
NOTABLE = 0.005  # the share of queries without a figure from which on it is said
COLUMNS = {f"{way}/": directions.shown(way) for way in DIRECTIONS}
COLUMNS |= {f"{way}/{SECOND}": f"{directions.shown(way)}, 2nd judge" for way in DIRECTIONS}


def facts(rows: Mapping[str, str]) -> Element:
    """What was evaluated, a line a fact."""
    return table(list(rows.items()), class_="facts")


def about(folder: RunFolder, report: Mapping[str, Any]) -> dict[str, str]:
    """What a report rests on: run, data, judges, versions."""
    config, origin = folder.config, folder.config.origin
    best = folder.status().get("best")
    loss = ", ".join((config.loss.name, *(f"{key} {option}" for key, option in config.loss.options.items())))
    rows = {
        "Run": folder.name,
        "Loss": loss,
        "Data set": config.data.spec,
        "Searched": f"{report['images']:,} images and {report['captions']:,} captions of “{report['split']}”",
    }
    if report.get("queries"):
        rows["Asking"] = f"the images and captions of “{report['queries']}”"
    rows["Protocol"] = MEANINGS[report.get("protocol", "all")]
    if report.get("exact_match") == "hidden":
        rows["Own pairs"] = "taken out of the gallery: only the order of what is not the match is judged"
    rows["Judge of relevance"] = f"{writing.judge(report['judge'])}. {writing.same_judge(report)}"
    if report.get("second"):
        rows["Second judge"] = writing.judge(report["second"])
    for note in report.get("notes", ()):
        rows["Note"] = f"{rows['Note']}; {note}" if "Note" in rows else note
    if config.came_from is not None:
        rows["Imported from"] = config.came_from
    else:
        rows["Training"] = f"{config.training.epochs} epochs, seed {config.seed}"
    if best:
        rows["Training"] += f"; epoch {best['epoch']} was kept, for its {best['figure']} on “{config.data.validation}”"
    if origin is not None:
        rows |= {
            "Trained" if config.came_from is None else "Imported": origin.created.replace("T", " "),
            "Versions": f"ladder {origin.ladder}, Python {origin.python}, torch {origin.torch}",
            "Fingerprint of the data": origin.data_fingerprint,
        }
    return rows


def figures(report: Mapping[str, Any]) -> Iterator[Element]:
    """All figures of a report, a table a group, the second judge's beside the first's."""
    found, undefined = report["figures"], report.get("undefined", {})
    whole = [name for name in found if "/" not in name]
    if whole:
        rows = [[_name(name), _cell(name, found[name])] for name in whole]
        yield _group("Over both directions", rows, ["Figure", "Value"])
    for group, names in GROUPS.items():
        columns = {start: head for start, head in COLUMNS.items() if any(start + name in found for name in names)}
        rows = [
            [
                _name(name),
                *(_cell(name, found.get(start + name), undefined.get(start + name, 0.0)) for start in columns),
            ]
            for name in names
            if any(start + name in found for start in columns)
        ]
        if rows:
            yield _group(QUESTIONS[group], rows, ["Figure", *columns.values()])
    if any(share >= NOTABLE for share in undefined.values()):
        yield element("p", UNDEFINED, class_="note")


def _group(heading: str, rows: Sequence[Sequence[Element | str]], head: Sequence[str]) -> Element:
    return element("div", element("h3", heading), table(rows, head, class_="figures"), class_="group")


def _name(name: str) -> Element:
    """A figure's name with what it says beneath."""
    return element("span", title(name), element("small", expert(name)))


def _cell(name: str, figure: writing.FigureAsRead | None, undefined: float = 0.0) -> Element:
    """A value with its interval beneath, and the share of queries that have one where not all do."""
    if figure is None:
        return element("span", "–", class_="quiet")
    beneath = [writing.interval(name, figure)]
    if undefined >= NOTABLE:
        beneath.append(f"of {100 * (1 - undefined):.0f} % of queries")
    small = [element("small", text) for text in beneath if text]
    return element("span", writing.value(name, figure["value"]), *small)
