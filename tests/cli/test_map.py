"""``ladder map``."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from ladder.cli import cli
from ladder.errors import ConfigError, RunError
from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.runs.config import Config, DataConfig
from tests.planted import planted


@pytest.fixture
def folders(tmp_path) -> list[RunFolder]:
    """Two runs with embeddings of the same items in dev and test."""
    made = []
    for number, name in enumerate(("first", "second")):
        folder = RunFolder.create(tmp_path / name, Config(data=DataConfig(spec="scenes"), loss=Choice(name="triplet")))
        for split in ("dev", "test"):
            folder.write_embeddings(replace(planted(noise_seed=number, apart=0.3), split=split))
        made.append(folder)
    return made


def run(*arguments):
    return CliRunner().invoke(cli, ["map", *map(str, arguments)])


def test_pca_is_kept_and_told(folders):
    result = run(folders[0].path, "--method", "pca", "--split", "test")
    assert result.exit_code == 0
    layout = folders[0].map("pca.test")
    trust = layout.trust
    assert result.stdout.splitlines() == [
        f"{folders[0].path}: map pca.test: 120 distinct vectors, as they are; cosine, pca",
        f"  true neighbours kept     {trust.recall:.1%} of the 15 nearest; "
        f"{trust.recall_across:.1%} among the other kind",
        f"  trustworthiness          {trust.trustworthiness:.3f}, continuity {trust.continuity:.3f} (over 120 points)",
        f"  modality gap             {trust.gap:.3f} between the means as they are; "
        f"{trust.nearest_across:.1%} of items are nearest to one of the other kind",
    ]
    assert "true neighbours: 100%" in result.stderr


def test_the_validation_split_is_laid_out_where_none_is_named(folders):
    assert run(folders[0].path, "--method", "pca", "--centred", "--quiet").stderr == ""
    assert folders[0].maps() == ["pca-centred.dev"]


def test_for_machines(folders):
    result = run(folders[0].path, "--method", "pca", "--json", "--quiet")
    (said,) = json.loads(result.stdout)
    layout = folders[0].map("pca.dev")
    assert (said["run"], said["name"], said["items"]) == (str(folders[0].path), "pca.dev", 120)
    assert said["settings"] == vars(layout.settings)
    assert said["trust"] == vars(layout.trust)
    assert said["versions"] == layout.versions


@pytest.mark.slow
def test_umap_and_two_runs(folders):
    alone = run(folders[0].path, "--neighbours", 5, "--min-distance", 0.3, "--seed", 4)
    assert alone.exit_code == 0
    settings = folders[0].map("umap.dev").settings
    assert (settings.neighbours, settings.min_distance, settings.seed) == (5, 0.3, 4)
    assert "noise of the seed" in alone.stdout
    assert [f"umap, seed {seed}" in alone.stderr for seed in (3, 4, 5, 6, 7)] == [False, True, True, True, False]
    both = run(folders[0].path, folders[1].path)
    assert both.exit_code == 0
    assert folders[0].maps() == ["aligned.dev.second", "pca.dev", "umap.dev"]
    assert folders[1].maps() == ["aligned.dev.first", "pca.dev"]
    moved = folders[1].map("aligned.dev.first").trust.moved
    assert f"against first: moved {moved:.2f} of the spread" in both.stdout
    assert "aligned umap of 2 spaces" in both.stderr and "one space beside itself" in both.stderr
    noise = folders[0].map("aligned.dev.second").trust.moved_noise
    assert f"95% move less than {noise:.3f} where nothing changes" in both.stdout


def test_pca_of_two_runs_is_refused(folders):
    error = run(folders[0].path, folders[1].path, "--method", "pca").exception
    assert isinstance(error, ConfigError) and "leave `--method pca` out" in str(error)


@pytest.mark.slow
def test_epochs_that_the_run_kept_are_laid_out_together(folders):
    for epoch, noise in ((1, 0.6), (2, 0.2)):
        folders[0].write_epoch(epoch, replace(planted(noise=noise), split="dev"))
    result = run(folders[0].path, "--epochs")
    assert result.exit_code == 0
    assert folders[0].maps() == ["epochs.dev.001", "epochs.dev.002"]
    trust = folders[0].map("epochs.dev.002").trust
    lines = result.stdout.splitlines()
    assert f"  against the epoch before: moved {trust.moved:.2f} of the spread; " in result.stdout
    assert sum("against" in line for line in lines) == 1
    assert sum("where nothing changes" in line for line in lines) == 2
    assert "aligned umap of 2 spaces" in result.stderr


def test_epochs_that_no_run_kept_are_named_with_the_option(folders):
    error = run(folders[0].path, "--epochs", "--split", "test").exception
    assert isinstance(error, RunError)
    assert "kept no vectors of `test` by epoch; train with `--set training.keep_epochs=1`" in str(error)


@pytest.mark.parametrize(("more", "said"), [(("--method", "pca"), "leave `--method pca`"), ((1,), "leave the second")])
def test_epochs_go_with_one_run_and_no_pca(folders, more, said):
    arguments = [folders[1].path if one == 1 else one for one in more]
    error = run(folders[0].path, *arguments, "--epochs").exception
    assert isinstance(error, ConfigError) and said in str(error)


def test_a_run_beside_itself_is_refused(folders):
    error = run(folders[0].path, folders[0].path).exception
    assert isinstance(error, ConfigError) and "not laid out beside itself" in str(error)


def test_a_split_without_embeddings_is_named(folders):
    error = run(folders[0].path, "--split", "tset").exception
    assert isinstance(error, RunError) and "no embeddings of `tset`; did you mean `test`" in str(error)


@pytest.mark.parametrize(
    "option", [("--neighbours", 1), ("--min-distance", -0.1), ("--seed", -1), ("--method", "tsne")]
)
def test_options_out_of_range_are_refused(folders, option):
    result = run(folders[0].path, *option)
    assert result.exit_code == 2 and option[0] in result.stderr
    assert folders[0].maps() == []
