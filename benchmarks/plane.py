"""The plane of recall and order of a table of trials, as an SVG; needs Chromium, which draws Plotly's figures."""

import base64
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import plotly.io
import plotly.offline
import scipy.stats

from benchmarks.forms import FORMS
from ladder.figures import Point, pareto
from tests.browser.serving import browse

WIDE, HIGH = 900, 520  # pixels
ORDER = ("image_to_caption/cs@100", "caption_to_image/cs@100")
DRAW = f"text => Plotly.toImage(JSON.parse(text), {{ format: 'svg', width: {WIDE}, height: {HIGH} }})"


def draw(rows: Sequence[dict[str, str]], path: Path) -> None:
    """Draws every form that is there: the mean of its seeds with Student's 95 % interval, one colour a loss."""
    points = []
    for form, changes in FORMS.items():
        seeds = [row for row in rows if row["form"] == form]
        if seeds:
            recall = [float(row["rsum"]) for row in seeds]
            order = [np.mean([float(row[name]) for name in ORDER]) for row in seeds]
            loss = changes["loss"]["name"] + (", published" if "compat" in changes["loss"] else "")
            points.append(Point(form, loss, _mean(recall), _mean(order)))
    figure = plotly.io.to_json(pareto(points))
    with browse() as browser:
        page = browser.new_page()
        page.add_script_tag(content=plotly.offline.get_plotlyjs())
        picture = page.evaluate(DRAW, figure)
    path.write_bytes(_content(picture))


def _mean(values: Sequence[float]) -> tuple[float, float, float]:
    """The mean and its interval; of one value the value."""
    mean = float(np.mean(values))
    if len(values) == 1:
        return mean, mean, mean
    half = scipy.stats.t.ppf(0.975, len(values) - 1) * float(np.std(values, ddof=1)) / len(values) ** 0.5
    return mean, mean - half, mean + half


def _content(address: str) -> bytes:
    """What a ``data:`` address holds."""
    head, _, content = address.partition(",")
    return base64.b64decode(content) if head.endswith("base64") else unquote(content).encode()
