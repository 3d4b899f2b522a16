"""How a reader's part of the world writes numbers; the words stay English.

A run is drawn in one format, held in a context variable, so that no function has to hand it on. Whatever is kept
between runs is kept per format (``dashboard.kept``). Files, addresses and the API are always written plainly.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

_NARROW_SPACE = "\u202f"
_LONGEST_LOCALE = 40
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class NumberFormat:
    """One way to write numbers.

    Attributes
    ----------
    decimal, group : str
        Between whole and part, and between groups of digits.
    sizes : tuple of int
        Digits in the last group, and in each one before it.
    """

    decimal: str
    group: str
    sizes: tuple[int, int] = (3, 3)

    def written(self, plain: str) -> str:
        """A number of plain form (``1,234,567.8``) in this format; what stands before the digits stays."""
        if self.sizes != (3, 3):
            plain = self._grouped(plain)
        return plain.translate({ord(","): self.group, ord("."): self.decimal})

    def _grouped(self, plain: str) -> str:
        """The digits in groups of other sizes, still separated by commas."""
        whole, point, part = plain.partition(".")
        start = next((at for at, sign in enumerate(whole) if sign.isdigit()), len(whole))
        digits = whole[start:].replace(",", "")
        last, each = self.sizes
        head, groups = digits[:-last], [digits[-last:]]
        while head:
            head, groups = head[:-each], [head[-each:], *groups]
        return f"{whole[:start]}{','.join(groups)}{point}{part}"

    def for_charts(self) -> dict[str, Any]:
        """The same for the axes of a chart: Vega's own words for a number format."""
        last, each = self.sizes
        grouping = [last] if last == each else [last, *[each] * 6]
        return {"decimal": self.decimal, "thousands": self.group, "grouping": grouping, "currency": ["", ""]}


#: As files are written, and pages for readers whose locale is not known.
PLAIN = NumberFormat(".", ",")

_COMMA_POINT = NumberFormat(",", ".")
_COMMA_SPACE = NumberFormat(",", _NARROW_SPACE)
_POINT_SPACE = NumberFormat(".", _NARROW_SPACE)
_APOSTROPHE = NumberFormat(".", "\u2019")
_INDIAN = NumberFormat(".", ",", (3, 2))

# From CLDR, for Latin digits: a language, or a language in a country where that differs from the language.
_LOCALES = {
    _COMMA_POINT: "ast az bs ca da de dsb el es eu fo fy gl hr hsb ia id is it jgo jv kgp kkj kl ku lb lij lld ln lo "
    "lu mgh mk mua nl nnh ps pt rn ro rw sc seh sg sl sr su tr vi wo yrl ar-DZ ar-LB ar-LY ar-MA ar-MR ar-TN en-AT "
    "en-BE en-DE en-DK en-ES en-ID en-IT en-NL en-PL en-RO en-SI fr-LU ms-BN ms-ID qu-BO sw-CD",
    _COMMA_SPACE: "af agq bas be bg blo br cs cv dua dyo eo et ewo ff fi fr ht hu hy ie ka kab kea kk ksf ky lt lv nb "
    "nmg nn no nr pl ru sah se shi sk smn sq ss sv tg tk ts tt tzm uk uz ve vec yav zgh en-CZ en-FI en-FR en-HU en-NO "
    "en-PT en-SE en-SK en-ZA es-CR pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-PT pt-ST pt-TL",
    _POINT_SPACE: "dje khq mfe nso ses twq xh",
    _APOSTROPHE: "gsw rm tn de-CH de-LI en-CH it-CH",
    _INDIAN: "as bn brx ccp dv dz gu hi kxv ml mr ne or pa sa ta te xnr en-IN",
    PLAIN: "es-419 es-BR es-BZ es-CU es-DO es-GT es-HN es-MX es-NI es-PA es-PE es-PR es-SV es-US ta-MY ta-SG",
}  # fmt: skip
_BY_LOCALE = {locale.lower(): form for form, locales in _LOCALES.items() for locale in locales.split()}

#: Every format there is.
FORMATS = tuple(_LOCALES)

_current: ContextVar[NumberFormat] = ContextVar("number format", default=PLAIN)


@lru_cache(maxsize=512)
def format_of(locale: str | None) -> NumberFormat:
    """The format of a locale as browsers name it: ``de-CH``, ``zh-Hant-TW``.

    Parameters
    ----------
    locale : str or None
        Anything a browser may send; what is not known gives the plain format.
    """
    parts = (locale or "")[:_LONGEST_LOCALE].lower().replace("_", "-").split("-")
    region = next((part for part in parts[1:] if len(part) == 2 or part == "419"), "")
    return _BY_LOCALE.get(f"{parts[0]}-{region}") or _BY_LOCALE.get(parts[0]) or PLAIN


def current() -> NumberFormat:
    """The format of this run."""
    return _current.get()


def begin(locale: str | None) -> None:
    """Write the numbers of this run as a locale does.

    Parameters
    ----------
    locale : str or None
        Of the reader's browser.
    """
    _current.set(format_of(locale))


@contextmanager
def written_in(form: NumberFormat) -> Iterator[None]:
    """Write numbers in a format until the block ends."""
    before = _current.set(form)
    try:
        yield
    finally:
        _current.reset(before)


def in_format(function: Callable[..., _Answer]) -> Callable[..., _Answer]:
    """The function with the format of this run, for code that calls it from another thread, as Polars does."""
    form = current()

    def answer(*arguments: Any) -> _Answer:
        with written_in(form):
            return function(*arguments)

    return answer
