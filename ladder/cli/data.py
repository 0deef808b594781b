"""``ladder data``: what a data set holds, what is wrong with it, and how one's own is brought in."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ladder.cli.quiet import Quiet

if TYPE_CHECKING:
    from ladder.datasets import Inspection

app = typer.Typer(help="Look at data sets.", no_args_is_help=True)


@app.command()
def inspect(
    spec: Annotated[str, typer.Argument(help="FORMAT[:PLACE][,key=value…]; `ladder data formats` lists them")],
    no_pictures: Annotated[bool, typer.Option("--no-pictures", help="do not decode the pictures")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
    quiet: Quiet = False,
) -> None:
    """Print what a data set holds and everything that is wrong with it; exit code 1 if anything is."""
    from functools import partial

    from tqdm import tqdm

    from ladder import datasets

    bar = partial(tqdm, unit="picture", disable=quiet)
    found = datasets.inspect(spec, pictures=not no_pictures, progress=bar)
    typer.echo(json.dumps(found.as_json(), indent=1, ensure_ascii=False) if as_json else summary(found))
    if found.problems:
        raise typer.Exit(1)


@app.command()
def unpack(
    archive: Annotated[Path, typer.Argument(help="a ZIP of pictures and one CSV: image,caption,split")],
    into: Annotated[Path | None, typer.Option(help="folder to make; by default data/NAME")] = None,
    quiet: Quiet = False,
) -> None:
    """Unpack photographs with captions, whole or not at all; print how the data set is opened."""
    from functools import partial

    from tqdm import tqdm

    from ladder.datasets.archive import unpack as unpack_archive
    from ladder.datasets.places import new

    folder = into or new(archive.stem)
    typer.echo(unpack_archive(archive, folder, progress=partial(tqdm, unit="picture", disable=quiet)))


@app.command("list")
def places(as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False) -> None:
    """Print the data sets in `data/` and the folders that LADDER_DATA names."""
    from ladder.datasets.places import found

    specs = found()
    typer.echo(json.dumps(specs, indent=1, ensure_ascii=False) if as_json else "\n".join(specs))


@app.command()
def relevance(
    spec: Annotated[str, typer.Argument(help="the data set")],
    split: Annotated[str | None, typer.Option(help="by default its first")] = None,
    judge: Annotated[str, typer.Option(help="judge of relevance, NAME[,key=value...]")] = "tfidf",
    each: Annotated[int, typer.Option(help="pairs at each degree", min=1, max=20)] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
) -> None:
    """Print pairs of captions at each degree of relevance: what 0.4 means, before choosing thresholds."""
    from ladder.datasets import open_dataset
    from ladder.evaluation.judges import named
    from ladder.relevance.examples import degrees

    data = open_dataset(spec)
    part = data.split(split or str(data.splits[0]))
    found = degrees(named(judge, part, progress=True), each=each)
    if as_json:
        typer.echo(json.dumps([degree.as_json() for degree in found.degrees], indent=1, ensure_ascii=False))
        return
    typer.echo(f"{found.captions:,} captions of {len(part.captions):,}, {found.pairs:,} pairs, judged by {judge}")
    for degree in found.degrees:
        typer.echo(f"{degree.low:.1f} to {degree.high:.1f}  {degree.share:8.3%} of pairs")
        for pair in degree.examples:
            typer.echo(f"    {pair.relevance:.2f}  {pair.first}  |  {pair.second}")


@app.command()
def formats() -> None:
    """Print the formats that can be read, and the options of each."""
    from ladder import datasets

    for name in datasets.FORMATS:
        module = datasets.reader(name)
        typer.echo(f"{name}:PLACE  {module.PLACE}" if module.PLACE else name)
        for key, meaning in (module.OPTIONS | datasets.SHARED_OPTIONS).items():
            typer.echo(f"    {key}=…  {meaning}")


def summary(found: "Inspection") -> str:
    """The inspection as lines to read."""
    each = ", ".join(f"{images:,} with {count}" for count, images in found.captions_per_image.items())
    pictures = "not decoded"
    if found.widths and found.heights:
        pictures = f"{_span(found.widths)} wide, {_span(found.heights)} high"
    rows = {
        "data set": found.spec,
        "images": f"{found.images:,}",
        "splits": ", ".join(f"{name} {count:,}" for name, count in found.splits.items()),
        "captions": f"{found.captions:,}; images: {each}",
        "words": f"{found.words_mean:.1f} a caption, at most {found.words_max}; {found.distinct_words:,} distinct",
        "duplicates": f"{found.duplicate_captions:,} texts more than once, {found.shared_captions:,} at several images",
        "pictures": pictures,
        "features": "none" if found.feature_width is None else f"{found.feature_width:,} numbers an image",
    }
    lines = [f"{name:10}  {value}" for name, value in rows.items()] if found.images else [f"data set    {found.spec}"]
    lines += [f"note: {note}" for note in found.notes]
    lines += [f"error: {problem}" for problem in found.problems]
    count = f"{len(found.problems):,}" if found.problems else "no"
    lines.append(f"{count} error{'' if count == '1' else 's'}")
    return "\n".join(lines)


def _span(span: tuple[int, int]) -> str:
    smallest, largest = span
    return f"{smallest:,} pixels" if smallest == largest else f"{smallest:,} to {largest:,} pixels"
