"""A model and a relevance provider held against people: by loops, by scipy, and with planted judgments."""

from dataclasses import dataclass

import numpy as np
import pytest
import scipy.stats
import torch

from ladder.datasets import CaptionedImages, open_dataset
from ladder.errors import ConfigError, DataError
from ladder.evaluation.judgments import scoring
from ladder.evaluation.judgments.scoring import provider_agreement, run_agreement
from ladder.metrics import kendall_tau_b, kendall_tau_c
from ladder.models import checkpoints
from ladder.options import Choice
from ladder.relevance import TfidfRelevance
from ladder.runs.building import make_judge


@dataclass
class Judged:
    """Twelve images of the dev split with eight captions each, two of them or one their own, and all scores."""

    data: CaptionedImages
    images: np.ndarray
    captions: np.ndarray
    similarity: np.ndarray
    relevance: np.ndarray

    def names(self):
        """An image's name and a caption's id a pair."""
        ids, captions = self.data.image_ids, self.data.caption_ids
        return [(ids[image], captions[caption]) for image, caption in zip(self.images, self.captions)]

    @property
    def own(self):
        return self.data.caption_image[self.captions] == self.images


@pytest.fixture(scope="module")
def judged(run):
    """An item goes through the model at a time, a pair through the provider."""
    data = open_dataset(run.config.data.spec).split("dev")
    generator = np.random.default_rng(7)
    images, captions = [], []
    for image in range(12):
        own = np.flatnonzero(data.caption_image == image)
        others = generator.choice(np.flatnonzero(data.caption_image != image), 8 - len(own), replace=False)
        captions += [*own, *others]
        images += [image] * 8
    model, judge = checkpoints.read_model(run.checkpoint("best")), make_judge(run.config, data)
    similarity, relevance = [], []
    with torch.inference_mode():
        for image, caption in zip(images, captions):
            seen = model.image(*model.image.prepare(data.pictures, data.features).take(np.array([image])))
            read = model.text(*model.text.prepare([data.captions[caption]]).take(np.array([0])))
            similarity.append(float((seen * read).sum()))
            own = np.flatnonzero(data.caption_image == image)
            relevance.append(np.mean([judge.between(np.array([one]), np.array([caption]))[0, 0] for one in own]))
    return Judged(data, np.array(images), np.array(captions), np.array(similarity), np.array(relevance))


def write(path, lines, header=None):
    path.write_text("".join(f"{line}\n" for line in ([header] if header else []) + lines), encoding="utf-8")
    return path


def experts(path, judged, grades):
    """A file of three experts; ``grades`` (pair, 3)."""
    marks = ["\t".join(map(str, row)) for row in grades]
    return write(path, [f"{image}\t{caption}\t{mark}" for (image, caption), mark in zip(judged.names(), marks)])


def table(path, judged, scores, pairs=None):
    pairs = range(len(scores)) if pairs is None else pairs
    names = judged.names()
    lines = [f"{names[pair][0]},{names[pair][1]},{scores[pair]!r}" for pair in pairs]
    return write(path, lines, "image,caption_id,score")


def test_figures_are_scipys_on_similarities_of_one_pair_at_a_time(run, judged, tmp_path, monkeypatch):
    monkeypatch.setattr(scoring, "BLOCK", 7)
    grades = np.random.default_rng(0).integers(1, 5, size=(len(judged.images), 3))
    report = run_agreement(run, experts(tmp_path / "ExpertAnnotations.txt", judged, grades))
    assert (report.format, report.pairs, report.judgments, report.groups) == ("flickr8k-expert", 96, 288, 12)
    assert report.own == judged.own.sum() == 18
    assert report.relevance["name"] == "tfidf"
    for who, scores in (("model", judged.similarity), ("relevance", judged.relevance.astype(np.float32))):
        for subset, inside in (("all", slice(None)), ("without_own", ~judged.own)):
            triples = np.repeat(scores[inside], 3), grades[inside].ravel()
            expected = scipy.stats.kendalltau(*triples, variant="c").statistic
            found, image = report.figures[f"{who}/{subset}/tau_c"], judged.images[inside]
            assert found.value == pytest.approx(expected, abs=1e-9)
            over_images = kendall_tau_c(*triples, np.repeat(image, 3))
            assert (found.low, found.high) == pytest.approx(over_images[1:], abs=1e-9)
            means = scores[inside], grades[inside].mean(axis=1)
            found = report.figures[f"{who}/{subset}/tau_b"]
            assert found.value == pytest.approx(scipy.stats.kendalltau(*means).statistic, abs=1e-9)
            assert (found.low, found.high) == pytest.approx(kendall_tau_b(*means, image)[1:], abs=1e-9)
    assert len(report.figures) == 8


