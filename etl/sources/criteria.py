"""Which success criteria of WCAG fail where a rule fails, as the makers of the rules say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import polars as pl

_TAG = re.compile(r"wcag(\d{3,})")
_PAGE = re.compile(r"https?://(?:www\.)?w3\.org/TR/(?:WCAG|WCAG2|WCAG20|WCAG21|WCAG22)/?#(.+)", re.IGNORECASE)
_ACT_RULE = re.compile(r"/act/rules/([0-9a-z]{6})(?:/|$)")
#: Engine under which the reference table has the rules of the W3C's ACT.
ACT = "ACT"


def in_order(criteria: Iterable[str]) -> str:
    """Criteria without repetition in the order of WCAG: ``"1.1.1 4.1.2"``."""
    return " ".join(sorted(set(criteria), key=lambda code: [int(part) for part in code.split(".")]))


class Criteria:
    """The reviewed tables of success criteria and of rules.

    Parameters
    ----------
    reference : pathlib.Path
        The folder ``data/reference``.
    """

    def __init__(self, reference: Path):
        self._reference = reference

    @cached_property
    def _criteria(self) -> pl.DataFrame:
        return pl.read_csv(self._reference / "success_criteria.csv", infer_schema=False)

    @cached_property
    def _by_digits(self) -> dict[str, str]:
        return {code.replace(".", ""): code for code in self._criteria["criterion"]}

    @cached_property
    def _by_slug(self) -> dict[str, str]:
        return dict(self._criteria.select("slug", "criterion").iter_rows())

    @cached_property
    def _by_rule(self) -> dict[tuple[str, str], str | None]:
        rules = pl.read_csv(self._reference / "rule_criteria.csv", infer_schema=False)
        return {(engine, rule): codes for engine, rule, codes in rules.iter_rows()}

    def of_rule(self, engine: str, rule: str) -> str | None:
        """Criteria of a rule: empty where its maker names none, None where the table does not have the rule."""
        codes = self._by_rule.get((engine, rule), ...)
        return None if codes is ... else codes or ""

    def of_tags(self, tags: Iterable[object]) -> tuple[list[str], list[str]]:
        """Criteria that tags of axe name (``wcag111``), and the tags that name one WCAG does not have."""
        matches = (_TAG.fullmatch(tag) for tag in tags if isinstance(tag, str))
        found = [(match[0], self._by_digits.get(match[1])) for match in matches if match]
        return [code for _, code in found if code], [tag for tag, code in found if code is None]

    def of_requirement(self, address: str) -> tuple[list[str], bool]:
        """Criteria that a requirement names by its address, and whether it is one that nobody knows.

        Requirements that are no criterion and no ACT rule (techniques, WAI-ARIA) name none and are known.
        """
        if page := _PAGE.fullmatch(address):
            code = self._by_slug.get(page[1])
            return ([code], False) if code else ([], True)
        if rule := _ACT_RULE.search(address):
            codes = self.of_rule(ACT, rule[1])
            return (codes or "").split(), codes is None
        return [], False
