"""Writes down whom a tab asks, what it misses and what it complains of."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response

# Before any script of the page: what the policy stops is told as an event.
WATCH = """
window.stopped = [];
document.addEventListener('securitypolicyviolation', e => stopped.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


class Witness:
    """What a tab did since it is watched.

    Attributes
    ----------
    asked : set of str
        Hosts of every request and socket.
    missing : list of str
        Addresses that were answered with an error.
    complaints : list of str
        Errors of the console and of scripts.
    """

    def __init__(self, page: Page) -> None:
        self.asked: set[str] = set()
        self.missing: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._note_address(request.url))
        page.on("websocket", lambda socket: self._note_address(socket.url))
        page.on("response", self._note_answer)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note_said)

    def _note_address(self, url: str) -> None:
        # Data inside the page is asked of nobody.
        if not url.startswith(("data:", "blob:")):
            self.asked.add(urlsplit(url).netloc)

    def _note_answer(self, answer: Response) -> None:
        if answer.status >= 400:
            self.missing.append(answer.url)

    def _note_said(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(f"{said.text} {urlsplit(said.location['url']).path}")
