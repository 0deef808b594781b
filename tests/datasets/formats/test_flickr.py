"""Flickr8k and Flickr30k: their files, and the slips that are known of them."""

import pytest

from ladder.datasets import inspect, open_dataset
from tests.datasets import examples
from tests.datasets.examples import CAPTIONS, LFS, NOT_UTF8, change, refuse, write_lines

TOKEN_FILES = [("flickr8k", "Flickr8k.token.txt"), ("flickr30k_tokens", "results_20130124.token")]
DEV_LISTS = [("flickr8k", "Flickr_8k.devImages.txt"), ("flickr30k", "val.txt")]
BOTH = pytest.mark.parametrize(("name", "file"), TOKEN_FILES)
LISTS = pytest.mark.parametrize(("name", "file"), DEV_LISTS)


def make(name, tmp_path):
    return getattr(examples, name)(tmp_path, CAPTIONS)


def notes(spec):
    return [str(note) for note in open_dataset(spec).notes]


def test_a_clean_folder_has_no_notes(tmp_path):
    assert notes(make("flickr8k", tmp_path)) == []


@pytest.mark.parametrize("name", ["flickr8k", "flickr8k_csv", "flickr30k", "flickr30k_tokens"])
def test_ids_of_captions(name, tmp_path):
    data = open_dataset(make(name, tmp_path))
    assert data.caption_ids[:4] == ("kite.jpg#0", "kite.jpg#1", "kite.jpg#2", "boat.jpg#0")


@BOTH
def test_a_blank_in_place_of_the_tab_is_mended(name, file, tmp_path):
    spec = make(name, tmp_path)
    change(tmp_path / file, "boat.jpg#0\t", "boat.jpg#0 ")
    assert "Two boats at a café" in open_dataset(spec).captions
    assert notes(spec) == [f"{tmp_path / file}:4: a blank stands in place of the tab; it is read as one"]


@BOTH
@pytest.mark.parametrize("line", ["boat.jpg Two boats", "boat.jpg#0", "boat.jpg#\tTwo boats", "boat.jpg\tTwo boats"])
def test_a_bad_token_line(name, file, line, tmp_path):
    spec = make(name, tmp_path)
    change(tmp_path / file, "boat.jpg#0\tTwo boats at a café", line)
    what = "expected `IMAGE#NUMBER<tab>caption`; mend the line or take it out"
    assert what in refuse(spec, f"{tmp_path / file}:4", "and 1 more")


@BOTH
def test_empty_lines_between_captions_do_not_matter(name, file, tmp_path):
    spec = make(name, tmp_path)
    before = open_dataset(spec).fingerprint
    change(tmp_path / file, "boat.jpg#0", "\n  \nboat.jpg#0")
    assert open_dataset(spec).fingerprint == before


@BOTH
def test_a_caption_twice(name, file, tmp_path):
    spec = make(name, tmp_path)
    change(tmp_path / file, "kite.jpg#1", "kite.jpg#0")
    refuse(spec, f"{tmp_path / file}:2", "the caption id `kite.jpg#0` stands twice; give each caption its own")


@LISTS
def test_an_unknown_image_in_a_list(name, file, tmp_path):
    spec = make(name, tmp_path)
    change(tmp_path / file, "tent", "tint")
    what = "the image `tint.jpg` has no caption; write one or take the image out"
    assert what in refuse(spec, f"{tmp_path / file}:1", "and 1 more")


@LISTS
def test_an_image_in_two_lists(name, file, tmp_path):
    spec = make(name, tmp_path)
    write_lines(tmp_path / file, ["tent.jpg ", " ", " kite.jpg"])
    refuse(spec, f"{tmp_path / file}:3", "the image `kite.jpg` is in two splits, `train` and `dev`; keep it in one")


@LISTS
def test_an_image_twice_in_a_list(name, file, tmp_path):
    spec = make(name, tmp_path)
    write_lines(tmp_path / file, ["tent.jpg", "tent.jpg"])
    refuse(spec, f"{tmp_path / file}:2", "the image `tent.jpg` is listed twice; take it out once")


@LISTS
def test_a_list_in_another_encoding(name, file, tmp_path):
    spec = make(name, tmp_path)
    (tmp_path / file).write_bytes(b"tent.jpg\n" + NOT_UTF8)
    refuse(spec, f"{tmp_path / file}:2", "not UTF-8 text")


