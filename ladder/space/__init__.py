"""What can be said of a joint space beside its map: clusters, fields, outlines, the bullseye, change. No torch.

Items are the N images and then the M captions of a split, in one line. docs/map.md says how to read what is made here.
"""

from ladder.space.bullseye import Bullseye, bullseye
from ladder.space.change import Changed, most_changed, moved, shared_neighbours
from ladder.space.clusters import Clusters, clusters, texts_of
from ladder.space.contours import Contour, level_contours
from ladder.space.fields import Asked, asked, caption_lengths, kinds, levels_to, per_query, ranks
from ladder.space.neighbours import Neighbours, neighbours_of, points

__all__ = [
    "Asked",
    "Bullseye",
    "Changed",
    "Clusters",
    "Contour",
    "Neighbours",
    "asked",
    "bullseye",
    "caption_lengths",
    "clusters",
    "kinds",
    "level_contours",
    "levels_to",
    "most_changed",
    "moved",
    "neighbours_of",
    "per_query",
    "points",
    "ranks",
    "shared_neighbours",
    "texts_of",
]
