"""The rows that answer a question, a few at a time."""

from collections.abc import Iterator
from functools import lru_cache

import polars as pl

from dashboard.datasets.dataset import Dataset, Filters
from dashboard.datasets.origins import with_origin
from dashboard.datasets.question import Question
from dashboard.queries import interface
from dashboard.release import Release


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
    dataset, filters = question.dataset, question.filters
    left, skipped = question.limit, question.offset
    if not dataset.parts:
        yield filters, left, skipped
        return
    columns = [column for _, column in dataset.parts]
    for part in interface.found(question.release, dataset.statement, filters, *columns).to_pylist():
        if left == 0:
            return
        count = part["row_count"]
        if skipped < count:
            yield {**filters, **{name: (part[column],) for name, column in dataset.parts}}, left, skipped
            left = None if left is None else left - min(left, count - skipped)
        skipped = max(0, skipped - count)


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
