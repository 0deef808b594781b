"""What people said of images and captions: files of their judgments, and how far a model agrees with them."""

from ladder.evaluation.judgments.reading import LAYOUTS, read
from ladder.evaluation.judgments.record import JudgedPair, Judgments

__all__ = ["LAYOUTS", "JudgedPair", "Judgments", "read"]
