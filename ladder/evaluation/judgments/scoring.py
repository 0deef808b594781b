"""A model and a relevance provider, asked about the very pairs that people have judged."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ladder.datasets import open_dataset
from ladder.errors import ConfigError, DataError
from ladder.evaluation import judges
from ladder.evaluation.judgments.matching import Matched, match, sentences
from ladder.evaluation.judgments.reading import read
from ladder.evaluation.judgments.record import Judgments
from ladder.evaluation.judgments.report import AgreementReport, report
from ladder.models import JointModel, checkpoints, encode
from ladder.relevance import ALL, RelevanceProvider
from ladder.relevance.base import blocks
from ladder.runs import RunFolder
from ladder.runs.building import make_judge

BLOCK = 512  # pairs asked about at a time: a provider answers with a whole table


def run_agreement(
    folder: RunFolder, path: Path | str, *, judge: str | None = None, progress: bool = False
) -> AgreementReport:
    """How far a run's best model, and its relevance provider, agree with people.

    The judged images and captions are looked up in all splits of the run's data set, and only they are embedded. The
    provider is made for the splits that hold them.

    Args:
        folder: The run.
        path: A file of judgments, see :func:`ladder.evaluation.judgments.read`.
        judge: ``NAME[,key=value…]`` of a relevance provider; by default the training's.
        progress: Show progress bars on stderr.

    Raises:
        DataError: If the file is in no known form or damaged, none of its pairs is in the data set, or that has gone.
        ConfigError: If there is no such provider.
        RunError: If the run has no checkpoint.
    """
    judgments = read(path)
    model = checkpoints.read_model(folder.checkpoint("best"))
    found = sentences(judgments) if _of_words(judgments) else match(judgments, open_dataset(folder.config.data.spec))
    scores = {"model": _similarity(model, judgments, found, progress=progress)}
    name = folder.config.relevance.name if judge is None else _name(judge)
    if judgments.captions == "text" and name in ALL and not ALL[name].reads_words:
        note = f"the relevance provider `{name}` cannot judge free words, so it is not held against people"
        return _report(judgments, found, scores, notes=[note])
    try:
        provider = (
            make_judge(folder.config, found.data, progress=progress)
            if judge is None
            else judges.named(judge, found.data, progress=progress)
        )
    except DataError as error:
        if judge is not None:
            raise
        return _report(judgments, found, scores, notes=[f"{error}, so it is not held against people"])
    scores["relevance"] = _relevance(provider, judgments, found)
    return _report(judgments, found, scores, provider)


def provider_agreement(judge: str, path: Path | str, *, progress: bool = False) -> AgreementReport:
    """How far a relevance provider, made for the judged sentences, agrees with people on them.

    Args:
        judge: ``NAME[,key=value…]`` of a relevance provider that reads free words.
        path: A file of pairs of sentences, see :func:`ladder.evaluation.judgments.read`.
        progress: Show progress bars on stderr.

    Raises:
        ConfigError: If there is no such provider, or it does not read free words.
        DataError: If the file is damaged, or names images or captions of a data set.
    """
    judgments = read(path)
    if not _of_words(judgments):
        raise DataError(
            f"{judgments.path} (`{judgments.format}`) names items of a data set; give a run of it: "
            f"`ladder evaluate RUN --judgments {judgments.path}`"
        )
    if (name := _name(judge)) in ALL and not ALL[name].reads_words:
        readers = " or ".join(f"`{name}`" for name, provider in ALL.items() if provider.reads_words)
        raise ConfigError(f"the relevance provider `{name}` cannot judge free words; use {readers}")
    found = sentences(judgments)
    provider = judges.named(judge, found.data, progress=progress)
    return _report(judgments, found, {"relevance": _relevance(provider, judgments, found)}, provider)


def _report(
    judgments: Judgments,
    found: Matched,
    scores: dict[str, np.ndarray],
    provider: RelevanceProvider | None = None,
    notes: Sequence[str] = (),
) -> AgreementReport:
    return report(
        judgments,
        found.pairs,
        scores,
        image=found.left if judgments.kind == "image-caption" else None,
        own=found.own,
        relevance=None if provider is None else provider.describe(),
        left_out=found.left_out,
        notes=notes,
    )


def _similarity(model: JointModel, judgments: Judgments, found: Matched, *, progress: bool) -> np.ndarray:
    """The model's similarity of each pair, ``(pair,)``."""
    data = found.data
    right = [pair.right if row < 0 else data.captions[row] for pair, row in zip(found.pairs, found.right, strict=True)]
    if judgments.kind == "image-caption":
        rows, place = np.unique(found.left, return_inverse=True)
        chosen = data.select(rows)
        inputs = model.image.prepare(chosen.pictures, chosen.features, progress=progress)
        left = encode(model.image, inputs, progress="images" if progress else None)[place]
    else:
        left = _encoded(model, [data.captions[row] for row in found.left], progress=progress)
    return np.einsum("ij,ij->i", left, _encoded(model, right, progress=progress))


def _encoded(model: JointModel, texts: Sequence[str], *, progress: bool) -> np.ndarray:
    """A unit row a text, ``(text, size)``; equal texts are read once."""
    rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    inputs = model.text.prepare(list(rows), progress=progress)
    return encode(model.text, inputs, progress="captions" if progress else None)[[rows[text] for text in texts]]


def _relevance(provider: RelevanceProvider, judgments: Judgments, found: Matched) -> np.ndarray:
    """The provider's relevance of each pair, ``(pair,)``: an image's is the mean over its captions."""
    scores = np.empty(len(found.pairs))
    order = np.argsort(found.left, kind="stable")  # an image's pairs together: few images a block
    for block in blocks(len(order), BLOCK):
        some = order[block]
        left, row = np.unique(found.left[some], return_inverse=True)
        right, column = np.unique(found.right[some], return_inverse=True)
        if judgments.kind == "caption-caption":
            table = provider.between(left, right)
        elif judgments.captions == "id":
            table = provider.between_images(left, right)
        else:
            words = [found.pairs[pair].right for pair in some]
            table, column = provider.judge_images(words, left).T, np.arange(len(some))
        scores[some] = table[row, column]
    return scores


def _of_words(judgments: Judgments) -> bool:
    """Whether the pairs are of two sentences: no data set is needed."""
    return judgments.kind == "caption-caption" and judgments.captions == "text"


def _name(judge: str) -> str:
    """The name of a provider without its options."""
    return judge.partition(",")[0]