@LISTS
def test_a_list_that_is_a_git_lfs_pointer(name, file, tmp_path):
    spec = make(name, tmp_path)
    (tmp_path / file).write_bytes(LFS)
    refuse(spec, str(tmp_path / file), "a Git LFS pointer")


@LISTS
def test_images_in_no_list_are_left_out(name, file, tmp_path):
    spec = make(name, tmp_path)
    (tmp_path / file).unlink()
    data = open_dataset(spec)
    assert data.image_ids == ("kite.jpg", "boat.jpg", "ball.jpg")
    assert str(data.notes[0]).endswith("images with captions in no split list: 1; they are left out")


@LISTS
def test_without_lists_all_is_train(name, file, tmp_path):
    spec = make(name, tmp_path)
    for path in [*tmp_path.glob("*Images.txt"), *tmp_path.glob("t*.txt"), *tmp_path.glob("val.txt")]:
        path.unlink()
    data = open_dataset(spec)
    assert set(data.splits) == {"train"}
    assert data.image_ids == tuple(CAPTIONS)
    assert f"{tmp_path}: no split lists (" in str(data.notes[0])
    assert str(data.notes[0]).endswith("; all images are in `train`")


def test_without_lists_a_missing_picture_is_listed_by_the_captions(tmp_path):
    spec = make("flickr8k", tmp_path)
    for path in tmp_path.glob("*Images.txt"):
        path.unlink()
    path = tmp_path / "images" / "boat.jpg"
    path.unlink()
    refuse(spec, str(path), rf"no such picture \(listed in {tmp_path}/Flickr8k.token.txt:4\)")


def test_images_keep_the_order_of_the_lists(tmp_path):
    spec = make("flickr8k", tmp_path)
    write_lines(tmp_path / "Flickr_8k.trainImages.txt", ["boat.jpg", "kite.jpg"])
    data = open_dataset(spec)
    assert data.image_ids == ("boat.jpg", "kite.jpg", "tent.jpg", "ball.jpg")
    assert data.captions[:2] == (*CAPTIONS["boat.jpg"], CAPTIONS["kite.jpg"][0])


