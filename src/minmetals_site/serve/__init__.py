"""The preview: builds the site into a folder of its own, serves it, builds again on every change, reloads the browser.

A preview is no publication. It has its own output folder beside the cache, so that the folder that is copied to a host
never holds a half-written text, nor anything that belongs to the preview; and it appends nothing to the register of
permalinks, as the address of a document would else be made for ever from a title that is still being typed.

The build runs in a process of its own that stays warm (`builder.py`), the file server in threads of this one
(`server.py`), and the main thread waits for changes.
"""

import signal
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from threading import Thread

from watchfiles import watch
from watchfiles.main import FileChange

from minmetals_site.errors import OutputError, Place, SettingsError, printable
from minmetals_site.publish import MANIFEST, listed_paths
from minmetals_site.serve.builder import Builder, Order, Outcome
from minmetals_site.serve.server import Preview, PreviewServer, Shown
from minmetals_site.template_folders import default_templates

__all__ = ["serve"]

_STEP = 30
"""Milliseconds without another change after which a build begins: an editor saves in several steps."""
_LONGEST_WAIT = 400
"""Milliseconds after which it begins though changes go on."""
_LOOK_UP = 250
"""Milliseconds between two moments at which the watcher lets us do something else; so often that nobody notices."""

Say = Callable[[str], object]


def serve(  # noqa: PLR0913  # as for `build_site`
    content: Path, *, templates: Path | None, cache: Path, port: int, say: Say, complain: Say
) -> None:
    """Show the site of a content folder on 127.0.0.1 until the user interrupts.

    `say` is given the lines that tell what was done, `complain` those that tell what went wrong.

    Raises:
        SettingsError: if there is no such content folder, or the port cannot be had.
        OutputError: if the preview's own folder cannot be written, or a folder cannot be watched.
    """
    folder = _preview_folder(content, cache)
    preview = Preview(folder / "site")
    order = Order(content=content, output=preview.root, templates=templates, cache=folder / "cache")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended by a service manager as by the user
    try:
        with PreviewServer(port, preview) as server, Builder(order) as builder:
            changes = _watch(_watched(content, templates), cache)
            _show(builder.build(), preview, say, complain)
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
            say(f"Serving    {server.url} (Ctrl-C ends it)")
            for changed in changes:
                if changed:
                    _show(builder.build(), preview, say, complain)
    except KeyboardInterrupt:
        return


def _preview_folder(content: Path, cache: Path) -> Path:
    """Return the preview's own folder, made where there is none; each content folder has another."""
    if not content.is_dir():
        raise SettingsError(Place(content.as_posix()), "there is no such folder", "Name another with --content.")
    if cache.resolve().is_relative_to(content.resolve()):
        what = "the cache, in which the preview is built, lies within the content folder"
        raise SettingsError(Place(cache.as_posix()), what, "Name another folder with --cache.")
    site = sha256(str(content.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    folder = cache / "preview" / site
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "writable").touch()
        (folder / "writable").unlink()
    except OSError as error:
        what = f"the preview cannot be written there ({error.strerror})"
        raise OutputError(Place(folder.as_posix()), what, "Name another folder with --cache.") from error
    return folder


def _watched(content: Path, templates: Path | None) -> list[Path]:
    """Return the folders whose files the site is made from, no folder twice."""
    folders = [content, default_templates(), *([templates] if templates else [])]
    return list({folder.resolve(): folder for folder in folders})


def _watch(folders: list[Path], cache: Path) -> Iterator[set[FileChange]]:
    """Return the changes below the folders from now on: some, or none each time that nothing has happened for a while.

    Those of the builds themselves are left out. No more is: whether a file counts is the build's to say, and one with
    nothing to do is over in no time.
    """
    ours = cache.resolve()
    changes = watch(
        *folders,
        watch_filter=lambda _, path: not Path(path).is_relative_to(ours),
        step=_STEP,
        debounce=_LONGEST_WAIT,
        rust_timeout=_LOOK_UP,
        yield_on_timeout=True,
    )
    try:
        next(changes)  # the watching begins with the first question
    except OSError as error:
        what = f"the folder cannot be watched ({error.strerror or error})"
        raise OutputError(Place(folders[0].as_posix()), what, "Raise the system's limit of watched files.") from error
    return changes


def _show(outcome: Outcome, preview: Preview, say: Say, complain: Say) -> None:
    """Tell terminal and browsers how a build went; where there is no new site, the old one stands."""
    for message in outcome.messages:
        complain(message)
    say(printable(outcome.summary))
    build, _, _, paths = preview.shown
    if outcome.is_changed:
        build = preview.next_build()
    if outcome.is_changed or not paths:
        paths = frozenset(listed_paths(preview.root))
    preview.show(Shown(build, outcome.heading, outcome.messages, paths | {MANIFEST} if paths else paths))
