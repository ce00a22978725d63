"""A text copy of a web page while it is being read: which lines are taken, and for what.

Corporate pages, analysts' articles and texts of no known shape are all lines with a head, a body and a tail. Their
readers differ in what they look for in the head; everything after it is the same, and is here.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Literal, TypedDict

from minmetals_site.corrections import Corrections
from minmetals_site.readers.boilerplate import (
    find_copyright_holder,
    find_tag_list,
    is_notice,
    is_outsiders_notice,
    is_tag,
    is_tag_label,
    removable,
)
from minmetals_site.readers.foot import Foot, bios_at_the_end, line_rule, names_in_bios, read_foot
from minmetals_site.readers.head_words import is_letterhead, is_name_like, is_publishers_name
from minmetals_site.readers.header import MetaPart, find_meta, names_an_office
from minmetals_site.readers.nature import Signs, is_own_office
from minmetals_site.readers.prose import Prose, read_prose
from minmetals_site.readers.publication_line import find_counted_day, find_publication_line, parse_day
from minmetals_site.readers.reading import Capture
from minmetals_site.readers.sheet import Sheet, sourced
from minmetals_site.records import Origin, PublisherTerm, Sourced
from minmetals_site.settings import Settings
from minmetals_site.text.datelines import DAY
from minmetals_site.text.dates import DateError
from minmetals_site.text.slugs import slug
from minmetals_site.text.traced import Traced

__all__ = ["SENTENCE", "FieldName", "Fields", "TextCopy"]

SENTENCE = re.compile(r"[.!。！;；:：,，][\"”’]?$")
"""Matches the end of `It rained.` and `as follows:`, which no title has; refuses `Office Opened` and `Why now?`."""
_SIGNED, _SIGNED_BLOCKS = 800, 6
"""Characters and number of the first passages in which it is looked for who speaks."""
_FEWEST_OF_MENU = 5
"""Entries of a menu, at least."""
_HEAD = 12
"""Worded lines at the top in which a day may have a count of views behind it."""
_PASSAGE = 60
"""Characters of a passage of the text, at least."""
_FRONT, _TEASER = 20, 60
"""Lines at the top in which a teaser stands, and the characters in which it begins as the text does."""
_FOOT = 30
"""Lines at the end in which the foot of the page is looked for."""
_TAIL = 8
"""Lines at the end in which notices and credits are looked for."""
_SIGN_OFF_LINES, _SIGNERS = 14, 7
"""Lines at the end in which a board signs, and those of its signature."""
_BY_ORDER = re.compile(
    r"(?:by order|on behalf|for and on behalf) of the board\b.{0,80}|承董事[会會]命.{0,20}", re.IGNORECASE
)
"""Matches `By order of the Board`; refuses `By order of the court`."""
_PLACE_AND_DAY = re.compile(
    rf"(?:(?:[A-ZÀ-Þ][\w.'’-]*[ ,]+){{1,5}}(?:the )?)?(?:[Dd]ated? (?:this )?)?(?P<day>{DAY})\.?"
)
"""Matches `Sample City, 14 November 2025`; refuses `They met on 14 November 2025`."""
_OFFICE_OF_WRITER = re.compile(
    r"(?:(?:senior|staff|chief|managing|contributing|associate|executive|mining|metals|markets?|commodit(?:y|ies)|business"
    r"|global|head|research|energy|investment|resources) (?:and )?){0,3}"
    r"(?:editor|reporter|writer|correspondent|analyst|columnist|contributor|journalist|strategist|economist)"
    r"(?:[ -](?:in[ -]chief|at large))?",
    re.IGNORECASE,
)
"""Matches the `Senior Mining Reporter` of `Ann Sample, Senior Mining Reporter`; refuses `Sample Writers Ltd`."""
_SIGNATURE, _LONGEST_PAPER = 4, 60
"""Lines at the end in which the author's name comes again over the name of the paper."""
_BY_OFFICE = re.compile(r"[:：]\s*(?:[\w&’'-]+ ){0,4}(?:department|division|workshop|general office)\b", re.IGNORECASE)
"""Matches in `Contributed by: Safety Department`; refuses `Editor: Ann Sample`."""
_CLOCK_LINES = 3
"""Lines at the very end that are a day, an hour and a place."""
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?", re.IGNORECASE)
"""Matches `07:48 GMT` as the whole of a line; refuses `1:2`."""
_NEAR_THE_END = 3
"""Lines at the very end that can be a notice without saying so in their first word."""


