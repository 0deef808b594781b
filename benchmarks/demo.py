"""The demo recipes with three seeds each, compared on the test scenes and on the long tail: the README's table.

``python -m benchmarks.demo``: trains what is missing in the runs' folder, minutes a run; not part of ``make bench``.
"""

from ladder import runs
from ladder.cli import demo
from ladder.cli.app import ROOT
from ladder.comparison import FORMATS, compare
from ladder.runs import RunFolder
from ladder.runs import config as configuration
from ladder.training.loop import train

SEEDS = (0, 1, 2)
FIGURES = {
    "test": ["rsum", "recall@1", "cs@100", "cs@1000", "ndcg@50"],
    "test.tail": ["mean_relevance@10", "ndcg@50", "cs@100"],
}


def run_of(recipe: str, seed: int) -> RunFolder:
    """The finished run of a recipe and a seed, trained and evaluated if it is not there."""
    folder = RunFolder(runs.root() / f"{recipe}-seed{seed}")
    if not (folder.path / "evaluation.json").exists() or "test.tail" not in folder.evaluation():
        config = configuration.read(ROOT / "configs" / f"{recipe}.toml", [f"seed={seed}"])
        folder = train(config, folder.path, progress=True)
        demo.evaluate(folder, progress=True)
    return folder


def main() -> None:
    """Prints the two tables as Markdown, each recipe against the triplet."""
    groups = [[run_of(recipe, seed) for seed in SEEDS] for recipe in demo.RECIPES]
    for view, figures in FIGURES.items():
        comparison = compare(groups, view, figures)
        print(FORMATS["markdown"](comparison.choose(figures)))


if __name__ == "__main__":
    main()
