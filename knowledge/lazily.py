"""Public names of a package that are looked up when somebody wants them."""

from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import Any


def looked_up(package: str, modules: Mapping[str, Collection[str]]) -> Callable[[str], Any]:
    """The `__getattr__` of a package; `modules` says which of its modules holds which names."""
    holding = {name: module for module, names in modules.items() for name in names}

    def look_up(name: str) -> Any:
        if name not in holding:
            raise AttributeError(name)
        return getattr(import_module(f"{package}.{holding[name]}"), name)

    return look_up
