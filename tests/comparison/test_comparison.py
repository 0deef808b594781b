"""Runs' folders to a comparison and its forms: what lines up, what is refused, what is said."""

import csv
import dataclasses
import io
import json
import re

import numpy as np
import pytest

from ladder.comparison import FORMATS, Side, compare, config_differences, family
from ladder.comparison.formats import as_csv, latex, markdown, text
from ladder.comparison.settings import in_words
from ladder.errors import RunError
from ladder.evaluation import evaluate
from tests.evaluation import small
from tests.measured import JUDGE, config, make_run, samples


@pytest.fixture
def folders(tmp_path):
    """Two runs, the second better at what is graded by the first judge and by the second."""
    a = make_run(tmp_path / "first_run")
    b = make_run(tmp_path / "second", settings=config(loss="adaptive"), values=samples(1, shift=0.05))
    return a, b


def of(comparison, figure, way="caption_to_image"):
    (row,) = [row for row in comparison.rows if (row.found.figure, row.found.direction) == (figure, way)]
    return row


def test_values_are_means_of_the_samples(folders):
    found = compare(folders, "dev")
    a, b = (folder.samples("dev")["caption_to_image"] for folder in folders)
    row = of(found, "cs@100")
    assert row.found.a == pytest.approx(a["cs@100"].mean())
    assert row.found.b == pytest.approx(b["cs@100"].mean())
    assert of(found, "recall@5").found.a == pytest.approx(np.mean(a["rank"] < 5))
    assert of(found, "median_rank").found.b == np.median(b["rank"]) + 1
    recalls = [
        np.mean(folders[0].samples("dev")[way]["rank"] < k)
        for way in ("image_to_caption", "caption_to_image")
        for k in (1, 5, 10)
    ]
    assert of(found, "rsum", "").found.a == pytest.approx(100 * sum(recalls))
    assert (found.images, found.queries) == (60, {"image_to_caption": 60, "caption_to_image": 120})


@pytest.mark.parametrize("exact_match", ["kept", "hidden"])
def test_values_are_those_of_the_evaluation(tmp_path, exact_match):
    """Of the very figures, but for those of the data and the gap, which no query has."""
    vectors, *judges = small.make(5)
    turned = dataclasses.replace(vectors, images=vectors.images[::-1].copy())
    reports = [evaluate(each, *judges, exact_match=exact_match, resamples=0) for each in (vectors, turned)]
    folders = [
        make_run(tmp_path / name, values=report.samples, **report.as_json()) for name, report in zip("ab", reports)
    ]
    rows = [row.found for row in compare(folders, "dev").rows]
    for found in rows:
        name = "/".join(filter(None, (found.direction, found.figure)))
        assert (found.a, found.b) == pytest.approx([report.values()[name] for report in reports], abs=1e-6), name
    defined = {name for name, value in reports[0].values().items() if value == value and "gap" not in name}
    assert len(rows) == len({name for name in defined if "ideal_relevance" not in name}) > 40


def test_the_outcome_is_said_in_words(folders):
    found = compare(folders, "dev")
    assert of(found, "cs@100").outcome == "better"
    assert of(found, "recall@1").outcome == "no clear difference"
    assert of(found, "cs@10").outcome is None  # outside the usual family
    said = r"CS@100 caption → image: B is clearly better, [-.\d]+ -> [-.\d]+, 95 % interval \+0.0.. to \+0.0.."
    assert re.fullmatch(said, of(found, "cs@100").sentence())
    assert "R@1 caption → image: no clear difference" in of(found, "recall@1").sentence()
    assert of(found, "rsum", "").sentence().startswith("rsum: ")
    count = len(found.family)
    expected = (
        f"B (second) is clearly better than A (first_run) in 6 of {count} figures; no clear difference in {count - 6}."
    )
    assert found.sentences() == [expected]


def test_the_other_way_round_is_worse(folders):
    found = compare(folders[::-1], "dev", ["cs@100"])
    assert found.sentences() == ["B (first_run) is clearly worse than A (second) in 2 of 2 figures."]


