"""``ladder runs import-embeddings`` and ``import-vsepp``: models made elsewhere, as runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ladder.importing import Imported

Judge = Annotated[str, typer.Option(help="judge of relevance, NAME[,key=value...]")]
Split = Annotated[str, typer.Option(help="name of the split")]


def import_embeddings(
    name: Annotated[str, typer.Argument(help="name of the run to be")],
    files: Annotated[
        list[Path],
        typer.Argument(help="vectors: one .npz, .safetensors or .parquet file, or two .npy files, images first"),
    ],
    captions: Annotated[
        Path | None, typer.Option(help="a row a caption: CSV (image, caption, split), Parquet, or lines of text")
    ] = None,
    data: Annotated[str | None, typer.Option(help="in its place a data set whose split the rows follow")] = None,
    split: Split = "test",
    images: Annotated[Path | None, typer.Option(help="folder of the pictures")] = None,
    relevance: Judge = "tfidf",
    columns: Annotated[
        str, typer.Option(help="columns of vectors of a Parquet file, of images and of captions")
    ] = "image_embedding,caption_embedding",
) -> None:
    """Bring embeddings of images and captions in as a run."""
    from ladder import runs
    from ladder.errors import ConfigError
    from ladder.importing import import_embeddings as bring
    from ladder.runs.many.names import check_name

    pair = columns.split(",")
    if len(pair) != 2:
        raise ConfigError(f"`--columns {columns}`: name two, separated by a comma")
    found = bring(
        files,
        runs.root() / check_name(name),
        captions=captions,
        data=data,
        split=split,
        images=images,
        relevance=relevance,
        columns=(pair[0], pair[1]),
    )
    _tell(found)


def import_vsepp(
    name: Annotated[str, typer.Argument(help="name of the run to be")],
    checkpoint: Annotated[Path, typer.Argument(help="model_best.pth.tar; nothing in it is run")],
    vocabulary: Annotated[Path, typer.Argument(help="its words, pickle or JSON; nothing in it is run")],
    data: Annotated[str, typer.Option(help="the data set whose features it reads: precomp:DIR")],
    split: Split = "test",
    relevance: Judge = "tfidf",
) -> None:
    """Bring a VSE++ checkpoint in as a run."""
    from ladder import runs
    from ladder.importing.vsepp import import_vsepp as bring
    from ladder.runs.many.names import check_name

    _tell(bring(checkpoint, vocabulary, runs.root() / check_name(name), data=data, split=split, relevance=relevance))


def _tell(found: "Imported") -> None:
    for note in found.notes:
        typer.echo(f"note: {note}", err=True)
    folder = found.folder
    typer.echo(f"{folder.path}: {', '.join(folder.splits())}")
    typer.echo(
        f"next: ladder evaluate {folder.path} --split {folder.first_split} --stored   or   ladder map {folder.path}"
    )
