"""Models made elsewhere, as runs: their embeddings, or a VSE++ checkpoint."""

from ladder.config import IMPORTED
from ladder.importing.embedding import import_embeddings
from ladder.importing.folder import Imported

__all__ = ["IMPORTED", "Imported", "import_embeddings"]
