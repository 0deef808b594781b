"""The examples of the documentation page are right."""

import doctest

from tests.conftest import ROOT


def test_examples_of_the_page():
    result = doctest.testfile(str(ROOT / "docs" / "losses.md"), module_relative=False)
    assert result.failed == 0
    assert result.attempted > 10
