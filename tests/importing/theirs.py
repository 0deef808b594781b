"""A VSE++ model as its authors' code computes and saves it, of random weights; and what a stranger may give instead."""

import argparse
import pickle
import sys
import types
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from ladder.models.vocabulary import END, START, UNKNOWN, words

CAPTIONS = ["a dog runs", "a cat sleeps", "two dogs and a cat", "a red boat", "a boat at sea", "the sea"]
WORDS = ["a", "dog", "cat", "boat", "sea", "red", "runs"]
THEIRS = ("<pad>", "<start>", "<end>", "<unk>")
SIZE, WIDTH, WORD = 6, 5, 4


class Theirs(nn.Module):
    """Both sides, by the arithmetic of the paper."""

    def __init__(self, seed=0):
        super().__init__()
        torch.manual_seed(seed)
        self.fc = nn.Linear(WIDTH, SIZE)
        self.embed = nn.Embedding(len(THEIRS) + len(WORDS), WORD)
        self.rnn = nn.GRU(WORD, SIZE, batch_first=True)

    def images(self, features):
        return F.normalize(self.fc(torch.as_tensor(features)), dim=1).detach().numpy()

    def caption(self, text):
        known = {word: number for number, word in enumerate(WORDS, start=len(THEIRS))}
        numbers = torch.tensor([[START, *(known.get(word, UNKNOWN) for word in words(text)), END]])
        return F.normalize(self.rnn(self.embed(numbers))[0][0, -1], dim=0).detach().numpy()

    def sides(self):
        state = self.state_dict()
        image = {name: value for name, value in state.items() if name.startswith("fc.")}
        return [image, {name: value for name, value in state.items() if name not in image}]


def content(model=None, **settings):
    """What ``torch.save`` is given."""
    sides = (model or Theirs()).sides()
    opt = argparse.Namespace(**({"measure": "cosine", "max_violation": True, "vocab_path": "./vocab/"} | settings))
    return {"epoch": 12, "model": sides, "best_rsum": 321.5, "opt": opt, "Eiters": 3400}


def save(path: Path, whole=None, **options) -> Path:
    torch.save(content() if whole is None else whole, path, **options)
    return path


def save_vocabulary(path: Path, names=(*THEIRS, *WORDS), module="vocab", **attributes) -> Path:
    """A pickle of the class ``Vocabulary`` of a module that only its authors have."""
    table = type("Vocabulary", (), {"__module__": module})
    homes = {module.partition(".")[0]: types.ModuleType("outer"), module: types.ModuleType(module)}
    homes[module].Vocabulary = table
    with mock.patch.dict(sys.modules, homes):
        whole = table()
        whole.word2idx = {word: number for number, word in enumerate(names)}
        whole.idx2word, whole.idx = dict(enumerate(names)), len(names)
        vars(whole).update(attributes)
        path.write_bytes(pickle.dumps(whole, protocol=2))
    return path


def save_features(folder: Path, *, unit=True, seed=0) -> tuple[str, np.ndarray]:
    """A folder of features, one row for each of the captions' images."""
    features = np.random.default_rng(seed).normal(size=(len(CAPTIONS), WIDTH)).astype(np.float32)
    if unit:
        features /= np.linalg.norm(features, axis=1, keepdims=True)
    folder.mkdir(exist_ok=True)
    np.save(folder / "dev_ims.npy", features)
    (folder / "dev_caps.txt").write_text("".join(f"{text}\n" for text in CAPTIONS))
    return f"precomp:{folder}", features


class Runs:
    """A pickle of this runs a command when it is read without care."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self):
        import os

        return os.system, (f"touch {self.trace}",)
