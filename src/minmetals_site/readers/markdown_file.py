"""Markdown with YAML front matter: pages and documents written by hand.

Told by front matter (`---`, keys, `---`) or, without it, by a Markdown title (`# Title`) as the first line. The body is
made by Python-Markdown and then read like any other HTML, so it passes the same wall; links of a page of the archive's
own may be relative to the site's root.

Python-Markdown says nothing of places in its source, so the words of the result are found in it again, in order: what
is not found is Markdown's own signs. Link targets and tags are passed over where that succeeds, so that a word is not
found in an address.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from minmetals_site.corrections import Corrections
from minmetals_site.errors import CaptureError, Problem
from minmetals_site.readers.account import account_for
from minmetals_site.readers.html import Words, read_body
from minmetals_site.readers.reading import Capture, DraftBlock, Reading
from minmetals_site.readers.unclosed_signs import put_back, set_aside
from minmetals_site.records import KINDS, SOURCE_CLASSES, Evidence, Kind, SourceClass, Sourced
from minmetals_site.settings import Settings
from minmetals_site.text.dates import DateError, parse_date
from minmetals_site.text.html import parse_fragment
from minmetals_site.text.repair import Diagnosis
from minmetals_site.text.traced import Run, Span, Traced
from minmetals_site.text.yaml_text import Faults, parse_yaml

if TYPE_CHECKING:
    from markdown import Markdown

__all__ = ["NAME", "parse", "recognises"]

NAME = "markdown-file"

_LINE_END = r"[ \t]*(?:\r\n?|\n|\Z)"
_FRONT_MATTER = re.compile(rf"\ufeff?---{_LINE_END}(?P<yaml>(?:.*(?:\r\n?|\n))*?)(?:---|\.\.\.){_LINE_END}")
"""Matches `---`, keys, `---` at the very beginning; refuses a text that begins with a rule `---` and never ends it."""
_TITLE_LINE = re.compile(rf"\ufeff?\s*#[ \t]+(?P<title>[^\r\n]+?)[ \t]*#*{_LINE_END}")
"""Matches `# Title`; refuses `#1 in the world`."""
_LONGEST_TITLE = 1000
_SITE_ROOT = "https://root.invalid/"
"""Stands for the site's root while links are made absolute; `.invalid` is nobody's address (RFC 2606, section 2)."""
_WORD = re.compile(r"[^\W_]+|[^\s]|_")
_SYNTAX = re.compile(
    r"\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)|</?[a-zA-Z][^<>\n]*>|^ {0,3}\[[^\]\n]+\]:[^\n]*$", re.MULTILINE
)
"""Matches `](https://example.org/a)`, `<b>` and `[1]: https://example.org/`; refuses `<https://example.org/>`."""
_EXTENSIONS = ("tables", "fenced_code", "footnotes", "def_list", "sane_lists")
_KEYS = frozenset(
    {
        "title",
        "subtitle",
        "author",
        "publisher",
        "published",
        "modified",
        "source_url",
        "summary",
        "kind",
        "source_class",
        "language",
        "tags",
    }
)
"""Keys of front matter that a field is read from."""
_DATE = "date"
"""What Jekyll, Hugo and most others call the date of publication. It counts where there is no `published`, and where it
is a date that can be read: it is their word and not ours, so a file is not refused for it."""


def recognises(capture: Capture) -> bool:
    """Return whether front matter or a Markdown title stands at the very beginning."""
    return bool(_FRONT_MATTER.match(capture.text) or _TITLE_LINE.match(capture.text, 0, _LONGEST_TITLE))


def parse(capture: Capture, settings: Settings, corrections: Corrections) -> list[Reading | Problem]:
    """Return the one document that the file is.

    Raises:
        CaptureError: if the front matter is no YAML, or holds a value that no document has.
    """
    del settings, corrections  # hand-written text is what its author wrote: nothing in it is repaired
    front = _FrontMatter(capture)
    title, start = _title_line(capture.text, front.end)
    if front.title is not None:  # the front matter's word counts, and the line is a heading of the body
        title, start = front.title, front.end
    blocks, claims = _body(capture.text, start, keep_relative=front.kind == "page")
    claims += _title_claims(title, front.end, start)
    reading = Reading(
        kind=front.kind,
        source_class=front.source_class or ("archive" if front.kind == "page" else "independent"),
        decoded=capture.text,
        language=front.language,
        title=title,
        subtitle=front.sourced("subtitle"),
        author=front.sourced("author"),
        publisher=front.sourced("publisher"),
        published=front.published,
        modified=front.date("modified"),
        source_url=front.address("source_url"),
        summary=front.sourced("summary"),
        blocks=tuple(blocks),
        tags=front.tags,
        diagnosis=Diagnosis((), ()),
        account=account_for(capture.text, [*front.claims(), *claims]),
        keys_used=tuple(key for key in front.entries if key in front.keys),
        keys_unused=tuple(key for key in front.entries if key not in front.keys),
    )
    front.faults.raise_any()
    return [reading]


class _FrontMatter:
    """The keys at the head of a file, each read when it is asked for; faults are collected."""

    kind: Kind
    end: int
    """Where the body begins."""
    keys: frozenset[str]
    """Those that a field is read from."""

    def __init__(self, capture: Capture) -> None:
        self._text = capture.text
        self._match = _FRONT_MATTER.match(capture.text)
        self.end = self._match.end() if self._match else 0
        document = parse_yaml(self._match["yaml"] if self._match else "", capture.path, first_line=2)
        self.faults = Faults(document, CaptureError)
        self.entries = self.faults.root.entries()
        self.kind = self._kind(capture.folder)
        self.title = self.sourced("title")
        self.tags = self.entries["tags"].texts() if "tags" in self.entries else ()
        self.language = self.entries["language"].language() if "language" in self.entries else None
        self.source_class = self._source_class()
        self.keys = _KEYS
        self.published = self.date("published") or self._other_date()

    def _source_class(self) -> SourceClass | None:
        stated = self.entries["source_class"].choice(SOURCE_CLASSES) if "source_class" in self.entries else None
        return next((option for option in SOURCE_CLASSES if option == stated), None)

    def _kind(self, folder: str) -> Kind:
        """Return the kind that is stated, else that of the folder; what is neither is a page of the archive's own."""
        stated = self.entries["kind"].choice(KINDS) if "kind" in self.entries else None
        return next((kind for kind in KINDS if kind == (stated or folder)), "page")

    def sourced(self, key: str) -> Sourced[str] | None:
        """Return the text of a key."""
        value = self.entries[key].text() if key in self.entries and self.entries[key].value is not None else None
        return None if value is None else self._stated(key, value)

    def address(self, key: str) -> Sourced[str] | None:
        """Return the web address of a key."""
        value = self.entries[key].web_address() if key in self.entries else None
        return None if value is None else self._stated(key, value)

    def date(self, key: str) -> Sourced[str] | None:
        """Return the date of a key."""
        stated = self.sourced(key)
        if stated is None or stated.value is None:
            return None
        try:
            value = parse_date(stated.value)
        except DateError as error:
            self.faults.add((key,), str(error), "Give the right date.")
            return None
        if value is None:
            self.entries[key].expect("a date, such as 2025-01-23")
            return None
        return self._stated(key, value)

    def _other_date(self) -> Sourced[str] | None:
        """Return the date of publication as other programs name it."""
        stated = str(self.entries[_DATE].value) if _DATE in self.entries and "published" not in self.entries else ""
        with suppress(DateError):
            if value := parse_date(stated):
                self.keys |= {_DATE}
                return self._stated(_DATE, value)
        return None

    def _stated(self, key: str, value: str) -> Sourced[str]:
        evidence = Evidence(text=str(self.entries[key].value), path=key)
        return Sourced(value=value, origin="stated", rule="front-matter", evidence=(evidence,))

    def claims(self) -> Iterator[tuple[Span, str]]:
        """Yield what becomes of each line: a key and its value go to the field of that name."""
        line, at = 1, 0
        starts = {field.line: key for key, field in self.entries.items()}
        use = "removed:front-matter"
        for text in self._text[: self.end].splitlines(keepends=True):
            if line in starts:
                key = starts[line]
                name = "published" if key == _DATE else key.replace("_", "-")
                use = f"field:{name}" if key in self.keys else "removed:unused-key"
            elif text.startswith(("---", "...")):
                use = "removed:front-matter"
            yield Span(at, at + len(text)), use
            line, at = line + 1, at + len(text)


