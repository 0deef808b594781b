"""What a data set is asked for by: ``FORMAT[:PLACE][,key=value…]``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ladder.errors import DataError, hint

_OPTION = re.compile(r",(?=[a-z_]+=)")  # a comma inside a path has no key behind it

SPLITS = ("train", "dev", "test")  # as most data sets call them, in this order


@dataclass(frozen=True)
class Spec:
    """A specification, taken apart.

    Attributes:
        text: As it was given.
        format: The format's name.
        place: What stands behind the colon; empty where there is none.
        options: The values by key.
    """

    text: str
    format: str
    place: str
    options: dict[str, str]

    @property
    def path(self) -> Path:
        """The place as a path, with ``~`` for the home folder.

        Raises:
            DataError: If there is no place.
        """
        if not self.place:
            raise DataError(f"`{self.text}`: the format `{self.format}` needs a place: `{self.format}:PATH`")
        return Path(self.place).expanduser()

    @property
    def directory(self) -> Path:
        """The place as a folder that is there.

        Raises:
            DataError: If there is no place, or no such folder.
        """
        if not self.path.is_dir():
            raise DataError(f"`{self.text}`: there is no folder `{self.path}`; give the one that holds the data set")
        return self.path

    def folder(self, key: str) -> Path | None:
        """The option ``key`` as a folder; None where it is not given.

        Raises:
            DataError: If there is no such folder.
        """
        if key not in self.options:
            return None
        path = Path(self.options[key]).expanduser()
        if not self.options[key] or not path.is_dir():
            raise DataError(f"`{self.text}`: there is no folder `{self.options[key]}`; look at `{key}=`")
        return path

    @property
    def resplit(self) -> tuple[dict[str, int], int] | None:
        """The shares of the splits in per cent that ``resplit=`` asks for, and their seed; None where it is not given.

        Raises:
            DataError: If they are no shares, or the seed is none.

        Example:
            >>> Spec("", "coco", "", {"resplit": "80/10/10"}).resplit
            ({'train': 80, 'dev': 10, 'test': 10}, 0)
        """
        given, seed = self.options.get("resplit"), self.options.get("resplit_seed", "0")
        if not seed.isdecimal():
            raise DataError(f"`{self.text}`: `resplit_seed={seed}` is no whole number; write `resplit_seed=1`")
        if given is None:
            if "resplit_seed" in self.options:
                raise DataError(f"`{self.text}`: `resplit_seed=` draws nothing alone; add `resplit=80/10/10`")
            return None
        parts = given.split("/")
        shares = [int(part) for part in parts if part.isdecimal()]
        if not len(parts) == len(shares) == len(SPLITS) or sum(shares) != 100:
            wrong = f"`resplit={given}` is not {'/'.join(SPLITS)} in whole per cent that make 100"
            raise DataError(f"`{self.text}`: {wrong}; write `resplit=80/10/10`")
        return dict(zip(SPLITS, shares, strict=True)), int(seed)

    def pictures(self, *usual: Path) -> Path | None:
        """The folder of the pictures: ``images=``, else the first of the usual ones that is there.

        Returns:
            None where there is none, which is allowed when there are features.

        Raises:
            DataError: If there is none.
        """
        given = self.folder("images")
        found = next((path for path in usual if path.is_dir()), None) if given is None else given
        if found is None and "features" not in self.options:
            looked = f" ({', '.join(path.name for path in usual)})" if usual else ""
            raise DataError(f"`{self.text}`: no folder of pictures{looked}; add `images=DIR`")
        return found


def parse(text: str, formats: Iterable[str]) -> Spec:
    """Takes a specification apart.

    Raises:
        DataError: If the format is unknown, or a key stands twice.

    Example:
        >>> parse("karpathy:a,b.json,images=~/pictures", ["karpathy"]).options
        {'images': '~/pictures'}
    """
    head, *parts = _OPTION.split(text.strip())
    name, _, place = head.partition(":")
    if name not in formats:
        raise DataError(f"`{text}`: there is no data format `{name}`{hint(name, formats)}")
    options: dict[str, str] = {}
    for part in parts:
        key, _, value = part.partition("=")
        if key in options:
            raise DataError(f"`{text}`: the option `{key}` stands twice; leave one out")
        options[key] = value
    return Spec(text, name, place, options)
