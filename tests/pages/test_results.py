"""What is said and drawn of one ranking or two: sentence, verdict, cards, staircase, files."""

import io
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ladder.datasets.pictures import Photos
from ladder.datasets.record import CaptionedImages
from ladder.runs import RunFolder
from ladder.search.calibration import Calibration
from ladder.search.ranking import Ranking
from pages.parts.components import ranked
from pages.parts.components.ranked import Answer
from pages.parts.search import gallery, headline, query, results
from pages.parts.shell import cache, pictures
from pages.parts.shell.sidebar import Selection

IMAGES = 6
A = Ranking(
    query="a <b>dog</b>", kind="text", among="images", split="dev", items=np.array([4, 0, 2]), ids=["e", "a", "c"],
    images=np.array([4, 0, 2]), texts=["a dog", '=1+1, "a" dog\nruns', "![x](http://elsewhere.invalid)"],
    similarity=np.array([0.611, 0.5, 0.484]), relevance=np.array([0.2, 1.0, 0.40004]), levels=np.array([2, 0, 1]),
    ideal=np.array([1.0, 0.4, 0.4]), ideal_levels=np.array([0, 1, 1]), own=np.array([False, True, False]),
    judged_by="tfidf", unknown_words=[],
)  # fmt: skip
B = replace(
    A, items=np.array([0, 5, 4]), ids=["a", "f", "e"], images=np.array([0, 5, 4]), texts=["dogs", "a fox", "a dog"],
    similarity=np.array([0.9, 0.8, 0.1]), relevance=np.array([1.0, 0.4, 0.2]), levels=np.array([0, 1, 2]),
    own=np.array([True, False, False]),
)  # fmt: skip
UNJUDGED = {"relevance": None, "levels": None, "ideal": None, "ideal_levels": None}
PAIRS = Calibration(pairs=np.linspace(0, 1, 1000), nonsense=np.linspace(0, 1, 100))


@pytest.fixture
def answers(on_tiny_runs):
    """Makes answers of run A, and of run B where there is one."""

    def make(*rankings, calibration=None):
        folders = [RunFolder(on_tiny_runs / name) for name in ("alpha", "beta")]
        return [Answer(folder, ranking, calibration) for folder, ranking in zip(folders, rankings, strict=False)]

    return make


# --- the sentence ----------------------------------------------------------------------------


def test_the_sentence_is_made_from_the_numbers(answers):
    assert headline.sentence(answers(A)) == (
        "For <strong>“a &lt;b&gt;dog&lt;/b&gt;”</strong> alpha keeps 33 % of pairs among the first 3 in order; "
        "the right image is no. 2."
    )


def test_the_sentence_compares_both_runs(answers):
    assert headline.sentence(answers(A, B)).endswith(
        "alpha keeps 33 % and beta keeps 100 % of pairs among the first 3 in order; the right image is no. 2 under "
        "alpha and no. 1 under beta."
    )


@pytest.mark.parametrize(
    ("own", "other", "end"),
    [
        ([1, 0, 0], None, "; it finds the right image first."),
        ([1, 1, 0], [1, 0, 0], "; both find the right image first."),
        ([0, 0, 0], None, "; the right image is not in the first 3."),
        (
            [0, 0, 0],
            [0, 0, 0],
            "; the right image is not in the first 3 under alpha and not in the first 3 under beta.",
        ),
        ([0, 0, 1], [0, 0, 0], "; the right image is no. 3 under alpha and not in the first 3 under beta."),
    ],
)
def test_the_sentence_says_where_own_items_stand(answers, own, other, end):
    rankings = [replace(A, kind="caption", own=np.array(row, dtype=bool)) for row in (own, other) if row is not None]
    said = headline.sentence(answers(*rankings))
    assert said.startswith("For <strong>this caption</strong> ")
    assert said.endswith("in order" + end)


def test_the_sentence_of_free_words_says_nothing_of_own_items(answers):
    nobody = np.zeros(3, dtype=bool)
    assert headline.sentence(answers(replace(A, own=nobody), replace(B, own=nobody))).endswith("in order.")


def test_captions_are_own_captions(answers):
    said = headline.sentence(answers(replace(A, kind="image", among="captions")))
    assert "<strong>this image</strong>" in said
    assert said.endswith("; a right caption is no. 2.")


def test_the_sentence_without_a_judge_says_how_similar_the_nearest_are(answers):
    photos = [replace(ranking, kind="photo", **UNJUDGED) for ranking in (A, B)]
    assert headline.sentence(answers(*photos)) == (
        "For <strong>your photograph</strong> alpha finds a nearest of similarity 0.61 and beta finds a nearest of "
        "similarity 0.90."
    )


