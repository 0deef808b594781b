"""Layouts of a split's images and captions on a plane, and how far to trust them. docs/map.md says how to read them."""

from ladder.projection.aligned import lay_out_epochs, lay_out_pair
from ladder.projection.layouts import lay_out
from ladder.projection.placing import Placement, place

__all__ = ["Placement", "lay_out", "lay_out_epochs", "lay_out_pair", "place"]
