"""The head of a text copy whose template nobody knows: what stands over the first full sentence, line by line.

A careful reader takes a letterhead, a menu or a breadcrumb for what it is by what it says, and the title for what is
left: the headline-shaped line over the text. The rules, in the order in which they are asked of a line:

1. A day that stands in a box of two or three lines (`18`, `Jun`, `2025`), and a line that says who published and when.
2. A labelled line: `Title: …`, `Subtitle: …`; a label of no field (`Language: English`) is a detail of the page.
3. A menu, the name of a section, a listing (`ASX: EXM`): navigation. So is every line above one, for no site sets its
   menu between a title and its text; of those the first that reads as a name gives the publisher.
4. Short parts joined by the signs of breadcrumbs. `|` and `/` stand in titles and in menus as well, so with these the
   line counts as a breadcrumb only where it begins at the site's home or with a menu's word or an organisation, or
   where its last part is the next headline.
5. Only the name of an organisation: a letterhead. It gives the publisher, never the title.
6. All other lines are headlines. One that comes again is the title. Else the first that has four words or more, where
   any has; what stands before it is a masthead, and what follows it over the date, or is longer, is the subtitle.
   Between the name that signs the date and a standfirst in small letters a shorter one is the title.

Where several lines might be the title and no rule of these decides, the first is taken and a finding says so.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from minmetals_site.readers.foot import is_contact_heading, is_contact_line, is_short_line
from minmetals_site.readers.head.lines import HeadReader
from minmetals_site.readers.head.title import settle_masthead, settle_title
from minmetals_site.readers.head.zone import FLASH, LINES, OPENING, to_wire, zone_of_head
from minmetals_site.readers.head_words import is_letterhead, is_listing, is_menu, may_be_title
from minmetals_site.readers.prose import is_list_item
from minmetals_site.readers.publication_line import find_opening_dateline
from minmetals_site.readers.text_copy import SENTENCE, TextCopy
from minmetals_site.text.datelines import names_a_wire
from minmetals_site.text.dates import DateError
from minmetals_site.text.traced import Traced

__all__ = ["Head", "read_head", "read_letterhead", "read_opening_dateline"]

_NOTICE_LINES = 8
"""Lines at the top in which a notice stands that an announcement is not for every country."""
_OPENING_NOTICE = re.compile(
    r"\btakes? no responsibility for the (?:contents?|accuracy|correctness)\b.{0,160}\b(?:announcement|document|release"
    r"|notice|circular)\b|对本公告的?内容概不负责|對本公告之?的?內容概不負責"
)
"""Matches in `The Exchange takes no responsibility for the contents of this announcement`; refuses `takes no blame`."""
_REGULATORY_NOTICE = re.compile(
    r"(?:this announcement contains inside information|not for (?:immediate )?(?:release|publication|distribution"
    r"|dissemination))\b",
    re.IGNORECASE,
)
"""Matches the beginning of `NOT FOR RELEASE OR DISTRIBUTION IN SAMPLELAND`; refuses `Not for sale: the mine`."""


class Head(NamedTuple):
    """What the head said that no field of the copy holds."""

    breadcrumb: tuple[Traced, ...] = ()
    labels: tuple[str, ...] = ()
    """Menu lines, names of sections, listings, letterheads: what tells who speaks."""
    rivals: tuple[str, ...] = ()
    """Lines that might have been the title as well."""


def read_head(copy: TextCopy, end: int | None = None) -> Head:
    """Take the lines over the first full sentence, or before the line `end`, and the fields that they give."""
    _take_opening_notice(copy)
    _take_opening_contacts(copy)
    head = copy.free(0, end)[: LINES + 1]
    _read_flash(copy, head)
    lines = to_wire(head, zone_of_head(copy, head, is_bounded=end is not None))
    reader = HeadReader(copy, lines)
    reader.read()
    rivals = settle_title(reader)
    settle_masthead(reader)
    read_opening_dateline(copy)
    return Head(reader.breadcrumb, tuple(reader.labels), rivals)


def _read_flash(copy: TextCopy, head: Sequence[tuple[int, Traced]]) -> None:
    """Read the headline in brackets with which a short report in Chinese begins; it stays in the text."""
    if head and (flash := FLASH.match(head[0][1].text)):
        copy.fields["title"] = copy.sourced(head[0][1].slice(*flash.span("title")), "headline-in-brackets")


def _take_opening_notice(copy: TextCopy) -> None:
    """Take the notice with which announcements of listed companies begin: that the exchange answers for nothing."""
    for index, line in copy.free()[:_NOTICE_LINES]:
        if _REGULATORY_NOTICE.match(line.text) or _OPENING_NOTICE.search(line.text):
            copy.notices.append(line)
            copy.take(index, "field:notices")


def _take_opening_contacts(copy: TextCopy) -> None:
    """Take a list of contacts for the press that stands between the title and the text."""
    lines = copy.free()[:LINES]
    for place, (_, line) in enumerate(lines[:_NOTICE_LINES]):
        if is_list_item(line) and is_contact_heading(line.text.lstrip("-–—•·* \t")):
            last = max((at for at in range(place, len(lines)) if is_contact_line(lines[at][1].text)), default=place)
            contacts = lines[place : last + 1]
            if last > place and all(is_short_line(contact.text) for _, contact in contacts):
                for index, _ in contacts:
                    copy.take(index, "removed:contact-block")
            return


def read_letterhead(copy: TextCopy, end: int) -> None:
    """Take menus, listings and a letterhead above a known breadcrumb."""
    lines = copy.free(0, end)
    for index, line in lines:
        if is_letterhead(line.text) and "publisher" not in copy.fields:
            copy.take_field(index, "publisher", "letterhead")
        elif is_listing(line.text) or (is_menu(line.text) and not may_be_title(line.text)):
            copy.take(index, "removed:navigation")


def read_opening_dateline(copy: TextCopy) -> None:
    """Read the date of a dateline with which the body begins; it stays there, as part of the first sentence.

    That of a wire's release counts also below its highlights, and more than a day over a menu.
    """
    is_provisional = "published" in copy.provisional
    if "published" in copy.fields and not is_provisional:
        return
    is_opening = True
    for place, (_, line) in enumerate(copy.free()[:LINES]):
        is_opening = is_opening and place < 2  # noqa: PLR2004  # a heading, and the first paragraph
        if (not is_opening or is_provisional) and not names_a_wire(line.text[:OPENING]):
            continue
        try:
            part = find_opening_dateline(line, day_first=copy.day_first)
        except DateError as error:
            copy.bad_dates.append(("impossible-date", str(error)))
            return
        if part:
            copy.fields["published"] = copy.sourced(part.value.collapsed(), part.rule, value=part.date)
            return
        is_opening = is_opening and not SENTENCE.search(line.text)
