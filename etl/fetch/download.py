"""Bring all parts of a file, each checked before the next is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from requests import Response

from etl.errors import FetchError
from etl.fetch.body import Body, OnBytes, save_body
from etl.fetch.content import check_content
from etl.fetch.deadline import Deadline
from etl.fetch.destinations import allowed_authorities
from etl.fetch.network import Network
from etl.fetch.omission import stored_bytes
from etl.fetch.paging import Parts, parts_of
from etl.fetch.patience import patiently
from etl.fetch.store import COMING, discard
from etl.metadata.catalogue import OfficialFile

_VALIDATOR = re.compile(r"[\x20-\x7e]{1,500}")
Say = Callable[[str], None]


@dataclass(frozen=True)
class Came:
    """What came.

    Attributes
    ----------
    bodies : tuple of Body
        Every part, in order.
    final_url : str
        Address that answered, after redirects; of the first part.
    etag, last_modified : str or None
        As the publisher gave them.
    """

    bodies: tuple[Body, ...]
    final_url: str
    etag: str | None
    last_modified: str | None

    @property
    def byte_count(self) -> int:
        """Bytes of all parts together."""
        return sum(body.byte_count for body in self.bodies)


def _validator(response: Response, name: str) -> str | None:
    value = response.headers.get(name, "")
    return value if _VALIDATOR.fullmatch(value) else None


@dataclass
class Download:
    """One file on its way into a folder.

    Attributes
    ----------
    file : OfficialFile
        The file.
    folder : pathlib.Path
        Where its parts are written, under names that do not count.
    network : Network
        Does the asking.
    deadline : Deadline
        When to give up.
    say : callable
        Takes a line per further attempt.
    on_bytes : callable
        Takes the number of bytes so far and that announced, if any.
    """

    file: OfficialFile
    folder: Path
    network: Network
    deadline: Deadline
    say: Say
    on_bytes: OnBytes
    _bodies: list[Body] = field(default_factory=list)

    def run(self, conditions: Mapping[str, str]) -> Came | None:
        """Bring every part.

        Parameters
        ----------
        conditions : Mapping
            Headers that ask for the file only if it changed.

        Returns
        -------
        Came or None
            None when the publisher says that nothing changed.
        """
        try:
            return self._all(conditions)
        except BaseException:
            discard([body.path for body in self._bodies])
            raise

    def _all(self, conditions: Mapping[str, str]) -> Came | None:
        first: Came | None = None
        parts = parts_of(self.file, self.network.policy.max_pages)
        for url in parts.addresses():
            found = self._patient_part(url, conditions, parts)
            if found is None:
                return None
            first = first or found
        return replace(first, bodies=tuple(self._bodies)) if first else None

    def _patient_part(self, url: str, conditions: Mapping[str, str], parts: Parts) -> Came | None:
        def attempt() -> Came | None:
            return self._part(url, conditions, parts)

        return patiently(attempt, self.network.policy, self.deadline, self.say)

    def _part(self, url: str, conditions: Mapping[str, str], parts: Parts) -> Came | None:
        with self.network.answer(url, conditions, allowed_authorities(self.file), self.deadline) as response:
            if response.status_code == 304:
                if not conditions:
                    raise FetchError("the server answers 304 (not changed) though it was not asked whether it changed")
                return None
            body = self._save(response)
            etag, last_modified = _validator(response, "ETag"), _validator(response, "Last-Modified")
        self._bodies.append(body)
        check_content(body.path, self.file.format, is_delimited=body.is_delimited)
        parts.check(body)
        return Came((body,), response.url, etag, last_modified)

    def _save(self, response: Response) -> Body:
        done = sum(body.byte_count for body in self._bodies)
        return save_body(
            response,
            self.folder / f"{COMING}{len(self._bodies)}",
            self.network.policy.max_bytes - done,
            self.deadline,
            partial(stored_bytes, self.file),
            lambda count, announced: self.on_bytes(done + count, announced),
        )
