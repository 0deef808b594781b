"""JSON files, checked against the fields that a format reads."""

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ladder.datasets.draft import Draft
from ladder.datasets.problem import BrokenFileError
from ladder.datasets.text import read_text

Model = TypeVar("Model", bound=BaseModel)


def read_json(path: Path, model: type[Model], draft: Draft) -> Model:
    """The file's content.

    Raises:
        BrokenFileError: If it is no JSON, or fields are missing or of another type. The last of them is raised, those
            before it are problems of the draft.
    """
    text = read_text(path)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise BrokenFileError(path, error.lineno, f"not JSON ({error.msg})", "fetch or write the file again") from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        broken = [
            (f"`{_place(found['loc'])}`: {found['msg'][0].lower()}{found['msg'][1:]}") for found in error.errors()
        ]
    mend = "look whether it is the right file"
    for what in broken[:-1]:
        draft.problem(path, None, what, mend)
    raise BrokenFileError(path, None, broken[-1], mend)


def _place(steps: tuple[int | str, ...]) -> str:
    """Where in the file: ``images[3].filename``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
