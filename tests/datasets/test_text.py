"""Text files, lines, CSV and JSON."""

import pytest
from pydantic import BaseModel

from ladder.datasets.draft import Draft
from ladder.datasets.jsonfile import read_json
from ladder.datasets.problem import BrokenFileError
from ladder.datasets.text import read_csv, read_lines, read_text
from tests.datasets.examples import LFS, NOT_UTF8


@pytest.fixture
def path(tmp_path):
    return tmp_path / "file.txt"


def test_a_byte_order_mark_is_dropped(path):
    path.write_bytes("\ufeffcafé".encode())
    assert read_text(path) == "café"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", []),
        (b"a\nb", ["a", "b"]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"a\n\nb\n\n", ["a", "", "b", ""]),
        ("a\u2028b\x0cc\x85\n".encode(), ["a\u2028b\x0cc\x85"]),
    ],
)
def test_lines_end_at_newlines_only(path, content, lines):
    path.write_bytes(content)
    assert read_lines(path) == lines


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (b"one\ntwo\n" + NOT_UTF8, ":3", "not UTF-8 text; save the file as UTF-8"),
        ("one\ntwo".encode("utf-16"), ":1", "not UTF-8 text"),
        ("one\ntwo".encode("utf-16-le"), ":1", "not UTF-8 text"),
        (b"one\ntwo\0", ":2", "not UTF-8 text"),
        (LFS, "", "a Git LFS pointer, not the file; run `git lfs pull` where it came from"),
        (None, "", "no such file; put it there or look at the path"),
    ],
)
def test_unreadable_text(path, content, where, what):
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BrokenFileError, match=what) as caught:
        read_text(path)
    assert str(caught.value).startswith(f"{path}{where}: ")


def test_a_folder_in_place_of_a_file(tmp_path):
    with pytest.raises(BrokenFileError, match="cannot be read"):
        read_text(tmp_path)


def test_rows_begin_at_their_first_line(path):
    path.write_bytes(b'a,b\r\n"one\nline","x, ""y"""\n\nlast,row\n')
    draft = Draft("mine")
    assert list(read_csv(path, draft)) == [(1, ["a", "b"]), (2, ["one\nline", 'x, "y"']), (5, ["last", "row"])]
    assert not draft.problems


def test_damaged_rows_are_all_found_and_the_others_read(path):
    path.write_text('a,"b" c\nd,e\n"f" g,h\ni,"j\nk\n')
    draft = Draft("mine")
    assert list(read_csv(path, draft)) == [(2, ["d", "e"])]
    assert [problem.line for problem in draft.problems] == [1, 3, 4]
    assert "not CSV" in str(draft.problems[0])
    assert "put texts in quotes, and double the quotes within them" in str(draft.problems[2])


class Entry(BaseModel):
    name: str
    number: int


class Content(BaseModel):
    entries: list[Entry]


def test_json_is_checked_against_its_fields(path):
    path.write_text('{"entries": [{"name": "a", "number": 1, "more": []}], "more": 1}')
    assert read_json(path, Content, Draft("mine")).entries == [Entry(name="a", number=1)]


def test_every_wrong_field_is_named(path):
    path.write_text('{"entries": [{"name": "a", "number": 1}, {"name": 3, "number": 1}, {"name": "b"}]}')
    draft = Draft("mine")
    with pytest.raises(BrokenFileError, match=r"`entries\[2\]\.number`: field required; look whether it is the right"):
        read_json(path, Content, draft)
    assert [str(problem) for problem in draft.problems] == [
        f"{path}: `entries[1].name`: input should be a valid string; look whether it is the right file"
    ]


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        ('{\n"entries": [}', ":2", r"not JSON \(Expecting value\); fetch or write the file again"),
        ("", ":1", "not JSON"),
        ("[]", "", "input should be a valid dictionary"),
        ("{}", "", "`entries`: field required"),
    ],
)
def test_wrong_json(path, content, where, what):
    path.write_text(content)
    with pytest.raises(BrokenFileError, match=what) as caught:
        read_json(path, Content, Draft("mine"))
    assert str(caught.value).startswith(f"{path}{where}: ")
