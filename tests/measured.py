"""Runs with made-up values per query: what a comparison reads, without a training."""

import numpy as np

from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.runs.config import Config, DataConfig, Origin

JUDGE, SECOND = {"name": "tfidf", "captions": "c0ffee"}, {"name": "scenes"}
GRADED = ("cs@100", "cs@10", "ndcg@50", "ideal_relevance@10", "second/cs@100")


def config(seed=0, loss="triplet", fingerprint="f00d", **options):
    origin = Origin(ladder="0.1.0", python="3.11", torch="2.13", created="today", data_fingerprint=fingerprint)
    return Config(seed=seed, data=DataConfig(spec="scenes"), loss=Choice(name=loss, **options), origin=origin)


def samples(seed, images=60, each=2, shift=0.0, columns=("rank", *GRADED)):
    """What all runs share and noise of this seed's; ``shift`` is added to every graded figure."""
    shared, generator = np.random.default_rng(0), np.random.default_rng(1 + seed)
    found = {}
    for way, image in zip(
        ("image_to_caption", "caption_to_image"), (np.arange(images), np.repeat(np.arange(images), each))
    ):
        found[way] = {"image": image, "query": np.arange(len(image))}
        for name in columns:
            base, noise = (part.normal(size=len(image)) for part in (shared, generator))
            if name == "rank":
                value = np.floor(np.exp(1.5 + base + 0.2 * noise))
            elif name.startswith("ideal_"):
                value = np.abs(base)
            else:
                value = 0.2 * base + 0.02 * noise + shift
            found[way][name] = value.astype(np.float32)
    return found


def make_run(path, *, settings=None, values=None, view="dev", **report):
    """A run's folder with values per query and a report."""
    folder = RunFolder.create(path, settings or config())
    folder.write_samples(view, samples(0) if values is None else values)
    told = {"judge": JUDGE, "second": SECOND, "same_judge": True, "figures": {}}
    folder.write_evaluation(view, told | report)
    return folder
