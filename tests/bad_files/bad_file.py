"""What a bad file is."""

from collections.abc import Callable
from dataclasses import dataclass

HTML = b"<!DOCTYPE html><html><head><title>503</title></head><body>Service unavailable</body></html>"
PDF, OLD_OFFICE = b"%PDF-1.7\n%\xe2\xe3", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@dataclass(frozen=True)
class BadFile:
    """A bad file.

    Attributes
    ----------
    name : str
        What is wrong with it.
    source : str
        Source whose file it pretends to be.
    editions : tuple of str
        Editions (or the one file) it can pretend to be.
    make : callable
        Edition to its bytes.
    says : str
        Regular expression for what must be said of it: where, and what.
    is_for_the_rules : bool
        Whether a parser may take it, and the contract or the rules of the source refuse it.
    """

    name: str
    source: str
    editions: tuple[str, ...]
    make: Callable[[str], bytes]
    says: str
    is_for_the_rules: bool = False

    @property
    def suffix(self) -> str:
        return {"egdi": ".csv", "gairi": ".xlsx", "wdi": ".json"}[self.source]
