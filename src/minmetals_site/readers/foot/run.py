"""The foot of a page as a whole: lines that no rule knows by themselves, and that belong to it by where they stand.

A foot is a run of lines without the form of a sentence under the last paragraph. No list of phrases holds all that
sites print there, but in nearly every foot some lines are known: a copyright line, a share button, a contact. The run
goes as one:

1. What stands between two known lines, or below one, is of the foot, whatever it says.
2. What stands between the last paragraph and the first known line is of it only where at least two lines are known and
   at most two are not: it might be the end of the text.
3. List items, captions, rows of a table and the lines of a sign-off are of the text, and end the run.
4. Where no paragraph stands above, nothing is concluded: the whole text may be lines.
"""

import re
from collections.abc import Collection, Sequence

from minmetals_site.readers.captions import is_caption
from minmetals_site.readers.foot.line_forms import LONGEST_LINE, ends_clause
from minmetals_site.readers.foot.signatures import signs_off
from minmetals_site.readers.prose import is_list_item
from minmetals_site.text.traced import Traced

__all__ = [
    "is_footers_name",
    "is_of_a_run",
    "rest_of_run",
]

_MOST_BESIDE = 2
"""Unknown lines under the last paragraph that may be of the foot."""
_FEWEST_KNOWN = 2
_INTRODUCES = re.compile(r"(?:\S+\s+){4,}\S+[:：]$|[\u4e00-\u9fff，]{8,}[:：]$")
"""Matches `The board has decided on three things:`, under which a list stands; refuses `Related links:`."""
_SMALL_WORDS = re.compile(r"(?<![\w@./-])[a-z]+(?![\w@/-])")
_MOST_SMALL_WORDS = 12
_CHINESE_COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,24}有限(?:责任)?公司")
"""Matches `示例钢铁集团有限公司`; refuses `示例钢铁公司董事会`."""


def is_footers_name(text: str, above: str) -> bool:
    """Return whether a last line is only a company's name in Chinese under the end of a sentence, as footers have."""
    return bool(_CHINESE_COMPANY.fullmatch(text)) and above.endswith(("。", "！", "”"))


def is_of_a_run(line: Traced) -> bool:
    """Return whether a line may be of a foot, if others beside it are: it is short, and nothing that texts end with."""
    text = line.text
    if len(text) > LONGEST_LINE or "\t" in text or ends_clause(text):
        return False
    if len(_SMALL_WORDS.findall(text)) >= _MOST_SMALL_WORDS:  # a sentence that the copy cut short
        return False
    return not is_list_item(line) and not is_caption(text) and not _INTRODUCES.fullmatch(text)


def rest_of_run(unknown: Sequence[tuple[int, Traced]], known: Collection[int], paragraph: str) -> list[int]:
    """Return which of the unknown lines under the last paragraph, in order, belong to the foot with the known ones."""
    if not unknown or not known:
        return []
    first = min(known)
    above = [line.text for index, line in unknown if index < first]
    introduced = paragraph.endswith((":", "："))
    goes = (
        not introduced
        and len(above) <= _MOST_BESIDE
        and len(known) >= _FEWEST_KNOWN
        and not any(signs_off(text) for text in above)
    )
    return [index for index, _ in unknown if index > first or goes]
