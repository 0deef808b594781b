"""A run evaluated: what is embedded, who judges, and what is kept in its folder."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from ladder.datasets import open_dataset
from ladder.errors import ConfigError, DataError, RunError
from ladder.evaluation import DIRECTIONS, SECOND, evaluate, evaluate_run, judges, protocols
from ladder.options import Choice
from ladder.relevance import SharedImageRelevance, TfidfRelevance
from ladder.runs import RunFolder
from ladder.training.loop import train
from tests.world import make_world, tiny_config

AGAIN = r"`ladder evaluate .* --split {}`"


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A run on the small world, trained for a moment, evaluated on its validation split."""
    folder = tmp_path_factory.mktemp("world")
    config = tiny_config(make_world(folder), epochs=1, record_batches=0)
    return train(config, folder / "run", progress=False)


@pytest.fixture
def run(trained, tmp_path) -> RunFolder:
    shutil.copytree(trained.path, tmp_path / "run")
    return RunFolder.open(tmp_path / "run")


def test_a_report_and_its_samples_are_kept(run):
    report = evaluate_run(run, "test", second="shared_image")
    kept = run.evaluation()["test"]
    assert kept == json.loads(json.dumps(report.as_json()))
    assert (kept["split"], kept["images"], kept["protocol"], kept["exact_match"]) == ("test", 20, "all", "kept")
    assert (kept["judge"]["name"], kept["second"]["name"], kept["same_judge"]) == ("tfidf", "shared_image", True)
    assert kept["cost"]["queries_per_second"] > 0
    samples = run.samples("test")
    assert list(samples) == list(DIRECTIONS)
    for direction, columns in samples.items():
        assert columns.keys() == report.samples[direction].keys()
        assert {column.dtype for name, column in columns.items() if name in ("image", "query")} == {np.dtype(np.int64)}
        assert {column.dtype for name, column in columns.items() if name not in ("image", "query")} == {
            np.dtype(np.float32)
        }
        for name, column in columns.items():
            np.testing.assert_allclose(column, report.samples[direction][name], rtol=1e-6)
    np.testing.assert_array_equal(samples["caption_to_image"]["image"], run.embeddings("test").caption_image)


def test_the_training_leaves_an_evaluated_validation_split(run):
    report = run.evaluation()["dev"]
    assert report["same_judge"] is True
    assert report["second"] is None
    assert any("no second judge: `tfidf` is the one that needs nothing" in note for note in report["notes"])
    assert {"rank", "cs@100"} <= run.samples("dev")["image_to_caption"].keys()


def test_views_of_a_split_stand_beside_each_other(run, monkeypatch):
    monkeypatch.setattr(protocols, "FOLD_IMAGES", 4)
    evaluate_run(run, "test")
    evaluate_run(run, "test", exact_match="hidden")
    evaluate_run(run, "test", protocol="ladder2020")
    evaluate_run(run, "test", protocol="folds", exact_match="hidden")
    evaluate_run(run, "test", queries="dev")
    evaluate_run(run, "test", judge="shared_image")
    views = ["test", "test.hidden", "test.ladder2020", "test.folds.hidden", "test.dev", "test.by-shared_image"]
    assert list(run.evaluation()) == ["dev", *views]
    for view in views:
        assert run.samples(view)


def test_another_split_asks(run):
    """The long tail: queries of one split against the gallery of another, judged as one data set."""
    report = evaluate_run(run, "test", queries="dev", second="shared_image", resamples=0)
    data = open_dataset(run.config.data.spec)
    joint = data.select(np.flatnonzero(np.isin(data.splits, ["dev", "test"])))
    asking = np.flatnonzero(joint.splits == "dev")
    gallery = np.flatnonzero(np.isin(joint.caption_image, np.flatnonzero(joint.splits == "test")))
    evaluate_run(run, "test", second="none")
    dev, test = run.embeddings("dev"), run.embeddings("test")
    similarity = dev.images @ test.captions.T
    relevance = TfidfRelevance.for_data(joint).between_images(asking, gallery)
    top = np.argsort(-similarity, axis=1, kind="stable")[:, :10]
    expected = np.take_along_axis(relevance, top, axis=1).mean(axis=1)
    np.testing.assert_allclose(report.samples["image_to_caption"]["mean_relevance@10"], expected, atol=1e-6)
    assert np.all(report.samples["image_to_caption"]["second/mean_relevance@10"] == 0)  # nothing is anybody's own
    np.testing.assert_array_equal(report.samples["caption_to_image"]["image"], dev.caption_image)
    assert (report.queries, report.images, report.captions) == ("dev", 20, len(test.captions))
    assert "rsum" not in report.figures


def test_kept_vectors_do_not_need_the_data_set(run):
    fresh = evaluate_run(run, "test", second="none", resamples=20)
    tail = evaluate_run(run, "test", queries="dev", second="none", resamples=20)
    moved = run.config.model_copy(deep=True)
    moved.data.spec = "table:/gone/captions.csv"
    run.__dict__["config"] = moved
    with pytest.raises(DataError, match=r"/gone/captions\.csv"):
        evaluate_run(run, "test")
    for expected, queries in ((fresh, None), (tail, "dev")):
        again = evaluate_run(run, "test", queries=queries, second="none", stored=True, resamples=20)
        for name, figure in expected.figures.items():
            assert again.figures[name].value == pytest.approx(figure.value, abs=1e-5, nan_ok=True), name
    with pytest.raises(RunError, match=r"no embeddings of `train`.*--split train` makes them"):
        evaluate_run(run, "train", stored=True)


