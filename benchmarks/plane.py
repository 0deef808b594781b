"""The plane of recall and order of a table of trials, as SVGs; needs Chromium, which draws Plotly's figures."""

import base64
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import plotly.graph_objects as go
import plotly.io
import plotly.offline

from benchmarks.trial_table import WAYS, mean_of
from ladder.figures import Point, pareto
from tests.browser.serving import browse

WIDE, HIGH = 900, 520  # pixels
SHOWN = ("triplet", *(f"soft ladder, weight {weight}" for weight in (0.08, 0.2, 0.5)))
SHOWN += ("ladder, published", "adaptive ladder, published", "listwise, target temperature 0.3")
SHOWN += ("soft rank, weight 0.3", "soft rank, weight 1.0")
DRAW = f"text => Plotly.toImage(JSON.parse(text), {{ format: 'svg', width: {WIDE}, height: {HIGH} }})"


def draw(rows: Sequence[dict[str, str]], folder: Path) -> None:
    """Draws ``plane-cs100.svg`` and ``plane-cs1000.svg`` into a folder."""
    figures = {f"plane-cs{k}.svg": plane(rows, k) for k in (100, 1000)}
    with browse() as browser:
        page = browser.new_page()
        page.add_script_tag(content=plotly.offline.get_plotlyjs())
        for name, figure in figures.items():
            (folder / name).write_bytes(_content(page.evaluate(DRAW, plotly.io.to_json(figure))))


def plane(rows: Sequence[dict[str, str]], k: int) -> go.Figure:
    """The mean of each form's seeds with Student's 95 % interval, a colour a loss; order is the mean of both ways."""
    points = []
    for form in SHOWN:
        seeds = [row for row in rows if row["form"] == form]
        if seeds:
            loss, _, name = form.partition(", ")
            order = mean_of(seeds, *(f"{way}/cs@{k}" for way in WAYS))
            points.append(Point(name, loss, mean_of(seeds, "rsum"), order))
    figure = pareto(points, k=k)
    figure.update_traces({"mode": "lines+markers+text", "line": {"width": 1}}, selector={"name": "soft ladder"})
    for loss in ("listwise", "soft rank"):  # the baselines, below the curve
        figure.update_traces({"textposition": "bottom left", "marker": {"symbol": "diamond"}}, selector={"name": loss})
    recall = [point.recall for point in points]
    # room for labels at both ends
    return figure.update_xaxes(range=[min(low for _, low, _ in recall) - 15, max(high for _, _, high in recall) + 15])


def _content(address: str) -> bytes:
    """What a ``data:`` address holds."""
    head, _, content = address.partition(",")
    return base64.b64decode(content) if head.endswith("base64") else unquote(content).encode()
