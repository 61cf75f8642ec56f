"""Records of the sandbox, and what happens to them; nothing above is imported."""

from typing import Any

Json = dict[str, Any]
