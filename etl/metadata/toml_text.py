"""Change single values of a source.toml and leave every other byte as a person wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADER = re.compile(r"^\s*\[")


@dataclass(frozen=True)
class Block:
    """Which block of a file is meant.

    Attributes
    ----------
    header : str
        Its header, such as ``[row_counts]``; empty for the keys before the first block.
    line : str
        A line it holds, for blocks of a list: ``edition = "2024"``.
    after : Block or None
        The block it stands after: ``[editions.file]`` belongs to the ``[[editions]]`` before it.
    """

    header: str
    line: str = ""
    after: Block | None = None

    def lines_of(self, lines: list[str]) -> tuple[int, int]:
        """Numbers of its first line and of the one after its last.

        Raises
        ------
        KeyError
            There is no such block.
        """
        begin = self.after.lines_of(lines)[1] if self.after else 0
        starts = [number + 1 for number in range(begin, len(lines)) if lines[number].strip() == self.header]
        for first in starts if self.header else [0]:
            rest = range(first, len(lines))
            last = next((number for number in rest if _HEADER.match(lines[number])), len(lines))
            if not self.line or f"{self.line}\n" in lines[first:last]:
                return first, last
        raise KeyError(f"{self.header} {self.line}".strip())


def with_value(text: str, block: Block, key: str, value: str) -> str:
    """Set a key of a block.

    Parameters
    ----------
    text : str
        The file.
    block : Block
        Where.
    key : str
        The key as it stands in the file, quotes included.
    value : str
        The value as it shall stand there.

    Returns
    -------
    str
        The file with the value replaced, or added as the last key of the block.
    """
    lines = text.splitlines(keepends=True)
    first, last = block.lines_of(lines)
    for number in range(first, last):
        if _is_key(lines[number], key):
            lines[number] = f"{key} = {value}\n"
            return "".join(lines)
    while last > first and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
        last -= 1  # empty lines and the comment of the next block stay behind
    lines.insert(last, f"{key} = {value}\n")
    return "".join(lines)


def without_value(text: str, block: Block, key: str) -> str:
    """Remove a key of a block, if it is there."""
    lines = text.splitlines(keepends=True)
    first, last = block.lines_of(lines)
    kept = [line for line in lines[first:last] if not _is_key(line, key)]
    return "".join([*lines[:first], *kept, *lines[last:]])


def _is_key(line: str, key: str) -> bool:
    return re.match(rf"{re.escape(key)}\s*=", line) is not None
