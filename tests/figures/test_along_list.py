"""Curves over ranks and cut-offs."""

import numpy as np
import pytest

from ladder.figures import DARK, LIGHT, Curve, coherence_by_k, recall_by_k, relevance_by_rank

AT = np.array([1, 2, 5, 10, 50])
A = Curve("A", AT, [0.5, 0.4, np.nan, 0.2, 0.1], low=[0.4, 0.3, 0.2, 0.1, 0.0], high=[0.6, 0.5, 0.4, 0.3, 0.2])
B = Curve("B", AT, [0.6, 0.5, 0.4, 0.3, 0.2])


@pytest.mark.parametrize("draw", [relevance_by_rank, coherence_by_k, recall_by_k])
def test_lines_and_bands_are_the_arrays(draw):
    figure = draw([A, B])
    lines = {trace.name: trace for trace in figure.data if trace.name}
    for curve in (A, B):
        np.testing.assert_array_equal(lines[curve.name].x, curve.at)
        np.testing.assert_array_equal(lines[curve.name].y, curve.value)
    band = [trace for trace in figure.data if trace.name is None]
    assert [trace.y.tolist() for trace in band] == [A.low, A.high]
    assert [trace.fill for trace in band] == [None, "tonexty"]
    assert [lines[name].line.color for name in "AB"] == [LIGHT.first, LIGHT.second]
    assert figure.layout.xaxis.type == "log"
    assert figure.layout.xaxis.tickvals == (1, 2, 5, 10, 20, 50)


@pytest.mark.parametrize("draw", [relevance_by_rank, coherence_by_k, recall_by_k])
def test_a_run_alone_is_purple_on_both_grounds(draw):
    for theme in (LIGHT, DARK):
        figure = draw([B], theme=theme)
        assert figure.data[-1].line.color == theme.second
        assert figure.layout.template.layout.paper_bgcolor == theme.paper


def test_the_ideal_is_dotted_and_the_scale_is_that_of_the_runs():
    figure = relevance_by_rank([A, B], Curve("ideal order", AT, [1.0, 0.9, 0.8, 0.7, 0.6]))
    ideal = figure.data[0]
    assert (ideal.name, ideal.line.dash, ideal.y.tolist()) == ("ideal order", "dot", [1.0, 0.9, 0.8, 0.7, 0.6])
    assert figure.layout.yaxis.range == (0, 1.02)
    small = relevance_by_rank([Curve("A", [1, 2], [0.1, 0.05])], Curve("ideal order", [1, 2], [1.0, 0.9]))
    assert small.layout.yaxis.range == (0, 0.2)


def test_many_runs_have_colours_of_their_own():
    curves = [Curve(str(number), AT, np.full(5, number / 10)) for number in range(6)]
    assert len({trace.line.color for trace in coherence_by_k(curves).data}) == 6


def test_names_are_literal():
    figure = recall_by_k([Curve("<b>%{x}$", AT, np.zeros(5)), B])
    assert figure.data[0].name == "&lt;b&gt;%&#123;x}&#36;"
    assert "<b>" not in figure.data[0].hovertemplate
