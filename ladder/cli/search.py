"""``ladder search``: nearest items of words, a photograph or an item."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ladder.search.ranking import Among

if TYPE_CHECKING:
    from ladder.search.ranking import Ranking


def search(
    run: Annotated[str, typer.Argument(help="the run's folder or name")],
    words: Annotated[str | None, typer.Argument(help='what to look for: "two dogs on grass"')] = None,
    image: Annotated[Path | None, typer.Option(help="a photograph to look for")] = None,
    item: Annotated[str | None, typer.Option(help="the id of an image or caption to look for")] = None,
    k: Annotated[int, typer.Option(help="how many")] = 10,
    among: Annotated[Among | None, typer.Option(help="what to search; by default what the query is not")] = None,
    split: Annotated[str | None, typer.Option(help="split to search; by default the first that the run holds")] = None,
    hide_exact_match: Annotated[
        bool, typer.Option("--hide-exact-match", help="leave out the query's own items: what is best among the rest")
    ] = False,
    backbone: Annotated[
        str | None, typer.Option(help="network that made the features, if the run does not know it")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
    save: Annotated[Path | None, typer.Option(help="write a contact sheet: sheet.jpg or .png")] = None,
) -> None:
    """Search a run's gallery by words, by a photograph or by one of its items."""
    from ladder.search import contact_sheet
    from ladder.search.queries import load_run

    if save is not None:
        contact_sheet.check_name(save)
    opened = load_run(run, backbone=backbone)
    ranking = opened.search(
        text=words,
        image=image,
        item=item,
        k=k,
        among=among,
        split=split,
        exact_match="hidden" if hide_exact_match else "kept",
    )
    if save is not None:
        contact_sheet.write(save, ranking, opened.data(split))
    typer.echo(_as_json(ranking) if as_json else table(ranking))


ABOUT = ("query", "kind", "among", "split", "judged_by", "unknown_words", "nearest_words")


def table(ranking: "Ranking") -> str:
    """A line a rank."""
    about = f"{ranking.among} of {ranking.split} nearest to {ranking.kind} `{ranking.query}`"
    lines = [f"{about}; relevance: {ranking.judged_by}"]
    if ranking.unknown_words:
        lines.append("the model does not know: " + ", ".join(ranking.unknown_words))
    for word, known in ranking.nearest_words.items():
        lines.append(f"the model does not know `{word}`; searched for `{known}` instead")
    width = max(len(name) for name in ranking.ids)
    lines.append(f"{'rank':>4}  {'similarity':>10}  {'relevance':>9}  {'id':{width}}  caption")
    for row in ranking.rows():
        relevance = "-" if row["relevance"] is None else f"{row['relevance']:.3f}"
        own = "  (own)" if row["own"] else ""
        cells = f"{row['rank']:4}  {row['similarity']:10.3f}  {relevance:>9}  {row['id']:{width}}"
        lines.append(f"{cells}  {row['caption']}{own}")
    return "\n".join(lines)


def _as_json(ranking: "Ranking") -> str:
    about = {name: getattr(ranking, name) for name in ABOUT}
    return json.dumps(about | {"results": ranking.rows()}, indent=1, ensure_ascii=False)
