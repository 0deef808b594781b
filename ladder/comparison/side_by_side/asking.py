"""Who asks and what is searched in a run's evaluation: its vectors and its judge. Imports torch when called."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ladder.errors import RunError
from ladder.evaluation.protocols import Gallery, galleries
from ladder.relevance import RelevanceProvider
from ladder.runs import RunFolder
from ladder.runs.embeddings import Embeddings, join


def gallery(folder: RunFolder, report: Mapping[str, Any]) -> Gallery:
    """The gallery of an evaluation, its queries in the order of the samples.

    Vectors of another split that asks are made by the run's model where the run does not keep them.

    Args:
        folder: The run.
        report: Of the evaluation.

    Raises:
        RunError: If it was made under a protocol whose galleries are cut from the split.
    """
    if report.get("protocol", "all") != "all":
        raise RunError(
            f"rankings are shown of whole galleries, not under the protocol `{report['protocol']}`; choose another "
            "evaluation"
        )
    searched, queries = folder.embeddings(report["split"]), report.get("queries")
    if not queries:
        return galleries(searched, "all", None)[0]
    asking = folder.embeddings(queries) if queries in folder.splits() else _embedded(folder, queries)
    rows = len(searched.images) + np.arange(len(asking.images))
    return galleries(join([searched, asking]), "all", rows)[0]


def judge(folder: RunFolder, report: Mapping[str, Any], vectors: Embeddings) -> RelevanceProvider:
    """The judge that the evaluation was made by, for these captions.

    Raises:
        RunError: If the evaluation was judged by another than the training's.
    """
    from ladder.runs.building import kept_captions, make_judge

    if report.get("same_judge") is False:
        raise RunError(
            f"rankings are shown as the training's judge sees them, and `{folder.name}` was evaluated by "
            f"`{report['judge']['name']}`; choose another evaluation"
        )
    return make_judge(folder.config, kept_captions(folder.config, vectors))


def _embedded(folder: RunFolder, split: str) -> Embeddings:
    """The vectors of a split by the run's best model."""
    from ladder.datasets import open_dataset
    from ladder.evaluation import embed
    from ladder.models import checkpoints
    from ladder.runs.building import make_ready

    model = checkpoints.read_model(folder.checkpoint("best"))
    return embed(model, make_ready(folder.config, model, open_dataset(folder.config.data.spec), split))
