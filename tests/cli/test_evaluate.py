"""``ladder evaluate``: its table, its JSON, its errors."""

import json
import re

import pytest
from typer.testing import CliRunner

from ladder.cli import cli
from ladder.cli.evaluation_table import table
from ladder.errors import LadderError
from ladder.evaluation import DIRECTIONS, GROUPS, SECOND, evaluate
from ladder.training.loop import train
from tests.evaluation.small import make
from tests.world import make_world, tiny_config


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("world")
    return str(train(tiny_config(make_world(folder), epochs=1, record_batches=0), folder / "run", progress=False).path)


def said(*arguments: str) -> str:
    done = CliRunner().invoke(cli, ["evaluate", *arguments, "--quiet"], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def rows(text: str) -> dict[str, str]:
    """The lines of a table by the name they begin with."""
    return {line.split()[0]: line for line in text.splitlines() if line.startswith("  ") and line.split()}


def test_the_table_shows_every_figure_of_both_directions(run):
    text = said(run, "--split", "test", "--second", "shared_image")
    kept = json.loads(said(run, "--split", "test", "--second", "shared_image", "--json"))["figures"]
    assert "split test: 20 images, 30 captions; all images against all captions" in text
    assert "relevance judged by tfidf (same judge as in training); second judge shared_image" in text
    first, second = text.split("by the second judge, shared_image")
    for part, prefix in ((first, ""), (second, SECOND)):
        shown = rows(part)
        for name, figure in kept.items():
            way, _, rest = name.partition("/")
            if way == DIRECTIONS[1] and (SECOND in name) == bool(prefix) and figure["value"] is not None:
                digits = 1 if name.endswith("_rank") else 3
                both = [kept[f"{direction}/{rest}"] for direction in DIRECTIONS]
                cells = [
                    f"{cell['value']:.{digits}f} [{cell['low']:.{digits}f}, {cell['high']:.{digits}f}]" for cell in both
                ]
                assert re.findall(r"-?[\d.]+ \[.*?\]", shown[rest.removeprefix(prefix)]) == cells, name
    assert f"{kept['rsum']['value']:.1f} [" in rows(first)["rsum"]
    assert re.search(r"cost: \d+\.\d s to embed, \d+\.\d s to evaluate, [\d,]+ queries a second", text)


def test_groups_stand_in_their_order_and_on_request(run):
    text = said(run)
    found = [line.split(":")[0] for line in text.splitlines() if line.split(":")[0] in GROUPS]
    assert found == ["match", "coherence", "graded", "ladder"]
    assert "rbo" not in text
    assert "no second judge: `tfidf` is the one that needs nothing but the captions" in text
    assert {"rbo", "tau_ap"} <= rows(said(run, "--all")).keys()


def test_own_items_hidden_are_said_to_be(run):
    text = said(run, "--exact-match", "hidden", "--second", "none")
    assert "own items hidden" in text
    assert not {"recall@1", "rsum", "rung_held@1"} & rows(text).keys()


def test_another_split_that_asks_is_named(run):
    assert "20 images, 30 captions, searched by those of test" in said(run, "--split", "dev", "--queries", "test")


def test_another_judge_is_named(run):
    text = said(run, "--judge", "shared_image")
    assert "relevance judged by shared_image (not the judge of the training); second judge tfidf" in text
    assert "note: the model was trained with `tfidf`" in text


def test_what_is_left_out_is_said():
    vectors, judge, _ = make(0)
    own = judge.data.caption_image == 0
    judge.table[own] = judge.table[:, own] = 1
    from dataclasses import replace

    report = evaluate(vectors, judge, resamples=0)
    cost = {"embedding_seconds": 1.0, "seconds": 2.0, "queries_per_second": 3.0}
    line = rows(table(replace(report, cost=cost)))["cs@1000"]
    share = report.undefined["image_to_caption/cs@1000"]
    assert line.endswith(f"{share:.1%}, {report.undefined['caption_to_image/cs@1000']:.1%}")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["nowhere"], "no run `nowhere`"),
        (["RUN", "--split", "tst"], "has no split `tst`; did you mean `test`"),
        (["RUN", "--stored", "--split", "tst"], "no embeddings of `tst`"),
        (["RUN", "--judge", "nobody"], "has no choice `nobody`"),
        (["RUN", "--protocol", "folds"], "takes 5 folds"),
    ],
)
def test_a_mistake_is_one_line(run, arguments, error):
    with pytest.raises(LadderError, match=error) as caught:
        CliRunner().invoke(
            cli, ["evaluate", *(run if word == "RUN" else word for word in arguments)], catch_exceptions=False
        )
    assert "\n" not in str(caught.value)
