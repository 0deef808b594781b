"""Figures of levels: what is drawn is what was given."""

import numpy as np
import pytest

from ladder.figures import DARK, LIGHT, Lane, relevance_strips, silhouette_by_k, silhouette_knife


def test_strips_hold_each_candidate_once_a_way_and_its_cuts():
    relevance = [1.0, 0.8, 0.7, 0.1]
    lanes = [Lane("one", [0, 1, 1, 2], [0.4]), Lane("<b>two</b>", [0, 1, 2, 3], [0.75, 0.4])]
    figure = relevance_strips(relevance, lanes)
    drawn = [(trace.name, trace.x.tolist()) for trace in figure.data]
    assert drawn == [
        ("level 1", [0.8, 0.7]),
        ("level 2", [0.1]),
        ("level 1", [0.8]),
        ("level 2", [0.7]),
        ("level 3", [0.1]),
    ]
    assert [shape.x0 for shape in figure.layout.shapes] == [0.4, 0.75, 0.4]
    assert [trace.showlegend for trace in figure.data] == [True, True, False, False, True]
    assert figure.layout.yaxis.ticktext[1] == "&lt;b&gt;two&lt;/b&gt;"
    for trace, place in zip(figure.data, (0, 0, 1, 1, 1), strict=True):
        assert (np.abs(trace.y + place) < 0.5).all()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_chosen_number_is_filled_and_its_ties_ringed(theme):
    figure = silhouette_by_k([np.nan, np.nan, 0.7, 0.5, 0.7, 0.9], 2, allowed=(2, 4), ties=[4], floor=0.6, theme=theme)
    dots = figure.data[0]
    assert dots.y.tolist() == [2, 3, 4, 5]
    assert dots.text == ("0.700", "0.500", "0.700 tie", "0.900")
    assert dots.marker.color == (theme.second, theme.paper, theme.paper, theme.paper)
    assert dots.marker.line.color == (theme.second, theme.quiet, theme.second, theme.quiet)
    assert dots.marker.opacity == (1.0, 1.0, 1.0, 0.5)
    assert [shape.x1 for shape in figure.layout.shapes] == [0.7, 0.5, 0.7, 0.9, 0.6]


def test_a_knife_is_in_order_and_has_its_mean():
    values = np.array([0.2, np.nan, 0.9, -0.5, 0.4])
    figure = silhouette_knife(values, [1, 0, 1, 2, 2])
    assert [trace.x.tolist() for trace in figure.data] == [[0.2, 0.9], [-0.5, 0.4]]
    heights = np.concatenate([trace.y for trace in figure.data])
    assert len(set(heights.tolist())) == 4
    assert figure.data[0].y.min() > figure.data[1].y.max()
    assert figure.layout.annotations[0].text == "mean 0.250"
    assert figure.layout.xaxis.range[0] < -0.5


def test_a_large_level_is_drawn_by_as_many_bars_as_can_be_seen():
    values = np.linspace(0, 1, 5000)
    (trace,) = silhouette_knife(values, np.ones(5000, dtype=int)).data
    assert len(trace.x) == 400
    assert (trace.x[0], trace.x[-1]) == (0, 1)
    assert trace.name == "level 1: 5,000"
