"""The sentences of a brief, every number a link to the view in which it stands."""

from collections.abc import Sequence
from html import escape

from dashboard.brief import Part, Sentence
from dashboard.components import flow
from dashboard.components.page import View
from dashboard.menu import entry
from dashboard.permalink import permalink


def _part(part: Part, release_id: str) -> str:
    if part.way is None:
        return escape(part.text)
    parameters = {name: (value,) for name, value in part.way.parameters}
    address = permalink(entry(part.way.page).address, parameters, release_id)
    return f'<a href="{escape(address, quote=True)}" target="_self">{escape(part.text)}</a>'


def sentences(view: View, said: Sequence[Sentence]) -> None:
    """Sentences one under the other.

    Parameters
    ----------
    view : View
        The page run.
    said : sequence of Sentence
        What to say.
    """
    items = "".join(f"<li>{''.join(_part(part, view.release.id) for part in parts)}</li>" for parts in said)
    flow.write(f"<ol class=brief>{items}</ol>")


def file_to_take(address: str, label: str) -> None:
    """A file of ours to take away; left out on paper."""
    flow.write(f'<p class=file><a href="{escape(address, quote=True)}" download>{escape(label)}</a></p>')
