"""The command line: a module a command."""

import sys

import typer

from ladder.cli import app as app_command
from ladder.cli import compare, data, demo, evaluate, export, features, importing, runs, search, train
from ladder.cli import map as map_command
from ladder.errors import LadderError

cli = typer.Typer(
    name="ladder",
    help="Coherent visual-semantic embeddings: train, evaluate, search, show.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
cli.command("app")(app_command.app)
cli.command("demo")(demo.demo)
cli.add_typer(data.app, name="data")
cli.command("features")(features.features)
cli.command("train")(train.train)
cli.command("evaluate")(evaluate.evaluate)
cli.command("compare")(compare.compare)
cli.command("search")(search.search)
cli.command("map")(map_command.make)
runs.app.command("import-embeddings")(importing.import_embeddings)
runs.app.command("import-vsepp")(importing.import_vsepp)
cli.add_typer(runs.app, name="runs")
cli.command("export")(export.export)


def main() -> None:
    """Runs the command line; a user's mistake is one line on stderr and exit code 2."""
    try:
        cli()
    except LadderError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(2)