def test_a_list_without_pairs_of_different_relevance_is_in_no_order(answers):
    alike = replace(A, relevance=np.full(3, 0.4))
    assert math.isnan(alike.in_order)
    assert "nan" not in headline.sentence(answers(alike))


def test_a_runs_name_is_no_markup(answers):
    folder = RunFolder(Path("runs") / "<b>x")
    shown = headline.sentence([answer._replace(folder=folder) for answer in answers(A, B)])
    assert "<b>" not in shown
    assert "<b>" not in headline.verdict("strong", 1.0, "<b>x")


@pytest.mark.parametrize("verdict", ["strong", "plausible", "nothing really fits"])
def test_a_verdict_names_its_run_and_what_it_rests_on(verdict):
    assert f">{verdict}</span>" in headline.verdict(verdict, 0.876)
    said = headline.verdict(verdict, 0.876, "alpha")
    assert f">alpha: {verdict}</span>" in said
    assert "nearer than 88 % of queries that mean nothing" in said


# --- similarity in words ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("similarity", "words"),
    [
        (-1.0, "closer than 0.0 % of pairs"),
        (0.5, "closer than 50.0 % of pairs"),
        (0.9985, "closer than 99.80 % of pairs".replace("99.80", "99.8")),
        (0.9995, "closer than 99.90 % of pairs"),
        (2.0, "closer than 99.99 % of pairs"),  # of pairs drawn at random: never all there are
    ],
)
def test_a_similarity_in_words(similarity, words):
    assert ranked.closeness(np.array([similarity]), PAIRS) == [words]


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=8))
def test_the_more_similar_is_never_said_to_be_less_close(values):
    said = ranked.closeness(np.sort(values), PAIRS)
    shares = [float(re.search(r"[\d.]+", words)[0]) for words in said]
    assert shares == sorted(shares)


# --- cards and staircase ---------------------------------------------------------------------


def test_a_card_holds_all_that_is_known_of_an_item(answers):
    (answer,) = answers(A, calibration=PAIRS)
    first, second, third = ranked.data([answer], pictured=True)["models"][0]["items"]
    assert first == {
        "rank": 1, "id": "e", "caption": "a dog", "src": pictures.address(answer.folder, "dev", 4), "own": False,
        "level": 2, "relevance": 0.2, "words": "closer than 61.1 % of pairs", "missed": None,
    }  # fmt: skip
    assert (second["own"], second["level"], second["caption"]) == (True, 0, A.texts[1])
    assert (third["relevance"], third["src"]) == (0.4, pictures.address(answer.folder, "dev", 2))


def test_two_models_stand_beside_each_other_and_mark_what_the_other_misses(answers):
    shown = ranked.data(answers(A, B), pictured=True)
    assert [(model["mark"], model["name"]) for model in shown["models"]] == [("A", "alpha"), ("B", "beta")]
    missed = [{item["id"]: item["missed"] for item in model["items"]} for model in shown["models"]]
    assert missed == [{"e": None, "a": None, "c": "missed by B"}, {"a": None, "f": "missed by A", "e": None}]
    assert shown["count"] == 3
    assert shown["models"][1]["items"][1]["src"].startswith("/pictures/beta/dev/5.jpg")


def test_the_staircase_is_given_what_was_found_and_the_ideal_order(answers):
    shown = ranked.data(answers(A, B), pictured=False)
    assert shown["ideal"] == {"relevance": [1.0, 0.4, 0.4], "levels": [0, 1, 1]}
    assert [item["relevance"] for item in shown["models"][0]["items"]] == [0.2, 1.0, 0.4]
    assert [item["level"] for item in shown["models"][1]["items"]] == [0, 1, 2]
    assert {item["src"] for model in shown["models"] for item in model["items"]} == {None}
    assert "alpha: levels of the first ten: 2, own, 1; beta: levels of the first ten: own, 1, 2" in shown["alt"]
    assert shown["file"] == "ranking-a-b-dog-b"


def test_there_is_no_staircase_without_a_judge(answers):
    (answer,) = answers(replace(A, kind="photo", judged_by="a photograph has no captions", **UNJUDGED))
    shown = ranked.data([answer], pictured=True)
    assert shown["ideal"] is None
    assert {(item["level"], item["relevance"]) for item in shown["models"][0]["items"]} == {(None, None)}
    assert "No relevance is shown, and no staircase drawn: a photograph has no captions." in results._made([answer], 9)


def test_there_are_no_staircase_and_no_levels_where_nothing_is_relevant(answers):
    nothing, ones = np.zeros(3), np.ones(3, dtype=int)
    nobody = replace(A, relevance=nothing, levels=ones, ideal=nothing, ideal_levels=ones, own=nothing.astype(bool))
    (answer,) = answers(nobody)
    shown = ranked.data([answer], pictured=True)
    assert shown["ideal"] is None
    assert {(item["level"], item["relevance"]) for item in shown["models"][0]["items"]} == {(None, 0.0)}
    assert "`tfidf` finds nothing in the gallery relevant to this query" in results._made([answer], 9)


