"""Files of judgments: each form is told by its content, and what is damaged is named with its line."""

import pytest

from ladder.errors import DataError
from ladder.evaluation.judgments import LAYOUTS, JudgedPair, read

EXPERT = "kite.jpg\tboat.jpg#2\t1\t1\t2\nkite.jpg\tkite.jpg#0\t4\t4\t4\n"
CROWD = "kite.jpg\tkite.jpg#2\t1\t3\t0\nkite.jpg\tboat.jpg#2\t0.333333333333333\t1\t2\nkite.jpg\ttent.jpg#0\t0\t0\t4\n"
SITS = "caption,image,agg_score,sampling_method\nCOCO_val2014:sentid:648388,COCO_val2014_000000431431.jpg,1.8,c2i\n"
STS = "caption1,caption2,agg_score,sampling_method\nCOCO_val2014:sentid:98,COCO_val2014:sentid:480512,3.21,c2c_isim\n"
BENCHMARK = (
    'main-captions\tMSRvid\t2012test\t0024\t2.500\tA girl is "styling her hair.\tA girl is brushing her hair.\n'
    "main-news\theadlines\t2013\t0007\t0.000\tA  dog\t A cat \thttp://example.org/a\tlicence\n"
)
SICK = "pair_ID\tsentence_A\tsentence_B\tentailment_label\trelatedness_score\n1\tA dog \tA cat\tNEUTRAL\t4.5\n"
SICK_2014 = "pair_ID\tsentence_A\tsentence_B\trelatedness_score\tentailment_judgment\n1\tA dog\tA cat\t4.5\tNEUTRAL\n"
HEADED = "source\ttype\tyear\tindex\tscore\tsent1\tsent2\nmain-captions\tMSRvid\t2012test\t0024\t4.5\tA dog\tA cat\n"
SENTENCES = 'sentence1,sentence2,score\n"A dog, brown",A cat,4.5\n'
IDS = "image,caption_id,score\nkite.jpg,kite.jpg#0,-2\n"
WORDS = 'judge,image,caption,score,remark\nann,kite.jpg,"A kite, red",3,\nbob,kite.jpg,"A  kite, red",2,?\n'
DOG_AND_CAT = (JudgedPair("A dog", "A cat", (4.5,)),)


