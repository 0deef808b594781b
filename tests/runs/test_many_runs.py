"""Many runs in order: the table, what is noted, names, the trash, a run as one file."""

import io
import json
import math
import pickle
import sys
import types
import zipfile
from zipfile import ZipFile

import pytest

from ladder.errors import MissingExtraError, RunError
from ladder.exporting import tensorboard
from ladder.runs import RunFolder
from ladder.runs import folder as files_of
from ladder.runs.many import about, exchange, names, table, trash
from tests.world import tiny_config

R1, CS, OTHER = "caption_to_image/recall@1", "caption_to_image/cs@100", "image_to_caption/recall@1"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A folder of runs, and no bundled ones."""
    path = tmp_path / "runs"
    monkeypatch.setenv("LADDER_RUNS", str(path))
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", tmp_path / "bundled")
    return path


def make(root, name="first", rsums=(100.0, 120.0, 110.0), state="finished", **training):
    folder = RunFolder.create(root / name, tiny_config("scenes", epochs=5, **training))
    for epoch, rsum in enumerate(rsums, start=1):
        folder.append_metrics(kind="step", epoch=epoch - 1, step=10 * epoch, time=1.0, loss=1.0,
                              intra_modal=0.0, gradient_norm=1.0, learning_rate=1.0, strength=1.0)  # fmt: skip
        measured = {"rsum": rsum, R1: rsum / 1000, OTHER: 0.9, CS: rsum / 500}
        folder.append_metrics(kind="validation", epoch=epoch, step=10 * epoch, time=1.0, figures=measured)
    folder.write_status(state=state, epoch=len(rsums), epochs=5, message="said")
    return folder


# --- the table -------------------------------------------------------------------------------


def test_a_row_says_what_a_run_is_and_how_good_its_best_epoch(root):
    folder = make(root)
    about.write(folder, tags=["b", "a"], note="why")
    entry = table.entry(folder)
    assert (entry.name, entry.state, entry.loss, entry.relevance) == ("first", "finished", "triplet", "tfidf")
    assert (entry.data, entry.seed, entry.epochs, entry.best_epoch) == ("scenes", 1, (3, 5), 2)
    assert entry.figures == {"rsum": 120.0, "recall@1": 0.12, "cs@100": 0.24}
    assert entry.series["rsum"] == [100.0, 120.0, 110.0]
    assert entry.series["recall@1"] == [0.1, 0.12, 0.11]
    assert (entry.tags, entry.note, entry.bundled) == (("a", "b"), "why", False)
    assert entry.size == sum(path.stat().st_size for path in folder.path.rglob("*") if path.is_file())


def test_the_first_of_equal_epochs_is_the_best_and_a_rank_is_best_small(root):
    assert table.entry(make(root, rsums=(1.0, 5.0, 5.0))).best_epoch == 2
    folder = make(root, "ranked", (), select="caption_to_image/median_rank")
    for epoch, rank in ((1, 9.0), (2, 3.0), (3, 4.0)):
        figures = {"caption_to_image/median_rank": rank}
        folder.append_metrics(kind="validation", epoch=epoch, step=epoch, figures=figures)
    assert table.entry(folder).best_epoch == 2


def test_a_run_that_was_not_validated_has_no_figures(root):
    entry = table.entry(make(root, rsums=(), state="stopped"))
    assert entry.best_epoch is None
    assert entry.figures == {"rsum": None, "recall@1": None, "cs@100": None}
    assert entry.state == "stopped"


def test_a_figure_that_an_epoch_lacks_is_a_gap(root):
    folder = make(root, rsums=(100.0,))
    folder.append_metrics(kind="validation", epoch=2, step=20, figures={"rsum": 130.0})
    entry = table.entry(folder)
    assert entry.series["cs@100"][0] == 0.2
    assert math.isnan(entry.series["cs@100"][1])
    assert entry.figures["cs@100"] is None
    assert json.loads(json.dumps(entry.as_json(), allow_nan=False))["series"]["cs@100"] == [0.2, None]


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [("config.toml", "seed = [", "not a TOML file"), ("status.json", "{", "is damaged"),
     ("metrics.jsonl", '{"kind": "validation"\n', "")],
)  # fmt: skip
def test_a_damaged_run_is_in_the_table_and_says_so(root, file, content, said):
    make(root, "whole")
    (make(root).path / file).write_text(content)
    found = {entry.name: entry for entry in table.entries()}
    assert found["first"].state == "damaged"
    assert said in found["first"].message
    assert found["whole"].state == "finished"


def test_a_line_that_is_being_written_is_left_out(root):
    folder = make(root)
    with (folder.path / files_of.METRICS).open("a") as file:
        file.write('{"kind": "validation", "epo')
    assert table.entry(folder).series["rsum"] == [100.0, 120.0, 110.0]


def test_a_training_that_died_is_dead(root):
    folder = make(root, state="running")
    assert table.entry(folder).state == "running"
    status = json.loads((folder.path / files_of.STATUS).read_text())
    (folder.path / files_of.STATUS).write_text(json.dumps(status | {"pid": 2**22 + 5}))
    assert table.entry(folder).state == "dead"


def test_without_runs_the_table_is_empty(root):
    assert table.entries() == []
    assert trash.thrown() == []


# --- tags and notes --------------------------------------------------------------------------


def test_what_is_noted_is_kept_apart(root):
    folder = make(root)
    about.write(folder, tags=[" seed ", "a b", "seed", ""])
    about.write(folder, note="<script>\n$x$")
    assert about.read(folder) == about.About(("a b", "seed"), "<script>\n$x$")


DAMAGED = ["", "{", "[]", '{"tags": 3, "note": ""}', '{"tags": []}', '{"tags": [], "note": 3}', "\udcff", "[" * 99_999]


@pytest.mark.parametrize("content", DAMAGED)
def test_damaged_notes_are_said_and_the_runs_are_listed(root, content):
    folder = make(root)
    (folder.path / files_of.ABOUT).write_text(content, errors="surrogateescape")
    noted = about.read(folder)
    assert (noted.tags, noted.note) == ((), "")
    assert f"{files_of.ABOUT} is damaged (" in noted.problem
    assert noted.problem.isprintable()
    (entry,) = table.entries()
    assert (entry.state, entry.warning) == ("finished", noted.problem)


def test_damaged_notes_are_kept_when_new_ones_are_written(root):
    folder = make(root)
    for content, kept in (("{", "about.json.damaged"), ('{"note": "half', "about.json.damaged-2")):
        folder.about_file.write_text(content)
        assert about.write(folder, note="new").problem.endswith(f"is kept as {kept}")
        assert (folder.path / kept).read_text() == content
        assert about.read(folder) == about.About(note="new")
    assert about.tag(folder, add=["a", "b"], remove=["b"]) == about.About(("a",), "new")
    assert (folder.path / "about.json.damaged").read_text() == "{"


@pytest.mark.parametrize(
    ("file", "content"),
    [("status.json", "[]"), ("status.json", '{"state": "running"}'), ("status.json", '{"state": 3}'),
     ("status.json", '{"state": "stopped", "epoch": "x"}'), ("status.json", '{"state": "running", "heartbeat": ""}'),
     ("metrics.jsonl", '"validation"\n'), ("metrics.jsonl", '{"kind": "validation", "step": 1, "epoch": 1}\n'),
     ("metrics.jsonl", '{"kind": "validation", "step": 1, "epoch": 1, "figures": {"rsum": "x"}}\n')],
)  # fmt: skip
def test_a_file_that_does_not_hold_what_it_should_is_named(root, file, content):
    (make(root).path / file).write_text(content)
    (entry,) = table.entries()
    assert entry.state == "damaged"
    assert f"{file} is damaged (" in entry.message
    assert entry.message.endswith("delete it, the run is opened without it")


def test_a_mistake_of_ours_is_not_taken_for_a_damaged_run(root, monkeypatch):
    make(root)
    monkeypatch.setattr(table, "_best", lambda *_: {}["our own"])
    with pytest.raises(KeyError, match="our own"):
        table.entries()


@pytest.mark.parametrize(
    "noted", [{"tags": ["x" * 41]}, {"tags": map(str, range(21))}, {"tags": ["a\nb"]}, {"note": "x" * 4001}]
)
def test_too_much_is_not_noted(root, noted):
    folder = make(root)
    with pytest.raises(RunError, match="at most"):
        about.write(folder, **noted)
    assert not (folder.path / files_of.ABOUT).exists()


# --- names and the trash ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a", "ladder-seed 1", "Flickr8k_ä.2", "0", "x" * 80])
def test_a_name_is_a_name(name):
    assert names.check_name(name) == name


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".trash", "-rf", "a/b", "a\\b", "a\0", "a\n", " a", "a ", "a.", "x" * 81, "~", "a:b",
             "\x1b[2J"],
)  # fmt: skip
def test_what_is_no_name_is_refused_in_one_line(name):
    with pytest.raises(RunError, match="is no name for a run") as error:
        names.check_name(name)
    assert str(error.value).isprintable()


def test_a_run_is_renamed(root):
    folder = names.rename(make(root), "second")
    assert (folder.name, table.entry(folder).best_epoch) == ("second", 2)
    assert [entry.name for entry in table.entries()] == ["second"]


def test_deleted_runs_come_back(root):
    make(root)
    gone = trash.delete(RunFolder(root / "first"))
    assert table.entries() == []
    assert [(one.name, one.when, one.path) for one in trash.thrown()] == [(gone.name, gone.when, gone.path)]
    assert gone.size > 100
    make(root, rsums=(1.0,))
    with pytest.raises(RunError, match="there is a run `first` already; give another name"):
        trash.restore("first")
    assert trash.restore("first", name="again").path == root / "again"
    assert trash.thrown() == []
    assert table.entry(RunFolder(root / "again")).best_epoch == 2


def test_the_newest_of_a_name_comes_back_unless_its_folder_is_named(root, monkeypatch):
    gone = []
    for rsum in (1.0, 2.0, 3.0):
        monkeypatch.setattr(trash.time, "strftime", lambda form: "20260131-120000")
        gone.append(trash.delete(make(root, "a-20260101-000000", rsums=(rsum,))))
    assert [one.path.name for one in gone] == [f"a-20260101-000000-20260131-120000{end}" for end in ("", "-2", "-3")]
    assert {one.name for one in gone} == {"a-20260101-000000"}
    back = trash.restore(gone[1].path.name)
    assert table.entry(back).figures["rsum"] == 2.0


def test_what_is_not_in_the_trash_is_said(root):
    trash.delete(make(root))
    with pytest.raises(RunError, match="no run `frist` in the trash; did you mean `first`"):
        trash.restore("frist")
    with pytest.raises(RunError, match=r"no run `\.\./first` in the trash"):
        trash.restore("../first")


@pytest.mark.parametrize(
    "change",
    [lambda folder: names.rename(folder, "x"), trash.delete, lambda folder: names.rename(folder, "..")],
)
def test_a_run_in_training_stays_where_it_is(root, change):
    folder = make(root, state="running")
    with pytest.raises(RunError, match=r"is being trained; stop it first|is no name"):
        change(folder)
    assert folder.path.is_dir()


def test_a_bundled_run_stays_as_it_is(root, tmp_path):
    folder = make(tmp_path / "bundled")
    for change in (
        trash.delete,
        lambda one: names.rename(one, "x"),
        lambda one: about.write(one, note="x"),
    ):
        with pytest.raises(RunError, match="comes with the project"):
            change(folder)
    assert table.entry(folder).bundled
    assert sorted(path.name for path in folder.path.iterdir()) == ["config.toml", "metrics.jsonl", "status.json"]


def test_a_taken_name_is_refused(root):
    make(root, "second")
    with pytest.raises(RunError, match="there is a run `second` already"):
        names.rename(make(root), "second")


# --- a run as one file -----------------------------------------------------------------------


def exported(folder):
    buffer = io.BytesIO()
    exchange.write(folder, buffer)
    return buffer


def rewritten(source, change):
    """The file once more, with its members, by name, changed."""
    with ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_run_comes_back_as_it_was(root, tmp_path):
    folder = make(root)
    about.write(folder, tags=["a"], note="ä")
    (folder.path / "batches").mkdir()
    (folder.path / "batches" / "0000001.safetensors").write_bytes(bytes(range(256)) * 99)
    before = contents(folder.path)
    file = exchange.export(folder, tmp_path / "first.zip")
    trash.delete(folder)
    again = exchange.take_in(file)
    assert (again.name, contents(again.path)) == ("first", before)
    assert contents(exchange.take_in(file, name="other").path) == before
    assert sorted(path.name for path in root.iterdir()) == [".trash", "first", "other"]


def test_what_is_hidden_or_of_no_run_stays_behind(root):
    folder = make(root)
    (folder.path / ".weights.0").write_text("half")
    (folder.path / "notes.pkl").write_bytes(pickle.dumps(3))
    assert ZipFile(exported(folder)).namelist() == ["config.toml", "metrics.jsonl", "status.json", "manifest.json"]


def test_a_link_in_a_run_is_not_followed(root, tmp_path):
    folder = make(root)
    (folder.path / "log.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(RunError, match=r"`log\.txt` in `first` is a link"):
        exported(folder)


def test_nothing_is_overwritten_or_left_half(root, tmp_path):
    folder = make(root)
    file = exchange.export(folder, tmp_path / "first.zip")
    with pytest.raises(RunError, match="exists or its folder does not"):
        exchange.export(folder, file)
    with pytest.raises(RunError, match="exists or its folder does not"):
        exchange.export(folder, tmp_path / "none" / "first.zip")
    running = make(root, "second", state="running")
    with pytest.raises(RunError, match="is being trained"):
        exchange.export(running, tmp_path / "second.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.zip", "runs"]


def listed(members, change):
    """The list of the file, changed."""
    about = json.loads(members["manifest.json"])
    change(about)
    members["manifest.json"] = json.dumps(about).encode()


HOSTILE = {
    "a changed file": (lambda m: m.update({"metrics.jsonl": b"{}\n"}), r"`metrics\.jsonl` is not what it was"),
    "a missing file": (lambda m: m.pop("metrics.jsonl"), "does not hold what its list says"),
    "a file too many": (lambda m: m.update({"more.txt": b""}), "does not hold what its list says"),
    "no list": (lambda m: m.pop("manifest.json"), "not a run in one file"),
    "a list that is none": (lambda m: m.update({"manifest.json": b"[" * 99_999}), "not a run in one file"),
    "a list of another kind": (lambda m: m.update({"manifest.json": b"[3]"}), "not a run in one file"),
    "another format": (lambda m: listed(m, lambda a: a.update(format="x")), "not a run of format ladder-run 1"),
    "a newer version": (lambda m: listed(m, lambda a: a.update(version=2)), "not a run of format ladder-run 1"),
    "files of another kind": (lambda m: listed(m, lambda a: a.update(files=3)), "does not hold what its list says"),
    "a name outside": (lambda m: listed(m, lambda a: a.update(name="../x")), "`../x` is no name for a run"),
    "a hidden name": (lambda m: listed(m, lambda a: a.update(name=".trash")), "is no name for a run"),
    "a name of another kind": (lambda m: listed(m, lambda a: a.update(name=["x"])), "is no name for a run"),
    "a member outside": (lambda m: m.update({"../x.txt": b""}), "would be written elsewhere"),
    "a bomb": (lambda m: m.update({"log.txt": bytes(10)}), "does not hold what its list says"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line_and_leaves_nothing(root, tmp_path, case):
    change, said = HOSTILE[case]
    source = rewritten(exported(make(tmp_path / "elsewhere")), change)
    with pytest.raises(RunError, match=said) as error:
        exchange.take_in(source)
    assert "\n" not in str(error.value)
    assert not root.exists() or not list(root.iterdir())


def added(name, content):
    """A run's file with one more file, which is listed as it should be."""
    import hashlib

    def change(members):
        members[name] = content
        entry = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        listed(members, lambda a: a["files"].update({name: entry}))

    return change


