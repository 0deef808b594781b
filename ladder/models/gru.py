"""Captions by the recurrent network of VSE++."""

from collections.abc import Sequence
from typing import Annotated, Any, Self

import torch
from pydantic import Field
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

from ladder.datasets.record import CaptionedImages
from ladder.models.base import Inputs, TextEncoder, unit
from ladder.models.near_words import nearest_word
from ladder.models.projection import Share
from ladder.models.vocabulary import PADDING, UNKNOWN, Tokens, Vocabulary, words


class GRUEncoder(TextEncoder):
    """Word embedding, one GRU layer, its last state normalised.

    Words outside the vocabulary share one embedding, so every caption has a row.

    Args:
        size: Width of the joint space, and of the GRU's state.
        vocabulary: The known words, in the order of their numbers.
        word_size: Width of a word's embedding.
        dropout: Share of the embeddings' numbers that are left out of each training step.
        word_dropout: Share of the words that are unknown to each training step.

    References:
        Faghri et al., "VSE++: Improving Visual-Semantic Embeddings with Hard Negatives", BMVC 2018.

    Example:
        >>> import numpy as np
        >>> encoder = GRUEncoder(size=4, vocabulary=["a", "dog"])
        >>> encoder(*encoder.prepare(["a dog", "a unicorn"]).take(np.arange(2))).shape
        torch.Size([2, 4])
    """

    name = "gru"

    def __init__(
        self,
        size: int,
        vocabulary: Sequence[str],
        word_size: int = 300,
        dropout: float = 0.0,
        word_dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.size, self.word_size, self.vocabulary = size, word_size, Vocabulary(vocabulary)
        self.dropout, self.word_dropout = nn.Dropout(dropout), word_dropout
        self.embedding = nn.Embedding(len(self.vocabulary), word_size, padding_idx=PADDING)
        nn.init.uniform_(self.embedding.weight, -0.1, 0.1)
        with torch.no_grad():
            self.embedding.weight[PADDING].zero_()
        self.gru = nn.GRU(word_size, size, batch_first=True)

    @classmethod
    def for_data(
        cls,
        data: CaptionedImages,
        size: int,
        word_size: Annotated[int, Field(ge=1, le=4096)] = 300,
        min_count: Annotated[int, Field(ge=1)] = 4,
        dropout: Share = 0.0,
        word_dropout: Share = 0.0,
    ) -> Self:
        """A new network whose vocabulary is the training captions' words that occur ``min_count`` times."""
        return cls(size, Vocabulary.of(data.captions, min_count).known, word_size, dropout, word_dropout)

    def settings(self) -> dict[str, Any]:
        """The constructor's arguments."""
        return {
            "size": self.size,
            "vocabulary": self.vocabulary.known,
            "word_size": self.word_size,
            "dropout": self.dropout.p,
            "word_dropout": self.word_dropout,
        }

    def prepare(self, captions: Sequence[str], *, progress: bool = False) -> Inputs:
        """The captions as rows of word numbers."""
        del progress  # no time at all
        return Tokens(captions, self.vocabulary)

    def unknown_words(self, text: str) -> list[str]:
        """The words outside the vocabulary, in their order."""
        return [word for word in words(text) if word not in self.vocabulary]

    def nearest_words(self, text: str) -> dict[str, str]:
        """As :func:`ladder.models.near_words.nearest_word` finds them in the vocabulary."""
        near = {word: nearest_word(word, self.vocabulary.known) for word in self.unknown_words(text)}
        return {word: known for word, known in near.items() if known}

    def forward(self, numbers: Tensor, lengths: Tensor) -> Tensor:
        """Word numbers ``(batch, longest)`` and lengths ``(batch,)`` to unit rows ``(batch, size)``."""
        if self.training and self.word_dropout:
            dropped = torch.rand(numbers.shape, device=numbers.device) < self.word_dropout
            numbers = numbers.masked_fill(dropped & (numbers > UNKNOWN), UNKNOWN)
        packed = pack_padded_sequence(self.embedding(numbers), lengths.cpu(), batch_first=True, enforce_sorted=False)
        packed = packed._replace(data=self.dropout(packed.data))  # of the words alone, not of the padding
        return unit(self.gru(packed)[1][0] if packed.data.is_cuda else self._last_states(packed))

    def _last_states(self, packed: PackedSequence) -> Tensor:
        """``(batch, size)``: what ``self.gru(packed)`` leaves of each row, in less time on a CPU.

        PyTorch's own loop takes each step's rows out by a slice, whose gradient is as large as the whole batch; that of
        a split is not.
        """
        arriving_weight, weight, arriving_bias, bias = self.gru.all_weights[0]
        gates = functional.linear(packed.data, arriving_weight, arriving_bias)
        state = gates.new_zeros(int(packed.batch_sizes[0]), self.size)
        ended = []  # states of the rows that have ended, the shortest first
        for arriving in gates.split(packed.batch_sizes.tolist()):  # (rows still going, 3 * size)
            state, done = state.split([len(arriving), len(state) - len(arriving)])
            ended.append(done)
            state = _step(arriving, functional.linear(state, weight, bias), state)
        return torch.cat([state, *reversed(ended)])[packed.unsorted_indices]


def _step(arriving: Tensor, recurrent: Tensor, state: Tensor) -> Tensor:
    """The next state, by the equations of :class:`torch.nn.GRU`, of two ``(batch, 3 * size)`` and the state before."""
    (reset, update, new), (own_reset, own_update, own_new) = arriving.chunk(3, dim=1), recurrent.chunk(3, dim=1)
    candidate = torch.tanh(new + torch.sigmoid(reset + own_reset) * own_new)
    return torch.lerp(candidate, state, torch.sigmoid(update + own_update))
