"""Layouts of a split's images and captions on a plane, and how far to trust them. docs/map.md says how to read them."""

from ladder.space.layouts.aligned import lay_out_epochs, lay_out_pair
from ladder.space.layouts.placing import Placement, place
from ladder.space.layouts.single import lay_out

__all__ = ["Placement", "lay_out", "lay_out_epochs", "lay_out_pair", "place"]
