"""An example ranking as HTML: the query, what each run finds, and the staircase."""

from collections.abc import Iterator, Sequence
from functools import partial

from ladder.datasets.pictures import Pictures
from ladder.errors import DataError
from ladder.figures import RankedQuery, staircase
from ladder.reporting import writing
from ladder.reporting.charts import chart
from ladder.reporting.examples import DEPTH, SCORE, SHOWN, Example, Listing, RunGallery, find, picture
from ladder.reporting.markup import Element, element
from ladder.words import directions
from ladder.words.directions import DIRECTIONS

RULE = "Not picked by hand: in each direction the queries of the best, the median and the worst CS@100. "
RULE_OF_SEVERAL = (
    "Not picked by hand: in each direction the queries whose CS@100 gains most from A to B, changes as that of the "
    "median query, and loses most. "
)
MARKS = "The bar and the number say how relevant an item is to the query; ★ marks the query's own pair."
NO_PICTURES = "The data set has no pictures, or is no longer where it was."
NOT_SHOWN = (
    "Shown only where the whole split is searched and judged as in the training, and the run still keeps the captions "
    "that were judged: evaluate again, without other queries, another protocol or another judge."
)


def example_cards(galleries: Sequence[RunGallery]) -> Iterator[Element]:
    """The examples of one run, or of several beside each other, with the rule that chose them.

    Args:
        galleries: A run each; none where there is nothing to show.
    """
    if not galleries:
        yield element("p", NOT_SHOWN, class_="note")
        return
    yield element("p", RULE_OF_SEVERAL if len(galleries) > 1 else RULE, MARKS, class_="note")
    pictures = galleries[0].pictures()
    if pictures is None:
        yield element("p", NO_PICTURES, class_="note")
    found = find(galleries)
    for direction in DIRECTIONS:
        yield element("h3", directions.shown(direction), class_="direction")
        yield from (card(example, pictures) for example in found if example.direction == direction)


def card(example: Example, pictures: Pictures | None) -> Element:
    """One example.

    Args:
        example: The query and its listings.
        pictures: Of the data set; None where there are none.
    """
    asks_image = example.direction == DIRECTIONS[0]
    several = len(example.listings) > 1
    listings = [_listing(listing, pictures, texts=asks_image, named=several) for listing in example.listings]
    ranked = [RankedQuery(listing.name, listing.relevance, listing.own, listing.texts) for listing in example.listings]
    return element(
        "article",
        element("h3", example.rule),
        element("div", *_query(example, pictures), class_="query"),
        element("div", *listings, class_="listings"),
        chart(
            "",
            f"Relevance of the first {len(example.ideal)}; the shaded area to the ideal order is lost "
            "order. An own pair has relevance 1 and may stand above the scale.",
            partial(staircase, ranked, example.ideal),
        ),
        class_="example asks-image" if asks_image else "example",
    )


def _query(example: Example, pictures: Pictures | None) -> list[Element]:
    """The picture or the caption that asks."""
    if example.direction == DIRECTIONS[0]:
        return [element("p", "Which captions fit this image?"), _picture(pictures, example.image, example.text)]
    return [element("p", "Which images fit ", element("q", example.text))]


def _listing(listing: Listing, pictures: Pictures | None, *, texts: bool, named: bool) -> Element:
    """The first items of one run in order."""
    said = f"CS@{DEPTH} {writing.value(SCORE, listing.score)}"
    items = element("ol", class_="captions" if texts else "pictures")
    for place in range(min(SHOWN, len(listing.texts))):
        relevance, own = float(listing.relevance[place]), bool(listing.own[place])
        figures = element(
            "div",
            element("b", str(place + 1)),
            element("span", f"{relevance:.2f}", class_="relevance", title="relevance"),
            *([element("span", "★ own", class_="own")] if own else []),
            class_="figures",
        )
        bar = element("div", element("div", style=f"width:{100 * relevance:.0f}%"), class_="bar")
        text = element("div", listing.texts[place], class_="text")
        shown = [] if texts else [_picture(pictures, int(listing.images[place]), listing.texts[place])]
        items.append(element("li", *shown, figures, bar, text))
    return element("div", element("h4", f"{listing.name}: {said}" if named else said), items)


def _picture(pictures: Pictures | None, image: int, text: str) -> Element:
    """A small picture, or an empty place that says so."""
    try:
        if pictures is not None:
            return element("img", src=picture(pictures, image), alt=text, width="160", height="160")
    except DataError:
        return element("div", "picture cannot be read", class_="nothing")
    return element("div", "no picture", class_="nothing")
