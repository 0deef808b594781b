"""What comes with the project: the app, its assets, the bundled runs, the recipes."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def shipped(*parts: str) -> Path:
    """A file or folder that comes with the project, by its place in the clone.

    Example:
        >>> shipped("configs", "demo-adaptive.toml").name
        'demo-adaptive.toml'
    """
    return ROOT.joinpath(*parts)
