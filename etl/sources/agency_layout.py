"""What source.toml declares of a file with answers of organisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.errors import CatalogueError
from etl.sources.audit_rows import common_columns
from etl.sources.layouts import read_layout

#: Stands for the number in the text of an answer.
SHARE = "{share}"


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
    text: str = SHARE
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


def read_agency_layout(entry: Mapping[str, Any], where: str) -> tuple[AgencyAnswers, list[Answer]]:
    """Read the layout of a file of answers.

    Parameters
    ----------
    entry : Mapping
        ``[files.layout]``.
    where : str
        Source and file, for the message.

    Raises
    ------
    CatalogueError
        Names every key that cannot be used.
    """
    answers = entry.get("answers")
    if not isinstance(answers, list) or not answers:
        raise CatalogueError(f"{where}: the layout needs at least one [[files.layout.answers]] block")
    layout = read_layout(AgencyAnswers, {key: value for key, value in entry.items() if key != "answers"}, where)
    for row in (layout.row, layout.answer_row, layout.count_row):
        common_columns(row, where)
    return layout, [read_layout(Answer, answer, f"{where}, answer {n}") for n, answer in enumerate(answers, start=1)]
