"""Who speaks in a text, told by the text's own signs: the company itself, or somebody who writes about it.

Each sign has a weight and a name; what they come to is set down as a finding, for no single one of them proves it. A
release says so over its text, or ends with `ENDS`, contacts for the press, a passage about the company; a page of the
company is signed by the company that it speaks of. An outsider's text has a byline, the name of a column, a disclaimer
of advice, readers' comments.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from minmetals_site.readers.head_words import (
    is_at_home,
    is_letterhead,
    is_listing,
    is_opinion_label,
    is_publishers_name,
    is_release_label,
)
from minmetals_site.records import Kind
from minmetals_site.text.datelines import names_a_wire
from minmetals_site.text.strange import folded

__all__ = [
    "Nature",
    "Signs",
    "is_about_itself",
    "is_own_office",
    "is_path_of_news",
    "kind_of_own_page",
    "may_be_outsiders",
    "nature_of",
    "weighed",
]

_OWN_SECTION = re.compile(
    r"(?:.*\b)?(?:investors?(?: relations| centre| center)?|news ?room|press(?: ?room| releases?| centre"
    r"| center)?|media(?: centre| center| releases?| room)?"
    r"|(?:news|media|company|group|corporate) (?:releases?|news)|news (?:&|and) media|announcements"
    r"|our (?:company|business|people|stories)|who we are|about us|company|investoren|presse)"
    r"|sustainability|our .{3,30}|corporate governance|about \w+(?: \w+)?|(?:(?:corporate|company) )?culture"
    r"|(?:social |corporate )?responsibility"
    r"|关于我们|公司新闻|集团新闻|新闻中心|企业新闻|投资者关系|公司概况|企业文化",
    re.IGNORECASE,
)
"""Matches the level `Investor Relations` and `Newsroom`; refuses `Nickel`."""
_ABOUT_PAGE = re.compile(
    r"(?:about(?: us)?|about (?:\w++ ?){1,4}|who we are|what we do|our (?:company|business(?:es)?|people"
    r"|history|values?|culture"
    r"|vision|mission|purpose|story|strategy|approach|principles|commitment|brand)"
    r"|company(?: profile| history| overview)?|corporate culture|(?:vision|mission|values|purpose|culture"
    r"|brand|history|profile|overview)(?: (?:&|and) \w+)?|(?:message|letter|address|statement"
    r"|welcome) (?:from|by|of|to) .{2,40}"
    r"|chair(?:man|woman|person)?['’]s (?:message|letter|address|statement)|code of conduct"
    r"|(?:social )?responsibility|sustainability|corporate governance)"
    r"|关于.{0,6}|.{0,8}(?:概况|简介|文化|理念|愿景|使命|价值观|致辞|历程|品牌).{0,4}",
    re.IGNORECASE,
)
"""Matches `Who We Are` and `Our Values`; refuses `The Woman Who Listens`."""
_ITSELF = re.compile(r"\b(?:us|our|we|chair\w*)\b|关于我们|致辞", re.IGNORECASE)
_NEWS_SECTION = re.compile(
    r"\b(?:news ?room|news|press|media|releases?|announcements?|stories|updates|investors?)\b|新闻|动态|要闻|公告|资讯",
    re.IGNORECASE,
)


_NEWS_LEVEL = re.compile(
    r"news ?room|(?:company|corporate|group|latest|our)? ?news(?: (?:&|and) (?:media|events))?"
    r"|press(?: ?room| releases?)?|media(?: cent(?:er|re)| releases?)?|announcements"
    r"|新闻中心|公司新闻|集团新闻|企业新闻|集团要闻|公司要闻",
    re.IGNORECASE,
)
"""Matches the level `Company News`; refuses `Copper`."""
_CULTURE = re.compile(r"(?:(?:corporate|company|our) )?culture|企业文化", re.IGNORECASE)
"""Matches the level `Culture`, whose undated pages are no news."""
_YEAR = re.compile(r"(?:19|20)\d\d")


class _Phrases(NamedTuple):
    """Phrases of one beginning, which is looked for first: that takes a hundredth of the time of a pattern."""

    begins: str
    pattern: re.Pattern[str]


def _phrases(begins: str, goes_on: str) -> _Phrases:
    return _Phrases(begins, re.compile(rf"{begins}(?<=\b{begins})(?:{goes_on})"))


_TICKER = re.compile(
    r"[(（](?:(?:NYSE|NASDAQ|TSX(?:-?V)?|ASX|LSE|AIM|HKEX|SEHK|OTC\w*|CSE|JSE|SGX|FSE|Frankfurt|SSE"
    r"|SZSE|Euronext)[^()]{0,60})[)）]"
)
"""Matches `(ASX: EXM)`; refuses `(ASX`."""
_ANNOUNCES = (
    _phrases("today ", "announce[sd]"),
    _phrases("is pleased to", r"\b"),
    _phrases("is proud to", r" announce\b"),
    _phrases("is delighted to", r" announce\b"),
    _phrases("has today", r"\b"),
    _phrases("announce", r"(?:s? that (?:its|it|the)|d today)\b"),
)
"""Match `is pleased to` and `announces that its`; refuse `announced that a rival`."""
_WE = (
    _phrases(
        "our ",
        r"(?:company|group|board|mines?|plants?|employees|people|customers|shareholders|operations"
        r"|business|sites?|crews|values|concentrator)\b",
    ),
)
"""Matches in small letters `our mine`; refuses `our view`."""
_AT_OURS_WE = re.compile(r"at (?<=\bat )[a-z]\w+(?: [a-z]\w+){0,3},? we\b")
"""Matches in small letters `at sample mining, we`; refuses `at sample mining, where`."""
_WE_IN_CHINESE = re.compile(r"我们?公司|我集团|本公司|本集团")
_OUTSIDER = (
    _phrases("we ", r"(?:think|believe the (?:market|shares)|rate|like|don['’]t like|read this|see upside)\b"),
    _phrases("our ", r"(?:view|take|reading|analysis|readers|newsletter)\b"),
    _phrases("analyst", r"s? say\b"),
    _phrases("the company ", r"(?:says|said|claims|did not|doesn['’]t|does not)\b"),
)
"""Match in small letters `in our view` and `the company said`; refuse `our mine`."""
_BODY = re.compile(
    r"(?<![\w’'-])(?:Ministry|Government|Association|Chamber|Federation|Commission|Authority|Geological Survey)(?!\w)"
)
"""Matches in `Sample Ministry of Mines`; refuses `The Sample Institute`, which writes about others."""
_THE_COMPANY = re.compile(r"\bthe (?:group|company)(?:['’]s)?\b|集团|公司", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:we|our|us)\b|我们", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|/·•>»›]\s*")
_BRAND = re.compile(r"[A-Z][a-z]{2,}(?:metals?|mines?|steel|coal|chem|gold|copper|oil|power|alco|co)")
_OF_THE_TRADE = re.compile(r"(?i:metals?|mines?|steel|coal|gold|copper|oil|power|nonferrous|petroleum)")
"""Matches `Samplemetals`, a name that stands for the whole of `Land Samplemetals Corporation`; refuses `Metals`."""
_RELEASE_SIGNS = frozenset({"ends", "contact", "forward-looking"})
_NEAR_THE_HEAD, _FIRST_WORDS = 600, 160
"""Characters of the body in which the name of the signer is looked for."""
_SUBJECT = 200
"""Characters in which a release has named its own company and where that is listed; later it may be any."""
_ENOUGH = 2


_OWN_OFFICE = re.compile(
    r"(?:[\w&’'-]+ ){0,4}(?:corporate|group|public|external|media|investor|internal)"
    r" (?:communications?|affairs|relations)(?: (?:team|department|office|division))?"
    r"|(?:[\w&’'-]+ ){1,5}(?:department|division|workshop|general office)",
    re.IGNORECASE,
)
"""Matches `Corporate Communications` and `Publicity Department`, with which no outsider signs; refuses `Ann Sample`."""


_DEFINES_ITSELF = re.compile(
    r"[(（](?:[^()（）]{0,60}[“\"‘'](?:the )?(?:Company|Group)[”\"’']|(?:[\w ]{2,40} or )?(?:the )?Company)[)）]"
)
"""Matches `Example Corp. (“Example” or the “Company”)`, as releases and announcements define who speaks."""
_TELLS_OF_A_DAY = re.compile(
    r"(?:(?:On|From|Between) (?:the )?(?:(?:morning|afternoon|evening|night) of )?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) \d"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z])"
    r"|Recently,|\d{1,2}月\d{1,2}日|近日|日前)"
)
"""Matches how news begins, `On April 19, Ann Sample visited …`; refuses `In 1950 the group was founded.`"""


class Signs(NamedTuple):
    """What of a text tells who speaks."""

    labels: Sequence[str] = ()
    """Lines over the text: levels of a breadcrumb, sections, listings, letterheads."""
    foot: frozenset[str] = frozenset()
    publisher: str | None = None
    holder: str | None = None
    """Whom a copyright line names."""
    has_author: bool = False
    """Whether a byline names somebody."""
    has_author_box: bool = False
    """Whether a passage below the text says who its author is."""
    has_office: bool = False
    """Whether the byline names an office that companies have."""
    has_outsiders_notice: bool = False
    """Whether a disclaimer denies advice, or a disclosure speaks of holdings."""
    has_comments: bool = False
    has_dateline: bool = False
    """Whether the first paragraph opens with place and day."""
    body: str = ""
    """The first passages."""


class Nature(NamedTuple):
    """Who speaks, as far as the signs say."""

    score: int
    """Above zero for the company itself, below for somebody else, zero where nothing tells."""
    signs: tuple[str, ...]
    """The names of the signs that decided, for a finding."""

    @property
    def is_official(self) -> bool:
        """Return whether the company itself speaks."""
        return self.score >= _ENOUGH

    @property
    def is_known(self) -> bool:
        """Return whether the signs are enough to tell."""
        return abs(self.score) >= _ENOUGH


def may_be_outsiders(signs: Signs) -> bool:
    """Return whether any strong sign of an outsider is there: without one, a company's page is the company's."""
    return (
        signs.has_author
        or signs.has_outsiders_notice
        or signs.has_comments
        or any(is_opinion_label(label) for label in signs.labels)
    )


def is_own_office(author: str) -> bool:
    """Return whether a byline names no person, but an office that a company has for its own releases."""
    return bool(_OWN_OFFICE.fullmatch(author))


def nature_of(signs: Signs) -> Nature:
    """Return who speaks."""
    labels = list(dict.fromkeys(part for label in signs.labels for part in (label, *_PARTS.split(label))))
    small = folded(signs.body)
    own = [
        ("a release's heading", 2, any(is_release_label(label) for label in labels)),
        ("a listing", 2, any(is_listing(label) for label in labels)),
        ("a company's own section", 2, any(_OWN_SECTION.fullmatch(label) for label in labels)),
        ("a company's letterhead", 1, any(is_letterhead(label) for label in labels)),
        ("the first person under a letterhead", 1, _is_first_person(signs)),
        ("the end of a release", 2, "ends" in signs.foot),
        ("contacts", 2, "contact" in signs.foot),
        ("an office of a company as author", 2, signs.has_office),
        ("forward-looking statements", 2, "forward-looking" in signs.foot),
        ("a passage about the company", 1, "about" in signs.foot),
        ("a release's dateline", 1, signs.has_dateline),
        ("the wording of an announcement", 2, _announces(signs)),
        ("its own definition of `the Company`", 2, _DEFINES_ITSELF.search(signs.body) is not None),
        ("a wire for releases", 2, signs.has_dateline and names_a_wire(signs.body)),
        ("the first person of a company", 2, _says_we(small)),
        (
            "signed by whom it speaks of",
            2,
            _speaks_of(signs.body, signs.holder) or _speaks_of(signs.body, signs.publisher),
        ),
    ]
    own += [
        ("a public body or an association that speaks of itself", 2, _speaks_for_a_body(signs)),
        ("one company as source and holder of the rights", 2, _is_publisher_and_holder(signs)),
        ("news of whom it is signed by", 2, _is_own_news(signs)),
    ]
    others = [
        ("a column's name", 3, any(is_opinion_label(label) for label in labels)),
        ("a byline", 2, signs.has_author),
        ("a passage on the author", 2, signs.has_author_box),
        ("a disclaimer or disclosure", 3, signs.has_outsiders_notice),
        ("comments", 3, signs.has_comments),
        ("a mailing", 1, "mailing" in signs.foot),
        ("a paper's name", 1, is_publishers_name(signs.publisher or "") and is_publishers_name(signs.holder or "")),
        ("an outsider's wording", 1, _holds(_OUTSIDER, small)),
    ]
    score = sum(weight for _, weight, is_seen in own if is_seen) - sum(
        weight for _, weight, is_seen in others if is_seen
    )
    return Nature(score, tuple(name for name, _, is_seen in (own if score > 0 else others) if is_seen))


def _holds(phrases: Iterable[_Phrases], text: str) -> bool:
    return any(begins in text and pattern.search(text) for begins, pattern in phrases)


def _announces(signs: Signs) -> bool:
    body = signs.body
    tells_where = len(body) if "about" in signs.foot else _SUBJECT
    is_listed = ("(" in body or "（" in body) and _TICKER.search(body, 0, tells_where)
    return bool(is_listed) or _holds(_ANNOUNCES, body)


def _says_we(small: str) -> bool:
    """Return whether a company says `we` in a text of small letters."""
    if " we" in small and _AT_OURS_WE.search(small):
        return True
    return _holds(_WE, small) or any(name in small and _WE_IN_CHINESE.search(small) for name in ("公司", "集团"))


def is_path_of_news(levels: Sequence[str]) -> bool:
    """Return whether a breadcrumb leads from the site's home to its news or a year of them, and to no subject.

    Papers file by subjects; companies have one section.
    """
    *above, last = levels or ("",)
    sections = [level for level in above if not _YEAR.fullmatch(level)]
    is_news = bool(_NEWS_LEVEL.fullmatch(last) or (_YEAR.fullmatch(last) and sections[1:]))
    return len(above) > 0 and is_at_home(levels[0]) and is_news and all(map(_NEWS_LEVEL.fullmatch, sections[1:]))


def weighed(nature: Nature, own: Sequence[tuple[str, int, bool]]) -> Nature:
    """Return the nature with further signs that the organisation itself speaks."""
    seen = [(name, weight) for name, weight, is_seen in own if is_seen]
    score = nature.score + sum(weight for _, weight in seen)
    if score <= 0:
        return nature
    return Nature(score, (*(nature.signs if nature.score > 0 else ()), *(name for name, _ in seen)))


def _speaks_for_a_body(signs: Signs) -> bool:
    """Return whether a ministry's or an association's name stands over or under a text that speaks of it."""
    for name in (*signs.labels, signs.publisher or "", signs.holder or ""):
        body = _BODY.search(name)
        if body and re.search(rf"\b(?:[Tt]he )?{body[0]}\b", signs.body[:_NEAR_THE_HEAD]):
            return True
        if body and body[0] in {"Ministry", "Government"} and "Minister" in signs.body[:_NEAR_THE_HEAD]:
            return True
    return False


def _is_publisher_and_holder(signs: Signs) -> bool:
    """Return whether one company is the source of a text and holds its rights, and the text speaks of it."""
    if not signs.publisher or not signs.holder or not is_letterhead(signs.publisher):
        return False
    return signs.publisher.casefold() == signs.holder.casefold() and bool(_THE_COMPANY.search(signs.body))


def _is_own_news(signs: Signs) -> bool:
    """Return whether a text under the heading of news speaks of whom it is signed by."""
    return any(map(_NEWS_LEVEL.fullmatch, signs.labels)) and _speaks_of(signs.body, signs.publisher)


def _is_first_person(signs: Signs) -> bool:
    return any(is_letterhead(label) for label in signs.labels) and len(_FIRST_PERSON.findall(signs.body)) > 1


def _speaks_of(body: str, name: str | None) -> bool:
    """Return whether a text speaks of the organisation that signs it, by its name with or without its legal form.

    Papers speak of themselves as well; and a name without its legal form must stand in the very first words.
    """
    if not name or is_publishers_name(name):
        return False
    words = name.split()
    short = name if len(words) < 3 else " ".join(words[:2])  # noqa: PLR2004  # `Sample Lithium` of `Sample Lithium Corp.`
    within = _NEAR_THE_HEAD if is_letterhead(name) or name.isupper() else _FIRST_WORDS
    head = body[:within].casefold()
    if is_letterhead(name) and any(_is_distinctive(word) and word.casefold() in head for word in words[:-1]):
        return True
    return len(short) > 3 and short.casefold() in head  # noqa: PLR2004  # initials are everywhere


def _is_distinctive(word: str) -> bool:
    """Return whether a word of a name is no word of the trade, but written together as brands are: `Samplemetals`."""
    return bool(_BRAND.fullmatch(word)) and not _OF_THE_TRADE.fullmatch(word)


def is_about_itself(title: str) -> bool:
    """Return whether a title is that of a page on which an organisation speaks of itself: `About us`, `Our Values`."""
    return bool(_ABOUT_PAGE.fullmatch(title) and _ITSELF.search(title))


def kind_of_own_page(signs: Signs, title: str, *, is_dated: bool, folder: str) -> Kind:
    """Return whether a company's page is news or speaks of the company itself; undated, without a sign, the latter."""
    labels = signs.labels
    if _ABOUT_PAGE.fullmatch(title) and not any(is_release_label(label) for label in labels):
        return "brand-culture"
    if not is_dated and any(map(_CULTURE.fullmatch, labels)):
        return "brand-culture"
    if (
        is_dated
        or any(is_release_label(label) for label in labels)
        or _TELLS_OF_A_DAY.match(signs.body)
        or names_a_wire(signs.body[:_FIRST_WORDS])
    ):
        return "news"
    if any(_NEWS_SECTION.search(label) for label in labels):
        return "news"
    if folder != "brand-culture" and (folder == "news" or not _RELEASE_SIGNS.isdisjoint(signs.foot)):
        return "news"
    return "brand-culture"
