"""When two partitions, or two Silhouettes, count as equally good: rounding must not choose between them."""

EQUAL_INERTIA = 1e-13  # two partitions are equally good within this share of the inertia of one level
EQUAL_SILHOUETTE = 1e-12  # two mean Silhouettes this close are a tie
MOST_EQUAL = 100  # of more equally good partitions, the first in the order of preference are looked at
