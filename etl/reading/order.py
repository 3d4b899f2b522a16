"""What a child shall read, and what it may cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from etl.metadata.catalogue import OfficialFile

GIB = 1 << 30
MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What reading one official file may cost.

    Attributes
    ----------
    memory_bytes : int
        Address space of the child; the memory it holds is always less.
    cpu_seconds : int
        CPU time of the child.
    wall_seconds : float
        Time on the clock: more than the CPU time, because machines are busy.
    answer_bytes : int
        Size of what the child hands back.
    file_bytes : int
        Size of the official file, all its parts together.
    """

    memory_bytes: int = GIB
    cpu_seconds: int = 30
    wall_seconds: float = 120.0
    answer_bytes: int = 512 * MIB
    file_bytes: int = 64 * MIB


@dataclass(frozen=True)
class Order:
    """One official file to read.

    Attributes
    ----------
    source : str
        Id of the source.
    file : OfficialFile
        Its block in source.toml.
    paths : tuple of pathlib.Path
        The file; several, where an interface hands out pages.
    reference : pathlib.Path
        The folder ``data/reference``.
    limits : Limits
        What reading it may cost.
    """

    source: str
    file: OfficialFile
    paths: tuple[Path, ...]
    reference: Path
    limits: Limits = field(default_factory=Limits)


def readable_size(count: int) -> str:
    """Write a number of bytes as people do: ``"1 GB"``, ``"64 MB"``."""
    for unit, name in ((GIB, "GB"), (MIB, "MB"), (1 << 10, "kB")):
        if count >= unit:
            return f"{count / unit:.3g} {name}"
    return f"{count} bytes"