def test_ranks_are_better_when_they_fall(tmp_path):
    a = make_run(tmp_path / "a")
    values = samples(0)
    for columns in values.values():
        columns["rank"] = np.maximum(columns["rank"] - 3, 0)
    found = compare([a, make_run(tmp_path / "b", values=values)], "dev", ["mean_rank", "median_rank"])
    assert of(found, "mean_rank").found.difference < 0
    assert {row.outcome for row in found.family} == {"better"}


def test_a_run_is_no_different_from_itself(folders):
    found = compare([folders[0], folders[0]], "dev")
    assert {(row.found.difference, row.found.p, row.p_holm) for row in found.rows if row.p_holm} == {(0, 1, 1)}
    assert found.sentences()[0].startswith("No clear difference between A (first_run) and B (first_run) in any of ")


def test_the_family_is_what_is_chosen(folders):
    found = compare(folders, "dev")
    assert {row.found.figure for row in found.family} == set(family.usual(found.figures))
    one = found.choose(["cs@10"])
    assert [row.p_holm for row in one.family] == pytest.approx(
        sorted(
            (2 * row.found.p if row.found.p == min(r.found.p for r in one.family) else row.found.p)
            for row in one.family
        )
    )
    every = found.choose(found.figures)
    assert len(every.family) == len(every.rows) > len(found.family)
    assert all(wide.p_holm >= narrow.p_holm for wide, narrow in zip(every.rows, found.rows) if narrow.p_holm)


def test_an_unknown_figure_is_named_with_the_nearest(folders):
    with pytest.raises(RunError, match=r"no figure `recal@1`; did you mean `recall@1`\?"):
        compare(folders, "dev", ["recal@1"])


def test_what_says_nothing_of_the_model_is_left_out(folders):
    assert "ideal_relevance@10" not in compare(folders, "dev").figures


def test_clear_needs_the_interval_too(folders):
    row = of(compare(folders, "dev"), "cs@100")
    assert row.is_clear
    assert not dataclasses.replace(row, found=dataclasses.replace(row.found, low=-0.01)).is_clear
    assert not dataclasses.replace(row, p_holm=0.05).is_clear


# --- what does not line up -------------------------------------------------------------------


def refused(folders, match):
    with pytest.raises(RunError, match=match) as caught:
        compare(folders, "dev")
    assert "\n" not in str(caught.value)


def test_other_data_are_refused(folders, tmp_path):
    other = make_run(tmp_path / "c", settings=config(fingerprint="beef"))
    refused([folders[0], other], r"`c` cannot be compared with `first_run`: other data, `scenes` \(beef\) against")


def test_other_captions_are_refused(folders, tmp_path):
    other = make_run(tmp_path / "c", fingerprint="beef")
    refused([folders[0], other], "`c` cannot be compared with `first_run`: they were evaluated on other captions")


def test_other_queries_are_refused(folders, tmp_path):
    fewer = make_run(tmp_path / "c", values=samples(0, images=50))
    refused([folders[0], fewer], "image_to_caption, 50 queries against 60; evaluate both again with the same options")
    values = samples(0)
    values["caption_to_image"]["image"] = values["caption_to_image"]["image"][::-1]
    refused([folders[0], make_run(tmp_path / "d", values=values)], "caption_to_image, other queries")


def test_members_of_a_side_must_line_up_too(folders, tmp_path):
    fewer = make_run(tmp_path / "c", values=samples(0, images=50))
    refused([[folders[0], fewer], folders[1]], "`c` cannot be compared with `first_run`")


def test_what_was_not_measured_names_the_command(folders):
    with pytest.raises(RunError, match=r"`ladder evaluate .*first_run --split test` makes them"):
        compare(folders, "test")
    (folders[1].path / "evaluation.json").unlink()
    with pytest.raises(RunError, match=r"no report of `dev`; `ladder evaluate .*second --split dev`"):
        compare(folders, "dev")


def test_a_run_twice_on_a_side_is_refused(folders):
    refused([[folders[0], folders[0]], folders[1]], "named twice on one side")


