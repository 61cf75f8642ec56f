"""What was measured, as Markdown, as JSON, as a picture."""

import os
import platform
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.bench.measuring import Result

PACKAGES = ("numpy", "rank-bm25", "bm25s", "numba", "tantivy")
MEGABYTE = 1e6


def as_plain(results: list[list[Result]]) -> dict[str, object]:
    """Everything that was measured."""
    return {"machine": machine(), "results": [asdict(result) for group in results for result in group]}


def machine() -> str:
    """The machine and the versions, in one line."""
    versions = [f"{name} {found}" for name in PACKAGES if (found := _version(name))]
    return ", ".join(
        [f"{platform.machine()} with {os.cpu_count()} cores", f"Python {platform.python_version()}", *versions]
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def markdown(results: list[list[Result]]) -> str:
    """Two tables and the machine."""
    lines = [
        machine(),
        "",
        "Questions: median / 95th percentile, microseconds; × is quoth's median over the engine's.",
        "",
    ]
    lines += [*_times(results), "", "Building, loading, memory:", "", *_costs(results)]
    return "\n".join(lines) + "\n"


def _times(results: list[list[Result]]) -> Iterator[str]:
    yield "| chunks | engine | content | × | full | × |"
    yield "|---:|---|---:|---:|---:|---:|"
    for group in results:
        ours = next((result for result in group if result.engine == "quoth"), None)
        for each in group:
            cells = [
                _cells(ours.content if ours else None, each.content),
                _cells(ours.full if ours else None, each.full),
            ]
            yield f"| {each.size:,} | {each.engine} | {' | '.join(cells)} |"


def _cells(ours: tuple[float, float] | None, theirs: tuple[float, float]) -> str:
    ratio = f"{ours[0] / theirs[0]:.2f}" if ours else ""
    return f"{theirs[0]:,.0f} / {theirs[1]:,.0f} | {ratio}"


def _costs(results: list[list[Result]]) -> Iterator[str]:
    yield "| chunks | engine | build, s | load, s | memory, MB | at most, MB | on disk, MB |"
    yield "|---:|---|---:|---:|---:|---:|---:|"
    for group in results:
        for each in group:
            sizes = " | ".join(f"{size / MEGABYTE:,.0f}" for size in (each.memory, each.peak, each.disk))
            yield f"| {each.size:,} | {each.engine} | {each.build:.2f} | {each.load:.3f} | {sizes} |"


def draw(results: list[list[Result]], path: Path) -> None:
    """Median times by size, one line for each engine, content and full questions side by side."""
    from matplotlib.figure import Figure  # noqa: PLC0415 a picture is drawn only when asked for

    figure = Figure(figsize=(10, 4.5), layout="constrained")
    for axes, kind in zip(figure.subplots(1, 2, sharey=True), ("content", "full"), strict=True):
        for name in dict.fromkeys(result.engine for group in results for result in group):
            mine = [result for group in results for result in group if result.engine == name]
            axes.plot([each.size for each in mine], [getattr(each, kind)[0] for each in mine], marker="o", label=name)
        axes.set(xscale="log", yscale="log", title=f"{kind} questions", xlabel="chunks", ylabel="median, µs")
        axes.grid(visible=True, alpha=0.3)
    axes.legend()
    figure.savefig(path, dpi=120)
