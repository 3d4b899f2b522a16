"""Try again what may pass: longer waits each time, with jitter, and as long as the server asks."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from etl.errors import FetchError, TransientFetchError
from etl.fetch.deadline import Deadline
from etl.fetch.policy import Policy

T = TypeVar("T")


def retry_after(text: str | None) -> float | None:
    """Seconds that a Retry-After header asks to wait, given as seconds or as a date; None where it says nothing."""
    text = (text or "").strip()
    if text.isdecimal():
        return float(text)
    try:
        asked = parsedate_to_datetime(text)
        return max(0.0, (asked.replace(tzinfo=asked.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return None


def _pause(policy: Policy, attempt: int, asked: float | None) -> float:
    own: float = policy.backoff_s * 2.0 ** (attempt - 1) * random.uniform(0.5, 1.5)
    return own if asked is None else max(own, asked)


def patiently(action: Callable[[], T], policy: Policy, deadline: Deadline, say: Callable[[str], None]) -> T:
    """Do something again while it fails in a way that may pass.

    Parameters
    ----------
    action : callable
        What to do.
    policy : Policy
        How often, and how long to wait.
    deadline : Deadline
        When to give up; a wait that goes beyond it is not begun.
    say : callable
        Takes a line per further attempt.

    Returns
    -------
    object
        What the action returned.
    """
    attempt = 1
    while True:
        try:
            return action()
        except TransientFetchError as error:
            deadline.check()
            if attempt >= policy.attempts:
                raise FetchError(f"{error} (tried {attempt} times)") from None
            pause = _pause(policy, attempt, error.retry_after_s)
            if pause >= deadline.remaining:
                raise FetchError(f"{error}; to wait {pause:.0f} s is more than the deadline leaves") from None
            say(f"{error}; again in {pause:.1f} s")
            deadline.wait(pause)
            attempt += 1
