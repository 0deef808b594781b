"""The honest lines under a map, from its stored figures."""

from ladder.runs.maps import Layout
from ladder.search.ranking import LEVEL_COLOURS
from pages.parts.map.asking import MapQuery
from pages.parts.map.controls import Settings
from pages.parts.map.frames import ShownFrames

KINDS_OF = {"umap": "UMAP", "pca": "PCA", "aligned": "Aligned UMAP of A and B", "epochs": "Aligned UMAP of the epochs"}


def under(shown: ShownFrames, query: MapQuery, settings: Settings) -> list[str]:
    """The lines under a view."""
    if shown.layout is None:
        return [
            f"No projection: the distance from the middle is 1 − similarity to {query.name}, exactly, and the circles' "
            "numbers are similarities. The angle only keeps groups together."
        ]
    lines = [honesty(shown.layout), gap(shown.layout)]
    if settings.field == "level" and query:
        lines.append(f"Relevance is judged by `{query.judged_by}`.")
    return lines


def honesty(layout: Layout) -> str:
    """How a map was made and how far to believe it."""
    settings, trust = layout.settings, layout.trust
    made = KINDS_OF[settings.method]
    if settings.method == "pca":
        made += " (linear; the plane of largest variance)"
    else:
        made += f" (cosine, {settings.neighbours} neighbours, seed {settings.seed})"
    if settings.centred:
        made += ", each kind centred"
    kept = f"{trust.recall:.0%} of the {trust.k} true neighbours of an item are near it here"
    across = f"{trust.recall_across:.0%} where only the other kind is looked at"
    lines = [
        f"{made}: {kept} ({across}); trustworthiness {trust.trustworthiness:.2f}, continuity {trust.continuity:.2f}"
    ]
    if trust.seed_noise is not None:
        lines.append(f"another seed moves the items by {trust.seed_noise:.0%} of the map's spread")
    if trust.moved is not None:
        lines.append(f"the layouts differ by {trust.moved:.0%} of the spread")
    warning = "Sizes, densities and gaps between groups mean nothing."
    if settings.method == "pca":
        warning = "Distances are real here, but small parts of the whole."
    return f"{'; '.join(lines)}. {warning}"


def gap(layout: Layout) -> str:
    """How far images and captions stand apart in the space itself."""
    trust, space = layout.trust, "after centring" if layout.settings.centred else "in the space"
    return (
        f"Modality gap: the means of images and captions are {trust.gap:.2f} apart (0 to 2, before centring); "
        f"{trust.nearest_across:.1%} of the items have their nearest neighbour in the other kind {space}."
    )


MAP = (  # for laymen, for experts
    "Every dot is an image, every ring a caption. What the model finds alike stands together. Type words, and the map "
    "shows what the model thinks is near them; click an item, and lines lead to those that truly are its nearest: a "
    "long line is a place where the flat picture cannot show what the model knows.",
    "Layouts are made beforehand with `ladder map` and never refitted here; a query is interpolated among its ten "
    "nearest items (Shepard), not transformed. Neighbour recall is per item and exact, by cosine. Levels are adaptive, "
    "within each kind, from the judge's relevance; an outline is the line of equal density round three quarters of a "
    "level, left out where the level is spread as all items are.",
)
EYE = (
    "The query is the middle. The nearer an item stands, the more alike the model finds them, and that is exact: only "
    "the angle is free. A model in good order gives rings of colour from the middle outwards; confetti means no order.",
    "Radius is 1 − cosine similarity, without a projection; the sector is the item's cluster under A, and the place in "
    f"the sector says nothing. Levels are the judge's, at most {LEVEL_COLOURS}; dashed circles are each level's median "
    "radius, and the gaps between them are the margins that the loss asks for.",
)
