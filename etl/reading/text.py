"""Text that was read in the wrong encoding, found by what it looks like."""

from __future__ import annotations

import unicodedata

_KEPT_CONTROLS = "\t\n\r"


def is_damaged(text: str) -> bool:
    """Whether a text holds what no publisher writes.

    Parameters
    ----------
    text : str
        A cell.

    Returns
    -------
    bool
        True for replacement characters, control characters, and UTF-8 that was read as Windows-1252 (``CafÃ©``).
    """
    if text.isascii():
        return any(char < " " and char not in _KEPT_CONTROLS for char in text)
    if any(char == "\ufffd" or (unicodedata.category(char) == "Cc" and char not in _KEPT_CONTROLS) for char in text):
        return True
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False
