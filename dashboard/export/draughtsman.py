"""The child process that turns a chart into SVG and an SVG into PNG: ``python -m dashboard.export.draughtsman``.

It runs Vega in a JavaScript engine of its own. In a process apart, a chart that takes long can be given up, memory goes
back when it ends, and pages that are drawn meanwhile wait for nothing. It reads requests from standard input, one JSON
line each, and answers each with one line: how many bytes follow and whether they are a file or a complaint.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

_FONTS = Path(__file__).parent / "fonts"
# Readers of pages come first.
_NICENESS = 10


def _drawn(converter: Any, asked: dict[str, Any]) -> bytes:
    if "svg" in asked:
        made: bytes = converter.svg_to_png(asked["svg"], scale=asked["scale"])
        return made
    # No address may be read from: everything the chart needs travels in it.
    svg: str = converter.vegalite_to_svg(asked["spec"], allowed_base_urls=[])
    return svg.encode()


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more.

    Parameters
    ----------
    requests, answers : binary files
        Standard input and output of the child.
    """
    import vl_convert  # noqa: PLC0415  (90 MB that only this process needs)

    vl_convert.register_font_directory(str(_FONTS))
    for line in requests:
        try:
            kind, body = "file", _drawn(vl_convert, json.loads(line))
        except ValueError as problem:
            kind, body = "complaint", str(problem).encode()
        answers.write(f"{kind} {len(body)}\n".encode() + body)
        answers.flush()


if __name__ == "__main__":
    os.nice(_NICENESS)
    serve(sys.stdin.buffer, sys.stdout.buffer)
