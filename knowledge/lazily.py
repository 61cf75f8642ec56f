"""Public names of a package that are looked up when somebody wants them."""

from collections.abc import Callable, Collection, Mapping
from importlib import import_module


def looked_up(package: str, modules: Mapping[str, Collection[str]]) -> Callable[[str], object]:
    """The `__getattr__` of a package; `modules` says which of its modules holds which names."""
    holding = {name: module for module, names in modules.items() for name in names}

    def look_up(name: str) -> object:
        if name not in holding:
            raise AttributeError(name)
        return getattr(import_module(f"{package}.{holding[name]}"), name)

    return look_up
