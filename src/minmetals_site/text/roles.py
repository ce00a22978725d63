"""The offices in which a text names a person, as far as the text states them right at the name.

A role counts only where it is a title directly before the name (`Chairman Ann Sample`, `董事长安样本`), an apposition
directly behind it (`Ann Sample, President of Example Mining, said`), or stands behind it in brackets. What a sentence
says of a person in any other way (`Ann Sample, who chairs the company`) is left to the reader, and so is every place
that could be read as a list of people: nothing is guessed. The words are those of the text, without their article.

An apposition has to end where it is seen to end, at a comma or the like, and holds nothing but names and words of
offices and bodies; so a sentence whose comma was lost gives no role rather than half of the sentence as one.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

__all__ = ["Role", "find_roles"]


class Role(NamedTuple):
    """Where in a text a role stands, and its words."""

    start: int
    end: int
    words: str


_REACH = 160
"""Characters beside a name in which its role is looked for; no longer one is read."""
_MOST = 50
"""Places of one name in a text that are looked at."""

_OFFICE = (
    r"(?:chair(?:man|woman|person)?|president|secretary|director|manager|minister|governor|mayor|ambassador|premier"
    r"|member|head|engineer|accountant|economist|geologist|counsel|commissioner|spokes(?:man|woman|person)|advis[eo]r"
    r"|founder|professor|academician|analyst|editor|treasurer|controller|dean|representative|inspector|officer"
    r"|c[efot]o|co-?founder)(?!\w)"
)
"""Matches `Chairman` and `officer`; refuses `Chairmanship`."""
_QUALIFIER = (
    r"(?:(?:vice|deputy|executive|non-executive|acting|former|then|party|general|senior|assistant|chief|managing|board"
    r"|group|committee|leadership|first|honorary|independent|joint|standing|alternate|company|financial|operating"
    r"|technical|technology|investment|legal|prime|foreign|regional|national|provincial|municipal)[ -])"
)
"""Matches `Vice ` of `Vice President` and `party ` of `party secretary`; refuses `speaking `."""
_CAPITAL = r"(?-i:[A-Z])[\w&.’'-]*(?<!\.)"
_LINK = r"(?:of|for|at|in|and|&|to|the|its)"
_BODY = (
    r"(?:board|committee|company|group|council|department|party|leadership|ministry|commission|corporation|directors"
    r"|affairs|operations|finance|safety|production|supervisors|association|institute|office|bureau|division)"
)
_AFTER_OFFICE_WORDS = ("general", "designate", "emeritus")
_AFTER_OFFICE = rf"(?: (?:{'|'.join(_AFTER_OFFICE_WORDS)})(?!\w))?"
_COURTESY = r"(?:(?:Mr|Ms|Mrs|Dr|Prof|Comrade)\.? )?"

_TITLE = re.compile(
    rf"(?<![\w-]){_QUALIFIER}*{_OFFICE}{_AFTER_OFFICE}"
    rf"(?:(?: and| &| of| of the| of its) (?>{_QUALIFIER}|{_CAPITAL} )*(?:{_OFFICE}|{_CAPITAL}))*+ {_COURTESY}\Z",
    re.IGNORECASE,
)
"""At the end of what stands before a name: matches `Chairman `, `the Vice President of Example Mining `; refuses
`the chairman, `, after which the name may be another person's."""

_APPOSITION = re.compile(
    rf"(?:, | \()(?P<article>(?:the|its|their|an?) )?(?P<role>(?>{_QUALIFIER}|{_CAPITAL} )*?{_OFFICE}{_AFTER_OFFICE}"
    rf"(?: (?:of|for|at|in|and|&|to)(?: (?:{_LINK}|{_BODY}|{_QUALIFIER}?{_OFFICE}|{_QUALIFIER}{_BODY}|{_CAPITAL})"
    rf"(?![\w’'-]))+)?)(?=(?P<close>[,;:.()—–\n]|\Z))",
    re.IGNORECASE,
)
"""Directly behind a name: matches `, President of Example Mining` before a comma; refuses `, Chairman Lee Other`."""
_ANOTHER_PERSON = re.compile(rf" (?:and|&) (?:{_CAPITAL}) (?:{_CAPITAL})\Z", re.IGNORECASE)
"""At the end of an apposition: matches ` and Lee Other`, which may also be the end of a body's name."""
_OFFICE_WORD = re.compile(rf"(?<!\w){_OFFICE}", re.IGNORECASE)
_JOINED = re.compile(r" (?:and|&) ")
_LIST_GOES_ON = re.compile(r",? (?:and|or) ")

