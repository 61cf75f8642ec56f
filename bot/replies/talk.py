"""Small talk → one friendly line."""

from typing import Literal

from bot.languages import Language, phrase

Talk = Literal["greeting", "thanks", "chatter"]
"""What is no call for help: that gets the help text of the place."""
_LINES: dict[Talk, str] = {
    "greeting": phrase("Hello! Ask me anything that the documents here may answer."),
    "thanks": phrase("You're welcome!"),
    "chatter": phrase("I only answer questions, with quotes from the documents. What would you like to know?"),
}


def talk_line(kind: Talk, say: Language) -> str:
    """What is said to it."""
    return say(_LINES[kind])
