"""What a data set's captions are like: how long, and of which words."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike

from ladder.figures.theme import LIGHT, Theme, dress, safe

HEIGHT, ROW = 300, 20  # pixels: of a figure, of a bar


def caption_lengths(lengths: ArrayLike, *, theme: Theme = LIGHT) -> go.Figure:
    """How many captions have how many words, and the mean.

    Args:
        lengths: ``(captions,)`` words a caption.
        theme: The ground.

    Example:
        >>> figure = caption_lengths([3, 3, 5])
        >>> figure.data[0].x.tolist(), figure.data[0].y.tolist()
        ([0, 1, 2, 3, 4, 5], [0, 0, 0, 2, 0, 1])
    """
    values = np.asarray(lengths, dtype=np.int64).ravel()
    counts = np.bincount(values, minlength=1)
    figure = go.Figure()
    figure.add_bar(
        x=np.arange(len(counts)),
        y=counts,
        marker={"color": theme.second},
        hovertemplate="%{x} words: %{y:,} captions<extra></extra>",
    )
    if len(values):
        figure.add_vline(
            x=float(values.mean()),
            line={"color": theme.ink, "width": 1.5, "dash": "dot"},
            annotation={"text": f"mean {values.mean():.1f}", "font": {"color": theme.ink}, "yanchor": "bottom"},
            annotation_position="top",
        )
    dress(figure, theme, height=HEIGHT, x="words of a caption", y="captions")
    return figure.update_layout(bargap=0.1).update_xaxes(range=[-0.5, len(counts) - 0.5])


def frequent_words(counts: Mapping[str, int], most: int = 20, *, theme: Theme = LIGHT) -> go.Figure:
    """The most frequent words, a bar each, the first at the top.

    Args:
        counts: How often each word occurs, most frequent first.
        most: Bars.
        theme: The ground.

    Example:
        >>> frequent_words({"a": 9, "dog": 4, "cat": 1}, 2).data[0].x
        (9, 4)
    """
    words = list(counts)[:most]
    figure = go.Figure()
    figure.add_bar(
        x=[counts[word] for word in words],
        y=[safe(word[:24]) for word in words],
        orientation="h",
        marker={"color": theme.second},
        hovertemplate="%{y}: %{x:,} times<extra></extra>",
    )
    dress(figure, theme, height=max(HEIGHT, ROW * len(words) + 60), x="times said")
    return figure.update_layout(bargap=0.25).update_yaxes(autorange="reversed", showgrid=False, type="category")
