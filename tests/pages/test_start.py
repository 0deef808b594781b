"""The first page: the story, the figures, the ways to other pages."""

import re

import pytest

from ladder import comparison
from pages.parts.start import bars, story
from tests.pages.reading import cards, drawn, markup, said

pytestmark = pytest.mark.usefixtures("on_tiny_runs")


@pytest.fixture
def start(main_script):
    def open_link(**parameters):
        for name, value in parameters.items():
            main_script.query_params[name] = value
        return main_script.run()

    return open_link


def test_the_first_look_has_figures_and_ways_on(start, on_tiny_runs):
    page = start()
    text = said(page)
    assert page.title[0].value == "What does coherent mean?"
    assert "Right image first" in text
    assert "over 39 queries of dev, 19 images" in text
    assert [link.proto.label for link in page.get("page_link")] == ["Search", "Map", "Inside a batch"]


def test_the_figures_are_those_of_a_comparison(start, on_tiny_runs):
    page = start()
    from ladder.runs import RunFolder

    found = comparison.compare([RunFolder(on_tiny_runs / name) for name in ("alpha", "beta")], "dev")
    rows = {(row.found.figure, row.found.direction): row.found for row in found.rows}
    one = rows["cs@100", "caption_to_image"]
    assert f"{one.a:.2f} → {one.b:.2f}" in said(page)
    assert f"{one.difference:+.3f} [{one.low:+.3f}, {one.high:+.3f}]" in said(page)
    first = rows["recall@1", "caption_to_image"]
    assert f"{100 * first.a:.0f} % → {100 * first.b:.0f} %" in said(page)


def test_the_figures_follow_the_direction(start):
    assert "Right caption first" in said(start(find="captions"))


def test_one_run_alone_says_what_to_pick(start):
    assert "Pick a run B in the sidebar" in said(start(against="none"))


def test_the_story_is_played_from_first_to_last_step(start):
    page = start()
    next(button for button in page.button if button.label == "Play the story").click().run()
    told = []
    for step in range(1, story.STEPS + 1):
        assert page.segmented_control(key="step").value == step
        told.append(re.search(r'role="status"[^>]*>(.*?)</p>', markup(page), re.DOTALL).group(1))
        following = [button for button in page.button if button.label == "Next"]
        if following:
            following[0].click().run()
    assert len(set(told)) == story.STEPS
    assert all(len(re.sub("<[^>]*>|“.*?”", "", text).split()) <= 25 for text in told)


def test_a_link_opens_at_a_step_and_leaving_shows_the_figures(start):
    page = start(step="4")
    assert [len(cards(page, model)) for model in (0, 1)] == [19, 19]
    next(button for button in page.button if button.label == "Leave the story").click().run()
    assert "Right image first" in said(page)
    assert not [control for control in page.segmented_control if control.key == "step"]


@pytest.mark.parametrize("step", [4, 5, 6])
def test_a_step_for_two_runs_says_so_of_one(start, step):
    assert "pick a run B in the sidebar" in said(start(step=str(step), against="none"))


def test_your_own_words_are_searched_for(start):
    page = start(step="7")
    assert drawn(page) is None
    page.text_input(key="story_words").input("a red circle").run()
    assert drawn(page)["asked"] == "a red circle"
    assert len(cards(page)) == 10


@pytest.mark.parametrize("link", [{}, {"step": "3"}])
def test_reset_leads_to_the_bare_address(start, link):
    assert '<a href="/" target="_self"' in markup(start(**link))


def test_without_an_evaluation_the_story_can_be_told_and_the_figures_say_what_to_do(start, own_runs):
    for name in ("alpha", "beta"):
        (own_runs / name / "evaluation.json").unlink()
        for part in (own_runs / name / "samples").glob("*"):
            part.unlink()
    assert "ladder evaluate" in said(start())
    assert len(cards(start(step="3"))) == 19


def test_a_difference_that_is_not_clear_is_said_so():
    found = comparison.Difference("caption_to_image", "cs@100", 0.2, 0.21, -0.01, 0.03, 0.3, 0.5, 0.1, 0.4, (), ())
    row = comparison.Row(1, found, p_holm=0.3)
    card = bars.card(bars.HEADLINES[1], row, "caption_to_image")
    assert "0.20 → 0.21" in card and "no clear difference" in card
    assert "+0.010 [-0.010, +0.030]" in card
