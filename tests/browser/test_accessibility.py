"""Every page of the menu under axe-core: no finding that keeps somebody from using it."""

import ast
from functools import cache

import pytest

from tests.browser.serving import PATIENCE, ROOT
from tests.conftest import absent

pytestmark = pytest.mark.browser
GRAVE = ("serious", "critical")
STREAMLITS = (  # its own markup, which a page cannot change
    "label[data-testid=stWidgetLabel][disabled]",  # pale, as what cannot be used may be; axe does not know that it is
    "button[kind=tertiary][aria-expanded=true]",  # in use it takes a darker primary colour, also on dark ground
)
VIEWS = {"search": ("", "?q=a+red+circle", "?q=a+red+circle&view=table", "?item=dev-hostile.png&find=captions")}


def menu():
    """The names of the pages that are there, as the main script lists them."""
    tree = ast.parse((ROOT / "pages" / "main.py").read_text(encoding="utf-8"))
    lists = {
        target.id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in ("LOOKING", "MAKING")
    }
    names = [*lists["LOOKING"], *lists["MAKING"]]
    return [name for name in names if (ROOT / "pages" / f"{name}.py").exists()]


@cache
def axe():
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        absent("no axe-core; install it with: pip install axe-playwright-python")
    return Axe()


def ready(page):
    page.get_by_role("heading", level=1).first.wait_for(timeout=PATIENCE * 1000)
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached", timeout=PATIENCE * 1000)
    page.wait_for_load_state("networkidle")
    page.wait_for_function("!document.getAnimations().some(animation => animation instanceof CSSTransition)")


def grave(page):
    """The serious and critical findings, a line an element; Streamlit's own are passed over."""
    context = {"include": [["html"]], "exclude": [[selector] for selector in STREAMLITS]}
    found = axe().run(page, context).response["violations"]
    return [
        f"{finding['id']}: {node['target'][-1]}: {node['html'][:160]}"
        for finding in found
        if finding["impact"] in GRAVE
        for node in finding["nodes"]
    ]


def test_the_menu_is_found():
    assert menu()[:2] == ["start", "search"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("name", "link"), [(name, link) for name in menu() for link in VIEWS.get(name, ("",))])
def test_no_page_has_a_grave_finding(address, new_page, name, link, theme):
    page = new_page(theme=theme)
    page.goto(f"{address}/{'' if name == 'start' else name}{link}")
    ready(page)
    assert grave(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_unfolds_has_no_grave_finding(address, new_page, theme):
    page = new_page(theme=theme)
    page.goto(f"{address}/search?q=a+red+circle")
    ready(page)
    for name in ("How was this made", "What is this?", "About run A", "Photo"):
        page.get_by_role("button", name=name).press("Enter")
        assert grave(page) == [], name
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Show the best possible order").press("Enter")
    assert grave(page) == []
    page.get_by_role("button", name="Show no. 2 large").first.press("Enter")
    assert grave(page) == []