@pytest.mark.parametrize("sides", [1, 0])
def test_one_side_is_a_mistake(folders, sides):
    with pytest.raises(ValueError, match="at least two"):
        compare(folders[:sides], "dev")
    with pytest.raises(ValueError, match="at least one run each"):
        compare([folders[0], []], "dev")


def test_other_judges_leave_the_matches(folders, tmp_path):
    other = make_run(tmp_path / "c", judge=JUDGE | {"captions": "other"})
    found = compare([folders[0], other], "dev")
    figures = {"rsum", "recall@1", "recall@5", "recall@10", "median_rank", "mean_rank", "second/cs@100"}
    assert set(found.figures) == figures
    said = "first judges differ, `first_run` by tfidf, c0ffee and `c` by tfidf, other: their figures are not compared"
    assert found.notes == (said,)


def test_another_second_judge_leaves_the_first(folders, tmp_path):
    without = make_run(tmp_path / "c", second=None, values=samples(1, columns=("rank", "cs@100")))
    found = compare([folders[0], without], "dev")
    assert "cs@100" in found.figures
    assert "second/cs@100" not in found.figures
    assert found.notes[0].startswith("second judges differ, `first_run` by scenes and `c` by nobody")
    assert found.notes[1] == "measured of some runs only, and not compared: cs@10, ndcg@50; evaluate them again"


def test_nothing_in_common_is_refused(tmp_path):
    values = samples(0, columns=("cs@100",))
    runs = [make_run(tmp_path / name, values=values, judge={"name": name}, second=None) for name in ("a", "b")]
    refused(runs, "`b` and `a` have no figure in common: first judges differ, `a` by a and `b` by b")
    for columns in values.values():
        columns["cs@100"] = np.full(len(columns["query"]), np.nan)
    refused(
        [runs[0], make_run(tmp_path / "c", values=values, judge={"name": "a"}, second=None)], "no figure in common$"
    )


def test_unusual_figures_alone_are_all_read(tmp_path):
    runs = [make_run(tmp_path / name, values=samples(0, columns=("rbo",))) for name in ("a", "b")]
    assert {row.found.figure for row in compare(runs, "dev").family} == {"rbo"}


# --- several sides, groups of seeds ----------------------------------------------------------


def test_each_side_is_compared_with_the_first(folders, tmp_path):
    third = make_run(tmp_path / "third", values=samples(2, shift=-0.1))
    found = compare([*folders, third], "dev", ["cs@100"])
    assert [(row.side, row.outcome) for row in found.family] == [(1, "better")] * 2 + [(2, "worse")] * 2
    alone = compare([folders[0], third], "dev", ["cs@100"])
    assert [row.found for row in found.rows if row.side == 2] == [row.found for row in alone.rows]
    assert [sentence[:9] for sentence in found.sentences()] == ["B (second", "C (third)"]


def group(tmp_path, name, seeds, shift=0.0, **options):
    return [
        make_run(tmp_path / f"{name}-{seed}", settings=config(seed, **options), values=samples(seed, shift=shift))
        for seed in seeds
    ]


def test_seeds_are_one_side(tmp_path):
    sides = [group(tmp_path, "a", (0, 1, 2)), group(tmp_path, "b", (3, 4), shift=0.05, loss="adaptive")]
    found = compare(sides, "dev")
    row = of(found, "cs@100").found
    each = [[run.samples("dev")["caption_to_image"]["cs@100"].mean() for run in side] for side in sides]
    assert row.runs_a == pytest.approx(each[0])
    assert row.runs_b == pytest.approx(each[1])
    assert (row.a, row.b) == pytest.approx((np.mean(each[0]), np.mean(each[1])))
    assert [(side.name, side.seeds) for side in found.sides] == [("a, 3 runs", (0, 1, 2)), ("b, 2 runs", (3, 4))]
    assert found.settings == ({"loss.name": ("triplet", "adaptive")},)
    assert found.notes == ()
    assert of(found, "cs@100").outcome == "better"


