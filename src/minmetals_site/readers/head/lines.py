"""The head of a text copy, line by line: what is taken at once, and what is left as headlines to choose from."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from minmetals_site.readers.captions import is_caption
from minmetals_site.readers.head.headline import HEADLINE_WORDS, LONGEST_TITLE, is_headline, reads_as_sentence
from minmetals_site.readers.head.zone import LISTED_BYLINE
from minmetals_site.readers.head_words import (
    Crumbs,
    find_crumbs,
    is_at_home,
    is_letterhead,
    is_listing,
    is_menu,
    is_menu_not_crumbs,
    is_name_like,
    is_publishers_name,
    is_section_label,
    is_share_word,
    labelled_detail,
    may_be_title,
)
from minmetals_site.readers.header import MetaPart, find_meta
from minmetals_site.readers.highlights import is_label_of_highlights
from minmetals_site.readers.page_lines import is_bare_label, page_line
from minmetals_site.readers.person_names import PERSON, PERSONS, names_person
from minmetals_site.readers.prose import is_aside, is_list_item
from minmetals_site.readers.publication_line import find_signed_date, is_day_between_dashes, parse_day
from minmetals_site.readers.text_copy import FieldName, TextCopy
from minmetals_site.text.datelines import DAY
from minmetals_site.text.dates import DateError
from minmetals_site.text.traced import Traced

__all__ = ["MASTHEAD_LINES", "HeadLine", "HeadReader", "folded_line", "is_slug", "take_day_box"]

_LONGEST_CITED = 400
_FEWEST_SIBLINGS = 4
"""Entries between upright strokes or slashes that are a menu: no page lies as deep as that."""
MASTHEAD_LINES = 2
"""Lines at the very top in which the name of the page stands that signs a date below."""
_MOST_BOX_LINES = 4
_DASHES = frozenset("-–—/")
_BOX_LINE = 10
"""Characters of a line of a box that holds a day."""
_SECTION_SIGN = re.compile(r"\s*(?:(?<=\w)-(?=[A-ZÀ-Þ\u4e00-\u9fff])|[_|–—])\s*")
"""Matches the signs of `Group News-Example Steel-Strong`; refuses that of `Newly-made`."""
_OFFICE = re.compile(
    r"(?:(?:[A-Z][a-z]+,? ){0,2}(?:[Vv]ice[ -])?(?:[Pp]resident|[Dd]irector|[Pp]artner|[Aa]nalyst|[Ee]ditor"
    r"|[Ss]trategist|[Ee]conomist|[Cc]orrespondent|[Rr]eporter|[Cc]olumnist|[Ff]ellow|[Mm]anager|[Hh]ead))"
    r"(?:(?:,| of| at| for| [|–—-])"
    r" (?:[A-Z&][\w’'-]*|and|of|the|for)(?:,? (?:[A-Z&][\w’'-]*|and|of|the|for)){0,7})?"
)
"""Matches `Vice President, Research and Analytics`, of somebody named above it; refuses `Head of the river floods`."""
_BYLINE_IN_CAPITALS = re.compile(r"(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){1,3}), [A-ZÀ-Þ][a-zß-ÿ-]+")
"""Matches `ANN SAMPLE, Sampleton`; refuses `TIN UP, Zinc down`."""
_GLUED_DAY = re.compile(
    r"(?<=[a-z\u4e00-\u9fff])(?:Issu(?:e|ing)|Releas(?:e|ed)|Publish(?:ed)?) ?[Tt]ime[:：](?=\s?\d{4})"
)
"""Matches in `came to the millIssuingTime:2025-03-10`; refuses `the Release time: 2025`, which has a gap."""
_ONLY_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\+\(?\d[\d ()-]{8,20}")
"""Matches `www.example.com` and `+49 555 0100-17`, whole lines at the head; refuses `+5 percent`."""
_CITED = re.compile(
    rf"(?P<title>\S.{{8,180}}?)\s+[–—-]\s+by (?P<author>{PERSONS.pattern}) \("
    rf"(?P<publisher>[^()]{{2,60}}?)(?:\s+[–—-]|,)\s+(?P<day>{DAY})\)"
)
"""Matches `Mill Turns Again – by Ann Sample (Sample Post – January 23, 2025)`, title and source of what is quoted."""
_HOST = re.compile(r"With (?P<name>[A-ZÀ-Þ].{4,60})")
_RIGHTS_IN_PICTURE = re.compile(r"(?:©|\([cC]\))\s?[A-ZÀ-Þ](?!.*(?:19|20)\d\d)(?!.*(?i:rights reserved)).{1,60}")
"""Matches `© Ann Sample` and `© SampleWorks` over a text, who made its picture; refuses `© 2025 Sample Ltd.`"""
_NUMBER_TO_CALL = re.compile(r"(?:\+\d{1,3}[ -]?)?(?:\(\d{2,4}\)|\d{1,4})(?:[ -]\d{2,4}){2,4}(?=\s|$)")
"""Matches `1-555-010-1000` and `(555) 010 1000`; refuses `2025-01-23`, which is read as a day before."""
_LOGO = re.compile(r"(?!(?:Our|The|New|Company|Group|Corporate|Brand) )(?:[A-ZÀ-Þ][\w&.’'-]* ){1,4}[Ll]ogo")
"""Matches `Sample Monthly logo`, what the page says of a picture; refuses `Our logo`."""
_PUBLISHED_IN = re.compile(r"(?:originally |first )?(?:published|posted|appeared) (?:in|on)\s*[:：]?", re.IGNORECASE)
"""Matches `Published in`, under which the name of a paper stands; refuses `Published in May`."""
_UNREAD_DAY = re.compile(r"(?=.*\d)[\d./\s:年月日-]{6,24}")


class HeadLine(NamedTuple):
    """A line of the head that may be its title."""

    number: int
    """Its place among the lines of the copy."""
    text: Traced
    is_sentence: bool


class HeadReader:
    """One head while it is read: what is not taken at once stays in lists, for `head_title` to choose from."""

    def __init__(self, copy: TextCopy, lines: Sequence[tuple[int, Traced]]) -> None:
        self.copy = copy
        self.lines = lines
        self.headlines: list[HeadLine] = []
        self.above: list[HeadLine] = []
        """Headlines that a menu or a breadcrumb turned out to stand below."""
        self.menus: list[HeadLine] = []
        self.breadcrumb: tuple[Traced, ...] = ()
        self.labels: list[str] = []
        self.last_meta = -1
        self.offices: set[str] = set()
        """Offices under a name that was taken, which pages print more than once."""
        self.papers: set[str] = set()
        """Names, folded, that the page calls those of the paper in which it stands."""

    def read(self) -> None:
        """Go through the lines, and sort them."""
        place = 0
        while place < len(self.lines):
            if place and self.copy.has_menu_between(self.lines[place - 1][0], self.lines[place][0]):
                self._lift()
            place += self._box(place) or self._line(place)

    def _box(self, place: int) -> int:
        """Take a day that is spread over lines; return how many."""
        length = take_day_box(self.copy, self.lines[place : place + _MOST_BOX_LINES])
        if length:
            self.last_meta = place + length - 1
        return length

    def _line(self, place: int) -> int:
        index, line = self.lines[place]
        text = line.text
        unread = len(self.copy.bad_dates)
        if self._glued_day(index, line) or self._cited(index, line) or self._host(index, line):
            self.last_meta = place
        elif _PUBLISHED_IN.fullmatch(text) and is_name_like(below := self._below(place)):
            self._paper(index, below)
        elif is_section_label(text) or is_listing(text) or _is_entry(line):
            self._navigation(index, line, lifts=_is_entry(line) or not self._is_over_body(place))
        elif rule := "share-widget" if is_share_word(text) else page_line(text):
            self.copy.take(index, f"removed:{rule}")
        elif is_menu(text):
            if not self._is_over_body(place) or not may_be_title(text):
                self.menus.append(HeadLine(index, line, is_sentence=False))
                self._lift()
        elif parts := self.copy.meta([index]) or self._signed_date(line):
            self.copy.take_meta([index], parts)
            self.last_meta = place
        elif len(self.copy.bad_dates) > unread:  # a finding says what is wrong with it
            self.copy.take(index, "removed:unread-date")
        elif not self.copy.take_tags(index, line):
            self._other(place)
        return 1

    def _other(self, place: int) -> None:
        """Take a line that may be a detail, a breadcrumb, a paper's name under its day, a caption, or a headline."""
        index, line = self.lines[place]
        if place == self.last_meta + 1 and self.headlines and is_publishers_name(line.text):
            self.above.append(HeadLine(index, line, is_sentence=False))
        elif not self._detail(index, line) and not self._crumbs(place) and not is_caption(line.text):
            self._headline(index, line)

    def _glued_day(self, index: int, line: Traced) -> bool:
        """Take a title to which a labelled day is glued: `Guests came to the millIssuingTime:2025-03-10`."""
        glued = _GLUED_DAY.search(line.text, 0, LONGEST_TITLE)
        day = line.slice(glued.start(), len(line)) if glued and "title" not in self.copy.fields else None
        parts = find_meta(day, day_first=self.copy.day_first) if day else []
        if not glued or len(parts) != 1 or parts[0].date is None or "published" in self.copy.fields:
            return False
        title = line.slice(0, glued.start())
        self.copy.fields["title"] = self.copy.sourced(title, "headline-over-text")
        self.copy.fields["published"] = self.copy.sourced(parts[0].value, parts[0].rule, value=parts[0].date)
        uses = [(title, "field:title"), (parts[0].value, "field:published")]
        self.copy.take_parts([index], uses, "removed:field-label")
        return True

    def _cited(self, index: int, line: Traced) -> bool:
        """Take a title that names its author and its paper with the day, as those who quote articles set it."""
        is_one = line.text.endswith(")") and " by " in line.text and "title" not in self.copy.fields
        cited = _CITED.fullmatch(line.text, 0, _LONGEST_CITED) if is_one else None
        if not cited:
            return False
        try:
            date = parse_day(cited["day"], day_first=self.copy.day_first)
        except DateError:
            return False
        uses: list[tuple[Traced, str]] = []
        names: tuple[FieldName, ...] = ("title", "author", "publisher")
        for name in names:
            part = line.slice(*cited.span(name))
            self.copy.fields[name] = self.copy.sourced(part, "cited-title")
            uses.append((part, f"field:{name}"))
        if date and "published" not in self.copy.fields:
            day = line.slice(*cited.span("day"))
            self.copy.fields["published"] = self.copy.sourced(day, "cited-title", value=date)
            uses.append((day, "field:published"))
        self.copy.take_parts([index], uses, "removed:dateline-divider")
        return True

    def _below(self, place: int) -> str:
        return self.lines[place + 1][1].text if place + 1 < len(self.lines) else ""

    def _paper(self, index: int, name: str) -> None:
        """Take `Published in`, and set the name of the paper aside wherever it stands."""
        self.copy.take(index, "removed:field-label")
        self.papers.add(name.casefold())
        self.above += [line for line in self.headlines if folded_line(line.text) in self.papers]
        self.headlines = [line for line in self.headlines if folded_line(line.text) not in self.papers]

    def _host(self, index: int, line: Traced) -> bool:
        """Take `With Ann Sample`, who writes the letter that the page is, for the author."""
        host = _HOST.fullmatch(line.text) if "author" not in self.copy.fields else None
        if not host or not names_person(host["name"]):
            return False
        name = line.slice(*host.span("name"))
        self.copy.fields["author"] = self.copy.sourced(name, "byline")
        self.copy.take_parts([index], [(name, "field:author")], "removed:field-label")
        return True

    def _signed_date(self, line: Traced) -> list[MetaPart]:
        """Return publisher and date of a line that is a date behind the name that stands at the top of the page."""
        names = {folded_line(headline.text) for headline in (*self.above, *self.headlines)[:MASTHEAD_LINES]}
        try:
            return find_signed_date(line, names, day_first=self.copy.day_first) if names else []
        except DateError:
            return []

    def _is_over_body(self, place: int) -> bool:
        """Return whether a line stands between a headline and the text: `Safety` is a heading of it there."""
        return place + 1 == len(self.lines) and bool(self.headlines)

    def _navigation(self, index: int, line: Traced, *, lifts: bool = True) -> None:
        self.labels.append(line.text)
        self.copy.take(index, "removed:navigation")
        if lifts:
            self._lift()

    def _lift(self) -> None:
        """Set what stood above a menu aside; the first of a page's headlines may be its title nevertheless."""
        self.above += self.headlines
        self.headlines = []
        published = self.copy.fields.get("published")
        if published and published.rule in {"publication-line", "dateline"}:
            self.copy.provisional.add("published")

    def _detail(self, index: int, line: Traced) -> bool:
        detail = labelled_detail(line)
        if not detail:
            return False
        name, value = detail
        use = (
            f"field:{name}" if name in {"title", "subtitle"} and name not in self.copy.fields else "removed:page-detail"
        )
        if name == "title" and "title" not in self.copy.fields:
            self.copy.fields["title"] = self.copy.sourced(value, "labelled-field")
        elif name == "subtitle" and "subtitle" not in self.copy.fields:
            self.copy.fields["subtitle"] = self.copy.sourced(value, "labelled-field")
        self.copy.take_parts([index], [(value, use)], "removed:field-label")
        return True

    def _crumbs(self, place: int) -> bool:
        index, line = self.lines[place]
        crumbs = find_crumbs(line)
        if not crumbs or self.breadcrumb:
            return False
        last = folded_line(crumbs.levels[-1])
        is_repeated = any(folded_line(below) == last for _, below in self.lines[place + 1 : place + 6])
        starts = crumbs.levels[0].text
        known = is_at_home(starts) or is_menu(starts) or is_letterhead(starts)
        is_under_masthead = not any(is_headline(line.text.text) for line in self.headlines)
        stands_first = (not self.headlines or (not crumbs.has_sign and is_under_masthead)) and self._is_followed(
            place, crumbs
        )
        is_deep = crumbs.has_sign and len(crumbs.levels) >= _FEWEST_SIBLINGS  # of no title
        if not (
            crumbs.is_clear
            or is_deep
            or is_repeated
            or stands_first
            or (known and place == len(self.headlines) + len(self.above))
        ):
            return False
        siblings = not crumbs.has_sign and len(crumbs.levels) >= _FEWEST_SIBLINGS
        if known and not is_repeated and (siblings or is_menu_not_crumbs(crumbs.levels)):
            self._navigation(index, line)
            return True
        self.breadcrumb = crumbs.levels
        self.labels += [level.text for level in crumbs.levels]
        self.copy.take_parts(
            [index], [(level, "field:breadcrumb") for level in crumbs.levels], "removed:breadcrumb-mark"
        )
        if (is_letterhead(starts) or is_publishers_name(starts)) and "publisher" not in self.copy.fields:
            self.copy.fields["publisher"] = self.copy.sourced(crumbs.levels[0], "letterhead")
        self._lift()
        return True

    def _is_followed(self, place: int, crumbs: Crumbs) -> bool:
        """Return whether a headline follows parts that stand first; between `|` they must be short to be no title."""
        below = [line.text for _, line in self.lines[place + 1 :]]
        if crumbs.has_sign:
            return bool(below)
        few = all(len(level.text.split()) < HEADLINE_WORDS for level in crumbs.levels)
        return few and any(is_headline(text) for text in below)

    def _headline(self, index: int, line: Traced) -> None:
        if rule := self._rule_of_head(index, line.text):
            self.copy.take(index, f"removed:{rule}")
        elif self._byline(index, line):
            pass
        elif _is_title_of_section(line.text) or (
            is_letterhead(line.text) and (index != self.lines[-1][0] or self.headlines)
        ):
            self.above.append(HeadLine(index, line, is_sentence=False))
        elif is_aside(line.text):
            self.above += [] if self.headlines else [HeadLine(index, line, is_sentence=False)]
        elif folded_line(line) in self.papers:
            self.above.append(HeadLine(index, line, is_sentence=False))
        elif len(line) <= LONGEST_TITLE and not is_list_item(line):
            is_sentence = reads_as_sentence(line.text) and not line.text.endswith(("!", "！"))
            self.headlines.append(HeadLine(index, line, is_sentence=is_sentence))

    def _rule_of_head(self, index: int, text: str) -> str | None:
        """Return the rule for a line of the head that says nothing of the text, else None."""
        if _UNREAD_DAY.fullmatch(text):  # a finding says what is wrong with it
            return "unread-date"
        if text.isdecimal() or is_bare_label(text) or _ONLY_ADDRESS.fullmatch(text) or _is_number_to_call(text):
            return "page-detail"
        if _RIGHTS_IN_PICTURE.fullmatch(text) or (_LOGO.fullmatch(text) and self.lines[-1][0] != index):
            return "picture"
        return "field-label" if is_label_of_highlights(text) else None

    def _byline(self, index: int, line: Traced) -> bool:
        """Take a name in capitals with a place behind it, or a name over an office, as the author."""
        text = line.text
        if text in self.offices:
            self.copy.take(index, "removed:further-credit")
            return True
        if "author" in self.copy.fields:
            return False
        if byline := _BYLINE_IN_CAPITALS.fullmatch(text):
            name = line.slice(*byline.span("name"))
            self.copy.fields["author"] = self.copy.sourced(name, "name-and-place")
            self.copy.take_parts([index], [(name, "field:author")], "removed:further-credit")
            return True
        above = self.headlines[-1] if self.headlines else None
        if above is None or not _OFFICE.fullmatch(text) or not PERSON.fullmatch(above.text.text):
            return False
        self.headlines.pop()
        self.offices.add(text)
        self.copy.take_field(above.number, "author", "name-and-office")
        self.copy.take(index, "removed:further-credit")
        return True


