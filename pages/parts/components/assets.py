"""The files of the components: scripts and styles."""

from ladder.files.shipped import shipped

ASSETS = shipped("assets")


def read(*names: str) -> str:
    """The texts of these assets, one after the other."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
