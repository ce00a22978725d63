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

from minmetals_site.readers.captions import is_caption
from minmetals_site.readers.foot import is_contact_heading, is_contact_line, is_short_line
from minmetals_site.readers.head_words import (
    Crumbs,
    find_crumbs,
    is_at_home,
    is_chinese_paper,
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
    names_person,
)
from minmetals_site.readers.header import MetaPart, find_meta
from minmetals_site.readers.page_lines import page_line
from minmetals_site.readers.prose import is_aside, is_list_item
from minmetals_site.readers.publication_line import (
    find_opening_dateline,
    find_signed_date,
    is_day_between_dashes,
    parse_day,
)
from minmetals_site.readers.text_copy import SENTENCE, FieldName, TextCopy
from minmetals_site.text.datelines import DAY, names_a_wire
from minmetals_site.text.dates import DateError
from minmetals_site.text.sentences import keeps_its_stop
from minmetals_site.text.traced import Traced

__all__ = ["Head", "is_bare_label", "read_head", "read_letterhead", "read_opening_dateline", "take_day_box"]

_LINES = 25
"""Worded lines in which the first sentence must come."""
_LONGEST_TITLE = 250
_LONGEST_CITED = 400
_LONGEST_EXCLAIMED = 120
_LONGEST_STANDFIRST = 250
_LONGEST_STOPPED = 140
"""Characters of a headline that ends in the stop of a name."""
_STANDFIRST_TO_DATE = 3
"""Lines from a standfirst that is a sentence to the date or the byline under it, at most."""
_HEADLINE_WORDS = 4
_WORDS_IN_CAPITALS = 3
_HEADLINE_SIGNS = 8
"""Characters that a Chinese headline has at least."""
_SUBTITLE_WORDS = 7
_FEWEST_SIBLINGS = 4
"""Entries between upright strokes or slashes that are a menu: no page lies as deep as that."""
_TWO_SENTENCES = 100
_WITHIN = re.compile(r"[a-zß-ÿ]{3}[.!?] [A-ZÀ-Þ]")
"""Matches where a sentence ends in a line and another begins; a headline has at most one such place."""
_WRAPPED = 40
"""Characters of the first line of a wrapped paragraph, at least."""
_WIDEST = 110
"""Characters of a line that was wrapped, at most."""
_SMALL_WORD = 3
_OPENING = 170
"""Characters in which the dateline of a wire stands."""
_ROW = 2
"""Semicolons that a row of headlines has more of."""
_NOTICE_LINES = 8
"""Lines at the top in which a notice stands that an announcement is not for every country."""
_MASTHEAD_LINES = 2
"""Lines at the very top in which the name of the page stands that signs a date below."""
_MOST_BOX_LINES = 4
_DASHES = frozenset("-–—/")
_BOX_LINE = 10
"""Characters of a line of a box that holds a day."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PERSON = re.compile(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?[A-ZÀ-Þ][\w.'’-]+(?: (?:[A-ZÀ-Þ]\.|de|van|von|der|al|bin))* [A-ZÀ-Þ][\w'’-]+"
)
"""Matches `Ann Sample` and `Dr. Max van Muster`; refuses `Copper` and `What changed`."""
_PERSONS = re.compile(rf"{_PERSON.pattern}(?:(?:,| and| &) {_PERSON.pattern}){{0,3}}")
"""Matches `Ann Sample and Ben Muster`; refuses `Copper and Gold`."""
_WINDOW_SIGN = re.compile(r"\s+(?:[|–—-]|::)\s+")
"""Matches between the parts of `Who We Are | Sample Lithium`; refuses `Sample-Lithium`."""
_SECTION_SIGN = re.compile(r"\s*(?:(?<=\w)-(?=[A-ZÀ-Þ\u4e00-\u9fff])|[_|–—])\s*")
"""Matches the signs of `Group News-Example Steel-Strong`; refuses that of `Newly-made`."""
_UNFINISHED = re.compile(
    r"\b(?:of|the|and|for|in|to|a|an|with|its|at|on|from|by|or|der|die|das|und|de|la|et|y)$|[,–—-]$"
)
"""Matches the end of `Example Mining Closes the Sale of`; refuses that of `Sale Closed`."""
_PERIOD = re.compile(
    r"(?:for the )?(?:(?:financial |fiscal |half[- ]?)?(?:period|quarter|year|months?|half)|as (?:at"
    r"|of)) (?:ended|ending|to)?\b",
    re.IGNORECASE,
)
"""Matches the beginning of `Period ended 30 September 2025`, which stands under a title; refuses `Period drama`."""
_NAME_AND_ROLE = re.compile(
    rf"(?P<name>{_PERSON.pattern})(?:,| [|–—-]) (?:[\w&’' -]{{0,30}} )?(?i:analyst|editor|correspondent"
    rf"|reporter|columnist|contributor|journalist"
    r"|author|economist|geologist|staff writer|strategist|researcher|fellow|professor|writer)\b.{0,60}"
)
"""Matches `Ann Sample, Senior Analyst`; refuses `Example Mining, Sampleton`."""
_OFFICE = re.compile(
    r"(?:(?:[A-Z][a-z]+,? ){0,2}(?:[Vv]ice[ -])?(?:[Pp]resident|[Dd]irector|[Pp]artner|[Aa]nalyst|[Ee]ditor"
    r"|[Ss]trategist|[Ee]conomist|[Cc]orrespondent|[Rr]eporter|[Cc]olumnist|[Ff]ellow|[Mm]anager|[Hh]ead))"
    r"(?:(?:,| of| at| for| [|–—-])"
    r" (?:[A-Z&][\w’'-]*|and|of|the|for)(?:,? (?:[A-Z&][\w’'-]*|and|of|the|for)){0,7})?"
)
"""Matches `Vice President, Research and Analytics`, of somebody named above it; refuses `Head of the river floods`."""
_BYLINE_IN_CAPITALS = re.compile(r"(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){1,3}), [A-ZÀ-Þ][a-zß-ÿ-]+")
"""Matches `ANN SAMPLE, Sampleton`; refuses `TIN UP, Zinc down`."""
_BANNER = re.compile(
    r".{10,100}\bsince (?:18|19|20)\d\d[.!]?"
    r"|(?:(?:the|a|an|our|your) )?(?:(?:weekly|daily|monthly|quarterly|independent|leading|free|global|trusted) ){1,3}"
    r"(?:letter|newsletter|journal|magazine|bulletin|briefing|digest|review|voice|source|guide|newspaper|platform|portal)"
    r" (?:on|for|of|about|to|from) .{3,80}"
    r"|(?:we (?:help|bring|serve|keep|connect)|keeping|bringing|helping|serving|connecting) (?:you|your)\b.{5,80}",
    re.IGNORECASE,
)
"""Matches `Millers to the valley since 1901`, what a site says of itself over its titles; refuses `Since 1901`."""
_LISTED_BYLINE = re.compile(rf"[-–—•*]\s*(?i:by)\s*[:：]\s*{_PERSONS.pattern}")
"""Matches `- By: Ann Sample`, which is no item of a list; refuses `- By: the river`."""
_GLUED_DAY = re.compile(
    r"(?<=[a-z\u4e00-\u9fff])(?:Issu(?:e|ing)|Releas(?:e|ed)|Publish(?:ed)?) ?[Tt]ime[:：](?=\s?\d{4})"
)
"""Matches in `came to the millIssuingTime:2025-03-10`; refuses `the Release time: 2025`, which has a gap."""
_ONLY_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\+\(?\d[\d ()-]{8,20}")
"""Matches `www.example.com` and `+49 555 0100-17`, whole lines at the head; refuses `+5 percent`."""
_CITED = re.compile(
    rf"(?P<title>\S.{{8,180}}?)\s+[–—-]\s+by (?P<author>{_PERSONS.pattern}) \("
    rf"(?P<publisher>[^()]{{2,60}}?)(?:\s+[–—-]|,)\s+(?P<day>{DAY})\)"
)
"""Matches `Mill Turns Again – by Ann Sample (Sample Post – January 23, 2025)`, title and source of what is quoted."""
_HOST = re.compile(r"With (?P<name>[A-ZÀ-Þ].{4,60})")
_RIGHTS_IN_PICTURE = re.compile(r"(?:©|\([cC]\))\s?[A-ZÀ-Þ](?!.*(?:19|20)\d\d)(?!.*(?i:rights reserved)).{1,60}")
"""Matches `© Ann Sample` and `© SampleWorks` over a text, who made its picture; refuses `© 2025 Sample Ltd.`"""
_NUMBER_TO_CALL = re.compile(r"(?:\+\d{1,3}[ -]?)?(?:\(\d{2,4}\)|\d{1,4})(?:[ -]\d{2,4}){2,4}(?=\s|$)")
"""Matches `1-555-010-1000` and `(555) 010 1000`; refuses `2025-01-23`, which is read as a day before."""
_LABEL_OF_LIST = re.compile(r"(?:highlights|key (?:highlights|takeaways|points))\s*[:：]?", re.IGNORECASE)
"""Matches `Highlights` over sentences that have lost the marks of their list; it is no title."""
_PART_OF_REPORT = re.compile(
    r"(?:executive summary|introduction|abstract|background|foreword|preface|summary|conclusions?)\s*[:：]?",
    re.IGNORECASE,
)
"""Matches the headings with which reports begin, whatever they are about."""
_LOGO = re.compile(r"(?!(?:Our|The|New|Company|Group|Corporate|Brand) )(?:[A-ZÀ-Þ][\w&.’'-]* ){1,4}[Ll]ogo")
"""Matches `Sample Monthly logo`, what the page says of a picture; refuses `Our logo`."""
_PUBLISHED_IN = re.compile(r"(?:originally |first )?(?:published|posted|appeared) (?:in|on)\s*[:：]?", re.IGNORECASE)
"""Matches `Published in`, under which the name of a paper stands; refuses `Published in May`."""
_NAME_AND_PLACE = re.compile(rf"(?P<name>{_PERSON.pattern})(?:,| [|–—-]| in) [A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?")
"""Matches `Ann Sample, London`, which stands directly over a date; refuses `Sample, London`."""
_WORD = re.compile(r"[^\W\d_]+")
_SPOKEN_OF = 800
_BIOGRAPHY = r" (?:is (?:an?|the|our)|covers|writes|reports|has (?:been|covered|written)|works|holds|leads|heads)\b"
"""What follows a name where a text tells of its author: ` is a geologist`."""
_OF_THE_PAGE = re.compile(
    r"by\s?[–—-]|(?:(?:published|updated|posted)\s*[:：]\s*\|?\s*){1,2}|(?:language|keywords?|tags?)\s*[:：]"
    r"|(?:likes?|shares?|comments?|views?) \d{1,5}",
    re.IGNORECASE,
)
"""Matches `Language:` and `keywords :`, labels that label nothing, and `Like 0`; refuses `By 2030`."""
_SECTION_OF_ITSELF = re.compile(
    r"About (?:the )?[A-ZÀ-Þ][\w&’'-]*(?: [A-ZÀ-Þ][\w&’'-]*)?|[A-ZÀ-Þ][\w&’'-]*(?: [A-ZÀ-Þ][\w&’'-]*)? (?:News|NEWS)"
)
"""Matches `About Samplealco` and `Samplealco News` over `Chairman’s Message`; refuses `About half came`."""
_BARE_LABEL = re.compile(
    r"(?:[来來]源|作者|编辑|责任编辑|分享[到至]?|字[号號体]|浏览(?:次数|量)?|阅读(?:量|次数)?|点击(?:量|次数)?|发布[人者]|(?:发布)?(?:时间|日期)"
    r"|source|author|editor|(?:page )?views?|hits|share(?: to)?|tags)\s*[:：]",
    re.IGNORECASE,
)
"""Matches `来源：` and `Views:`, behind which a page has nothing; refuses `Sources:`."""
_NEWS_OF_HOUSE = re.compile(r"[A-ZÀ-Þ][\w&’'-]*(?: [A-ZÀ-Þ][\w&’'-]*)? (?:News|NEWS)")
"""Matches `Samplealco News`, which over a day and a text heads all its pages; refuses `Good News From the Mill`."""
_UNREAD_DAY = re.compile(r"(?=.*\d)[\d./\s:年月日-]{6,24}")
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
_TICKER_BEHIND = re.compile(r"(?:\s*[(（][A-Z]{2,8}[\w -]*\s?[:：][^()]{1,30}[)）])?$")


_FLASH = re.compile(r"【(?P<title>[^【】]{8,100})】(?=[^【】]{20,}.*[。！）)])")
"""Matches the beginning of `【示例矿业回应罢工】①示例矿业发布说明，……。`; refuses `【本报讯】`."""


class Head(NamedTuple):
    """What the head said that no field of the copy holds."""

    breadcrumb: tuple[Traced, ...] = ()
    labels: tuple[str, ...] = ()
    """Menu lines, names of sections, listings, letterheads: what tells who speaks."""
    rivals: tuple[str, ...] = ()
    """Lines that might have been the title as well."""


class _Line(NamedTuple):
    number: int
    text: Traced
    is_sentence: bool


class _Reader:
    """One head while it is read."""

    def __init__(self, copy: TextCopy, lines: Sequence[tuple[int, Traced]]) -> None:
        self.copy = copy
        self.lines = lines
        self.headlines: list[_Line] = []
        self.above: list[_Line] = []
        """Headlines that a menu or a breadcrumb turned out to stand below."""
        self.menus: list[_Line] = []
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
                self.menus.append(_Line(index, line, is_sentence=False))
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
            self.above.append(_Line(index, line, is_sentence=False))
        elif not self._detail(index, line) and not self._crumbs(place) and not is_caption(line.text):
            self._headline(index, line)

    def _glued_day(self, index: int, line: Traced) -> bool:
        """Take a title to which a labelled day is glued: `Guests came to the millIssuingTime:2025-03-10`."""
        glued = _GLUED_DAY.search(line.text, 0, _LONGEST_TITLE)
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
        self.above += [line for line in self.headlines if _plain(line.text) in self.papers]
        self.headlines = [line for line in self.headlines if _plain(line.text) not in self.papers]

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
        names = {_plain(headline.text) for headline in (*self.above, *self.headlines)[:_MASTHEAD_LINES]}
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
        last = _plain(crumbs.levels[-1])
        is_repeated = any(_plain(below) == last for _, below in self.lines[place + 1 : place + 6])
        starts = crumbs.levels[0].text
        known = is_at_home(starts) or is_menu(starts) or is_letterhead(starts)
        is_under_masthead = not any(_is_headline(line.text.text) for line in self.headlines)
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
        few = all(len(level.text.split()) < _HEADLINE_WORDS for level in crumbs.levels)
        return few and any(_is_headline(text) for text in below)

    def _headline(self, index: int, line: Traced) -> None:
        if rule := self._rule_of_head(index, line.text):
            self.copy.take(index, f"removed:{rule}")
        elif self._byline(index, line):
            pass
        elif _is_title_of_section(line.text) or (
            is_letterhead(line.text) and (index != self.lines[-1][0] or self.headlines)
        ):
            self.above.append(_Line(index, line, is_sentence=False))
        elif is_aside(line.text):
            self.above += [] if self.headlines else [_Line(index, line, is_sentence=False)]
        elif _plain(line) in self.papers:
            self.above.append(_Line(index, line, is_sentence=False))
        elif len(line) <= _LONGEST_TITLE and not is_list_item(line):
            is_sentence = _reads_as_sentence(line.text) and not line.text.endswith(("!", "！"))
            self.headlines.append(_Line(index, line, is_sentence=is_sentence))

    def _rule_of_head(self, index: int, text: str) -> str | None:
        """Return the rule for a line of the head that says nothing of the text, else None."""
        if _UNREAD_DAY.fullmatch(text):  # a finding says what is wrong with it
            return "unread-date"
        if (
            text.isdecimal()
            or _OF_THE_PAGE.fullmatch(text)
            or _BARE_LABEL.fullmatch(text)
            or _ONLY_ADDRESS.fullmatch(text)
            or _is_number_to_call(text)
        ):
            return "page-detail"
        if _RIGHTS_IN_PICTURE.fullmatch(text) or (_LOGO.fullmatch(text) and self.lines[-1][0] != index):
            return "picture"
        return "field-label" if _LABEL_OF_LIST.fullmatch(text) else None

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
        if above is None or not _OFFICE.fullmatch(text) or not _PERSON.fullmatch(above.text.text):
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
    return is_list_item(line) and not is_day_between_dashes(line.text) and not _LISTED_BYLINE.fullmatch(line.text)


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


def read_head(copy: TextCopy, end: int | None = None) -> Head:
    """Take the lines over the first full sentence, or before the line `end`, and the fields that they give."""
    _take_opening_notice(copy)
    _take_opening_contacts(copy)
    head = copy.free(0, end)[: _LINES + 1]
    _read_flash(copy, head)
    lines = _to_wire(head, _zone(copy, head, is_bounded=end is not None))
    reader = _Reader(copy, lines)
    reader.read()
    rivals = _settle_title(reader)
    _settle_masthead(reader)
    read_opening_dateline(copy)
    return Head(reader.breadcrumb, tuple(reader.labels), rivals)


def _read_flash(copy: TextCopy, head: Sequence[tuple[int, Traced]]) -> None:
    """Read the headline in brackets with which a short report in Chinese begins; it stays in the text."""
    if head and (flash := _FLASH.match(head[0][1].text)):
        copy.fields["title"] = copy.sourced(head[0][1].slice(*flash.span("title")), "headline-in-brackets")


def _take_opening_notice(copy: TextCopy) -> None:
    """Take the notice with which announcements of listed companies begin: that the exchange answers for nothing."""
    for index, line in copy.free()[:_NOTICE_LINES]:
        if _REGULATORY_NOTICE.match(line.text) or _OPENING_NOTICE.search(line.text):
            copy.notices.append(line)
            copy.take(index, "field:notices")


def _take_opening_contacts(copy: TextCopy) -> None:
    """Take a list of contacts for the press that stands between the title and the text."""
    lines = copy.free()[:_LINES]
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
    for place, (_, line) in enumerate(copy.free()[:_LINES]):
        is_opening = is_opening and place < 2  # noqa: PLR2004  # a heading, and the first paragraph
        if (not is_opening or is_provisional) and not names_a_wire(line.text[:_OPENING]):
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


def _zone(copy: TextCopy, lines: list[tuple[int, Traced]], *, is_bounded: bool) -> list[tuple[int, Traced]]:
    """Return the lines of the head: those before the first full sentence, but for a standfirst."""
    for place, (index, line) in enumerate(lines):
        if not _opens_body(line) and not _is_wrapped(copy, index):
            continue
        if _is_exclaimed(line, lines[place + 1 : place + 2]) and not any(
            _is_headline(over.text) for _, over in lines[:place]
        ):
            continue
        if not place and _is_stopped_headline(copy, lines):
            continue
        if not place and _BANNER.fullmatch(line.text) and not any(_opens_body(under) for _, under in lines[1:3]):
            continue
        below = lines[place + 1 : place + 1 + _STANDFIRST_TO_DATE]
        if len(line) <= _LONGEST_STANDFIRST and not is_list_item(line):
            for further, (lower, under) in enumerate(below):
                if _opens_body(under):
                    break
                said = {part.name for part in copy.meta([lower])}
                if not said <= {"editor", "machinery"} and copy.meta([lower]) != copy.meta([lines[place][0]]):
                    return [*lines[: place + 2 + further], *_zone(copy, lines[place + 2 + further :], is_bounded=True)]
        return lines[:place]
    return lines if is_bounded else lines[:1] if len(lines) > 1 else []


def _is_exclaimed(line: Traced, below: Sequence[tuple[int, Traced]]) -> bool:
    """Return whether a line that ends in `!` may be the title all the same: it stands over a much longer passage."""
    is_short = len(line) <= _LONGEST_EXCLAIMED and line.text.endswith(("!", "！"))
    return is_short and not is_list_item(line) and any(2 * len(line) < len(under) for _, under in below)


def _is_stopped_headline(copy: TextCopy, lines: Sequence[tuple[int, Traced]]) -> bool:
    """Return whether the first line ends in the stop of a name (`Ltd.`), and stands by itself over a paragraph."""
    text = lines[0][1].text
    if not keeps_its_stop(text) or ". " in text or len(text) > _LONGEST_STOPPED or len(lines) < 2:  # noqa: PLR2004
        return False
    is_set_off = not copy.sheet.lines[lines[0][0] + 1].text
    return is_set_off and len(lines[1][1]) > 2 * len(text) and _opens_body(lines[1][1])


def _to_wire(head: list[tuple[int, Traced]], zone: list[tuple[int, Traced]]) -> list[tuple[int, Traced]]:
    """Return the lines of the head down to the dateline of a wire, where lists of the page stand over the headline.

    Nothing that reads as a headline may stand over the list: it would be the list of the release's own highlights.
    """
    wire = next((place for place, (_, line) in enumerate(head) if names_a_wire(line.text[:_OPENING])), 0)
    between = head[len(zone) : wire]
    last = max((place for place, (_, line) in enumerate(between) if is_list_item(line)), default=-1)
    is_long = (len(line.text.split()) >= _SUBTITLE_WORDS and not is_menu(line.text) for _, line in zone)
    is_page = last >= 0 and not any(is_long)
    has_headline = any(_is_headline(line.text) for _, line in between[last + 1 :])
    has_text = any(_reads_as_sentence(line.text) for _, line in between if not is_list_item(line))
    return head[:wire] if is_page and has_headline and not has_text else zone


def _is_wrapped(copy: TextCopy, index: int) -> bool:
    """Return whether a line is the first of a paragraph that was wrapped at a fixed width, and not of a title."""
    lines = copy.sheet.lines
    if len(lines[index]) < _WRAPPED:
        return False
    last = index
    while last + 1 < len(lines) and lines[last + 1].text and last < index + _LINES:
        last += 1
    block = lines[index : last + 1]
    longest = max(len(line) for line in block)
    is_even = longest <= _WIDEST and all(2 * len(line) > longest for line in block[:-1])
    runs_on = any(line.text[0].islower() for line in block[1:])
    return is_even and runs_on and (len(block) > 2 or _reads_as_sentence(block[-1].text))  # noqa: PLR2004  # a title has two


def _opens_body(line: Traced) -> bool:
    if len(line) > _LONGEST_TITLE or _FLASH.match(line.text):
        return True
    if is_list_item(line):
        return not is_day_between_dashes(line.text) and not _LISTED_BYLINE.fullmatch(line.text)
    return _reads_as_sentence(line.text) and not _is_path_home(line) and not _OF_THE_PAGE.fullmatch(line.text)


def _is_path_home(line: Traced) -> bool:
    """Return whether a line is a breadcrumb from the site's home, though its last level may end as sentences do."""
    crumbs = find_crumbs(line)
    return crumbs is not None and is_at_home(crumbs.levels[0].text)