# --- what is asked of the runs ---------------------------------------------------------------


@pytest.fixture
def chosen(on_tiny_runs):
    folders = [RunFolder(on_tiny_runs / name) for name in ("alpha", "beta")]
    return Selection(*folders, split="dev", find="images", exact_match="kept", preset="Explore")


def test_run_a_judges_both(chosen):
    first, second = results.find(query.Query(text="a red circle"), chosen, 50)
    judged = [dict(zip(answer.ranking.ids, answer.ranking.relevance, strict=True)) for answer in (first, second)]
    assert judged[0] == judged[1]
    assert first.ranking.ideal.tolist() == second.ranking.ideal.tolist()
    assert first.ranking.ids != second.ranking.ids


def test_the_staircase_is_that_of_plain_loops(chosen):
    found = results.find(query.Query(text="a red circle"), chosen, 10)
    judge, vectors = cache.opened(chosen.folder).judge("dev"), chosen.folder.embeddings("dev")
    caption = vectors.texts.index("a red circle")
    images = np.arange(len(vectors.images))
    relevance = dict(zip(vectors.image_ids, judge.between_images(images, np.array([caption]))[:, 0], strict=True))
    shown = ranked.data(found, pictured=False)
    for model in shown["models"]:
        for item in model["items"]:
            assert item["relevance"] == round(float(relevance[item["id"]]), 4)
    assert shown["ideal"]["relevance"] == pytest.approx(sorted(relevance.values(), reverse=True)[:10], abs=1e-4)
    assert shown["ideal"]["levels"] == sorted(shown["ideal"]["levels"])
    assert [item["own"] for item in shown["models"][0]["items"]] == [
        item["id"] == "dev-red-circle-10.png" for item in shown["models"][0]["items"]
    ]


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ({"text": "a red"}, "words"),
        ({"item": "dev-red-circle-10.png"}, "photo"),
        ({"photo": Image.new("RGB", (30, 20))}, "photo"),
        ({"item": "dev-red-circle-10.png#1"}, "words"),
    ],
)
@pytest.mark.parametrize("find", ["images", "captions"])
def test_a_query_is_measured_against_nonsense_of_its_own_kind(chosen, asked, kind, find):
    caption = {"item": chosen.folder.embeddings("dev").caption_ids[1]}
    asked = caption if "#" in str(asked.get("item")) else asked
    for answer in results.find(query.Query(**asked), replace(chosen, find=find), 10):
        assert answer.calibration is cache.calibration(answer.folder, "dev", kind, find)


# --- files -----------------------------------------------------------------------------------


def test_the_file_holds_both_rankings_and_what_was_asked(answers):
    rows = gallery.table_of(answers(A, B))
    assert [(row["run"], row["rank"], row["id"]) for row in rows] == [
        *(("alpha", place + 1, name) for place, name in enumerate(A.ids)),
        *(("beta", place + 1, name) for place, name in enumerate(B.ids)),
    ]
    assert [row["caption"] for row in rows] == A.texts + B.texts
    assert rows[1] | {"caption": ""} == {
        "run": "alpha", "query": "a <b>dog</b>", "among": "images", "split": "dev", "judge": "tfidf", "rank": 2,
        "id": "a", "similarity": 0.5, "relevance": 1.0, "level": 0, "own": True, "caption": "",
    }  # fmt: skip


def test_the_table_tells_where_the_other_run_has_an_item(answers):
    assert [row["other"] for row in gallery.rows(answers(A, B))] == [3, 1, None]
    assert "other" not in gallery.rows(answers(A))[0]


def test_the_sheet_holds_run_bs_pictures_below_run_as(answers):
    colours = ["red", "lime", "blue", "black", "yellow", "cyan"]
    names = tuple("abcdef")
    photos = Photos([Image.new("RGB", (300, 200), colour) for colour in colours])
    data = CaptionedImages("made", names, np.array(["dev"] * IMAGES), names, names, np.arange(IMAGES), photos)
    both, alone = (Image.open(io.BytesIO(results.sheet(found, data))) for found in (answers(A, B), answers(A)))
    assert both.format == "JPEG"
    assert (both.width, both.height) == (alone.width, 2 * alone.height)
    tiles = [both.getpixel((16 + 256 * place + 120, 180 + row * alone.height)) for row in (0, 1) for place in range(3)]
    shown = [min(colours, key=lambda name: _apart(name, tile)) for tile in tiles]
    assert shown == ["yellow", "red", "blue", "red", "cyan", "yellow"]


def _apart(name, pixel):
    return sum(abs(a - b) for a, b in zip(Image.new("RGB", (1, 1), name).getpixel((0, 0)), pixel, strict=True))
