"""Answers of organisations about themselves: a JSON list with one object per organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.errors import CatalogueError
from etl.reading.tables import number, read_json
from etl.sources import Reading, Tables
from etl.sources.audit_rows import Row, audit_tables, common_columns
from etl.sources.layouts import read_layout

_SHARE = "{share}"


@dataclass(frozen=True)
class Answer:
    """A figure that an organisation gives.

    Attributes
    ----------
    question : str
        Its name in the object; ``outer.inner`` for a field of an inner object.
    metric : str
        What is measured.
    labels : Mapping of str to str
        Published label to value, for a closed list.
    text : str
        Text around a number, which ``{share}`` stands for; by default the number alone.
    missing : tuple of str
        Labels that stand for no answer.
    maximum : float or None
        Highest possible value; the lowest is 0.
    sample_field : str or None
        Field with the size of the sample.
    sample_unit : str or None
        What the sample counts.
    """

    question: str
    metric: str
    labels: Mapping[str, str] = field(default_factory=dict)
    text: str = _SHARE
    missing: tuple[str, ...] = ()
    maximum: float | None = None
    sample_field: str | None = None
    sample_unit: str | None = None


@dataclass(frozen=True)
class AgencyAnswers:
    """Layout of the file.

    Attributes
    ----------
    name_field : str
        Field with the name of the organisation.
    parent_field : str or None
        Field with the organisation it is part of.
    entity_count : int
        Objects in the file.
    answering_count : int
        Of those, how many count.
    row : Mapping of str to str
        Columns of the release table that every figure shares.
    answer_row, count_row : Mapping of str to str
        Columns of the answers, and of the figure that says how many organisations count.
    only : Mapping of str to str
        Field to what must stand in it for the organisation to count.
    other_fields : tuple of str
        Fields that are known and not read.
    """

    name_field: str
    entity_count: int
    answering_count: int
    row: Mapping[str, str]
    answer_row: Mapping[str, str]
    count_row: Mapping[str, str]
    parent_field: str | None = None
    only: Mapping[str, str] = field(default_factory=dict)
    other_fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Entity:
    values: Mapping[str, Any]
    where: str


def parse(reading: Reading) -> Tables:
    """Read what organisations answered.

    Parameters
    ----------
    reading : Reading
        The file, with :class:`AgencyAnswers` as its layout and an :class:`Answer` for each of its ``answers``.

    Returns
    -------
    Tables
        ``audit_result``: one row per organisation and answer, and one with the number of organisations.

    Raises
    ------
    UnreadableError
        Lists fields and labels that are new, numbers that cannot be, and another number of organisations.
    """
    where = f"{reading.source}, file {reading.file.id}"
    layout, answers = _read_layout(reading.file.layout, where)
    for row in (layout.row, layout.answer_row, layout.count_row):
        common_columns(row, where)
    entities = [entity for path in reading.paths for entity in _entities(reading, layout, answers, path)]
    counted = [entity for entity in entities if all(entity.values[name] == text for name, text in layout.only.items())]
    _note_count(reading, "organisations", len(entities), layout.entity_count)
    _note_count(reading, "organisations that count", len(counted), layout.answering_count)
    rows = [row for entity in counted for row in _rows(reading, layout, answers, entity)]
    count = {**layout.row, **layout.count_row, "value": str(len(counted))}
    return audit_tables(reading, [*rows, count])


def _read_layout(entry: Mapping[str, Any], where: str) -> tuple[AgencyAnswers, list[Answer]]:
    answers = entry.get("answers")
    if not isinstance(answers, list) or not answers:
        raise CatalogueError(f"{where}: the layout needs at least one [[files.layout.answers]] block")
    layout = read_layout(AgencyAnswers, {key: value for key, value in entry.items() if key != "answers"}, where)
    return layout, [read_layout(Answer, answer, f"{where}, answer {n}") for n, answer in enumerate(answers, start=1)]


def _note_count(reading: Reading, what: str, found: int, stated: int) -> None:
    if found != stated:
        reading.faults.add("", f"{found} {what}, {stated} stated in the file's block", (), "Review what has changed.")


def _entities(reading: Reading, layout: AgencyAnswers, answers: list[Answer], path: Path) -> Iterator[_Entity]:
    content = read_json(path, reading.faults)
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        reading.faults.add("", "not a list of objects")
        reading.faults.stop_if_any()
    read = _fields_read(layout, answers)
    for number_of_item, item in enumerate(content, start=1):
        values = dict(_flat(item, {name.partition(".")[0] for name in read if "." in name}))
        entity = _Entity(values, f"item {number_of_item}")
        _note_fields(reading, entity, read, layout.other_fields)
        yield entity
    reading.faults.stop_if_any()


def _fields_read(layout: AgencyAnswers, answers: list[Answer]) -> frozenset[str]:
    samples = {answer.sample_field for answer in answers if answer.sample_field}
    parent = {layout.parent_field} if layout.parent_field else set()
    return frozenset({layout.name_field, *parent, *layout.only, *samples, *(answer.question for answer in answers)})


def _flat(item: Mapping[str, Any], opened: set[str]) -> Iterator[tuple[str, Any]]:
    for name, value in item.items():
        if name in opened and isinstance(value, dict):
            yield from ((f"{name}.{inner}", content) for inner, content in value.items())
        else:
            yield name, value


def _note_fields(reading: Reading, entity: _Entity, read: frozenset[str], others: tuple[str, ...]) -> None:
    missing = sorted(read - set(entity.values))
    unknown = [name for name in entity.values if name not in read and name not in others]
    not_text = [name for name in sorted(read & set(entity.values)) if not isinstance(entity.values[name], str)]
    if missing:
        reading.faults.add(entity.where, "fields are missing", missing, f"Found: {', '.join(entity.values)}.")
    if unknown:
        reading.faults.add(entity.where, "fields are new", unknown, f"Expected: {', '.join(sorted(read))}.")
    if not_text:
        reading.faults.add(entity.where, "fields are not text", not_text)


def _rows(reading: Reading, layout: AgencyAnswers, answers: list[Answer], entity: _Entity) -> Iterator[Row]:
    name = entity.values[layout.name_field]
    if not name:
        reading.faults.add(entity.where, "the name is empty")
    for answer in answers:
        value = _value(reading, answer, entity)
        if value is not None:
            sample = entity.values[answer.sample_field] if answer.sample_field else None
            yield {
                **layout.row,
                **layout.answer_row,
                "subnational": entity.values[layout.parent_field] if layout.parent_field else None,
                "organisation": name,
                "metric_id": answer.metric,
                "value": value,
                "sample_count": sample,
                "sample_unit": answer.sample_unit,
            }


def _value(reading: Reading, answer: Answer, entity: _Entity) -> str | None:
    label, where = entity.values[answer.question], f"{entity.where}, field {answer.question!r}"
    if label in answer.missing:
        return None
    if answer.labels:
        if label not in answer.labels:
            reading.faults.add(where, "the label is new", [label], f"Expected: {', '.join(answer.labels)}.")
        return answer.labels.get(label)
    before, _, after = answer.text.partition(_SHARE)
    if not label.startswith(before) or not label.endswith(after) or len(label) <= len(before) + len(after):
        expected = ", ".join(repr(text) for text in (answer.text, *answer.missing))
        reading.faults.add(where, "the answer is new", [label], f"Expected: {expected}.")
        return None
    value = number(label[len(before) : len(label) - len(after)], where, reading.faults)
    if value is not None and not 0 <= value <= (answer.maximum or value):
        reading.faults.add(where, f"outside 0 to {answer.maximum:g}", [label])
    return None if value is None else repr(value)
