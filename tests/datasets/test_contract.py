"""What holds for every format. A new one is held to it by standing in ``FORMATS``."""

import numpy as np
import pytest

from ladder.datasets import FORMATS, SHARED_OPTIONS, open_dataset, reader
from ladder.errors import DataError
from tests.datasets.examples import CAPTIONS, EXAMPLES, IMAGES, write_features

MAKERS = [(name, make) for name, makers in EXAMPLES.items() for make in makers]
CHANGED = CAPTIONS | {"tent.jpg": ["A tenth", *CAPTIONS["tent.jpg"][1:]]}

pytestmark = pytest.mark.usefixtures("hub_package")


def test_every_format_has_an_example():
    assert EXAMPLES.keys() == FORMATS.keys()


@pytest.fixture(params=MAKERS, ids=lambda maker: maker[1].__name__)
def make(request):
    return request.param[1]


@pytest.fixture
def spec(make, tmp_path):
    return make(tmp_path, CAPTIONS)


def test_the_record_is_sound(spec):
    data = open_dataset(spec)
    assert data.spec == spec
    assert len(data) == len(set(data.image_ids)) == len(data.splits) == len(data.pictures)
    assert len(data.captions) == len(set(data.caption_ids)) == len(data.caption_image)
    assert all(text and text == " ".join(text.split()) for text in data.captions)
    assert set(data.splits) == {"train", "dev", "test"} or (".json" in spec and set(data.splits) == {"dev"})
    assert data.caption_image.dtype == np.int64
    assert (np.diff(data.caption_image) >= 0).all()
    assert set(data.caption_image.tolist()) == set(range(len(data)))
    assert data.first_caption[-1] == len(data.captions)
    assert (np.diff(data.first_caption) >= 1).all()


def test_captions_keep_their_image_and_order(spec):
    data = open_dataset(spec)
    if spec.startswith("scenes"):
        pytest.skip("scenes have captions of their own")
    found = [list(data.captions[first:last]) for first, last in zip(data.first_caption[:-1], data.first_caption[1:])]
    if spec.startswith("precomp"):
        assert found == [CAPTIONS[name][:1] for name in IMAGES]
    else:
        assert found == [CAPTIONS[name] for name in IMAGES]


def test_the_fingerprint_is_stable_and_a_changed_caption_changes_it(make, tmp_path):
    spec = make(tmp_path, CAPTIONS)
    before = open_dataset(spec).fingerprint
    assert open_dataset(spec).fingerprint == before
    (tmp_path / "other").mkdir()
    assert open_dataset(make(tmp_path / "other", CHANGED)).fingerprint != before


def test_a_split_is_renumbered(spec):
    data = open_dataset(spec)
    part = data.split("dev")
    rows = np.flatnonzero(data.splits == "dev")
    assert part.image_ids == tuple(data.image_ids[row] for row in rows)
    captions = [(data.image_ids[image], text) for image, text in zip(data.caption_image, data.captions)]
    assert [(part.image_ids[image], text) for image, text in zip(part.caption_image, part.captions)] == [
        (image, text) for image, text in captions if image in part.image_ids
    ]
    assert set(part.splits) == {"dev"}


def test_pictures_follow_their_image(spec):
    data = open_dataset(spec)
    rows = np.array([0, len(data) - 2, len(data) - 1])
    part = data.select(rows)
    for place, row in enumerate(rows):
        assert part.pictures.open(place).tobytes() == data.pictures.open(int(row)).tobytes()
        assert part.pictures.open(place).mode == "RGB"
    if not spec.startswith("scenes"):
        assert [data.pictures.open(row).width for row in range(4)] == [20, 21, 22, 23]


def test_every_format_takes_features_and_they_follow_their_image(spec, tmp_path):
    ids = sorted(open_dataset(spec).image_ids)
    folder = write_features(tmp_path / "made", [*ids, "another.jpg"])
    data = open_dataset(f"{spec},features={folder}")
    expected = [[ids.index(name), 2 * ids.index(name)] for name in data.image_ids]
    np.testing.assert_array_equal(data.features.take(np.arange(len(data))), expected)
    part = data.select(np.array([1, 3]))
    np.testing.assert_array_equal(part.features.take(np.array([1, 0])), [expected[3], expected[1]])
    assert (len(part.features), part.features.width, part.features.backbone) == (2, 2, "some/network")


def test_every_format_can_be_split_anew(spec):
    data = open_dataset(spec)
    drawn = open_dataset(f"{spec},resplit=50/25/25")
    if len(data) == 4:
        assert sorted(drawn.splits) == ["dev", "test", "train", "train"]
    assert (drawn.image_ids, drawn.captions, drawn.caption_ids) == (data.image_ids, data.captions, data.caption_ids)
    np.testing.assert_array_equal(drawn.caption_image, data.caption_image)
    np.testing.assert_array_equal(open_dataset(f"{spec},resplit=50/25/25,resplit_seed=0").splits, drawn.splits)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_unknown_option_is_refused_with_the_nearest(name):
    with pytest.raises(DataError, match=f"`{name}` takes no option `featurs`; did you mean `features`\\?"):
        open_dataset(f"{name},featurs=x")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_format_says_what_it_takes(name):
    module = reader(name)
    assert isinstance(module.PLACE, str)
    assert all(meaning for meaning in module.OPTIONS.values())
    assert not module.OPTIONS.keys() & SHARED_OPTIONS.keys()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_format_without_a_place_says_so(name):
    if reader(name).PLACE:
        with pytest.raises(DataError, match=f"`{name}`: the format `{name}` needs a place: `{name}:PATH`"):
            open_dataset(name)
    else:
        with pytest.raises(DataError, match=f"the format `{name}` needs no place; leave `:here` out"):
            open_dataset(f"{name}:here")
