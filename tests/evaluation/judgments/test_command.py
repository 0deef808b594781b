"""``ladder evaluate`` with judgments: what it prints, and what it refuses."""

import json

import pytest
from typer.testing import CliRunner

from ladder.cli import cli
from ladder.errors import ConfigError

HEADER = "image,caption_id,score\n"


def evaluate(*arguments):
    return CliRunner().invoke(cli, ["evaluate", *map(str, arguments)])


@pytest.fixture
def judged(tmp_path):
    rows = [
        (3, "dev-3.png#0", 4),
        (3, "dev-1.png#0", 1),
        (1, "dev-1.png#1", 4),
        (1, "dev-2.png#0", 2),
        (5, "dev-7.png#1", 3),
    ]
    path = tmp_path / "judged.csv"
    path.write_text(
        HEADER + "".join(f"dev-{image},{caption},{score}\n" for image, caption, score in rows) + "sea,x,1\n"
    )
    return path


@pytest.fixture
def sentences(tmp_path):
    rows = [
        ("a red dog", "a red cat", 3),
        ("two boats", "a dog", 0),
        ("a blue boat", "a boat", 5),
        ("a dog", "a red dog", 4),
    ]
    path = tmp_path / "mine.csv"
    path.write_text("sentence1,sentence2,score\n" + "".join(f"{a},{b},{score}\n" for a, b, score in rows))
    return path


def test_a_run(run, judged):
    result = evaluate(run.path, "--judgments", judged, "--quiet")
    assert result.exit_code == 0, result.exception
    lines = result.stdout.splitlines()
    assert lines[0] == f"{judged} (table): 5 pairs of 3 images, 2 of them own pairs; 5 judgments"
    assert lines[1] == "in brackets: 95 % jackknife interval over images"
    assert lines[2].split("  ")[-1].strip() == "without own pairs"
    assert lines[4] == "model"
    assert [line.split(",")[0].strip() for line in lines[5:7]] == ["tau-c", "tau-b"]
    assert "relevance provider tfidf" in lines
    assert lines[-1] == "left out: 1 pair with an unknown image: `sea`"


def test_a_run_for_machines(run, judged):
    found = json.loads(evaluate(run.path, "--judgments", judged, "--quiet", "--json").stdout)
    assert {name: found[name] for name in ("format", "kind", "pairs", "judgments", "own", "groups")} == {
        "format": "table",
        "kind": "image-caption",
        "pairs": 5,
        "judgments": 5,
        "own": 2,
        "groups": 3,
    }
    assert found["left_out"] == {"unknown image": {"pairs": 1, "first": ["sea"]}}
    assert set(found["figures"]["model/all/tau_c"]) == {"value", "low", "high"}
    table = evaluate(run.path, "--judgments", judged, "--quiet").stdout
    assert f"{found['figures']['relevance/without_own/tau_b']['value']:.3f}" in table


@pytest.mark.parametrize("option", ["--relevance", "--judge"])
def test_a_provider_alone(sentences, option):
    result = evaluate(option, "tfidf", "--judgments", sentences)
    assert result.exit_code == 0, result.exception
    lines = result.stdout.splitlines()
    assert lines[0] == f"{sentences} (table): 4 pairs; 4 judgments"
    assert "over pairs" in lines[1]
    assert lines[4] == "relevance provider tfidf"
    assert [line.split()[0] for line in lines[5:]] == ["tau-b,", "Pearson's", "Spearman's"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--judgments", "FILE"], "`--judgments` needs a run, or `--relevance"),
        (["--relevance", "tfidf"], "name a run, or judge a relevance provider alone"),
        ([], "name a run"),
        (["RUN", "--judgments", "FILE", "--split", "dev"], "`--split` does not go with `--judgments`"),
        (["RUN", "--judgments", "FILE", "--protocol", "folds"], "`--protocol` does not go"),
        (["RUN", "--judgments", "FILE", "--exact-match", "hidden"], "`--exact-match` does not go"),
        (["RUN", "--judgments", "FILE", "--stored"], "`--stored` does not go"),
        (["--relevance", "tfidff", "--judgments", "FILE"], "did you mean `tfidf`"),
        (["--relevance", "tfidf,depth=2", "--judgments", "FILE"], "takes no option `depth`"),
    ],
)
def test_what_does_not_go_together(run, sentences, arguments, said):
    named = {"FILE": sentences, "RUN": run.path}
    error = evaluate(*(named.get(argument, argument) for argument in arguments)).exception
    assert isinstance(error, ConfigError)
    assert said in str(error)
    assert "\n" not in str(error)
