"""What is said and drawn of one ranking or two: sentence, verdict, cards, staircase, files."""

import math
import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ladder.runs import RunFolder
from ladder.search.calibration import Calibration
from ladder.search.ranking import Ranking
from pages.parts.components import ranked
from pages.parts.components.ranked import Answer
from pages.parts.search import gallery, headline, query, results
from pages.parts.shell import cache, pictures
from pages.parts.shell.sidebar import Selection

A = Ranking(
    query="a <b>dog</b>", kind="text", among="images", split="dev", items=np.array([4, 0, 2]), ids=["e", "a", "c"],
    images=np.array([4, 0, 2]), texts=["a dog", '=1+1, "a" dog\nruns', "![x](http://elsewhere.invalid)"],
    similarity=np.array([0.611, 0.5, 0.484]), relevance=np.array([0.2, 1.0, 0.40004]), levels=np.array([2, 0, 1]),
    ideal=np.array([1.0, 0.4, 0.4]), ideal_levels=np.array([0, 1, 1]), ideal_items=np.array([0, 5, 2]),
    own=np.array([False, True, False]), judged_by="tfidf", unknown_words=[],
)  # fmt: skip
B = replace(
    A, items=np.array([0, 5, 4]), ids=["a", "f", "e"], images=np.array([0, 5, 4]), texts=["dogs", "a fox", "a dog"],
    similarity=np.array([0.9, 0.8, 0.1]), relevance=np.array([1.0, 0.4, 0.2]), levels=np.array([0, 1, 2]),
    own=np.array([True, False, False]),
)  # fmt: skip
UNJUDGED = {"relevance": None, "levels": None, "ideal": None, "ideal_levels": None, "ideal_items": None}
PAIRS = Calibration(pairs=np.linspace(0, 1, 1000), signs=np.linspace(0, 1, 100)[:, None])


@pytest.fixture
def answers(on_tiny_runs):
    """Makes answers of run A, and of run B where there is one."""

    def make(*rankings, calibration=None):
        folders = [RunFolder(on_tiny_runs / name) for name in ("alpha", "beta")]
        return [Answer(folder, ranking, calibration) for folder, ranking in zip(folders, rankings, strict=False)]

    return make


# --- the sentence ----------------------------------------------------------------------------


def shared(*shares):
    """Rankings that have these shares of what the gallery could give: what is relevant stands at one rank alone."""
    found = []
    for value in shares:
        at = round(2 ** (1 / value) - 1)  # 1 / log2(rank + 1)
        relevance = (np.arange(1, 51) == at).astype(float)
        ideal = np.sort(relevance)[::-1] + np.arange(50) * 0
        found.append(replace(A, relevance=relevance, ideal=ideal, similarity=np.linspace(1, 0, 50)))
    return found


@pytest.fixture
def answerable(monkeypatch):
    monkeypatch.setattr("ladder.search.quality.RELEVANT", 0)


@pytest.mark.usefixtures("answerable")
@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((0.5, 1), "<strong>The ladder’s list is better</strong>: 100 % {}, the triplet’s 50 %."),
        ((1, 0.5), "<strong>The triplet’s list is better</strong>: 100 % {}, the ladder’s 50 %."),
        ((0.5, 0.5), "Both lists are as good: 50 % and 50 % {}."),
        ((0.5,), "This list has 50 % {}."),
    ],
)
def test_the_sentence_names_the_better_list(answers, shares, said):
    assert headline.sentence(answers(*shared(*shares))) == said.format("of what the gallery could give")


def test_a_difference_that_nobody_sees_is_none(answers, monkeypatch):
    monkeypatch.setattr("ladder.search.quality.share", lambda ranking: 0.62 if ranking is A else 0.605)
    assert headline.sentence(answers(A, B)).startswith("Both lists are as good: 62 % and ")
    monkeypatch.setattr("ladder.search.quality.share", lambda ranking: 0.62 if ranking is A else 0.599)
    assert headline.sentence(answers(A, B)).startswith("<strong>The triplet’s list is better</strong>")


def test_where_the_gallery_has_nothing_the_sentence_says_so(answers):
    nothing = replace(A, ideal=np.array([0.2, 0.1, 0.1]))
    assert headline.sentence(answers(nothing, nothing)) == (
        "Nothing in this gallery is relevant to “a &lt;b&gt;dog&lt;/b&gt;”."
    )


