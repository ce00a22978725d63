"""Undoing Chinese text that was read as a Western encoding: `¡°going out¡±` for “going out”, `£¬` for ，.

First seen on the English pages of Chinese groups, which are encoded in GB 2312 and do not say so: their quotes, dashes
and brackets are two bytes each, and become two signs that no Western language sets side by side. Spanish does set `¡¿`
and `¡¡`, so a text needs one of the other pairs to be taken for damaged. In such a text whole runs of Chinese are
undone as well, where they are whole.
"""

import re

from minmetals_site.text.repair.damage import Repair

__all__ = ["find_mojibake_of_gb2312"]

_PROOF = re.compile("¡[°±¯®ª¾¶·]|£[¬º»¨©]")
"""Matches `¡°` and `£¬`; refuses `¡¿Qué` and `£1`."""
_PAIRS = re.compile(r"(?:[¡-÷][¡-þ])+")
r"""Matches pairs of signs that are bytes of GB 2312, whose first is A1 to F7."""
_CHINESE = re.compile("[\u2010-\u203b\u3000-\u303f\u3400-\u9fff\uff00-\uffef·×÷°]+")
"""Matches what a run may turn out to be: Chinese letters, and the signs that stand among them or in English."""


def find_mojibake_of_gb2312(text: str) -> list[Repair]:
    """Return the undoing of Chinese, in English its punctuation, that was read as ISO 8859-1.

    >>> [(repair.before, repair.after) for repair in find_mojibake_of_gb2312("a ¡°going out¡± plan")]
    [('¡°', '“'), ('¡±', '”')]
    """
    if ("¡" not in text and "£" not in text) or not _PROOF.search(text):
        return []
    found: list[Repair] = []
    for run in _PAIRS.finditer(text):
        after = run.group().encode("latin-1").decode("gb18030", "replace")
        if _CHINESE.fullmatch(after):
            found.append(Repair(*run.span(), run.group(), after, "mojibake:gb2312", "certain"))
    return found
