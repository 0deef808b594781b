"""TF-IDF relevance against its definition in plain loops, and what the cache may not do to it."""

import math
from importlib import metadata

import numpy as np
import pytest

from ladder.errors import DataError
from ladder.relevance import TfidfRelevance, tfidf
from tests.captioned import captions_of

EVERY = np.arange(11)
STOP_WORDS = {"a", "the", "through", "is", "two", "on", "and", "of", "with", "everywhere"}  # among the test's captions


def by_definition(captions, texts):
    """Cosine of texts and captions, a word at a time."""

    def words_of(text):
        return [word for word in text.lower().split() if word not in STOP_WORDS]

    documents = [words_of(caption) for caption in captions]
    known = {word for document in documents for word in document}
    idf = {word: 1 + math.log((1 + len(documents)) / (1 + sum(word in d for d in documents))) for word in known}

    def weights(words):
        raw = {word: (1 + math.log(words.count(word))) * idf[word] for word in set(words) & known}
        length = math.sqrt(sum(weight**2 for weight in raw.values())) or 1.0
        return {word: weight / length for word, weight in raw.items()}

    rows, columns = [weights(words_of(text)) for text in texts], [weights(words) for words in documents]
    return np.array(
        [[sum(weight * column.get(word, 0) for word, weight in row.items()) for column in columns] for row in rows]
    )


def test_matches_the_definition():
    data = captions_of()
    expected = by_definition(data.captions, data.captions)
    expected[data.caption_image[:, None] == data.caption_image] = 1
    np.testing.assert_allclose(TfidfRelevance.for_data(data).between(EVERY, EVERY), expected, atol=1e-7)


def test_free_words_match_the_definition():
    data = captions_of()
    texts = ["dog dog snow", "A Red CAT", "zebra", "zebra dog", ""]
    judged = TfidfRelevance.for_data(data).judge(texts, EVERY)
    np.testing.assert_allclose(judged, by_definition(data.captions, texts), atol=1e-7)
    assert (judged[[2, 4]] == 0).all()


def test_a_caption_without_a_known_word_has_nothing_to_do_with_others():
    data = captions_of()
    row = data.captions.index("of the and")
    degrees = TfidfRelevance.for_data(data).between(np.array([row]), EVERY)[0]
    np.testing.assert_array_equal(degrees, data.caption_image == data.caption_image[row])


def test_equal_captions_of_two_images_have_exactly_1():
    data = captions_of()
    first, second = (row for row, caption in enumerate(data.captions) if caption == "the dog is running")
    relevance = TfidfRelevance.for_data(data)
    assert relevance.between(np.array([first]), np.array([second])) == 1
    others = np.setdiff1d(EVERY, np.flatnonzero(np.isin(data.caption_image, data.caption_image[[first, second]])))
    degrees = relevance.between(np.array([first, second]), others)
    np.testing.assert_array_equal(degrees[0], degrees[1])


def test_captions_that_tell_nothing_are_an_error():
    with pytest.raises(
        DataError, match=r"^`test:captions`: no caption holds a word besides English stop words, .*; choose"
    ):
        TfidfRelevance.for_data(captions_of([["of the"], ["a", "and"]]))


def test_the_second_time_no_word_is_counted(monkeypatch):
    first = TfidfRelevance.for_data(captions_of())

    def counted(data):
        raise AssertionError("the words were counted again")

    monkeypatch.setattr(tfidf, "_fitted", counted)
    second = TfidfRelevance.for_data(captions_of())
    np.testing.assert_array_equal(second.between(EVERY, EVERY), first.between(EVERY, EVERY))
    np.testing.assert_array_equal(second.judge(["a red dog"], EVERY), first.judge(["a red dog"], EVERY))


def test_a_changed_caption_changes_the_degrees():
    before = TfidfRelevance.for_data(captions_of([["a dog"], ["a cat"]]))
    after = TfidfRelevance.for_data(captions_of([["a dog"], ["a dog"]]))
    assert before.between([0], [1]) == 0
    assert after.between([0], [1]) == 1
    assert before.describe() != after.describe()


@pytest.mark.parametrize(
    "change",
    [
        lambda patch: patch.setitem(tfidf.SETTINGS, "stop_words", None),
        lambda patch: patch.setattr(tfidf, "METHOD", 2),
        lambda patch: patch.setattr(metadata, "version", lambda package: "another"),
    ],
    ids=["settings", "method", "scikit-learn"],
)
def test_a_changed_setting_reads_nothing_old(cache_folder, monkeypatch, change):
    TfidfRelevance.for_data(captions_of())
    change(monkeypatch)
    TfidfRelevance.for_data(captions_of())
    assert len(list((cache_folder / "arrays").iterdir())) == 2
