"""The fields of a configuration as widgets, each as its kind asks."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from ladder.options import Field
from ladder.runs import config_form

LABELS = {
    "data.spec": "Data",
    "loss.name": "Loss",
    "relevance.name": "Relevance",
    "model.size": "Joint size",
    "model.image.name": "Image tower",
    "model.text.name": "Text tower",
}
HELP = {
    "data.spec": "What and where the data set is: scenes, or table:photos/captions.csv. The Data page looks into it.",
    "loss.name": "What is minimised: triplet looks at the own pair alone, ladder and adaptive at the order of all.",
    "relevance.name": "Who judges how relevant a caption is to another: the levels of the ladder come from it.",
    "seed": "The same seed gives the same run.",
}
GREATEST = 2**53 - 1  # that a browser counts to exactly


@st.cache_data(show_spinner=False)
def choices(table: str) -> dict[str, list[Field]]:
    """The names of a family (``loss``, ``relevance``, ``model.image``, ``model.text``), with the options of each."""
    from ladder.runs.building import FAMILIES  # torch

    family = FAMILIES[table]
    return {name: family.fields(name) for name in family.members}


def draw(field: Field, value: Any, key: str) -> Any:
    """The widget of a field; what it says, None where it is left to the default."""
    label, said = label_of(field), HELP.get(field.key) or _sentence(field.help)
    if field.kind == "choice":
        place = field.choices.index(value) if value in field.choices else None
        return st.selectbox(label, field.choices, place, key=key, help=said or None)
    if field.kind == "whole":
        return st.number_input(
            label,
            min_value=None if field.low is None else int(field.low),
            max_value=GREATEST if field.high is None else min(int(field.high), GREATEST),
            value=value,
            step=1,
            key=key,
            help=said or None,
        )
    if field.kind == "number":
        bounds = (None if bound is None else float(bound) for bound in (field.low, field.high))
        low, high = bounds
        number = None if value is None else float(value)
        return st.number_input(label, low, high, number, step=step(number), format="%g", key=key, help=said or None)
    holder = config_form.as_toml(field.default) or "default"
    typed = st.text_input(
        label, config_form.as_toml(value), key=key, help=said or None, placeholder=holder, max_chars=500
    )
    return config_form.from_toml(typed) if field.kind == "value" else typed.strip()


def choice(table: str, value: str | None, key: str) -> str:
    """The name of one of a family."""
    names, label = list(choices(table)), LABELS[f"{table}.name"]
    first = names.index(value) if value in names else 0
    return st.selectbox(label, names, first, key=key, help=HELP.get(f"{table}.name"))


def several(fields: Iterable[Field], values: Mapping[str, Any], source: str) -> dict[str, Any]:
    """The widgets of several fields, and what they say, by key."""
    return {
        field.key: draw(field, values.get(field.key, field.default), f"train.{source}.{field.key}") for field in fields
    }


def label_of(field: Field) -> str:
    """A field's name on the form."""
    return LABELS.get(field.key, field.name.capitalize())


def step(value: float | None) -> float:
    """What a click on plus or minus adds: a tenth of the value, rounded to a power of ten.

    Example:
        >>> step(0.0005), step(2.0), step(None)
        (0.0001, 0.1, 0.1)
    """
    return 10.0 ** math.floor(math.log10(abs(value) * 0.2)) if value else 0.1


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
