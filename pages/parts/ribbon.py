"""Relevance over rank: is every rung of the list in its place?"""

import numpy as np

# of the five fifths of relevance, least first: light, dark (viridis, strongest against the ground where most relevant)
DEGREES = (
    "light-dark(#5ec962, #355f8d)",
    "light-dark(#21a585, #24878e)",
    "light-dark(#277e8e, #28ae80)",
    "light-dark(#39558c, #73d056)",
    "light-dark(#482475, #dfe318)",
)
GROUND = "light-dark(#e8dfd3, #39342e)"
HEIGHT = 56  # pixels


def colour(relevance: float) -> str:
    """The colour of a degree of relevance in [0, 1]."""
    return DEGREES[min(int(relevance * len(DEGREES)), len(DEGREES) - 1)]


def draw(relevance: np.ndarray) -> str:
    """A bar a rank, as HTML, with a line where the bars of the ideal order would end.

    Args:
        relevance: ``(k,)`` in [0, 1], in the order of the ranking.
    """
    top = max(0.2, float(np.ceil(relevance.max() * 5) / 5))  # the next full fifth
    ideal = np.sort(relevance)[::-1]
    bars = "".join(_bar(float(value), float(best), top) for value, best in zip(relevance, ideal, strict=True))
    gap = "2px" if len(relevance) <= 50 else "1px"
    said = f"Relevance at ranks 1 to {len(relevance)}, from {relevance.max():.2f} to {relevance.min():.2f}"
    return (
        f'<div role="img" aria-label="{said}" style="display:flex;gap:{gap};height:{HEIGHT}px;'
        f'border-bottom:1px solid {GROUND}">{bars}</div>'
        f'<div style="display:flex;gap:1rem;font-size:0.75rem;opacity:0.78;padding-top:2px"><span>1</span>'
        f'<span style="flex:1;text-align:center">relevance at each rank, up to {top:.1f}; lines: the same degrees '
        f"in ideal order</span><span>{len(relevance)}</span></div>"
    )


def _bar(value: float, best: float, top: float) -> str:
    """One rank: the bar of what is there, and the line of what would be there."""
    high, line = 100 * value / top, 100 * best / top
    return (
        '<div style="flex:1;position:relative">'
        f'<div style="position:absolute;bottom:0;width:100%;height:{high:.1f}%;background:{colour(value)};'
        'border-radius:2px 2px 0 0"></div>'
        f'<div style="position:absolute;bottom:{line:.1f}%;width:100%;border-top:2px solid currentColor;opacity:0.45">'
        "</div></div>"
    )
