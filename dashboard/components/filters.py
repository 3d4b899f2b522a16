"""Filters whose value lives in the URL, as codes.

Streamlit's own binding writes the label of an option into the URL; ours writes its code. The URL is the only
truth: a widget is set from it at every run, and a change by the reader is written to it before the run.
A value that the release does not hold is replaced by the default, and the page says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from html import escape

import streamlit as st

from dashboard import choices
from dashboard.choices import one_of, several_of, typed_text, unknown_of
from dashboard.components import flow
from dashboard.components.embedding import is_alone
from dashboard.components.memory import REMEMBERED, asked_for, forget, memory
from dashboard.components.page import View
from dashboard.notice import Notice
from dashboard.permalink import LONGEST_TEXT

# Code of the option that leaves a filter open; it need not be said in the folded control.
_OPEN = "all"


def _write(parameter: str, resets: Sequence[str], options: Mapping[str, str] | None = None) -> None:
    """Put the reader's choice into the URL; choices that depended on the former one are dropped."""
    value = st.session_state[parameter]
    # A list of options that changed under an open page may send back the label of one it no longer has.
    if options is not None and not set([value] if isinstance(value, str) else value) <= set(options):
        return
    # A list that was cleared is written as empty: without it the address would ask for the default.
    st.query_params[parameter] = value if isinstance(value, str) else list(value) or [""]
    if parameter in REMEMBERED:
        memory()[parameter] = value
    for dependent in resets:
        forget(dependent)


def _set_widget(parameter: str, value: object) -> None:
    if st.session_state.get(parameter) != value:
        st.session_state[parameter] = value


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "\u2026"


def choose(
    view: View,
    parameter: str,
    label: str,
    options: Mapping[str, str],
    default: str,
    *,
    resets: Sequence[str] = (),
    refusals: Mapping[str, Notice] | None = None,
) -> str:
    """One value out of a list.

    Parameters
    ----------
    view : View
        The page run.
    parameter : str
        Name in the URL, and key of the widget.
    label : str
        Label of the widget.
    options : mapping of str to str
        Code to label, in the order of the list.
    default : str
        Code when the URL does not say.
    resets : sequence of str
        Parameters that a change of this one makes meaningless.
    refusals : mapping of str to Notice, optional
        What to say of codes that exist and yet cannot be chosen here; an empty text says nothing.

    Returns
    -------
    str
        A code of ``options``.
    """
    asked = asked_for(parameter)
    value = one_of(asked, options, default)
    if asked is not None and asked not in options and parameter in st.query_params:
        not_held = Notice(
            f"The link asks for {label.lower()} \u201c{_shortened(asked)}\u201d, which is not held here. "
            f"Showing {options[default]}."
        )
        if (refusal := (refusals or {}).get(asked, not_held)).text:
            view.notices.append(refusal)
    elif asked is not None and asked in options and parameter not in st.query_params:
        st.query_params[parameter] = asked
    if parameter in REMEMBERED and asked in options:
        memory()[parameter] = value
    # Set at every run: where the labels of the options changed, the browser would go on showing the former one.
    st.session_state[parameter] = value
    if not is_alone():
        st.selectbox(
            label, list(options), format_func=options.__getitem__, key=parameter, on_change=_write,
            args=(parameter, resets, options),
        )  # fmt: skip
    view.parameters[parameter] = (value,)
    if value != _OPEN:
        view.chosen.append(options[value])
    return value


def choose_many(
    view: View,
    parameter: str,
    label: str,
    options: Mapping[str, str],
    default: Sequence[str],
    *,
    most: int | None = None,
    resets: Sequence[str] = (),
) -> tuple[str, ...]:
    """Several values out of a list, each written to the URL as a parameter of its own.

    Parameters
    ----------
    view, parameter, label, options, resets
        As in ``choose``.
    default : sequence of str
        Codes when the URL does not say.
    most : int, optional
        How many may be chosen.

    Returns
    -------
    tuple of str
        Codes of ``options``, in the order chosen, none twice; empty when the reader cleared the list.
    """
    asked = st.query_params.get_all(parameter) if parameter in st.query_params else list(default)
    known = several_of(asked, options, default)
    if unknown := unknown_of(asked, options):
        said = f"The link asks for {label.lower()} \u201c{_shortened(', '.join(unknown))}\u201d"
        view.notices.append(Notice(f"{said}, which is not held here."))
    if most is not None and len(known) > most:
        view.notices.append(Notice(f"At most {most} can be shown at once. Showing the first {most}."))
        known = known[:most]
    st.session_state[parameter] = list(known)
    if not is_alone():
        st.multiselect(
            label, list(options), format_func=options.__getitem__, key=parameter, max_selections=most,
            on_change=_write, args=(parameter, resets, options),
        )  # fmt: skip
    view.parameters[parameter] = known
    view.chosen.extend(options[code] for code in known[:3])
    return known


