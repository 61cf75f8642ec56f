"""What a library tells: a question with its answer, and how the knowledge of a guild stands."""

from datetime import datetime

from knowledge.models import Answer, Hit, Model, Quote
from knowledge.sources.changes import Failure


class Asked(Model):
    """A question that was answered, or not: then `closest` holds the chunks that came nearest."""

    number: int
    guild_id: int
    answer: Answer
    more: tuple[Quote, ...] = ()
    """The quotes that come next."""
    closest: tuple[Hit, ...]
    earlier: tuple[str, ...] = ()
    """The questions that this one may carry on, the last one last."""


class Status(Model):
    """What answers now."""

    documents: int
    chunks: int
    loaded_at: datetime
    failed: tuple[Failure, ...]
