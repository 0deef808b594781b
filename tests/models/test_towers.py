"""What is particular to one encoder, and what it says when it is asked for what it cannot do."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence

from ladder.datasets.pictures import Pictures
from ladder.datasets.record import Features
from ladder.errors import ConfigError, RunError
from ladder.models import ConvNet, FeatureProjection, GRUEncoder, JointModel, SentenceProjection, encode, rebuild
from ladder.models.base import unit
from ladder.models.pretrained import ImageBackbone, SentenceEncoder
from ladder.models.projection import Projection
from ladder.models.vocabulary import END, PADDING, START, UNKNOWN, Tokens, Vocabulary, words
from tests.models.conftest import WORDS, photographs


def test_words_drop_case_and_punctuation():
    assert words('A "dog\'s" toy; two-wheeled, 3 times .') == ["a", "dog's", "toy", "two", "wheeled", "3", "times"]


def test_the_vocabulary_counts_and_orders_words():
    vocabulary = Vocabulary.of(["b a a", "a b c"], min_count=2)
    assert vocabulary.known == ["a", "b"]
    assert vocabulary.encode("c b") == [START, UNKNOWN, 5, END]
    assert len(vocabulary) == 6


def test_tokens_are_padded_to_the_longest_of_the_batch():
    tokens = Tokens(["a", "a b a b"], Vocabulary(["a", "b"]))
    numbers, lengths = tokens.take(np.array([1, 0]))
    assert numbers.tolist() == [[START, 4, 5, 4, 5, END], [START, 4, END, PADDING, PADDING, PADDING]]
    assert lengths.tolist() == [6, 3]
    assert tokens.take(np.array([0]))[0].shape == (1, 3)


def test_the_gru_knows_training_words_only(data):
    encoder = GRUEncoder.for_data(data, 8, min_count=1)
    assert encoder.unknown_words("a Unicorn on the GRASS") == ["unicorn"]
    assert set(encoder.vocabulary.known) == {word for caption in data.captions for word in words(caption)}


def test_unknown_words_and_captions_without_words_have_a_row():
    encoder = GRUEncoder(size=8, vocabulary=["dog"])
    rows = encode(encoder, encoder.prepare(["zebra", "quagga", "!?", "dog"]))
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(rows[0], rows[1], atol=1e-6)
    assert np.abs(rows[0] - rows[3]).max() > 0.01


def test_padding_has_no_part_in_a_row():
    encoder = GRUEncoder(size=8, vocabulary=["dog", "runs"])
    with torch.no_grad():
        encoder.embedding.weight[PADDING] = 7.0
    numbers, lengths = encoder.prepare(["dog", "dog runs dog runs"]).take(np.arange(2))
    alone = encoder(*encoder.prepare(["dog"]).take(np.arange(1)))
    torch.testing.assert_close(encoder(numbers, lengths)[:1], alone)


@pytest.mark.parametrize("lengths", [[5], [3, 1, 5, 3, 5, 1], [2, 2]])
def test_the_gru_is_pytorchs_with_its_gradients(lengths):
    encoder = GRUEncoder(size=8, vocabulary=[f"w{number}" for number in range(20)], word_size=6).double()
    numbers, lengths = torch.randint(4, 24, (len(lengths), max(lengths))), torch.tensor(lengths)
    tables = [parameter for _, parameter in encoder.named_parameters()]

    def theirs():
        packed = pack_padded_sequence(encoder.embedding(numbers), lengths, batch_first=True, enforce_sorted=False)
        return unit(encoder.gru(packed)[1][0])

    ours = encoder(numbers, lengths)
    torch.testing.assert_close(ours, theirs())
    aim = torch.randn(8)
    expected = torch.autograd.grad((theirs() @ aim).sum(), tables)
    for found, wanted in zip(torch.autograd.grad((ours @ aim).sum(), tables), expected, strict=True):
        torch.testing.assert_close(found, wanted)


def test_features_of_the_wrong_width_are_refused(data):
    encoder = FeatureProjection(size=8, width=12)
    with pytest.raises(ConfigError, match="width 12, these have 10"):
        encoder.prepare(None, data.features)


def test_features_keep_their_scale_out(data):
    encoder = FeatureProjection.for_data(data, 8)
    twice = replace(data.features, tables=(data.features.tables[0] * np.float16(2),))
    expected = encode(encoder, encoder.prepare(None, data.features))
    np.testing.assert_allclose(encode(encoder, encoder.prepare(None, twice)), expected, atol=2e-3)


def test_a_data_set_without_features_names_the_mend(data):
    with pytest.raises(ConfigError, match="has no features; make them with `ladder features`"):
        FeatureProjection.for_data(replace(data, features=None), 8)


def test_a_data_set_without_pictures_names_the_mend(data):
    with pytest.raises(ConfigError, match="add `images=DIR`"):
        ConvNet.for_data(replace(data, pictures=None), 8)


def test_a_photograph_needs_the_backbone():
    encoder = FeatureProjection(size=8, width=12)
    with pytest.raises(ConfigError, match="name it with `--backbone DIR`"):
        encoder.prepare(photographs(1), None)


def test_a_photograph_goes_through_the_backbone_that_made_the_features(data, image_network):
    pictures = photographs(6)
    features = ImageBackbone(str(image_network)).features([pictures.open(row) for row in range(6)])
    with_features = replace(data, features=Features((features,), np.arange(6), str(image_network)), pictures=pictures)
    encoder = FeatureProjection.for_data(with_features, 8)
    known = encode(encoder, encoder.prepare(None, with_features.features))
    np.testing.assert_allclose(encode(encoder, encoder.prepare(pictures, None)), known, atol=1e-5)


def test_the_backbone_is_loaded_for_the_first_photograph_and_kept_with_the_encoder(image_network, monkeypatch):
    loaded, load = [], ImageBackbone._load
    monkeypatch.setattr(
        ImageBackbone, "_load", lambda self, kind, **how: loaded.append(kind) or load(self, kind, **how)
    )
    encoder = FeatureProjection(size=8, width=24, backbone=str(image_network))
    rows = [encode(encoder, encoder.prepare(photographs(count), None)) for count in (1, 2)]
    assert loaded == ["AutoImageProcessor", "AutoModel"]
    np.testing.assert_allclose(rows[0][0], rows[1][0], atol=1e-6)


def test_a_changed_backbone_is_refused(image_network):
    encoder = FeatureProjection(size=8, width=24, backbone=str(image_network), backbone_hash="0" * 16)
    with pytest.raises(ConfigError, match="not those the features were made with"):
        encoder.prepare(photographs(1), None)


def test_a_changed_sentence_network_is_refused(sentence_network):
    encoder = SentenceProjection(8, 32, str(sentence_network), "0" * 16)
    with pytest.raises(ConfigError, match="not those the model was trained with"):
        encoder.prepare(["a dog"])


def test_the_text_half_of_a_pair_gives_its_text_embedding(pair_network):
    encoder = SentenceEncoder(str(pair_network))
    texts = [" ".join(WORDS[:3]), WORDS[0], " ".join(WORDS * 20)]  # the last has more tokens than the network reads
    together, model = encoder.encode(texts), encoder._model
    assert (encoder.width, together.shape) == (12, (3, 12))
    for text, vector in zip(texts, together, strict=True):
        tokens = encoder._tokenizer(text, truncation=True, max_length=20, return_tensors="pt")
        last = model.text_model(**tokens).last_hidden_state[0, -1]  # the end of the sentence stands for it
        alone = model.text_projection(last).detach().numpy()
        assert np.allclose(vector, alone / np.linalg.norm(alone), atol=1e-5)


def test_a_sentence_network_that_is_not_there_is_named(data):
    with pytest.raises(ConfigError, match=r"no model directory `\./nowhere`"):
        SentenceProjection.for_data(data, 8, encoder="./nowhere")


def test_without_transformers_the_extra_is_named(data, monkeypatch, sentence_network):
    monkeypatch.setitem(__import__("sys").modules, "transformers", None)
    with pytest.raises(Exception, match=r"pip install 'ladder\[text\]'"):
        SentenceProjection.for_data(data, 8, encoder=str(sentence_network))
    with pytest.raises(Exception, match=r"pip install 'ladder\[vision\]'"):
        ImageBackbone(str(sentence_network)).features(list(photographs(1).photos))


def test_towers_of_different_sizes_are_refused():
    with pytest.raises(ValueError, match="must be equal, got 8 and 4"):
        JointModel(ConvNet(8, 32, 8), GRUEncoder(4, ["a"]))


def test_an_unknown_tower_in_a_checkpoint_is_refused():
    settings = {"image": {"name": "vit", "settings": {}}, "text": {"name": "gru", "settings": {}}}
    with pytest.raises(RunError, match="does not describe a model of this version"):
        rebuild(settings)


def test_pixels_are_read_once():
    class Counted(Pictures):
        opened = 0

        def __len__(self):
            return 3

        def open(self, index):
            Counted.opened += 1
            return photographs(3).open(index)

    inputs = ConvNet(8, 32, 8).prepare(Counted(), None)
    first, again = inputs.take(np.array([2, 0]))[0], inputs.take(np.array([2, 0]))[0]
    assert first.shape == (2, 3, 32, 32)
    assert first.dtype == torch.uint8
    assert torch.equal(first, again)
    assert Counted.opened == 2


def test_dropout_is_of_training_steps_only(data, sentence_network):
    for make, options in (
        (FeatureProjection, {}),
        (GRUEncoder, {"min_count": 1}),
        (SentenceProjection, {"encoder": str(sentence_network)}),
    ):
        tower = make.for_data(data, 8, **options, dropout=0.5)
        plain = type(tower)(**tower.settings() | {"dropout": 0.0})
        plain.load_state_dict(tower.state_dict())
        inputs = tower.prepare(*((data.pictures, data.features) if make is FeatureProjection else (data.captions,)))
        np.testing.assert_array_equal(encode(tower, inputs), encode(plain, inputs))
        some = inputs.take(np.arange(4))
        assert not torch.allclose(tower(*some), plain(*some))


def test_a_hidden_layer_stands_beside_the_linear_map():
    projection = Projection(width=9, size=4, hidden=5).double()
    vectors = np.random.default_rng(0).normal(size=(3, 9))
    first, second = (projection.hidden[place] for place in (0, 3))
    weight, bias, in_weight, in_bias, out_weight, out_bias = (
        value.detach().numpy()
        for value in (projection.weight, projection.bias, first.weight, first.bias, second.weight, second.bias)
    )
    units = np.maximum(vectors @ in_weight.T + in_bias, 0)
    expected = vectors @ weight.T + bias + units @ out_weight.T + out_bias
    np.testing.assert_allclose(projection(torch.from_numpy(vectors)).detach().numpy(), expected)
    linear = Projection(width=9, size=4).double()
    linear.load_state_dict({"weight": projection.weight, "bias": projection.bias})
    np.testing.assert_allclose(linear(torch.from_numpy(vectors)).detach().numpy(), vectors @ weight.T + bias)


def test_a_tower_with_a_hidden_layer_is_rebuilt_from_its_settings(data, sentence_network):
    for tower in (
        FeatureProjection.for_data(data, 8, hidden=6),
        SentenceProjection.for_data(data, 8, str(sentence_network), hidden=6),
    ):
        again = type(tower)(**tower.settings())
        again.load_state_dict(tower.state_dict())
        assert again.settings() == tower.settings()
        assert again.projection.hidden[0].weight.shape == (6, tower.width)


def test_word_dropout_makes_words_unknown_and_nothing_else():
    encoder = GRUEncoder(size=8, vocabulary=["dog", "cat"], word_dropout=0.999999)
    numbers, lengths = encoder.prepare(["dog cat", "cat", "zebra"]).take(np.arange(3))
    rows = encoder(numbers, lengths)
    unknown = numbers.masked_fill(numbers > UNKNOWN, UNKNOWN)
    torch.testing.assert_close(rows, encoder.eval()(unknown, lengths))
    torch.testing.assert_close(rows[1], rows[2])  # one unknown word each, between start and end
    assert not torch.allclose(rows[0], rows[1])
