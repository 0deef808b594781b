"""A VSE++ checkpoint becomes a run with its own rows; what is none, or could run, is refused in one line."""

import json
import pickle
import zipfile
from collections import OrderedDict

import numpy as np
import pytest
import torch

from ladder.errors import DataError, LadderError
from ladder.importing.checkpoint import read_checkpoint
from ladder.importing.vocabulary import read_vocabulary
from ladder.importing.vsepp import import_vsepp
from ladder.search.queries import load_run
from tests.importing.theirs import (
    CAPTIONS,
    SIZE,
    THEIRS,
    WIDTH,
    WORDS,
    Runs,
    Theirs,
    content,
    save,
    save_features,
    save_vocabulary,
)


def bring(place, whole=None, vocabulary=None, data=None, **options):
    checkpoint = save(place / "model_best.pth.tar", whole)
    vocabulary = vocabulary or save_vocabulary(place / "vocab.pkl")
    data = data or save_features(place / "features")[0]
    return import_vsepp(checkpoint, vocabulary, place / "runs" / "theirs", data=data, split="dev", **options)


def refused(place, match, *arguments, **options):
    with pytest.raises(LadderError, match=match) as caught:
        bring(place, *arguments, **options)
    assert len(str(caught.value).splitlines()) == 1
    assert list((place / "runs").iterdir()) == []


def test_its_rows_are_those_of_the_original(place):
    found = bring(place)
    vectors, model = found.folder.embeddings("dev"), Theirs()
    _, features = save_features(place / "features")
    np.testing.assert_allclose(vectors.images, model.images(features), atol=1e-5)
    np.testing.assert_allclose(vectors.captions, [model.caption(text) for text in CAPTIONS], atol=1e-5)
    assert found.folder.config.loss.name == "imported"
    assert found.folder.status()["state"] == "finished"
    assert "[training]" not in (found.folder.path / "config.toml").read_text()
    assert any("punctuation" in note for note in found.notes)


def test_words_are_searched_with(place):
    run = load_run(bring(place).folder.path)
    ranking = run.search(text="a dog at the zoo", k=len(CAPTIONS))
    row = Theirs().caption("a dog at the zoo")
    np.testing.assert_allclose(ranking.similarity, np.sort(run.vectors("dev").images @ row)[::-1], atol=1e-5)
    assert ranking.unknown_words == ["zoo"]  # small words name nothing


def test_features_of_one_other_length_change_nothing(place):
    data, features = save_features(place / "features")
    np.save(place / "features" / "dev_ims.npy", 7.5 * features)
    vectors = bring(place, data=data).folder.embeddings("dev")
    np.testing.assert_allclose(vectors.images, Theirs().images(7.5 * features), atol=1e-5)


def test_features_of_differing_lengths_are_refused_where_that_changes_rows(place):
    data, features = save_features(place / "features")
    np.save(place / "features" / "dev_ims.npy", features * np.array([[0.1], [1], [2], [3], [4], [9]], np.float32))
    refused(place, "features of differing lengths .*cosine down to", data=data)


@pytest.mark.parametrize("protocol", [{}, {"_use_new_zipfile_serialization": False}])
def test_both_formats_of_torch_are_read(tmp_path, protocol):
    image, text, settings = read_checkpoint(save(tmp_path / "x.pth.tar", **protocol))
    assert set(image) == {"fc.weight", "fc.bias"}
    assert len(text) == 5
    assert settings["max_violation"] is True


def test_weights_of_several_devices_lose_their_prefix(tmp_path):
    sides = [OrderedDict((f"module.{name}", value) for name, value in side.items()) for side in Theirs().sides()]
    image, _, settings = read_checkpoint(save(tmp_path / "x.pth.tar", {"model": sides}))
    assert set(image) == {"fc.weight", "fc.bias"}
    assert settings == {}


@pytest.mark.parametrize(
    ("settings", "match"),
    [
        ({"cross_attn": "t2i", "lambda_softmax": 9.0}, "it is SCAN, which compares words with regions"),
        ({"measure": "order"}, "its measure is not the cosine"),
        ({"use_abs": True}, "absolute values"),
        ({"no_imgnorm": True}, "not of length 1"),
    ],
)
def test_models_that_no_two_towers_make_up(place, settings, match):
    refused(place, f"{match}.*; export its vectors with its own code and import those", content(**settings))


def changed(side, **weights):
    """The content with some weights put in or, where None, taken out."""
    whole = content()
    for name, value in weights.items():
        whole["model"][side].pop(name, None)
        if value is not None:
            whole["model"][side][name] = value
    return whole


