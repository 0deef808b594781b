"""The sixty plain queries, typed one after the other at the bundled runs: each answer is its own, and true."""

import re

import pytest

import ladder
from ladder.files import store
from ladder.scenes.language.plain import QUERIES
from tests.browser.serving import serve, settle

pytestmark = [pytest.mark.browser, pytest.mark.tour]
RUNS = ("demo-triplet", "demo-adaptive")
AGREES = 0.9  # of the verdicts, with the mean relevance of the first hundred


@pytest.fixture(scope="module")
def mean_relevance():
    """Of the first hundred of each query, under both runs."""
    judge, other = (ladder.load_run(name) for name in RUNS)
    return {
        words: [
            float(run.search(text=words, k=100, split="test", judge=judge).relevance.mean()) for run in (judge, other)
        ]
        for words in QUERIES
    }


def test_each_answer_belongs_to_its_query_and_names_the_better_list(new_page, tmp_path, mean_relevance):
    page, said = new_page(), {}
    with serve(tmp_path, store.folder()) as address:
        page.goto(f"{address}/search?run={RUNS[0]}&against={RUNS[1]}&split=test")
        settle(page)
        field = page.get_by_label("Describe a picture")
        for words in QUERIES:
            field.fill(words)
            page.locator(f".strips[data-asked='{words}']").wait_for()
            settle(page)
            said[words] = page.locator("p[role=status]").first.inner_text()
            assert page.locator(".strips .hovered").is_hidden()
            assert (page.locator(".first .stairs").count() == 2) == (re.search("Nothing in", said[words]) is None)
        page.close()
    agree = [agrees(said[words], *mean_relevance[words]) for words in QUERIES]
    assert sum(agree) >= AGREES * len(QUERIES), [words for words, one in zip(QUERIES, agree) if not one]


def agrees(sentence, a, b):
    """Whether a sentence names no list whose first hundred are less relevant."""
    if "ladder’s list is better" in sentence:
        return b > a
    return a > b if "triplet’s list is better" in sentence else True