def _reads_as_sentence(text: str) -> bool:
    """Return whether a line ends as sentences do; the stop of `Sample Corp.` is none.

    Neither is the last sign of a row of headlines: `Prices Rise; New Mine In Sampleland; Rivals Merge;`.
    """
    if (text.endswith(";") and text.count(";") > _ROW) or is_bare_label(text):
        return False
    if len(text) > _TWO_SENTENCES and len(_WITHIN.findall(text)) > 1:
        return True
    if not SENTENCE.search(text):
        return bool(re.search(r"[?？…][\"”’」]?$", text)) and len(text) > 100  # noqa: PLR2004  # no headline asks at such length
    if _is_titled(text):
        return False
    return not (keeps_its_stop(text) and len(text.split()) <= 12 and ". " not in text)  # noqa: PLR2004  # a headline's words


def is_bare_label(text: str) -> bool:
    """Return whether a line is a label behind which a page has nothing: `Source:`."""
    return bool(_BARE_LABEL.fullmatch(text))


def _is_titled(text: str) -> bool:
    """Return whether nearly all words of a line have capitals, as in a title that ends in a stop nevertheless."""
    words = [word for word in text.split()[1:] if len(word) > _SMALL_WORD + 1]
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in words)
    fewest = _SUBTITLE_WORDS - 1 if ". " in text else _SUBTITLE_WORDS
    return text.endswith(".") and text.count(". ") < 3 and len(words) >= fewest and capitals == len(words)  # noqa: PLR2004  # sentences