@pytest.mark.parametrize("lists", [True, False])
def test_the_photograph_that_never_was(lists, tmp_path):
    spec = make("flickr8k", tmp_path)
    bogus = "2258277193_586949ec62.jpg.1"
    file = tmp_path / "Flickr8k.token.txt"
    file.write_text(f"{bogus}#0\tA dog\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    if not lists:
        for path in tmp_path.glob("*Images.txt"):
            path.unlink()
    data = open_dataset(spec)
    assert bogus not in data.image_ids
    assert f"{file}:1: there is no photograph `{bogus}`; its caption is left out" == str(data.notes[0])
    assert len(data.notes) == (1 if lists else 2)


@pytest.mark.parametrize("folder", ["Images", "Flicker8k_Dataset", "Flickr8k_Dataset"])
def test_usual_folders_of_flickr8k(folder, tmp_path):
    spec = make("flickr8k", tmp_path)
    (tmp_path / "images").rename(tmp_path / folder)
    assert open_dataset(spec).pictures.path(0) == tmp_path / folder / "kite.jpg"


@pytest.mark.parametrize("folder", ["flickr30k_images", "images"])
def test_usual_folders_of_flickr30k(folder, tmp_path):
    spec = make("flickr30k", tmp_path)
    (tmp_path / "flickr30k-images").rename(tmp_path / folder)
    assert open_dataset(spec).pictures.path(0) == tmp_path / folder / "kite.jpg"


@pytest.mark.parametrize(("name", "folder"), [("flickr8k", "images"), ("flickr30k", "flickr30k-images")])
def test_pictures_elsewhere(name, folder, tmp_path):
    spec = make(name, tmp_path)
    (tmp_path / folder).rename(tmp_path / "elsewhere")
    refuse(spec, f"`{spec}`", "no folder of pictures .*; add `images=DIR`")
    assert open_dataset(f"{spec},images={tmp_path / 'elsewhere'}").pictures.path(0).parent == tmp_path / "elsewhere"


@pytest.mark.parametrize("name", ["flickr8k", "flickr30k"])
def test_no_such_folder(name, tmp_path):
    spec = f"{name}:{tmp_path / 'gone'}"
    refuse(spec, f"`{spec}`", "there is no folder `.*gone`; give the one that holds the data set")


def test_the_header_of_the_csv_is_missing(tmp_path):
    spec = make("flickr8k_csv", tmp_path)
    change(tmp_path / "captions.txt", "image,caption", "img,caption")
    what = "expected the header `image,caption`, got `img,caption`; put it there"
    refuse(spec, f"{tmp_path / 'captions.txt'}:1", what)


def test_the_csv_is_empty(tmp_path):
    spec = make("flickr8k_csv", tmp_path)
    (tmp_path / "captions.txt").write_text("")
    refuse(spec, f"{tmp_path / 'captions.txt'}:1", "expected the header `image,caption`, got ``")


def test_a_caption_with_a_comma_that_is_not_quoted(tmp_path):
    spec = make("flickr8k_csv", tmp_path)
    change(tmp_path / "captions.txt", "Two boats at", "Two boats, at")
    (first, second) = inspect(spec).problems
    path = tmp_path / "captions.txt"
    assert str(first) == f"{path}:5: expected 2 columns, got 3; put captions with commas in quotes"
    assert "`boat.jpg` has no caption" in str(second)


def test_a_quote_that_is_not_doubled(tmp_path):
    spec = make("flickr8k_csv", tmp_path)
    change(tmp_path / "captions.txt", "Two boats at", '"Two" boats at')
    refuse(spec, f"{tmp_path / 'captions.txt'}:5", "not CSV .*; put texts in quotes, and double the quotes within them")


def test_the_line_of_flickr30k_that_lacks_a_bar(tmp_path):
    spec = make("flickr30k", tmp_path)
    change(tmp_path / "results.csv", "boat.jpg| 0| ", "boat.jpg| 0   ")
    data = open_dataset(spec)
    assert data.captions[data.caption_ids.index("boat.jpg#0")] == "Two boats at a café"
    what = "the second `|` is missing; the line is read as if it stood there"
    assert [str(note) for note in data.notes] == [f"{tmp_path / 'results.csv'}:5: {what}"]


def test_empty_lines_of_flickr30k_do_not_matter(tmp_path):
    spec = make("flickr30k", tmp_path)
    change(tmp_path / "results.csv", "boat.jpg| 0", "\n  \nboat.jpg| 0")
    assert len(open_dataset(spec).captions) == 12


def test_a_bar_in_a_caption_belongs_to_it(tmp_path):
    spec = make("flickr30k", tmp_path)
    change(tmp_path / "results.csv", "Two boats", "Two | boats")
    assert "Two | boats at a café" in open_dataset(spec).captions


@pytest.mark.parametrize("line", ["boat.jpg, 0, Two boats", "boat.jpg| zero| Two boats", "boat.jpg| Two boats"])
def test_a_bad_line_of_flickr30k(line, tmp_path):
    spec = make("flickr30k", tmp_path)
    change(tmp_path / "results.csv", "boat.jpg| 0| Two boats at a café", line)
    what = r"expected `IMAGE\| NUMBER\| caption`; mend the line or take it out"
    refuse(spec, f"{tmp_path / 'results.csv'}:5", what)


@pytest.mark.parametrize("content", ["", "a,b,c\n"])
def test_the_header_of_flickr30k_is_missing(content, tmp_path):
    spec = make("flickr30k", tmp_path)
    (tmp_path / "results.csv").write_text(content)
    what = rf"expected the header `image_name\| comment_number\| comment`, got `{content.strip()}`"
    refuse(spec, f"{tmp_path / 'results.csv'}:1", what)


def test_the_other_names_of_flickr30k_lists(tmp_path):
    spec = make("flickr30k", tmp_path)
    for split in ("train", "val", "test"):
        (tmp_path / f"{split}.txt").rename(tmp_path / f"flickr30k_{split}.txt")
    change(tmp_path / "flickr30k_val.txt", "tent", "tent.jpg")
    data = open_dataset(spec)
    assert data.splits.tolist() == ["train", "train", "dev", "test"]
    assert not data.notes
