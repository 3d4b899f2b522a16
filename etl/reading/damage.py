"""Text that no publisher wrote: read in a wrong encoding, or cut in the middle of a character."""

from __future__ import annotations

import re
import unicodedata

# What Windows-1252 makes of the second and later bytes of UTF-8.
_LATER = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_WRONG_ENCODING = re.compile(f"[ÂÃ][{_LATER}]|â€|(?:[ÐÑØÙ][{_LATER}]){{2}}|ï»¿")
_NO_CHARACTER = re.compile("[\ufffd\ufffe\uffff\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def damage(text: str) -> str | None:
    """Say what is wrong with a text.

    Parameters
    ----------
    text : str
        A cell.

    Returns
    -------
    str or None
        The reason in words; None for a text in order.
    """
    if text.isascii() and text.isprintable():
        return None
    if found := _NO_CHARACTER.search(text):
        return f"a character that could not be read (U+{ord(found[0]):04X})"
    if found := _CONTROL.search(text):
        return f"an invisible control character (U+{ord(found[0]):04X})"
    if found := _WRONG_ENCODING.search(unicodedata.normalize("NFC", text)):
        return f"text in a wrong encoding ({found[0]!r})"
    return None
