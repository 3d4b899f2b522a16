"""What a session remembers from page to page, and which page it is on.

The menu of the pages carries no parameters, so what the reader chose goes along in the session and is written into
the address of the next page. In a new tab there is no session yet: there the address of the link says it
(``components.carried``).
"""

import streamlit as st

from dashboard.permalink import RELEASE

#: Values that travel from page to page.
REMEMBERED = frozenset({"country", "scheme", "region", "index", "edition", RELEASE})

_MEMORY = "remembered"
_PAGE = "page"
_FIRST_SHOWN = "first shown"
_DATED = "dated"
_REFUSED = "refused"


def memory() -> dict[str, str]:
    """What the reader chose on any page, by parameter."""
    remembered: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
    return remembered


def page() -> str:
    """Address of the page that the session is on."""
    address: str = st.session_state.get(_PAGE, "")
    return address


def _first_shown(address: str) -> dict[str, str | None]:
    """What the reader brought along to a page whose address did not say; none for the default."""
    shown: dict[str, dict[str, str | None]] = st.session_state.setdefault(_FIRST_SHOWN, {})
    return shown.setdefault(address, {})


def arrive(address: str) -> None:
    """Begin a run of a page, before its filters.

    The first address of a page may not say what the page shows: the reader may have brought it along. On the way
    back to that address the page shows the same again, not what was chosen since; so Back undoes a choice.

    Parameters
    ----------
    address : str
        Address of the page.
    """
    is_new = st.session_state.get(_PAGE) != address
    st.session_state[_PAGE] = address
    st.session_state[_DATED] = None
    remembered, first = memory(), _first_shown(address)
    for parameter in REMEMBERED.difference(st.query_params):
        if is_new:
            first[parameter] = remembered.get(parameter)
        elif (value := first.get(parameter)) is not None:
            remembered[parameter] = value
        else:
            remembered.pop(parameter, None)


def asked_for(parameter: str) -> str | None:
    """What the URL asks for, or what the reader chose on an earlier page."""
    if parameter in st.query_params:
        return st.query_params[parameter]
    return memory().get(parameter) if parameter in REMEMBERED else None


def forget(parameter: str) -> None:
    """Drop a choice that depended on one which has changed."""
    st.query_params.pop(parameter, None)
    memory().pop(parameter, None)
    _first_shown(page()).pop(parameter, None)


def note_dated(release_id: str) -> None:
    """Note that this run is drawn from an older release."""
    st.session_state[_DATED] = release_id


def _refused() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = st.session_state.setdefault(_REFUSED, set())
    return found


def is_refused(release_id: str) -> bool:
    """Whether this page could not be drawn from a release before."""
    return (page(), release_id) in _refused()


def refuse_dated() -> bool:
    """Note that this page cannot be drawn from the older release of this run; false where it is of the newest."""
    release_id: str | None = st.session_state.get(_DATED)
    if release_id is None:
        return False
    _refused().add((page(), release_id))
    return True
