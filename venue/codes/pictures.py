"""QR pictures of our codes: black on white in every theme, with the quiet zone that scanners need.

The only place that knows the qrcode library, which is loaded with the first picture: a web process starts without.
"""

from __future__ import annotations

import io
from typing import Final

QUIET: Final = 4  # modules of white on each side (ISO/IEC 18004)
ALPHANUMERIC: Final = 2  # qrcode.util.MODE_ALPHA_NUM, whose stub calls it any number


def modules(text: str, *, any_text: bool = False) -> list[list[bool]]:
    """The dark (True) and light modules, row by row, without a quiet zone; level M.

    `text` stays inside the QR alphanumeric alphabet, else ValueError: in byte mode it would need a larger picture.
    `any_text` allows that, for a link.
    """
    import qrcode  # noqa: PLC0415  see above
    from qrcode.util import QRData  # noqa: PLC0415

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(QRData(text, mode=None if any_text else ALPHANUMERIC))
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def runs(grid: list[list[bool]]) -> list[tuple[int, int, int]]:
    """The dark modules as (column, row, width), neighbours joined, so that no hairline shows between them."""
    found = []
    for row, line in enumerate(grid):
        start = None
        for column, dark in enumerate([*line, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                found.append((start, row, column - start))
                start = None
    return found


def svg(text: str, *, any_text: bool = False) -> str:
    """A picture one unit a module, sharp at any size."""
    grid = modules(text, any_text=any_text)
    side = len(grid) + 2 * QUIET
    path = "".join(f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z" for x, y, width in runs(grid))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{path}"/></svg>'
    )


def png(text: str, *, scale: int = 12) -> bytes:
    """A one-bit picture, `scale` pixels a module."""
    from PIL import Image  # noqa: PLC0415  see above

    grid = modules(text)
    side = len(grid) + 2 * QUIET
    picture = Image.new("1", (side, side), 1)
    for y, line in enumerate(grid):
        for x, dark in enumerate(line):
            if dark:
                picture.putpixel((x + QUIET, y + QUIET), 0)
    out = io.BytesIO()
    picture.resize((side * scale, side * scale), Image.Resampling.NEAREST).save(out, "PNG", optimize=True)
    return out.getvalue()