@pytest.mark.parametrize(
    "name", ["checkpoints/best/weights.pt", "model.pkl", "run.py", ".hidden.txt", "a/.b/c.txt", "x"]
)
def test_what_no_run_holds_is_refused_though_it_is_listed(root, tmp_path, name):
    source = rewritten(exported(make(tmp_path / "elsewhere")), added(name, pickle.dumps(3)))
    with pytest.raises(RunError, match="is no file of a run"):
        exchange.take_in(source)
    assert not list(root.iterdir())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("config.toml", b"seed = [", "not a TOML file"), ("config.toml", b"[data]\nspec = 3", "`data.spec`"),
     ("status.json", b"{", "is damaged")],
)  # fmt: skip
def test_a_file_whose_run_cannot_be_opened_is_refused(root, tmp_path, name, content, said):
    source = rewritten(exported(make(tmp_path / "elsewhere")), added(name, content))
    with pytest.raises(RunError, match=said):
        exchange.take_in(source)
    assert not list(root.iterdir())


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_said(root, content):
    with pytest.raises(RunError, match="not a run in one file"):
        exchange.take_in(io.BytesIO(content))


def test_a_file_that_is_not_there_is_said(root, tmp_path):
    with pytest.raises(RunError, match="there is no file"):
        exchange.take_in(tmp_path / "none.zip")


