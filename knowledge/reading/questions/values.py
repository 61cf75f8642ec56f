"""Values of JSON and YAML → the text that they hold."""

_TEXTS = ("text", "rendered", "value", "html", "markdown", "content")
"""Fields of a mapping that stands for a text: of schema.org, WordPress, chats and lists for training."""
_MOST_NESTING = 4


def joined(value: object, separator: str, depth: int = 0) -> str:
    """Texts, numbers, mappings that hold a text, and lists of them as text; "" for others."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    if depth == _MOST_NESTING:
        return ""
    if isinstance(value, dict):
        held = next((value[key] for key in _TEXTS if value.get(key)), None)
        return joined(held, separator, depth + 1)
    if isinstance(value, list):
        return separator.join(filter(None, (joined(one, separator, depth + 1) for one in value)))
    return ""
