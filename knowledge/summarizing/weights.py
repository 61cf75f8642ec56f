"""What was learned about summaries; `python -m knowledge.training.summaries` writes weights.json."""

from functools import cache
from importlib.resources import files

import numpy as np
from pydantic import BaseModel, ConfigDict


class Weights(BaseModel):
    """A few numbers; the formulas that they belong to are in the files that are named."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[float, float, float, float, float, float]
    """expected.py: log odds that a summary holds a term, for each of the measures."""
    opening: tuple[float, float]
    """opening.py: log odds that a text begins with what matters."""
    length: float
    """choosing.py: the power of a sentence's length that its words are divided by."""
    ballast: float
    """choosing.py: what is added to every length, in lengths of the mean sentence."""
    told: float
    """choosing.py: what the mention of a term leaves of its worth."""
    title: float
    """choosing.py: what a word of the title or heading adds."""
    first: float
    """choosing.py: what the first place in a paragraph adds."""

    def without_opening(self) -> "Weights":
        """For texts that do not begin with what matters, whatever they look like."""
        return self.model_copy(update={"opening": (0.0, -np.inf)})


@cache
def learned() -> Weights:
    """The weights that ship with the package."""
    return Weights.model_validate_json(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
