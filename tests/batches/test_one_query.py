"""A query's view is the report's row, and its costs are split without a rest."""

import numpy as np
import pytest
import torch

from ladder.batches.batch import LabBatch
from ladder.batches.lens import Lens
from ladder.batches.looking import look
from ladder.batches.one_query import query_view
from ladder.batches.summary import alone, chosen_silhouettes, cost_shares, table, worst_triples

LENSES = {
    "triplet": Lens("triplet"),
    "sum": Lens("triplet", {"hardest": False}),
    "ladder": Lens("ladder", {"thresholds": [0.6, 0.3]}),
    "hardest": Lens("adaptive"),
    "all": Lens("adaptive", {"pairs": "all", "margins": [0.2, 0.1, 0.1, 0.1]}),
    "soft": Lens("adaptive", {"pairs": "soft"}),
    "softer": Lens("adaptive", {"match": "soft", "pairs": "soft", "temperature": 0.2}),
    "above": Lens("adaptive", {"near": "above", "pairs": "all"}),
    "cumulative": Lens("adaptive", {"form": "cumulative"}),
    "mean": Lens("adaptive", {"reduction": "mean"}),
    "list": Lens("listwise"),
    "published": Lens("adaptive", {"compat": "published"}),
}


def make_batch(seed=0, n=9):
    """Few distinct degrees of relevance, so that ties happen; two pairs share an image."""
    generator = np.random.default_rng(seed)
    image = np.array([0, 0, *range(1, n - 1)])
    relevance = generator.integers(0, 5, (n, n)) / 5
    positive = image[:, None] == image
    return LabBatch(
        split="test",
        image_ids=tuple(f"i{one}" for one in image),
        caption_ids=tuple(f"c{one}" for one in range(n)),
        texts=tuple(f"caption {one}" for one in range(n)),
        images=image,
        similarity=generator.uniform(-1, 1, (n, n)).astype(np.float32),
        relevance=np.where(positive, 1, relevance).astype(np.float32),
        positive=positive,
    )


@pytest.mark.parametrize("direction", ["image_to_caption", "caption_to_image"])
@pytest.mark.parametrize("name", LENSES)
def test_a_view_is_the_reports_row(name, direction):
    batch, lens = make_batch(), LENSES[name]
    seen = look(batch, lens)
    report, part = seen.report, seen.report.directions[direction]
    for query in range(len(batch)):
        view = query_view(seen, direction, query)
        assert view.k == part.k[query]
        assert view.labels.tolist() == part.labels[query].tolist()
        assert len(view.cuts) == max(view.k - 1, 0)
        for rung, found in zip(view.rungs, part.rungs, strict=True):
            assert (rung.near, rung.far) == (found.near_index[query], found.far_index[query])
            assert (rung.violation, rung.cost) == (found.violation[query], found.cost[query])
            assert (rung.exists, rung.active) == (found.exists[query], found.active[query])
        assert view.cost == pytest.approx(sum(rung.cost for rung in view.rungs) + part.list_cost[query])
    total = sum(query_view(seen, way, q).cost for way in report.directions for q in range(len(batch)))
    assert total == pytest.approx(report.total, rel=1e-5)


@pytest.mark.parametrize("name", [name for name in LENSES if name not in ("list", "published")])
def test_a_rungs_cost_is_split_over_both_sides_of_its_pairs(name):
    seen = look(make_batch(1), LENSES[name])
    for query in range(len(seen.batch)):
        view = query_view(seen, "image_to_caption", query)
        assert view.share.sum() == pytest.approx(2 * sum(rung.cost for rung in view.rungs), rel=1e-6, abs=1e-9)
        assert (view.share >= 0).all()


