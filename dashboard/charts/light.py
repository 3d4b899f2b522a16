"""Charts for files: the same chart in the light theme, whatever theme the page was in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, cast

from dashboard.charts.form import Spec

_Options = ParamSpec("_Options")


class PageSpec(dict[str, Any]):
    """A spec that knows how it was built, and so how it is built in the light theme.

    Attributes
    ----------
    form : str
        Name of its builder.
    options : dict
        What the builder was given.
    """

    form: str
    options: dict[str, Any]
    built: Callable[[], Spec]
    built_in_light: Callable[[], Spec]


def knows_light(build: Callable[_Options, Spec]) -> Callable[_Options, Spec]:
    """Let the specs of a builder know how they are drawn in the light theme, which costs nothing until it is asked."""

    @wraps(build)
    def built(*args: _Options.args, **options: _Options.kwargs) -> Spec:
        def again(**changed: Any) -> Spec:
            return build(*args, **cast(dict[str, Any], options) | changed)

        spec = PageSpec(again())
        spec.built, spec.built_in_light = again, lambda: again(theme="light")
        spec.form, spec.options = build.__name__, dict(options)
        return spec

    return built


def _merged(page: Any, built: Any, light: Any) -> Any:
    """What a page changed after building stays, all else is as in the light theme."""
    if page == built:
        return light
    if isinstance(page, dict) and isinstance(built, dict) and isinstance(light, dict):
        return {
            key: _merged(value, built[key], light[key]) if key in built and key in light else value
            for key, value in page.items()
        }
    if isinstance(page, list) and isinstance(built, list) and len(page) == len(built) == len(light):
        return [_merged(*parts) for parts in zip(page, built, light, strict=True)]
    return page


def in_light(spec: Any) -> Spec:
    """The spec of a chart in the light theme.

    Parameters
    ----------
    spec : mapping
        As a builder of this package gave it, or changed since.
    """
    if not isinstance(spec, PageSpec):
        return dict(spec)
    merged: Spec = _merged(dict(spec), spec.built(), spec.built_in_light())
    return merged