def test_a_side_of_more_than_one_recipe_is_told(tmp_path):
    runs = group(tmp_path, "a", (0, 1)) + group(tmp_path, "other", (0,), margin=0.3)
    found = compare([runs, group(tmp_path, "b", (0, 1))], "dev")
    assert found.notes == (
        "`other-0` has the seed of `a-0`: their spread is not that of seeds",
        "`other-0` differs from `a-0` in more than the seed: loss.margin: - -> 0.3",
    )
    assert found.sides[0].name == "a-0, 3 runs"


def test_a_side_is_called_by_what_its_names_share():
    def name(*runs):
        return Side(runs, (0,) * len(runs), {}, None, None).name

    assert [name("demo-1"), name("demo-1", "demo-12"), name("1", "2"), name("x_0", "y_0")] == [
        "demo-1",
        "demo, 2 runs",
        "1, 2 runs",
        "x_0, 2 runs",
    ]


# --- settings --------------------------------------------------------------------------------


def test_only_what_differs_is_told():
    a, b = config(0, margin=0.1), config(3, loss="adaptive", k_max=4)
    assert config_differences(a, a) == {}
    expected = {
        "seed": (0, 3),
        "loss.name": ("triplet", "adaptive"),
        "loss.margin": (0.1, None),
        "loss.k_max": (None, 4),
    }
    assert config_differences(a, b) == expected
    assert (
        in_words(config_differences(a, b))
        == "seed: 0 -> 3; loss.name: triplet -> adaptive; loss.margin: 0.1 -> -; loss.k_max: - -> 4"
    )


def test_of_the_origin_only_versions_count():
    a, b = config(), config()
    b.origin = b.origin.model_copy(update={"created": "tomorrow", "data_fingerprint": "x", "torch": "3.0"})
    assert config_differences(a, b) == {"origin.torch": ("2.13", "3.0")}
    assert config_differences(a, b.model_copy(update={"origin": None}))["origin.ladder"] == ("0.1.0", None)


# --- forms -----------------------------------------------------------------------------------


def test_text_shows_what_is_clear_and_who_judged(folders):
    lines = text(compare(folders, "dev")).splitlines()
    assert lines[:5] == [
        "view dev: 60 images; queries: 60 image → caption, 120 caption → image",
        "A  first_run; seed 0",
        "B  second; seed 0",
        "A -> B  loss.name: triplet -> adaptive",
        compare(folders, "dev").sentences()[0],
    ]
    marked = {line.split("  ")[0] for line in lines if re.search(r"[+-][.\d]+\*", line)}
    assert marked == {"CS@100", "nDCG@50", "CS@100, 2nd judge"}
    heads = [line.split("  ")[0] for line in lines if "p Holm" in line]
    assert heads == ["image → caption", "caption → image", "both ways"]
    assert "relevance judged by tfidf, the judge that A and B learnt from" in lines
    assert "second judge: scenes" in lines
    assert any(line.startswith("a side of one run: another seed may differ") for line in lines)
    assert len({line.index("]") for line in lines if "]" in line}) == 1  # aligned


def test_another_judge_than_that_of_training_is_told(tmp_path):
    runs = [make_run(tmp_path / name, same_judge=same) for name, same in (("a", False), ("b", False), ("c", None))]
    assert "judged by tfidf, not the judge of training\n" in text(compare(runs[:2], "dev"))
    assert "judged by tfidf\n" in text(compare(runs[1:], "dev"))


def test_text_of_groups_shows_the_spread(tmp_path):
    sides = [group(tmp_path, "a", (0, 1, 2)), group(tmp_path, "b", (3, 4))]
    found = compare(sides, "dev", ["cs@100"])
    row = of(found, "cs@100").found
    said = text(found)
    assert f"{row.a:.3f} ± {np.std(row.runs_a, ddof=1):.3f}" in said
    assert "A  a, 3 runs: a-0, a-1, a-2; seeds 0, 1, 2" in said
    assert "±: standard deviation over runs" in said
    assert "the runs of a side are drawn again too" in said
    assert "a side of one run" not in said


