from urllib.parse import urlsplit

import pytest

from tests.browser.serving import browse, chromium, serve
from tests.conftest import absent
from tests.pages.conftest import tiny_runs

__all__ = ["tiny_runs"]
PROBES = ("/_stcore/health", "/_stcore/host-config")  # where Streamlit asks for its own base path


@pytest.fixture(scope="session")
def browser():
    if chromium() is None:
        absent("no Chromium; install it with: apt-get install chromium")
    with browse() as running:
        yield running


@pytest.fixture(scope="session")
def address(browser, tiny_runs):
    """A server on the tiny runs."""
    with serve(tiny_runs, tiny_runs.parent / "cache") as running:
        yield running


@pytest.fixture
def new_page(browser):
    """Opens pages; at the end none may have asked another host for anything, or complained."""
    contexts, hosts, complaints = [], set(), []

    def open_page(width=1440, theme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
        page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).hostname))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", complain)
        return page

    def complain(message):
        if message.type == "error" and not message.location["url"].endswith(PROBES):
            complaints.append(f"{message.text} ({message.location['url']})")

    yield open_page
    for context in contexts:
        context.close()
    assert hosts <= {"127.0.0.1", None}  # None: data: and blob:
    assert not complaints


@pytest.fixture
def page(new_page):
    return new_page()