def test_a_taken_name_is_not_replaced(root, tmp_path):
    source = exported(make(root))
    before = contents(root)
    with pytest.raises(RunError, match="exists; give another name"):
        exchange.take_in(source)
    assert contents(root) == before


def test_a_pickle_is_never_read(root, tmp_path):
    """It would execute; nothing that reads a run that was brought in ever unpickles."""

    class Bomb:
        def __reduce__(self):
            return (exec, ("raise SystemExit('executed')",))

    change = added("checkpoints/best/weights.safetensors", pickle.dumps(Bomb()))
    folder = exchange.take_in(rewritten(exported(make(tmp_path / "elsewhere")), change))
    assert table.entry(folder).state == "finished"
    from ladder.models import checkpoints

    with pytest.raises(RunError, match=r"weights\.safetensors is damaged"):
        checkpoints._tensors(folder.checkpoint("best"), "model.")


# --- TensorBoard -----------------------------------------------------------------------------


def test_every_figure_is_written_for_tensorboard(root, tmp_path, monkeypatch):
    written = []

    class Writer:
        def __init__(self, path):
            self.path = path

        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

        def add_scalar(self, name, value, step, walltime=None):
            written.append((name, value, step, walltime))

    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", types.SimpleNamespace(SummaryWriter=Writer))
    folder = make(root, rsums=(100.0,))
    older = {"loss": 1.0, "gradient_norm": 1.0, "learning_rate": 1.0, "strength": 1.0}  # by a version that knew no more
    folder.append_metrics(kind="step", epoch=1, step=20, time=2.0, **older)
    folder.write_levels([{"step": 10, "direction": "image_to_caption", "rung_cost": [3.0, 1.0], "k_histogram": [0, 5]}])
    assert tensorboard.export(folder, tmp_path / "logs") == tmp_path / "logs" / "first"
    assert ("step/loss", 1.0, 10, 1.0) in written
    assert ("validation/rsum", 100.0, 10, 1.0) in written
    assert ("rung_cost/image_to_caption/1", 1.0, 10, None) in written
    assert len(written) == 5 + 4 + 4 + 4


def test_without_tensorboard_the_extra_is_named(root, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'ladder\[tensorboard\]'"):
        tensorboard.export(make(root), tmp_path)


def test_tensorboard_reads_what_was_written(root, tmp_path):
    events = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    read = events.EventAccumulator(str(tensorboard.export(make(root), tmp_path)))
    read.Reload()
    assert [event.value for event in read.Scalars("validation/rsum")] == [100.0, 120.0, 110.0]


def test_an_archive_is_stored_where_packing_is_in_vain(root):
    folder = make(root)
    (folder.path / "a.npy").write_bytes(b"x")
    packed = {info.filename: info.compress_type for info in ZipFile(exported(folder)).infolist()}
    assert packed["a.npy"] == zipfile.ZIP_STORED
    assert packed["config.toml"] == zipfile.ZIP_DEFLATED
    assert exchange.MANIFEST in packed
