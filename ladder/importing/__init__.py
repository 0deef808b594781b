"""Models made elsewhere, as runs: their embeddings, or a VSE++ checkpoint."""

from ladder.importing.embedding import import_embeddings
from ladder.importing.folder import Imported
from ladder.runs.config import IMPORTED

__all__ = ["IMPORTED", "Imported", "import_embeddings"]