def _title_line(text: str, start: int) -> tuple[Sourced[str] | None, int]:
    """Return the title that the body begins with, and where the rest of the body begins."""
    match = _TITLE_LINE.match(text, start)
    if not match:
        return None, start
    span = Span(*match.span("title"))
    words = parse_fragment(_markdown().convert(match["title"])).text.strip()
    evidence = Evidence(text=match["title"], start=span.start, end=span.end)
    return Sourced(value=words or match["title"], origin="stated", rule="title-line", evidence=(evidence,)), match.end()


def _title_claims(title: Sourced[str] | None, start: int, end: int) -> list[tuple[Span, str]]:
    if title is None or start == end:
        return []
    evidence = title.evidence[0]
    span = Span(evidence.start or 0, evidence.end or 0)
    return [
        (Span(start, span.start), "removed:markdown-sign"),
        (span, "field:title"),
        (Span(span.end, end), "removed:markdown-sign"),
    ]


def _markdown() -> "Markdown":
    from markdown import Markdown  # noqa: PLC0415  # 15 ms to load, and few files need it

    return Markdown(extensions=list(_EXTENSIONS), output_format="html")


def _body(text: str, start: int, *, keep_relative: bool) -> tuple[list[DraftBlock], list[tuple[Span, str]]]:
    """Return the blocks of the Markdown from `start`, and a claim on each of its words."""
    source = text[start:]
    markup = parse_fragment(put_back(_markdown().convert(set_aside(source))))
    found = _found_again(markup.text, source, start)
    body = read_body(markup, _SITE_ROOT if keep_relative else None)
    words = Words(markup.text, Diagnosis((), ()), [span for block in body.blocks for span in block.spans])
    drafts = [words.done(block).draft for block in body.blocks]
    blocks = [
        replace(draft, text=_retraced(draft.text, found), html=draft.html.replace(f'"{_SITE_ROOT}', '"'))
        for draft in drafts
    ]
    kept = sorted({span for block in blocks for span in block.text.spans() if span.start < span.end})
    return blocks, list(_claims(text, start, kept))


