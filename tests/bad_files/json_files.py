"""Bad JSON files: indicators of the World Bank."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.bad_files.bad_file import HTML, BadFile
from tests.official_forms import json_bytes, world_bank_answer


def _wdi(name: str, says: str, harm: Callable[[list[Any]], Any], *, is_for_the_rules: bool = False) -> BadFile:
    def make(edition: str) -> bytes:
        document = world_bank_answer()
        harmed = harm(document)
        return harmed if isinstance(harmed, bytes) else json_bytes(document if harmed is None else harmed)

    return BadFile(name, "wdi", ("indicators",), make, says, is_for_the_rules)


def _record(name: str, key: str, value: Any, says: str, **more: bool) -> BadFile:
    return _wdi(name, says, lambda document: document[1][41].update({key: value}), **more)


def _replaced(old: bytes, new: bytes) -> Callable[[list[Any]], bytes]:
    return lambda document: json_bytes(document).replace(old, new, 1)


def _all_values(change: Callable[[float], Any]) -> Callable[[list[Any]], None]:
    def harm(document: list[Any]) -> None:
        for record in document[1]:
            record["value"] = change(record["value"])

    return harm


def _thousandfold_population(document: list[Any]) -> None:
    for record in document[1]:
        if record["indicator"]["id"] == "SP.POP.TOTL":
            record["value"] *= 1000


def json_files() -> Iterator[BadFile]:
    where = "entry 42|record 42|row 42"
    yield _wdi("json-empty", "the file is empty", lambda document: b"")
    yield _wdi("json-html", "it is a web page instead of json", lambda document: HTML)
    yield _wdi("json-csv", "it is not json", lambda document: b"a,b\n1,2\n")
    yield _wdi(
        "json-utf-16", "it is UTF-16 instead of json", lambda document: json_bytes(document).decode().encode("utf-16")
    )
    yield _wdi("json-cut", "not readable as JSON", lambda document: json_bytes(document)[:-1000])
    yield _wdi("json-and-more", "not readable as JSON: Extra data", lambda document: json_bytes(document) + b"[]")
    yield _wdi("deep", "line 1: objects and lists more than 64 deep", lambda document: b"[" * 100_000)
    yield _wdi("key-twice", "key 'date' stands twice", _replaced(b'"date": ', b'"date": "2018", "date": '))
    yield _wdi("json-nan", "NaN is not a number of JSON", _replaced(b'"decimal": 0', b'"decimal": NaN'))
    yield _wdi("json-infinity", "Infinity is not a number of JSON", _replaced(b'"decimal": 0', b'"decimal": -Infinity'))
    yield _wdi("json-1e999", "the number 1e999 is too large", _replaced(b'"decimal": 0', b'"decimal": 1e999'))
    yield _wdi(
        "five-thousand-digits",
        "not readable as JSON: Exceeds the limit",
        _replaced(b'"decimal": 0', b'"decimal": ' + b"1" * 5000),
    )
    yield _record("four-hundred-digits", "value", 10**400, "not a (finite )?number|too large|number")
    yield _wdi("lone-surrogate", r"could not be read \(U\+D800\)", _replaced(b'"unit": ""', b'"unit": "\\ud800"'))
    yield _wdi("json-nul", r"control character \(U\+0000\)", _replaced(b'"unit": ""', b'"unit": "\\u0000"'))
    yield _wdi("raw-nul", "line 1: a NUL byte", _replaced(b'"unit": ""', b'"unit": "\0"'))
    yield _wdi(
        "json-mojibake",
        r"\[1\]\[\d+\].country.value: text in a wrong encoding",
        _replaced(b'"value": "AFG"', '"value": "CÃ´te"'.encode()),
    )
    yield _wdi("json-not-utf-8", "line 1: not utf-8: byte", _replaced(b'"unit": ""', b'"unit": "\xe9"'))
    yield _wdi("an-object", "page|list|shape|expected", lambda document: {"records": document[1]})
    yield _wdi(
        "a-message-of-the-interface",
        "page|list|message|key|shape",
        lambda document: [
            {"message": [{"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}]}
        ],
    )
    yield _wdi("nothing-in-it", "page|list|key|shape", lambda document: b"[]")
    yield _wdi("records-missing", r"total|record", lambda document: document[1].pop())
    yield _wdi("page-missing", r"page", lambda document: document[0].update(pages=2))
    yield _wdi("record-twice", "second|twice", lambda document: document[1].__setitem__(41, dict(document[1][40])))
    yield _wdi("json-key-missing", "row 42, column 'date'", lambda document: document[1][41].pop("date") and None)
    yield _record("json-key-new", "forecast", True, f"({where}).*(new|forecast)|new.*forecast")
    yield _record("json-unknown-country", "countryiso3code", "XQX", f"({where}).*XQX|XQX")
    yield _record("json-unknown-indicator", "indicator", {"id": "SP.POP.TOTL2", "value": "x"}, "SP.POP.TOTL2")
    yield _record("json-another-year", "date", "2031", "2031")
    yield _record("json-text-number", "value", "12", f"({where}).*not a number|not a number")
    yield _record("json-true", "value", True, f"({where}).*not a number|not a number")
    yield _record("json-list", "value", [1], f"({where}).*not a number|not a number")
    yield _wdi("all-null", "indicators are missing", _all_values(lambda value: None))
    yield _wdi(
        "json-negative", "range|negative|minimum|less|below", _all_values(lambda value: -value), is_for_the_rules=True
    )
    yield _wdi(
        "thousandfold",
        "the median of 2 measures is far from the one that was reviewed",
        _thousandfold_population,
        is_for_the_rules=True,
    )
