"""What one request may cost. At a limit the process ends, and the file is refused with a sentence."""

MOST_SECONDS = 60
"""From giving a request to the process to its answer."""
MOST_MEMORY = 1_000_000_000
"""Bytes of address space of the process; it starts with about 150 MB."""
MOST_REPLY = 200_000_000
"""Bytes of a request or an answer."""
