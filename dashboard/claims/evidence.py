"""Figures that speak for or against a claim, from rows of the release."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.claims.dates import ALWAYS
from dashboard.claims.numbers import Claimed

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Evidence:
    """One figure of one source.

    Attributes
    ----------
    value : decimal.Decimal
        The score, rank, count, amount or year.
    source_id : str
        Source of the figure.
    when : str, optional
        Edition or date that it is of.
    of : int, optional
        How many were ranked or counted.
    is_tied : bool
        Whether another country holds the same rank.
    is_recomputed : bool
        A rank computed from the published scores, where the publisher printed another.
    unit : str
        Unit of a count or an amount.
    note : str
        What to know of it.
    publisher : str
        Who published it.
    key : str
        Code of its provenance.
    is_rounded : bool
        Whether the edition was published rounded.
    """

    value: Decimal
    source_id: str
    when: str | None = None
    of: int | None = None
    is_tied: bool = False
    is_recomputed: bool = False
    unit: str = ""
    note: str = ""
    publisher: str = ""
    key: str = ""
    is_rounded: bool = False

    @property
    def is_firm(self) -> bool:
        """Whether it can stand against a claim: dated, and what the publisher itself says.

        What is not firm may support a claim; against one it only shows that sources do not agree.
        """
        return bool(self.when) and not self.is_recomputed

    def agrees(self, claimed: Claimed) -> bool:
        """Whether it is the claimed number, as exactly as that was claimed.

        A score agrees within half a unit of the last digit claimed, both ends included: 40.2205 is 40.22, and 40.225
        is both 40.22 and 40.23, because people round halves either way. How many were ranked, and that a rank is
        shared, must hold too where they are claimed.
        """
        is_near = abs(self.value - claimed.value) * 2 <= claimed.step
        return is_near and claimed.of in {None, self.of} and (self.is_tied or not claimed.is_tied)

    def is_coarser_than(self, claimed: Claimed) -> bool:
        """Whether it was published rounded and is the claimed number as far as its own digits go."""
        own = Decimal(1).scaleb(min(int(self.value.normalize().as_tuple().exponent), 0))
        return self.is_rounded and claimed.step < own and abs(self.value - claimed.value) * 2 <= own


def exact(value: float) -> Decimal:
    """A published number with the digits that it was published with."""
    return Decimal(repr(value))


def _edition(row: Row) -> dict[str, Any]:
    return {
        "source_id": row["source_id"],
        "when": row["edition"],
        "publisher": row["publisher"],
        "key": row["edition"],
        "note": row.get("note") or "",
        "is_rounded": bool(row.get("values_rounded")),
    }


def of_scores(rows: Iterable[Row]) -> tuple[Evidence, ...]:
    """Scores of every edition; zeros that stand for missing values are no figures."""
    return tuple(Evidence(exact(row["value"]), **_edition(row)) for row in rows if row["is_drawn"])


def of_ranks(rows: Iterable[Row]) -> tuple[Evidence, ...]:
    """Ranks in the world of every edition, and beside them those that the published scores give where they differ."""
    found = []
    for row in rows:
        if row["rank"] is None or not row["is_drawn"]:
            continue
        known = {**_edition(row), "of": row["rank_of"]}
        found.append(Evidence(Decimal(row["rank"]), is_tied=bool(row["is_tied"]), **known))
        if row["rank_computed"] not in {None, row["rank"]}:
            found.append(Evidence(Decimal(row["rank_computed"]), is_recomputed=True, **known))
    return tuple(found)


def of_region_ranks(rows: Iterable[Row]) -> tuple[Evidence, ...]:
    """Ranks in a region of every edition."""
    return tuple(
        Evidence(
            Decimal(row["region_rank"]), of=row["region_rank_of"], is_tied=bool(row["region_is_tied"]), **_edition(row)
        )
        for row in rows
        if row["region_rank"] is not None
    )


def of_counts(rows: Iterable[Row]) -> tuple[Evidence, ...]:
    """Counts and amounts as their sources give them."""
    return tuple(
        Evidence(
            exact(row["value"]),
            row["source_id"],
            row["as_of"],
            of=row.get("of"),
            unit=row["unit"],
            note=row["note"] or "",
            publisher=row["publisher"],
            key=row["source_id"],
        )
        for row in rows
    )


def of_start_years(rows: Iterable[Row]) -> tuple[Evidence, ...]:
    """Years in which something began: a fact of no date of its own."""
    return tuple(
        Evidence(Decimal(row["start_year"]), row["source_id"], ALWAYS, publisher=row["publisher"], key=row["source_id"])
        for row in rows
        if row["start_year"] is not None
    )
