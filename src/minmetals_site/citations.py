"""A record to its citations: a line for people, BibTeX, RIS and CSL-JSON.

What is cited is the publisher's document; the archive is where a copy of it is found. So the publisher is the source's,
and the archive stands in the address, with the hash that tells the capture from any other. Choices that may surprise:

- A title that the archive made from the text stands in brackets, as librarians write a supplied title; an unknown date
  is "n.d.", and is left out where a format has no word for it (its readers then write it themselves).
- Names of authors are never taken apart. A capture gives "Chen Sample" or "Ann Sample" as one string and does not say
  which part is the family's; BibTeX braces and CSL's `literal` keep it, person or desk, as it stands.
- Company pages and news releases are web pages with their genre named, since neither BibTeX nor CSL nor RIS has a type
  that all programs read as a release; an outsider's article is an article in what its publisher puts out.
- The date is that of publication, to the day; the time of day is no part of a citation.
"""

import json
import re
from typing import Any, NamedTuple

from minmetals_site.records import AnyDocument, Origin
from minmetals_site.text.dates import human

__all__ = ["Citation", "Line", "citation_of"]

_SUPPLIED: frozenset[Origin] = frozenset({"derived", "inferred"})
"""Origins of titles that the publisher did not give."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The names that every BibTeX style defines (`btxdoc`, section 2)."""
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # `\{` would be counted as a brace by BibTeX, and leave the entry open
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#%_"},
    }
)
_SPECIAL = re.compile(r"[\\{}~^$&#%_]")
"""Matches `&` and `_`; refuses letters and `-`: most texts hold none, and looking is a tenth of translating."""
_TEX_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})
"""Addresses are read as they stand, but for braces and backslashes, which no address holds."""
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?")
"""Matches `2025`, `2025-01` and `2025-01-23`; refuses `2025-13` and all that is no date."""
_CONTROLS = dict.fromkeys(code for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace())
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ENDS = (".", "!", "?", "…", "。", "！", "？", ".]", "!]", "?]")


class Line(NamedTuple):
    """A citation for people: its parts follow each other as they are, and names may run another way than the rest."""

    who: str
    """Author, else publisher; empty where neither is known."""
    when: str
    """The date in parentheses, and the signs around it; empty where nobody is named: then it follows the title."""
    title: str
    rest: str
    """Kind, original address, and where the copy is."""

    def __str__(self) -> str:
        """Return the line."""
        return "".join(self)


class Citation(NamedTuple):
    """How one document is cited, as plain text in each form."""

    readable: Line
    bibtex: str
    ris: str
    csl: str
    """A JSON array of one item, as programs that read CSL-JSON expect it."""


class _Work(NamedTuple):
    """What the forms are made from; each text stands on one line."""

    key: str
    """Unique in the archive, and as permanent as the document's number."""
    is_article: bool
    title: str
    """In brackets where the archive supplied it."""
    author: str
    """Empty where nobody is named."""
    publisher: str
    """Empty where unknown."""
    date: str
    """ISO 8601, at most to the day; empty where unknown."""
    genre: str
    language: str
    address: str
    """Of the archive's copy; empty where the archive has none, and the note tells the path."""
    note: str
    """Where the capture is and which it is."""


def citation_of(document: AnyDocument, *, genre: str, archive: str, address: str) -> Citation:
    """Return how the document is cited; `address` is its page's, absolute, or a path where the archive has no address.

    `genre` tells in words what kind of document it is, and `archive` is the archive's title.
    """
    work = _work(document, genre, archive, address)
    return Citation(_readable(work, document, archive, address), _bibtex(work), _ris(work), _csl(work))


def _work(document: AnyDocument, genre: str, archive: str, address: str) -> _Work:
    title = _line(document.title.value or "")
    stated = _DATE.fullmatch((document.published.value or "").partition("T")[0])
    date = stated.group() if stated else ""
    publisher = _line(document.publisher.value or "")
    is_absolute = address.startswith(("http://", "https://"))
    return _Work(
        key=f"{document.kind}{date[:4]}-{document.id}",
        is_article=document.kind == "analysis" and bool(publisher),
        title=f"[{title}]" if document.title.origin in _SUPPLIED else title,
        author=_line((document.author.value or "") if document.author else ""),
        publisher=publisher,
        date=date,
        genre=genre,
        language=document.language,
        address=address if is_absolute else "",
        note=f"{'' if is_absolute else f'{_line(archive)}, {address}, '}capture SHA-256 {document.capture.sha256}",
    )


def _line(text: str) -> str:
    """Return the text on one line, without characters that only machines obey."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.translate(_CONTROLS).split())


def _readable(work: _Work, document: AnyDocument, archive: str, address: str) -> Line:
    date = human(work.date) if work.date else "n.d."
    who = work.author or work.publisher
    source = f"{work.genre}, {work.publisher}" if work.author and work.publisher else work.genre
    original = _line(document.source_url.value or "")
    copy = f"Copy in {_line(archive)}, {address}, capture SHA-256 {document.capture.sha256}."
    rest = " ".join([f"{part}." for part in (source, original) if part] + [copy])
    if not who:
        return Line("", "", work.title, f" ({date}). {rest}")
    return Line(who, f" ({date}). ", work.title, f" {rest}" if work.title.endswith(_ENDS) else f". {rest}")


def _bibtex(work: _Work) -> str:
    year, month, day = (*work.date.split("-"), "", "")[:3]
    fields = [
        ("author", f"{{{{{_tex(work.author)}}}}}" if work.author else ""),
        ("title", f"{{{{{_tex(work.title)}}}}}"),
        ("journal" if work.is_article else "publisher", f"{{{_tex(work.publisher)}}}" if work.publisher else ""),
        ("year", f"{{{year or 'n.d.'}}}"),
        ("month", _MONTHS[int(month) - 1] if month else ""),
        ("day", day.lstrip("0")),
        ("howpublished", "" if work.is_article else f"{{{_tex(work.genre)}}}"),
        ("url", f"{{{work.address.translate(_TEX_ADDRESS)}}}" if work.address else ""),
        ("language", f"{{{_tex(work.language)}}}"),
        ("note", f"{{{_tex(work.note)}}}"),
    ]
    kind = "article" if work.is_article else "misc"
    return f"@{kind}{{{work.key},\n" + ",\n".join([f"{name} = {text}" for name, text in fields if text]) + "\n}"


def _tex(text: str) -> str:
    return text.translate(_TEX) if _SPECIAL.search(text) else text


def _ris(work: _Work) -> str:
    fields = [
        ("TY", "MGZN" if work.is_article else "ELEC"),
        ("AU", work.author),
        ("TI", work.title),
        ("T2" if work.is_article else "PB", work.publisher),
        ("PY", work.date[:4]),
        ("DA", "/".join((*work.date.split("-"), "", "")[:3]) if work.date else ""),
        ("M3", work.genre),
        ("LA", work.language),
        ("UR", work.address),
        ("N1", work.note),
    ]
    return "\n".join([*[f"{tag}  - {text}" for tag, text in fields if text], "ER  - "])


def _csl(work: _Work) -> str:
    item: dict[str, Any] = {
        "id": work.key,
        "type": "article-magazine" if work.is_article else "webpage",
        "title": work.title,
        "author": [{"literal": work.author}] if work.author else None,
        "container-title" if work.is_article else "publisher": work.publisher,
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]} if work.date else None,
        "genre": work.genre,
        "language": work.language,
        "URL": work.address,
        "note": work.note,
    }
    kept = {name: value for name, value in item.items() if value}
    return _JSON.encode([kept])