def test_the_sentence_without_a_judge_only_says_what_is_shown(answers):
    photos = [replace(ranking, kind="photo", **UNJUDGED) for ranking in (A, B)]
    assert headline.sentence(answers(*photos)) == "The images nearest to your photograph."


def test_what_is_printed_under_the_strips_holds_the_query_and_no_markup(answers):
    said = headline.printed(answers(A, B))
    assert said.startswith("a <b>dog</b>: ")
    assert "strong" not in said
    assert "of what the gallery could give" in said


def test_runs_of_one_loss_are_told_apart_by_their_letters(answers, monkeypatch):
    first, second = answers(A, B)
    monkeypatch.setattr("ladder.search.quality.share", lambda ranking: 0.2 if ranking is A else 0.9)
    said = headline.sentence([first, second._replace(folder=first.folder)])
    assert said.startswith("<strong>Run B’s list is better</strong>")
    assert said.endswith("run A’s 20 %.")


def test_the_notes_beside_a_name_say_how_much_is_in_order_and_where_the_right_one_is(answers):
    assert ranked.notes(A) == ["33 % of pairs in order", "the right image is no. 2"]
    assert ranked.notes(replace(A, own=np.zeros(3, dtype=bool))) == ["33 % of pairs in order"]
    assert ranked.notes(replace(A, **UNJUDGED, own=np.zeros(3, dtype=bool))) == []
    alike = replace(A, relevance=np.full(3, 0.4), among="captions")
    assert math.isnan(alike.in_order)
    assert ranked.notes(alike) == ["the right caption is no. 2"]


def test_unknown_words_are_one_line():
    assert headline.unknown([A]) == ""
    first, second = replace(A, unknown_words=["zyx", "wvu"]), replace(A, unknown_words=["wvu", "t"])
    assert headline.unknown([first, second]) == "Not known: “zyx”, “wvu”, “t”."


def test_what_was_taken_for_an_unknown_word_is_said():
    first = replace(A, nearest_words={"sofa": "armchair"}, unknown_words=["zyx"])
    assert headline.unknown([first, first]) == "“sofa” is taken for “armchair”. Not known: “zyx”."


@pytest.mark.parametrize(
    ("verdict", "words"),
    [("strong", "fits well"), ("plausible", "may fit"), ("nothing really fits", "matches nothing here")],
)
def test_a_verdict_is_one_chip(verdict, words):
    assert f">{words}</span>" in headline.verdict(verdict, strange=False)
    assert "unlike" not in headline.verdict(verdict, strange=False)
    assert "unlike every picture" in headline.verdict(verdict, strange=True)


def test_of_two_runs_the_better_verdict_counts(answers, monkeypatch):
    monkeypatch.setattr(cache, "embeddings", lambda folder, split: None)
    drawn = []
    monkeypatch.setattr(results.st, "html", drawn.append)
    verdicts = [
        SimpleNamespace(verdict=lambda *_: "nothing really fits", is_strange=lambda _: True),
        SimpleNamespace(verdict=lambda *_: "plausible", is_strange=lambda _: False),
    ]
    both = [one._replace(calibration=made) for one, made in zip(answers(A, B), verdicts)]
    results.fits(both)
    results.fits(both[1:])
    results.fits(answers(A, B))  # nothing was measured
    assert drawn == [headline.verdict("plausible", strange=strange) for strange in (True, False)]


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


# --- strips ----------------------------------------------------------------------------------


def test_an_item_holds_all_that_is_known_of_it(answers):
    (answer,) = answers(A, calibration=PAIRS)
    shown = ranked.data([answer], pictured=True, preset="Expert")
    first, second, third = shown["models"][0]["items"]
    assert first == {
        "id": "e", "image": 4, "caption": "a dog", "own": False, "level": 2, "relevance": 0.2,
        "similar": "closer than 61.1 % of pairs",
    }  # fmt: skip
    assert (second["own"], second["level"], second["caption"]) == (True, 0, A.texts[1])
    assert third["relevance"] == 0.4
    assert shown["models"][0]["small"] == pictures.template(answer.folder, "dev", 160)
    assert shown["models"][0]["card"] == pictures.template(answer.folder, "dev", 320)


