"""The names of the page's values in the session and in its link, each spelled here only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """The first are in the link as well."""

    view: str = "data_view"
    data_set: str = "data_set"
    judge: str = "data_judge"
    threshold: str = "data_threshold"
    # of the session only
    bring: str = "data_bring"
    split: str = "data_split"
    opened: str = "data_opened"
    new: str = "data_new"
    told: str = "data_told"
    zip: str = "data_zip"
    vectors: str = "data_vectors"
    texts: str = "data_texts"
    checkpoint: str = "data_checkpoint"
    words: str = "data_words"
    model_spec: str = "data_model_spec"
    kind: str = "data_kind"
    split_name: str = "data_split_name"
    model_name: str = "data_model_name"
    model_split: str = "data_model_split"
    shared: str = "data_shared"
    network: str = "data_network"
    turn: str = "data_turn"
    decoded: str = "data_decoded"

    def table(self, view: str) -> str:
        """Of the rows of a view."""
        return f"{view}_table"

    def zip_name(self, upload: str) -> str:
        """Of the name of what an upload brings."""
        return f"data_zip_name_{upload}"

    def run_name(self, upload: str) -> str:
        """Of the name of the run that vectors make."""
        return f"data_run_{upload}"


@dataclass(frozen=True)
class ViewNames:
    """The names of what the page shows: of an explanation, of data and of a picture to save."""

    lengths: str = "data_lengths"
    words: str = "data_words"
    relevance: str = "data_relevance"
    pairs: str = "data_pairs"
    problems: str = "data_problems"
    notes: str = "data_notes"


KEYS = Keys()
VIEW = ViewNames()
