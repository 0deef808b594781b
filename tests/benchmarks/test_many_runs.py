"""The benchmark of many runs, on a few."""

import re

from benchmarks import many_runs


def test_it_prints_both_shares(capsys):
    many_runs.main(count=3, repeats=1)
    lines = re.findall(r"3 runs, (.+?): \d+ ms of a rerun \(claim: under (\d+)\)", capsys.readouterr().out)
    assert lines == [("sidebar", "30"), ("page Runs", "200")]
