"""The report of one evaluation."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from ladder.errors import RunError, hint
from ladder.figures import (
    histogram_of_relevance,
    level_histogram,
    rung_costs,
    similarity_against_relevance,
    training_curves,
)
from ladder.reporting import examples, list_charts, tables, writing
from ladder.reporting.cards import example_cards
from ladder.reporting.charts import chart
from ladder.reporting.examples import RunGallery
from ladder.reporting.markup import Element, document, element, section
from ladder.runs import RunFolder
from ladder.words import directions, losses
from ladder.words.directions import DIRECTIONS
from ladder.words.figures import title

HEADLINES = {"recall@1": "recall@1", "cs@100": "somers_d@100"}  # the figure, and the one that says it in words
INTERVALS = (
    "Intervals are 95 % bootstrap intervals: images are drawn with replacement a thousand times, and the captions of "
    "an image move together. They say how the figures would vary with other images, not with another training."
)
COHERENCE = (
    "Coherence (CS@K) is Kendall's tau-b between similarity and relevance over each query's K nearest. Read it beside "
    "nDCG@K: the one says whether what was found is in order, the other whether the relevant items were found."
)
PAIRS = 300_000  # at most about so many are counted in the density of similarity against relevance


def evaluation_report(folder: RunFolder, view: str) -> str:
    """A run's evaluation as a stand-alone HTML page: figures, curves, training, example rankings.

    Args:
        folder: The run, evaluated.
        view: Which of its evaluations, see :func:`ladder.runs.samples.view_name`.

    Raises:
        RunError: If the run has no such evaluation, or its values per query or vectors are missing.
    """
    evaluations = folder.evaluation()
    if view not in evaluations:
        near = hint(view, evaluations) if evaluations else ""
        raise RunError(f"`{folder.path}` has no evaluation `{view}`{near}; `ladder evaluate {folder.path}` makes one")
    report = evaluations[view]
    found = examples.galleries([folder], [folder.name], view, [report])
    body = [
        _head(folder, view, report),
        element("section", *_cards(report), class_="cards"),
        section("What was evaluated", tables.facts(tables.about(folder, report))),
        section("Along the list", *list_charts.charts([(folder.name, report)])),
        section("All figures", *tables.figures(report)),
    ]
    if found:
        body.append(section("Relevance and similarity", _relevance(found[0])))
    body.append(section("Training", *_training(folder)))
    body.append(section("Example rankings", *example_cards(found)))
    body.append(section("How this was made", *_made(folder, view)))
    return document(f"{folder.name} on {view}", body)


def _head(folder: RunFolder, view: str, report: Mapping[str, Any]) -> Element:
    """The title, and in one line what it is about."""
    badge = [element("span", "same judge", class_="badge")] if report.get("same_judge") else []
    loss = losses.name(folder.config.loss.name)
    return element(
        "header",
        element("p", "Ladder · evaluation", class_="kicker"),
        element("h1", folder.name, *badge),
        element("p", f"{loss} loss, {report['images']:,} images and {report['captions']:,} captions of “{view}”"),
    )


def _cards(report: Mapping[str, Any]) -> Iterator[Element]:
    """The figures that say most, with their intervals, and what they mean in words."""
    figures = report["figures"]
    for name, spoken in HEADLINES.items():
        for way in DIRECTIONS:
            figure, said = figures.get(f"{way}/{name}"), figures.get(f"{way}/{spoken}")
            if figure is not None and figure["value"] is not None:
                yield element(
                    "div",
                    element("div", f"{title(name)} · {directions.shown(way)}", class_="label"),
                    element("div", writing.value(name, figure["value"]), class_="big"),
                    element("div", writing.interval(name, figure), class_="within"),
                    *([element("p", writing.headline(way, spoken, said))] if said is not None else []),
                    class_="card",
                )


def _relevance(gallery: RunGallery) -> Element:
    """Degrees of relevance, and similarity against them, over all captions of some images."""
    vectors = gallery.vectors
    some = max(1, min(len(vectors.images), PAIRS // len(vectors.captions)))
    rows = np.sort(np.random.default_rng(0).choice(len(vectors.images), some, replace=False))
    similarity = vectors.images[rows] @ vectors.captions.T
    relevance = gallery.judge.between_images(rows, np.arange(len(vectors.captions)))
    count = f"{some:,} images, drawn at random, with all captions: {similarity.size:,} pairs."
    return element(
        "div",
        chart(
            "Does similarity rise with relevance?",
            f"{count} The line is the best monotone fit.",
            partial(similarity_against_relevance, similarity, relevance),
        ),
        chart(
            "How relevant are pairs at all?",
            f"{count} The scale is logarithmic: most pairs have little.",
            partial(histogram_of_relevance, relevance),
        ),
        class_="pair",
    )


def _training(folder: RunFolder) -> Iterator[Element]:
    """Loss and figures by epoch, levels and rungs by step."""
    metrics, rows = folder.metrics(), folder.levels()
    best = folder.status().get("best")
    if not any(line["kind"] == "step" for line in metrics):
        yield element("p", "The run has no record of its training.", class_="note")
        return
    note = f"On “{folder.config.data.validation}” after every epoch."
    if any(line.get("warm_up") for line in metrics):
        note += f" Shaded: the warm-up, {losses.WARM_UP}."
    if best:
        note += " Dotted: the epoch that was kept."
    draw = partial(training_curves, metrics, best=best["epoch"] if best else None)
    yield chart("Loss and figures by epoch", note, draw)
    if any(len(row["rung_cost"]) > 1 for row in rows):
        yield element(
            "div",
            chart(
                "How many levels?", "Share of the queries of a batch that have so many.", partial(level_histogram, rows)
            ),
            chart(
                "What does the loss come from?",
                "Share of each rung.",
                partial(rung_costs, rows),
            ),
            class_="pair",
        )


def _made(folder: RunFolder, view: str) -> Iterator[Element]:
    """How to repeat it, and how to read it."""
    yield from (element("p", text) for text in (INTERVALS, COHERENCE))
    again = element("code", f"ladder evaluate {folder.name} --report FILE")
    yield element("p", "Made again by ", again, f", with the options of the view “{view}”.")
