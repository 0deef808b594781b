"""A run's figures as TensorBoard reads them."""

from pathlib import Path

from ladder.errors import MissingExtraError
from ladder.runs import RunFolder

OF_A_STEP = ("loss", "intra_modal", "gradient_norm", "learning_rate", "strength")


def export(folder: RunFolder, path: Path) -> Path:
    """Writes the figures of all steps and validations, and the share of each rung and K, as an event file.

    Args:
        folder: The run.
        path: A folder of logs, where TensorBoard is started; the run's own is made in it.

    Returns:
        The run's own folder there.

    Raises:
        MissingExtraError: If ``tensorboard`` is not installed.
    """
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        raise MissingExtraError("tensorboard", "tensorboard") from None
    target = path / folder.name
    with SummaryWriter(str(target)) as writer:
        for line in folder.metrics():
            figures = line["figures"] if line["kind"] == "validation" else {x: line[x] for x in OF_A_STEP if x in line}
            for name, value in figures.items():
                writer.add_scalar(f"{line['kind']}/{name}", value, line["step"], line["time"])
        for row in folder.levels():
            for column in ("rung_cost", "k_histogram"):
                for place, value in enumerate(row[column]):
                    writer.add_scalar(f"{column}/{row['direction']}/{place}", value, row["step"])
    return target
