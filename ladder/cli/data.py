"""``ladder data``: what a data set holds, and what is wrong with it."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ladder.datasets.inspection import Inspection

app = typer.Typer(help="Look at data sets.", no_args_is_help=True)


@app.callback()
def data() -> None:
    """Look at data sets."""


@app.command()
def inspect(
    spec: Annotated[str, typer.Argument(help="FORMAT[:PLACE][,key=value…], for instance flickr8k:DIR or scenes")],
    pictures: Annotated[bool, typer.Option(help="decode every picture")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="no progress bar")] = False,
) -> None:
    """Print a summary of a data set and every problem found; exit code 1 if there are any."""
    from tqdm import tqdm

    from ladder.datasets import inspection

    def watch(decoded: Iterable[Any], total: int) -> Iterable[Any]:
        return tqdm(decoded, desc="pictures", total=total, unit="picture", disable=quiet)

    found = inspection.inspect(spec, pictures=pictures, watch=watch)
    typer.echo(_as_json(found) if as_json else summary(found))
    if found.problems:
        raise typer.Exit(1)


def summary(found: "Inspection") -> str:
    """The inspection as lines to read."""
    mean, most = found.words_a_caption
    each = ", ".join(f"{images:,} with {count}" for count, images in found.captions_an_image.items())
    sizes = "not decoded" if found.pictures else "none"
    if found.smallest_picture and found.largest_picture:
        sizes = " to ".join(f"{width} x {height}" for width, height in (found.smallest_picture, found.largest_picture))
    rows = {
        "data set": found.spec,
        "images": f"{found.images:,}",
        "captions": f"{found.captions:,} (images: {each})",
        "splits": ", ".join(f"{name} {count:,}" for name, count in found.splits.items()),
        "words": f"{mean:.1f} a caption, at most {most}; {found.distinct_words:,} distinct",
        "repeated": f"{found.repeated_captions:,} captions; {found.shared_captions:,} texts shared by several images",
        "pictures": sizes,
        "features": "none" if found.feature_width is None else f"{found.feature_width} numbers an image",
    }
    lines = [f"{name:10} {value}" for name, value in rows.items()]
    lines += [f"note: {note}" for note in found.notes]
    lines += [f"problem: {problem}" for problem in found.problems]
    lines.append(f"{len(found.problems)} problems" if found.problems else "no problems")
    return "\n".join(lines)


def _as_json(found: "Inspection") -> str:
    return json.dumps(asdict(found), indent=1, ensure_ascii=False, default=str)
