"""The foot of a page in a text copy: what stands below the text and is none of it.

Read from the end upward: short lines that carry no sentence of the text and hold a phone number, an address, a link of
the site's own (legal notice, print, back, next, follow, unsubscribe) go, each by a rule with a name (`line_rules.py`,
`contacts.py`), and the last paragraph ends the search; what no rule knows beside them is asked of `run.py`. Two things
are looked for before, within the last lines: `ENDS` in dashes, which ends a release, and a heading that introduces
contacts, which takes the short lines under it. What stands below them and reads as text (`About the company`) stays in
the body, as the company's words. A heading `Forward-looking statements` makes a notice of what stands under it.
"""

import re
from collections.abc import Callable, Collection, Sequence
from itertools import takewhile
from typing import NamedTuple

from minmetals_site.readers.foot.contacts import is_contact_heading, is_contact_line, is_short_line, rule_of_address
from minmetals_site.readers.foot.line_forms import LONGEST_LINE, LONGEST_MARK, SENTENCE_END, ends_sentence
from minmetals_site.readers.foot.line_rules import foot_rule, is_end_mark, line_rule
from minmetals_site.readers.foot.run import is_footers_name, is_of_a_run, rest_of_run
from minmetals_site.text.traced import Traced

__all__ = [
    "Foot",
    "read_foot",
]