_CHINESE_OFFICE = (
    r"(?:(?:原|前|时任|副|代)?(?:党组书记|党委书记|董事长|总经理|总裁|主席|书记|省长|市长|部长|主任|院长|局长|会长"
    r"|总工程师|总会计师|总书记|总理|董事|党组成员))"
)
_CHINESE_TITLE = re.compile(rf"{_CHINESE_OFFICE}(?:[、兼和]{_CHINESE_OFFICE})*\Z")
"""Matches `党组书记、董事长` before a name; refuses `公司`."""
_CHINESE_BEHIND = re.compile(rf"{_CHINESE_OFFICE}")


def find_roles(text: str, name: str) -> Iterator[Role]:
    """Yield the roles in which a text names a person, in its order; `name` is the person as the text spells it.

    >>> [role.words for role in find_roles("Chairman Ann Sample, Secretary of the Party Group, came.", "Ann Sample")]
    ['Chairman', 'Secretary of the Party Group']
    """
    if not name:
        return
    titled = _title_in(name)
    start = text.find(name)
    for _ in range(_MOST):
        if start < 0:
            return
        end = start + len(name)
        if _stands_alone(text, start, end):
            beside = chain(_role_before(text, start + titled), _role_behind(text, end))
            yield from (role for role in beside if name not in role.words)  # as in a name that stands there twice
        start = text.find(name, end)


def _title_in(name: str) -> int:
    """Return how much of a name is a title that the vocabulary has with it, as in `President Lee Other`."""
    for space in (at for at, sign in enumerate(name) if sign == " "):
        if _TITLE.fullmatch(name, 0, space + 1):
            return space + 1
    return 0


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether no letter of the Latin script goes on before or behind."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (behind.isascii() and behind.isalnum())


def _role_before(text: str, start: int) -> Iterator[Role]:
    head = max(0, start - _REACH)
    window = text[head:start]
    if found := _CHINESE_TITLE.search(window) if window[-1:] > "~" else _english_title(window):
        words = re.sub(rf"(?<= ){_COURTESY}\Z", "", found[0]).rstrip()
        yield Role(head + found.start(), head + found.start() + len(words), words)


def _english_title(window: str) -> re.Match[str] | None:
    """Return the title that ends a text; mostly the last word alone tells that there is none."""
    last = window[:-1].rpartition(" ")[2]
    if window[-1:] != " " or (last[:1].islower() and not _OFFICE_WORD.match(last) and last not in _AFTER_OFFICE_WORDS):
        return None
    found = _TITLE.search(window)
    if found and window[: found.start()].endswith((", ", "; ")):  # what comes before `and` may belong to somebody else
        *_, joined = chain([0], (place.end() for place in _JOINED.finditer(found[0])))
        return _TITLE.search(window, found.start() + joined)
    return found


def _role_behind(text: str, end: int) -> Iterator[Role]:
    found = _APPOSITION.match(text, end, end + _REACH)
    if found and not _may_be_a_list(text, found):
        yield Role(*found.span("role"), found["role"])
    elif chinese := _CHINESE_BEHIND.match(text, end):
        yield Role(*chinese.span(), chinese[0])


def _may_be_a_list(text: str, found: re.Match[str]) -> bool:
    """Return whether what looks like an apposition may name somebody else: `Ann Sample, the Secretary, and others`."""
    role = found["role"]
    another = _ANOTHER_PERSON.search(role)
    if another and not _OFFICE_WORD.search(role, another.start()):
        return True
    is_bare = " of " not in role and " and " not in role
    return bool(found["article"]) and is_bare and bool(_LIST_GOES_ON.match(text, found.end()))
