"""Losses over the similarities of a batch: triplet, ladder, adaptive ladder, and two listwise baselines.

To add one: a module here, its line in ``ALL``, its options in tests/losses/test_contract.py.
"""

from ladder.losses.adaptive import AdaptiveLadderLoss
from ladder.losses.base import RetrievalLoss
from ladder.losses.ladder import LadderLoss
from ladder.losses.listwise import ListwiseLoss
from ladder.losses.measured import BatchLevels
from ladder.losses.report import BatchReport, DirectionReport, PairShares, RungReport
from ladder.losses.soft_rank import SoftRankLoss
from ladder.losses.triplet import TripletLoss
from ladder.options import Family

ALL: dict[str, type[RetrievalLoss]] = {
    loss.name: loss for loss in (TripletLoss, LadderLoss, AdaptiveLadderLoss, ListwiseLoss, SoftRankLoss)
}
FAMILY = Family("loss", ALL)

__all__ = [
    "ALL",
    "FAMILY",
    "AdaptiveLadderLoss",
    "BatchLevels",
    "BatchReport",
    "DirectionReport",
    "LadderLoss",
    "ListwiseLoss",
    "PairShares",
    "RetrievalLoss",
    "RungReport",
    "SoftRankLoss",
    "TripletLoss",
]
