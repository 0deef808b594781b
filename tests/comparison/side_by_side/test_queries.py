"""Evaluations in common, wins and losses, the plane, slices, tables and sentences."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from ladder.cli import cli
from ladder.comparison import compare, side_by_side
from ladder.comparison.paired import PairedSamples
from ladder.comparison.side_by_side import sentences
from ladder.errors import RunError
from ladder.figures import Curve
from ladder.words import directions
from ladder.words.directions import DIRECTIONS
from tests.measured import config, make_run, samples

WAY = "caption_to_image"
TOLD = {"split": "dev", "judge": {"name": "tfidf"}, "second": {"name": "scenes"}, "same_judge": True, "figures": {}}


@pytest.fixture
def folders(tmp_path):
    a = make_run(tmp_path / "a", split="dev")
    return a, make_run(tmp_path / "b", settings=config(loss="adaptive"), values=samples(1, shift=0.05), split="dev")


@pytest.fixture
def found(folders):
    found = compare(folders, "dev")
    return found.choose(side_by_side.few(found))


@pytest.fixture
def pair(folders):
    return PairedSamples(*([folder.samples("dev")] for folder in folders))


# --- evaluations in common -------------------------------------------------------------------


def test_evaluations_that_both_have_are_named_in_words(folders):
    for folder in folders:
        for view, more in (
            ("dev.hidden", {"exact_match": "hidden"}),
            ("dev.tail", {"queries": "tail"}),
            ("dev.other", {"queries": "other"}),
            ("dev.folds", {"protocol": "folds"}),
            ("dev.by-scenes", {"same_judge": False, "judge": {"name": "scenes"}}),
            ("test", {"split": "test"}),
        ):
            folder.write_evaluation(view, TOLD | more)
    folders[0].write_evaluation("dev.more", TOLD | {"queries": "more"})
    titles = [view.title for view in side_by_side.views(folders, "dev", "kept")]
    assert titles == ["All queries", "Queries of other", "The long tail"]
    assert [view.name for view in side_by_side.views(folders, "dev", "hidden")] == [
        "dev.hidden",
        "dev.other",
        "dev.tail",
    ]
    every = {view.title for view in side_by_side.views(folders, "dev", "kept", every=True)}
    assert every - set(titles) == {"All queries, folds", "All queries, by scenes"}


def test_without_one_in_common_the_command_is_named(folders):
    said = r"`a` was not evaluated on `dev.hidden`; `ladder evaluate .*a --split dev --exact-match hidden` does it"
    with pytest.raises(RunError, match=said):
        side_by_side.views(folders, "dev", "hidden")


def test_seeds_differ_in_nothing_else(folders, tmp_path):
    same = make_run(tmp_path / "a-1", settings=config(1))
    other = make_run(tmp_path / "a-2", settings=config(2, margin=0.3))
    assert side_by_side.seeds_of(folders[0], [*folders, same, other]) == [same]


# --- wins and losses -------------------------------------------------------------------------


def test_outcomes_are_the_shares_of_the_comparison(found, pair):
    for way in DIRECTIONS:
        for one in side_by_side.outcomes(pair, way, found.figures):
            row = sentences.of_row(found, one.figure, way)
            shares = [one.share(outcome) for outcome in ("better", "equal", "worse")]
            assert shares == pytest.approx([row.found.better, row.found.equal, row.found.worse])


def test_the_largest_change_comes_first_and_left_out_queries_never(pair):
    kept = np.arange(120) % 2 == 0
    (one,) = side_by_side.outcomes(pair, WAY, ["cs@100", "no_such"], kept)
    rows = one.rows("better")
    assert (np.diff(np.abs(one.gain[rows])) <= 0).all()
    assert set(rows.tolist()) <= set(np.flatnonzero(kept).tolist())
    assert sum(len(one.rows(outcome)) for outcome in side_by_side.OUTCOMES) == 60


def test_a_figure_without_values_has_no_outcomes(pair):
    assert side_by_side.outcomes(pair, WAY, ["cs@100"], np.zeros(120, dtype=bool)) == []


# --- the plane -------------------------------------------------------------------------------


def test_the_plane_shows_changes_of_rank_and_order(folders, pair):
    plane = side_by_side.plane(pair, WAY)
    a, b = (folder.samples("dev")[WAY] for folder in folders)
    assert plane.found == "rank"
    assert plane.x == pytest.approx(a["rank"] - b["rank"])  # a smaller rank is found sooner
    assert plane.y == pytest.approx(b["cs@100"] - a["cs@100"], abs=1e-6)
    assert plane.named()["both"] == "found sooner, better order"


def test_without_own_pairs_what_is_found_is_measured_by_ndcg(folders):
    def without(folder):
        return {
            way: {n: c for n, c in columns.items() if n != "rank"} for way, columns in folder.samples("dev").items()
        }

    pair = PairedSamples(*([without(folder)] for folder in folders))
    plane = side_by_side.plane(pair, WAY)
    assert plane.found == "ndcg@50"
    assert plane.named()["neither"] == "less relevant, worse order"
    bare = [{WAY: {"image": np.arange(3), "query": np.arange(3), "cs@10": np.zeros(3)}}]
    assert side_by_side.plane(PairedSamples(bare, bare), WAY) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from([-2.0, 0.0, 1.0])] * 2), min_size=1, max_size=20))
def test_quadrants_part_the_plane(dots):
    x, y = np.array(dots, dtype=np.float32).T
    plane = side_by_side.Plane(np.arange(len(x)), x, y, "rank")
    inside = np.sum([plane.quadrant(name) for name in side_by_side.QUADRANTS], axis=0)
    assert inside.tolist() == ((x != 0) & (y != 0)).astype(int).tolist()
    assert plane.quadrant("both").tolist() == ((x > 0) & (y > 0)).tolist()
    assert plane.quadrant("order").tolist() == ((x < 0) & (y > 0)).tolist()


# --- slices ----------------------------------------------------------------------------------

FEW_VALUES = st.lists(st.sampled_from([1.0, 2.0, 5.0]), min_size=1, max_size=12).map(np.array)


@settings(max_examples=60, deadline=None)
@given(FEW_VALUES, FEW_VALUES)
def test_thirds_part_the_queries_and_keep_equal_values_together(images, captions):
    values = dict(zip(DIRECTIONS, (images, captions)))
    parts = side_by_side.by_thirds(values, ("low", "middle", "high"), "words")
    for way, column in values.items():
        times = np.sum([part.queries[way] for part in parts], axis=0)
        assert (times == 1).all()
        for part in parts:
            chosen = column[part.queries[way]]
            assert not set(chosen.tolist()) & set(column[~part.queries[way]].tolist())
        tops = [column[part.queries[way]].max() for part in parts if part.queries[way].any()]
        assert tops == sorted(tops)


def test_a_slice_compared_is_the_comparison_of_its_queries_alone(folders, tmp_path):
    """The same as of runs that were asked nothing else."""
    queries = {way: columns["image"] < 25 for way, columns in folders[0].samples("dev").items()}
    alone = [
        make_run(
            tmp_path / f"{folder.name}-part",
            settings=folder.config,
            values={
                way: {name: column[queries[way]] for name, column in columns.items()}
                for way, columns in folder.samples("dev").items()
            },
        )
        for folder in folders
    ]
    part = compare(folders, "dev", queries=queries)
    assert part.queries == {"image_to_caption": 25, "caption_to_image": 50}
    assert part.images == 25
    assert part.rows == compare(alone, "dev").rows


@pytest.mark.parametrize("figure", ["cs@100", "recall@5", "mean_rank"])
def test_differences_by_slice_are_those_of_each_part(folders, figure):
    groups = [[folder.samples("dev")] for folder in folders]
    values = {way: columns["image"] for way, columns in groups[0][0].items()}
    parts = side_by_side.by_thirds(values, ("first", "middle", "last"), "images")
    found = side_by_side.differences_by_slice(*groups, figure, parts, permutations=500, resamples=100)
    assert [name for name, _ in found] == ["first"] * 2 + ["middle"] * 2 + ["last"] * 2
    for (name, row), part in zip(found, np.repeat(np.array(parts, dtype=object), 2, axis=0)):
        whole = compare(folders, "dev", [figure], queries=part[2], resamples=10, permutations=10)
        same = sentences.of_row(whole, figure, row.found.direction)
        assert (row.found.a, row.found.b) == pytest.approx((same.found.a, same.found.b))
        assert name == part[0]
    assert all(row.p_holm >= row.found.p for _, row in found)


def test_a_figure_that_nobody_has_is_in_no_slice(folders):
    groups = [[folder.samples("dev")] for folder in folders]
    parts = side_by_side.by_thirds({way: c["image"] for way, c in groups[0][0].items()}, ("a", "b", "c"), "")
    assert side_by_side.differences_by_slice(*groups, "rbo", parts) == []


# --- tables ----------------------------------------------------------------------------------


def test_the_table_has_the_digits_of_the_command(folders, found):
    """Every number on screen stands in what `ladder compare` prints of the same figures."""
    figures = ",".join(side_by_side.few(found))
    command = ["compare", *(str(folder.path) for folder in folders), "--split", "dev", "--figures", figures]
    printed = CliRunner().invoke(cli, command).stdout
    rows = side_by_side.table_rows(found.family)
    assert len(rows) == 12
    lines, ways = {}, tuple(map(directions.shown, DIRECTIONS))
    for line in printed.splitlines():
        if line.startswith(ways):
            way = next(said for said in ways if line.startswith(said))
        if match := re.match(r"(\S+?@\S+)\s", line):
            lines[way, match[1]] = line
    assert len(lines) == len(rows)
    for row in rows:
        line = lines[row["direction"], row["figure"]]
        cells = re.split(r"\s{2,}", line.replace("*", " "))
        for name in ("A", "B", "B - A", "95 % interval", "p", "p Holm"):
            assert row[name] in cells, (name, line)
        assert ("*" in line) == row["outcome"].endswith("is clearly better")


def test_the_whiskers_are_the_rows_in_their_units(folders):
    whole = compare(folders, "dev")
    drawn = side_by_side.whiskers(whole.choose(whole.figures).family)
    groups = [whisker.group for whisker in drawn]
    assert list(dict.fromkeys(groups)) == [
        "percentage points of queries",
        "hundredths: CS, nDCG, relevance",
        "rsum, of 600",
    ]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)
    assert not [whisker for whisker in drawn if "rank" in whisker.label]
    row = sentences.of_row(whole, "recall@1", WAY)
    (whisker,) = [w for w in drawn if (w.label, w.direction) == ("R@1", WAY)]
    assert whisker.value == pytest.approx(100 * row.found.difference)


def test_json_of_the_few_is_what_the_page_compares(folders, found):
    command = ["compare", *(str(folder.path) for folder in folders), "--split", "dev", "--format", "json"]
    told = json.loads(CliRunner().invoke(cli, [*command, "--figures", ",".join(side_by_side.few(found))]).stdout)
    assert told["sentences"] == found.sentences()
    assert [row["p_holm"] for row in told["rows"]] == [row.p_holm for row in found.rows]


# --- sentences -------------------------------------------------------------------------------


def test_a_win_is_said_with_its_numbers(found, pair):
    one = next(one for one in side_by_side.outcomes(pair, WAY, ["cs@100"]))
    a, b = len(one.rows("worse")), len(one.rows("better"))
    shares = [f"{count / 120:.0%}".replace("%", " %") for count in (b, a)]
    assert sentences.won(one, found) == (
        f"CS@100: B is better at {b} of 120 queries ({shares[0]}), A at {a} ({shares[1]}); on the whole B is clearly "
        "better."
    )


def test_no_clear_difference_is_said(folders, pair):
    alike = compare([folders[0], folders[0]], "dev", ["cs@100", "recall@1"])
    same = PairedSamples([folders[0].samples("dev")], [folders[0].samples("dev")])
    (one,) = side_by_side.outcomes(same, WAY, ["cs@100"])
    assert sentences.won(one, alike).endswith("A at 0 (0 %); on the whole no clear difference.")
    said = sentences.traded(side_by_side.plane(same, WAY), alike, WAY)
    assert said.count("no clear difference") == 2
    assert sentences.woven(0.3, 0.3, (0.0, -0.01, 0.01), 100).startswith(
        "Over the first 100 ranks no clear difference:"
    )
    assert sentences.sliced([row for row in alike.family if row.found.figure == "cs@100"], "cs@100") == (
        "CS@100: no clear difference between A and B in any of 2 parts."
    )
    assert sentences.correlated(0.301, 0.302).endswith("0.30 in A and 0.30 in B: no clear difference.")


def test_the_trade_off_says_who_gains_what(found, pair):
    plane = side_by_side.plane(pair, WAY)
    said = sentences.traded(plane, found, WAY)
    assert f"at {(plane.y > 0).mean():.0%}".replace("%", " %") + " of 120 queries" in said
    assert "by CS@100 B is clearly better" in said


def test_a_rank_that_falls_is_the_better_one(folders, tmp_path):
    values = folders[0].samples("dev")
    sooner = {way: columns | {"rank": np.maximum(columns["rank"] - 3, 0)} for way, columns in values.items()}
    b = make_run(tmp_path / "sooner", values=sooner, split="dev")
    found = compare([folders[0], b], "dev", ["cs@100"])
    plane = side_by_side.plane(PairedSamples([values], [sooner]), WAY)
    assert re.search(r"by mean rank B is better \(B - A -\d", sentences.traded(plane, found, WAY))
    assert (plane.x >= 0).all()


@pytest.mark.parametrize(
    ("change", "said"),
    [((0.02, 0.01, 0.03), "B's items are more relevant"), ((-0.02, -0.03, -0.01), "A's items are more relevant")],
)
def test_the_carpet_says_whose_items_are_more_relevant(change, said):
    assert said in sentences.woven(0.3, 0.3 + change[0], change, 100)


def test_curves_are_told_apart_by_their_bands():
    ideal = Curve("ideal order", [1, 10], [1.0, 0.8])
    a = Curve("A", [1, 10], [0.5, 0.4], [0.4, 0.35], [0.6, 0.45])
    above = Curve("B", [1, 10], [0.7, 0.5], [0.65, 0.46], [0.8, 0.6])
    overlapping = replace_low(above, [0.65, 0.44])
    assert sentences.followed([a, above], 10, "Mean relevance at rank 10", ideal) == (
        "Mean relevance at rank 10: 0.400 in A, 0.500 in B, 0.800 in the ideal order; B's band lies above A's."
    )
    assert "A's band lies above B's" in sentences.followed([above, a], 10, "CS@10")
    assert "the bands overlap: no clear difference" in sentences.followed([a, overlapping], 10, "CS@10")
    assert sentences.followed([ideal, a], 1, "R@1") == "R@1: 1.000 in A, 0.500 in B."


def replace_low(curve, low):
    return curve._replace(low=low)


def test_trainings_are_said_even_without_a_best():
    statuses = [{"best": {"epoch": 3}, "epochs": 8}, {}]
    assert sentences.trained(statuses, 1) == (
        "A kept epoch 3 of 8, B kept an epoch it does not name; they differ in 1 setting."
    )
    assert sentences.trained(statuses, 0).endswith("they differ in no setting.")


def test_the_basis_names_queries_judge_and_seeds(found, folders):
    assert sentences.basis(found, WAY) == (
        "dev: 120 captions ask (60 images); judged by tfidf, the judge that both learnt from; A a, seed 0; "
        "B b, seed 0; caption → image"
    )
    whole = found.choose(found.figures)
    assert "2nd judge scenes" in sentences.basis(whole)
    mixed = replace(found, sides=(found.sides[0], replace(found.sides[1], same_judge=None)))
    assert "learnt" not in sentences.basis(mixed)
    assert "Holm's correction over 12 differences. One run a side" in sentences.tested(found)
