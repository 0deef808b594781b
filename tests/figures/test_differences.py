"""Runs against each other."""

import pytest

from ladder.figures import DARK, LIGHT, Point, Whisker, forest, pareto

BETTER = Whisker("CS@100", "image_to_caption", 1.0, 0.5, 1.4, "hundredths")
UNCLEAR = Whisker("CS@100", "caption_to_image", -0.2, -0.6, 0.1, "hundredths")
WORSE = Whisker("R@1", "image_to_caption", -2.0, -3.0, -1.0, "points")
WHOLE = Whisker("rsum", "", 3.0, 0.0, 6.0, "rsum")


def dots(figure):
    return [trace for trace in figure.data if trace.error_x.array is not None]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_row_a_difference_with_its_interval_and_colour(theme):
    rows = [BETTER, UNCLEAR, WORSE, WHOLE]
    figure = forest(rows, ("a", "b"), theme=theme)
    drawn = {(trace.x[0]): trace for trace in dots(figure)}
    assert len(drawn) == 4
    for row in rows:
        trace = drawn[row.value]
        assert trace.x[0] + trace.error_x.array[0] == pytest.approx(row.high)
        assert trace.x[0] - trace.error_x.arrayminus[0] == pytest.approx(row.low)
    colours = [drawn[row.value].marker.color for row in rows]
    assert colours == [theme.second, theme.unlevelled, theme.first, theme.unlevelled]
    symbols = [drawn[row.value].marker.symbol for row in rows]
    assert symbols == ["circle", "diamond-open", "circle", "square-open"]


def test_a_test_decides_what_is_filled():
    figure = forest([BETTER._replace(clear=False), WORSE._replace(clear=True)], ("a", "b"))
    assert [trace.marker.symbol for trace in dots(figure)] == ["circle-open", "circle"]
    assert dots(figure)[0].marker.color == LIGHT.second


def test_both_directions_share_a_row_and_units_share_an_axis():
    figure = forest([BETTER, UNCLEAR, WORSE, WHOLE], ("a", "b"))
    assert figure.layout.yaxis.ticktext == ("CS@100",)
    assert [axis.title.text for axis in (figure.layout.xaxis, figure.layout.xaxis2, figure.layout.xaxis3)] == [
        "hundredths",
        "points",
        "rsum",
    ]
    heights = [trace.y[0] for trace in dots(figure)]
    assert heights[0] != heights[1]
    assert max(abs(height) for height in heights) < 0.5
    for number, row in ((1, BETTER), (2, WORSE), (3, WHOLE)):
        low, high = figure.layout[f"xaxis{number if number > 1 else ''}"].range
        assert low == -high
        assert low <= row.low <= row.high <= high


def test_which_side_is_better_is_said():
    said = {note.text: note.font.color for note in forest([BETTER], ("<a>", "b")).layout.annotations}
    assert said == {"← better in &lt;a&gt;": LIGHT.first, "better in b →": LIGHT.second}


def test_pareto_has_a_colour_a_loss_and_intervals():
    points = [
        Point("a", "triplet", (190.0, 180.0, 205.0), (0.1, 0.08, 0.11)),
        Point("b", "adaptive", (185.0, 170.0, 195.0), (0.2, 0.19, 0.22)),
        Point("c", "triplet", (191.0, 181.0, 206.0), (0.12, 0.1, 0.13)),
    ]
    triplet, adaptive = pareto(points).data
    assert (triplet.name, triplet.marker.color) == ("triplet", LIGHT.first)
    assert (adaptive.name, adaptive.marker.color) == ("adaptive", LIGHT.second)
    assert triplet.x.tolist() == [190.0, 191.0]
    assert triplet.y.tolist() == [0.1, 0.12]
    assert triplet.text == ("a", "c")
    assert triplet.error_x.array.tolist() == [15.0, 15.0]
    assert triplet.error_x.arrayminus.tolist() == [10.0, 10.0]
    assert adaptive.error_y.array.tolist() == pytest.approx([0.02])
    assert adaptive.error_y.arrayminus.tolist() == pytest.approx([0.01])
    assert pareto(points[1:2]).data[0].marker.color == LIGHT.second


def test_pareto_takes_losses_in_the_order_in_which_they_are_met():
    met = ["ladder", "listwise", "triplet", "soft_rank", "adaptive", "sum"]
    figure = pareto([Point("", loss, (1.0, 1.0, 1.0), (0.1, 0.1, 0.1)) for loss in met])
    assert [trace.name for trace in figure.data] == ["triplet", "ladder", "listwise", "soft_rank", "adaptive", "sum"]
    assert [trace.marker.color for trace in figure.data] == [LIGHT.first, LIGHT.second, *LIGHT.others]
