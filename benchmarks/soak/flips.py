"""Ten thousand harmed copies of real official files: which are noticed, and by what.

    .venv/bin/python -m benchmarks.soak.flips

Every copy has one bit flipped, one byte changed, removed or doubled, or its end cut off. It is offered twice: as a
snapshot whose receipt knows the sound bytes, as in a build; and straight to pre-check and parser, as if there were no
receipt. The second count is the honest measure of the formats: CSV and JSON carry no checksum of their own, so a digit
that became another digit is read as such. Writes benchmarks/results/soak_flips.json; tests/integration/test_flips.py
runs a short form on files made from the bundle. Needs ../shared/raw.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.soak.results import circumstances, timed, write_results
from etl.metadata.catalogue import OfficialFile
from etl.metadata.source_folders import read_sources
from etl.reading.child import Nursery, Outcome
from etl.reading.order import Limits, Order
from etl.replacing.official import SNAPSHOT, Copy, damage
from etl.sources import Tables
from tests.integration.test_official_files import official_copies
from tests.official_forms import DATA, REFERENCE, catalogue

FLIPS, SEED = 10_000, 20261122
_LEAST_PER_FILE = 12


@dataclass(frozen=True)
class Sound:
    """A file as it should be.

    Attributes
    ----------
    source : str
        Id of its source.
    file : OfficialFile
        Its block.
    content : bytes
        Its bytes.
    name : str
        Its name.
    """

    source: str
    file: OfficialFile
    content: bytes
    name: str


@dataclass
class Tally:
    """What came of the harmed copies of some files.

    Attributes
    ----------
    offered : int
        How many there were.
    refused_by_receipt : int
        Those that a build refuses because of the checksum in the receipt.
    refused, equal, different : int
        What pre-check and parser alone make of them: refused with a reason, read as the sound file, read as something
        else. The last are what would be published silently if there were no receipt.
    without_place : int
        Refusals that do not name the file.
    unforeseen : int
        Refusals because a parser met an error nobody foresaw; they are refusals all the same.
    ended : int
        Children that died or ran into a limit.
    kinds : Counter
        Kind of harm and what came of it.
    most_memory_bytes, most_cpu_seconds
        The most one child used.
    """

    offered: int = 0
    refused_by_receipt: int = 0
    refused: int = 0
    equal: int = 0
    different: int = 0
    without_place: int = 0
    unforeseen: int = 0
    ended: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    most_memory_bytes: int = 0
    most_cpu_seconds: float = 0.0

    def add(self, kind: str, outcome: Outcome, sound: Tables, name: str) -> None:
        """Count what pre-check and parser made of one harmed copy."""
        self.most_memory_bytes = max(self.most_memory_bytes, outcome.spent.memory_bytes)
        self.most_cpu_seconds = max(self.most_cpu_seconds, outcome.spent.cpu_seconds)
        self.ended += not outcome.spent.is_done
        if outcome.error is not None:
            result = "refused"
            self.without_place += name not in str(outcome.error)
            self.unforeseen += "the reader failed" in str(outcome.error)
        else:
            result = "equal" if _same(outcome.tables, sound) else "different"
        setattr(self, result, getattr(self, result) + 1)
        self.kinds[f"{kind}: {result}"] += 1

    def as_dict(self) -> dict[str, Any]:
        """Everything, for the results."""
        silently = self.offered - self.refused_by_receipt
        return {
            **vars(self),
            "published_silently": silently,
            "kinds": dict(sorted(self.kinds.items())),
            "most_cpu_seconds": round(self.most_cpu_seconds, 2),
        }


def _same(found: Tables, sound: Tables) -> bool:
    return set(found) == set(sound) and all(found[name].equals(sound[name]) for name in sound)


def harmed(content: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Harm a file in one place; what was done, and the result, which is never the same as before."""
    kind = chance.choices(["bit", "byte", "removed", "doubled", "cut"], [40, 20, 15, 10, 15])[0]
    place = chance.randrange(len(content))
    before, byte, after = content[:place], content[place], content[place + 1 :]
    match kind:
        case "bit":
            return kind, before + bytes([byte ^ (1 << chance.randrange(8))]) + after
        case "byte":
            return kind, before + bytes([(byte + chance.randrange(1, 256)) % 256]) + after
        case "removed":
            return kind, before + after
        case "doubled":
            return kind, before + bytes([byte, byte]) + after
        case _:
            return kind, before


