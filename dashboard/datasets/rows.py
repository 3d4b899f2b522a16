"""The rows that answer a question, a few at a time."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import polars as pl

from dashboard.datasets.dataset import Dataset, Filters
from dashboard.datasets.origins import with_origin
from dashboard.datasets.question import Question
from dashboard.queries import interface
from dashboard.release import Release

# Rows that DuckDB sorts for an answer at a time.
_PART_ROWS = 20_000


def frames(question: Question, rows: int) -> Iterator[pl.DataFrame]:
    """The rows of an answer, each with where it is from, in an order that never changes.

    Parameters
    ----------
    question : Question
        What was asked.
    rows : int
        Rows of a frame.

    Yields
    ------
    polars.DataFrame
        Of the same columns every time. No more than one is held at a time, however long the answer is.
    """
    dataset = question.dataset
    for frame in _made(question) if dataset.made else _selected(question, rows):
        yield with_origin(question.release, dataset.origin, frame)


def _selected(question: Question, rows: int) -> Iterator[pl.DataFrame]:
    for filters, limit, offset in _parts(question):
        found = interface.batches(question.release, question.dataset.statement, filters, limit, offset, rows)
        for batch in found:
            yield pl.DataFrame(pl.from_arrow(batch))


def _parts(question: Question) -> Iterator[tuple[Filters, int | None, int]]:
    """The parts in which the rows are asked for: filters, and which rows of the part."""
    filters = question.filters
    left, skipped = question.limit, question.offset
    if not question.dataset.parts:
        yield filters, left, skipped
        return
    for values, count in _gathered(question):
        if left == 0:
            return
        if skipped < count:
            yield {**filters, **values}, left, skipped
            left = None if left is None else left - min(left, count - skipped)
        skipped = max(0, skipped - count)


def _gathered(question: Question) -> Iterator[tuple[dict[str, tuple[str, ...]], int]]:
    """Values of the filters of each part, and its rows.

    Each value of the last filter would be a statement of its own, and most of them have few rows: those that follow
    each other are asked for together.
    """
    dataset = question.dataset
    *outer, (last, last_column) = dataset.parts
    columns = [column for _, column in dataset.parts]
    found = interface.found(question.release, dataset.statement, question.filters, *columns).to_pylist()
    for values, parts in groupby(found, key=lambda part: tuple(part[column] for _, column in outer)):
        shared = {name: (value,) for (name, _), value in zip(outer, values, strict=True)}
        codes: list[str] = []
        count = 0
        for part in parts:
            if codes and count + part["row_count"] > _PART_ROWS:
                yield {**shared, last: tuple(codes)}, count
                codes, count = [], 0
            codes.append(part[last_column])
            count += part["row_count"]
        yield {**shared, last: tuple(codes)}, count


def _made(question: Question) -> Iterator[pl.DataFrame]:
    """Rows that no single statement makes; here the limits are kept by counting."""
    assert question.dataset.made
    skipped, left = question.offset, question.limit
    for frame in question.dataset.made(question.release, question.filters):
        kept = frame.slice(skipped, left)
        skipped = max(0, skipped - frame.height)
        yield kept
        if left is not None:
            left -= kept.height
            if left <= 0:
                return


@lru_cache(maxsize=64)
def empty_frame(dataset: Dataset, release: Release) -> pl.DataFrame:
    """No rows, with the columns that every answer of a dataset has.

    Parameters
    ----------
    dataset : Dataset
        What is asked for.
    release : Release
        Which release answers.
    """
    if dataset.made:
        question = Question(dataset, release, (), is_full=True, limit=None, offset=0)
        return next(frames(question, 1)).clear()
    names = (found.name for found in dataset.parameters)
    none = pl.DataFrame(pl.from_arrow(interface.nothing(release, dataset.statement, names)))
    return with_origin(release, dataset.origin, none)


def row_count(question: Question) -> int:
    """How many rows the filters leave, whatever the limit."""
    if question.dataset.made:
        made = question.dataset.made(question.release, question.filters)
        return sum(frame.height for frame in made)
    count: int = interface.found(question.release, question.dataset.statement, question.filters)[0][0].as_py()
    return count
