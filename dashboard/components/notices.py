"""Sentences for what could not be done as asked."""

from html import escape

from dashboard.components import flow


def notice(*sentences: str) -> None:
    """Say something that the reader must know before the figures; announced by screen readers."""
    if sentences:
        flow.write(f"<div class=notice role=status>{''.join(f'<p>{escape(text)}</p>' for text in sentences)}</div>")
