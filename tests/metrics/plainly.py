"""The list that a metric reads, in plain loops: what the tests compare with."""

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

QUERIES, CANDIDATES = 3, 7
law = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# Few distinct values, so that ties are common.
tables = hnp.arrays(np.float64, (QUERIES, CANDIDATES), elements=st.integers(0, 4).map(float))
degrees = hnp.arrays(np.float32, (QUERIES, CANDIDATES), elements=st.integers(0, 4).map(lambda grade: grade / 4))
untied = st.permutations(range(CANDIDATES)).map(lambda row: np.array([row] * QUERIES, dtype=float))


@st.composite
def masks(draw, fewest=1):
    """Which candidates count: at least so many a query."""
    mask = draw(hnp.arrays(np.bool_, (QUERIES, CANDIDATES)))
    for row in mask:
        for column in draw(st.permutations(range(CANDIDATES))):
            if row.sum() >= fewest:
                break
            row[column] = True
    return mask


def listed(similarity, relevance, k, candidate=None, among="model"):
    """Each query's list, ``[(similarity, relevance), …]``, and the relevance of all its candidates."""
    lists = []
    for q in range(len(similarity)):
        kept = [c for c in range(similarity.shape[1]) if candidate is None or candidate[q, c]]
        if among == "ideal":
            kept = sorted(sorted(kept, key=lambda c: -relevance[q, c])[:k])
        nearest = sorted(kept, key=lambda c: -similarity[q, c])[:k]  # sorted is stable
        pairs = [(float(similarity[q, c]), float(relevance[q, c])) for c in nearest]
        lists.append((pairs, [float(relevance[q, c]) for c in kept]))
    return lists
