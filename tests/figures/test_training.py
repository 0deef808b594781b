"""Figures of a training."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder import runs
from ladder.figures import LIGHT, TrainedRun, level_histogram, rung_costs, training_curves, trainings

STEPS = [{"kind": "step", "step": step, "warm_up": step < 3, "loss": 8.0 / step} for step in (1, 2, 4, 8)]
VALIDATIONS = [
    {
        "kind": "validation",
        "step": 4 * epoch,
        "epoch": epoch,
        "figures": {"rsum": 50.0 * epoch, "image_to_caption/recall@1": 0.1 * epoch},
    }
    for epoch in (1, 2)
]


def test_loss_and_figures_by_epoch():
    figure = training_curves(STEPS + VALIDATIONS, best=2)
    loss, rsum, recall, other = figure.data
    assert np.isnan(other.y).all()
    assert loss.x.tolist() == [0.25, 0.5, 1.0, 2.0]
    assert loss.y.tolist() == [8.0, 4.0, 2.0, 1.0]
    assert (rsum.x.tolist(), rsum.y.tolist()) == ([1, 2], [50.0, 100.0])
    assert recall.name == "image → caption"
    assert recall.y.tolist() == [0.1, 0.2]
    lines = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert len(lines) == 3  # loss, rsum, R@1: nobody measured CS@100
    assert {shape.x0 for shape in lines} == {2}
    bands = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert {(shape.x0, shape.x1) for shape in bands} == {(0, 0.5)}
    assert figure.layout.yaxis.type == "log"


def test_two_trainings_lie_over_each_other_on_the_same_axes():
    other = [line | {"loss": 3.0} if line["kind"] == "step" else line | {"figures": {"rsum": 7.0}} for line in STEPS]
    other += [line | {"figures": {"rsum": 7.0 * line["epoch"]}} for line in VALIDATIONS]
    figure = trainings([TrainedRun("A one", STEPS + VALIDATIONS, 2), TrainedRun("B two", other, 1)])
    for trace in figure.data:  # a colour a training, and a click on a name hides all that is of it
        place = "AB".index(trace.name[0])
        assert trace.line.color == (LIGHT.first, LIGHT.second)[place]
        assert trace.legendgroup == ("A one", "B two")[place]
    assert [trace.name for trace in figure.data if trace.showlegend] == ["A one", "B two"]
    sums = {trace.name: (trace.xaxis, trace.y.tolist()) for trace in figure.data if trace.xaxis == "x2"}
    assert sums == {"A one": ("x2", [50.0, 100.0]), "B two": ("x2", [7.0, 14.0])}
    assert {shape.x0: shape.line.color for shape in figure.layout.shapes if shape.type == "line"} == {
        2: LIGHT.first,
        1: LIGHT.second,
    }
    assert [note.text for note in figure.layout.annotations if note.text.startswith("kept")] == ["kept: 2", "kept: 1"]


def test_without_a_validation_the_loss_is_drawn_by_step():
    figure = training_curves(STEPS)
    assert figure.data[0].x.tolist() == [1, 2, 4, 8]
    assert figure.layout.xaxis.title.text == "step"
    assert not [shape for shape in figure.layout.shapes if shape.type == "line"]


def test_a_loss_of_zero_has_no_logarithm():
    assert training_curves([*STEPS, {"kind": "step", "step": 9, "loss": 0.0}]).layout.yaxis.type is None


@pytest.mark.parametrize("draw", [level_histogram, rung_costs])
@settings(max_examples=25, deadline=None)
@given(tables=st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=5), min_size=1, max_size=6))
def test_shares_of_a_step_add_up_to_one(draw, tables):
    rows = [{"step": place // 2, "k_histogram": row, "rung_cost": row} for place, row in enumerate(tables)]
    figure = draw(rows)
    total = np.zeros(len({row["step"] for row in rows}))
    for trace in figure.data:
        total += trace.y
        assert trace.stackgroup == "all"
    for step, share in enumerate(total):
        together = sum(sum(row["rung_cost"]) for row in rows if row["step"] == step)
        assert share == pytest.approx(1.0) if together else np.isnan(share) or share == 0


def test_directions_of_a_step_are_added():
    rows = [
        {"step": 5, "k_histogram": [0, 1, 3], "rung_cost": [1.0]},
        {"step": 5, "k_histogram": [0, 0, 2, 2], "rung_cost": [2.0, 1.0]},
    ]
    shares = {trace.name: trace.y.tolist() for trace in level_histogram(rows).data}
    assert shares == {"1 level": [0.125], "2 levels": [0.625], "3 levels": [0.25]}
    assert {trace.name: trace.y.tolist() for trace in rung_costs(rows).data} == {
        "rung 0: own pair": [0.75],
        "rung 1": [0.25],
    }


def test_a_bundled_run_is_drawn_whole():
    folder = runs.find(str(runs.BUNDLED / "demo-adaptive"))
    metrics, levels = folder.metrics(), folder.levels()
    figure = training_curves(metrics)
    validations = [line["figures"] for line in metrics if line["kind"] == "validation"]
    drawn = [trace.y.tolist() for trace in figure.data]
    for name in ("rsum", "image_to_caption/cs@100", "caption_to_image/recall@1"):
        assert [line[name] for line in validations] in drawn
    last = [row for row in levels if row["step"] == levels[-1]["step"]]
    shares = {trace.name: trace.y[-1] for trace in level_histogram(levels).data}
    for k in (4, 5, 6):
        expected = sum(row["k_histogram"][k] for row in last) / sum(row["queries"] for row in last)
        assert shares[f"{k} levels"] == pytest.approx(expected)
