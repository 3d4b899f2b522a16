"""Lines to type or to paste, as plain HTML."""

from collections.abc import Iterable
from html import escape
from typing import Protocol

from dashboard.components import flow


class Snippet(Protocol):
    """Something to type: with what, how, and the text itself."""

    @property
    def tool(self) -> str: ...  # noqa: D102
    @property
    def how(self) -> str: ...  # noqa: D102
    @property
    def code(self) -> str: ...  # noqa: D102


def snippets(items: Iterable[Snippet]) -> None:
    """One after the other, each with its heading; long lines wrap, so nothing scrolls sideways."""
    parts = []
    for item in items:
        how = f"<p>{escape(item.how)}</p>" if item.how else ""
        parts.append(f"<h3>{escape(item.tool)}</h3>{how}<pre class=snippet><code>{escape(item.code)}</code></pre>")
    flow.write("".join(parts))