@pytest.mark.parametrize("weights", [[1.0, 0.0], [0.0, 1.0]])
def test_a_soft_rung_is_split_as_its_gradient(weights):
    soft = {"match": "soft", "pairs": "soft", "temperature": 0.2, "match_temperature": 0.1}
    options = {"thresholds": [0.5], "weights": weights} | soft
    batch, lens = make_batch(6), Lens("ladder", options)
    seen = look(batch, lens)
    for query in range(len(batch)):
        row = slice(query, query + 1)
        similarity = torch.tensor(batch.similarity[row], requires_grad=True)
        lens.loss()(similarity, torch.tensor(batch.positive[row]), torch.tensor(batch.relevance[row])).backward()
        pull = similarity.grad[0].abs().numpy()
        view = query_view(seen, "image_to_caption", query)
        assert pull.sum() > 0
        np.testing.assert_allclose(view.share, 2 * view.cost * pull / pull.sum(), rtol=1e-4, atol=1e-6)


def sides(labels, rung, *, form="chain", near="level", **_):
    """Whom a rung holds above whom."""
    lowest = 0 if form == "cumulative" else rung
    highest = lowest if near == "level" else 0
    return (labels >= highest) & (labels <= lowest), labels > rung


@pytest.mark.parametrize("name", ["all", "above", "cumulative", "ladder", "sum"])
def test_sides_and_pairs_are_those_of_a_plain_loop(name):
    batch, lens = make_batch(2), LENSES[name]
    seen = look(batch, lens)
    for query in range(len(batch)):
        view = query_view(seen, "caption_to_image", query)
        for rung in view.rungs:
            near, far = sides(view.labels, rung.number, **lens.options)
            assert rung.anchored == (rung.number == 0 or name == "cumulative")
            gaps = [float(s) - float(t) for s in view.similarity[near] for t in view.similarity[far]]
            assert rung.exists == bool(gaps)
            assert rung.pairs == len(gaps)
            assert rung.misplaced == sum(gap <= 0 for gap in gaps)
            assert rung.close == sum(0 < gap < rung.needed for gap in gaps)
            if gaps:
                assert rung.had == pytest.approx(min(gaps), abs=1e-6)
            hinges = [max(0.0, rung.needed - gap) for gap in gaps]
            if name in ("all", "above") and rung.number and gaps:
                assert rung.violation == pytest.approx(np.mean(hinges), abs=1e-6)
            if name == "sum":
                assert rung.violation == pytest.approx(sum(hinges), abs=1e-5)


def test_the_worst_triple_is_that_of_a_plain_search():
    report = look(make_batch(3), LENSES["hardest"]).report
    for part in report.directions.values():
        found = {triple.rung: triple for triple in worst_triples(part)}
        for number, rung in enumerate(part.rungs):
            missing = [
                needed - had if exists else -np.inf
                for needed, had, exists in zip(rung.margin_needed, rung.margin_had, rung.exists, strict=True)
            ]
            if max(missing) <= 0:
                assert number not in found
                continue
            triple = found[number]
            assert triple.needed - triple.had == pytest.approx(max(missing))
            assert (triple.near, triple.far) == (rung.near_index[triple.query], rung.far_index[triple.query])


@pytest.mark.parametrize("name", ["triplet", "all", "list"])
def test_shares_of_the_loss_add_up(name):
    report = look(make_batch(4), LENSES[name]).report
    shares = cost_shares(report)
    assert sum(shares) == pytest.approx(1)
    rows = report.rows()
    assert shares[0] == pytest.approx(sum(row["rung_cost"][0] for row in rows) / report.total, rel=1e-5)
    assert len(table(report)) == sum(len(row["rung_cost"]) for row in rows)


def test_a_batch_in_order_has_no_shares():
    batch = make_batch()
    perfect = LabBatch(**{**vars(batch), "similarity": np.where(batch.positive, 1.0, 0.0).astype(np.float32)})
    seen = look(perfect, LENSES["triplet"])
    assert seen.report.total == 0
    assert cost_shares(seen.report) == []
    assert worst_triples(seen.report.directions["image_to_caption"]) == []
    assert alone(seen.report) == 1


def test_silhouettes_are_those_of_the_chosen_partition():
    part = look(make_batch(), LENSES["hardest"]).report.directions["image_to_caption"]
    values = [part.silhouette[query, k] for query, k in enumerate(part.k)]
    assert chosen_silhouettes(part).tolist() == [value for value in values if np.isfinite(value)]