def _is_title_of_section(text: str) -> bool:
    """Return whether a line is the title of a window, its section first: `Group News-Example Steel-Strong`."""
    first, *rest = _SECTION_SIGN.split(text)
    return len(rest) > 1 and is_menu(first) and not may_be_title(first)


def _is_slug(text: str) -> bool:
    """Return whether a line is one word in small letters, as what a site calls a paper in its addresses."""
    return text.islower() and text.isascii() and " " not in text


def _plain(line: Traced) -> str:
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


def _lift_masthead(reader: _Reader) -> None:
    """Set aside what is the site's: its banner, and what stands between two places of one letterhead."""
    for line in reader.headlines[:_MASTHEAD_LINES]:
        if len(reader.headlines) > 1 and _BANNER.fullmatch(line.text.text):
            reader.headlines.remove(line)
            reader.above.append(line)
    heads = [line for line in reader.above if is_letterhead(line.text.text)]
    last = max(
        (line.number for line in heads if sum(_plain(h.text) == _plain(line.text) for h in heads) > 1), default=-1
    )
    if any(line.number > last for line in reader.headlines):
        reader.above += [line for line in reader.headlines if line.number < last]
        reader.headlines = [line for line in reader.headlines if line.number > last]


def _settle_title(reader: _Reader) -> tuple[str, ...]:
    """Take title and subtitle; return the lines that might have been the title as well."""
    copy = reader.copy
    _take_lone_author(reader)
    _lift_masthead(reader)
    lines = reader.headlines
    if len(lines) == 1 and reader.last_meta >= 0 and _NEWS_OF_HOUSE.fullmatch(lines[0].text.text):
        reader.above.append(lines.pop())
    _part_page_title(reader)
    lines = reader.headlines
    if "title" in copy.fields:
        _take_repetitions(copy, lines, str(copy.fields["title"].value).casefold())
        return ()
    title = _chosen(reader.headlines, reader) or _chosen(
        [line for line in reader.above if _is_headline(line.text.text)], reader
    )
    if title is None:
        _title_without_headline(reader)
        return ()
    rest = [line for line in lines if line.number == title.number + 1 and _goes_on(title.text.text, line.text.text)]
    indices = [title.number, *(line.number for line in rest)]
    copy.fields["title"] = copy.sourced(copy.joined(indices).collapsed().stripped(" |｜"), "headline-over-text")
    for index in indices:
        copy.take(index, "field:title")
    lines = [line for line in lines if line not in rest]
    _take_repetitions(copy, [*lines, *reader.above], _plain(title.text), but=title.number)
    left = [line for line in lines if line.number > title.number and _plain(line.text) != _plain(title.text)]
    reader.above += [line for line in lines if line.number < title.number and _plain(line.text) != _plain(title.text)]
    left = _take_author(reader, title, left)
    if left and "subtitle" not in copy.fields and _is_subtitle(reader, title, left):
        copy.take_field(left[0].number, "subtitle", "line-under-title")
        left = left[1:]
    for line in left:
        if line.text.text[0].islower():  # what the page says of a picture
            copy.take(line.number, "removed:picture")
    left = [line for line in left if not copy.is_taken(line.number)]
    return tuple(line.text.text for line in left if _is_headline(line.text.text) and not line.is_sentence)