def test_another_judge_is_said_to_be_another(run):
    report = evaluate_run(run, "dev", judge="shared_image", resamples=0)
    assert report.same_judge is False
    assert report.judge["name"] == "shared_image"
    assert report.second["name"] == "tfidf"  # the default, which is not the first now
    assert report.notes == ["the model was trained with `tfidf`"]
    same = evaluate_run(run, "dev", judge="tfidf", resamples=0)
    assert (same.same_judge, same.notes[:-1]) == (True, [])
    data = open_dataset(run.config.data.spec).split("dev")
    own = evaluate(run.embeddings("dev"), SharedImageRelevance.for_data(data), resamples=0)
    assert report.values()["image_to_caption/ndcg@10"] == own.values()["image_to_caption/ndcg@10"]


def test_the_second_judge_of_drawn_scenes_knows_what_they_show(run):
    data = open_dataset("scenes,train=0,dev=6,test=0,tail=0")
    config = run.config.model_copy(deep=True)
    config.data.spec = data.spec
    found = judges.find(config, data)
    assert (found.first.name, found.second.name, found.notes) == ("tfidf", "scenes", [])
    config.relevance = Choice(name="scenes")
    assert judges.find(config, data).second.name == "tfidf"


def test_no_second_judge_where_none_can_judge(run):
    data = open_dataset(run.config.data.spec).split("dev")
    config = run.config.model_copy(update={"relevance": Choice(name="shared_image")})
    silent = replace(data, captions=tuple("the" for _ in data.captions))
    found = judges.find(config, silent)
    assert found.second is None
    assert "no caption holds a word besides English stop words" in found.notes[0]


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"judge": "tfdif"}, ConfigError, "has no choice `tfdif`; did you mean `tfidf`"),
        ({"judge": "precomputed"}, ConfigError, "needs the option `path`"),
        ({"judge": "tfidf,name=x"}, ConfigError, "takes no option `name`"),
        ({"judge": "precomputed,pth=a,b.npy"}, ConfigError, "takes no option `pth`; did you mean `path`"),
        ({"judge": "precomputed,path=a,b.npy"}, DataError, r"a,b\.npy: no such file"),
        ({"second": "tfidf"}, ConfigError, "`--second tfidf` is the first judge; name another, or `none`"),
        ({"queries": "test"}, ConfigError, "`--queries test` is the split that is searched; leave it out"),
        ({"queries": "tset"}, DataError, "has no split `tset`; did you mean `test`"),
        ({"queries": "dev", "protocol": "folds"}, ConfigError, "`--queries` goes with `--protocol all`"),
        ({"queries": "dev", "exact_match": "hidden"}, ConfigError, "`--queries` goes with `--protocol all`"),
        ({"protocol": "folds"}, DataError, r"takes 5 folds of 1,000 images, `test` has 20; use `all`"),
    ],
)
def test_what_does_not_exist_or_go_together_is_one_line(run, options, error, said):
    before = run.evaluation()
    with pytest.raises(error, match=said) as caught:
        evaluate_run(run, "test", **options)
    assert "\n" not in str(caught.value)
    assert run.evaluation() == before


def test_values_per_query_that_are_not_there_are_named(run):
    with pytest.raises(RunError, match=f"no values per query of `test`.*{AGAIN.format('test')} makes them"):
        run.samples("test")
    with pytest.raises(RunError, match=f"`dew`; did you mean `dev`.; {AGAIN.format('dew')} makes them"):
        run.samples("dew")
    with pytest.raises(RunError, match=rf"{AGAIN.format('test')} with the options of `test\.hidden` makes them"):
        run.samples("test.hidden")
    shutil.rmtree(run.path / "samples")  # as in a run that was evaluated before there were any
    with pytest.raises(RunError, match=f"{AGAIN.format('dev')} makes them"):
        run.samples("dev")


def test_damaged_values_are_named(run):
    path = run.path / "samples" / "dev.caption_to_image.parquet"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(RunError, match=r"dev\.caption_to_image\.parquet is missing or damaged"):
        run.samples("dev")
    path.unlink()
    with pytest.raises(RunError, match="missing or damaged"):
        run.samples("dev")


def test_second_figures_are_those_of_the_second_judge_alone(run):
    both = evaluate_run(run, "dev", second="shared_image", resamples=30).figures
    alone = evaluate_run(run, "dev", judge="shared_image", second="none", resamples=30).figures
    second = {name: figure for name, figure in both.items() if SECOND in name}
    assert len(second) == 2 * 18
    for name, figure in second.items():
        expected = alone[name.replace(SECOND, "")]
        np.testing.assert_equal(vars(figure), vars(expected), err_msg=name)
