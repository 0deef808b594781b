"""The page Compare, through the main script: every view, every control, the words and figures on screen."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from ladder import runs
from ladder.cli import cli
from ladder.comparison import side_by_side
from ladder.comparison.side_by_side import verdict
from ladder.evaluation import evaluate_run
from ladder.words import figures
from pages.parts.compare import export, lists, pair
from pages.parts.compare.tabs import IN_A_DEMO, VIEWS
from tests.pages.conftest import MAIN
from tests.pages.reading import drawn, said

pytestmark = pytest.mark.usefixtures("on_tiny_runs")
LINK = {"run": "alpha", "against": "beta", "split": "test"}


@pytest.fixture
def compared():
    """Opens the page by a link that adds to the two runs."""

    def open_link(**parameters):
        page = AppTest.from_file(str(MAIN), default_timeout=60)
        for name, value in (LINK | parameters).items():
            page.query_params[name] = value
        return page.switch_page("compare.py").run()

    return open_link


@pytest.fixture
def hidden_too(own_runs):
    """Both runs evaluated with the exact match hidden too."""
    for name in ("alpha", "beta"):
        evaluate_run(runs.find(name), "test", exact_match="hidden", stored=True, resamples=20)
    return own_runs


def picked(page, key, value):
    """What a click in a component does: its state, and a rerun."""
    page.session_state[key] = {"picked": value}
    return page.run()


def sentence(page):
    """The sentence of the view that is open."""
    assert not page.exception, page.exception[0].message
    (found,) = re.findall(r'<p role="status"[^>]*>(.*?)</p>', "\n".join(html.value for html in page.main.html))
    return found


def test_without_another_run_it_says_what_to_pick(compared):
    assert "Pick a run B in the sidebar" in said(compared(against="none"))


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_its_point_and_how_it_was_made(compared, view):
    page = compared(compare_tab=view)
    text = said(page)
    assert len(sentence(page)) > 20
    assert "In plain words" in text
    assert "For experts" in text
    assert view == "Training" or "judged by tfidf" in text
    assert view == "Training" or "A alpha, seed 0; B beta, seed 1" in text
    assert page.get("download_button")


def test_only_the_open_view_is_computed(compared, monkeypatch):
    def never(*_):
        raise AssertionError("the lists were computed for a view that is not open")

    monkeypatch.setattr(pair, "_beside", never)
    assert "of 16 figures" in sentence(compared())
    assert compared(compare_tab="Carpet").exception


def test_the_table_and_the_sentence_are_those_of_the_command(compared):
    """What is on screen is what `ladder compare` says of the same figures, to the shown digits."""
    page = compared()
    figures = ",".join(verdict.FEW)
    command = ["compare", "alpha", "beta", "--split", "test", "--figures", figures]
    told = json.loads(CliRunner().invoke(cli, [*command, "--format", "json"]).stdout)
    printed = CliRunner().invoke(cli, command).stdout
    assert sentence(page) == told["sentences"][0]
    assert sentence(page) in printed
    table = page.dataframe[0].value
    assert len(table) == len([row for row in told["rows"] if row["p_holm"] is not None]) == 16
    for column in ("A", "B", "B - A", "95 % interval", "p Holm"):
        for cell in table[column]:
            assert cell in printed, (column, cell)


def test_the_verdict_says_when_nothing_is_clear(compared):
    """One epoch on shapes: with so few images little can be clear, and then it is said."""
    page = compared()
    clear = (page.dataframe[0].value["outcome"] != "no clear difference").sum()
    assert ("No clear difference" in sentence(page)) == (clear == 0)


def test_an_expert_reads_all_figures_or_the_few(compared):
    page = compared(preset="Expert")
    many = len(page.dataframe[0].value)
    assert many > 40
    page.segmented_control(key="compare_family").set_value("the few that matter").run()
    assert len(page.dataframe[0].value) == 16


def test_a_demo_has_few_controls(compared):
    page = compared(preset="Demo")
    assert len(IN_A_DEMO) < len(VIEWS)
    assert not page.dataframe
    assert "compare_by" not in [box.key for box in page.selectbox]
    assert "of 16 figures" in sentence(page)


# --- views -----------------------------------------------------------------------------------


def test_a_part_of_a_bar_shows_its_queries(compared):
    page = compared(compare_tab="Wins")
    bars = drawn(page, "compare_shares")
    row = next(row for row in bars["rows"] if row["figure"] == "cs@100")
    assert f"B is better at {row['counts']['better']} of " in sentence(page)
    assert sum(row["shares"].values()) == pytest.approx(1)
    page = picked(page, "compare_shares", {"version": bars["version"], "figure": "cs@100", "outcome": "better"})
    assert f"{row['counts']['better']} queries at which B is better: CS@100" in said(page)
    assert drawn(page, "compare_shares")["picked"] == {"figure": "cs@100", "outcome": "better"}


@pytest.mark.parametrize("figure", ["cs@10", "ndcg@50", "recall@5"])
def test_the_queries_of_a_part_are_listed_with_its_own_figure(compared, figure):
    page = compared(compare_tab="Wins", preset="Expert")
    version = drawn(page, "compare_shares")["version"]
    page = picked(page, "compare_shares", {"version": version, "figure": figure, "outcome": "better"})
    found = re.findall(rf"{figures.title(figure)} (-?[\d.]+) in A, (-?[\d.]+) in B", said(page))
    assert found
    assert all(float(b) > float(a) for a, b in found)
    assert "CS@100 " not in said(page).split("queries at which B is better", 1)[1]


@pytest.mark.parametrize(
    "change", [{"version": "old"}, {"figure": "no_such"}, {"outcome": "sideways"}, {"figure": None}]
)
def test_a_stale_or_strange_click_shows_nothing(compared, change):
    page = compared(compare_tab="Wins")
    version = drawn(page, "compare_shares")["version"]
    page = picked(page, "compare_shares", {"version": version, "figure": "cs@100", "outcome": "better"} | change)
    assert "queries at which" not in said(page)


def test_the_words_beside_a_bar_are_the_verdicts(compared):
    bars = drawn(compared(compare_tab="Wins"), "compare_shares")["rows"]
    table = compared().dataframe[0].value
    told = table[table["direction"] == "caption → image"].set_index("figure")["outcome"].to_dict()
    assert {bar["label"]: bar["said"] for bar in bars} == told


def test_a_lasso_shows_its_queries_with_both_rankings(compared):
    page = compared(compare_tab="Trade-off")
    plane = drawn(page, "compare_plane")
    assert plane["log"]
    assert plane["names"]["both"] == "found sooner, better order"
    page = picked(page, "compare_plane", {"version": plane["version"], "dots": [3, 1, 10_000]})
    text = said(page)
    assert "2 queries picked, largest change of order first" in text
    assert "A alpha" in text
    assert "B beta" in text
    assert re.search(r"own pair at rank \d+(\.5)? in A, \d+(\.5)? in B; CS@100 -?0\.\d{3} in A", text)
    assert "queries picked" not in said(picked(page, "compare_plane", {"version": "old", "dots": [3]}))


def test_a_brush_over_the_carpet_shows_its_queries(compared):
    page = compared(compare_tab="Carpet")
    carpet = drawn(page, "compare_carpet")
    assert (carpet["rows"], carpet["columns"]) == (36, 18)
    assert carpet["titles"] == ["A alpha", "B beta", "difference: B − A"]
    page = picked(page, "compare_carpet", {"version": carpet["version"], "brush": [0, 3]})
    assert "3 queries picked, in the order of the rows" in said(page)
    page.segmented_control(key="compare_sort").set_value("file").run()
    assert "queries picked" not in said(page)  # other rows stand there now
    assert drawn(page, "compare_carpet")["sorted"] == "as they came"
    page.selectbox(key="compare_levels").select("own").run()
    assert drawn(page, "compare_carpet")["version"] != carpet["version"]
    assert "level 1, 0." not in said(page)


def test_captions_are_shown_as_they_are(compared):
    """The gallery `dev` has captions that try to be markup."""
    page = compared(compare_tab="Carpet", split="dev", find="captions")
    carpet = drawn(page, "compare_carpet")
    page = picked(page, "compare_carpet", {"version": carpet["version"], "brush": [0, carpet["rows"]]})
    page = page.run()
    html = "\n".join(element.value for element in page.main.html)
    assert "<script" not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("kind", "start"), [("relevance", "Mean relevance at rank 10: "), ("cs", "CS@"), ("recall", "R@10: ")]
)
def test_each_curve_has_its_sentence(compared, kind, start):
    page = compared(compare_tab="Curves")
    page.segmented_control(key="compare_curve").set_value(kind).run()
    assert sentence(page).startswith(start)
    assert " in A, " in sentence(page)


def test_the_second_judges_curve_is_an_experts(compared):
    page = compared(compare_tab="Curves")
    assert "CS@K, second judge" not in page.segmented_control(key="compare_curve").options
    page = compared(compare_tab="Curves", preset="Expert")
    has = any(report["second"] for report in runs.find("alpha").evaluation().values())
    assert ("CS@K, second judge" in page.segmented_control(key="compare_curve").options) == has


def test_the_similarities_are_correlated_with_relevance(compared):
    assert re.search(
        r"correlation of -?0\.\d\d in A and -?0\.\d\d in B: ", sentence(compared(compare_tab="Similarity"))
    )


@pytest.mark.parametrize("by", pair.SLICES)
def test_slices_are_compared(compared, by):
    page = compared(compare_tab="Slices")
    page.segmented_control(key="compare_parts_by").set_value(by).run()
    table = page.dataframe[0].value
    assert set(table["direction"]) == {"image → caption", "caption → image"}
    assert f"of {len(table)} parts" in sentence(page)
    page.selectbox(key="compare_parts_figure").select("recall@1").run()
    assert sentence(page).startswith("R@1: ")


@pytest.mark.parametrize("view", VIEWS)
def test_a_slice_is_a_switch_over_every_view(compared, view):
    page = compared(compare_tab=view, compare_by="caption length")
    whole = said(page)
    page.selectbox(key="compare_part_caption").select("short").run()
    text = said(page)
    assert "only short: images 4.5, captions 3 words" in text
    if view != "Training":
        assert text != whole
        asked = int(re.search(r"(\d+) captions ask", text)[1])
        assert asked < 36


@pytest.mark.parametrize("by", pair.SLICES)
def test_every_part_that_is_offered_is_there(compared, by):
    offered = compared(compare_by=by).selectbox(key=f"compare_part_{by.partition(' ')[0]}").options
    assert offered[0] == "all" and len(offered) > 1
    for part in offered[1:]:
        page = compared(compare_by=by)
        page.selectbox(key=f"compare_part_{by.partition(' ')[0]}").select(part).run()
        assert f"only {part}: " in said(page)


def test_a_slice_is_in_the_exported_notes(compared):
    page = compared(compare_by="caption length")
    page.selectbox(key="compare_part_caption").select("short").run()
    assert "Note: only a part of the queries: short (images 4.5, captions 3 words)" in said(page)


def test_the_settings_that_differ_are_listed(compared):
    page = compared(compare_tab="Training")
    settings = page.dataframe[0].value.set_index("setting")
    assert settings.loc["loss.name"].tolist() == ["triplet", "adaptive"]
    assert settings.loc["seed"].tolist() == ["0", "1"]
    assert f"they differ in {len(settings)} settings" in sentence(page)


def test_both_trainings_are_drawn_on_the_same_axes(compared):
    (figure,) = compared(compare_tab="Training").get("plotly_chart")
    names = {trace["name"] for trace in json.loads(figure.proto.spec)["data"]}
    assert {name.split(",")[0] for name in names} == {"A alpha", "B beta"}


# --- which queries, which runs ---------------------------------------------------------------


def test_the_exact_match_hidden_is_another_evaluation(compared, hidden_too):
    page = compared(hide="true")
    assert "test.hidden: 18 images, 36 captions ask" in said(page)
    assert "R@1" not in set(page.dataframe[0].value["figure"])
    page = compared(hide="true", compare_tab="Trade-off")
    assert drawn(page, "compare_plane")["names"]["both"] == "more relevant, better order"
    assert "recall" not in compared(hide="true", compare_tab="Curves").segmented_control(key="compare_curve").options


def test_what_was_not_evaluated_names_the_command(compared):
    text = said(compared(hide="true"))
    assert "was not evaluated on test.hidden; ladder evaluate " in text
    assert "--exact-match hidden does it" in text


def test_the_long_tail_is_a_switch(compared, own_runs):
    """Where `dev` asks the gallery `test`, none of whose items is its own."""
    for name in ("alpha", "beta"):
        evaluate_run(runs.find(name), "test", queries="dev", resamples=20)
    page = compared()
    page.segmented_control(key="compare_queries").set_value("Queries of dev").run()
    assert "test.dev: 19 images, 39 captions ask" in said(page)
    page = compared(compare_tab="Carpet", compare_queries="Queries of dev", find="captions")
    carpet = drawn(page, "compare_carpet")
    text = said(picked(page, "compare_carpet", {"version": carpet["version"], "brush": [0, 19]}))
    assert "19 queries picked" in text
    assert "★" not in text.replace("★ its own pair", "")


def test_more_seeds_join_a_side(compared, own_runs):
    import shutil

    shutil.copytree(own_runs / "alpha", own_runs / "alpha-7")
    config = own_runs / "alpha-7" / "config.toml"
    config.write_text(config.read_text().replace("seed = 0", "seed = 7"))
    page = compared()
    assert page.multiselect(key="compare_seeds_A").options == ["alpha-7"]
    assert page.multiselect(key="compare_seeds_B").disabled
    page.multiselect(key="compare_seeds_A").select("alpha-7").run()
    assert "A alpha, 2 runs, seeds 0, 7" in said(page)


# --- files -----------------------------------------------------------------------------------


@pytest.fixture
def sides():
    a, b = (runs.find(name) for name in ("alpha", "beta"))
    (view,) = side_by_side.views([a, b], "test", "kept")
    return pair.Sides(((a,), (b,)), view, "caption_to_image", "Explore")


@pytest.mark.parametrize("form", [form for form, *_ in export.FILES.values()])
def test_a_file_is_what_the_command_writes(sides, form):
    command = ["compare", "alpha", "beta", "--split", "test", "--figures", ",".join(verdict.FEW), "--format", form]
    assert export.written(sides, form)() == CliRunner().invoke(cli, command).stdout


def test_the_page_to_keep_is_the_report(sides):
    page = export.report(sides)
    assert page.startswith("<!doctype html>")
    assert "alpha" in page


def test_the_table_of_queries_has_both_runs(sides):
    rows = lists.table(sides, sides.rows[:4])
    assert len(rows) == 4
    assert list(rows[0]) == [
        "query", "caption", "own pair's rank in A", "own pair's rank in B", "CS@100 in A", "CS@100 in B",
    ]  # fmt: skip