def _is_number_to_call(text: str) -> bool:
    """Return whether a line is a phone number, alone or beside entries of the menu: `1-555-010-1000 Contact Us`."""
    number = _NUMBER_TO_CALL.match(text)
    return number is not None and (number.end() == len(text) or is_menu(text[number.end() :].strip()))


def _is_entry(line: Traced) -> bool:
    """Return whether a line is an entry of a list, and so of a menu: neither a day between dashes nor a byline."""
    return is_list_item(line) and not is_day_between_dashes(line.text) and not LISTED_BYLINE.fullmatch(line.text)


def take_day_box(copy: TextCopy, lines: Sequence[tuple[int, Traced]]) -> int:
    """Take the day that the first two to four of these lines spell (`18`, `Nov`, `2025`); return how many.

    Of four one is a dash, which the page has drawn between year and month.
    """
    if not lines or len(lines[0][1]) > _BOX_LINE or "published" in copy.fields:
        return 0
    for length in (_MOST_BOX_LINES, 3, 2):
        box = lines[:length]
        if len(box) < length or any(len(line) > _BOX_LINE for _, line in box):
            continue
        texts = [line.text for _, line in box if line.text not in _DASHES]
        if len(texts) == _MOST_BOX_LINES:
            continue
        value = next((date for spelled in _spellings(texts) if (date := _day(spelled, copy))), None)
        if value:
            indices = [index for index, _ in box]
            copy.fields["published"] = copy.sourced(copy.joined(indices), "date-box", value=value)
            for index in indices:
                copy.take(index, "field:published")
            return length
    return 0


def _is_title_of_section(text: str) -> bool:
    """Return whether a line is the title of a window, its section first: `Group News-Example Steel-Strong`."""
    first, *rest = _SECTION_SIGN.split(text)
    return len(rest) > 1 and is_menu(first) and not may_be_title(first)


def is_slug(text: str) -> bool:
    """Return whether a line is one word in small letters, as what a site calls a paper in its addresses."""
    return text.islower() and text.isascii() and " " not in text


def folded_line(line: Traced) -> str:
    """Return the words of a line as lines are compared: with one space between them, in small letters."""
    return line.collapsed().text.casefold()


def _spellings(texts: list[str]) -> list[str]:
    """Return the ways in which the lines of a box may be one date."""
    joined = [" ".join(texts), "-".join(texts), "".join(reversed(texts))]
    if len(texts) > 2:  # noqa: PLR2004  # a day over the year
        return [*joined, f"{texts[1]}-{texts[2]}-{texts[0]}"]
    return [*joined, "-".join(reversed(texts))]  # a day over year and month


def _day(text: str, copy: TextCopy) -> str | None:
    try:
        date = parse_day(text, day_first=copy.day_first)
    except DateError:
        return None
    return date if date and len(date) == len("2025-01-23") else None