def test_markdown_is_a_table_github_reads(folders):
    lines = markdown(compare(folders, "dev")).splitlines()
    tables = [line for line in lines if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in tables} == {11}
    rules = [place for place, line in enumerate(lines) if set(line) <= set("|:- ") and line]
    assert len(rules) == 3
    assert all(lines[place - 2] == "" and lines[place - 1].startswith("|") for place in rules)
    assert r"- A first\_run; seed 0" in lines
    assert any(line.startswith("| **CS@100** | **") for line in lines)


def test_latex_is_a_booktabs_table(folders):
    lines = latex(compare(folders, "dev")).splitlines()
    body = [line for line in lines if not line.startswith("%")]
    assert body[0] == r"\begin{tabular}{lrrrrrrrrr}"
    assert body[-1] == r"\end{tabular}"
    assert [line for line in body if line.endswith("rule")] == [r"\toprule", *[r"\midrule"] * 5, r"\bottomrule"]
    assert {line.count("&") for line in body if line.endswith(r"\\") and "multicolumn" not in line} == {9}
    assert r"\multicolumn{10}{l}{A: first\_run; B: second} \\" in body
    assert not [line for line in body if re.search(r"(?<!\\)[%_#]", line)]
    assert any(r"\textbf{CS@100}" in line for line in body)


def test_latex_escapes_every_special_mark(tmp_path):
    name = "a_b%c&d#e$f{g}h~i^j\\k"
    runs = [make_run(tmp_path / name), make_run(tmp_path / "b\nc")]
    written = latex(compare(runs, "dev", ["recall@1"]))
    assert r"A: a\_b\%c\&d\#e\$f\{g\}h\textasciitilde{}i\textasciicircum{}j\textbackslash{}k; B: b c" in written


def test_markdown_escapes_names(tmp_path):
    runs = [make_run(tmp_path / "a|b<i>*c*"), make_run(tmp_path / "b\n# c")]
    written = markdown(compare(runs, "dev", ["recall@1"]))
    assert r"- A a\|b\<i\>\*c\*; seed 0" in written
    assert r"- B b \# c; seed 0" in written


def test_csv_is_a_line_a_figure_and_direction(folders):
    found = compare(folders, "dev")
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert [(row["figure"], row["direction"]) for row in rows] == [
        (row.found.figure, row.found.direction) for row in found.family
    ]
    for line, row in zip(rows, found.family):
        assert (line["a"], line["b"], line["outcome"]) == ("first_run", "second", row.outcome)
        for name in ("low", "high", "p", "difference"):
            assert float(line[name]) == getattr(row.found, name)
        assert float(line["p_holm"]) == row.p_holm
    assert [line["better"] for line in rows if line["figure"] == "rsum"] == [""]


def test_json_holds_everything(folders):
    found = compare(folders, "dev")
    whole = json.loads(FORMATS["json"](found))
    assert len(whole["rows"]) == len(found.rows) > len(found.family)
    assert whole["sentences"] == found.sentences()
    assert whole["settings"] == [{"loss.name": ["triplet", "adaptive"]}]
    first = whole["rows"][0]
    assert first["difference"] == pytest.approx(first["b"] - first["a"])
    assert first["outcome"] in first["sentence"]
    assert [row["outcome"] for row in whole["rows"] if row["figure"] == "cs@10"] == [None, None]


def test_a_figure_that_one_run_of_a_group_never_has_is_null_in_json(tmp_path):
    runs = group(tmp_path, "a", (0, 1))
    values = runs[1].samples("dev")
    empty = {way: columns | {"cs@100": np.full(len(columns["query"]), np.nan)} for way, columns in values.items()}
    runs[1].write_samples("dev", empty)
    found = compare([runs, group(tmp_path, "b", (2, 3))], "dev", ["cs@100"])
    (row,) = [row for row in json.loads(FORMATS["json"](found))["rows"] if row["p_holm"] and row["direction"][0] == "c"]
    assert row["runs_a"][1] is None
    assert row["a"] == pytest.approx(row["runs_a"][0])