def _take_lone_author(reader: _Reader) -> None:
    """Take a person's name that alone stands over the day for the author: a copy that lost its title begins so."""
    copy = reader.copy
    if len(reader.headlines) != 1 or reader.above or reader.breadcrumb or {"title", "author"} & copy.fields.keys():
        return
    line = reader.headlines[0]
    places = {index: place for place, (index, _) in enumerate(reader.lines)}
    if places[line.number] + 1 == reader.last_meta and names_person(line.text.text):
        copy.take_field(line.number, "author", "name-over-date", "inferred")
        reader.headlines = []


def _part_page_title(reader: _Reader) -> None:
    """Take the title of the browser's window, `Who We Are | Sample Lithium Corp.`, where it is over the text once more.

    Where it stands alone, and ends in the name of an organisation or of a paper, its first part is the title.
    """
    copy = reader.copy
    plain = [_plain(line.text) for line in (*reader.headlines, *reader.above)]
    for line in [*reader.headlines, *reader.above]:
        sign = _WINDOW_SIGN.search(line.text.text)
        if not sign:
            continue
        first, last = line.text.slice(0, sign.start()), line.text.slice(sign.end(), len(line.text))
        names_site = is_letterhead(last.text) or is_publishers_name(last.text) or is_chinese_paper(last.text)
        is_new = "title" not in copy.fields and "publisher" not in copy.fields
        if _plain(first) in plain or (_plain(last) in plain and len(last) > len(first)):
            copy.take(line.number, "removed:repeated-title")
        elif names_site and sum(map(_is_headline, plain)) == 1 and is_new:
            copy.fields["title"] = copy.sourced(first, "title-of-window")
            copy.fields["publisher"] = copy.sourced(last, "letterhead")
            copy.take_parts([line.number], [(first, "field:title"), (last, "field:publisher")], "removed:field-label")
            reader.above += [other for other in reader.headlines if _is_slug(other.text.text)]
            reader.headlines = [other for other in reader.headlines if not _is_slug(other.text.text)]
        else:
            continue
        reader.headlines = [other for other in reader.headlines if other is not line]
        reader.above = [other for other in reader.above if other is not line]


