"""Configurations: TOML in and out, changes, and what is said of mistakes."""

import tomllib
from pathlib import Path

import pytest

from ladder.errors import ConfigError
from ladder.options import Choice
from ladder.runs import config as configuration
from ladder.runs.config import Config, DataConfig
from tests.conftest import ROOT

LEAST = '[data]\nspec = "scenes"\n[loss]\nname = "triplet"\nmargin = 0.3\n'


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "run.toml"
    path.write_text(LEAST, encoding="utf-8")
    return path


def test_the_least_configuration_has_defaults(file):
    config = configuration.read(file)
    assert config.model.size == 512
    assert config.model.text.name == "gru"
    assert config.loss.options == {"margin": 0.3}
    assert config.relevance.name == "tfidf"


def test_written_and_read_again_it_is_the_same(file):
    config = configuration.read(file, ["training.epochs=3", "loss.hardest=false", "model.image.name=convnet"])
    assert configuration.parse(tomllib.loads(configuration.write(config)), "again") == config


def test_changes_reach_every_depth(file):
    changes = ["seed=7", "training.learning_rate=1e-3", "model.text.min_count=2", "data.spec=table:x,y.csv"]
    config = configuration.read(file, changes)
    assert (config.seed, config.training.learning_rate) == (7, 1e-3)
    assert config.model.text.options == {"min_count": 2}
    assert config.data.spec == "table:x,y.csv"


def test_another_choice_drops_the_options_of_the_first(file):
    config = configuration.read(file, ["loss.name=adaptive", "loss.k_max=3"])
    assert config.loss == Choice(name="adaptive", k_max=3)
    assert configuration.read(file, ["loss.name=triplet"]).loss.options == {"margin": 0.3}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("training.epoch=3", r"there is no `training\.epoch`; did you mean `epochs`\?"),
        ("trainin.epochs=3", r"there is no `trainin`; did you mean `training`\?"),
        ("training.epochs=0", r"`training\.epochs`: input should be greater than or equal to 1, got 0"),
        ("training.epochs=many", r"`training\.epochs`: .*valid integer.*got 'many'"),
        ("training.precision=half", r"'auto', 'float32' or 'bfloat16', got 'half'"),
        ("seed=-1", r"`seed`: .*greater than or equal to 0, got -1"),
        ("seed", r"`--set seed` is not of the form `table\.key=value`"),
        ("seed.x=3", r"`--set seed\.x=3`: `seed` is a value, not a table|there is no|`seed`"),
        ("data.spec.x=3", r"`spec` is a value, not a table"),
        ("model.image=3", r"`model\.image`"),
    ],
)
def test_mistakes_are_named(file, change, message):
    with pytest.raises(ConfigError, match=message) as error:
        configuration.read(file, [change])
    assert "\n" not in str(error.value)


def test_a_missing_table_is_named(tmp_path):
    path = tmp_path / "run.toml"
    path.write_text('[loss]\nname = "triplet"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"run\.toml: `data` is missing"):
        configuration.read(path)


def test_a_missing_file_and_a_broken_one_are_named(tmp_path):
    with pytest.raises(ConfigError, match=r"no configuration .*`configs/` holds recipes"):
        configuration.read(tmp_path / "none.toml")
    (tmp_path / "broken.toml").write_text("a = [", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"broken\.toml: not a TOML file"):
        configuration.read(tmp_path / "broken.toml")
    (tmp_path / "bytes.toml").write_bytes(b"a = '\xff'")
    with pytest.raises(ConfigError, match=r"bytes\.toml: not a TOML file"):
        configuration.read(tmp_path / "bytes.toml")


@pytest.mark.parametrize("recipe", sorted((ROOT / "configs").glob("*.toml")), ids=lambda path: path.stem)
def test_every_recipe_can_be_built(recipe):
    from ladder.runs.building import FAMILIES

    config = configuration.read(recipe)
    assert FAMILIES["loss"].make(config.loss).name == config.loss.name
    for table, choice in (
        ("model.image", config.model.image),
        ("model.text", config.model.text),
        ("relevance", config.relevance),
    ):
        assert FAMILIES[table].checked(choice).keys() == choice.options.keys()


def test_there_are_recipes():
    families, losses = ("demo", "flickr8k", "clip"), ("triplet", "ladder", "adaptive")
    assert {path.stem for path in (ROOT / "configs").glob("*.toml")} == {
        f"{family}-{loss}" for family in families for loss in losses
    }


def test_the_origin_is_not_needed():
    config = Config(data=DataConfig(spec="scenes"), loss=Choice(name="triplet"))
    assert "origin" not in configuration.write(config)
