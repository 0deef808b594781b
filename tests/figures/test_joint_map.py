"""The map and the bullseye as figures."""

import numpy as np
import plotly.graph_objects as go
import pytest

from ladder.figures import DARK, LIGHT, Colour, Outline, bullseye, joint_map
from ladder.space import bullseye as placed
from tests.figures.test_theme import HOSTILE

PLACES = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [2, 2]], dtype=np.float32)


def drawn(figure):
    """From each place to the name, symbol and colour it is drawn with."""
    found = {}
    for trace in figure.data:
        for row, spot in enumerate(zip(trace.x, trace.y)):
            symbol = trace.marker.symbol
            found[spot] = (trace.name, symbol if isinstance(symbol, str) else symbol[row], trace.marker.color)
    return found


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_images_are_discs_and_captions_rings(theme):
    found = drawn(joint_map(PLACES, 2, theme=theme))
    blue, green = theme.others[1], theme.others[0]
    assert [found[tuple(place)] for place in PLACES] == [("images", "circle", blue)] * 2 + [
        ("captions", "circle-open", green)
    ] * 3


@pytest.mark.parametrize("scale", ["category", "level", "number"])
def test_every_item_is_drawn_once_whatever_it_is_coloured_by(scale):
    values = np.array([0, 1, np.nan, 2, -1]) if scale == "number" else np.array([0, 1, -1, 2, 1])
    figure = joint_map(PLACES, 2, colour=Colour("<x>", values, scale, ("a", "b", "c")))
    spots = [spot for trace in figure.data for spot in zip(trace.x, trace.y)]
    assert sorted(spots) == sorted(map(tuple, PLACES.tolist()))


@pytest.mark.parametrize("count", [1000, 1001])
def test_a_thousand_points_are_drawn_by_the_page_and_more_by_the_card(count):
    places = np.random.default_rng(0).normal(size=(count, 2))
    kind = go.Scattergl if count > 1000 else go.Scatter
    assert {type(trace) for trace in joint_map(places, 10).data} == {kind}
    eye = bullseye(np.ones(count), np.ones(count), np.ones(count, dtype=int))
    assert type(eye.data[0]) is kind


def test_rings_say_how_wide_they_are():
    """Plotly's WebGL draws no ring of an unsaid width where symbols are given one by one: captions were invisible."""
    places = np.random.default_rng(0).normal(size=(1200, 2))
    images, captions = joint_map(places, 200).data
    assert (np.asarray(captions.marker.line.width) > 0).all()
    assert (np.asarray(images.marker.line.width) == 0).all()


def test_levels_have_their_colours_and_the_own_pair_is_a_star_on_top():
    labels = np.array([1, 0, 2, -1, 2])
    figure = joint_map(PLACES, 2, colour=Colour("level", labels, "level"))
    found = drawn(figure)
    for place, label in zip(PLACES, labels):
        name, symbol, colour = found[tuple(place)]
        assert colour == LIGHT.level(label, 2)
        assert (symbol == "star") == (label == 0)
        assert name == {0: "own pair", -1: "not relevant"}.get(label, f"level {label}")
    assert [trace.name for trace in figure.data] == ["not relevant", "level 2", "level 1", "own pair"]
    order = sorted(figure.data, key=lambda trace: trace.legendrank)
    assert [trace.name for trace in order] == ["own pair", "level 1", "level 2", "not relevant"]


def test_numbers_have_a_scale_and_what_has_none_is_grey():
    figure = joint_map(PLACES, 2, colour=Colour("recall", [0.1, np.nan, 0.5, 0.9, 0.2]))
    none, shown = figure.data
    assert none.name == "no recall" and none.marker.color == LIGHT.unlevelled
    np.testing.assert_allclose(shown.marker.color, np.array([0.1, 0.5, 0.9, 0.2], dtype=np.float32))
    assert figure.layout.coloraxis.colorbar.title.text == "recall"
    assert figure.layout.coloraxis.colorscale[-1][1] == LIGHT.levels[0]  # the highest stands out most


def test_three_categories_are_named_at_their_middle_without_a_legend():
    figure = joint_map(PLACES, 2, colour=Colour("cluster", [0, 0, 1, 1, 2], "category", ("a", "", "<c>")))
    notes = {note.text: (note.x, note.y) for note in figure.layout.annotations}
    assert notes == {"a": (0.5, 0.0), "&lt;c&gt;": (2.0, 2.0)}
    assert figure.layout.showlegend is False


def test_labels_do_not_lie_on_each_other():
    names = [f"several words {number}" for number in range(9)]
    places = np.concatenate([np.random.default_rng(0).uniform(size=(9, 2)) / 20, [[0, 1]]])
    figure = joint_map(places, 5, colour=Colour("cluster", [*range(9), -1], "category", names))
    heights = np.sort([600 * note.y + note.yshift for note in figure.layout.annotations])
    assert len(heights) == 9
    assert np.diff(heights).min() >= 17 - 1e-6


def test_outlines_are_closed_in_the_colour_of_their_level():
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    figure = joint_map(PLACES, 2, outlines=[Outline(2, square), Outline(1, square[:1])])
    line, point = figure.data[:2]
    assert list(zip(line.x, line.y)) == [*map(tuple, square.tolist()), (0, 0)]
    assert (line.line.color, point.line.color) == (LIGHT.level(2, 2), LIGHT.level(1, 2))


def test_hostile_texts_and_names_are_literal():
    texts = [*HOSTILE, "two\nlines"][: len(PLACES)]
    figure = joint_map(PLACES, 2, texts=texts, colour=Colour("kind", [0, 1, 2, 0, 1], "category", HOSTILE[:3]))
    eye = bullseye(np.ones(5), np.arange(5), [0, 1, 2, -1, 1], texts=texts)
    for trace in (*figure.data, *eye.data):
        for text in trace.text or ():
            assert not any(sign in text.replace("<br>", "").replace("<i>", "") for sign in ("<", ">", "$", "%{"))
        assert "<script" not in trace.name and "<script" not in (trace.hovertemplate or "")
        assert "%{x}" not in (trace.hovertemplate or "") and "%{x}" not in trace.name
    assert all("<script" not in note.text for note in figure.layout.annotations)


def test_the_bullseye_is_drawn_at_the_exact_distance():
    similarity = np.random.default_rng(0).uniform(0, 1, 40)
    similarity[7] = np.nan
    labels = np.arange(40) % 4 - 1
    eye = placed(similarity, labels, np.arange(40) % 3)
    figure = bullseye(eye.radius, eye.angle, labels, medians=eye.medians)
    *rings, query = figure.data
    found = np.sort(np.concatenate([np.hypot(trace.x, trace.y) for trace in rings]))
    np.testing.assert_allclose(found, np.sort(1 - similarity[~np.isnan(similarity)]), rtol=1e-5)
    assert (query.name, query.x[0], query.y[0]) == ("query", 0, 0)
    circles = {round(shape.x1, 6) for shape in figure.layout.shapes}
    assert circles == {round(middle, 6) for middle in eye.medians.values()}
    assert rings[0].text[0] == f"1 − similarity: {np.hypot(rings[0].x[0], rings[0].y[0]):.3f}"
    assert figure.layout.yaxis.scaleanchor == "x"