def _chosen(headlines: Sequence[_Line], reader: _Reader) -> _Line | None:
    """Return the title among the headlines: one that comes again, else the first of a headline's length."""
    headlines = [line for line in headlines if not _PART_OF_REPORT.fullmatch(line.text.text)]
    lines = [line for line in headlines if not line.is_sentence] or list(headlines[:1])
    if not lines:
        return None
    publisher = reader.copy.fields.get("publisher")
    signed = (publisher.value or "").casefold() if publisher else None
    papers = [line for line in lines if is_publishers_name(line.text.text) or _plain(line.text) == signed]
    lines = [line for line in lines if line not in papers] or lines
    if _has_short_title(lines, papers, signed):
        return lines[0]
    plain = [_plain(line.text) for line in headlines]
    last_level = _plain(reader.breadcrumb[-1]) if reader.breadcrumb else None
    if len(lines) > 1 and _SECTION_OF_ITSELF.fullmatch(lines[0].text.text):
        lines = lines[1:]
    again = [line for line in lines if _plain(line.text) == last_level or plain.count(_plain(line.text)) > 1]
    long = [line for line in lines if _is_headline(line.text.text) and not (len(lines) > 1 and _leads_in(line, reader))]
    if again and long and not _is_headline(again[0].text.text) and _stands_between(long[0], again, headlines):
        return long[0]
    return _last_of_menu(again, headlines) if again else (long or lines[:1])[0]


