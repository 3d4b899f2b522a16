"""Answers of organisations about themselves: a JSON list with one object per organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.reading.tables import number, read_json
from etl.sources import Reading, Tables
from etl.sources.agency_layout import SHARE, AgencyAnswers, Answer, read_agency_layout
from etl.sources.audit_rows import Row, as_tables


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
    layout, answers = read_agency_layout(reading.file.layout, where)
    entities = [entity for path in reading.paths for entity in _entities(reading, layout, answers, path)]
    counted = [entity for entity in entities if all(entity.values[name] == text for name, text in layout.only.items())]
    _note_count(reading, "organisations", len(entities), layout.entity_count)
    _note_count(reading, "organisations that count", len(counted), layout.answering_count)
    rows = [row for entity in counted for row in _rows(reading, layout, answers, entity)]
    count = {**layout.row, **layout.count_row, "value": str(len(counted))}
    return as_tables(reading, [*rows, count])


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
            sample = _sample(reading, answer.sample_field, entity) if answer.sample_field else None
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


def _sample(reading: Reading, name: str, entity: _Entity) -> str:
    label: str = entity.values[name]
    if not (label.isascii() and label.isdigit()):
        reading.faults.add(f"{entity.where}, field {name!r}", "not the size of a sample", [label])
    return label


def _value(reading: Reading, answer: Answer, entity: _Entity) -> str | None:
    label, where = entity.values[answer.question], f"{entity.where}, field {answer.question!r}"
    if label in answer.missing:
        return None
    if answer.labels:
        if label not in answer.labels:
            reading.faults.add(where, "the label is new", [label], f"Expected: {', '.join(answer.labels)}.")
        return answer.labels.get(label)
    before, _, after = answer.text.partition(SHARE)
    if not label.startswith(before) or not label.endswith(after) or len(label) <= len(before) + len(after):
        expected = ", ".join(repr(text) for text in (answer.text, *answer.missing))
        reading.faults.add(where, "the answer is new", [label], f"Expected: {expected}.")
        return None
    value = number(label[len(before) : len(label) - len(after)], where, reading.faults)
    if value is not None and not 0 <= value <= (answer.maximum or value):
        reading.faults.add(where, f"outside 0 to {answer.maximum:g}", [label])
    return None if value is None else repr(value)
