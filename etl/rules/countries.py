"""Reviewed spellings of countries; nothing is ever guessed."""

from __future__ import annotations

from collections.abc import Iterable

from etl.errors import AmbiguousCountryError, UnknownCountryError


class CountryNames:
    """Every spelling that was reviewed, to the byte, and the country it stands for."""

    def __init__(self, aliases: Iterable[tuple[str, str, str]]):
        self._by_name: dict[str, set[str]] = {}
        self._by_source: dict[tuple[str, str], set[str]] = {}
        for source, name, code in aliases:
            self._by_name.setdefault(name, set()).add(code)
            self._by_source.setdefault((source, name), set()).add(code)

    def code(self, name: str, source: str | None = None) -> str:
        """Country code of a spelling.

        Parameters
        ----------
        name : str
            The spelling as published, spaces included.
        source : str, optional
            Accept only the spellings reviewed for this source.

        Returns
        -------
        str
            ISO 3166-1 alpha-3 code.

        Raises
        ------
        UnknownCountryError
            Nobody has reviewed this spelling.
        AmbiguousCountryError
            The spelling stands for more than one country.
        """
        codes = self._by_name.get(name, set()) if source is None else self._by_source.get((source, name), set())
        if not codes:
            of_source = f" of {source}" if source else ""
            raise UnknownCountryError(
                f"The spelling {name!r}{of_source} is not in country_aliases.csv; review it and add a row."
            )
        if len(codes) > 1:
            raise AmbiguousCountryError(
                f"The spelling {name!r} stands for {', '.join(sorted(codes))}; "
                "name the source, or correct country_aliases.csv."
            )
        return next(iter(codes))

    def ambiguous(self) -> list[tuple[str, tuple[str, ...]]]:
        """Spellings that stand for more than one country, with the codes."""
        return [(name, tuple(sorted(codes))) for name, codes in self._by_name.items() if len(codes) > 1]
