"""What `minmetals-site inspect` does: one capture is read, and set out for people or for programs."""

import codecs
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

import msgspec

from minmetals_site.errors import CaptureError, Place, Problem, SettingsError
from minmetals_site.inspection import render_inspection
from minmetals_site.loader import ReadDocument, read_capture
from minmetals_site.records import as_json as record_as_json
from minmetals_site.rules import Rules
from minmetals_site.settings import read_settings
from minmetals_site.vocabulary import read_vocabulary

__all__ = ["Inspected", "inspect_file"]

_NOT_ASCII = re.compile(r"[^\n -~]")
"""Matches `é` and what a terminal obeys; refuses a letter of English."""


class Inspected(NamedTuple):
    """A capture, set out."""

    text: str
    documents: int
    problems: Sequence[Problem]


def inspect_file(file: Path, content: Path | None, *, as_json: bool, stream: TextIO) -> Inspected:
    """Return how a capture is read, as a page for the terminal behind `stream`, or as JSON that it can show.

    `content` is the folder whose settings and vocabulary are used; None for those of a bare folder.

    Raises:
        CaptureError: if the file cannot be opened.
        SettingsError: if there is no such folder, or its settings cannot be obeyed.
    """
    if not file.is_file():
        what = "this is no file" if file.exists() else "there is no such file"
        raise CaptureError(Place(file.as_posix()), what, "Name one capture.")
    if content and not content.is_dir():
        raise SettingsError(Place(content.as_posix()), "there is no such folder", "Name another with --content.")
    rules = Rules(read_settings(content), read_vocabulary(content)) if content else Rules.bare()
    documents, problems = read_capture(file, path=_path_in(file, content), rules=rules)
    text = _json(documents, stream.encoding) if as_json else render_inspection(documents, stream)
    return Inspected(text, len(documents), problems)


def _path_in(file: Path, content: Path | None) -> str:
    if content and file.resolve().is_relative_to(content.resolve()):
        return file.resolve().relative_to(content.resolve()).as_posix()
    return file.name


def _json(documents: Sequence[ReadDocument], encoding: str | None) -> str:
    """Return the records as JSON in which all that is not printable, or not in the terminal's encoding, is escaped."""
    records = [{**record_as_json(read.document), "decoded": read.decoded} for read in documents]
    text = msgspec.json.format(msgspec.json.encode(records), indent=2).decode() + "\n"
    is_utf8 = codecs.lookup(encoding or "utf-8").name == "utf-8"
    return _NOT_ASCII.sub(lambda m: m[0] if is_utf8 and m[0].isprintable() else json.dumps(m[0])[1:-1], text)
