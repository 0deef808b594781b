"""The drawn world: a data format and a relevance provider that register themselves; nothing else imports it."""

from ladder.datasets import FORMATS
from ladder.relevance import ALL
from ladder.scenes.relevance import SceneRelevance

FORMATS["scenes"] = "ladder.scenes.format"
ALL[SceneRelevance.name] = SceneRelevance