_LINES = 30
"""Worded lines at the end that are looked at."""
_WHOLE = 40
"""Worded lines at the end in which the run of a foot may reach upward."""
_MOST_UNKNOWN = 8
"""Lines on end of no rule that may be of a foot; more are the text."""
_MOST_CONTACTS = 14
_EDITOR_IN_BRACKETS = re.compile(
    r"[（(【\[]\s*(?:[责責]任)?(?:[编編][辑輯]|[责責][编編])\s*[:：]\s*[^（()）【】\[\]]{1,30}[）)】\]]"
)
"""Matches `【编辑：李四】`; refuses `编辑：李四`, below which a text may go on."""
_STOP = re.compile(r"[.。！][\"”’」)）]?$")
_FORWARD = re.compile(
    r"(?:cautionary (?:statement|note|language)|caution|safe harbou?r|notice|note|disclaimer|statement"
    r"|important (?:information|notice)?)?\s*(?:on|regarding|concerning|about|statements? (?:on|regarding)"
    r"|under.{0,60})?\s*"
    r"(?:forward[- ]looking (?:statements?|information)|safe harbou?r(?: statement)?"
    r"|competent person['’]?s? statement|no representation"
    r"|important (?:notice|information)|legal (?:notice|disclaimer)|disclaimers?)"
    r"(?:\s*(?:disclaimer|notice|statement|and .{2,40}))?\s*[:：]?",
    re.IGNORECASE,
)
"""Matches the heading `Forward-looking statements` and `Cautionary note on forward-looking information`."""
_ABOUT = re.compile(r"(?:about|über|à propos d[eu']|acerca de|sobre|关于)\s?\S.{1,80}", re.IGNORECASE)
_AUTHOR_BOX = re.compile(
    r"about the (?:author|writer|columnist)s?\s*[:：]?|(?:über den autor|关于作者|作者简介)[:：]?", re.IGNORECASE
)
_AUTHOR_LINK = re.compile(
    r"(?:^|[\s<(\[])(?:read|see|view|find|show) (?:more|all)(?: articles| posts| stories)? (?:about|by|from|of)"
    r" (?P<name>[A-ZÀ-Þ][\w.’' -]{3,60}?)\s*[>)\]→»]*$",
    re.IGNORECASE,
)
"""Matches the end of `She grinds corn. <Read more about Ann Sample>`; refuses that of `Read more about corn`."""
_LONGEST_BOX = 500
_FEWEST_HEADLINES, _HEADLINE_WORDS, _SMALL_WORD = 4, 7, 4
"""Headlines below a text, at least; the words of each; and the letters of a word that needs no capital."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FEWEST_HAN = 12


class Foot(NamedTuple):
    """What of the last lines goes, and by which rule; which become notices; where a release ends."""

    removed: dict[int, str]
    notices: tuple[int, ...]
    signs: frozenset[str]
    """What the foot says of the speaker: `ends`, `contact`, `forward-looking`, `about`, `mailing`."""


def read_foot(
    lines: Sequence[tuple[int, Traced]],
    notices: frozenset[int],
    machinery: Collection[int] = frozenset(),
    is_field: Callable[[Traced], bool] = lambda _: False,
) -> Foot:
    """Return what becomes of the last lines.

    `notices` are those known as such, which end nothing; `machinery` the lines, not among these, that are taken
    already; of a line that `is_field` another rule makes a field, as of tags and dates.
    """
    last = [pair for pair in lines[-_WHOLE:] if pair[0] not in notices]
    first = 1 if len(last) == len(lines) else 0  # the first line of a text is never its foot
    near = last[-_LINES:]
    removed, signs = _marked(near, max(first - len(last) + len(near), 0))
    removed = _below_editor(near) | removed
    removed |= _author_box(near, removed) | dict.fromkeys(_of_other_script(lines), "related-links")
    forward = _forward_looking(near, removed)
    if forward:
        signs.add("forward-looking")
    known = notices | set(machinery) | set(forward)
    removed |= _run_at_the_end(last, first, known, removed, is_field)
    if "subscribe-box" in removed.values():
        signs.add("mailing")
    removed |= _headlines_below(last, {*known, *removed})
    return Foot({i: rule for i, rule in removed.items() if i not in forward}, tuple(forward), frozenset(signs))


def _headlines_below(last: Sequence[tuple[int, Traced]], known: Collection[int]) -> dict[int, str]:
    """Return the headlines of other articles that stand under the last sentence: four and more, with capitals.

    Where each breaks off (`The mill of the upper valley …`), two are enough.
    """
    free = [pair for pair in last if pair[0] not in known]
    if not free or not (_is_other_headline(free[-1][1].text) or _breaks_off(free[-1][1].text)):
        return {}
    for looks, fewest in ((_is_other_headline, _FEWEST_HEADLINES), (_breaks_off, 2)):
        run = list(takewhile(lambda pair: looks(pair[1].text), reversed(free)))  # noqa: B023  # used up at once
        above = free[len(free) - len(run) - 1 : len(free) - len(run)]
        if len(run) >= fewest and above and SENTENCE_END.search(above[0][1].text):
            return {index: "related-links" for index, _ in run}
    return {}


def _is_other_headline(text: str) -> bool:
    if len(text) > LONGEST_LINE or text.endswith((".", "!", "?", "。")):
        return False
    words = [word for word in text.split() if len(word) > _SMALL_WORD]
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in words)
    return len(text.split()) >= _HEADLINE_WORDS and capitals * 10 >= len(words) * 9 and not SENTENCE_END.search(text)


def _breaks_off(text: str) -> bool:
    return text.endswith(("…", "...")) and len(text) <= LONGEST_LINE


def _run_at_the_end(
    last: Sequence[tuple[int, Traced]],
    first: int,
    known: Collection[int],
    removed: dict[int, str],
    is_field: Callable[[Traced], bool],
) -> dict[int, str]:
    """Return the rules for the lines from the end upward to the last paragraph, those of no rule among them."""
    found: dict[int, str] = {}
    unknown: list[tuple[int, Traced]] = []
    stop, paragraph, below, on_end = -1, "", None, 0
    for place in range(len(last) - 1, first - 1, -1):
        index, line = last[place]
        rule = removed.get(index)
        if rule is None and index not in known:
            above = last[place - 1][1].text
            rule = line_rule(line.text) or rule_of_address(line.text, above, below)
            if rule is None and place == len(last) - 1 and is_footers_name(line.text, above):
                rule = "site-credit"
            if rule is None and not is_field(line):
                if on_end == _MOST_UNKNOWN or not is_of_a_run(line):
                    stop, paragraph = index, line.text
                    break
                unknown.insert(0, (index, line))
                on_end += 1
                continue
            if rule is not None:
                found[index] = rule
        below, on_end = rule, 0
    if stop < 0 and first and last and not is_of_a_run(last[0][1]):  # the whole text is one paragraph
        stop, paragraph = last[0][0], last[0][1].text
    if stop < 0:  # no paragraph stands above: only what is known by itself, and under all else, is sure to be of a foot
        lowest = unknown[-1][0] if unknown else -1
        return {i: rule for i, rule in found.items() if i > lowest}
    rules = {**removed, **found, **dict.fromkeys(known, "known")}
    signs = {i for i, rule in rules.items() if i > stop and rule != "release-formula"}  # a sign-off stands under it
    goes = dict.fromkeys(rest_of_run(unknown, signs, paragraph), "page-foot")
    lowest = max((index for index, _ in unknown if index not in goes), default=-1)
    return {i: rule for i, rule in found.items() if i > lowest or i in signs} | goes


def _marked(last: Sequence[tuple[int, Traced]], first: int) -> tuple[dict[int, str], set[str]]:
    """Return what goes wherever it stands among the last lines, end marks and contacts, and the signs of a release."""
    removed: dict[int, str] = {}
    signs: set[str] = set()
    for place in range(first, len(last)):
        index, text = last[place][0], last[place][1].text
        if len(text) > LONGEST_LINE or index in removed:
            continue
        if is_end_mark(text):
            removed[index] = "end-mark"
            signs |= {"ends"} if "END" in text.upper() else set()
        elif contacts := _contacts(last, place):
            removed |= dict.fromkeys(contacts, "contact-block")
            signs.add("contact")
        elif _ABOUT.fullmatch(text) and not SENTENCE_END.search(text):
            signs.add("about")
    return removed, signs


def _contacts(last: Sequence[tuple[int, Traced]], place: int) -> list[int]:
    """Return a heading of contacts and the short lines under it, if any of them is one; nothing for other lines."""
    if not is_contact_heading(last[place][1].text):
        return []
    taken = [last[place][0]]
    has_contact = False
    for index, line in last[place + 1 : place + 1 + _MOST_CONTACTS]:
        text = line.text
        is_one = is_contact_line(text)
        if not is_short_line(text) or is_end_mark(text) or _ABOUT.fullmatch(text) or _FORWARD.fullmatch(text):
            break
        if foot_rule(text) not in {None, "contact-block"}:
            break
        taken.append(index)
        has_contact = has_contact or is_one
    return taken if has_contact else []


def _below_editor(last: Sequence[tuple[int, Traced]]) -> dict[int, str]:
    """Return a credit of the editor in brackets, with which Chinese news ends, and the links below it."""
    for place, (index, line) in enumerate(last[1:], start=1):
        if _EDITOR_IN_BRACKETS.fullmatch(line.text):
            below = last[place + 1 :]
            is_end = not any(_STOP.search(under.text) for _, under in below)
            unknown = [i for i, under in below if is_end and line_rule(under.text) is None]
            return {index: "editor-credit"} | dict.fromkeys(unknown, "related-links")
    return {}


def _of_other_script(lines: Sequence[tuple[int, Traced]]) -> list[int]:
    """Return the last line where it is Chinese, no sentence, and no word above it is: links that others planted."""
    index, text = (lines[-1][0], lines[-1][1].text) if len(lines) > 1 else (0, "")
    if len(_HAN.findall(text)) < _FEWEST_HAN or SENTENCE_END.search(text) or 2 * len(_HAN.findall(text)) < len(text):
        return []
    return [] if any(_HAN.search(line.text) for _, line in lines[:-1]) else [index]


def _author_box(last: Sequence[tuple[int, Traced]], removed: dict[int, str]) -> dict[int, str]:
    """Return the heading `About the author` with the short passage or two under it."""
    for place, (index, line) in enumerate(last[1:], start=1):
        if len(line) < LONGEST_MARK and _AUTHOR_BOX.fullmatch(line.text):
            below = [i for i, under in last[place + 1 : place + 3] if i not in removed and len(under) < _LONGEST_BOX]
            return dict.fromkeys([index, *below], "author-box") if place + 3 + len(below) >= len(last) else {}
    return _linked_author(last, removed)


def _linked_author(last: Sequence[tuple[int, Traced]], removed: dict[int, str]) -> dict[int, str]:
    """Return the box of an author that ends in a link to more of the same name, which stands over it."""
    for place, (_, line) in enumerate(last):
        end = line.text[-LONGEST_MARK * 2 :]
        link = _AUTHOR_LINK.search(end) if " more " in end or " all " in end else None
        above = [at for at in range(max(place - 3, 1), place) if link and last[at][1].text == link["name"]]
        if above:
            return {index: "author-box" for index, _ in last[above[0] : place + 1] if index not in removed}
    return {}


def _forward_looking(last: Sequence[tuple[int, Traced]], removed: dict[int, str]) -> list[int]:
    """Return a heading that announces a disclaimer, and the passages under it up to the next heading."""
    for place, (index, line) in enumerate(last[1:], start=1):
        if index in removed or len(line) > 100 or not _FORWARD.fullmatch(line.text):  # noqa: PLR2004  # a heading
            continue
        found = [index]
        for below, under in last[place + 1 :]:
            text = under.text
            if below in removed or not ends_sentence(text) or _ABOUT.fullmatch(text):
                break
            found.append(below)
        if len(found) > 1:
            return found
    return []
