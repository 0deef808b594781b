"""A whole batch: where its loss comes from, how its queries fall into levels, and the worst triple of each rung."""

import html

import streamlit as st

from ladder import figures
from ladder.batches import summary
from ladder.batches.summary import Triple
from ladder.words import rungs
from pages.parts.batches import texts, wording
from pages.parts.batches.keys import KEYS, VIEW
from pages.parts.batches.row import differing, number
from pages.parts.batches.shown import ACCENT, LARGE, QUERY, Shown
from pages.parts.shell import frame, notices

PICTURE = "width:100%;aspect-ratio:4/3;object-fit:cover;border-radius:8px;display:block"
GRID = "display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:1rem;max-width:860px"
SMALL = "font-size:0.85rem;line-height:1.35;padding-top:0.35rem;overflow-wrap:anywhere"
THREE_LINES = "display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden"


def draw(shown: Shown) -> None:
    """All figures of the batch."""
    report = shown.look.report
    rows = report.rows()
    with shown.bar:
        texts.what_is_this(VIEW.summary)
        if shown.preset != "Demo":
            frame.as_csv(lambda: summary.table(report), "batch-summary.csv", VIEW.summary)
    frame.said(wording.batch(shown.look))
    st.subheader("Where the loss comes from", anchor=False)
    frame.plot(
        lambda theme: figures.rung_stack(rows, theme=theme), VIEW.stack, alt="Cost of each rung, a bar a direction"
    )
    _levels(shown, rows)
    triples(shown)
    frame.made(_how(shown))


def _levels(shown: Shown, rows: list[dict]) -> None:
    """The four small figures."""
    report = shown.look.report
    first, second = st.columns(2, gap="large")
    with first:
        st.subheader("Queries by number of levels", anchor=False)
        frame.plot(
            lambda theme: figures.level_counts(rows, theme=theme), VIEW.k_counts, alt="Queries with 1, 2, … levels"
        )
    with second:
        st.subheader("Queries that miss a rung's margin", anchor=False)
        frame.plot(
            lambda theme: figures.rung_activity(rows, theme=theme),
            VIEW.activity,
            alt="Share of queries that miss each rung",
        )
    first, second = st.columns(2, gap="large")
    with first:
        st.subheader("Size of the levels", anchor=False)
        frame.plot(
            lambda theme: figures.level_sizes(rows, theme=theme), VIEW.sizes, alt="Candidates a query in each level"
        )
    with second:
        st.subheader("How clear the levels are", anchor=False)
        silhouettes = {name: summary.chosen_silhouettes(part) for name, part in report.directions.items()}
        if any(len(values) for values in silhouettes.values()):
            frame.plot(
                lambda theme: figures.silhouette_counts(silhouettes, theme=theme),
                VIEW.silhouettes,
                alt="Queries by mean silhouette",
            )
        else:
            notices.notice("Levels that were not found by clustering have no silhouette.")


def triples(shown: Shown) -> None:
    """The worst triple of each rung in the direction that is looked at, as pictures."""
    found = summary.worst_triples(shown.look.report.directions[shown.direction])
    st.subheader("The worst triple of each rung", anchor=False)
    if not found:
        notices.notice("Every margin is kept.")
        return
    st.html("".join(_triple(shown, triple) for triple in found))
    with st.container(horizontal=True):
        for triple in found:
            st.button(
                f"See rung {triple.rung} in its ladder",
                key=KEYS.triple(triple.rung),
                icon=":material/stairs:",
                on_click=_see,
                args=(triple.query,),
            )


def _triple(shown: Shown, triple: Triple) -> str:
    """Three cards and what is wrong between them, as HTML."""
    query, _ = shown.asks
    similarity = shown.batch.seen_from(shown.direction)[0][triple.query]
    near, far, gap = differing(similarity[triple.near], similarity[triple.far])
    cards = (
        _card(shown, triple.query, "asks", f"{query} {triple.query + 1}"),
        _card(shown, triple.near, "should be nearer", _about(shown, triple.query, triple.near, near)),
        _card(
            shown, triple.far, "is nearer" if gap < 0 else "is too close", _about(shown, triple.query, triple.far, far)
        ),
    )
    name = f"<strong>{rungs.rung(triple.rung).capitalize()}</strong>"
    had = f'<strong style="color:{ACCENT}">{number(gap, 3)}</strong>'
    head = f"{name} · needs {triple.needed:.3f}, has {had} · costs this query {triple.cost:.3f}"
    return (
        f'<div style="margin:0 0 1.4rem"><div style="padding-bottom:0.5rem">{head}</div>'
        f'<div style="{GRID}">{"".join(cards)}</div></div>'
    )


def _about(shown: Shown, query: int, item: int, similarity: float) -> str:
    """What a candidate is to the query: its level, its relevance, and its similarity."""
    relevance = shown.batch.seen_from(shown.direction)[1][query, item]
    level = rungs.level(shown.look.report.directions[shown.direction].labels[query][item])
    _, candidate = shown.asks
    return f"{candidate} {item + 1}, {level}<br>relevance {relevance:.2f}, similarity {number(similarity, 3)}"


def _card(shown: Shown, pair: int, role: str, name: str) -> str:
    address, text = shown.picture(pair, LARGE), html.escape(shown.batch.texts[pair])
    picture = f'<img src="{html.escape(address)}" alt="" style="{PICTURE}">' if address else ""
    head = f"<strong>{role}</strong><br><span style='opacity:0.75'>{name}</span>"
    return (
        f'<div><div style="font-size:0.85rem;padding-bottom:0.3rem">{head}</div>{picture}'
        f'<div style="{SMALL};{THREE_LINES}">{text}</div></div>'
    )


def _how(shown: Shown) -> str:
    found = f"The levels of both directions were found in {1000 * shown.look.seconds:.1f} ms, the shorter of two times."
    alone = summary.alone(shown.look.report)
    if not shown.look.loss.level_method:
        return found
    return f"{found} {alone:.0%} of the queries are left with rung 0 alone.".replace("%", " %")


def _see(query: int) -> None:
    st.session_state[KEYS.query] = query + 1
    st.session_state[KEYS.view] = QUERY
