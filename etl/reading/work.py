"""What the child does: limit itself, check the file, parse it, answer, end."""

from __future__ import annotations

import os
import resource
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import duckdb  # noqa: F401 - imported once, before the fork
import openpyxl  # noqa: F401 - imported once, before the fork
import pyarrow  # noqa: F401 - imported once, before the fork

from etl.errors import AtlasError, UnreadableError, Violation
from etl.reading.answer import error_answer, tables_answer
from etl.reading.ends import OUT_OF_MEMORY
from etl.reading.order import Order, readable_size
from etl.reading.place import note, note_places
from etl.reading.precheck import precheck
from etl.sources import Reading, find_parser

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove", "os.rename")


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Let the child read only: no network, no programs, no files written."""
    if event.startswith(_FORBIDDEN) or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING):
        raise PermissionError(f"a reader of official files may not: {event}")


def _limit(order: Order) -> None:
    limits = order.limits
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.answer_bytes, limits.answer_bytes))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    sys.addaudithook(_refuse)


def _own_line(error: BaseException) -> str:
    """The last line of our own code that an error passed."""
    own = Path(__file__).parents[1]
    passed = [step for step in traceback.extract_tb(error.__traceback__) if Path(step.filename).is_relative_to(own)]
    return f"etl/{Path(passed[-1].filename).relative_to(own)} line {passed[-1].lineno}" if passed else "the reader"


def _surprise(order: Order, error: BaseException) -> UnreadableError:
    problem = f"the reader failed: {type(error).__name__}: {str(error)[:300]} ({_own_line(error)})"
    todo = (
        "The file is not what its block says, in a way that nobody foresaw: look at it, then correct block or parser."
    )
    return UnreadableError([Violation(order.source, order.file.edition, order.paths[0].name, problem, (), todo)])


def _too_much(order: Order, count: int) -> UnreadableError:
    problem = f"{readable_size(count)} were read out of it; at most {readable_size(order.limits.answer_bytes)}"
    todo = "Ask for a smaller export, or split it."
    return UnreadableError([Violation(order.source, order.file.edition, order.paths[0].name, problem, (), todo)])


def _read(order: Order, package: str) -> bytes:
    try:
        precheck(order)
        note(f"{order.paths[0].name}, the parser")
        parse = find_parser(order.file.parser, package)
        return tables_answer(parse(Reading(order.source, order.file, order.paths, order.reference)))
    except AtlasError as error:
        return error_answer(error)
    except MemoryError:
        raise
    except BaseException as error:  # a panic of Polars is no Exception
        return error_answer(_surprise(order, error))


def prepare(order: Order, package: str) -> None:
    """Import the parser before the fork, once for all files; what is wrong with it, the child says."""
    with suppress(Exception):
        find_parser(order.file.parser, package)


def work(order: Order, package: str, answer: int) -> NoReturn:
    """Read one official file and end the process.

    Parameters
    ----------
    order : Order
        What to read.
    package : str
        Package of the parsers.
    answer : int
        Open file that takes the answer.
    """
    code = 1
    try:
        note_places()
        _limit(order)
        written = _read(order, package)
        if len(written) > order.limits.answer_bytes:
            written = error_answer(_too_much(order, len(written)))
        while written:
            written = written[os.write(answer, written) :]
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
