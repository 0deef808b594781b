"""The form of a new training: eight fields that matter, the rest folded, and what it will take."""

import time
from typing import Any

import streamlit as st

from ladder import runs
from ladder.datasets import places
from ladder.errors import ConfigError, LadderError
from ladder.files.shipped import shipped
from ladder.runs import RunFolder, config_form
from ladder.runs import config as configuration
from ladder.runs.config import Config
from ladder.runs.many.names import check_name
from ladder.training import background
from ladder.training.background import Holder
from ladder.training.schedule import check_warm_up
from pages.parts.shell import listing, notices
from pages.parts.shell.keys import SHARED
from pages.parts.train import estimate, inputs
from pages.parts.train.keys import KEYS

TOWERS = ("model.image", "model.text")
RECIPES = shipped("configs")
FIRST = "demo-triplet"


def draw(training: Holder | None) -> None:
    """Draws the form."""
    sources = _sources()
    source = st.selectbox(
        "Same as",
        list(sources),
        key=SHARED.train_from,
        bind="query-params",
        help="Fills the form with what a recipe or an earlier run was made with; then change what should differ.",
    )
    with st.container(border=True):
        given = _given(config_form.values(sources[source]()), source)
    config = config_form.build(given)
    check_warm_up(config)
    estimate.draw(config)
    _start(config, training)


def _given(before: dict[str, Any], source: str) -> dict[str, Any]:
    """What the widgets say, by key."""
    fields = {field.key: field for field in config_form.fields()}
    wide, *narrow = st.columns((2, 1, 1), gap="small")
    with wide:
        given: dict[str, Any] = {"data.spec": _spec(before["data.spec"], source)}
    for column, table in zip(narrow, ("loss", "relevance"), strict=True):
        key = f"{table}.name"
        with column:
            given[key] = inputs.choice(table, before.get(key), f"train.{source}.{key}")
    with st.grid("auto", min_column_width=115, gap="small"):
        given |= inputs.several([fields[key] for key in config_form.FOREMOST if key not in given], before, source)
    with st.expander("All other settings"):
        rest = [field for key, field in fields.items() if key not in config_form.FOREMOST]
        for title, prefix in (("Training", "training."), ("Data", "data.")):
            st.subheader(title, anchor=False)
            with st.grid("auto", min_column_width=170, gap="small"):
                given |= inputs.several([one for one in rest if one.key.startswith(prefix)], before, source)
        for table in ("loss", "relevance", *TOWERS):
            given |= _options(table, given, before, source)
    return given


def _spec(before: str, source: str) -> str:
    """Which data set: one that a run has used, one that lies below the roots, or another that is typed."""
    known = list(dict.fromkeys([before, *_known_specs(), *places.found(), "scenes"]))
    label, said = inputs.LABELS["data.spec"], inputs.HELP["data.spec"]
    key = f"train.{source}.data.spec"
    return st.selectbox(label, known, key=key, help=said, accept_new_options=True, placeholder="scenes") or ""


def _options(table: str, given: dict[str, Any], before: dict[str, Any], source: str) -> dict[str, Any]:
    """The options of a choice; those of the source where it has made the same choice."""
    name_key = f"{table}.name"
    st.subheader(inputs.LABELS[name_key], anchor=False)
    said: dict[str, Any] = {}
    with st.grid("auto", min_column_width=170, gap="small"):
        if name_key not in given:
            said[name_key] = inputs.choice(table, before.get(name_key), f"train.{source}.{name_key}")
        name = (given | said)[name_key]
        same = before if before.get(name_key) == name else {}
        fields = inputs.choices(table)[name]
        filled = inputs.several(fields, same, f"{source}.{name}")
        said |= {one.key: filled[one.key] for one in fields if one.key in same or filled[one.key] != one.default}
    if not fields:
        notices.aside(f"{name} has no options.")
    return said


def _start(config: Config, training: Holder | None) -> None:
    """The name, the button, and why it does not work."""
    if training:
        notices.notice(
            f"`{training.run or 'A run'}` is being trained, one at a time: wait until it is done, or stop it."
        )
    left, right = st.columns((3, 1), vertical_alignment="bottom")
    named = left.text_input("Name", key=KEYS.name, placeholder="made from the loss and the time", max_chars=80)
    start = right.button(
        "Start",
        type="primary",
        icon=":material/play_arrow:",
        key=KEYS.start,
        width="stretch",
        disabled=training is not None,
    )
    notices.aside(f"It is written to `{runs.root()}`; the same by command: `ladder train FILE.toml --name NAME`.")
    if start:
        _begin(config, named.strip())


def _begin(config: Config, named: str) -> None:
    """Starts the training, and leads to it.

    Not by the button's callback: its arguments would be those of the run before, without what was typed last.
    """
    folder = background.start(config, runs.root() / check_name(named or _made(config)))
    st.session_state[KEYS.started] = folder.name
    st.rerun()


def _made(config: Config) -> str:
    return f"{config.loss.name}-{time.strftime('%Y%m%d-%H%M%S')}"


def started() -> bool:
    """Whether a training was started by the run before; its name is kept for who watches, the field is emptied."""
    name = st.session_state.pop(KEYS.started, None)
    if name is not None:
        st.session_state[KEYS.name], st.session_state[SHARED.train_run] = "", name
    return name is not None


def _sources() -> dict[str, Any]:
    """What the form can be filled from: the recipes, then the runs, newest first; each is read when it is chosen."""
    recipes = {path.stem: path for path in sorted(RECIPES.glob("*.toml"))}
    order = sorted(recipes, key=lambda name: name != FIRST)
    found: dict[str, Any] = {f"recipe {name}": lambda path=recipes[name]: configuration.read(path) for name in order}
    for folder in listing.all_runs():
        found.setdefault(f"run {folder.name}", lambda folder=folder: folder.config)
    if not found:
        raise ConfigError("there is neither a recipe in `configs/` nor a run to start from")
    return found


def _known_specs() -> list[str]:
    specs = []
    for folder in listing.all_runs():
        specs += _spec_of(folder)
    return specs


def _spec_of(folder: RunFolder) -> list[str]:
    try:
        return [folder.config.data.spec]
    except LadderError:
        return []