def test_two_models_stand_beside_each_other_by_the_names_of_their_losses(answers):
    shown = ranked.data(answers(A, B), pictured=True, preset="Explore")
    named = [(model["mark"], model["name"], model["run"], model["list"]) for model in shown["models"]]
    assert named == [("A", "triplet", "alpha", "the triplet’s list"), ("B", "ladder", "beta", "the ladder’s list")]
    assert shown["models"][1]["small"].startswith("/pictures/beta/dev/")
    alone = ranked.data(answers(A), pictured=True)["models"][0]
    assert (alone["mark"], alone["name"], alone["run"]) == ("", "triplet", "")  # the demo names no folders


def test_a_strip_is_given_what_was_found_and_the_best_order(answers):
    shown = ranked.data(answers(A, B), pictured=False, preset="Explore")
    assert shown["ideal"]["relevance"] == [1.0, 0.4, 0.4]
    vectors = RunFolder(answers(A)[0].folder.path).embeddings("dev")
    assert [item["id"] for item in shown["ideal"]["items"]] == [vectors.image_ids[row] for row in (0, 5, 2)]
    assert [(item["level"], item["own"]) for item in shown["ideal"]["items"]] == [(0, True), (1, False), (1, False)]
    assert [item["relevance"] for item in shown["models"][0]["items"]] == [0.2, 1.0, 0.4]
    assert [item["level"] for item in shown["models"][1]["items"]] == [0, 1, 2]
    assert {model[name] for model in shown["models"] for name in ranked.SIDES} == {None}
    assert "alpha: the first ten: level 2, ★, level 1; beta: the first ten: ★, level 1, level 2" in shown["alt"]


def test_no_more_are_shown_than_asked_for(answers):
    shown = ranked.data(answers(A, B), pictured=False, preset="Explore", most=2)
    assert [len(model["items"]) for model in shown["models"]] == [2, 2]
    assert len(shown["ideal"]["items"]) == len(shown["ideal"]["relevance"]) == 2


def test_there_is_no_best_order_without_a_judge(answers):
    (answer,) = answers(replace(A, kind="photo", judged_by="a photograph has no captions", **UNJUDGED))
    shown = ranked.data([answer], pictured=True)
    assert shown["ideal"] is None
    assert {(item["level"], item["relevance"]) for item in shown["models"][0]["items"]} == {(None, None)}
    assert "No relevance is shown: a photograph has no captions." in results._made([answer], 9)


def test_there_is_no_best_order_where_nothing_is_relevant(answers):
    nothing = np.zeros(3)
    nobody = replace(A, relevance=nothing, levels=np.full(3, -1), ideal=nothing, own=nothing.astype(bool))
    (answer,) = answers(nobody)
    shown = ranked.data([answer], pictured=True)
    assert shown["ideal"] is None
    assert {(item["level"], item["relevance"]) for item in shown["models"][0]["items"]} == {(-1, 0.0)}
    assert "not relevant, not relevant" in shown["alt"]


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


def test_what_is_measured_is_always_fetched(chosen):
    found = results.find(query.Query(text="a red circle"), replace(chosen, find="captions"), 1)
    assert [len(answer.ranking) for answer in found] == [39, 39]


def test_the_relevance_is_that_of_plain_loops(chosen):
    found = results.find(query.Query(text="a red circle"), chosen)
    judge, vectors = cache.opened(chosen.folder).judge("dev"), chosen.folder.embeddings("dev")
    caption = vectors.texts.index("a red circle")
    images = np.arange(len(vectors.images))
    relevance = dict(zip(vectors.image_ids, judge.between_images(images, np.array([caption]))[:, 0], strict=True))
    shown = ranked.data(found, pictured=False, preset="Explore")
    for model in shown["models"]:
        for item in model["items"]:
            assert item["relevance"] == round(float(relevance[item["id"]]), 4)
    assert shown["ideal"]["relevance"] == pytest.approx(sorted(relevance.values(), reverse=True), abs=1e-4)
    for item in shown["ideal"]["items"]:
        assert item["relevance"] == round(float(relevance[item["id"]]), 4)
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
def test_a_query_is_measured_against_items_of_its_own_kind(chosen, asked, kind, find):
    caption = {"item": chosen.folder.embeddings("dev").caption_ids[1]}
    asked = caption if "#" in str(asked.get("item")) else asked
    for answer in results.find(query.Query(**asked), replace(chosen, find=find), 10):
        assert answer.calibration is cache.calibration(answer.folder, "dev", kind, find)


# --- files -----------------------------------------------------------------------------------


def test_the_file_holds_both_rankings_and_what_was_asked(answers):
    rows = gallery.table_of(answers(A, B), 100)
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
