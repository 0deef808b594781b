"""The names in the session of the components that stand on a page once; the others are named by the page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """All are of the session only."""

    carpet: str = "compare_carpet"
    plane: str = "compare_plane"
    shares: str = "compare_shares"
    to_top: str = "to_top"

    def printing(self, of: str) -> str:
        """Of the buttons that save what is drawn under a key."""
        return f"{of}_printing"


KEYS = Keys()
