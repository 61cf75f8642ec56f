"""Statistics → a picture without words, so that it needs no fonts for the world's languages."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from knowledge.store.records import Day

SIZE = (900, 320)
_PLOT = (56, 20, 884, 272)  # left, top, right, bottom
_BACK, _GRID, _TEXT = "#2b2d31", "#3f4147", "#b5bac1"
ANSWERED, UNANSWERED, HELPFUL = "#3ba55d", "#80848e", "#5865f2"
_TICKS = 4
_FONT = 15


def draw_days(days: Sequence[Day]) -> bytes:
    """A PNG: for each day a bar of what was answered and, on top, what was not; a dot for the helpful ones."""
    image = Image.new("RGB", SIZE, _BACK)
    pencil = ImageDraw.Draw(image)
    top = _ceiling(max((day.answered + day.unanswered for day in days), default=0))
    _draw_grid(pencil, top)
    for place, day in enumerate(days):
        _draw_day(pencil, day, _span(place, len(days)), top)
    _draw_dates(pencil, days)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


def _draw_grid(pencil: ImageDraw.ImageDraw, top: int) -> None:
    font, (left, _, right, _) = ImageFont.load_default(_FONT), _PLOT
    for tick in range(_TICKS + 1):
        count = top * tick // _TICKS
        y = _height(count, top)
        pencil.line((left, y, right, y), fill=_GRID)
        pencil.text((left - 10, y), f"{count:,}", fill=_TEXT, font=font, anchor="rm")


def _draw_day(pencil: ImageDraw.ImageDraw, day: Day, span: tuple[float, float], top: int) -> None:
    left, right = span
    bottom, middle, high = (_height(count, top) for count in (0, day.answered, day.answered + day.unanswered))
    if day.answered:
        pencil.rectangle((left, middle, right, bottom), fill=ANSWERED)
    if day.unanswered:
        pencil.rectangle((left, high, right, middle), fill=UNANSWERED)
    if day.helpful:
        x, y, radius = (left + right) / 2, _height(min(day.helpful, top), top), min(6.0, (right - left) / 2)
        pencil.ellipse((x - radius, y - radius, x + radius, y + radius), fill=HELPFUL, outline=_BACK)


def _draw_dates(pencil: ImageDraw.ImageDraw, days: Sequence[Day]) -> None:
    """The first one, the last one, and some between."""
    font, step = ImageFont.load_default(_FONT), max(1, (len(days) - 1) // 6)
    for place in range(len(days) - 1, -1, -step):
        left, right = _span(place, len(days))
        text = days[place].date.strftime("%m-%d")
        pencil.text(((left + right) / 2, _PLOT[3] + 20), text, fill=_TEXT, font=font, anchor="mm")


def _span(place: int, count: int) -> tuple[float, float]:
    """The left and right of a bar."""
    width = (_PLOT[2] - _PLOT[0]) / count
    left, gap = _PLOT[0] + place * width, min(6.0, width * 0.2)
    return left + gap / 2, left + width - gap / 2


def _height(count: int, top: int) -> float:
    return _PLOT[3] - (_PLOT[3] - _PLOT[1]) * count / top


def _ceiling(most: int) -> int:
    """The end of the scale: a round number, so that its quarters are whole."""
    scale = 4
    while scale < most:
        scale = scale * 5 // 2 if str(scale)[0] == "4" else scale * 2
    return scale
