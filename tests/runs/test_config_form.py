"""The form is the configuration: every value has a field, and what is filled in comes out."""

import pytest

from ladder.errors import ConfigError
from ladder.options import Choice
from ladder.runs import config as configuration
from ladder.runs import config_form
from ladder.runs.building import FAMILIES
from tests.conftest import ROOT
from tests.world import tiny_config

RECIPES = sorted((ROOT / "configs").glob("*.toml"))


def all_keys(config):
    """Every key that the form can hold of a configuration."""
    known = {field.key for field in config_form.fields()} | {f"{table}.name" for table in FAMILIES}
    for table, family in FAMILIES.items():
        known |= {field.key for field in family.fields(config_form.values(config)[f"{table}.name"])}
    return known


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_goes_through_the_form_unchanged(recipe):
    config = configuration.read(recipe)
    assert config_form.build(config_form.values(config)) == config
    assert set(config_form.values(config)) <= all_keys(config)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_what_is_typed_of_an_option_is_what_it_was(recipe):
    for value in config_form.values(configuration.read(recipe)).values():
        again = config_form.from_toml(config_form.as_toml(value))
        assert again == value or config_form.as_toml(again) == config_form.as_toml(value)


def test_every_field_of_the_model_is_there_once_with_its_words():
    keys = [field.key for field in config_form.fields()]
    assert len(keys) == len(set(keys))
    assert set(config_form.FOREMOST) <= {*keys, *(f"{table}.name" for table in FAMILIES)}
    assert "training.patience" in keys
    assert not [key for key in keys if key.startswith("origin")]
    assert all(field.help for field in config_form.fields() if field.key.startswith("training."))


def test_bounds_and_choices_are_the_model_s():
    found = {field.key: field for field in config_form.fields()}
    assert (found["model.size"].low, found["model.size"].high) == (2, 65536)
    assert (found["training.drop_at"].low, found["training.drop_at"].high) == (0, 1)
    assert found["training.select"].kind == "text"
    assert found["training.epochs"].name == "epochs"


@pytest.mark.parametrize(
    ("table", "name"), [(table, name) for table, family in FAMILIES.items() for name in family.members]
)
def test_the_options_are_those_that_the_maker_takes(table, name):
    for field in FAMILIES[table].fields(name):
        assert field.key.startswith(f"{table}.")
        assert field.kind in ("value", "choice")
        if field.kind == "choice" and field.default is not None:
            assert field.default in field.choices


def test_what_is_left_empty_is_the_default():
    given = {"data.spec": "scenes", "loss.name": "adaptive", "loss.margins": "", "training.epochs": None}
    config = config_form.build(given)
    assert config.loss == Choice(name="adaptive")
    assert config.training.epochs == 8


@pytest.mark.parametrize(
    ("given", "said"),
    [({"training.epochs": 0}, "the form: `training.epochs`"), ({"training.epoch": 1}, "did you mean `epochs`"),
     ({"data.spec": ""}, "`data` is missing"), ({"training.precision": "half"}, "`training.precision`")],
)  # fmt: skip
def test_what_does_not_fit_is_named(given, said):
    with pytest.raises(ConfigError, match=said):
        config_form.build({"data.spec": "scenes", "loss.name": "triplet"} | given)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1e-3", 1e-3), ("true", True), ("hardest", "hardest"), ("[1, 2", "[1, 2"), ("3\nother = 4", "3\nother = 4")],
)
def test_a_value_is_read_as_toml_else_as_text(text, value):
    assert config_form.from_toml(text) == value


def test_a_configuration_of_a_run_leaves_its_origin_behind():
    made = configuration.Origin(ladder="1", python="3", torch="2", created="now", data_fingerprint="x")
    config = tiny_config("scenes").model_copy(update={"origin": made})
    assert config_form.build(config_form.values(config)) == tiny_config("scenes")