def _stands_between(line: _Line, again: Sequence[_Line], headlines: Sequence[_Line]) -> bool:
    """Return whether a headline stands between two places of a shorter one, which is the name of its section."""
    same = [other.number for other in headlines if _plain(other.text) == _plain(again[0].text)]
    return len(same) > 1 and same[0] < line.number < same[-1]


def _leads_in(line: _Line, reader: _Reader) -> bool:
    """Return whether the text goes on in the middle of what a line begins: `Our tasks are`, `to mine …`."""
    below = reader.copy.free(line.number + 1)[:1]
    numbers = {headline.number for headline in reader.headlines}
    return any(under.text[:1].islower() and index not in numbers for index, under in below)


def _last_of_menu(again: Sequence[_Line], headlines: Sequence[_Line]) -> _Line:
    """Return the line that comes again; where a menu of short entries holds it first, its place below that."""
    first = again[0]
    same = [line for line in again if _plain(line.text) == _plain(first.text)]
    between = [line for line in headlines if first.number < line.number < same[-1].number]
    is_menu_of_page = len(between) > 1 and all(len(line.text.text.split()) <= _HEADLINE_WORDS for line in between)
    return same[-1] if is_menu_of_page else first


def _has_short_title(lines: Sequence[_Line], papers: Sequence[_Line], signed: str | None) -> bool:
    """Return whether a short title stands between the name that signs the page and a standfirst in small letters.

    The name of a paper (`Sample Weekly`) signs it as well, if it stands over both.
    """
    if len(lines) < 2:  # noqa: PLR2004  # a title with a standfirst
        return False
    is_signed = signed and any(_plain(paper.text) == signed for paper in papers)
    is_papers = any(paper.number < lines[0].number and is_publishers_name(paper.text.text) for paper in papers)
    if not is_signed and not is_papers:
        return False
    first, second = lines[0].text.text, lines[1].text.text
    return " " in first and _has_capitals(first) and not _has_capitals(second)