def try_file(
    sound: Sound, count: int, chance: random.Random, nursery: Nursery, tallies: Sequence[Tally], folder: Path
) -> None:
    """Harm one file many times, and count what is noticed.

    Parameters
    ----------
    sound : Sound
        The file.
    count : int
        How many harmed copies to offer.
    chance : random.Random
        Where the harm is done.
    nursery : Nursery
        Reads them.
    tallies : sequence of Tally
        Take the counts.
    folder : pathlib.Path
        An empty folder.
    """
    path = folder / sound.name
    order = Order(sound.source, sound.file, (path,), REFERENCE, Limits())
    path.write_bytes(sound.content)
    whole = nursery.read(order)
    if whole.error:
        raise SystemExit(f"{sound.source} {sound.file.id} is not read unharmed: {whole.error}")
    digest = hashlib.sha256(sound.content).hexdigest()
    copy = Copy(catalogue()[sound.source], sound.file, SNAPSHOT, ((path, digest),))
    for _ in range(count):
        kind, content = harmed(sound.content, chance)
        path.write_bytes(content)
        is_refused = bool(list(damage(copy)))
        outcome = nursery.read(order)
        for tally in tallies:
            tally.offered += 1
            tally.refused_by_receipt += is_refused
            tally.add(kind, outcome, whole.tables, sound.name)


def real_files() -> Iterator[Sound]:
    """Every real file at hand that was checked against the bundle."""
    copies = official_copies()
    for source in read_sources(DATA).values():
        for file in source.official_files:
            path = copies.get(file.checked_sha256 or "")
            if path is not None:
                yield Sound(source.id, file, path.read_bytes(), path.name)


def _counts(files: Sequence[Sound], nursery: Nursery, folder: Path) -> list[int]:
    """How many harmed copies each file gets: many of those that are read quickly, some of all."""
    weights = []
    for sound in files:
        path = folder / sound.name
        path.write_bytes(sound.content)
        spent = nursery.read(Order(sound.source, sound.file, (path,), REFERENCE)).spent
        weights.append((spent.cpu_seconds + 0.02) ** -2)
    return [max(_LEAST_PER_FILE, round(FLIPS * weight / sum(weights)) + 1) for weight in weights]


def main() -> int:
    """Run the whole and write the results."""
    chance = random.Random(SEED)
    files = list(real_files())
    total, by_format, by_parser = Tally(), dict[str, Tally](), dict[str, Tally]()
    found: dict[str, Any] = circumstances("polars", "openpyxl") | {"seed": SEED, "files": len(files)}
    nursery = Nursery()
    with timed(found), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        counts = _counts(files, nursery, folder)
        for number, (sound, count) in enumerate(zip(files, counts, strict=True), start=1):
            tallies = (
                total,
                by_format.setdefault(sound.file.format, Tally()),
                by_parser.setdefault(sound.file.parser, Tally()),
            )
            try_file(sound, count, chance, nursery, tallies, folder)
            print(
                f"{number}/{len(files)} {sound.source} {sound.file.id}: {count}, {total.offered:,} so far", flush=True
            )
    nursery.close()
    found |= {
        "all": total.as_dict(),
        "by_format": {key: tally.as_dict() for key, tally in sorted(by_format.items())},
        "by_parser": {key: tally.as_dict() for key, tally in sorted(by_parser.items())},
    }
    print(write_results("flips", found))
    return 0 if passes(found["all"]) else 1


def passes(counted: Mapping[str, Any]) -> bool:
    """Whether nothing was published silently, nobody died and every refusal says where."""
    return (
        counted["offered"] >= FLIPS
        and counted["published_silently"] == 0
        and counted["without_place"] == 0
        and counted["most_memory_bytes"] <= Limits().memory_bytes
        and counted["most_cpu_seconds"] <= Limits().cpu_seconds
    )


if __name__ == "__main__":
    sys.exit(main())