def typed(view: View, parameter: str, label: str, *, placeholder: str = "") -> str:
    """A short text, such as a search.

    Returns
    -------
    str
        At most 80 characters, stripped.
    """
    value = typed_text(st.query_params.get(parameter, ""))
    _set_widget(parameter, value)
    if not is_alone():
        st.text_input(
            label, key=parameter, max_chars=LONGEST_TEXT, placeholder=placeholder, on_change=_write,
            args=(parameter, ()),
        )  # fmt: skip
    view.parameters[parameter] = (value,)
    if value:
        view.chosen.append(value)
    return value


def asked(parameter: str) -> str:
    """What the URL asks for, unchecked; empty where it does not say."""
    return st.query_params.get(parameter, "")


def asked_pair(view: View) -> tuple[str, str]:
    """The two editions that the URL asks to compare, unchecked; noted in the view.

    Parameters
    ----------
    view : View
        The page run.
    """
    return choices.asked_pair(asked, view.parameters)


def first_asked(options: Mapping[str, str], default: str, *parameters: str) -> str:
    """The first code that the URL or an earlier page asks for under any of some parameters.

    For defaults that depend on a filter which is drawn later.
    """
    texts = (text for parameter in parameters for text in st.query_params.get_all(parameter))
    remembered = (memory().get(parameter, "") for parameter in parameters)
    return next((text for text in (*texts, *remembered) if text in options), default)


def carry(view: View, parameter: str, value: str) -> None:
    """Note a value that no filter of the page shows and the figures still depend on, so that a link says it.

    Parameters
    ----------
    view : View
        The page run.
    parameter : str
        Name in the URL.
    value : str
        Its code in this run.
    """
    view.parameters[parameter] = (value,)


def _write_all(parameters: Mapping[str, str | Sequence[str]]) -> None:
    for parameter, value in parameters.items():
        st.query_params[parameter] = value if isinstance(value, str) else list(value)


def offer(label: str, parameters: Mapping[str, str | Sequence[str]]) -> None:
    """A button that makes other choices on this page.

    A link from a page to itself would show them too, but Streamlit leaves the browser's address as it was.

    Parameters
    ----------
    label : str
        What the reader gets.
    parameters : mapping of str to str or sequence of str
        Choices to write into the URL; the others stay.
    """
    if is_alone():
        return
    flow.flush()
    st.button(label, key=f"offer-{label}", on_click=_write_all, args=(parameters,), type="secondary")


def wide_place() -> AbstractContextManager[object]:
    """A full row of the filter bar, to be filled after the filters that it depends on."""
    if is_alone():
        return nullcontext()
    place: AbstractContextManager[object] = st.container(key="filter-wide")
    return place


def _css_string(text: str) -> str:
    """A CSS string in which every character but letters and digits is escaped by its number."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)


@contextmanager
def filter_bar(view: View) -> Iterator[None]:
    """One row of filters above the content.

    On a phone they fold behind one labelled control that says what is chosen. The control is a ``details``
    whose markup never changes, so it stays open while the reader chooses; what is chosen is its CSS content.
    """
    if is_alone():
        yield
        return
    label = escape("Change what is shown")
    flow.write(f"<details class=filter-fold><summary>{label}</summary></details>")
    flow.flush()
    with st.container(key="filter-bar", horizontal=True, gap="small", vertical_alignment="bottom"):
        yield
    chosen = _css_string(" \u00b7 ".join(view.chosen))
    flow.write(f'<style>.filter-fold summary::after{{content:"{chosen}"}}</style>')