def test_planted_judgments(run, judged, tmp_path):
    """People who say what the model says agree with it; those who say the contrary do not."""
    rounded = np.round(3 * (judged.similarity - judged.similarity.min()) / np.ptp(judged.similarity))
    agreeing = run_agreement(run, experts(tmp_path / "a.txt", judged, np.stack([1 + rounded.astype(int)] * 3, axis=1)))
    assert agreeing.figures["model/all/tau_c"].value > 0.75  # pairs of one grade are out of reach
    contrary = run_agreement(run, experts(tmp_path / "b.txt", judged, np.stack([4 - rounded.astype(int)] * 3, axis=1)))
    for name, figure in agreeing.figures.items():
        if name.startswith("model/"):
            assert contrary.figures[name].value == pytest.approx(-figure.value)
    exact = run_agreement(run, table(tmp_path / "c.csv", judged, judged.similarity.tolist()))
    assert exact.figures["model/all/tau_b"].value == pytest.approx(1, abs=1e-3)  # a pair in a thousand by rounding


def test_own_pairs_out_are_those_of_a_file_without_them(run, judged, tmp_path):
    scores = np.random.default_rng(1).normal(size=96).tolist()
    whole = run_agreement(run, table(tmp_path / "all.csv", judged, scores))
    others = run_agreement(run, table(tmp_path / "others.csv", judged, scores, np.flatnonzero(~judged.own)))
    assert (whole.own, others.own, others.pairs) == (18, 0, 78)
    assert not [name for name in others.figures if "without_own" in name]
    for who in ("model", "relevance"):
        for measure in ("tau_c", "tau_b"):
            assert whole.figures[f"{who}/without_own/{measure}"] == others.figures[f"{who}/all/{measure}"]
            assert whole.figures[f"{who}/all/{measure}"] != others.figures[f"{who}/all/{measure}"]


def test_what_is_not_there_is_left_out_and_named(run, judged, tmp_path):
    scores = np.random.default_rng(2).integers(0, 4, size=96).tolist()
    path = table(tmp_path / "judged.csv", judged, scores)
    before = run_agreement(run, path)
    name, caption = judged.names()[0]
    path.write_text(path.read_text() + f"sea.jpg,{caption},1\n{name},sea#0,2\n{name},sky#0,2\n", encoding="utf-8")
    after = run_agreement(run, path)
    assert after.figures == before.figures
    assert after.as_json()["left_out"] == {
        "unknown image": {"pairs": 1, "first": ["sea.jpg"]},
        "unknown caption": {"pairs": 2, "first": ["sea#0", "sky#0"]},
    }


def test_nothing_there_is_an_error(run, tmp_path):
    path = write(tmp_path / "judged.csv", ["a.jpg,a.jpg#0,1"], "image,caption_id,score")
    with pytest.raises(DataError, match=r"none of its 1 pairs is in `table:.*unknown image: `a.jpg`"):
        run_agreement(run, path)


def test_captions_in_words_are_read_as_words(run, judged, tmp_path):
    """The words of a caption are as similar as the caption; the provider judges them as words."""
    scores = np.random.default_rng(3).normal(size=96).tolist()
    texts = [judged.data.captions[caption] for caption in judged.captions]
    lines = [
        f"{image.removesuffix('.png')},{text},{score!r}"
        for (image, _), text, score in zip(judged.names(), texts, scores)
    ]
    words = run_agreement(run, write(tmp_path / "words.csv", lines, "image,caption,score"))
    ids = run_agreement(run, table(tmp_path / "ids.csv", judged, scores))
    assert words.own >= ids.own  # another image may have the same caption
    assert words.figures["model/all/tau_b"].value == pytest.approx(ids.figures["model/all/tau_b"].value, abs=1e-6)
    judge = make_judge(run.config, judged.data)
    said = [judge.judge_images([text], np.array([image]))[0, 0] for text, image in zip(texts, judged.images)]
    expected = scipy.stats.kendalltau(said, scores).statistic
    assert words.figures["relevance/all/tau_b"].value == pytest.approx(expected, abs=1e-9)


def test_another_provider_than_the_training_s(run, judged, tmp_path):
    scores = np.random.default_rng(4).integers(0, 4, size=96).tolist()
    path = table(tmp_path / "judged.csv", judged, scores)
    report = run_agreement(run, path, judge="shared_image")
    expected = scipy.stats.kendalltau(judged.own, scores).statistic
    assert report.figures["relevance/all/tau_b"].value == pytest.approx(expected)
    assert report.relevance == {"name": "shared_image"}
    assert report.as_json()["figures"]["relevance/without_own/tau_b"] == {"value": None, "low": None, "high": None}
    with pytest.raises(ConfigError, match="did you mean `tfidf`"):
        run_agreement(run, path, judge="tfidff")


