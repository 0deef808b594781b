"""Small frozen networks of random weights, in the layout of ``transformers``."""

from pathlib import Path

import torch

WORDS = ["a", "black", "dog", "runs", "on", "the", "grass", "two", "red", "boats", "near", "beach"]
TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]


def write_tokenizer(folder: Path, **options: object) -> None:
    """One that knows the words, beside a network."""
    from transformers import BertTokenizerFast

    (folder / "vocab.txt").write_text("\n".join(TOKENS), encoding="utf-8")
    BertTokenizerFast(vocab=str(folder / "vocab.txt"), **options).save_pretrained(folder)


def write_sentence_network(folder: Path) -> Path:
    """A BERT that knows the words: 32 numbers a sentence."""
    from transformers import BertConfig, BertModel

    with torch.random.fork_rng():
        torch.random.manual_seed(0)
        sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
        BertModel(BertConfig(vocab_size=len(TOKENS), max_position_embeddings=64, **sizes)).save_pretrained(folder)
    write_tokenizer(folder)
    return folder