@pytest.mark.parametrize(
    ("whole", "match"),
    [
        (changed(0, **{"fc.weight": torch.full((SIZE, WIDTH), torch.nan)}), "`fc.weight` hold NaN or infinity"),
        (changed(1, **{"embed.weight": torch.full((11, 4), torch.inf)}), "`embed.weight` hold NaN or infinity"),
        (changed(0, **{"fc.bias": torch.zeros(SIZE + 1)}), r"`fc.bias` are \(7,\), expected \(6,\)"),
        (changed(0, **{"fc.weight": torch.ones(SIZE)}), "expected a table"),
        (changed(0, **{"fc.weight": torch.ones(0, WIDTH)}), "expected a table"),
        (changed(0, **{"fc.weight": torch.ones(SIZE, WIDTH + 1)}), "of width 6, and .* has of width 5"),
        (changed(1, **{"rnn.weight_hh_l0": torch.ones(18, 5)}), r"`rnn.weight_hh_l0` are \(18, 5\)"),
        (changed(1, **{"embed.weight": torch.ones(12, 4)}), "12 embedded words, and 11 in the vocabulary"),
        (changed(1, **{"rnn.bias_hh_l0": None}), "there are no weights `rnn.bias_hh_l0`"),
        (changed(1, **{"more": torch.ones(1)}), "unexpected weights `more`"),
        (changed(1, **{"rnn.weight_ih_l0_reverse": torch.ones(1)}), "reads both ways"),
        (changed(1, **{"rnn.weight_ih_l1": torch.ones(1)}), "several layers"),
        (changed(0, **{"cnn.classifier.0.weight": torch.ones(1)}), "an image network"),
        (changed(0, **{"fc.weight": torch.ones(SIZE, WIDTH, dtype=torch.int64)}), "expected the weights of an image"),
        (changed(0, **{"fc.weight": torch.ones(1, 1).expand(10**6, 10**6)}), "expected the weights of an image"),
        (changed(0, **{"fc.weight": torch.eye(5).to_sparse()}), "expected the weights of an image|not read as a"),
        (changed(0, **{"fc.weight": "text"}), "expected the weights of an image"),
        ({"model": [{}]}, "expected the weights of an image and a text side"),
        ({"model": {}}, "expected the weights of an image and a text side"),
        ([1, 2], "expected the weights of an image and a text side"),
    ],
)
def test_weights_that_do_not_fit(place, whole, match):
    refused(place, match, whole)


def test_a_data_set_without_features(place):
    refused(
        place, "reads image features of width 5, and `scenes.*` has none", data="scenes,train=3,dev=3,test=0,tail=0"
    )


def test_a_run_of_that_name_is_kept(place):
    found = bring(place)
    with pytest.raises(LadderError, match="exists; give another"):
        bring(place)
    assert found.folder.embeddings("dev").split == "dev"


# --- what could run ---------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["model", "opt", "epoch", "best_rsum"])
@pytest.mark.parametrize("protocol", [{}, {"_use_new_zipfile_serialization": False}])
def test_a_checkpoint_that_would_run_a_command(place, where, protocol):
    trace = place / "trace"
    save(place / "evil.pth.tar", content() | {where: Runs(trace)}, **protocol)
    with pytest.raises(DataError, match=r"it names `(posix|nt)\.system`, .*; nothing in it was run") as caught:
        read_checkpoint(place / "evil.pth.tar")
    assert len(str(caught.value).splitlines()) == 1
    assert not trace.exists()


@pytest.mark.parametrize("payload", [torch.nn.Linear(2, 2), {"f": print}, np.zeros(3), slice(3)])
def test_a_checkpoint_that_names_anything_else(tmp_path, payload):
    save(tmp_path / "x.pth.tar", content() | {"more": payload})
    with pytest.raises(DataError, match="not read as a checkpoint"):
        read_checkpoint(tmp_path / "x.pth.tar")


def test_a_bare_pickle_is_no_checkpoint(tmp_path):
    (tmp_path / "x.pth.tar").write_bytes(pickle.dumps(Runs(tmp_path / "trace")))
    with pytest.raises(DataError, match="not read as a checkpoint"):
        read_checkpoint(tmp_path / "x.pth.tar")
    assert not (tmp_path / "trace").exists()


def test_a_packed_checkpoint_may_be_a_bomb(tmp_path):
    whole = save(tmp_path / "x.pth.tar")
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(tmp_path / "y", "w", zipfile.ZIP_DEFLATED) as packed:
        for name in archive.namelist():
            packed.writestr(name, archive.read(name))
    with pytest.raises(DataError, match="a packed archive, as torch writes none"):
        read_checkpoint(tmp_path / "y")


@pytest.mark.parametrize("content", [b"", b"no checkpoint", b"PK\3\4" + bytes(80), b"\x80\x02" + bytes(30)])
def test_a_damaged_checkpoint(tmp_path, content):
    (tmp_path / "x.pth.tar").write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_checkpoint(tmp_path / "x.pth.tar")
    assert len(str(caught.value).splitlines()) == 1


def test_a_truncated_checkpoint(tmp_path):
    whole = save(tmp_path / "x.pth.tar").read_bytes()
    for length in range(0, len(whole), 97):
        (tmp_path / "x.pth.tar").write_bytes(whole[:length])
        with pytest.raises(DataError):
            read_checkpoint(tmp_path / "x.pth.tar")


