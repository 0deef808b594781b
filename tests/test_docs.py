"""The documentation is true: links lead somewhere, commands and recipes exist, pages are listed."""

import re
import shutil
import subprocess

import pytest

from tests.conftest import ROOT, absent

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = ROOT / "docs" / "code.md"
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)[^)]*\)")


def test_there_are_pages():
    assert len(PAGES) > 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    broken = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_recipes_exist(page):
    text = page.read_text(encoding="utf-8")
    from ladder.cli import cli

    known = {command.name or command.callback.__name__ for command in cli.registered_commands}
    known |= {group.name for group in cli.registered_groups}
    assert set(re.findall(r"(?m)^(?:\$ )?ladder ([a-z]+)", text)) <= known
    assert not [name for name in re.findall(r"configs/[\w-]+\.toml", text) if not (ROOT / name).exists()]


def test_every_page_is_in_the_index():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert not [page.name for page in PAGES[1:] if page.name != "index.md" and f"({page.name})" not in index]


def test_make_targets_of_the_readme_exist():
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"`make ([a-z]+)`|(?m:^make ([a-z]+))", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {name for pair in named for name in pair if name} <= targets


@pytest.mark.parametrize(
    "diff",
    re.findall(r"(?ms)^```diff\n(.*?)^```", CODE.read_text(encoding="utf-8")),
    ids=lambda diff: diff.splitlines()[0],
)
def test_the_additions_that_are_shown_fit_the_code(diff):
    if shutil.which("git") is None:
        absent("git is not installed")
    done = subprocess.run(
        ["git", "apply", "--check", "-"], input=diff, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_map_names_every_room():
    text = CODE.read_text(encoding="utf-8")
    rooms = [path.parent.name for top in ("ladder", "pages/parts") for path in (ROOT / top).glob("*/__init__.py")]
    pages = {"search", "map", "compare", "batches", "data", "train", "runs"}  # parts/NAME
    assert not [room for room in rooms if room not in pages and not re.search(rf"(?m)^ +(parts/)?{room}(/| )", text)]
