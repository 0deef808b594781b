"""Figures over the steps of a training: what they show by definition, and what that costs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.figures import level_histogram, rung_costs, silhouette_by_step

LISTS = st.lists(st.integers(0, 5), min_size=1, max_size=4)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "step": st.integers(0, 9),
            "mean_silhouette": st.none() | st.floats(-1, 1),
            "k_histogram": LISTS,
            "rung_cost": LISTS,
        }
    ),
    max_size=20,
)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_the_silhouette_is_the_mean_over_the_rows_of_a_step(rows):
    (trace,) = silhouette_by_step(rows).data
    assert list(trace.x) == sorted({row["step"] for row in rows})
    for step, mean in zip(trace.x, trace.y):
        known = [row["mean_silhouette"] for row in rows if row["step"] == step and row["mean_silhouette"] is not None]
        assert mean == pytest.approx(sum(known) / len(known)) if known else np.isnan(mean)


@pytest.mark.parametrize(("draw", "name"), [(level_histogram, "k_histogram"), (rung_costs, "rung_cost")])
@settings(max_examples=50, deadline=None)
@given(rows=ROWS)
def test_shares_are_of_the_sum_over_the_rows_of_a_step(draw, name, rows):
    steps = sorted({row["step"] for row in rows})
    expected = {}
    for step in steps:
        lists = [row[name] for row in rows if row["step"] == step]
        for place in range(max(map(len, lists))):
            total = sum(sum(values) for values in lists)
            here = sum(values[place] for values in lists if place < len(values))
            expected.setdefault(place, {})[step] = here / total if total else np.nan
    shown = [shares for _, shares in sorted(expected.items()) if any(share > 0 for share in shares.values())]
    traces = draw(rows).data
    assert len(traces) == len(shown)
    for trace, shares in zip(traces, shown):
        assert list(trace.x) == steps
        gaps = [sum(sum(row[name]) for row in rows if row["step"] == step) == 0 for step in steps]
        values = [np.nan if gap else shares.get(step, 0.0) for step, gap in zip(steps, gaps)]
        np.testing.assert_allclose(trace.y, values)


class Counted(dict):
    """A row that counts how often it is read, and a step that counts how often it is compared."""

    done = 0

    class Step(int):
        __hash__ = int.__hash__

        def __eq__(self, other):
            Counted.done += 1
            return int(self) == int(other)

    def __getitem__(self, name):
        Counted.done += 1
        return super().__getitem__(name)


@pytest.mark.parametrize("draw", [silhouette_by_step, level_histogram, rung_costs])
def test_twice_the_steps_are_twice_the_work(draw):
    def work(steps):
        rows = [
            Counted(step=Counted.Step(step), mean_silhouette=0.5, k_histogram=[0, 1, 3], rung_cost=[1.0, 2.0])
            for step in range(steps)
            for _ in range(2)
        ]
        Counted.done = 0
        draw(rows)
        return Counted.done

    assert work(200) < 2.2 * work(100)
