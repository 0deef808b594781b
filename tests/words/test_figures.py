"""Every figure that an evaluation gives has its words."""

from typing import get_args

import pytest

from ladder.comparison.family import USUAL
from ladder.evaluation import DIRECTIONS, GROUPS, SECOND, evaluate, figure_names
from ladder.runs.samples import ROWS
from ladder.words import figures, outcomes
from tests.evaluation.small import make


@pytest.fixture(scope="module")
def report():
    return evaluate(*make(0), figures="all", resamples=0)


def stems(names):
    return {name.rpartition("/")[2].partition("@")[0] for name in names}


def test_every_figure_of_an_evaluation_has_its_words(report):
    measured = {name.partition("/")[2] if name.startswith(DIRECTIONS) else name for name in report.figures}
    kept = {name for columns in report.samples.values() for name in columns.keys() - set(ROWS)}
    drawn = {name for curves in report.curves.values() for name in curves}
    for name in measured | kept | drawn | set(USUAL):
        for said in (figures.title(name), figures.plain_name(name), figures.plain(name), figures.expert(name)):
            assert said.strip() and not set(said) & set("{}_"), name
        assert figures.plain(name).endswith((".", "?"))
        assert (", 2nd judge" in figures.title(name)) == name.startswith(SECOND)


def test_no_words_are_of_a_figure_that_is_never_measured(report):
    measured = stems(report.figures) | stems(figure_names("all"))
    measured |= {name for part in (*report.samples.values(), *report.curves.values()) for name in stems(part)}
    assert stems(figures.FIGURES) <= measured
    assert set(figures.QUESTIONS) == set(figures.GROUPS) == set(GROUPS)


def test_each_cut_off_and_direction_reads_in_its_place():
    assert figures.plain_name("recall@1", "caption") == "right caption first"
    assert figures.plain_name("recall@10", "image") == "right image in the first 10"
    assert figures.expert("cs@1000").startswith("order of the first 1,000:")
    assert figures.title("map@r") == "mAP@R"


def test_which_way_is_better_is_that_of_the_values(report):
    """A rank counts from 1 and is better when low; a share and a score lie below 1 and are better when high."""
    for name, figure in report.figures.items():
        meaning = figures.meaning(name.rpartition("/")[2])
        assert (meaning.unit == "rank") == (meaning.better == "lower"), name
        if meaning.unit == "rank":
            assert figure.value >= 1
        elif meaning.unit == "share":
            assert 0 <= figure.value <= 1
    assert report.figures["rsum"].value <= 600 and figures.lower_is_better("rank")
    assert figures.meaning("ideal_relevance@10").better is None  # of the data, not of a model


def test_only_what_the_judge_says_changes_with_the_judge():
    """A figure is judged if another judge gives another value for the same vectors."""
    vectors, judge, second = make(0)
    one, other = (evaluate(vectors, by, figures="all", resamples=0).values() for by in (judge, second))
    for name in one.keys() & other.keys():
        if one[name] != pytest.approx(other[name], nan_ok=True):
            assert figures.meaning(name.rpartition("/")[2]).judged, name
    for name in ("recall@1", "map@r", "rsum", "median_rank", "rank", "modality_gap"):
        assert not figures.meaning(name).judged


def test_a_figure_of_another_version_has_its_title_at_least():
    assert figures.title("mean_violation@10") == "mean violation@10"
    assert figures.plain("mean_violation@10") == figures.expert("mean_violation@10") == ""


@pytest.mark.parametrize("outcome", [*get_args(outcomes.Outcome)])
def test_every_outcome_has_its_words(outcome):
    said = outcomes.shown(outcome, "left", "right")
    assert said == {"better": "right is clearly better", "worse": "left is clearly better"}.get(outcome, outcome)


@pytest.mark.parametrize("outcome", [*get_args(outcomes.AtAQuery)])
def test_every_outcome_of_a_query_has_its_words(outcome):
    said = {"better": "right is better", "worse": "left is better", "equal": "both are equal"}
    assert outcomes.at_a_query(outcome, "left", "right") == said[outcome]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (["better"] * 3, "B is clearly better than A in 3 of 3 figures"),
        (["worse", outcomes.UNCLEAR], "B is clearly worse than A in 1 of 2 figures; no clear difference in 1"),
        (["worse", "better"], "B is clearly better than A in 1 and clearly worse in 1 of 2 figures"),
        ([outcomes.UNCLEAR] * 2, "no clear difference between A and B in any of 2 figures"),
    ],
)
def test_outcomes_are_counted(found, said):
    assert outcomes.counted(found, "figures") == said
