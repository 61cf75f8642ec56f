"""What went wrong, in words."""

from bot.languages import Language, phrase
from bot.replies.names import tame
from knowledge.errors import (
    DamagedDatabase,
    DocumentNotFound,
    DuplicateDocument,
    DuplicateSource,
    NoDocuments,
    NotKept,
    QuotaExceeded,
    ReloadInProgress,
    ReloadRefused,
    SourceFailed,
    SourceNotFound,
    TooManyReadings,
    Unreachable,
    UnreadableFile,
    UnreadableIndex,
    UnusableDatabase,
)

_ERRORS = {
    DocumentNotFound: phrase("There is no such document here. Pick one from the list that opens while you type."),
    DuplicateDocument: phrase("Two documents have the same id, so nothing was changed."),
    NoDocuments: phrase("{place} {reason}."),
    ReloadInProgress: phrase("The documents are being read already. Please wait until that is done."),
    ReloadRefused: phrase(
        "Nothing was changed: with the new documents, test questions would no longer come out right. The old ones "
        "answer on."
    ),
    UnreadableFile: phrase("{name} cannot be read: {reason}."),
    UnreadableIndex: phrase("The index {name} {reason}, and has to be built again."),
    NotKept: phrase("I cannot keep anything just now, so nothing was changed. Please try again in a few minutes."),
    DamagedDatabase: phrase(
        "Some of what I have kept cannot be read any more. Whoever runs me will find in the log how to mend that."
    ),
    UnusableDatabase: phrase("The database {path} cannot be used: {reason}."),
    Unreachable: phrase("{url} cannot be read: {reason}."),
    SourceFailed: phrase("{address} cannot be read: {reason}."),
    SourceNotFound: phrase("There is no such source here. Pick one from the list that opens while you type."),
    DuplicateSource: phrase("{address} is here already. `/knowledge reload` reads it again."),
    TooManyReadings: phrase(
        "{limit} readings of this server are under way already. Please wait until one of them is done."
    ),
    QuotaExceeded: phrase("That is more than this server may hold ({wanted} of {limit}). Nothing was changed."),
}
_QUOTAS = {
    "documents": phrase(
        "With this there would be {wanted} documents; this server may hold {limit}. Nothing was changed."
    ),
    "bytes": phrase(
        "With this there would be {wanted} bytes of text; this server may hold {limit}. Nothing was changed."
    ),
    "sites": phrase("With this there would be {wanted} sites; this server may hold {limit}. Nothing was changed."),
}


def error_sentence(error: BaseException, say: Language) -> str | None:
    """What to say about an error that is known; None for the unexpected."""
    sentence = next((_ERRORS[kind] for kind in type(error).__mro__ if kind in _ERRORS), None)
    if isinstance(error, QuotaExceeded):
        sentence = _QUOTAS.get(error.what, sentence)
    facts = {name: tame(fact) if isinstance(fact, str) else fact for name, fact in vars(error).items()}
    return sentence and say(sentence, **facts)
