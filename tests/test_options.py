"""From names to objects: what is built, and what is said of mistakes."""

from typing import Annotated, Literal

import pytest
from pydantic import Field

from ladder.errors import ConfigError
from ladder.options import Choice, Family


class Wheel:
    def __init__(
        self, spokes: Annotated[int, Field(ge=3)], rim: Literal["wood", "steel"] = "wood", size: float = 1.0
    ) -> None:
        if size > 10:
            raise ValueError(f"`size` must be at most 10, got {size}")
        self.made = (spokes, rim, size)

    @classmethod
    def for_data(cls, data: str, spokes: int = 8) -> "Wheel":
        return cls(spokes, size=len(data))


class Plain:
    def __init__(self) -> None:
        pass


PARTS = Family("part", {"wheel": Wheel, "plain": Plain})
BY_DATA = Family("part", {"wheel": Wheel}, "for_data", given=1)


def test_it_is_built_with_the_types_of_its_signature():
    assert PARTS.make(Choice(name="wheel", spokes=4, size=2)).made == (4, "wood", 2.0)


def test_first_arguments_are_given_by_the_caller():
    assert BY_DATA.make(Choice(name="wheel"), "abc").made == (8, "wood", 3.0)


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice(name="whel"), r"\[part\] has no choice `whel`; did you mean `wheel`\?"),
        (Choice(name="boat"), r"\[part\] has no choice `boat`; choose from `plain`, `wheel`"),
        (Choice(name="wheel", spokes=4, rimm="wood"), r"`wheel` takes no option `rimm`; did you mean `rim`\?"),
        (Choice(name="plain", size=3), r"`plain` takes no option `size`; it has none"),
        (Choice(name="wheel"), r"`wheel`: needs the option `spokes`"),
        (Choice(name="wheel", spokes=2), r"`wheel`: `spokes` should be greater than or equal to 3, got 2"),
        (Choice(name="wheel", spokes="four"), r"`spokes` should be a valid integer.*got 'four'"),
        (Choice(name="wheel", spokes=4, rim="gold"), r"`rim` should be 'wood' or 'steel', got 'gold'"),
        (Choice(name="wheel", spokes=4, size=11), r"`wheel`: `size` must be at most 10, got 11"),
    ],
)
def test_mistakes_are_named_in_one_line(choice, message):
    with pytest.raises(ConfigError, match=message) as error:
        PARTS.make(choice)
    assert "\n" not in str(error.value)


def test_what_the_caller_gives_is_no_option():
    with pytest.raises(ConfigError, match="takes no option `data`"):
        BY_DATA.make(Choice(name="wheel", data="x"), "abc")


def test_the_form_and_what_is_built_read_the_same_options():
    spokes, rim, size = PARTS.fields("wheel")
    assert (spokes.key, spokes.kind, spokes.default) == ("part.spokes", "value", None)
    assert (rim.kind, rim.default, rim.choices) == ("choice", "wood", ("wood", "steel"))
    assert (size.name, size.default) == ("size", 1.0)
    assert [field.key for field in BY_DATA.fields("wheel")] == ["part.spokes"]
    assert PARTS.fields("plain") == []
