"""Serves the preview to browsers on this machine, and tells them when there is something new.

The standard library's server is enough here: one user, files of some kilobytes, and a few connections that wait. Only
what the manifest lists is served, so no address can lead anywhere else. What a preview needs is put into a page on its
way to the browser: one script, and its leave in the page's Content-Security-Policy; the files stay as they are.
"""

import json
import re
import secrets
import socketserver
from html import escape, unescape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition
from typing import Any, NamedTuple
from urllib.parse import unquote

from minmetals_site.errors import Place, SettingsError

__all__ = ["Preview", "PreviewServer", "Shown", "with_script"]

_ADDRESS = "127.0.0.1"
_OWN = "/.minmetals-site/"
"""Where the preview's own things are asked for: no file of a site can have this path."""
_EVENTS = f"{_OWN}events"
_SCRIPT = f"{_OWN}reload.js"
_HOSTS = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d+)?")
"""What a browser on this machine calls us; another name is one that a stranger's page had led here (DNS rebinding)."""
_HEARTBEAT = 15
"""Seconds after which a waiting browser is written to, so that one that has gone is noticed."""

_TYPES = {
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
"""By the ending of a path; the tables that systems keep differ."""


class Shown(NamedTuple):
    """What browsers are shown."""

    build: str
    """Changes with the site; a page that was made from another build is out of date."""
    heading: str
    messages: tuple[str, ...]
    """What is wrong, as plain text."""
    paths: frozenset[str]
    """The files of the site; empty where none could be built yet."""


class Preview:
    """What browsers are shown now; threads may wait until it is something else."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._session = secrets.token_hex(4)
        self._builds = 0
        self.shown = Shown(self.next_build(), "", (), frozenset())
        self._changed = Condition()

    def next_build(self) -> str:
        """Return a name for a site that is no other's, not even one of another run."""
        self._builds += 1
        return f"{self._session}-{self._builds}"

    def show(self, shown: Shown) -> None:
        """Show something else from now on."""
        with self._changed:
            self.shown = shown
            self._changed.notify_all()

    def wait(self, seen: Shown | None) -> Shown | None:
        """Return what is shown once that is something else; None after a while in which it has not been."""
        with self._changed:
            return self.shown if self._changed.wait_for(lambda: self.shown is not seen, _HEARTBEAT) else None


class PreviewServer(ThreadingHTTPServer):
    """Answers the browsers of this machine."""

    daemon_threads = True

    def __init__(self, port: int, preview: Preview) -> None:
        """Take the port; 0 for any that is free.

        Raises:
            SettingsError: if it cannot be had.
        """
        self.preview = preview
        try:
            super().__init__((_ADDRESS, port), _Handler)
        except OSError as error:
            what = f"the port cannot be had ({error.strerror})"
            raise SettingsError(Place(f"{_ADDRESS}:{port}"), what, "Name another with --port.") from error

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"http://{_ADDRESS}:{self.server_port}/"

    def server_bind(self) -> None:
        """Take the port, without asking the network for a name of this machine, as the library does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[0], self.server_address[1]  # type: ignore[assignment]  # its address has two parts

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  # the library's
        """Say nothing: a browser that leaves in the middle of an answer is no fault."""


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    timeout = 60
    """Seconds after which a connection that nobody uses is closed; one that waits for news is used by us."""

    def do_GET(self) -> None:  # the library's
        """Answer with what is asked for."""
        if not _HOSTS.fullmatch(self.headers.get("Host", "")):
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"Ask for 127.0.0.1 or localhost.\n")
            return
        target = self.path.partition("?")[0].partition("#")[0]
        if target == _EVENTS:
            self._send_events()
        elif target == _SCRIPT:
            self._send(HTTPStatus.OK, _TYPES["js"], Path(__file__).with_name("reload.js").read_bytes())
        else:
            self._send_file(target)

    do_HEAD = do_GET  # noqa: N815  # the library's

    def version_string(self) -> str:
        """Return what answers."""
        return "minmetals-site"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's
        """Say nothing: the terminal tells of builds."""

    def _send_file(self, target: str) -> None:
        shown = self.server.preview.shown  # before the file: a page never claims to be newer than it is
        path = _path_of(target)
        if not shown.paths:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, _TYPES["html"], with_script(_no_site(shown), shown.build))
        elif path in shown.paths and (data := self._read(path)) is not None:
            self._send_data(HTTPStatus.OK, path, data, shown.build)
        elif path and f"{path}/index.html" in shown.paths:
            self._send(HTTPStatus.MOVED_PERMANENTLY, "text/plain; charset=utf-8", b"", Location=f"{target}/")
        else:
            data = self._read("404.html") if "404.html" in shown.paths else None
            self._send_data(HTTPStatus.NOT_FOUND, "404.html", data or b"<!DOCTYPE html>Not found", shown.build)

    def _read(self, path: str) -> bytes | None:
        """Return a file of the site; None where it has gone, or somebody put a link in its place."""
        file = self.server.preview.root / path
        try:
            if not file.resolve().is_relative_to(self.server.preview.root.resolve()):
                return None
            return file.read_bytes()
        except OSError:
            return None

    def _send_data(self, status: HTTPStatus, path: str, data: bytes, build: str) -> None:
        self._send(status, _type_of(path, data), with_script(data, build) if path.endswith(".html") else data)

    def _send(self, status: HTTPStatus, media_type: str, data: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_events(self) -> None:
        """Tell a browser what is shown, now and whenever it changes, until it has gone (HTML, 9.2)."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        shown: Shown | None = None
        while self.command != "HEAD":
            news = self.server.preview.wait(shown)
            self.wfile.write(_event(news) if news else b":\n\n")
            shown = news or shown


def _event(shown: Shown) -> bytes:
    """Return a message that is one line, whatever is in it."""
    told = {"build": shown.build, "heading": shown.heading, "messages": shown.messages}
    return f"data: {json.dumps(told)}\n\n".encode()


def _path_of(target: str) -> str | None:
    """Return the path below the site's root that is asked for; None where it cannot be one.

    Whether there is such a file, and none that leads out of the site, is for the list of files to say.
    """
    try:
        parts = [unquote(part, errors="strict") for part in target.split("/")]
    except UnicodeDecodeError:
        return None
    if parts.pop(0) or any("/" in part or "\\" in part for part in parts):
        return None
    return "/".join(parts) if parts[-1:] != [""] else "/".join((*parts[:-1], "index.html"))


def _type_of(path: str, data: bytes) -> str:
    """Return the media type of a file of the site."""
    ending = path.rpartition(".")[2]
    if ending == "xml" and b"http://www.w3.org/2005/Atom" in data[:200]:
        return "application/atom+xml"
    if ending == "txt":
        return "text/plain; charset=utf-8" if _is_utf8(data) else "text/plain"  # a capture may be in any encoding
    return _TYPES.get(ending, "application/octet-stream")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


# What a page is given on its way

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_OF_OURS = ("script-src", "connect-src")
"""What the preview's script has to have leave for: to be run, and to be told of changes."""


def with_script(page: bytes, build: str) -> bytes:
    """Return an HTML page with the preview's script, and with the script's leave in the page's policy."""
    page = _POLICY.sub(
        lambda match: match[1] + _admitting(match[2].decode("utf-8", "replace")) + match[3], page, count=1
    )
    script = f'<script src="{_SCRIPT}" data-build="{escape(build)}" defer></script>\n'.encode()
    head, end, rest = page.partition(b"</head>")
    return head + script + end + rest


def _admitting(policy: str) -> bytes:
    """Return a policy that lets scripts of the page's own host be run, and that host be asked."""
    directives = {words[0]: words[1:] for part in unescape(policy).split(";") if (words := part.split())}
    for name in _OF_OURS:
        sources = directives.get(name, directives.get("default-src", []))
        directives[name] = [*(source for source in sources if source not in {"'none'", "'self'"}), "'self'"]
    return escape("; ".join(" ".join((name, *sources)) for name, sources in directives.items())).encode()


def _no_site(shown: Shown) -> bytes:
    """Return a page that says why there is no other."""
    rows = "".join(f"<li>{escape(message)}</li>\n" for message in shown.messages)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<title>No site yet</title>\n<link rel="icon" href="data:,">\n</head>\n'
        f"<body>\n<h1>The site cannot be built</h1>\n<ul>\n{rows}</ul>\n</body>\n</html>\n"
    ).encode()
