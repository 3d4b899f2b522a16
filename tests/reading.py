"""How hard a text is to read: Flesch's reading ease and the sentences of a page.

The formula is Flesch's of 1948, in the units that schools use: 206.835 - 1.015 x words per sentence - 84.6 x syllables
per word. Plain English is 60 and more, a newspaper 50 and more, a law 20. Syllables are counted as groups of vowels, a
silent e at the end left out, which errs by a few percent. Names count as one word of two syllables: a page cannot
choose what an index or a country is called.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

_READ = frozenset({"h1", "h2", "h3", "p", "li", "summary", "dd"})
_NOT_READ = frozenset({"table", "pre", "code", "style", "script", "dl", "details"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "meta", "link"})
_NUMBER = re.compile(r"=?[+\u2212-]?\d[\d.,\u202f]*(st|nd|rd|th|%)?")
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*")
_NAME = "Pakistan's"


class _Texts(HTMLParser):
    """Collects what stands in headings, paragraphs and lists; tables, folds, files and facts are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        classes = (dict(attrs).get("class") or "").split()
        is_left_out = tag in _NOT_READ or "quiet" in classes or "sources" in classes
        self.open.append((tag, is_left_out))
        if tag in _READ:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(left_out for _, left_out in self.open):
            return
        if any(tag in _READ for tag, _ in self.open):
            self.texts[-1] += data


def texts_of(html: str) -> list[str]:
    """The paragraphs and headings of a page that are its own words."""
    parser = _Texts()
    parser.feed(html)
    return [text for text in (" ".join(found.split()) for found in parser.texts) if text]


def sentences_of(texts: Iterable[str], names: re.Pattern[str]) -> list[str]:
    """Every sentence, names and quotations put into one word each; headings are sentences too."""
    found = []
    for text in texts:
        plain = re.sub(r"\u201c[^\u201d]*\u201d", _NAME, text)
        plain = names.sub(_NAME, plain)
        found += [part.strip() for part in re.split(r"(?<=[.?:;!])\s+(?=[A-Z0-9=])|;\s+", plain)]
    return [sentence for sentence in found if len(_WORD.findall(sentence)) > 2]


def names_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for names, the longest first."""
    longest = sorted({name for name in names if name and len(name) > 2}, key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(map(re.escape, longest)) + r")(?!\w)")


def syllables(word: str) -> int:
    """How many syllables an English word has, about."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if plain.isupper() or len(plain) <= 3:
        return 1
    plain = re.sub(r"(?<=[^aeiouy])(e|es|ed)$", "", plain) if not plain.endswith(("le", "les")) else plain
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def words_in(sentence: str) -> list[str]:
    """The words of a sentence; numbers are read and count as words of one syllable."""
    return _WORD.findall(_NUMBER.sub(" ten ", sentence))


def reading_ease(sentences: Iterable[str]) -> float:
    """Flesch's reading ease of some sentences together."""
    counted = [words_in(sentence) for sentence in sentences]
    words = [word for found in counted for word in found]
    return 206.835 - 1.015 * len(words) / len(counted) - 84.6 * sum(map(syllables, words)) / len(words)
