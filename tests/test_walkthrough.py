"""The walk-through is a script that runs."""

import re

import pytest

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "walkthrough.md"
BLOCK = re.compile(r"(?ms)^```python\n(.*?)^```")


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_its_blocks_run_in_turn(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    text = PAGE.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    assert len(blocks) >= 8
    names: dict[str, object] = {}
    for block in blocks:
        line = text.count("\n", 0, block.start(1))
        code = compile("\n" * line + block[1], str(PAGE), "exec")  # an error names the page's own line
        exec(code, names)
    said = capsys.readouterr().out
    assert "156 images, 780 captions" in said
    assert said.count("finished") == 2
    assert "no encoders" in said
