"""The rules that a claim may name as its ``check_rule``, and how each reads its ``check_key``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.claims import evidence
from dashboard.claims.evidence import Evidence, Row
from dashboard.claims.numbers import Claimed, Misread, read_rank, read_value
from dashboard.claims.sentences import Form


@dataclass(frozen=True)
class Rule:
    """One way to check a claim.

    Attributes
    ----------
    parts : tuple of str
        What the parts of a key mean, in order.
    needed : int
        How many of them a key must have.
    read : callable
        Reads the claimed value.
    gather : callable
        Makes evidence of rows of the release.
    form : {'score', 'rank', 'count', 'year'}
        How its numbers are written.
    subject : str
        What is claimed, in a word.
    """

    parts: tuple[str, ...]
    needed: int
    read: Callable[[str], Claimed | Misread]
    gather: Callable[[Iterable[Row]], tuple[Evidence, ...]]
    form: Form
    subject: str

    def key(self, check_key: str) -> Mapping[str, str] | None:
        """The parts of a key by name; none where it has too few or too many, or one of them is empty."""
        given = [part.strip() for part in check_key.split(";")]
        if not self.needed <= len(given) <= len(self.parts) or not all(given):
            return None
        return MappingProxyType(dict(zip(self.parts, given, strict=False)))


_OF_INDEX = ("index", "edition", "country", "measure")

RULES: Mapping[str, Rule] = MappingProxyType({
    "score": Rule(_OF_INDEX, 4, read_value, evidence.of_scores, "score", "score"),
    "rank": Rule(_OF_INDEX, 4, read_rank, evidence.of_ranks, "rank", "rank"),
    "region_rank": Rule(
        (*_OF_INDEX, "scheme", "region"), 6, read_rank, evidence.of_region_ranks, "rank", "rank in its region"
    ),
    "inventory_count": Rule(("group", "measure", "when"), 2, read_value, evidence.of_counts, "count", "figure"),
    "audit_count": Rule(("country", "metric", "when"), 2, read_value, evidence.of_counts, "count", "figure"),
    "initiative_start_year": Rule(("initiative",), 1, read_value, evidence.of_start_years, "year", "year"),
})  # fmt: skip
