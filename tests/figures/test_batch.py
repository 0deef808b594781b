"""Figures of a whole batch, from the rows of a report."""

import numpy as np
import plotly.graph_objects as go

from ladder.figures import (
    LIGHT,
    level_counts,
    level_sizes,
    mark_steps,
    rung_activity,
    rung_stack,
    silhouette_by_step,
    silhouette_counts,
)

ROWS = [
    {
        "direction": "image_to_caption",
        "k_histogram": [0, 1, 3],
        "level_sizes": [1.0, 2.5, 4.5],
        "rung_cost": [3.0, 1.0],
        "rung_active": [0.5, None],
        "list_cost": 0.0,
    },
    {
        "direction": "caption_to_image",
        "k_histogram": [0, 0, 4],
        "level_sizes": [1.0, 2.0, 5.0],
        "rung_cost": [0.0, 2.0],
        "rung_active": [0.0, 0.25],
        "list_cost": 0.0,
    },
]


def test_the_stack_holds_every_rungs_cost_a_direction():
    figure = rung_stack(ROWS)
    assert [(trace.name, trace.x.tolist()) for trace in figure.data] == [
        ("rung 0: own pair", [3.0, 0.0]),
        ("rung 1", [1.0, 2.0]),
    ]
    assert [list(trace.text) for trace in figure.data] == [["75 %", ""], ["25 %", "100 %"]]
    assert figure.data[0].marker.color == LIGHT.own
    assert figure.data[0].y[0] == "image → caption"


def test_a_listwise_cost_is_a_part_of_its_own():
    figure = rung_stack([ROWS[0] | {"rung_cost": [1.0], "list_cost": 3.0}])
    assert [(trace.name, trace.text[0]) for trace in figure.data] == [
        ("rung 0: own pair", "25 %"),
        ("the list as a whole", "75 %"),
    ]


def test_a_batch_that_costs_nothing_is_drawn():
    figure = rung_stack([ROWS[0] | {"rung_cost": [0.0, 0.0]}])
    assert [trace.text[0] for trace in figure.data] == ["", ""]


def test_bars_are_the_reports_figures():
    assert [trace.y.tolist() for trace in level_counts(ROWS).data] == [[1, 3], [0, 4]]
    assert [trace.y.tolist() for trace in level_sizes(ROWS).data] == [[2.5, 4.5], [2.0, 5.0]]
    first, second = rung_activity(ROWS).data
    np.testing.assert_array_equal(first.y, [0.5, np.nan])
    assert second.x.tolist() == [0, 1]
    assert first.marker.pattern.shape != second.marker.pattern.shape  # told apart without colour


def test_silhouettes_are_counted():
    figure = silhouette_counts({"image_to_caption": np.array([0.51, 0.52, 0.96]), "caption_to_image": np.array([])})
    assert sum(figure.data[0].y) == 3
    assert figure.data[0].y[0] == 2
    assert sum(figure.data[1].y) == 0


def test_the_mean_silhouette_of_a_step_is_over_its_directions():
    rows = [
        {"step": 1, "mean_silhouette": None},
        {"step": 5, "mean_silhouette": 0.4},
        {"step": 5, "mean_silhouette": 0.6},
    ]
    (line,) = silhouette_by_step(rows).data
    np.testing.assert_allclose(line.y, [np.nan, 0.5])


def test_marks_stand_at_the_steps():
    marks = mark_steps(go.Figure(), [1, 9]).data[0]
    assert (marks.x.tolist(), marks.y.tolist()) == ([1, 9], [0, 0])