def _has_capitals(text: str) -> bool:
    """Return whether most words of a line, small ones apart, have capitals, as in titles."""
    words = [word for word in text.split()[1:] if len(word) > _SMALL_WORD]
    return sum(word[0].isupper() for word in words) > len(words) / 2


def _goes_on(first: str, second: str) -> bool:
    """Return whether a headline goes on in the next line: it ends in the middle of a phrase, or that begins in it."""
    return (second[:1].islower() and not _CHINESE.search(first)) or bool(_UNFINISHED.search(first))


def _is_headline(text: str) -> bool:
    words = len(text.split())
    if words >= _HEADLINE_WORDS or (words >= _WORDS_IN_CAPITALS and text.isupper()):
        return not _PERIOD.match(text)
    return len(_CHINESE.findall(text)) >= _HEADLINE_SIGNS


def _is_subtitle(reader: _Reader, title: _Line, left: list[_Line]) -> bool:
    first = left[0]
    if _PERIOD.match(first.text.text):
        return True
    places = {index: place for place, (index, _) in enumerate(reader.lines)}
    over_date = places[first.number] < reader.last_meta and places[title.number] < reader.last_meta
    if first.is_sentence:
        return over_date
    long = (
        len(first.text.text.split()) >= _SUBTITLE_WORDS or len(_CHINESE.findall(first.text.text)) > 2 * _HEADLINE_SIGNS
    )
    return (over_date and places[title.number] + 1 == places[first.number]) or long