def _found_again(result: str, source: str, start: int) -> Traced:
    """Return the result traced to the source: each of its words found there, in order."""
    masked = _SYNTAX.sub(lambda match: " " * len(match[0]), source)
    found, missing = _matched(result, masked)
    if missing:
        found = min((found, missing), _matched(result, source), key=lambda pair: pair[1])[0]
    runs: list[Run] = []
    at, place = 0, start
    for begin, end, where in found:
        if at < begin:
            runs.append(Run(at, begin, place, place))
        runs.append(Run(begin, end, start + where, start + where + end - begin))
        at, place = end, start + where + end - begin
    if at < len(result):
        runs.append(Run(at, len(result), place, place))
    return Traced(result, runs)


def _matched(result: str, source: str) -> tuple[list[tuple[int, int, int]], int]:
    """Return `(start, end, place in the source)` of each word and sign found, and how many were not."""
    found: list[tuple[int, int, int]] = []
    missing = at = 0
    for match in _WORD.finditer(result):
        place = source.find(match[0], at)
        if place < 0:
            missing += 1
            continue
        found.append((match.start(), match.end(), place))
        at = place + len(match[0])
    return found, missing


def _retraced(text: Traced, found: Traced) -> Traced:
    """Return text traced to the result as text traced to the source."""
    parts: list[Traced] = []
    for run in text.runs:
        words = text.text[run.start : run.end]
        part = found.slice(run.source_start, run.source_end)
        parts.append(part if part.text == words else Traced(words, (Run(0, len(words), *_place(found, run)),)))
    return Traced.join(parts)


def _place(found: Traced, run: Run) -> Span:
    place = found.span(run.source_start, max(run.source_end, run.source_start + 1)).start
    return Span(place, place)


def _claims(text: str, start: int, kept: list[Span]) -> Iterator[tuple[Span, str]]:
    at = start
    for span in kept:
        if at < span.start:
            yield from _signs(text, at, span.start)
        yield span, "body"
        at = max(at, span.end)
    yield from _signs(text, at, len(text))


def _signs(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """Yield a claim on the signs between two words of the body, white space at their ends left out."""
    stretch = text[start:end]
    signs = stretch.strip()
    if signs:
        first = start + stretch.index(signs)
        yield Span(first, first + len(signs)), "removed:markdown-sign"