@pytest.fixture
def write(tmp_path):
    def written(text, name="judged.txt"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written


@pytest.mark.parametrize(
    ("text", "form", "kind", "captions", "pairs"),
    [
        (
            EXPERT,
            "flickr8k-expert",
            "image-caption",
            "id",
            (JudgedPair("kite.jpg", "boat.jpg#2", (1, 1, 2)), JudgedPair("kite.jpg", "kite.jpg#0", (4, 4, 4))),
        ),
        (
            CROWD,
            "flickr8k-crowd",
            "image-caption",
            "id",
            (
                JudgedPair("kite.jpg", "kite.jpg#2", (1, 1, 1)),
                JudgedPair("kite.jpg", "boat.jpg#2", (1, 0, 0)),
                JudgedPair("kite.jpg", "tent.jpg#0", (0, 0, 0, 0)),
            ),
        ),
        (
            SITS,
            "crisscrossed-sits",
            "image-caption",
            "id",
            (JudgedPair("COCO_val2014_000000431431.jpg", "648388", (1.8,)),),
        ),
        (STS, "crisscrossed-sts", "caption-caption", "id", (JudgedPair("98", "480512", (3.21,)),)),
        (
            BENCHMARK,
            "sts-benchmark",
            "caption-caption",
            "text",
            (
                JudgedPair('A girl is "styling her hair.', "A girl is brushing her hair.", (2.5,)),
                JudgedPair("A dog", "A cat", (0,)),
            ),
        ),
        (HEADED, "sts-benchmark", "caption-caption", "text", DOG_AND_CAT),
        (SICK, "sick", "caption-caption", "text", DOG_AND_CAT),
        (SICK_2014, "sick", "caption-caption", "text", DOG_AND_CAT),
        (SENTENCES, "table", "caption-caption", "text", (JudgedPair("A dog, brown", "A cat", (4.5,)),)),
        (IDS, "table", "image-caption", "id", (JudgedPair("kite.jpg", "kite.jpg#0", (-2,)),)),
        (WORDS, "table", "image-caption", "text", (JudgedPair("kite.jpg", "A kite, red", (3, 2)),)),
    ],
)
def test_a_form_is_told_by_its_content(write, text, form, kind, captions, pairs):
    for same in (text, text.replace("\n", "\r\n"), text.removesuffix("\n"), "\ufeff" + text, f"{text}\n\n"):
        judgments = read(write(same))
        assert (judgments.format, judgments.kind, judgments.captions) == (form, kind, captions)
        assert judgments.pairs == pairs
        assert judgments.count == sum(len(pair.scores) for pair in pairs)


def test_every_known_form_is_read_above(write):
    examples = [EXPERT, CROWD, SITS, STS, BENCHMARK, HEADED, SICK, IDS, WORDS, SENTENCES]
    assert len(examples) == len(LAYOUTS)
    for text, layout in zip(examples, LAYOUTS):
        judgments = read(write(text))
        assert (judgments.format, judgments.kind, judgments.captions) == (layout.name, layout.kind, layout.captions)


def test_means():
    assert JudgedPair("kite.jpg", "boat.jpg#2", (1, 1, 4)).mean == 2


def test_lines_of_one_pair_are_one_only_where_judges_are_named(write):
    alone = read(write("image,caption,score\na.jpg,A dog,1\na.jpg,A dog,3\n"))
    assert [pair.scores for pair in alone.pairs] == [(1,), (3,)]
    named = read(write("image,caption,score,judge\na.jpg,A dog,1,x\nb.jpg,A dog,2,x\na.jpg,A dog,3,y\n"))
    assert [pair.scores for pair in named.pairs] == [(1, 3), (2,)]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (EXPERT + "kite.jpg\tboat.jpg#1\t1\t5\t2\n", 3, "expected a score from 1 to 4, got `5`; mend the score"),
        ("kite.jpg\tboat.jpg#1\t0\t1\t2\n" + EXPERT, 1, "expected a score from 1 to 4, got `0`"),
        (EXPERT + "kite.jpg\tboat.jpg#1\t1\t2\n", 3, "expected 5 columns (image, caption_id, expert 1, "),
        (EXPERT + "kite.jpg\tboat.jpg#1\t1\t2\t2\t2\n", 3, "got 6; mend the line"),
        (EXPERT + "kite.jpg\tboat.jpg\t1\t2\t2\n", 3, "expected a caption id `IMAGE#NUMBER`, got `boat.jpg`"),
        (EXPERT + "\tboat.jpg#1\t1\t2\t2\n", 3, "the column `image` is empty; fill it in"),
        (EXPERT + "kite.jpg\tboat.jpg#1\t1\tx\t2\n", 3, "expected a number, got `x`"),
        (
            CROWD + "kite.jpg\tboat.jpg#1\t0.9\t1\t2\n",
            4,
            "expected the share of yes, the yes and the no, got 0.9, 1, 2",
        ),
        (CROWD + "kite.jpg\tboat.jpg#1\t0\t0\t0\n", 4, "expected the share of yes"),
        (CROWD + "kite.jpg\tboat.jpg#1\t0.5\t1.5\t1.5\n", 4, "expected the share of yes"),
        (CROWD + "kite.jpg\tboat.jpg#1\t2\t2\t-1\n", 4, "expected the share of yes"),
        (SITS + "648388,COCO_val2014_000000431431.jpg,1.8,c2i\n", 3, "`COCO_val2014:sentid:NUMBER`, got `648388`"),
        (SITS + "COCO_val2014:sentid:1,a.jpg,5.2,c2i\n", 3, "expected a score from 0 to 5, got `5.2`"),
        (STS + "COCO_val2014:sentid:1,COCO_val2014:1,2,c2c\n", 3, "got `COCO_val2014:1`"),
        (BENCHMARK + "main-news\theadlines\t2013\t0007\t3\tA dog\n", 3, "expected 7 columns"),
        (SICK + "2\tA dog\t \tNEUTRAL\t3\n", 3, "the column `sentence_B` is empty"),
        (SICK + "2\tA dog\tA cat\tNEUTRAL\t0.5\n", 3, "expected a score from 1 to 5, got `0.5`"),
        (SENTENCES + "A dog, brown,A cat,1\n", 3, "expected 3 columns (sentence1, sentence2, score), got 4; mend"),
        (SENTENCES + "A dog,A cat,nan\n", 3, "expected a number, got `nan`"),
        (SENTENCES + '"A dog,A cat,1\n', 3, "not CSV"),
        (WORDS + "ann,kite.jpg,A kite\n", 4, "expected 5 columns"),
        (WORDS + 'ann,kite.jpg,"A kite, red",3,\n', 4, "`ann` has judged this pair before; keep one"),
        (WORDS + ",kite.jpg,A kite,3,\n", 4, "the column `judge` is empty"),
    ],
)
def test_a_damaged_line_is_named(write, text, line, what):
    path = write(text)
    with pytest.raises(DataError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert what in str(error.value)
    assert "\n" not in str(error.value)


def test_more_damaged_lines_are_counted(write):
    with pytest.raises(DataError, match=r":3: .*\(and 2 more lines\)$"):
        read(write(EXPERT + 3 * "kite.jpg\tboat.jpg#1\t1\t5\t2\n"))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "hello\n", "image,caption\na.jpg,A dog\n", "a\tb\tc\n", "image1,image2,agg_score\na,b,1\n"]
)
def test_an_unknown_form_is_an_error_that_lists_the_known(write, text):
    with pytest.raises(DataError) as error:
        read(write(text))
    assert all(layout.looks in str(error.value) for layout in LAYOUTS)
    assert "\n" not in str(error.value)


def test_a_header_alone(write):
    with pytest.raises(DataError, match="the header of `table` and no judgments; add a line a judgment"):
        read(write("image,caption,score\n"))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"image,caption,score\na.jpg,caf\xe9,1\n", ":2: not UTF-8 text"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "a Git LFS pointer, not the file"),
    ],
)
def test_what_is_no_text(write, content, what):
    with pytest.raises(DataError, match=what):
        read(write(content))


def test_a_missing_file(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        read(tmp_path / "none.txt")
