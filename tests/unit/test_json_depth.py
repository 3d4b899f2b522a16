"""The depth of JSON is found by removing brackets that close, whatever brackets and quotes stand in its texts."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from etl.reading import precheck

_text = some.text(alphabet='[]{}"\\a,:\n', max_size=6)
_documents = some.recursive(
    _text | some.none(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(_text, inner, max_size=3),
    max_leaves=20,
)


def _depth(document: Any) -> int:
    if not isinstance(document, list | dict):
        return 0
    inner = document if isinstance(document, list) else document.values()
    return 1 + max((_depth(item) for item in inner), default=0)


@given(_documents, some.integers(min_value=1, max_value=4))
def test_depth_is_that_of_the_parsed_document(document: Any, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(precheck, "MAX_DEPTH", most)

        assert precheck._is_shallow(json.dumps(document).encode()) == (_depth(document) <= most)


def test_brackets_that_do_not_close_are_left_to_the_slow_count() -> None:
    assert not precheck._is_shallow(b"[" * 3)