def test_a_missing_checkpoint(tmp_path):
    with pytest.raises(DataError, match="no checkpoint"):
        read_checkpoint(tmp_path / "gone")


# --- vocabularies -----------------------------------------------------------------------------


@pytest.mark.parametrize("module", ["vocab", "__main__", "vsepp.vocab"])
def test_a_pickled_vocabulary(tmp_path, module):
    assert read_vocabulary(save_vocabulary(tmp_path / "v.pkl", module=module)) == WORDS


def test_a_vocabulary_of_python_2(tmp_path):
    """As ``pickle.HIGHEST_PROTOCOL`` of Python 2 wrote it: texts are bytes."""
    items = b"".join(b"U" + bytes([len(word)]) + word.encode() + b"K" + bytes([number])
                     for number, word in enumerate((*THEIRS, *WORDS)))  # fmt: skip
    pickled = b"\x80\x02cvocab\nVocabulary\n)\x81}U\x08word2idx}(" + items + b"usb."
    (tmp_path / "v.pkl").write_bytes(pickled)
    assert read_vocabulary(tmp_path / "v.pkl") == WORDS


def test_a_vocabulary_in_json(tmp_path):
    table = {word: number for number, word in enumerate((*THEIRS, *WORDS))}
    whole = {"word2idx": table, "idx2word": {str(number): word for word, number in table.items()}, "idx": len(table)}
    (tmp_path / "v.json").write_text(json.dumps(whole))
    assert read_vocabulary(tmp_path / "v.json") == WORDS


class Reduced:
    """A pickle of this calls what it says."""

    def __init__(self, call, *arguments):
        self.said = call, arguments

    def __reduce__(self):
        return self.said


@pytest.mark.parametrize(
    ("call", "arguments"),
    [(eval, ("1",)), (exec, ("pass",)), (__import__, ("os",)), (getattr, (1, "real")), (print, ()), (bytearray, (9,))],
)
def test_a_vocabulary_that_would_run_something(tmp_path, call, arguments):
    (tmp_path / "v.pkl").write_bytes(pickle.dumps(Reduced(call, *arguments)))
    with pytest.raises(DataError, match=r"it names `builtins\.\w+`, .*; nothing in it was run"):
        read_vocabulary(tmp_path / "v.pkl")


@pytest.mark.parametrize("hide", ["idx2word", "idx", "extra"])
def test_a_command_hidden_in_a_vocabulary(tmp_path, hide):
    path = save_vocabulary(tmp_path / "v.pkl", **{hide: Runs(tmp_path / "trace")})
    with pytest.raises(DataError, match=r"system`, which a vocabulary has no need of; nothing in it was run"):
        read_vocabulary(path)
    assert not (tmp_path / "trace").exists()


def test_a_class_of_that_name_elsewhere_is_not_looked_up(tmp_path):
    path = save_vocabulary(tmp_path / "v.pkl", module="elsewhere")
    with pytest.raises(DataError, match=r"it names `elsewhere\.Vocabulary`"):
        read_vocabulary(path)


def test_a_vocabulary_that_asks_for_memory(tmp_path):
    (tmp_path / "v.pkl").write_bytes(b"\x80\x02]r\xff\xff\xff\x7f.")
    with pytest.raises(DataError, match="far more memory"):
        read_vocabulary(tmp_path / "v.pkl")


@pytest.mark.parametrize("content", [b"", b"\x80\x02", b"cvocab\nVocabulary\n)R.", b"N.", b"(lp0\n.", b"\xff\xfe"])
def test_a_damaged_pickle(tmp_path, content):
    (tmp_path / "v.pkl").write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_vocabulary(tmp_path / "v.pkl")
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("names", "match"),
    [
        (("<start>", "<pad>", "<end>", "<unk>", "a"), "as the numbers 0 to 3"),
        (("a",), "as the numbers 0 to 3"),
        (("<pad>", "<pad>", "<end>", "<unk>"), "do not run from 0"),
        ((*THEIRS, 7), "a number for each word"),
    ],
)
def test_numbers_that_are_not_those_of_words(tmp_path, names, match):
    with pytest.raises(DataError, match=match):
        read_vocabulary(save_vocabulary(tmp_path / "v.pkl", names))


@pytest.mark.parametrize("content", ["[]", "{}", '{"word2idx": []}', "no", '{"word2idx": {"a": 0.5}}', "[" * 100_000])
def test_json_that_is_no_vocabulary(tmp_path, content):
    (tmp_path / "v.json").write_text(content)
    with pytest.raises(DataError):
        read_vocabulary(tmp_path / "v.json")


def test_a_vocabulary_that_is_missing_or_huge(tmp_path, monkeypatch):
    with pytest.raises(DataError, match="no vocabulary"):
        read_vocabulary(tmp_path / "gone.pkl")
    path = save_vocabulary(tmp_path / "v.pkl")
    monkeypatch.setattr("ladder.importing.vocabulary.MOST_BYTES", 10)
    with pytest.raises(DataError, match="more than 10 bytes"):
        read_vocabulary(path)
