"""Every benchmark of ``make bench`` runs to its end, tiny and a turn each: what it prints there is no measurement."""

import re
from dataclasses import replace

import pytest

from benchmarks import __main__ as command
from benchmarks import coherence, comparison, evaluation, levels, projection, scenes, timing, training_step

TINY = {
    coherence: {"QUERIES": 4, "GALLERIES": (1000,)},
    comparison: {"IMAGES": 30, "FIGURES": 2, "RESAMPLES": 40, "PERMUTATIONS": 40},
    evaluation: {"IMAGES": 30},
    levels: {"BATCH": 12, "SIZES": (8, 16)},
    projection: {"SEEDS": (0, 1), "LEFT_OUT": 20},
    scenes: {"SCENES": 20},
    training_step: {"IMAGES": 16, "WIDTH": 16, "STEPS": 2, "BATCH": 8, "SIZE": 16},
}


SLOW = {projection}  # lays the same items out six times
ELSEWHERE = {"many_runs"}  # tests/benchmarks/test_many_runs.py


def test_every_benchmark_is_run():
    assert command.ALL.keys() == {module.__name__.rpartition(".")[2] for module in TINY} | ELSEWHERE


def once(ways, repeats, *clock):
    """A turn of each way."""
    return timing.medians(ways, 1, *clock)


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "module",
    [pytest.param(module, marks=[pytest.mark.slow] if module in SLOW else []) for module in TINY],
    ids=lambda module: module.__name__.rpartition(".")[2],
)
@pytest.mark.filterwarnings("ignore")  # of samples too few for some figures
def test_it_runs_to_its_end(module, monkeypatch, capsys):
    for name, value in TINY[module].items():
        monkeypatch.setattr(module, name, value)
    if hasattr(module, "medians"):
        monkeypatch.setattr(module, "medians", once)
    if module is projection:
        monkeypatch.setattr(module.runs.RunFolder, "embeddings", small(module.runs.RunFolder.embeddings))
    module.main()
    assert re.search(r"\d", capsys.readouterr().out)


def small(whole):
    """The vectors of a run's first images alone."""

    def embeddings(folder, split):
        found = whole(folder, split)
        captions = int((found.caption_image < 60).sum())
        return replace(
            found,
            images=found.images[:60],
            captions=found.captions[:captions],
            image_ids=found.image_ids[:60],
            caption_ids=found.caption_ids[:captions],
            texts=found.texts[:captions],
            caption_image=found.caption_image[:captions],
        )

    return embeddings
