"""Which sentences stand for a document."""

from knowledge.models import Document
from knowledge.outline import Outline
from knowledge.summarizing.choosing import Length, choose
from knowledge.summarizing.material import material_of

__all__ = ["Length", "summarize"]


def summarize(document: Document, cut: Outline, length: Length) -> list[int]:
    """Positions of the sentences that stand for all, in order."""
    return choose(material_of(document, cut, document.language or "en"), length)