FieldName = Literal["title", "subtitle", "author", "publisher", "published", "modified"]
"""The fields that lines of a text copy can give."""


class Fields(TypedDict, total=False):
    """What has been read of them."""

    title: Sourced[str]
    subtitle: Sourced[str]
    author: Sourced[str]
    publisher: Sourced[str]
    published: Sourced[str]
    modified: Sourced[str]


class TextCopy:
    """The lines of a capture, those that are taken, and the fields read from them."""

    sheet: Sheet
    fields: Fields
    notices: list[Traced]

    def __init__(self, capture: Capture, settings: Settings, corrections: Corrections) -> None:
        self.sheet = Sheet(capture, corrections.for_item(None).refused)
        self.fields = {}
        self.notices = []
        self.terms: list[PublisherTerm] = []
        self.bad_dates: list[tuple[str, str]] = []
        self.provisional: set[str] = set()
        """Fields for which a better place may be found: the day over a menu is often that of the visit."""
        self.day_first = None if settings.date_order is None else settings.date_order == "day-first"
        self._machinery = removable(self.sheet.lines)
        self.has_comments = not {"comments", "comment-widget"}.isdisjoint(self._machinery.values())
        """Whether readers could comment below the text."""
        self._taken: set[int] = set(self._machinery)
        self._is_by_office = False
        """Whether a credit below the text names a department, as companies' own news have it."""
        self._writers = self._find_writers()

    def free(self, start: int = 0, end: int | None = None) -> list[tuple[int, Traced]]:
        """Return the worded lines that are not taken, each with its index."""
        taken = self._taken
        return [pair for pair in self.sheet.worded(start, end) if pair[0] not in taken]

    def is_taken(self, index: int) -> bool:
        """Return whether a line is taken, or is page machinery."""
        return index in self._taken

    def has_menu_between(self, above: int, below: int) -> bool:
        """Return whether a menu that is printed as a list stands between two lines."""
        entries = (self._machinery.get(index) == "navigation" for index in range(above + 1, below))
        return below - above > _FEWEST_OF_MENU and sum(entries) >= _FEWEST_OF_MENU

    def take(self, index: int, use: str) -> None:
        """Take a whole line for one use."""
        self.take_parts([index], [], use)

    def take_field(self, index: int, name: FieldName, rule: str, origin: Origin = "stated") -> None:
        """Take a whole line as the value of a field."""
        self.fields[name] = self.sourced(self.sheet.lines[index], rule, origin)
        self.take(index, f"field:{name}")

    def take_parts(self, indices: Sequence[int], parts: Sequence[tuple[Traced, str]], rest: str) -> None:
        """Take lines of which parts have uses of their own, and the words between them another."""
        whole = self.joined(indices)
        at = 0
        for part, use in sorted(parts, key=lambda pair: pair[0].spans()) if len(parts) > 1 else parts:
            start = _place(part, whole, at)
            if at < start:
                self.sheet.claim(whole.slice(at, start), rest)
            self.sheet.claim(part, use)
            at = start + len(part.text)
        if at < len(whole.text):
            self.sheet.claim(whole.slice(at, len(whole.text)), rest)
        self._taken.update(indices)
        for index in indices:
            self._machinery.pop(index, None)

    def joined(self, indices: Sequence[int]) -> Traced:
        """Return lines as one."""
        lines = [self.sheet.lines[index] for index in indices]
        return lines[0] if len(lines) == 1 else Traced.join(lines, " ")

    def sourced(self, part: Traced, rule: str, origin: Origin = "stated", value: str | None = None) -> Sourced[str]:
        """Return the value that a part of this text gives."""
        return sourced(part, self.sheet.decoded, origin, rule, value)

    def meta(self, indices: Sequence[int]) -> list[MetaPart]:
        """Return what lines say of publisher, dates and author, taken as one line, if they say nothing else.

        A date that no calendar has is set down for a finding, and the line is none of these.
        """
        try:
            line = self.joined(indices)
            parts = (
                find_publication_line(line, day_first=self.day_first)
                or find_meta(line, day_first=self.day_first)
                or self._counted_day(indices[0], line)
            )
        except DateError as error:
            self.bad_dates.append(("impossible-date", str(error)))
            return []
        return [one for part in map(self._of_writer, parts) for one in _parted(part)]

    def _find_writers(self) -> frozenset[str]:
        """Return the names, folded, of the authors: of whom lines below the first passage say what they do.

        Of whom the first passage speaks already, a text tells, and is not by them.
        """
        lines = [line for _, line in self.sheet.worded()]
        is_passage = (len(line) >= _PASSAGE and SENTENCE.search(line.text) is not None for line in lines)
        first = next((at for at, is_one in enumerate(is_passage) if is_one), len(lines))
        opening = "".join(line.text.casefold() for line in lines[first : first + 1])
        return frozenset(name for name in names_in_bios(lines[first + 1 :]) if name not in opening)

    def _of_writer(self, part: MetaPart) -> MetaPart:
        """Return a part; a bare name beside the day is the author's where the foot says what the person does."""
        is_bare = part.name in {"publisher", "machinery"} and part.value.text.casefold() in self._writers
        return MetaPart("author", part.value, "publication-line") if is_bare else part

    def _counted_day(self, index: int, line: Traced) -> list[MetaPart]:
        """Return what a day says that stands in the head with a count of views behind it, and is no row of a table."""
        parts = find_counted_day(line, day_first=self.day_first)
        if not parts or index > next((i for i, _ in self.sheet.worded()[_HEAD : _HEAD + 1]), index):
            return []
        near = (*self.sheet.lines[max(index - 2, 0) : index], *self.sheet.lines[index + 1 : index + 3])
        return [] if any(find_counted_day(other, day_first=True) for other in near) else parts

    def take_meta(self, indices: Sequence[int], parts: Sequence[MetaPart]) -> None:
        """Take lines for what they say; of a field that is said twice the first counts."""
        uses: list[tuple[Traced, str]] = []
        for part in parts:
            if part.name == "machinery":
                uses.append((part.value, "removed:page-tools"))
            elif part.name == "editor":
                uses.append((part.value, "removed:editor-credit"))
            elif (part.name in self.fields and part.name not in self.provisional) or names_an_office(part):
                uses.append((part.value, "removed:further-credit"))
            else:
                self.provisional.discard(part.name)
                self.fields[part.name] = self.sourced(part.value.collapsed(), part.rule, value=part.date)
                uses.append((part.value, f"field:{part.name}"))
        labelled = any(part.rule == "labelled-field" for part in parts)
        self.take_parts(indices, uses, "removed:field-label" if labelled else "removed:dateline-divider")

    def take_all_meta(self, start: int, end: int) -> None:
        """Take every line from `start` to `end` that says who published, when or by whom."""
        for index, _ in self.free(start, end):
            if parts := self.meta([index]):
                self.take_meta([index], parts)

    def take_repeated_title(self) -> None:
        """Take the first line of the body where it is the title once more, and a teaser over it."""
        self._take_front()
        title = self.fields.get("title")
        first = self.free()[:1]
        for index, line in first:
            if title and title.value and line.collapsed().text.casefold() == title.value.casefold():
                self.take(index, "removed:repeated-title")

    def _take_front(self) -> None:
        """Take the teaser over a text, which begins as the text does and breaks off, and the boxes beside it."""
        lines = self.free(0, 3 * _FRONT)[:_FRONT]
        for place, (_, line) in enumerate(lines):
            if not line.text.endswith(("...", "…")) or len(line) < _TEASER:
                continue
            begins = line.text[:_TEASER]
            first = next((at for at in range(place + 1, len(lines)) if lines[at][1].text.startswith(begins)), 0)
            if first and len(lines[first][1]) > _TEASER:
                for index, _ in lines[:first]:
                    self.take(index, "removed:page-front")
                return

    def take_tags_above(self) -> None:
        """Take the publisher's tags from the first line of the body (`Posted in: Copper, Rail`)."""
        for index, line in self.free()[:1]:
            self.take_tags(index, line)

    def take_tags(self, index: int, line: Traced) -> bool:
        """Take a line that lists the publisher's tags; return whether it is one."""
        tags = find_tag_list(line)
        if tags:
            self.terms += [_term(tag) for tag in tags]
            self.take_parts([index], [(tag, "field:publisher-terms") for tag in tags], "removed:field-label")
        return bool(tags)

    def take_foot(self) -> Foot:
        """Take what stands below the text, then its tail; return what the foot says of the speaker."""
        self._take_tags_below()
        self._take_bios()
        lines = self.free()
        notices = frozenset(i for i, line in lines[-_FOOT:] if is_notice(line.text))
        if notices:  # which may go on below
            last = lines[-_NEAR_THE_END:]
            notices |= {i for i, line in last if i > min(notices) and is_notice(line.text, near_the_end=True)}
        foot = read_foot(lines, notices, self._machinery, self._is_field)
        for index in foot.notices:
            self.take(index, "field:notices")
            if SENTENCE.search(self.sheet.lines[index].text):  # not the heading
                self.notices.append(self.sheet.lines[index])
        for index, rule in foot.removed.items():
            self._is_by_office |= rule == "editor-credit" and bool(_BY_OFFICE.search(self.sheet.lines[index].text))
            self.take(index, f"removed:{rule}")
        self._take_signature()
        self.take_tail()
        return foot

    def _take_signature(self) -> None:
        """Take the author's name where it comes again as the last line, or over the name of the paper."""
        author = self.fields.get("author")
        last = self.free(max(len(self.sheet.lines) - _FOOT, 1))[-_SIGNATURE:]
        at = next((place for place, (_, line) in enumerate(last) if author and line.text == author.value), len(last))
        below = last[at + 1 :]
        twice = last[-2:]
        if len(twice) > 1 and twice[0][1].text == twice[1][1].text and is_name_like(twice[0][1].text):  # the agency's
            for index, _ in twice:
                self.take(index, "removed:further-credit")
        elif len(below) < _SIGNATURE - 1 and all(
            len(line) < _LONGEST_PAPER and not SENTENCE.search(line.text) for _, line in below
        ):
            for index, _ in last[at:]:
                self.take(index, "removed:further-credit")

    def _take_bios(self) -> None:
        """Take what the last lines say of the author, above nothing but what belongs to the page."""
        author = self.fields.get("author")
        if author is None or not author.value or author.value.casefold() not in self._writers:
            return
        lines = self.free()
        of_the_page = {i for i, line in lines[-_FOOT:] if is_notice(line.text) or line_rule(line.text)}
        for index in bios_at_the_end(lines[1:], author.value, of_the_page):
            self.take(index, "removed:author-box")

    def _take_tags_below(self) -> None:
        """Take a line `Tags` with the short lines under it, where nothing but the foot of the page follows."""
        lines = self.free()[-_FOOT:]
        label = next((place for place, (_, line) in enumerate(lines) if place and is_tag_label(line.text)), len(lines))
        below = lines[label + 1 :]
        tags = list(takewhile(lambda pair: is_tag(pair[1].text) and not line_rule(pair[1].text), below))
        after = below[len(tags) :][:1]
        if not tags or (after and not line_rule(after[0][1].text) and not is_notice(after[0][1].text)):
            return
        self.take(lines[label][0], "removed:field-label")
        for index, tag in tags:
            self.terms.append(_term(tag))
            self.take(index, "field:publisher-terms")

    def _is_field(self, line: Traced) -> bool:
        """Return whether a line at the end lists the publisher's tags, or says who published and when."""
        try:
            return bool(
                find_tag_list(line)
                or find_publication_line(line, day_first=self.day_first)
                or find_meta(line, day_first=self.day_first)
            )
        except DateError:
            return True

    def take_tail(self) -> None:
        """Take notices, credits and the publisher's own tags from the last lines."""
        last = self.free()[-_TAIL:]
        for place, (index, line) in enumerate(last):
            if is_notice(line.text, near_the_end=len(last) - place <= _NEAR_THE_END):
                self.notices.append(line)
                self.take(index, "field:notices")
            else:
                self.take_tags(index, line)
        self._read_sign_off()
        if last:
            self.take_all_meta(last[0][0], len(self.sheet.lines))
            self._take_clock_below()
        self._read_copyright()

    def _take_clock_below(self) -> None:
        """Take the hour and the place that stand under the day with which a page ends."""
        lines = self.sheet.worded()[-_CLOCK_LINES:]
        at = next((place for place, (_, line) in enumerate(lines) if place and _CLOCK.fullmatch(line.text)), len(lines))
        below = [line.text for _, line in lines[at + 1 :]]
        if at == len(lines) or not self.is_taken(lines[at - 1][0]) or not all(map(is_name_like, below)):
            return
        for index, _ in lines[at:]:
            if not self.is_taken(index):
                self.take(index, "removed:page-detail")

    def _read_sign_off(self) -> None:
        """Read publisher and day from the lines under `By order of the Board`, which stay in the body."""
        last = self.free()[-_SIGN_OFF_LINES:]
        at = next((place for place, (_, line) in enumerate(last) if _BY_ORDER.match(line.text)), None)
        if at is None:
            return
        for _, line in last[at : at + _SIGNERS + 1]:
            publisher = self.fields.get("publisher")
            known = publisher.value or "" if publisher else ""
            is_better = known.isupper() and known.casefold() == line.text.casefold()
            if is_letterhead(line.text) and (not known or is_better):
                self.fields["publisher"] = self.sourced(line, "sign-off")
            place = _PLACE_AND_DAY.fullmatch(line.text)
            if place and "published" not in self.fields:
                self._read_signed_day(line.slice(*place.span("day")))

    def _read_signed_day(self, day: Traced) -> None:
        with suppress(DateError):
            if date := parse_day(day.text, day_first=self.day_first):
                self.fields["published"] = self.sourced(day, "sign-off", value=date)

    def _read_copyright(self) -> None:
        """Derive the publisher from a copyright line where nothing else names it."""
        for line in self.notices:
            if "publisher" not in self.fields and (holder := find_copyright_holder(line)):
                self.fields["publisher"] = self.sourced(holder, "copyright-line", "derived")

    @property
    def title(self) -> str:
        """The title as far as it is read; empty where it is not."""
        title = self.fields.get("title")
        return title.value or "" if title else ""

    def signs(self, labels: Sequence[str], foot: Foot, prose: Prose) -> Signs:
        """Return what of the text tells who speaks."""
        holders = (find_copyright_holder(notice) for notice in self.notices)
        publisher, published = self.fields.get("publisher"), self.fields.get("published")
        author = self.fields.get("author")
        has_office = self._is_by_office or bool(author and is_own_office(author.value or ""))
        return Signs(
            labels=labels,
            foot=foot.signs,
            publisher=publisher.value if publisher and publisher.rule != "forum-line" else None,
            has_dateline=bool(published and published.rule == "opening-dateline"),
            holder=next((holder.text for holder in holders if holder), None),
            has_author=bool(author) and not has_office,
            has_author_box="author-box" in {*self._machinery.values(), *foot.removed.values()},
            has_office=has_office,
            has_outsiders_notice=any(is_outsiders_notice(notice.text) for notice in self.notices),
            has_comments=self.has_comments,
            body=" ".join(block.text.text[:_SIGNED] for block in prose.blocks[:_SIGNED_BLOCKS]),
        )

    def prose(self) -> Prose:
        """Return the body: every line that nothing else took. Called once, last: the account is complete then."""
        taken, nothing = self._taken, Traced.whole("")
        lines = [line if i not in taken else nothing for i, line in enumerate(self.sheet.lines)]
        prose = read_prose(lines)
        self.sheet.claim_all(prose.claims)
        self.sheet.claim_all((self.sheet.lines[i], f"removed:{rule}") for i, rule in self._machinery.items())
        return prose


