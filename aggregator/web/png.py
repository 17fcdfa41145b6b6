"""Bar charts as PNG files for reports, drawn from the same bars as the SVG by Pillow (the extra ``charts``)."""

from __future__ import annotations

import io
from importlib.util import find_spec

from aggregator.web.charts import BAR, CAPTION, GAP, HEIGHT, TALL, Bars

IS_INSTALLED = find_spec("PIL") is not None
SCALE, FONT = 4, 10
INK, PAPER, FILL = "#1b1b1b", "#ffffff", "#0b4f8a"


def png(bars: Bars) -> bytes:
    """The chart as a file, four pixels to a unit of the SVG. Raises `ImportError` where Pillow is not installed."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (bars.file_width * SCALE, TALL * SCALE), PAPER)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(FONT * SCALE)
    for index, height in enumerate(bars.heights):
        left, foot = index * (BAR + GAP) * SCALE, (CAPTION + HEIGHT) * SCALE
        if height:
            draw.rectangle((left, foot - height * SCALE, left + BAR * SCALE - 1, foot - 1), fill=FILL)
    for x, baseline, anchor, text in bars.texts:
        draw.text((x * SCALE, baseline * SCALE), text, fill=INK, font=font, anchor="rs" if anchor else "ls")
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()