def _take_repetitions(copy: TextCopy, lines: Sequence[_Line], title: str, but: int = -1) -> None:
    for line in lines:
        if line.number != but and _plain(line.text) == title:
            copy.take(line.number, "removed:repeated-title")


def _take_author(reader: _Reader, title: _Line, left: list[_Line]) -> list[_Line]:
    """Take a name that stands between title and date, or that has an office behind it, as the author; return the rest.

    A name that the text speaks of is a company's, and so the publisher. That it names the author is an inference.
    """
    copy = reader.copy
    places = {index: place for place, (index, _) in enumerate(reader.lines)}
    for line in left:
        text = line.text.text
        role = _NAME_AND_ROLE.fullmatch(text) or (
            _NAME_AND_PLACE.fullmatch(text) if places[line.number] + 1 == reader.last_meta else None
        )
        over_date = places[line.number] < reader.last_meta and places[title.number] < places[line.number]
        under_date = places[line.number] == reader.last_meta + 1 and _is_name_by_use(copy, text)
        if "author" in copy.fields or not (role or ((over_date or under_date) and _PERSONS.fullmatch(text))):
            continue
        name = role["name"] if role else text
        bio = re.compile(re.escape(name) + _BIOGRAPHY)
        below = " ".join(under.text for _, under in copy.free(line.number + 1)[:3] if not bio.match(under.text))
        if role or name.casefold() not in f"{title.text.text} {below[:_SPOKEN_OF]}".casefold():
            rule = "name-and-office" if role else "name-over-date" if over_date else "name-under-date"
            part = line.text.slice(0, len(name))
            copy.fields["author"] = copy.sourced(part, rule, "stated" if role else "inferred")
            copy.take_parts([line.number], [(part, "field:author")], "removed:further-credit")
        elif "publisher" not in copy.fields:
            copy.take_field(line.number, "publisher", "line-above-date")
        else:
            continue
        return [other for other in left if other is not line]
    return left


def _is_name_by_use(copy: TextCopy, text: str) -> bool:
    """Return whether none of a line's words stands anywhere in small letters, as those of a heading mostly do."""
    words = [word for word in _WORD.findall(text) if len(word) >= _SMALL_WORD]
    everything = copy.sheet.decoded
    return not any(re.search(rf"\b{word.lower()}s?\b", everything) for word in words)


def _title_without_headline(reader: _Reader) -> None:
    """Take the page's own place in its menu for its title, where nothing stands over the text but that."""
    copy = reader.copy
    last = [line for line in reader.menus[-1:] if may_be_title(line.text.text)]
    if last and not reader.breadcrumb:
        reader.menus.remove(last[0])
        copy.take_field(last[0].number, "title", "menu-entry-over-text")
    elif reader.breadcrumb and may_be_title(reader.breadcrumb[-1].text):
        copy.fields["title"] = copy.sourced(reader.breadcrumb[-1], "breadcrumb-level")


def _is_among_menus(reader: _Reader, line: _Line) -> bool:
    """Return whether a word stands between entries of a menu, and so is one of them."""
    if len(reader.menus) < 2 or " " in line.text.text:  # noqa: PLR2004  # one above and one below
        return False
    numbers = [index for index, _ in reader.lines]
    menus = {menu.number for menu in reader.menus}
    place = numbers.index(line.number)
    return 0 < place < len(numbers) - 1 and numbers[place - 1] in menus and numbers[place + 1] in menus


def _settle_masthead(reader: _Reader) -> None:
    """Take what stands above the title: menus, and a name that gives the publisher."""
    copy = reader.copy
    title = copy.fields.get("title")
    for line in reader.menus:
        reader.labels.append(line.text.text)
        copy.take(line.number, "removed:navigation")
    for line in reader.above:
        text = line.text.text
        if copy.is_taken(line.number):
            continue
        if title and title.value and text.casefold() == title.value.casefold():
            copy.take(line.number, "removed:repeated-title")
        elif _is_among_menus(reader, line) or _SECTION_OF_ITSELF.fullmatch(text):
            reader.labels.append(text)
            copy.take(line.number, "removed:navigation")
        elif "publisher" not in copy.fields and (is_letterhead(text) or is_name_like(text)):
            reader.labels.append(text)
            name = line.text.slice(0, len(text) - len(_TICKER_BEHIND.search(text)[0]))  # type: ignore[index]  # it may be empty
            copy.fields["publisher"] = copy.sourced(name, "letterhead")
            copy.take_parts([line.number], [(name, "field:publisher")], "removed:masthead")
        else:
            reader.labels.append(text)
            copy.take(line.number, "removed:masthead")
    publisher = copy.fields.get("publisher")
    signed = publisher.value if publisher and publisher.rule == "letterhead" else None
    for line in reader.headlines:
        if line.text.text == signed and not copy.is_taken(line.number):
            copy.take(line.number, "removed:masthead")