def _place(part: Traced, whole: Traced, at: int) -> int:
    """Return where a part of a text begins in it, from `at` on: its words may stand before it as well (`Tags: a`)."""
    start = first = whole.text.index(part.text, at)
    while start >= 0 and whole.slice(start, start + len(part)).spans() != part.spans():
        start = whole.text.find(part.text, start + 1)
    return start if start >= 0 else first


def _parted(part: MetaPart) -> list[MetaPart]:
    """Return a credit; one that names a paper or a company behind the author (`Ann Sample, Sample Weekly`) as two.

    Of one that names the author's office (`Ann Sample, Editor`) the name is left.
    """
    if part.name != "author" or "," not in part.value.text:
        return [part]
    at = part.value.text.rindex(",")
    author, place = part.value.slice(0, at).stripped(), part.value.slice(at + 1, len(part.value)).stripped()
    if author.text and _OFFICE_OF_WRITER.fullmatch(place.text):
        return [part._replace(value=author)]
    if not author.text or not (is_publishers_name(place.text) or is_letterhead(place.text)):
        return [part]
    return [part._replace(value=author), MetaPart("publisher", place, part.rule)]


def _term(tag: Traced) -> PublisherTerm:
    name = tag.collapsed().text
    return PublisherTerm(taxonomy="tags", slug=slug(name, fallback="tag"), name=name, origin="stated")