def test_only_the_splits_that_were_judged_need_degrees(make_run, judged, tmp_path):
    """Degrees of the dev split alone are enough, and captions in words are then not judged."""
    folder = tmp_path / "{split}.npy"
    vectors = np.random.default_rng(5).normal(size=(len(judged.data.captions), 4))
    np.save(tmp_path / "dev.npy", vectors)
    run = make_run(Choice(name="precomputed", path=str(folder)))
    scores = np.random.default_rng(6).normal(size=96).tolist()
    report = run_agreement(run, table(tmp_path / "ids.csv", judged, scores))
    judge = make_judge(run.config, judged.data)
    said = [judge.between_images(np.array([i]), np.array([c]))[0, 0] for i, c in zip(judged.images, judged.captions)]
    expected = scipy.stats.kendalltau(said, scores).statistic
    assert report.figures["relevance/all/tau_b"].value == pytest.approx(expected, abs=1e-9)
    words = run_agreement(
        run, write(tmp_path / "words.csv", ["dev-1,a red kite,1", "dev-2,a boat,2"], "image,caption,score")
    )
    assert words.relevance is None
    assert words.notes == [
        "the relevance provider `precomputed` cannot judge free words, so it is not held against people"
    ]
    assert {name.partition("/")[0] for name in words.figures} == {"model"}


SENTENCES = [
    ("a brown dog runs on grass", "a dog runs on the grass", 4.2),
    ("a man plays a guitar", "a woman rides a horse", 0.4),
    ("two kites in the sky", "kites fly in a blue sky", 3.6),
    ("a red boat", "a green boat on the sea", 2.8),
    ("a red boat", "a red boat", 5),
    ("a brown dog runs on grass", "a man plays a guitar", 0),
]


def benchmark(path):
    lines = [f"captions\tx\t2012\t{n}\t{score}\t{a}\t{b}" for n, (a, b, score) in enumerate(SENTENCES)]
    return write(path, lines)


def test_a_provider_on_pairs_of_sentences(tmp_path):
    report = provider_agreement("tfidf", benchmark(tmp_path / "sts-test.csv"))
    texts = tuple(dict.fromkeys(text for pair in SENTENCES for text in pair[:2]))
    rows = np.arange(len(texts))
    names = tuple(map(str, rows))
    judge = TfidfRelevance.for_data(CaptionedImages("x", names, np.full(len(rows), "x"), texts, names, rows))
    said = [judge.judge([left], np.array([texts.index(right)]))[0, 0] for left, right, _ in SENTENCES]
    people = [score for *_, score in SENTENCES]
    assert report.figures["relevance/all/pearson"].value == pytest.approx(scipy.stats.pearsonr(said, people).statistic)
    assert report.figures["relevance/all/spearman"].value == pytest.approx(
        scipy.stats.spearmanr(said, people).statistic
    )
    assert report.figures["relevance/all/tau_b"].value == pytest.approx(scipy.stats.kendalltau(said, people).statistic)
    assert list(report.figures) == [f"relevance/all/{measure}" for measure in ("pearson", "spearman", "tau_b")]
    assert (report.pairs, report.judgments, report.groups, report.own) == (6, 6, 6, 0)
    assert all(figure.low < figure.value < figure.high for figure in report.figures.values())


def test_a_run_on_pairs_of_sentences(run, judged, tmp_path):
    """The model's text tower is held against people, and the provider as it is alone."""
    texts = list(dict.fromkeys(judged.data.captions))[:18]
    pairs = list(zip(texts[::2], texts[1::2], range(9)))
    path = write(tmp_path / "mine.csv", [f"{a},{b},{score}" for a, b, score in pairs], "sentence1,sentence2,score")
    report = run_agreement(run, path)
    tower = checkpoints.read_model(run.checkpoint("best")).text
    with torch.inference_mode():
        said = [
            float((tower(*tower.prepare([a]).take([0])) * tower(*tower.prepare([b]).take([0]))).sum())
            for a, b, _ in pairs
        ]
    for measure, expected in (("spearman", scipy.stats.spearmanr), ("pearson", scipy.stats.pearsonr)):
        value = expected(said, range(9)).statistic
        assert report.figures[f"model/all/{measure}"].value == pytest.approx(value, abs=1e-3)  # float32
    alone = provider_agreement("tfidf", path)
    assert {name: report.figures[name] for name in alone.figures} == alone.figures


def test_a_provider_that_cannot_be_made_for_sentences_is_left_out_and_named(make_run, tmp_path):
    path = write(
        tmp_path / "mine.csv", ["a dog,a hound,3", "a dog,a boat,0", "a cat,a boat,0.5"], "sentence1,sentence2,score"
    )
    report = run_agreement(make_run(Choice(name="scenes")), path)
    assert not any(name.startswith("relevance/") for name in report.figures)
    assert len(report.notes) == 1
    assert report.notes[0].endswith("so it is not held against people")
    with pytest.raises(DataError, match="judges drawn scenes"):
        run_agreement(make_run(), path, judge="scenes")


@pytest.mark.parametrize("name", ["precomputed,path=x.npy", "shared_image"])
def test_a_provider_that_reads_no_words(tmp_path, name):
    with pytest.raises(ConfigError, match="cannot judge free words; use `tfidf` or `sentence`"):
        provider_agreement(name, benchmark(tmp_path / "sts-test.csv"))


def test_a_provider_alone_knows_no_images(tmp_path):
    path = write(tmp_path / "judged.csv", ["a.jpg,a dog,1"], "image,caption,score")
    with pytest.raises(DataError, match="names items of a data set; give a run of it: `ladder evaluate RUN"):
        provider_agreement("tfidf", path)
