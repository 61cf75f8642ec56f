"""How the questions were answered → Markdown and a picture."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.evaluation.measuring import Asked, Result, percent
from bot.replies.reply import shorten

_WIDTH = 70
_STEPS = 10


def report(result: Result, wrong: int) -> str:
    """Figures, then a table of at most so many that went wrong."""
    failed = [one for one in result.asked if not one.right]
    lines = [*_figures(result), ""]
    if failed[:wrong]:
        lines += ["| went wrong | question | known | confidence | first quote |", "|---|---|---|---|---|"]
        lines += [_row(one) for one in failed[:wrong]]
    if len(failed) > wrong:
        lines.append(f"… and {len(failed) - wrong} more.")
    return "\n".join(lines).rstrip() + "\n"


def _figures(result: Result) -> Iterator[str]:
    inside, outside = result.answerable, result.unanswerable
    yield f"{len(inside)} questions with an answer, {len(outside)} without; the median took {result.time:.1f} ms."
    yield ""
    yield "| measure | |"
    yield "|---|---|"
    yield f"| the first quote is right | {result.first_right:.1f} % |"
    yield f"| one of three is right | {percent(sum(one.rank > 0 for one in inside), len(inside)):.1f} % |"
    yield from _for_people(inside)
    yield f"| answered, of those with an answer | {percent(sum(one.said for one in inside), len(inside)):.1f} % |"
    yield f"| answered, of those without | {percent(sum(one.said for one in outside), len(outside)):.1f} % |"
    yield f"| confidence is off by | {result.calibration_gap:.1f} points |"


def _for_people(inside: Sequence[Asked]) -> Iterator[str]:
    """What people are shown."""
    replies = [one for one in inside if one.golden.reply]
    shares = {
        "helped: something that is shown answers": percent(sum(one.helped for one in inside), len(inside)),
        "misled: shown, and nothing of it answers": percent(sum(one.misled for one in inside), len(inside)),
        "complete: most of what a helpful reply pastes": percent(sum(one.complete for one in replies), len(replies)),
    }
    for name, share in list(shares.items())[: 3 if replies else 2]:
        yield f"| {name} | {share:.1f} % |"


def _row(one: Asked) -> str:
    quote = one.closest.text if one.closest else ""
    cells = (_what(one), one.golden.question, f"{one.answer.known:.2f}", f"{one.answer.confidence:.2f}", quote)
    return f"| {' | '.join(shorten(cell.replace('|', '/'), _WIDTH) for cell in cells)} |"


def _what(one: Asked) -> str:
    if not one.golden.is_answerable:
        return "answered without knowing"
    if not one.said:
        return "not answered"
    return f"right quote comes {one.rank}." if one.rank else "wrong quote"


def draw(result: Result, path: Path) -> None:
    """Confidence and the share of right first quotes, in ten steps of it, as PNG. Needs matplotlib."""
    from matplotlib.figure import Figure  # noqa: PLC0415 a picture is drawn only when asked for

    figure = Figure(figsize=(4.5, 4.5), layout="constrained")
    axes = figure.add_subplot(xlabel="confidence", ylabel="share of right first quotes", xlim=(0, 1), ylim=(0, 1))
    axes.plot((0, 1), (0, 1), color="grey", linewidth=0.8, linestyle="dashed")
    steps = [(mean, share, size) for mean, share, size in _steps(result.asked)]
    axes.scatter(
        [mean for mean, _, _ in steps],
        [share for _, share, _ in steps],
        [20 + 200 * size / max(1, len(result.asked)) for _, _, size in steps],
    )
    figure.savefig(path, dpi=120, format="png")


def _steps(asked: Sequence[Asked]) -> Iterator[tuple[float, float, int]]:
    """For each tenth of confidence that occurs: its mean, the share that is right, how many."""
    for step in range(_STEPS):
        here = [one for one in asked if min(int(one.answer.confidence * _STEPS), _STEPS - 1) == step]
        if here:
            mean = sum(one.answer.confidence for one in here) / len(here)
            yield mean, sum(one.rank == 1 for one in here) / len(here), len(here)
